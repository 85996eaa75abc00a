#include "outlook/json.h"

#include <cmath>

#include "displacement/dated_csv.h"

namespace passage::outlook {

using Json = nlohmann::ordered_json;

namespace {

Json levels_json(const displacement::Levels7& levels) {
  constexpr const char* kNames[] = {"p2_5", "p5", "p25", "p50", "p75", "p95", "p97_5"};
  Json out;
  for (std::size_t k = 0; k < levels.size(); ++k) out[kNames[k]] = std::llround(levels[k]);
  return out;
}

Json coverage_json(const Coverage& c) {
  return {{"50", c.in50}, {"80", c.in80}, {"90", c.in90}};
}

Json horizons_json(const std::vector<HorizonScores>& scores) {
  Json out = Json::array();
  for (const HorizonScores& s : scores) {
    Json row{{"lengths_up_to", std::isinf(s.up_to) ? Json(nullptr) : Json(s.up_to)},
             {"days", s.days},
             {"crps", s.crps},
             {"crps_last_value", s.crps_last_value},
             {"crps_trend", s.crps_trend},
             {"coverage", coverage_json(s.coverage)}};
    out.push_back(std::move(row));
  }
  return out;
}

Json row_json(const EvaluationRow& row) {
  return {{"case", row.name},
          {"origin", row.origin},
          {"priors", json_of(row.priors)},
          {"out_of_sample", out_of_sample_json(row.scores)},
          {"totals", totals_json(row.scores)}};
}

Json quantiles_json(const Quantiles& q, bool people) {
  Json out;
  constexpr const char* kNames[] = {"p5", "p25", "p50", "p75", "p95"};
  for (std::size_t k = 0; k < 5; ++k) {
    if (people)
      out[kNames[k]] = std::llround(q[k]);
    else
      out[kNames[k]] = q[k];
  }
  return out;
}

}  // namespace

Json out_of_sample_json(const Hindcast& h) {
  return {{"days", h.days},
          {"ard", h.ard},
          {"ard_constant_share", h.ard_constant_share},
          {"crps", h.crps},
          {"crps_constant_share", h.crps_constant_share},
          {"coverage", coverage_json(h.coverage)}};
}

Json totals_json(const Hindcast& h) {
  return {{"crps", h.totals_crps},
          {"crps_last_value", h.totals_crps_last_value},
          {"crps_trend", h.totals_crps_trend},
          {"coverage", coverage_json(h.totals_coverage)},
          {"last_day", levels_json(h.totals_levels.back())},
          {"scores", horizons_json(h.totals_by_horizon)}};
}

Json json_of(const Priors& p) {
  return {{"shares",
           {{"window", p.shares.window},
            {"momentum", p.shares.momentum},
            {"upheaval", p.shares.upheaval},
            {"rarity", p.shares.rarity},
            {"noise", p.shares.noise},
            {"widening", p.shares_width}}},
          {"totals",
           {{"window", p.totals.window},
            {"low", p.totals.low},
            {"high", p.totals.high},
            {"damping", p.totals.damping},
            {"noise", p.totals.noise},
            {"widening", p.totals_width}}}};
}

Json json_of(const Evaluation& evaluation) {
  Json out{{"chosen", json_of(evaluation.chosen)}, {"left_out", Json::array()}, {"rolled", Json::array()}};
  for (const EvaluationRow& row : evaluation.left_out) out["left_out"].push_back(row_json(row));
  for (const EvaluationRow& row : evaluation.rolled) out["rolled"].push_back(row_json(row));
  return out;
}

Json json_of(const OutlookCase& c, const OutlookOptions& options, const Outlook& outlook) {
  Json out{{"case", c.name}, {"as_of", displacement::calendar_date(c.as_of)}, {"scenario", name_of(options.scenario)}};
  if (options.scenario == Scenario::kCeasefire) out["ceasefire_day"] = displacement::calendar_date(options.ceasefire);
  out["runs"] = options.runs;
  out["totals_by_date"] = Json::array();
  for (const OutlookDay& day : outlook.days)
    out["totals_by_date"].push_back({{"date", displacement::calendar_date(day.day)},
                                     {"abroad", quantiles_json(day.abroad, true)},
                                     {"away", quantiles_json(day.away, true)},
                                     {"displaced", quantiles_json(day.displaced, true)},
                                     {"crossed", quantiles_json(day.crossed, true)},
                                     {"share_crossing", quantiles_json(day.share, false)}});
  out["regions"] = Json::array();
  for (const RegionId id : c.regions.ids())
    if (!c.regions[id].left_out)
      out["regions"].push_back({{"pcode", c.regions[id].id},
                                {"name", c.regions[id].name},
                                {"people", std::llround(c.regions[id].people)},
                                {"displaced", quantiles_json(outlook.regions[id].displaced, true)},
                                {"crossed", quantiles_json(outlook.regions[id].crossed, true)},
                                {"inside", quantiles_json(outlook.regions[id].inside, true)}});
  out["claims"] = Json::array();
  for (std::size_t k = 0; k < c.claims.size(); ++k)
    out["claims"].push_back({{"what", c.claims[k].what},
                             {"people", std::llround(c.claims[k].people)},
                             {"chance", outlook.claim_chance[k]},
                             {"source", c.claims[k].source}});
  for (const auto& [name, q] : outlook.parameters) out["parameters"][name] = quantiles_json(q, false);
  return out;
}

Json brought_out_json(const OutlookOptions& options, const Outlook& outlook) {
  double persons = 0;
  for (const BroughtOut& brought : options.brought_out) persons += brought.people;
  return {{"persons", std::llround(persons)}, {"displaced_more", std::llround(outlook.brought_out_more)}};
}

const char* name_of(Scenario scenario) {
  return scenario == Scenario::kCeasefire ? "ceasefire" : "continues";
}

}  // namespace passage::outlook
