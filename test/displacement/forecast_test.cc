#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <gtest/gtest.h>

#include "displacement/hindcast.h"
#include "displacement/sampler.h"
#include "displacement/scores.h"

namespace passage::displacement {
namespace {

namespace fs = std::filesystem;

void put(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

// War at A from day 0; B is a town on the way; C and D are camps. 100 people flee a day.
//   A --100 km-- B --150 km-- C      B --250 km-- D
fs::path made_case(const std::string& name) {
  const fs::path folder = fs::temp_directory_path() / ("passage-forecast-" + std::to_string(getpid())) / name;
  put(folder / "input_csv/sim_period.csv", "StartDate,2020-01-01\nLength,5\n");
  put(folder / "input_csv/locations.csv",
      "#name,region,country,lat,lon,type,conflict_date,pop\nA,r,X,0,0,conflict_zone,0,1000\nB,r,X,0,1,town,,\n"
      "C,r,Y,0,2,camp,,0\nD,r,Y,1,2,camp,,0\n");
  put(folder / "input_csv/routes.csv", "#name1,name2,distance,forced\nA,B,100,\nB,C,150,\nB,D,250,\n");
  put(folder / "input_csv/conflicts.csv", "#Day,A\n0,1\n1,1\n2,1\n3,1\n4,1\n");
  put(folder / "source_data/data_layout.csv", "total,t.csv\nC,c.csv\nD,d.csv\n");
  put(folder / "source_data/t.csv", "2020-01-01,0\n2020-01-05,400\n");
  put(folder / "source_data/c.csv", "2020-01-01,0\n2020-01-05,200\n");
  put(folder / "source_data/d.csv", "2020-01-01,0\n2020-01-05,200\n");
  put(folder / "simsetting.yml",
      "move_rules:\n  max_move_speed: 200\n  softening: 50\n  default_movechance: 0.5\n"
      "  avoid_short_stints: True\n");
  return folder;
}

// The same model one person at a time, in plain doubles: recent travel and way left are exact.
std::vector<double> one_by_one(std::uint32_t run) {
  Random random(7, run, 99);
  struct Person {
    int at = 0, to = -1;  // on a link to `to` if >= 0
    double done = 0, recent = 0;
  };
  const double km[4][4] = {{0, 100, 0, 0}, {100, 0, 150, 250}, {0, 150, 0, 0}, {0, 250, 0, 0}};
  const double war = std::pow(10, -0.5);
  std::vector<Person> people;
  const auto choose = [&](Person& p) {
    double weight[4] = {0, 0, 0, 0}, sum = 0;
    for (int k = 0; k < 4; ++k)
      if (km[p.at][k] > 0) sum += weight[k] = (k == 0 ? war : 1.0) / (50 + km[p.at][k]);
    double u = random.uniform() * sum;
    for (int k = 0; k < 4; ++k) {
      if (weight[k] > 0) p.to = k;
      if ((u -= weight[k]) < 0 && weight[k] > 0) break;
    }
    p.done = 0;
  };
  const double chance[] = {1, 0.5, 0.001, 0.001};
  for (int day = 0; day < 5; ++day) {
    for (int k = 0; day > 0 && k < 100; ++k) people.push_back({});
    for (Person& p : people) {
      double moved = 0;
      if (p.to < 0 && random.uniform() < chance[p.at]) choose(p);
      while (p.to >= 0) {
        const double left = km[p.at][p.to] - p.done;
        if (200 - moved <= left) {
          p.done += 200 - moved;
          moved = 200;
          break;
        }
        moved += left;
        p.at = p.to;
        p.to = -1;
        const bool forced = p.at == 1 && p.recent + moved / 200 < 1;
        if (forced || random.uniform() < chance[p.at]) choose(p);
      }
      p.recent = (p.recent + moved / 200) / 2;
    }
  }
  double c = 0, d = 0, b = 0;
  for (const Person& p : people)
    if (p.to < 0) (p.at == 1 ? b : p.at == 2 ? c : p.at == 3 ? d : b) += p.at == 0 ? 0 : 1;
  return {c, d, b};
}

// Two samples of one statistic in ten bins of equal mass: chi-square, 9 degrees, 27.9 = 0.1 %.
double chi_square(std::vector<double> a, std::vector<double> b) {
  std::vector<double> all = a;
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end());
  double sum = 0;
  const auto count = [](const std::vector<double>& v, double low, double high) {
    return static_cast<double>(std::count_if(v.begin(), v.end(), [&](double x) { return low <= x && x < high; }));
  };
  double low = -1;
  for (int k = 1; k <= 10; ++k) {
    const double high = k == 10 ? 1e18 : all[all.size() * static_cast<std::size_t>(k) / 10];
    if (high <= low) continue;
    const double x = count(a, low, high), y = count(b, low, high);
    if (x + y > 0) sum += (x - y) * (x - y) / (x + y);
    low = high;
  }
  return sum;
}

TEST(Cohorts, AreDistributedAsPeopleTakenOneByOne) {
  const Case c = read_case(made_case("equal").string());
  ModelOptions exact;
  exact.travel_bins = 0;
  exact.stint_bins = 64;
  const Compiled model = compile(c, exact);
  std::vector<double> stat[3][2];
  for (std::uint32_t run = 0; run < 3000; ++run) {
    const auto cohorts = simulate(model, 1, run);
    const auto people = one_by_one(run);
    stat[0][0].push_back(cohorts.camps.back()[0]);
    stat[1][0].push_back(cohorts.camps.back()[1]);
    stat[2][0].push_back(static_cast<double>(cohorts.places[0][1]));
    for (int k = 0; k < 3; ++k) stat[k][1].push_back(people[k]);
  }
  for (auto& pair : stat) EXPECT_LT(chi_square(pair[0], pair[1]), 27.9);
}

TEST(Cohorts, RepeatForOneSeedAndKeepEverybody) {
  const Case c = read_case(made_case("repeat").string());
  const Compiled model = compile(c);
  EXPECT_EQ(simulate(model, 3, 5).camps, simulate(model, 3, 5).camps);
  EXPECT_NE(simulate(model, 3, 5).camps, simulate(model, 3, 6).camps);
  EXPECT_EQ(simulate(model, 3, 5).spawned.back(), 400);
}

TEST(Sampler, BinomialHasItsMeanAndVariance) {
  for (const auto& [n, p] : {std::pair{1000.0, 0.3}, {40.0, 0.05}, {1e6, 0.7}}) {
    Random random(5, 1);
    double sum = 0, square = 0;
    constexpr int kDraws = 20000;
    for (int k = 0; k < kDraws; ++k) {
      const double x = static_cast<double>(binomial(random, static_cast<std::int64_t>(n), p)) - n * p;
      sum += x;
      square += x * x;
    }
    const double variance = n * p * (1 - p);
    EXPECT_LT(std::fabs(sum / kDraws), 4.5 * std::sqrt(variance / kDraws));
    EXPECT_NEAR(square / kDraws / variance, 1, 0.06);
  }
}

TEST(Case, NamesFileLineAndValueOfABadRow) {
  const fs::path folder = made_case("bad");
  put(folder / "input_csv/routes.csv", "#name1,name2,distance\nA,B,1o0\nB,Cc,5\nB\n");
  try {
    (void)read_case(folder.string());
    FAIL();
  } catch (const InputError& error) {
    ASSERT_EQ(error.problems().size(), 3u);
    EXPECT_EQ(error.problems()[0].code, "P602");
    EXPECT_EQ(error.problems()[0].where, "input_csv/routes.csv:2");
    EXPECT_EQ(error.problems()[1].code, "P603");
    EXPECT_EQ(error.problems()[2].code, "P601");
  }
}

// Sample {0, 2}, outcome 1: E|X - 1| = 1, E|X - X'| / 2 = 0.5.
TEST(Scores, CrpsByHand) {
  EXPECT_DOUBLE_EQ(crps({0, 2}, 1), 0.5);
}

struct Mark {
  const char* name;
  double ard, rescaled;
  Day train;
};

class FleeCases : public testing::TestWithParam<Mark> {};

// Flee's own figures, and within 0.02 of them ours; then the marks out of sample.
TEST_P(FleeCases, ScoreAsFleeAndBeatItOutOfSample) {
  const char* data = std::getenv("PASSAGE_DATA");
  if (!data || !fs::exists(fs::path(data) / "flee")) {
    if (std::getenv("CI")) FAIL() << "PASSAGE_DATA is not set";
    GTEST_SKIP() << "PASSAGE_DATA is not set";
  }
  const Mark mark = GetParam();
  const Case c = read_case((fs::path(data) / "flee" / mark.name).string());
  ModelOptions options;
  if (std::string(mark.name) == "burundi2015") options.compat = {Compat::kIgnoreRedirection};
  const Compiled model = compile(c, options);
  const Scores s = score(c, simulate(model, 1, 0).camps, 0, c.days);
  EXPECT_NEAR(s.ard, mark.ard, 0.02);
  EXPECT_NEAR(s.ard_rescaled, mark.rescaled, 0.02);
  const Hindcast h = hindcast(c, c, mark.train, {.seed = 1, .members = 100, .priors = {}});
  EXPECT_LT(h.ard, h.ard_constant_share);
  EXPECT_LT(h.crps, h.crps_constant_share);
}

INSTANTIATE_TEST_SUITE_P(Four, FleeCases,
                         testing::Values(Mark{"mali2012", 0.3465, 0.315, 99}, Mark{"burundi2015", 0.518, 0.465, 131},
                                         Mark{"car2013", 0.333, 0.365, 272}, Mark{"nigeria2016", 0.258, 0.211, 627}));

}  // namespace
}  // namespace passage::displacement
