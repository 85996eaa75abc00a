#include "arrivals/arrival_model.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "displacement/draws.h"

namespace passage::arrivals {
namespace {

constexpr double kLeastLevel = -1;                  // log of people a day: so few that the way back is not endless
constexpr double kMostOverPeak = 2;                 // log: at most seven times the fullest day seen
constexpr double kFamily = 5;                       // people come in groups: variance of a count over its mean
constexpr double kMostShock = 15, kMostError = 15;  // times the scale
constexpr double kLeastError = -4;                  // log: a report that says next to nothing
constexpr double kEvenWeights = 0.6;                // of the particles: effective number below which they are redrawn

constexpr double kStopped = 3;    // log: a flow under a twentieth of its peak has stopped
constexpr double kQuarter = 1.4;  // log: one that begins again has a quarter of it or more

// Student's t (Bailey 1994), cut off: one power a draw.
double heavy(Random& random, double freedom, double most) {
  const double u = 1 - random.uniform(), v = random.uniform();
  const double t = std::sqrt(freedom * (std::pow(u, -2 / freedom) - 1)) * std::cos(2 * std::numbers::pi * v);
  return std::clamp(t, -most, most);
}

double error_scale(const ArrivalPrior& prior, double people, double error, double days) {
  const double own = error * std::pow(days, -prior.error_days);
  return std::sqrt(own * own + kFamily / (people + kFamily));
}

double rate(const WideRate& wide, Random& random) {
  return std::log(wide.median) + wide.spread * displacement::normal(random);
}

// A place's own rate is slowly forgotten for another of the prior.
double refreshed(double value, const WideRate& wide, double kept, Random& random) {
  const double middle = std::log(wide.median);
  return middle + kept * (value - middle) + std::sqrt(1 - kept * kept) * wide.spread * displacement::normal(random);
}

std::size_t weekday_of(Day day) {
  return static_cast<std::size_t>(((day % 7) + 7) % 7);
}

}  // namespace

ArrivalFilter::ArrivalFilter(const ArrivalPrior& prior, std::uint64_t seed, std::uint32_t stream, std::size_t particles)
    : prior_(prior),
      seed_(seed),
      stream_(stream),
      random_(seed, stream, 0),
      particles_(particles),
      weight_(particles) {}

void ArrivalFilter::start(const ArrivalReport& first) {
  const double calm = prior_.trend / std::sqrt(1 - prior_.damping * prior_.damping);
  peak_ = std::log((std::max(0.0, first.people) + 1) / (first.to - first.from));
  for (Particle& p : particles_) {
    p.peak = p.level = peak_ + displacement::normal(random_);
    p.trend = calm * displacement::normal(random_);
    p.ebb = rate(prior_.ebb, random_);
    p.shock = rate(prior_.shock, random_);
    p.error = rate(prior_.error, random_);
  }
  now_ = since_ = first.from;
}

void ArrivalFilter::step(Particle& p, Day day, double shock, Random& random) const {
  p.trend = prior_.damping * p.trend + prior_.trend * displacement::normal(random);
  p.level += p.trend - std::exp(p.ebb) + std::exp(p.shock) * shock;
  const bool stopped = p.level < p.peak - kStopped;
  if (random.uniform() < (stopped ? prior_.begins : prior_.stops))
    p.level = stopped ? p.peak - kQuarter * random.uniform() : kLeastLevel + (p.level - kLeastLevel) * random.uniform();
  p.level = std::clamp(p.level, kLeastLevel, std::max(kLeastLevel, peak_) + kMostOverPeak);
  p.peak = std::max(p.peak, p.level);
  p.today = std::exp(p.level + weekday_[weekday_of(day)]);
  p.since += p.today;
}

void ArrivalFilter::weigh(const ArrivalReport& report, bool single) {
  const double days = report.to - report.from;
  for (std::size_t k = 0; k < particles_.size(); ++k) {
    const Particle& p = particles_[k];
    const double people = single ? p.today : p.since;
    const double scale = error_scale(prior_, people, std::exp(p.error), days);
    const double off = std::log((report.people + 1) / (people + 1)) / scale;
    weight_[k] -= std::log(scale) + (prior_.error_tails + 1) / 2 * std::log1p(off * off / prior_.error_tails);
  }
}

// Systematic: each particle as often as its weight says, to a whole number.
std::vector<ArrivalFilter::Particle> ArrivalFilter::drawn(std::size_t count, Random& random) const {
  const double most = *std::max_element(weight_.begin(), weight_.end());
  double sum = 0;
  for (const double weight : weight_) sum += std::exp(weight - most);
  const double each = sum / static_cast<double>(count);
  double at = each * random.uniform(), reached = std::exp(weight_[0] - most);
  std::vector<Particle> out;
  out.reserve(count);
  for (std::size_t k = 0; out.size() < count; at += each) {
    while (reached < at && k + 1 < weight_.size()) reached += std::exp(weight_[++k] - most);
    out.push_back(particles_[k]);
  }
  return out;
}

// From single days in the middle of seven such: the mean of the log over the week's mean, shrunk to none.
void ArrivalFilter::learn_weekdays() {
  std::array<double, 7> sum{}, count{};
  for (std::size_t k = 3; k + 3 < reports_.size(); ++k) {
    double week = 0;
    bool whole = true;
    for (std::size_t j = k - 3; j <= k + 3; ++j) {
      const ArrivalReport& r = reports_[j];
      week += r.people / 7;
      whole = whole && r.people >= 0 && r.to - r.from == 1 && r.to == reports_[k].to + static_cast<Day>(j - k);
    }
    if (!whole) continue;
    sum[weekday_of(reports_[k].to)] +=
        std::clamp(std::log((reports_[k].people + kFamily) / (week + kFamily)), -1.0, 1.0);
    ++count[weekday_of(reports_[k].to)];
  }
  double mean = 0;
  for (std::size_t d = 0; d < 7; ++d) mean += (weekday_[d] = sum[d] / (count[d] + prior_.weekday)) / 7;
  for (double& effect : weekday_) effect -= mean;
}

void ArrivalFilter::learn(const ArrivalReport& report) {
  if (reports_.empty()) start(report);
  reports_.push_back(report);
  while (now_ < report.to) {
    ++now_;
    for (Particle& p : particles_) step(p, now_, heavy(random_, prior_.shock_tails, kMostShock), random_);
  }
  const bool single = report.from != since_;
  if (report.people >= 0) {
    weigh(report, single);
    peak_ = std::max(peak_, std::log((report.people + 1) / (report.to - report.from)));
  }
  double sum = 0, squares = 0;
  const double most = *std::max_element(weight_.begin(), weight_.end());
  for (const double weight : weight_) {
    sum += std::exp(weight - most);
    squares += std::exp(2 * (weight - most));
  }
  if (sum * sum < kEvenWeights * static_cast<double>(weight_.size()) * squares) {
    particles_ = drawn(particles_.size(), random_);
    std::fill(weight_.begin(), weight_.end(), 0);
  }
  const double kept = std::exp(-(report.to - report.from) / prior_.memory);
  for (Particle& p : particles_) {
    p.ebb = refreshed(p.ebb, prior_.ebb, kept, random_);
    p.shock = refreshed(p.shock, prior_.shock, kept, random_);
    p.error = refreshed(p.error, prior_.error, kept, random_);
    if (!single) p.since = 0;
  }
  if (!single) since_ = report.to;
  learn_weekdays();
}

ArrivalPaths ArrivalFilter::forecast(std::size_t days, std::size_t members, std::uint32_t common) const {
  Random own(seed_, stream_, 1 + static_cast<std::uint32_t>(now_));
  std::vector<Particle> particles = drawn(members, own);
  std::stable_sort(particles.begin(), particles.end(),
                   [](const Particle& a, const Particle& b) { return a.trend < b.trend; });
  ArrivalPaths out;
  out.people.assign(days, std::vector<double>(members));
  for (std::size_t m = 0; m < members; ++m) {
    Particle& p = particles[m];
    Random all(seed_, static_cast<std::uint32_t>(m), common);
    out.error.push_back(std::exp(p.error));
    for (std::size_t d = 0; d < days; ++d) {
      const double theirs = heavy(all, prior_.shock_tails, kMostShock);
      const double ours = heavy(own, prior_.shock_tails, kMostShock);
      step(p, now_ + 1 + static_cast<Day>(d), all.uniform() < prior_.shared ? theirs : ours, own);
      out.people[d][m] = p.today;
    }
  }
  return out;
}

double ArrivalFilter::reported(double people, double error, double days, Random& random) const {
  const double off = error_scale(prior_, people, error, days) * heavy(random, prior_.error_tails, kMostError);
  return std::max(0.0, (people + 1) * std::exp(std::clamp(off, kLeastError, prior_.most_error)) - 1);
}

}  // namespace passage::arrivals
