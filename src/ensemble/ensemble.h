// Many runs of one case over threads and MPI ranks. A run's draws are named by (seed, run) and results
// are put together in the order of runs: the answer is the same, bit for bit, for any number of
// threads and ranks, and for work that was cut off and taken up again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "displacement/model.h"
#include "displacement/scores.h"
#include "ensemble/ranks.h"
#include "jobs/task.h"

namespace passage::ensemble {

struct Options {
  std::uint64_t seed = 1;
  std::uint32_t runs = 25;
  std::string checkpoint;  // finished runs are kept here; empty: nowhere
  std::string inputs;      // names the case and settings: a checkpoint of others is refused (P616)
  // Runs whose people by camp and day are kept for quantiles: the first of them.
  std::uint32_t kept = 1000;
};

struct Result {
  std::uint32_t run = 0;
  displacement::Scores scores;        // zero where the case has no record
  std::vector<std::uint32_t> people;  // [day * camps + camp], of the kept runs
};

struct Ensemble {
  std::vector<Result> results;  // ascending by run; all of them unless `stopped`; rank 0 only
  bool stopped = false;         // the task was cancelled; what is finished is in the checkpoint
  double seconds = 0;           // of one core, over the runs simulated now
  std::uint32_t simulated = 0;  // now, by all ranks; the others came from the checkpoint
};

// Each rank runs its share on the threads of its task; rank 0 tells how far its own share is. Throws InputError P616 if
// the checkpoint is of another ensemble, P004 if it cannot be written.
[[nodiscard]] Ensemble simulate_all(const displacement::Compiled& model, const Options& options, const Ranks& ranks,
                                    const jobs::Task& task);

// People in a camp on a day at the levels given (of 0..1), over the kept runs. Not empty.
[[nodiscard]] std::vector<double> quantiles(const Ensemble& ensemble, std::size_t day, std::size_t camp,
                                            std::size_t camps, const std::vector<double>& levels);

}  // namespace passage::ensemble
