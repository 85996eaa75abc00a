#include "displacement/share_model.h"

#include <algorithm>

#include "displacement/draws.h"

namespace passage::displacement {
namespace {

constexpr std::uint32_t kPriorStream = 0x5052494F, kWalkStream = 0x57414C4B, kPickStream = 0x5049434B;

ShareMember draw(const SharePrior& prior, Random& random) {
  ShareMember m{};
  m.window = std::min(1.0, prior.window * between(random, 0.5, 1.5));
  m.momentum = std::clamp(prior.momentum + between(random, -0.2, 0.2), 0.0, 1.0);
  m.spread = prior.spread * random.uniform();
  m.evening = prior.evening * std::pow(random.uniform(), 3);
  m.noise = prior.noise * between(random, 0.5, 1.5);
  return m;
}

// Where people go who follow neither stock nor recent inflow is not known: Dirichlet(1/2).
std::vector<double> unseen_split(std::size_t camps, Random& random) {
  std::vector<double> target(camps);
  double drawn = 0;
  for (double& t : target) drawn += t = std::pow(normal(random), 2);
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
      const double rest = std::max(0.0, 1 - m_.momentum - m_.spread);
      const double part = gain > 0 ? m_.momentum * recent + m_.spread * target_[k] + rest * held : held;
      stock_[k] = std::max(0.0, stock_[k] + gain * part);
      sum += stock_[k];
    }
    all_ = sum;
    const double moved = 1 - std::exp(-m_.evening * elapsed);
    for (std::size_t k = 0; k < stock_.size(); ++k) {
      stock_[k] += moved * (all_ * target_[k] - stock_[k]);
      // Shares drift like frequencies in a small population (Wright, Fisher): sd of the log ~ sqrt((1 - s) / s).
      const double share = std::clamp(stock_[k] / std::max(1.0, all_), 0.05, 0.95);
      walk_[k] += m_.noise * std::sqrt(elapsed * (1 - share) / share) * normal(random);
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

// A member's ARD over the later half of the known days, from the first half, in some ten steps.
double inner_error(const CampRecord& known, const std::vector<double>& totals, const ShareMember& member,
                   Random random) {
  const std::size_t last = known[0].size() - 1, middle = last / 2,
                    step = std::max<std::size_t>(1, (last - middle) / 10);
  ShareMember quiet = member;
  quiet.noise = 0;
  Projection run(known, middle, quiet, random);
  std::vector<double> people;
  double error = 0, count = 0;
  for (std::size_t day = middle + step; day <= last; day += step, ++count) {
    run.advance(totals[day - step], totals[day], static_cast<double>(step), random);
    run.people(totals[day], people);
    double gap = 0;
    for (std::size_t k = 0; k < people.size(); ++k) gap += std::fabs(people[k] - known[k][day]);
    error += gap / std::max(1.0, totals[day]);
  }
  return count > 0 ? error / count : 0;
}

// Systematic resampling by weight (Kitagawa 1996).
std::vector<ShareMember> resample(const std::vector<ShareMember>& members, const std::vector<double>& weight,
                                  std::uint64_t seed) {
  double sum = 0;
  for (const double w : weight) sum += w;
  const double n = static_cast<double>(members.size()), offset = Random(seed, 0, kPickStream).uniform();
  std::vector<ShareMember> out;
  double reached = 0;
  std::size_t at = 0;
  for (std::size_t k = 0; k < members.size(); ++k) {
    while (at + 1 < members.size() && reached + weight[at] < sum * (static_cast<double>(k) + offset) / n)
      reached += weight[at++];
    out.push_back(members[at]);
  }
  return out;
}

std::vector<ShareMember> draw_members(const CampRecord& known, const std::vector<double>& totals,
                                      const SharePrior& prior, std::uint64_t seed, std::uint32_t count) {
  std::vector<ShareMember> out;
  std::vector<double> error;
  for (std::uint32_t m = 0; m < count; ++m) {
    Random random(seed, m, kPriorStream);
    out.push_back(draw(prior, random));
    if (prior.learning > 0) error.push_back(inner_error(known, totals, out.back(), random));
  }
  if (prior.learning <= 0) return out;
  const double best = *std::min_element(error.begin(), error.end());
  for (double& e : error) e = std::exp(-prior.learning * (e - best));
  return resample(out, error, seed);
}

}  // namespace

ShareForecast forecast_shares(const CampRecord& known, const std::vector<double>& totals, const std::vector<Day>& days,
                              const SharePrior& prior, std::uint64_t seed, std::uint32_t members) {
  const std::size_t camps = known.size(), last = known[0].size() - 1;
  ShareForecast out;
  out.members = draw_members(known, totals, prior, seed, members);
  out.people.assign(days.size(), std::vector<std::vector<double>>(camps));
  std::vector<double> people;
  for (std::uint32_t m = 0; m < members; ++m) {
    Random random(seed, m, kWalkStream);
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

}  // namespace passage::displacement
