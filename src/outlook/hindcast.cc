#include "outlook/hindcast.h"

#include <algorithm>
#include <cmath>

namespace passage::outlook {
namespace {

CampRecord camps_of_record(const Case& c, std::size_t days) {
  CampRecord out;
  for (const displacement::Series& camp : c.record.camps)
    out.emplace_back(camp.by_day.begin(), camp.by_day.begin() + static_cast<std::ptrdiff_t>(days));
  return out;
}

std::vector<double> sum_of(const CampRecord& record) {
  std::vector<double> out(record[0].size(), 0);
  for (const auto& camp : record)
    for (std::size_t day = 0; day < out.size(); ++day) out[day] += camp[day];
  return out;
}

// Days (last, until), all or `points` of them evenly apart and the last.
std::vector<Day> days_scored(Day last, Day until, int points) {
  std::vector<Day> out;
  const int days = until - last - 1, count = points > 0 ? std::min(points, days) : days;
  for (int k = 1; k <= count; ++k) out.push_back(last + static_cast<Day>(std::int64_t{days} * k / count));
  return out;
}

Fan fan_of(std::vector<double>& sorted) {
  Fan out;
  for (std::size_t q = 0; q < kLevels.size(); ++q) out[q] = displacement::quantile(sorted, kLevels[q]);
  return out;
}

// Counts are cut to whole persons, so an outcome half a person off an end is inside.
void count(Coverage& coverage, const Fan& fan, double truth) {
  const auto in = [&](std::size_t low, std::size_t high) {
    return fan[low] <= truth + 0.5 && truth - 0.5 <= fan[high] ? 1.0 : 0.0;
  };
  coverage.in50 += in(2, 4);
  coverage.in80 += in(1, 5);
  coverage.in90 += in(0, 6);
}

Coverage divided(const Coverage& counted, double cases) {
  return {counted.in50 / cases, counted.in80 / cases, counted.in90 / cases};
}

// From the last day known, in lengths of the record up to it.
double lengths_ahead(Day day, std::size_t known) {
  return (static_cast<double>(day) + 1) / static_cast<double>(known) - 1;
}

void score_shares(const CampRecord& truth, const CampRecord& known, const std::vector<double>& totals,
                  const std::vector<Day>& days, const HindcastOptions& options, Hindcast& out) {
  const std::size_t camps = truth.size();
  ShareForecast forecast = forecast_shares(known, totals, days, options.priors.shares, options.seed, options.members);
  double held = 0;
  for (const auto& camp : known) held += camp.back();
  const double per_day = 1 / static_cast<double>(days.size()), each = per_day / static_cast<double>(camps);
  for (std::size_t d = 0; d < days.size(); ++d) {
    const auto day = static_cast<std::size_t>(days[d]);
    const double ahead = lengths_ahead(days[d], known[0].size());
    auto& row = out.camps.emplace_back(camps);
    double gap = 0, constant = 0;
    for (std::size_t k = 0; k < camps; ++k) {
      out.camp_outcomes.push_back(outcome_of(forecast.people[d][k], truth[k][day], ahead));
      widen(forecast.people[d][k], options.priors.shares_width, ahead);
      row[k] = fan_of(forecast.people[d][k]);
      out.crps += displacement::crps(forecast.people[d][k], truth[k][day]) * each;
      count(out.coverage, row[k], truth[k][day]);
      gap += std::fabs(row[k][3] - truth[k][day]);
      constant += std::fabs((held > 0 ? known[k].back() / held * totals[day] : 0) - truth[k][day]);
    }
    out.ard += gap / std::max(1.0, totals[day]) * per_day;
    out.ard_constant_share += constant / std::max(1.0, totals[day]) * per_day;
    out.crps_constant_share += constant * each;
  }
  out.coverage = divided(out.coverage, static_cast<double>(days.size() * camps));
  const auto put = [&](const char* name, double ShareMember::*field) {
    std::vector<double> values;
    for (const ShareMember& m : forecast.members) values.push_back(m.*field);
    std::sort(values.begin(), values.end());
    out.parameters.emplace_back(name, Range{displacement::quantile(values, 0.05), displacement::quantile(values, 0.5),
                                            displacement::quantile(values, 0.95)});
  };
  put("window", &ShareMember::window);
  put("momentum", &ShareMember::momentum);
  put("upheaval", &ShareMember::upheaval);
  put("noise", &ShareMember::noise);
}

// Days come in order, so horizons do.
HorizonScores& scores_at(std::vector<HorizonScores>& scores, double ahead) {
  const double up_to = *std::lower_bound(kWidenedHorizons.begin(), kWidenedHorizons.end(), ahead);
  if (scores.empty() || scores.back().up_to != up_to) scores.push_back({.up_to = up_to, .coverage = {}});
  return scores.back();
}

void score_totals(const std::vector<double>& known, const std::vector<double>& truth, const std::vector<Day>& days,
                  const HindcastOptions& options, Hindcast& out) {
  auto samples = forecast_totals(known, days, options.priors.totals, options.seed, options.members);
  const double slope = recent_slope(known, 1.0 / 3), each = 1 / static_cast<double>(days.size());
  for (std::size_t d = 0; d < days.size(); ++d) {
    const double now = truth[static_cast<std::size_t>(days[d])];
    const double trend = known.back() + slope * static_cast<double>(days[d] - static_cast<Day>(known.size()) + 1);
    const double ahead = lengths_ahead(days[d], known.size());
    out.total_outcomes.push_back(outcome_of(samples[d], now, ahead));
    widen(samples[d], options.priors.totals_width, ahead);
    out.totals.push_back(fan_of(samples[d]));
    out.totals_levels.push_back(displacement::seven_levels(samples[d]));
    auto& at = scores_at(out.totals_by_horizon, ahead);
    ++at.days;
    at.crps += displacement::crps(samples[d], now);
    at.crps_last_value += std::fabs(known.back() - now);
    at.crps_trend += std::fabs(std::max(0.0, trend) - now);
    count(at.coverage, out.totals.back(), now);
  }
  for (HorizonScores& at : out.totals_by_horizon) {
    out.totals_crps += at.crps * each;
    out.totals_crps_last_value += at.crps_last_value * each;
    out.totals_crps_trend += at.crps_trend * each;
    out.totals_coverage.in50 += at.coverage.in50 * each;
    out.totals_coverage.in80 += at.coverage.in80 * each;
    out.totals_coverage.in90 += at.coverage.in90 * each;
    const double n = at.days;
    at = {at.up_to, at.days, at.crps / n, at.crps_last_value / n, at.crps_trend / n, divided(at.coverage, n)};
  }
}

}  // namespace

Hindcast hindcast(const Case& full, const Case& known_case, Day train_until, const HindcastOptions& options) {
  if (full.record.empty())
    throw InputError({.code = "P611", .problem = "the case has no record to learn from", .where = full.name});
  const Day until = options.until > 0 ? std::min(options.until, full.days) : full.days;
  if (train_until < 4 || train_until + 1 >= until)
    throw InputError({.code = "P610",
                      .problem = fmt::format("--train-until is day {}", train_until),
                      .why = fmt::format("a day from 4 to {} is wanted", until - 2),
                      .where = "command line"});
  const CampRecord truth = camps_of_record(full, static_cast<std::size_t>(until));
  const CampRecord known = camps_of_record(known_case, static_cast<std::size_t>(train_until) + 1);
  const auto known_totals = sum_of(known);
  auto totals = sum_of(truth);
  std::copy(known_totals.begin(), known_totals.end(), totals.begin());
  const auto days = days_scored(train_until, until, options.points);
  Hindcast out;
  out.train_until = train_until;
  out.days = static_cast<int>(days.size());
  if (options.shares) score_shares(truth, known, totals, days, options, out);
  if (options.totals) score_totals(known_totals, totals, days, options, out);
  return out;
}

}  // namespace passage::outlook
