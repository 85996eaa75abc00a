#include "outlook/share_model.h"

#include <algorithm>

#include "displacement/draws.h"

namespace passage::outlook {
namespace {

constexpr std::uint32_t kPriorStream = 0x5052494F, kWalkStream = 0x57414C4B;
// An empty camp's share drifts as one of this share: else it could never fill.
constexpr double kLeastShare = 0.005;

ShareMember draw(const SharePrior& prior, Random& random) {
  ShareMember m{};
  m.window = std::min(1.0, prior.window * displacement::between(random, 0.5, 1.5));
  m.momentum = std::clamp(prior.momentum + displacement::between(random, -0.2, 0.2), 0.0, 1.0);
  m.upheaval = prior.upheaval * std::pow(random.uniform(), prior.rarity);
  m.noise = prior.noise * std::pow(4.0, displacement::between(random, -1, 1));
  return m;
}

// Where people go who follow neither stock nor recent inflow is not known: Dirichlet(1/2).
std::vector<double> unseen_split(std::size_t camps, Random& random) {
  std::vector<double> target(camps);
  double drawn = 0;
  for (double& t : target) drawn += t = std::pow(displacement::normal(random), 2);
  for (double& t : target) t = drawn > 0 ? t / drawn : 1 / static_cast<double>(camps);
  return target;
}

// One member's state. Steps may be of any length: rates are per training length.
class Projection {
 public:
  Projection(const CampRecord& known, std::size_t last, const ShareMember& m, Random& random)
      : m_(m), training_(static_cast<double>(last + 1)), walk_(known.size(), 0) {
    const auto window = std::max<std::size_t>(5, static_cast<std::size_t>(m.window * training_));
    for (const auto& camp : known) {
      stock_.push_back(camp[last]);
      inflow_.push_back(std::max(0.0, camp[last] - camp[last > window ? last - window : 0]));
      all_ += stock_.back();
      gained_ += inflow_.back();
    }
    target_ = unseen_split(known.size(), random);
  }

  // Whole days `step` on, the total going from `before` to `now`.
  void advance(double before, double now, double step, Random& random) {
    const double count = static_cast<double>(stock_.size()), elapsed = step / training_;
    const double gain = (now - before) * (before > 0 && all_ > 0 ? all_ / before : 1);
    double sum = 0;
    for (std::size_t k = 0; k < stock_.size(); ++k) {
      const double held = all_ > 0 ? stock_[k] / all_ : 1 / count;
      const double recent = gained_ > 0 ? inflow_[k] / gained_ : held;
      const double part = gain > 0 ? m_.momentum * recent + (1 - m_.momentum) * held : held;
      stock_[k] = std::max(0.0, stock_[k] + gain * part);
      sum += stock_[k];
    }
    all_ = sum;
    const double moved = 1 - std::exp(-m_.upheaval * elapsed);
    for (std::size_t k = 0; k < stock_.size(); ++k) {
      stock_[k] += moved * (all_ * target_[k] - stock_[k]);
      // Shares drift like frequencies in a small population (Wright, Fisher): the log has variance
      // ~ (1 - s) / s, and no camp gains by it on average.
      const double share = std::clamp(stock_[k] / std::max(1.0, all_), kLeastShare, 1 - kLeastShare);
      const double variance = m_.noise * m_.noise * elapsed * (1 - share) / share;
      walk_[k] += std::sqrt(variance) * displacement::normal(random) - variance / 2;
    }
  }

  // People in camp k if there are `total` in all.
  void people(double total, std::vector<double>& out) const {
    double noisy = 0;
    out.resize(stock_.size());
    for (std::size_t k = 0; k < stock_.size(); ++k) noisy += out[k] = stock_[k] * std::exp(walk_[k]);
    for (double& value : out) value = noisy > 0 ? value / noisy * total : total / static_cast<double>(out.size());
  }

 private:
  ShareMember m_;
  double training_, all_ = 0, gained_ = 0;
  std::vector<double> stock_, inflow_, walk_, target_;
};

}  // namespace

ShareForecast forecast_shares(const CampRecord& known, const std::vector<double>& totals,
                              const std::vector<displacement::Day>& days, const SharePrior& prior, std::uint64_t seed,
                              std::uint32_t members) {
  const std::size_t camps = known.size(), last = known[0].size() - 1;
  ShareForecast out;
  out.people.assign(days.size(), std::vector<std::vector<double>>(camps));
  std::vector<double> people;
  for (std::uint32_t m = 0; m < members; ++m) {
    Random prior_draws(seed, m, kPriorStream), random(seed, m, kWalkStream);
    out.members.push_back(draw(prior, prior_draws));
    Projection run(known, last, out.members[m], random);
    std::size_t before = last;
    for (std::size_t d = 0; d < days.size(); ++d) {
      const auto now = static_cast<std::size_t>(days[d]);
      run.advance(totals[before], totals[now], static_cast<double>(now - before), random);
      run.people(totals[now], people);
      for (std::size_t k = 0; k < camps; ++k) out.people[d][k].push_back(people[k]);
      before = now;
    }
  }
  for (auto& day : out.people)
    for (auto& camp : day) std::sort(camp.begin(), camp.end());
  return out;
}

}  // namespace passage::outlook
