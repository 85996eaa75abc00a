#include "ensemble/ensemble.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/file.h"
#include "ensemble/checkpoint.h"
#include "test/ensemble/made_case.h"

namespace passage::ensemble {
namespace {

namespace fs = std::filesystem;

class EnsembleTest : public testing::Test {
 protected:
  const fs::path folder = made_case(testing::UnitTest::GetInstance()->current_test_info()->name());
  const displacement::Case c = displacement::read_case(folder.string());
  const displacement::Compiled model = displacement::compile(c);
  const Ranks ranks;
  const std::string file = (folder / "runs.ck").string();

  Options options(const std::string& checkpoint = {}) {
    return {.seed = 3, .runs = 24, .checkpoint = checkpoint, .inputs = "case", .kept = 10};
  }
  Ensemble simulated(unsigned threads, const std::string& checkpoint = {}) {
    return simulate_all(model, options(checkpoint), ranks, jobs::Task(threads));
  }
  static std::string bytes(const Ensemble& e) {
    std::string out;
    for (const Result& result : e.results) out += pack(result);
    return out;
  }
};

TEST_F(EnsembleTest, IsTheSameForAnyNumberOfThreads) {
  const Ensemble one = simulated(1);
  EXPECT_EQ(one.results.size(), 24u);
  EXPECT_EQ(bytes(one), bytes(simulated(2)));
  EXPECT_EQ(bytes(one), bytes(simulated(7)));
}

// Cut off anywhere, the file still gives each run once, and what is missing is simulated.
TEST_F(EnsembleTest, GoesOnFromACheckpointCutOffAnywhere) {
  const Ensemble whole = simulated(2, file);
  const std::string full = read_file(file);
  EXPECT_EQ(simulated(2, file).simulated, 0u);
  for (const std::size_t length :
       {full.size() - 1, full.size() / 2, full.size() / 7, std::size_t{20}, std::size_t{0}}) {
    write_file(file, std::string_view(full).substr(0, length), Overwrite::kReplace);
    const Ensemble again = simulated(3, file);
    EXPECT_GT(again.simulated, 0u);
    EXPECT_EQ(bytes(again), bytes(whole));
    EXPECT_EQ(read_file(file), full);
  }
}

TEST_F(EnsembleTest, TakesUpThePartsOfKilledRanksAndDropsDamagedRuns) {
  const Ensemble whole = simulated(2, file);
  std::string full = read_file(file);
  fs::remove(file);
  write_file(file + ".part3", std::string_view(full).substr(0, full.size() / 2), Overwrite::kReplace);
  full[full.size() / 3] ^= 1;
  write_file(file + ".part0", full, Overwrite::kReplace);
  const Ensemble again = simulated(1, file);
  EXPECT_GT(again.simulated, 0u);
  EXPECT_LT(again.simulated, 24u);
  EXPECT_EQ(bytes(again), bytes(whole));
  EXPECT_FALSE(fs::exists(file + ".part3"));
}

TEST_F(EnsembleTest, RefusesACheckpointOfOtherInputs) {
  (void)simulated(1, file);
  Options other = options(file);
  other.seed = 4;
  try {
    (void)simulate_all(model, other, ranks, jobs::Task(1));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems()[0].code, "P616");
  }
}

TEST_F(EnsembleTest, StopsAtTheNextRunAndSaysSo) {
  const jobs::Task task(2);
  task.cancel();
  EXPECT_TRUE(simulate_all(model, options(file), ranks, task).stopped);
  EXPECT_EQ(bytes(simulated(2, file)), bytes(simulated(1)));
}

TEST_F(EnsembleTest, QuantilesAreThoseOfTheKeptRuns) {
  const Ensemble e = simulated(2);
  std::vector<double> people;
  for (std::size_t k = 0; k < 10; ++k) people.push_back(e.results[k].people[59 * 2 + 1]);
  const auto q = quantiles(e, 59, 1, 2, {0, 0.5, 1});
  EXPECT_EQ(q[0], *std::min_element(people.begin(), people.end()));
  EXPECT_EQ(q[1], displacement::median(people));
  EXPECT_EQ(q[2], *std::max_element(people.begin(), people.end()));
  EXPECT_TRUE(e.results[10].people.empty());
}

}  // namespace
}  // namespace passage::ensemble
