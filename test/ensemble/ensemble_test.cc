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

  Options options(unsigned threads, const std::string& checkpoint = {}) {
    return {.seed = 3, .runs = 24, .threads = threads, .checkpoint = checkpoint, .inputs = "case", .kept = 10};
  }
  static std::string bytes(const Ensemble& e) {
    std::string out;
    for (const Result& result : e.results) out += pack(result);
    return out;
  }
};

TEST_F(EnsembleTest, IsTheSameForAnyNumberOfThreads) {
  const Ensemble one = simulate_all(model, options(1), ranks);
  EXPECT_EQ(one.results.size(), 24u);
  EXPECT_EQ(bytes(one), bytes(simulate_all(model, options(2), ranks)));
  EXPECT_EQ(bytes(one), bytes(simulate_all(model, options(7), ranks)));
}

// Cut off anywhere, the file still gives each run once, and what is missing is simulated.
TEST_F(EnsembleTest, GoesOnFromACheckpointCutOffAnywhere) {
  const Ensemble whole = simulate_all(model, options(2, file), ranks);
  const std::string full = read_file(file);
  EXPECT_EQ(simulate_all(model, options(2, file), ranks).simulated, 0u);
  for (const std::size_t length :
       {full.size() - 1, full.size() / 2, full.size() / 7, std::size_t{20}, std::size_t{0}}) {
    write_file(file, std::string_view(full).substr(0, length), Overwrite::kReplace);
    const Ensemble again = simulate_all(model, options(3, file), ranks);
    EXPECT_GT(again.simulated, 0u);
    EXPECT_EQ(bytes(again), bytes(whole));
    EXPECT_EQ(read_file(file), full);
  }
}

TEST_F(EnsembleTest, TakesUpThePartsOfKilledRanksAndDropsDamagedRuns) {
  const Ensemble whole = simulate_all(model, options(2, file), ranks);
  std::string full = read_file(file);
  fs::remove(file);
  write_file(file + ".part3", std::string_view(full).substr(0, full.size() / 2), Overwrite::kReplace);
  full[full.size() / 3] ^= 1;
  write_file(file + ".part0", full, Overwrite::kReplace);
  const Ensemble again = simulate_all(model, options(1, file), ranks);
  EXPECT_GT(again.simulated, 0u);
  EXPECT_LT(again.simulated, 24u);
  EXPECT_EQ(bytes(again), bytes(whole));
  EXPECT_FALSE(fs::exists(file + ".part3"));
}

TEST_F(EnsembleTest, RefusesACheckpointOfOtherInputs) {
  (void)simulate_all(model, options(1, file), ranks);
  Options other = options(1, file);
  other.seed = 4;
  try {
    (void)simulate_all(model, other, ranks);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems()[0].code, "P616");
  }
}

TEST_F(EnsembleTest, StopsAtTheNextRunAndSaysSo) {
  stop_requested().store(true);
  const Ensemble e = simulate_all(model, options(2, file), ranks);
  stop_requested().store(false);
  EXPECT_TRUE(e.stopped);
  EXPECT_EQ(bytes(simulate_all(model, options(2, file), ranks)), bytes(simulate_all(model, options(1), ranks)));
}

TEST_F(EnsembleTest, QuantilesAreThoseOfTheKeptRuns) {
  const Ensemble e = simulate_all(model, options(2), ranks);
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
