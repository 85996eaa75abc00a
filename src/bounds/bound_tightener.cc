#include "bounds/bound_tightener.h"

#include <bit>
#include <numeric>

namespace passage::bounds {
namespace {

constexpr int kSweeps = 12;
constexpr Millis kMinute{60'000};

Persons people(const TravelNetwork& m) {
  return std::accumulate(m.supplies.begin(), m.supplies.end(), Persons{0},
                         [](Persons sum, const timenet::Supply& s) { return sum + s.persons; });
}

}  // namespace

std::vector<BoundTightener::Turn> BoundTightener::coarse_to_fine(std::size_t deadlines) {
  std::vector<Turn> out;
  std::vector<char> done(deadlines, 0);
  for (std::size_t by = std::bit_ceil(deadlines); by >= 1; by /= 2) {
    for (std::size_t back = 0; back < deadlines; back += by) {
      const std::size_t at = deadlines - 1 - back;
      if (done[at]) continue;
      out.push_back({at, at >= by ? at - by : at, back >= by ? at + by : at});
      done[at] = 1;
    }
  }
  return out;
}

BoundTightener::BoundTightener(const TravelNetwork& outer, const ActiveNetwork& active, Proof begun,
                               const std::vector<TemporalCut>& coarse, const std::vector<TemporalCut>& fine,
                               Millis coarsest, jobs::Task task)
    : outer_(outer),
      active_(active),
      coarse_(coarse),
      fine_(fine),
      coarsest_(coarsest),
      task_(std::move(task)),
      kernel_(outer),
      prover_(outer, active),
      on_active_(active.travel()),
      order_(coarse_to_fine(coarse.size())),
      done_(coarse.size()),
      proof_(std::move(begun)) {
  for (std::promise<TemporalCut>& cut : done_) cuts_.push_back(cut.get_future().share());
}

void BoundTightener::work() {
  std::unique_ptr<Fusion> fusion;
  for (std::size_t k = next_++; k < order_.size(); k = next_++) begin_with(k, fusion);
}

void BoundTightener::begin_with(std::size_t k, std::unique_ptr<Fusion>& fusion) {
  std::promise<TemporalCut>& done = done_[order_[k].at];
  try {
    if (!fusion) fusion = std::make_unique<Fusion>(kernel_.travel());
    done.set_value(sharpen(order_[k], *fusion));
  } catch (...) {
    done.set_exception(std::current_exception());  // others wait for this deadline
    throw;
  }
}

Persons BoundTightener::last_bound() {
  std::size_t first = 0;
  if (next_.compare_exchange_strong(first, 1)) {
    std::unique_ptr<Fusion> fusion;
    begin_with(0, fusion);
  }
  (void)cuts_.back().get();  // throws what the work threw
  return proof_.at_most.back();
}

Proof BoundTightener::take() {
  Prover::close(proof_);
  return std::move(proof_);
}

TemporalCut BoundTightener::of_whole(TemporalCut of_active) const {
  on_active_.descend(of_active, kSweeps);
  return active_.extended(of_active);
}

TemporalCut BoundTightener::sharpen(const Turn& turn, Fusion& fusion) {
  const std::size_t i = turn.at;
  const bool in_time = !task_.cancelled();
  if (!in_time && proof_.at_most[i] <= people(outer_)) return {};  // as proved when the work began
  TemporalCut best = of_whole(coarse_[i]);
  TemporalCut within;
  if (in_time || (&fine_ != &coarse_ && proves_nothing(turn, best))) {
    within = kernel_.within(best);
    if (&fine_ != &coarse_) within = fusion.fuse(within, kernel_.within(of_whole(fine_[i])));
    if (in_time) fuse_with_others(turn, within, fusion);
    best = kernel_.extended(within, active_.compression());
  }
  prover_.offer(proof_, i, std::move(best));
  return within;
}

bool BoundTightener::proves_nothing(const Turn& turn, const TemporalCut& cut) const {
  if (turn.after == turn.at) return true;
  (void)cuts_[turn.after].get();
  return cut_bound(outer_, cut) >= proof_.at_most[turn.after];
}

void BoundTightener::fuse_with_others(const Turn& turn, TemporalCut& cut, Fusion& fusion) const {
  const CaseTime t = cut.deadline;
  Millis coarsest = coarsest_;  // longer jumps were tried for its neighbours
  for (const std::size_t other : {turn.after, turn.before}) {
    if (other == turn.at) continue;
    const TemporalCut& done = cuts_[other].get();
    if (done.cut_time.size() == 0) continue;  // time was up
    cut = fusion.fuse(cut, fusion.at(t, done));
    coarsest = std::min(coarsest, done.deadline > t ? done.deadline - t : t - done.deadline);
  }
  const bool horizon = turn.at + 1 == coarse_.size();
  if (cut_bound(kernel_.travel(), cut) >= people(outer_))  // proves nothing: generation looked at other hours
    cut = fusion.fuse(cut, fusion.fuse(fusion.soonest(t), fusion.last(t)));
  fusion.jump(cut,
              horizon ? Scales{std::max(coarsest, kMinute * 256), kMinute, 2, 4, 4} : Scales{coarsest, kMinute, 3, 1},
              task_);
}

}  // namespace passage::bounds
