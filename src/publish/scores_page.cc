#include "publish/scores_page.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "arrivals/json.h"
#include "outlook/json.h"
#include "publish/chart.h"

namespace passage::publish {
namespace {

std::string place_line(const std::string& crisis, const std::string& place, const arrivals::ArrivalScore& s) {
  std::string out;
  const double people = std::max(1.0, s.people), counts = std::max(1.0, s.counts);
  out += fmt::format("{:<12} {:<16} {:>6.0f}  {:>6.3f}", crisis, place, s.counts, s.crps / people);
  for (const double naive : s.naive) out += fmt::format(" {:>6.3f}", naive / people);
  out += fmt::format("  {:>6.2f}  {:.2f} / {:.2f} / {:.2f}\n", std::exp(arrivals::log_ratio(s)), s.inside[0] / counts,
                     s.inside[1] / counts, s.inside[2] / counts);
  return out;
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

std::string means_line(const std::string& name, const Means& m) {
  std::string out;
  out += fmt::format("{:<29} {:>6}  {:>6} {:>27}  {:>6.2f}  {:.2f} / {:.2f} / {:.2f}\n", name, "", "", "",
                     std::exp(m.ratio), m.inside[0], m.inside[1], m.inside[2]);
  return out;
}

std::string arrival_table(const std::vector<arrivals::PlaceScores>& rows) {
  std::string out;
  out += fmt::format("{:<12} {:<16} {:>6}  {:>6} {:>6} {:>6} {:>6} {:>6}  {:>6}  {}\n", "crisis", "place", "counts",
                     "CRPS", "last", "week", "decay", "mean", "ratio", "50 / 80 / 90 %");
  for (const arrivals::PlaceScores& row : rows)
    out += place_line(row.crisis, row.place, arrivals::sum_of(row.by_horizon));
  out += means_line("mean over crises", means(rows, 0, true));
  for (std::size_t h = 0; h < arrivals::kHorizons.size(); ++h)
    out += means_line(fmt::format("  up to {} days", arrivals::kHorizons[h]), means(rows, h, false));
  return out;
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
std::string means_line(const std::vector<outlook::EvaluationRow>& rows) {
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

}  // namespace

std::string scores_page(const arrivals::ArrivalEvaluation& evaluation, std::size_t crises) {
  const nlohmann::ordered_json chosen = arrivals::json_of(evaluation.chosen);
  return arrival_table(evaluation.left_out) +
         fmt::format("Chosen on all {}{}: {}\n", crises,
                     chosen == arrivals::json_of(arrivals::ArrivalPrior{}) ? ", as shipped" : ", not as shipped",
                     chosen.dump());
}

std::string scores_page(const outlook::Evaluation& evaluation, std::size_t cases) {
  return fmt::format("From origins along each record, with what the other crises chose\n{}{}\n",
                     table(evaluation.rolled), means_line(evaluation.rolled)) +
         fmt::format("From the first third to the end, with what the other crises chose\n{}{}\n",
                     table(evaluation.left_out), means_line(evaluation.left_out)) +
         fmt::format("Chosen on all {}: {}\n", cases, outlook::json_of(evaluation.chosen).dump());
}

std::string evaluation_chart(const outlook::Evaluation& evaluation) {
  BarChart chart;
  chart.title = "ARD out of sample, each case with what the others chose";
  chart.series = {"Passage", "constant share"};
  for (const outlook::EvaluationRow& row : evaluation.left_out) {
    chart.groups.push_back(row.name);
    chart.values.push_back({row.scores.ard, row.scores.ard_constant_share});
  }
  return bar_chart_svg(chart, 160 + 110 * static_cast<int>(evaluation.left_out.size()), 320);
}

}  // namespace passage::publish
