#include "arrivals/json.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "displacement/dated_csv.h"

namespace passage::arrivals {

using Json = nlohmann::ordered_json;

namespace {

constexpr const char* kFive[] = {"p5", "p25", "p50", "p75", "p95"};
constexpr const char* kSeven[] = {"p2_5", "p5", "p25", "p50", "p75", "p95", "p97_5"};

Json row_json(const ArrivalRow& row) {
  Json out;
  if (!row.country.empty()) out["country"] = row.country;
  out["date"] = row.date;
  for (std::size_t k = 0; k < 7; ++k) out[kSeven[k]] = std::llround(row.people[k]);
  return out;
}

Json five_json(const std::array<double, 5>& people) {
  Json out;
  for (std::size_t k = 0; k < 5; ++k) out[kFive[k]] = std::llround(people[k]);
  return out;
}

Json crossing_json(const CrossingRow& row) {
  Json out{{"country", row.country}, {"date", row.date}};
  out.update(five_json(row.people));
  out["crossing"] = row.crossing;
  out["wait_h"] = {{"p50", std::round(10 * row.hours[2]) / 10}, {"p95", std::round(10 * row.hours[4]) / 10}};
  return out;
}

Json step_json(const CrossingStep& step) {
  return {{"country", step.country},
          {"crossing", step.crossing},
          {"time", step.time},
          {"people", five_json(step.people)},
          {"waiting", five_json(step.waiting)}};
}

Json score_json(const ArrivalScore& s) {
  const double people = std::max(1.0, s.people), counts = std::max(1.0, s.counts);
  Json out{{"counts", s.counts}, {"people", s.people}, {"crps", s.crps / people}, {"wape", s.off / people}};
  for (std::size_t k = 0; k < s.naive.size(); ++k) out[fmt::format("wape_{}", kNaiveNames[k])] = s.naive[k] / people;
  out["coverage"] = {{"50", s.inside[0] / counts}, {"80", s.inside[1] / counts}, {"90", s.inside[2] / counts}};
  return out;
}

Json horizons_json(const ScoresByHorizon& scores) {
  Json out = Json::array();
  for (std::size_t h = 0; h < scores.size(); ++h) {
    Json row{{"days_up_to", kHorizons[h]}};
    row.update(score_json(scores[h]));
    out.push_back(row);
  }
  return out;
}

}  // namespace

Json json_of(const Arrivals& arrivals, bool by_hour) {
  Json out{{"abroad_by_date", Json::array()},
           {"arrivals", Json::array()},
           {"totals_by_date", Json::array()},
           {"scores", Json::array()}};
  for (const ArrivalRow& row : arrivals.abroad) out["abroad_by_date"].push_back(row_json(row));
  for (const ArrivalRow& row : arrivals.by_country) out["arrivals"].push_back(row_json(row));
  for (const ArrivalRow& row : arrivals.totals) out["totals_by_date"].push_back(row_json(row));
  for (const CountryScores& country : arrivals.scores)
    out["scores"].push_back({{"country", country.country}, {"horizons", horizons_json(country.by_horizon)}});
  for (const CrossingRow& row : arrivals.crossings) out["crossings"].push_back(crossing_json(row));
  if (by_hour)
    for (const CrossingStep& step : arrivals.crossing_steps) out["crossings_by_hour"].push_back(step_json(step));
  return out;
}

Json json_of(const ArrivalNews& news) {
  Json expected;
  for (std::size_t k = 0; k < 7; ++k) expected[kSeven[k]] = std::llround(news.expected[k]);
  return {{"country", news.country},
          {"after", displacement::calendar_date(news.report.from)},
          {"until", displacement::calendar_date(news.report.to)},
          {"people", std::llround(news.report.people)},
          {"expected", expected},
          {"to_come_before", std::llround(news.before)},
          {"to_come_after", std::llround(news.after)}};
}

Json json_of(const ArrivalPrior& p) {
  const auto wide = [](const WideRate& w) { return Json{{"median", w.median}, {"spread", w.spread}}; };
  return {{"ebb", wide(p.ebb)},        {"shock", wide(p.shock)},       {"error", wide(p.error)},
          {"stops", p.stops},          {"begins", p.begins},           {"trend", p.trend},
          {"damping", p.damping},      {"shock_tails", p.shock_tails}, {"error_tails", p.error_tails},
          {"memory", p.memory},        {"weekday", p.weekday},         {"error_days", p.error_days},
          {"most_error", p.most_error}};
}

Json json_of(const ArrivalEvaluation& evaluation) {
  Json out{{"chosen", json_of(evaluation.chosen)}, {"left_out", Json::array()}};
  for (const PlaceScores& row : evaluation.left_out)
    out["left_out"].push_back({{"crisis", row.crisis},
                               {"place", row.place},
                               {"prior", json_of(row.prior)},
                               {"scores", score_json(sum_of(row.by_horizon))},
                               {"horizons", horizons_json(row.by_horizon)}});
  return out;
}

}  // namespace passage::arrivals
