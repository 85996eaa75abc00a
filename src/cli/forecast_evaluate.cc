#include "cli/forecast_evaluate.h"

#include <fmt/format.h>

#include "cli/command.h"
#include "core/file.h"
#include "displacement/selection.h"
#include "publish/chart.h"

namespace passage::cli {
namespace {

namespace dp = passage::displacement;
using Json = nlohmann::ordered_json;

Json coverage_json(const dp::Coverage& c) {
  return {{"50", c.in50}, {"80", c.in80}, {"90", c.in90}};
}

Json priors_json(const dp::Priors& p) {
  return {{"shares",
           {{"window", p.shares.window},
            {"momentum", p.shares.momentum},
            {"upheaval", p.shares.upheaval},
            {"rarity", p.shares.rarity},
            {"noise", p.shares.noise}}},
          {"totals",
           {{"window", p.totals.window},
            {"low", p.totals.low},
            {"high", p.totals.high},
            {"damping", p.totals.damping},
            {"noise", p.totals.noise}}}};
}

Json row_json(const dp::EvaluationRow& row) {
  return {{"case", row.name},
          {"origin", row.origin},
          {"priors", priors_json(row.priors)},
          {"out_of_sample", out_of_sample_json(row.scores)},
          {"totals", totals_json(row.scores)}};
}

std::string table(const std::vector<dp::EvaluationRow>& rows) {
  std::string out =
      "case                 from day     ARD  constant        CRPS    constant   50/80/90 %         total CRPS   "
      "last value        trend\n";
  for (const dp::EvaluationRow& row : rows) {
    const dp::Hindcast& h = row.scores;
    out += fmt::format(
        "{:<20} {:>8}   {:.3f}     {:.3f}  {:>10.0f}  {:>10.0f}  .{:02.0f}/.{:02.0f}/.{:02.0f}  {:>16.0f} {:>12.0f} "
        "{:>12.0f}\n",
        row.name, row.origin, h.ard, h.ard_constant_share, h.crps, h.crps_constant_share,
        std::min(99.0, 100 * h.coverage.in50), std::min(99.0, 100 * h.coverage.in80),
        std::min(99.0, 100 * h.coverage.in90), h.totals_crps, h.totals_crps_last_value, h.totals_crps_trend);
  }
  return out;
}

std::string plot(const std::vector<dp::EvaluationRow>& rows) {
  publish::BarChart chart;
  chart.title = "ARD out of sample, each case with what the others chose";
  chart.series = {"Passage", "constant share"};
  for (const dp::EvaluationRow& row : rows) {
    chart.groups.push_back(row.name);
    chart.values.push_back({row.scores.ard, row.scores.ard_constant_share});
  }
  return publish::bar_chart_svg(chart, 160 + 110 * static_cast<int>(rows.size()), 320);
}

}  // namespace

Json out_of_sample_json(const dp::Hindcast& h) {
  return {{"days", h.days},
          {"ard", h.ard},
          {"ard_constant_share", h.ard_constant_share},
          {"crps", h.crps},
          {"crps_constant_share", h.crps_constant_share},
          {"coverage", coverage_json(h.coverage)}};
}

Json totals_json(const dp::Hindcast& h) {
  return {{"crps", h.totals_crps},
          {"crps_last_value", h.totals_crps_last_value},
          {"crps_trend", h.totals_crps_trend},
          {"coverage", coverage_json(h.totals_coverage)}};
}

int run_evaluate(const EvaluateOptions& options) {
  std::vector<dp::EvaluationCase> cases;
  for (const std::string& directory : options.directories) {
    cases.push_back(dp::read_evaluation_case(directory, options.settings));
    if (cases.back().full.record.empty())
      throw InputError({.code = "P611", .problem = "the case has no record to learn from", .where = directory});
  }
  const dp::Evaluation e = dp::evaluate(cases, options.seed, options.members);
  if (!options.plot.empty())
    write_file(options.plot, plot(e.left_out), options.overwrite ? Overwrite::kReplace : Overwrite::kRefuse);
  if (options.json) {
    Json out{{"chosen", priors_json(e.chosen)}, {"left_out", Json::array()}, {"rolled", Json::array()}};
    for (const auto& row : e.left_out) out["left_out"].push_back(row_json(row));
    for (const auto& row : e.rolled) out["rolled"].push_back(row_json(row));
    print_json(out.dump(2));
  } else {
    fmt::print("Origins inside the training parts, each case with what the others chose\n{}\n", table(e.rolled));
    fmt::print("After the training part (first third), each case with what the others chose\n{}\n", table(e.left_out));
    fmt::print("Chosen on all {}: {}\n", cases.size(), priors_json(e.chosen).dump());
  }
  return kExitDone;
}

}  // namespace passage::cli
