// Cohorts are distributed as people taken one by one: 2,000 runs of both, chi-square by camp and day.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "displacement/model.h"
#include "test/displacement/one_by_one.h"

namespace passage::displacement {
namespace {

namespace fs = std::filesystem;

#ifdef __SANITIZE_ADDRESS__
constexpr std::uint32_t kRuns = 200;  // sanitizers look for other things
#else
constexpr std::uint32_t kRuns = 2000;
#endif

struct Variant {
  const char* name;
  const char* routes;    // instead of the plain ones
  const char* closures;  // closures.csv
  const char* settings;  // further move_rules
  int capacity;          // of camp C; 0: none
};

// War at A from day 0 and at E from day 3; B a town on the way, M a marker; C, D and F are camps.
//   A --100-- B --150-- C     B --250-- D     E --90-- B     E --40-- M --60-- F     C --120-- D
constexpr const char* kRoutes = "A,B,100,\nB,C,150,\nB,D,250,\nE,B,90,\nE,M,40,\nM,F,60,\nC,D,120,\n";

void put(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

Case made_case(const Variant& v) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("passage-equal-{}", getpid()) / v.name;
  put(folder / "input_csv/sim_period.csv", "StartDate,2020-01-01\nLength,10\n");
  put(folder / "input_csv/locations.csv",
      "#name,region,country,lat,lon,type,conflict_date,pop\nA,r,X,0,0,conflict_zone,0,1000\nB,r,X,0,1,town,,\nC,r,Y,0,"
      "2,camp,," +
          std::to_string(v.capacity) +
          "\nD,r,Y,1,2,camp,,0\nE,r,X,1,1,conflict_zone,3,500\nM,r,X,1,1,marker,,\nF,r,Z,1,1,camp,,\n");
  put(folder / "input_csv/routes.csv", std::string("#name1,name2,distance,forced\n") + v.routes);
  put(folder / "input_csv/closures.csv", std::string("#type,name1,name2,start,end\n") + v.closures);
  put(folder / "source_data/data_layout.csv", "total,t.csv\nC,c.csv\nD,d.csv\nF,f.csv\n");
  put(folder / "source_data/t.csv", "2020-01-01,0\n2020-01-10,1800\n");
  for (const char* camp : {"c", "d", "f"})
    put(folder / "source_data" / (std::string(camp) + ".csv"), "2020-01-01,0\n2020-01-10,300\n");
  put(folder / "simsetting.yml",
      std::string("move_rules:\n  max_move_speed: 200\n  softening: 50\n  default_movechance: 0.5\n"
                  "  camp_movechance: 0.05\n") +
          v.settings);
  return read_case(folder.string());
}

// Two samples in at most ten bins of equal mass; nine degrees of freedom at most, 33.7 = 0.01 %.
double chi_square(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> all = a;
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end());
  const auto count = [](const std::vector<double>& v, double low, double high) {
    return static_cast<double>(std::count_if(v.begin(), v.end(), [&](double x) { return low <= x && x < high; }));
  };
  double low = -1, sum = 0;
  for (std::size_t k = 1; k <= 10; ++k) {
    const double high = k == 10 ? 1e18 : all[all.size() * k / 10];
    if (high <= low) continue;
    const double x = count(a, low, high), y = count(b, low, high);
    if (x + y > 0) sum += (x - y) * (x - y) / (x + y);
    low = high;
  }
  return sum;
}

ModelOptions fine() {
  ModelOptions options;
  options.travel_bins = 16;
  return options;
}

class Equivalence : public testing::TestWithParam<Variant> {};

TEST_P(Equivalence, ByCampAndDay) {
  const Case c = made_case(GetParam());
  const Compiled model = compile(c, fine());
  const auto camps = camps_of(c);
  const auto days = static_cast<std::size_t>(c.days);
  std::vector<std::vector<double>> sample[2];  // [day and camp][run]
  for (auto& side : sample) side.resize(days * camps.size());
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    const auto cohorts = simulate(model, 1, run);
    const OneByOne people = simulate_one_by_one(c, model.spawn, model.day0, run);
    for (std::size_t day = 0; day < days; ++day)
      for (std::size_t k = 0; k < camps.size(); ++k) {
        sample[0][day * camps.size() + k].push_back(cohorts.camps[day][k]);
        sample[1][day * camps.size() + k].push_back(people.places[day][camps[k].index()]);
      }
  }
  for (std::size_t at = 0; at < sample[0].size(); ++at)
    EXPECT_LT(chi_square(sample[0][at], sample[1][at]), 33.7)
        << "day " << at / camps.size() << ", camp " << c.places[camps[at % camps.size()]].name;
}

// The coarser bins of the default move no more than one person in a hundred in camps, on average over
// runs, camps and days.
TEST(Bins, OfTheDefaultMoveFewPeople) {
  const Case c = made_case({"coarse", kRoutes, "", "  avoid_short_stints: True\n", 0});
  const auto mean = [&](const ModelOptions& options) {
    const Compiled model = compile(c, options);
    std::vector<double> sum(static_cast<std::size_t>(c.days) * 3, 0);
    for (std::uint32_t run = 0; run < kRuns; ++run) {
      const auto days = simulate(model, 1, run).camps;
      for (std::size_t at = 0; at < sum.size(); ++at) sum[at] += days[at / 3][at % 3];
    }
    return sum;
  };
  const auto coarse = mean({}), exact = mean(fine());
  double gap = 0, all = 0;
  for (std::size_t at = 0; at < coarse.size(); ++at) {
    gap += std::fabs(coarse[at] - exact[at]);
    all += exact[at];
  }
  EXPECT_LT(gap / all, kRuns < 2000 ? 0.03 : 0.01);
}

// Each defect of Flee that can be asked for makes a difference where its rule matters.
TEST(Compat, EachNameChangesSomething) {
  Case c = made_case({"compat", "A,B,100,\nB,C,150,2\nB,D,250,\nE,B,90,\nE,M,40,\nM,F,60,\nC,D,120,\n",
                      "link,E,B,2,-1\n", "  avoid_short_stints: True\n", 150});
  c.record.camps[0].by_day[0] = 50;
  c.conflict[PlaceId{0}] = {1, 1, 0.1f, 0.1f, 0.1f, 0.1f, 1, 1, 1, 1};
  const auto runs = [&](const ModelOptions& options) {
    const Compiled model = compile(c, options);
    std::vector<std::vector<std::vector<double>>> camps;
    for (std::uint32_t run = 0; run < 10; ++run) camps.push_back(simulate(model, 1, run).camps);
    return camps;
  };
  const auto days = runs({});
  for (const auto& [name, compat] : compat_names()) {
    ModelOptions options;
    options.compat = {compat};
    EXPECT_NE(runs(options), days) << name;
  }
}

// The stated bound on what is left out holds against all paths.
TEST(Paths, LeftOutWeighLessThanTheBound) {
  const Case c = made_case({"paths", kRoutes, "", "  awareness_level: 3\n", 0});
  ModelOptions few;
  few.most_paths = 3;
  const Compiled all = compile(c), some = compile(c, few);
  EXPECT_EQ(all.dropped_weight, 0);
  for (std::size_t p = 0; p < c.places.size(); ++p) {
    const auto weigh = [&](const Compiled& model) {
      double sum = 0;
      for (const Candidate& candidate : model.states[0].candidates[p]) sum += candidate.nearness;
      return sum;
    };
    EXPECT_LE(weigh(all) / weigh(some) - 1, some.dropped_weight);
  }
  EXPECT_GT(some.dropped_weight, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Equivalence,
    testing::Values(Variant{"plain", kRoutes, "", "", 0},
                    Variant{"short_stints", kRoutes, "", "  avoid_short_stints: True\n", 0},
                    Variant{"links_and_borders_shut", kRoutes,
                            "link,B,C,0,4\ncountry,X,Z,2,6\nlocation,D,,3,5\ncamp,C,,5,8\n", "", 0},
                    Variant{"forced_redirection",
                            "A,B,100,\nB,C,150,2\nB,D,250,\nE,B,90,\nE,M,40,\nM,F,60,\nC,D,120,\n",
                            "remove_forced_redirection,B,C,5,0\n", "  avoid_short_stints: True\n", 0},
                    Variant{"camps_fill_up", kRoutes, "", "  capacity_buffer: 0.2\n  camp_movechance: 0.001\n", 600},
                    Variant{"two_links_ahead", kRoutes, "link,C,D,4,-1\n", "  awareness_level: 2\n", 0},
                    Variant{"three_links_ahead", kRoutes, "", "  awareness_level: 3\n  avoid_short_stints: True\n", 0},
                    Variant{"on_foot_first", kRoutes, "", "  start_on_foot: True\n  max_walk_speed: 35\n", 0}),
    [](const auto& variant) { return std::string(variant.param.name); });

}  // namespace
}  // namespace passage::displacement
