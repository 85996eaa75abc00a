#include "ensemble/ensemble.h"

#include <ctime>

#include <algorithm>
#include <cstring>
#include <mutex>

#include <fmt/format.h>

#include "ensemble/checkpoint.h"

namespace passage::ensemble {
namespace {

namespace dp = passage::displacement;

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

Result simulate_one(const dp::Compiled& model, const Options& options, std::uint32_t run) {
  const dp::Case& c = *model.source;
  const dp::Run days = dp::simulate(model, options.seed, run);
  Result result{.run = run, .scores = {}, .people = {}};
  if (!c.record.empty()) result.scores = dp::score(c, days.camps, 0, c.days);
  if (run < options.kept)
    for (const auto& row : days.camps)
      for (const double people : row) result.people.push_back(static_cast<std::uint32_t>(people));
  return result;
}

// The runs of one rank.
class Workers {
 public:
  Workers(const dp::Compiled& model, const Options& options, const std::vector<std::uint32_t>& runs, Part& part)
      : model_(model), options_(options), runs_(runs), part_(part) {}

  // Those that are done when the task is cancelled. The first failure ends it too, and is thrown.
  std::vector<Result> work(const jobs::Task& task) {
    const jobs::Task while_all_goes_well = task.part(0, 1);
    task.in_parallel(runs_.size(), [&](std::size_t k) {
      if (while_all_goes_well.cancelled()) return;
      try {
        run(runs_[k], task);
      } catch (...) {
        while_all_goes_well.cancel();
        throw;
      }
    });
    return std::move(done_);
  }
  [[nodiscard]] double seconds() const { return seconds_; }

 private:
  void run(std::uint32_t which, const jobs::Task& task) {
    const double start = thread_seconds();
    Result result = simulate_one(model_, options_, which);
    const std::lock_guard lock(mutex_);
    part_.add(result);
    done_.push_back(std::move(result));
    seconds_ += thread_seconds() - start;
    task.report(static_cast<double>(done_.size()) / static_cast<double>(runs_.size()),
                fmt::format("{} of {}", done_.size(), runs_.size()));
  }

  const dp::Compiled& model_;
  const Options& options_;
  const std::vector<std::uint32_t>& runs_;
  Part& part_;
  std::mutex mutex_;
  std::vector<Result> done_;
  double seconds_ = 0;
};

// Which runs nobody has finished; rank 0 knows.
std::vector<std::uint32_t> missing_runs(const std::vector<Result>& found, std::uint32_t runs, const Ranks& ranks) {
  std::string done(runs, '\0');
  for (const Result& result : found) done[result.run] = 1;
  ranks.broadcast(done);
  std::vector<std::uint32_t> missing;
  for (std::uint32_t run = 0; run < runs; ++run)
    if (done[run] == 0) missing.push_back(run);
  return missing;
}

}  // namespace

Ensemble simulate_all(const dp::Compiled& model, const Options& options, const Ranks& ranks, const jobs::Task& task) {
  const std::string inputs = fmt::format("{} seed {} kept {}", options.inputs, options.seed, options.kept);
  Ensemble out;
  if (ranks.first() && !options.checkpoint.empty()) out.results = take_up(options.checkpoint, inputs);
  std::erase_if(out.results, [&](const Result& result) { return result.run >= options.runs; });
  const auto missing = missing_runs(out.results, options.runs, ranks);
  std::vector<std::uint32_t> mine;
  for (std::size_t k = static_cast<std::size_t>(ranks.rank()); k < missing.size();
       k += static_cast<std::size_t>(ranks.size()))
    mine.push_back(missing[k]);

  std::string bytes;
  double seconds = 0;
  {
    Part part(options.checkpoint, ranks.rank(), inputs);
    Workers workers(model, options, mine, part);
    for (const Result& result : workers.work(ranks.first() ? task : task.quiet())) bytes += pack(result);
    seconds = workers.seconds();
  }
  for (const std::string& part : ranks.gather(bytes))
    for (Result& result : unpack(part)) {
      out.results.push_back(std::move(result));
      ++out.simulated;
    }
  std::string clock(reinterpret_cast<const char*>(&seconds), sizeof seconds);
  for (const std::string& part : ranks.gather(clock)) {
    std::memcpy(&seconds, part.data(), sizeof seconds);
    out.seconds += seconds;
  }
  if (!ranks.first()) return out;
  std::sort(out.results.begin(), out.results.end(), [](const Result& a, const Result& b) { return a.run < b.run; });
  out.stopped = out.results.size() < options.runs;
  if (!options.checkpoint.empty()) (void)take_up(options.checkpoint, inputs);
  return out;
}

std::vector<double> quantiles(const Ensemble& ensemble, std::size_t day, std::size_t camp, std::size_t camps,
                              const std::vector<double>& levels) {
  std::vector<double> sample;
  for (const Result& result : ensemble.results)
    if (!result.people.empty()) sample.push_back(result.people[day * camps + camp]);
  std::sort(sample.begin(), sample.end());
  std::vector<double> out;
  for (const double level : levels) out.push_back(dp::quantile(sample, level));
  return out;
}

}  // namespace passage::ensemble
