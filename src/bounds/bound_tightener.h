// A proof found beside a plan: cut times of one deadline after the other in better places, by as many threads as help.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <memory>

#include "bounds/fusion.h"
#include "bounds/kernel.h"
#include "bounds/proof.h"

namespace passage::bounds {

class BoundTightener {
 public:
  // known, found: cut times of the active network by deadline, the same deadlines as those of `begun`; `found` may be
  // `known`. Each is fused of both, of those of deadlines before and after it that are done, and then moved, by
  // `coarsest` at most (the last by hours too), as long as `stop` allows. All are kept by reference but `begun`.
  BoundTightener(const TravelNetwork& outer, const ActiveNetwork& active, Proof begun,
                 const std::vector<TemporalCut>& known, const std::vector<TemporalCut>& found, Millis coarsest,
                 std::function<bool()> stop);

  // Returns when no deadline is left to begin with. The answer does not depend on how many threads call it, where
  // nothing stops them. O(deadlines x scales x a minimum cut).
  void work();
  // What is proved of the last deadline, which is the first begun with: done here if nobody else does. Once.
  [[nodiscard]] Persons last_bound();
  // When all have returned.
  [[nodiscard]] Proof take();

 private:
  // A deadline, and the nearest on both sides that come before it in the order; itself where there is none.
  struct Turn {
    std::size_t at, before, after;
  };
  // The last deadline, then every second, fourth .. back from it: time may be up before all are done.
  [[nodiscard]] static std::vector<Turn> coarse_to_fine(std::size_t deadlines);

  // Of order_; the fusion is made where there is none.
  void begin_with(std::size_t k, std::unique_ptr<Fusion>& fusion);
  TemporalCut sharpen(const Turn& turn, Fusion& fusion);  // of the kernel; none where time was up
  // No less than what is proved of the next later deadline that comes before it in the order; waits for that one.
  [[nodiscard]] bool proves_nothing(const Turn& turn, const TemporalCut& cut) const;
  void fuse_with_others(const Turn& turn, TemporalCut& cut, Fusion& fusion) const;
  [[nodiscard]] TemporalCut of_whole(TemporalCut of_active) const;

  const TravelNetwork& outer_;
  const ActiveNetwork& active_;
  const std::vector<TemporalCut>&known_, &found_;
  const Millis coarsest_;
  const std::function<bool()> stop_;
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
