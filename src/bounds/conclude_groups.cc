#include "bounds/conclude_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "bounds/proof.h"
#include "bounds/reasons.h"

namespace passage::bounds {
namespace {

class Conclusion {
 public:
  Conclusion(plan::Plan& plan, const Case& c, const LevelProofs& proofs) : plan_(plan), c_(c), proofs_(proofs) {}

  void run() {
    add_curve();
    add_labels();
    add_reasons();
    plan_.certificate_kind = "levels";
    plan_.certificate_accepted = plan_.safe <= plan_.upper_bound;
  }

 private:
  [[nodiscard]] Persons taken_before(CaseTime t) const {
    std::int64_t whole = 0;
    Rational part{0};
    for (const plan::Arrival& arrival : plan_.arrivals) {
      if (arrival.taken.until <= t) {
        whole += arrival.persons.count();
      } else if (arrival.taken.from < t) {
        part = part + Rational{arrival.persons.count()} *
                          Rational::of((t - arrival.taken.from).count(), arrival.taken.length().count());
      }
    }
    return Persons{whole + part.floor()};
  }

  void add_curve() {
    double at_most = 0, safe = 0;
    std::size_t i = 0;
    for (const CaseTime t : deadlines(c_)) {
      while (proofs_.proofs[i].deadline < t) ++i;
      plan_.safe_by.push_back({t, taken_before(t), proofs_.proofs[i].at_most});
      at_most += static_cast<double>(plan_.safe_by.back().at_most.count());
      safe += static_cast<double>(plan_.safe_by.back().persons.count());
    }
    plan_.upper_bound = proofs_.proofs.back().at_most;
    const auto bound = static_cast<double>(plan_.upper_bound.count());
    plan_.gap = bound > 0 ? (bound - static_cast<double>(plan_.safe.count())) / bound : 0;
    plan_.curve_gap = at_most > 0 ? std::max(0.0, (at_most - safe) / at_most) : 0;
  }

  void add_labels() {
    plan_.levels = proofs_.levels;
    for (std::size_t i = 0; i < proofs_.proofs.size(); ++i) {
      for (const std::size_t level : proofs_.proofs[i].levels)
        add_labels(proofs_.outer[level], proofs_.cuts[level][i], level);
    }
    const std::size_t hours = deadlines(c_).size();
    if (proofs_.proofs.size() == hours) return;
    plan_.findings.push_back({.severity = Severity::kFinding,
                              .code = "P515",
                              .problem = "not every hour has a bound of its own",
                              .why = fmt::format("labels for {} of {} hours; between them the next one's bound holds",
                                                 proofs_.proofs.size(), hours),
                              .where = c_.id,
                              .suggestion = "--labels proves and writes every hour"});
  }
  // A node that nobody can come to gets the deadline, and one from which no refuge can be reached 0: neither makes an
  // arc cross the cut.
  void add_labels(const TravelNetwork& outer, const TemporalCut& cut, std::size_t level) {
    std::array<Table<network::NodeId, CaseTime>, 2> cut_time;
    std::array<bool, 2> goes{false, false};
    for (auto& of_mode : cut_time) of_mode = Table<network::NodeId, CaseTime>(c_.network.node_count(), CaseTime{-1});
    for (const VertexId s : outer.node.ids()) {
      if (!outer.node[s].valid()) continue;
      const auto mode = static_cast<std::size_t>(outer.mode[s]);
      cut_time[mode][outer.node[s]] = cut.cut_time[s];
      goes[mode] = true;
    }
    for (const network::Mode mode : {network::Mode::kCar, network::Mode::kFoot}) {
      const auto k = static_cast<std::size_t>(mode);
      if (!goes[k] &&
          std::none_of(outer.reachable[k].begin(), outer.reachable[k].end(), [](char met) { return met != 0; }))
        continue;
      for (const network::NodeId v : c_.network.position.ids()) {
        const CaseTime label = cut_time[k][v] >= CaseTime{0} ? cut_time[k][v]
                               : outer.reachable[k][v] != 0  ? CaseTime{0}
                                                             : cut.deadline;
        plan_.labels.push_back({cut.deadline, v, mode, label, level});
      }
    }
  }

  // Reasons are those of the last level, which counts everybody.
  void add_reasons() {
    const std::size_t last = proofs_.levels.size() - 1;
    const TravelNetwork& outer = proofs_.outer[last];
    const TemporalCut& cut = proofs_.cuts[last].back();
    std::map<std::string, std::vector<VertexId>> vertices;
    for (const timenet::Supply& s : outer.supplies) {
      if (c_.origins.contains(s.origin) && plan_.origins[s.origin.index()].left > Persons{0})
        vertices[c_.origins[s.origin].district].push_back(s.vertex);
    }
    // By district: people left, and those of them whom no road leads to a refuge.
    std::map<std::string, std::pair<Persons, Persons>> left;
    for (const plan::OriginRow& row : plan_.origins) {
      left[row.district].first += row.left;
      left[row.district].second += row.unreached;
    }
    const Reasons why(c_, outer, cut);
    std::map<std::string, std::string> reasons;
    for (const auto& [district, persons] : left) {
      const auto [all, unreached] = persons;
      if (unreached > Persons{0}) plan_.left_by_district.push_back({district, unreached, "no_road", {}});
      if (all == unreached) continue;
      const HeldBack held = vertices.contains(district) ? why.of(vertices[district]) : HeldBack{"window", {}};
      reasons[district] = held.reason;
      plan_.left_by_district.push_back({district, all - unreached, held.reason, held.by});
    }
    std::stable_sort(plan_.left_by_district.begin(), plan_.left_by_district.end(),
                     [](const auto& a, const auto& b) { return a.persons > b.persons; });
    for (plan::OriginRow& row : plan_.origins) {
      if (row.left > Persons{0}) row.reason = row.left == row.unreached ? "no_road" : reasons[row.district];
    }
    plan_.bottlenecks = bottlenecks(c_, outer, cut, plan_.left - plan_.unreached);
  }

  plan::Plan& plan_;
  const Case& c_;
  const LevelProofs& proofs_;
};

}  // namespace

std::vector<CaseTime> level_deadlines(const Case& c, std::size_t groups, std::size_t most_labels) {
  const std::size_t all = deadlines(c).size(), rows = std::max<std::size_t>(1, 2 * groups * c.network.node_count());
  const std::size_t most = std::clamp<std::size_t>(most_labels / rows, 1, all);
  return deadlines(c, static_cast<std::int64_t>((all + most - 1) / most));
}

void conclude_groups(plan::Plan& plan, const Case& c, const LevelProofs& proofs) {
  Conclusion(plan, c, proofs).run();
}

}  // namespace passage::bounds
