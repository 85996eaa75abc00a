#include "answers/outcome.h"

#include <algorithm>
#include <cmath>

namespace passage::answers {
namespace {

constexpr double kMillisAnHour = 3'600'000;

// Sum of the arrival times of the first n people, in person-hours. Arrivals are even within a row, so
// people come at a rate that changes only where a row begins or ends.
double person_hours(const std::vector<plan::Arrival>& arrivals, double n) {
  std::vector<std::pair<double, double>> changes;  // time in hours, change of persons an hour
  for (const plan::Arrival& row : arrivals) {
    const double from = static_cast<double>(row.taken.from.count()) / kMillisAnHour;
    const double until = static_cast<double>(row.taken.until.count()) / kMillisAnHour;
    const double rate = static_cast<double>(row.persons.count()) / (until - from);
    changes.emplace_back(from, rate);
    changes.emplace_back(until, -rate);
  }
  std::sort(changes.begin(), changes.end());
  double sum = 0, rate = 0, at = 0;
  for (const auto& [time, change] : changes) {
    if (n <= 0) break;
    const double length = rate > 0 ? std::min(time - at, n / rate) : 0;
    sum += rate * length * (at + length / 2);
    n -= rate * length;
    rate += change;
    at = time;
  }
  return sum;
}

}  // namespace

Outcome outcome_of(const plan::Plan& plan) {
  Outcome out;
  out.people = plan.people;
  out.safe = plan.safe;
  out.staying = plan.staying;
  out.unreached = plan.unreached;
  out.upper_bound = plan.upper_bound;
  out.gap = plan.gap;
  out.orders = plan.orders.size();
  out.complete = std::none_of(plan.findings.begin(), plan.findings.end(),
                              [](const Problem& finding) { return finding.code == "P512"; });
  out.arrivals = plan.arrivals;
  std::map<std::string, std::string> district;
  for (const plan::OriginRow& origin : plan.origins) {
    district[origin.id] = origin.district;
    out.safe_in[origin.district] += origin.safe;
    out.could_go_in[origin.district] += origin.people - origin.staying - origin.unreached;
  }
  for (const plan::Order& order : plan.orders) {
    out.person_hours_until[district[order.origin_id]] +=
        static_cast<double>(order.persons.count()) * static_cast<double>(order.arrive_until.count()) / kMillisAnHour;
  }
  return out;
}

double least_share(const Outcome& outcome) {
  double least = 1;
  for (const auto& [district, people] : outcome.could_go_in) {
    if (people == Persons{0}) continue;
    const auto safe = static_cast<double>(outcome.safe_in.at(district).count());
    least = std::min(least, safe / static_cast<double>(people.count()));
  }
  return least;
}

double hours_earlier(const Outcome& before, const Outcome& after) {
  const auto n = static_cast<double>(std::min(before.safe, after.safe).count());
  return n > 0 ? (person_hours(before.arrivals, n) - person_hours(after.arrivals, n)) / n : 0;
}

PriceOfSimplicity price_of_simplicity(const Outcome& any, const Outcome& simple) {
  return {any.safe - simple.safe, 0 - hours_earlier(any, simple), any.orders, simple.orders};
}

PriceOfFairness price_of_fairness(const Outcome& soonest, const Outcome& fair) {
  return {least_share(soonest), least_share(fair), fair.safe - soonest.safe, 0 - hours_earlier(soonest, fair)};
}

PriceOfPriority price_of_priority(const Outcome& with, const Outcome& without) {
  return {without.safe - with.safe, std::round(hours_earlier(with, without) * 1000) / 1000 + 0.0};
}

}  // namespace passage::answers
