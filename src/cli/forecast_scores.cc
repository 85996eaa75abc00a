#include "cli/forecast_scores.h"

#include <filesystem>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "arrivals/arrival_selection.h"
#include "cli/command.h"

namespace passage::cli {
namespace {

using Json = nlohmann::ordered_json;

Json score_json(const arrivals::ArrivalScore& s) {
  const double people = std::max(1.0, s.people), counts = std::max(1.0, s.counts);
  Json out{{"counts", s.counts}, {"people", s.people}, {"crps", s.crps / people}, {"wape", s.off / people}};
  for (std::size_t k = 0; k < s.naive.size(); ++k)
    out[fmt::format("wape_{}", arrivals::kNaiveNames[k])] = s.naive[k] / people;
  out["coverage"] = {{"50", s.inside[0] / counts}, {"80", s.inside[1] / counts}, {"90", s.inside[2] / counts}};
  return out;
}

Json prior_json(const arrivals::ArrivalPrior& p) {
  const auto wide = [](const arrivals::WideRate& w) { return Json{{"median", w.median}, {"spread", w.spread}}; };
  return {{"ebb", wide(p.ebb)},        {"shock", wide(p.shock)},       {"error", wide(p.error)},
          {"stops", p.stops},          {"begins", p.begins},           {"trend", p.trend},
          {"damping", p.damping},      {"shock_tails", p.shock_tails}, {"error_tails", p.error_tails},
          {"memory", p.memory},        {"weekday", p.weekday},         {"error_days", p.error_days},
          {"most_error", p.most_error}};
}

void print_place(const std::string& crisis, const std::string& place, const arrivals::ArrivalScore& s) {
  const double people = std::max(1.0, s.people), counts = std::max(1.0, s.counts);
  fmt::print("{:<12} {:<16} {:>6.0f}  {:>6.3f}", crisis, place, s.counts, s.crps / people);
  for (const double naive : s.naive) fmt::print(" {:>6.3f}", naive / people);
  fmt::print("  {:>6.2f}  {:.2f} / {:.2f} / {:.2f}\n", std::exp(arrivals::log_ratio(s)), s.inside[0] / counts,
             s.inside[1] / counts, s.inside[2] / counts);
}

// Means over crises of means over places.
struct Means {
  double ratio = 0, inside[3] = {};
};

Means means(const std::vector<arrivals::PlaceScores>& rows, std::size_t horizon, bool all) {
  std::map<std::string, std::pair<Means, double>> crises;
  for (const arrivals::PlaceScores& row : rows) {
    const arrivals::ArrivalScore s = all ? arrivals::sum_of(row.by_horizon) : row.by_horizon[horizon];
    if (s.counts == 0 || s.people <= 0) continue;
    auto& [sum, count] = crises[row.crisis];
    sum.ratio += arrivals::log_ratio(s);
    for (std::size_t k = 0; k < 3; ++k) sum.inside[k] += s.inside[k] / s.counts;
    ++count;
  }
  Means out;
  for (const auto& [name, crisis] : crises) {
    const double each = 1 / (crisis.second * static_cast<double>(crises.size()));
    out.ratio += crisis.first.ratio * each;
    for (std::size_t k = 0; k < 3; ++k) out.inside[k] += crisis.first.inside[k] * each;
  }
  return out;
}

void print_means(const std::string& name, const Means& m) {
  fmt::print("{:<29} {:>6}  {:>6} {:>27}  {:>6.2f}  {:.2f} / {:.2f} / {:.2f}\n", name, "", "", "", std::exp(m.ratio),
             m.inside[0], m.inside[1], m.inside[2]);
}

void print_table(const std::vector<arrivals::PlaceScores>& rows) {
  fmt::print("{:<12} {:<16} {:>6}  {:>6} {:>6} {:>6} {:>6} {:>6}  {:>6}  {}\n", "crisis", "place", "counts", "CRPS",
             "last", "week", "decay", "mean", "ratio", "50 / 80 / 90 %");
  for (const arrivals::PlaceScores& row : rows) print_place(row.crisis, row.place, arrivals::sum_of(row.by_horizon));
  print_means("mean over crises", means(rows, 0, true));
  for (std::size_t h = 0; h < arrivals::kHorizons.size(); ++h)
    print_means(fmt::format("  up to {} days", arrivals::kHorizons[h]), means(rows, h, false));
}

}  // namespace

Json horizons_json(const arrivals::ScoresByHorizon& scores) {
  Json out = Json::array();
  for (std::size_t h = 0; h < scores.size(); ++h) {
    Json row{{"days_up_to", arrivals::kHorizons[h]}};
    row.update(score_json(scores[h]));
    out.push_back(row);
  }
  return out;
}

int run_evaluate_arrivals(const EvaluateArrivalsOptions& options, const jobs::Task& task) {
  std::vector<arrivals::ArrivalCrisis> crises;
  for (const std::string& directory : options.directories) {
    auto& crisis = crises.emplace_back();
    const auto folder = std::filesystem::absolute(directory).lexically_normal();
    crisis.name = (folder.has_filename() ? folder : folder.parent_path()).filename().string();
    crisis.places = arrivals::read_arrivals(directory, std::numeric_limits<displacement::Day>::max());
  }
  const arrivals::ArrivalEvaluation e = arrivals::evaluate_arrivals(crises, {.seed = options.seed}, task);
  if (options.json) {
    Json out{{"chosen", prior_json(e.chosen)}, {"left_out", Json::array()}};
    for (const auto& row : e.left_out)
      out["left_out"].push_back({{"crisis", row.crisis},
                                 {"place", row.place},
                                 {"prior", prior_json(row.prior)},
                                 {"scores", score_json(arrivals::sum_of(row.by_horizon))},
                                 {"horizons", horizons_json(row.by_horizon)}});
    print_json(out.dump(2));
    return kExitDone;
  }
  print_table(e.left_out);
  const Json chosen = prior_json(e.chosen);
  fmt::print("Chosen on all {}{}: {}\n", crises.size(), chosen == prior_json({}) ? ", as shipped" : ", not as shipped",
             chosen.dump());
  return kExitDone;
}

}  // namespace passage::cli
