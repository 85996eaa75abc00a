#include "plan/store.h"

#include <sys/stat.h>

#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/measure.h"
#include "plan/as_written.h"
#include "plan/geojson.h"
#include "test/plan/sample_plan.h"

namespace passage::plan {
namespace {
namespace fs = std::filesystem;
using test::north_or_west;
using test::random_plan;

class Store : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("passage_store_{}", getpid());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

std::string code_of(const std::function<void()>& run) {
  try {
    run();
  } catch (const InputError& error) {
    return error.problems().at(0).code;
  }
  return "none";
}

TEST_F(Store, TheWorkedCaseComesBackExactly) {
  const Plan plan = north_or_west();
  for (const char* name : {"plan.gpkg", "plan.csv", "folder/"}) {
    write_plan(plan, folder_ / name, Overwrite::kRefuse);
    EXPECT_EQ(read_plan(folder_ / name, jobs::Task()), plan) << name;
  }
}

TEST_F(Store, RandomPlansComeBackExactly) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Plan plan = random_plan(seed, 60, 300);
    for (const char* name : {"plan.gpkg", "plan.csv"}) {
      write_plan(plan, folder_ / name, Overwrite::kReplace);
      EXPECT_TRUE(read_plan(folder_ / name, jobs::Task()) == plan) << name << ", seed " << seed;
    }
  }
}

// People by road and hour are not read back, so they could be changed unseen.
TEST_F(Store, FiguresShownBesideTheRowsAreHeldAgainstThem) {
  const auto changed = [&](const char* file, const std::string& from, const std::string& to) {
    std::string text = read_file(folder_ / "plan.csv" / file);
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    write_file(folder_ / "plan.csv" / file, text.replace(at, from.size(), to), Overwrite::kReplace);
    return as_written(folder_ / "plan.csv", read_plan(folder_ / "plan.csv", jobs::Task())).altered;
  };
  const Plan plan = random_plan(3, 60, 300);
  for (const char* name : {"plan.gpkg", "plan.csv"}) {
    write_plan(plan, folder_ / name, Overwrite::kReplace);
    const geodata::Differences found = as_written(folder_ / name, read_plan(folder_ / name, jobs::Task()));
    EXPECT_EQ(found.altered, std::vector<std::string>{}) << name;
    EXPECT_EQ(found.unknown, std::vector<std::string>{}) << name;
  }
  EXPECT_EQ(changed("refuges.csv", "\"[", "\"[1").size(), 1u);
  EXPECT_EQ(changed("origins.csv", "\"[", "\"[1").size(), 2u);
  EXPECT_EQ(changed("roads.csv", "\"[", "\"[1").size(), 3u);
}

TEST_F(Store, SamePlanSameBytesPrivateAndKept) {
  write_plan(random_plan(1, 50, 50), folder_ / "a.gpkg", Overwrite::kRefuse);
  write_plan(random_plan(1, 50, 50), folder_ / "b.gpkg", Overwrite::kRefuse);
  EXPECT_EQ(read_file(folder_ / "a.gpkg"), read_file(folder_ / "b.gpkg"));
  struct stat state {};
  ASSERT_EQ(stat((folder_ / "a.gpkg").c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777, 0600u);
  EXPECT_EQ(code_of([&] { write_plan(north_or_west(), folder_ / "a.gpkg", Overwrite::kRefuse); }), "P003");
  EXPECT_EQ(code_of([&] { write_plan(north_or_west(), folder_ / "a.txt", Overwrite::kRefuse); }), "P504");
  const auto several = [&] {
    PendingPlans pending;
    pending.add(north_or_west(), folder_ / "first.gpkg", Overwrite::kRefuse);
    pending.add(north_or_west(), folder_ / "nowhere" / "second.gpkg", Overwrite::kRefuse);
    pending.commit();
  };
  EXPECT_EQ(code_of(several), "P004");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "first.gpkg")) << "one could not be written, so none is";
}

TEST_F(Store, ForeignAndDamagedFilesAreRefused) {
  std::ofstream(folder_ / "text.gpkg") << "not a database at all";
  EXPECT_EQ(code_of([&] { (void)read_plan(folder_ / "text.gpkg", jobs::Task()); }), "P500");
  EXPECT_EQ(code_of([&] { (void)read_plan(folder_ / "none.gpkg", jobs::Task()); }), "P001");
  write_plan(random_plan(2, 500, 5000), folder_ / "cut.gpkg", Overwrite::kRefuse);
  fs::resize_file(folder_ / "cut.gpkg", fs::file_size(folder_ / "cut.gpkg") / 2);
  EXPECT_EQ(code_of([&] { (void)read_plan(folder_ / "cut.gpkg", jobs::Task()); }), "P505");
  fs::create_directories(folder_ / "mine");
  std::ofstream(folder_ / "mine" / "letter.csv") << "dear,you\n1,2\n";
  EXPECT_EQ(code_of([&] { (void)read_plan(folder_ / "mine", jobs::Task()); }), "P500");
  EXPECT_EQ(code_of([&] { write_plan(north_or_west(), folder_ / "mine/", Overwrite::kReplace); }), "P008");
  write_plan(north_or_west(), folder_ / "p.geojson", Overwrite::kRefuse);
  EXPECT_EQ(code_of([&] { (void)read_plan(folder_ / "p.geojson", jobs::Task()); }), "P509");
}

TEST_F(Store, CellsThatCannotBeReadAreNamed) {
  const fs::path flows = folder_ / "plan.csv" / "flows.csv";
  const auto edited = [&](const std::string& from, const std::string& to) {
    write_plan(north_or_west(), folder_ / "plan.csv", Overwrite::kReplace);
    std::string text = read_file(flows);
    text.replace(text.find(from), from.size(), to);
    std::ofstream(flows) << text;
    return code_of([&] { (void)read_plan(folder_ / "plan.csv", jobs::Task()); });
  };
  EXPECT_EQ(edited("r1,", "r99,"), "P503");
  EXPECT_EQ(edited("1300", "13.5"), "P502");
  EXPECT_EQ(edited("forward", "up"), "P502");
  EXPECT_EQ(edited("+02:00", ""), "P502");
  EXPECT_EQ(edited("persons", "people"), "P501");
  fs::remove(flows);
  EXPECT_EQ(code_of([&] { (void)read_plan(folder_ / "plan.csv", jobs::Task()); }), "P501");
}

TEST_F(Store, PlansOfALaterVersionOrAnUnknownZoneAreRefused) {
  const fs::path provenance = folder_ / "plan.csv" / "provenance.csv";
  const auto edited = [&](const std::string& key, const std::string& value) {
    write_plan(north_or_west(), folder_ / "plan.csv", Overwrite::kReplace);
    std::string text = read_file(provenance);
    const std::size_t at = text.find("\n" + key + ",") + 1;
    text.replace(at, text.find('\n', at) - at, key + "," + value);
    std::ofstream(provenance) << text;
    return code_of([&] { (void)read_plan(folder_ / "plan.csv", jobs::Task()); });
  };
  EXPECT_EQ(edited("tables_version", "99"), "P506");
  Plan nowhere = north_or_west();
  nowhere.time_zone = "Europe/Nowhere";
  EXPECT_EQ(code_of([&] { write_plan(nowhere, folder_ / "nowhere.csv", Overwrite::kRefuse); }), "P507");
}

TEST_F(Store, ContractColumnsAreAsTheCaseSchemaSays) {
  write_plan(north_or_west(), folder_ / "p.csv", Overwrite::kRefuse);
  const auto starts = [&](const char* file, const std::string& text) {
    EXPECT_EQ(read_file(folder_ / "p.csv" / file).substr(0, text.size()), text);
  };
  starts("orders.csv",
         "order_id,origin_id,mode,refuge_id,persons,depart_from,depart_until,arrive_until,adm1_pcode\n"
         "o1,alfa,car,zeta,1300,2022-03-05T08:50:00+02:00,2022-03-05T11:00:00+02:00,");
  starts("flows.csv", "road_id,direction,mode,enter_from,enter_until,persons\nr1,forward,car,");
  starts("legs.csv", "order_id,seq,road_id,enter_from,enter_until,persons");
  starts("labels.csv", "deadline,node_id,mode,alpha_s\n2022-03-05T14:00:00+02:00,n1,car,0\n");
  starts("nodes.csv", "id,lat,lon,geometry\nn1,47,36,");
  starts("roads.csv",
         "id,from,to,length_m,speed_km_h,capacity_vehicles_per_h,oneway,lanes,modes,class,name,source,"
         "reverse_of,corridor,persons,utilisation,flow_by_hour,geometry\nr1,n1,n2,10000,60,480,yes,,car,");
}

TEST_F(Store, AMillionRowsInSeconds) {
  const Plan plan = random_plan(3, 2000, 1'000'000);
  const Stopwatch watch;
  write_plan(plan, folder_ / "large.gpkg", Overwrite::kRefuse);
  const double wrote = watch.seconds();
  EXPECT_TRUE(read_plan(folder_ / "large.gpkg", jobs::Task()) == plan);
  RecordProperty("write_s", std::to_string(wrote));
  RecordProperty("all_s", std::to_string(watch.seconds()));
  printf("1.1 million rows: written in %.1f s, read in %.1f s\n", wrote, watch.seconds() - wrote);
}

}  // namespace
}  // namespace passage::plan
