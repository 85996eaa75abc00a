#include "cli/forecast_evaluate.h"

#include <cmath>
#include <map>

#include <fmt/format.h>

#include "cli/command.h"
#include "core/file.h"
#include "outlook/selection.h"
#include "publish/chart.h"

namespace passage::cli {
namespace {

using Json = nlohmann::ordered_json;

Json levels_json(const displacement::Levels7& levels) {
  constexpr const char* kNames[] = {"p2_5", "p5", "p25", "p50", "p75", "p95", "p97_5"};
  Json out;
  for (std::size_t k = 0; k < levels.size(); ++k) out[kNames[k]] = std::llround(levels[k]);
  return out;
}

Json coverage_json(const outlook::Coverage& c) {
  return {{"50", c.in50}, {"80", c.in80}, {"90", c.in90}};
}

Json priors_json(const outlook::Priors& p) {
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

Json row_json(const outlook::EvaluationRow& row) {
  return {{"case", row.name},
          {"origin", row.origin},
          {"priors", priors_json(row.priors)},
          {"out_of_sample", out_of_sample_json(row.scores)},
          {"totals", totals_json(row.scores)}};
}

std::string text(const outlook::Coverage& c) {
  return fmt::format("{:.2f}/{:.2f}/{:.2f}", c.in50, c.in80, c.in90);
}

std::string table(const std::vector<outlook::EvaluationRow>& rows) {
  std::string out =
      "case                 from day     ARD  constant        CRPS    constant   50/80/90 %       total CRPS   "
      "last value        trend  50/80/90 %\n";
  for (const outlook::EvaluationRow& row : rows) {
    const outlook::Hindcast& h = row.scores;
    out +=
        fmt::format("{:<20} {:>8}   {:.3f}     {:.3f}  {:>10.0f}  {:>10.0f}  {}  {:>12.0f} {:>12.0f} {:>12.0f}  {}\n",
                    row.name, row.origin, h.ard, h.ard_constant_share, h.crps, h.crps_constant_share, text(h.coverage),
                    h.totals_crps, h.totals_crps_last_value, h.totals_crps_trend, text(h.totals_coverage));
  }
  return out;
}

// Means over crises of means over their rows; shares where there is more than one camp.
std::string means(const std::vector<outlook::EvaluationRow>& rows) {
  struct Sum {
    outlook::Coverage shares, totals;
    double with_shares = 0, all = 0;
  };
  const auto add = [](outlook::Coverage& to, const outlook::Coverage& c, double weight) {
    to = {to.in50 + weight * c.in50, to.in80 + weight * c.in80, to.in90 + weight * c.in90};
  };
  std::map<std::string, Sum> crises;
  for (const outlook::EvaluationRow& row : rows) {
    Sum& sum = crises[outlook::crisis_of(row.name)];
    add(sum.totals, row.scores.totals_coverage, 1);
    ++sum.all;
    if (row.scores.camps.front().size() < 2) continue;
    add(sum.shares, row.scores.coverage, 1);
    ++sum.with_shares;
  }
  outlook::Coverage shares, totals;
  double with_shares = 0;
  for (const auto& [name, sum] : crises) with_shares += sum.with_shares > 0 ? 1 : 0;
  for (const auto& [name, sum] : crises) {
    add(totals, sum.totals, 1 / (sum.all * static_cast<double>(crises.size())));
    if (sum.with_shares > 0) add(shares, sum.shares, 1 / (sum.with_shares * with_shares));
  }
  return fmt::format("mean over crises: 50/80/90 % intervals hold {} of camps, {} of totals\n", text(shares),
                     text(totals));
}

std::string plot(const std::vector<outlook::EvaluationRow>& rows) {
  publish::BarChart chart;
  chart.title = "ARD out of sample, each case with what the others chose";
  chart.series = {"Passage", "constant share"};
  for (const outlook::EvaluationRow& row : rows) {
    chart.groups.push_back(row.name);
    chart.values.push_back({row.scores.ard, row.scores.ard_constant_share});
  }
  return publish::bar_chart_svg(chart, 160 + 110 * static_cast<int>(rows.size()), 320);
}

}  // namespace

Json out_of_sample_json(const outlook::Hindcast& h) {
  return {{"days", h.days},
          {"ard", h.ard},
          {"ard_constant_share", h.ard_constant_share},
          {"crps", h.crps},
          {"crps_constant_share", h.crps_constant_share},
          {"coverage", coverage_json(h.coverage)}};
}

Json horizons_json(const std::vector<outlook::HorizonScores>& scores) {
  Json out = Json::array();
  for (const outlook::HorizonScores& s : scores) {
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

Json totals_json(const outlook::Hindcast& h) {
  return {{"crps", h.totals_crps},
          {"crps_last_value", h.totals_crps_last_value},
          {"crps_trend", h.totals_crps_trend},
          {"coverage", coverage_json(h.totals_coverage)},
          {"last_day", levels_json(h.totals_levels.back())},
          {"scores", horizons_json(h.totals_by_horizon)}};
}

int run_evaluate(const EvaluateOptions& options, const jobs::Task& task) {
  std::vector<displacement::Case> cases;
  for (const std::string& directory : options.directories) {
    cases.push_back(
        displacement::read_case(directory, {.settings_file = options.settings, .days = 0, .read_until = std::nullopt}));
    if (cases.back().record.empty())
      throw InputError({.code = "P611", .problem = "the case has no record to learn from", .where = directory});
  }
  const outlook::Evaluation e = outlook::evaluate(cases, options.seed, options.members, task);
  if (!options.plot.empty())
    write_file(options.plot, plot(e.left_out), options.overwrite ? Overwrite::kReplace : Overwrite::kRefuse);
  if (options.json) {
    Json out{{"chosen", priors_json(e.chosen)}, {"left_out", Json::array()}, {"rolled", Json::array()}};
    for (const auto& row : e.left_out) out["left_out"].push_back(row_json(row));
    for (const auto& row : e.rolled) out["rolled"].push_back(row_json(row));
    print_json(out.dump(2));
  } else {
    fmt::print("From origins along each record, with what the other crises chose\n{}{}\n", table(e.rolled),
               means(e.rolled));
    fmt::print("From the first third to the end, with what the other crises chose\n{}{}\n", table(e.left_out),
               means(e.left_out));
    fmt::print("Chosen on all {}: {}\n", cases.size(), priors_json(e.chosen).dump());
  }
  return kExitDone;
}

}  // namespace passage::cli
