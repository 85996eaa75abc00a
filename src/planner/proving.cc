#include "planner/proving.h"

#include <bit>
#include <numeric>

namespace passage::planner {
namespace {

constexpr int kSweeps = 12;
constexpr Millis kMinute{60'000};

// The last deadline, then every second, fourth .. back from it: time may be up before all are done.
std::vector<std::size_t> coarse_to_fine(std::size_t deadlines) {
  std::vector<std::size_t> out;
  std::vector<char> done(deadlines, 0);
  for (std::size_t by = std::bit_ceil(deadlines); by >= 1; by /= 2) {
    for (std::size_t back = 0; back < deadlines; back += by) {
      const std::size_t at = deadlines - 1 - back;
      if (!done[at]) out.push_back(at);
      done[at] = 1;
    }
  }
  return out;
}

Persons people(const Movement& m) {
  return std::accumulate(m.supplies.begin(), m.supplies.end(), Persons{0},
                         [](Persons sum, const Supply& s) { return sum + s.persons; });
}

}  // namespace

Proving::Proving(const Movement& outer, const Core& core, Proof begun, const std::vector<Labels>& known,
                 const std::vector<Labels>& found, Millis coarsest, std::function<bool()> stop)
    : outer_(outer),
      core_(core),
      known_(known),
      found_(found),
      coarsest_(coarsest),
      stop_(std::move(stop)),
      kernel_(outer),
      prover_(outer, core),
      in_core_(core.movement()),
      order_(coarse_to_fine(known.size())),
      proof_(std::move(begun)) {}

void Proving::work() {
  Mixer mixer(kernel_.movement());
  for (std::size_t k = next_++; k < order_.size(); k = next_++) begin_with(k, mixer);
}

void Proving::begin_with(std::size_t k, Mixer& mixer) {
  try {
    sharpen(order_[k], mixer);
  } catch (...) {
    if (k == 0) last_.set_exception(std::current_exception());
    throw;
  }
  if (k == 0) last_.set_value(proof_.at_most.back());
}

Persons Proving::last_bound() {
  std::size_t first = 0;
  if (next_.compare_exchange_strong(first, 1)) {
    Mixer mixer(kernel_.movement());
    begin_with(0, mixer);
  }
  return last_.get_future().get();
}

Proof Proving::take() {
  Prover::close(proof_);
  return std::move(proof_);
}

Labels Proving::of_whole(Labels of_core) const {
  in_core_.improve(of_core, kSweeps);
  return core_.extended(of_core);
}

void Proving::sharpen(std::size_t i, Mixer& mixer) {
  const bool in_time = !stop_();
  if (!in_time && proof_.at_most[i] <= people(outer_)) return;  // it was proved before
  Labels best = of_whole(known_[i]);
  if (in_time || &found_ != &known_) {
    Labels within = kernel_.within(best);
    if (&found_ != &known_) within = mixer.mixed(within, kernel_.within(of_whole(found_[i])));
    if (in_time && label_bound(kernel_.movement(), within) >= people(outer_)) {  // the core was not grown for this hour
      const CaseTime t = within.deadline;
      within = mixer.mixed(within, mixer.mixed(mixer.soonest(t), mixer.last(t)));
    }
    const bool horizon = i + 1 == known_.size();
    if (in_time)
      mixer.shift(within, horizon ? Scales{coarsest_, kMinute, 2, 4} : Scales{coarsest_, kMinute, 3, 1}, stop_);
    best = kernel_.whole(within, core_.completion());
  }
  prover_.offer(proof_, i, std::move(best));
}

}  // namespace passage::planner
