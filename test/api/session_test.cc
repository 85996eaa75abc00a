#include "api/session.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <numeric>
#include <thread>

#include <nlohmann/json.hpp>

#include "api/forecast.h"
#include "api/roads.h"

namespace passage::api {
namespace {

namespace fs = std::filesystem;

const fs::path kExamples = fs::path(PASSAGE_SOURCE_DIR) / "examples";
const fs::path kCase = kExamples / "north-or-west";

class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "passage-api-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path path;
};

nlohmann::json parsed(const Answer& answer) {
  return nlohmann::json::parse(answer.json);
}

TEST(Session, ChecksACase) {
  const CaseFacts facts = Session(kCase).check();
  EXPECT_GT(facts.people, 0);
  EXPECT_EQ(parsed(facts)["people"], facts.people);
  EXPECT_TRUE(facts.page.starts_with("ok: "));
}

TEST(Session, TellsAllProblemsOfACase) {
  const Folder folder;
  std::ofstream(folder.path / "case.toml") << "id = 3\ntitle = 4\n";
  try {
    const Session session(folder.path);
    FAIL() << "it opens";
  } catch (const Error& error) {
    EXPECT_GT(error.problems().size(), 1u);
    EXPECT_NE(std::string(error.what()).find(error.problems()[0].code), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(error.json())["problems"].size(), error.problems().size());
  }
}

TEST(Session, PlansAreAcceptedAndTheirTablesAddUp) {
  const Plan plan = Session(kCase).plan();
  EXPECT_TRUE(plan.accepted());
  EXPECT_FALSE(plan.stopped());
  EXPECT_LE(plan.figures().safe, plan.figures().upper_bound);
  const Table orders = plan.table("orders");
  const std::vector<std::int64_t>& persons = orders.integers("persons");
  EXPECT_EQ(std::accumulate(persons.begin(), persons.end(), std::int64_t{0}), plan.figures().safe);
  EXPECT_EQ(orders.texts("order_id").size(), orders.rows);
  EXPECT_TRUE(plan.table("origins").texts("geometry")[0].starts_with("POINT("));
  for (const std::string& name : plan.tables())
    for (const Column& column : plan.table(name).columns)
      std::visit([&](const auto& cells) { EXPECT_EQ(cells.size(), plan.table(name).rows) << name << column.name; },
                 column.cells);
  EXPECT_THROW((void)plan.table("nothing"), Error);
}

TEST(Session, PlansAreWrittenAllOrNone) {
  const Folder folder;
  const Plan plan = Session(kCase).plan();
  const fs::path page = folder.path / "plan.html", tables = folder.path / "plan.gpkg",
                 map = folder.path / "plan.geojson";
  plan.write({page, tables});
  EXPECT_EQ(fs::status(page).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_THROW(plan.write({map, tables}), Error);
  EXPECT_FALSE(fs::exists(map));
  EXPECT_TRUE(Plan::read(tables).accepted());
  EXPECT_EQ(Plan::read(tables).figures().safe, plan.figures().safe);
}

TEST(Session, VerifiesAsThePlanWasMade) {
  const Folder folder;
  const Session session(kExamples / "zaporizhzhia-2022");
  const fs::path file = folder.path / "plan.gpkg";
  const Plan plan = session.plan({.outputs = {file}});
  EXPECT_TRUE(session.verify(file).accepted);
  EXPECT_TRUE(session.verify(plan).accepted);
  const Session elsewhere(kCase);
  EXPECT_FALSE(elsewhere.verify(elsewhere.plan()).violations.size() > 0);
}

TEST(Session, AnswersWhatTalksAsk) {
  const Session session(kCase);
  const Worth worth = session.worth();
  EXPECT_EQ(parsed(worth)["terms"].size(), worth.terms.size());
  EXPECT_FALSE(worth.page.empty());
  const Rounds rounds = session.rounds();
  ASSERT_FALSE(rounds.rounds.empty());
  const RoundChange same = session.change(rounds.rounds[0].id, rounds.rounds[0].id);
  EXPECT_EQ(same.before.safe, same.after.safe);
  const Cut cut = session.cut();
  EXPECT_EQ(parsed(cut)["holds"].size(), cut.elements.size());
  const Survival survival = session.survival();
  EXPECT_TRUE(survival.accepted);
  EXPECT_LE(survival.promise, survival.at_most);
  ASSERT_FALSE(survival.failures.empty());
  for (const Survival::Failure& failure : survival.failures) EXPECT_TRUE(session.verify(failure.plan).accepted);
  const Reach reach = session.reach({.share = "1.5%", .by = {}, .also = {}});
  EXPECT_NE(reach.status, Reach::Status::kStopped);
}

TEST(Session, ProgressNeverFallsAndThreadsChangeNothing) {
  std::mutex mutex;
  double last = 0;
  const Session session(kCase);
  const Plan one = session.plan({}, Task({}, 1));
  const Plan many = session.plan({}, Task([&](double done, std::string_view) {
                                   const std::lock_guard lock(mutex);
                                   EXPECT_GE(done, last);
                                   EXPECT_LE(done, 1);
                                   last = done;
                                 }));
  EXPECT_EQ(one.table("orders").texts("order_id"), many.table("orders").texts("order_id"));
  EXPECT_EQ(one.figures().safe, many.figures().safe);
}

TEST(Session, TwoAreCancelledApart) {
  const Task cancelled, wanted;
  cancelled.cancel();
  EXPECT_THROW((void)Session(kCase, {}, cancelled).check(), Cancelled);
  const Session session(kCase);
  Plan stopped = session.plan(), whole = stopped;
  std::thread first([&] { stopped = session.plan({}, cancelled); });
  std::thread second([&] { whole = session.plan({}, wanted); });
  first.join();
  second.join();
  EXPECT_TRUE(stopped.accepted());  // whatever it is worth, it keeps every rule
  EXPECT_FALSE(whole.stopped());
  EXPECT_EQ(whole.figures().safe, session.plan().figures().safe);
}

TEST(Session, ImportsRoads) {
  const Folder folder;
  const fs::path roads = fs::path(PASSAGE_SOURCE_DIR) / "test" / "fuzz" / "roads.osm";
  const ImportedRoads imported = import_roads(roads, folder.path / "roads.network");
  EXPECT_GT(imported.roads, 0u);
  EXPECT_THROW(import_roads(roads, folder.path / "roads.network"), Error);
}

TEST(Forecast, TellsArrivals) {
  const fs::path folder = fs::path(PASSAGE_SOURCE_DIR) / "test" / "golden" / "forecast" / "arrivals";
  setenv("PASSAGE_DATA", (folder / "data").c_str(), 1);
  const Forecast forecast = forecast_arrivals(folder / "case", {.train_until = "2020-02-01", .until = "2020-02-10"});
  EXPECT_FALSE(parsed(forecast)["abroad_by_date"].empty());
  EXPECT_THROW((void)forecast_arrivals(folder / "case", {.train_until = "2020-02-01", .until = "soon"}), Error);
  unsetenv("PASSAGE_DATA");
}

}  // namespace
}  // namespace passage::api
