// The bound is tightened while a plan is made: the cut of one deadline after the other is moved to a better place, by
// as many threads as call for work.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <memory>

#include "bounds/fusion.h"
#include "bounds/kernel.h"
#include "bounds/proof.h"
#include "jobs/task.h"

namespace passage::bounds {

class BoundTightener {
 public:
  // coarse, fine: cuts of the active network by deadline, the deadlines of `begun`; `fine` may be `coarse`. The cut of
  // a deadline is fused of these two and of those of the deadlines before and after it that are done, and then moved by
  // jumps of `coarsest` at most (that of the last deadline by hours too), until the task is cancelled. All but `begun`
  // are kept by reference.
  BoundTightener(const TravelNetwork& outer, const ActiveNetwork& active, Proof begun,
                 const std::vector<TemporalCut>& coarse, const std::vector<TemporalCut>& fine, Millis coarsest,
                 jobs::Task task);

  // Works until no deadline is left to begin with. How many threads call it does not change the answer, if nothing
  // stops them. O(deadlines x scales x a minimum cut).
  void work();
  // What is proved of the last deadline, with which the work begins: it is done here unless a thread has begun it. To
  // be called once.
  [[nodiscard]] Persons last_bound();
  // The proof, when all calls of work() have returned.
  [[nodiscard]] Proof take();

 private:
  // A deadline, and on each side the nearest that comes before it in the order; itself if there is none.
  struct Turn {
    std::size_t at, before, after;
  };
  // The last deadline, then the middle, then the quarters and so on: time may be up before all are done.
  [[nodiscard]] static std::vector<Turn> coarse_to_fine(std::size_t deadlines);

  // Does the k-th of order_; makes the fusion if there is none yet.
  void begin_with(std::size_t k, std::unique_ptr<Fusion>& fusion);
  // The better cut of a deadline, on the kernel; empty if time was up.
  TemporalCut sharpen(const Turn& turn, Fusion& fusion);
  // Whether a cut proves no more than the one of the next later deadline that is before it in the order. Waits for
  // that.
  [[nodiscard]] bool proves_nothing(const Turn& turn, const TemporalCut& cut) const;
  void fuse_with_others(const Turn& turn, TemporalCut& cut, Fusion& fusion) const;
  [[nodiscard]] TemporalCut of_whole(TemporalCut of_active) const;

  const TravelNetwork& outer_;
  const ActiveNetwork& active_;
  const std::vector<TemporalCut>&coarse_, &fine_;
  const Millis coarsest_;
  const jobs::Task task_;
  const Kernel kernel_;
  const Prover prover_;
  const CoordinateDescent on_active_;
  const std::vector<Turn> order_;
  std::vector<std::promise<TemporalCut>> done_;  // of the kernel, by deadline
  std::vector<std::shared_future<TemporalCut>> cuts_;
  Proof proof_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace passage::bounds
