#include "verify/shown.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "core/text.h"

namespace passage::verify {
namespace {

using scenario::Term;
using scenario::TermKind;

const std::string& name_of(const scenario::Refuge& refuge) {
  return refuge.name.empty() ? refuge.id : refuge.name;
}

// The first corridor of the planned round with this side of the road.
const scenario::Corridor* corridor_with(const Case& c, scenario::RoadSide side) {
  const auto& corridors = c.agreement.corridors.values();
  const auto found = std::find_if(corridors.begin(), corridors.end(), [&](const scenario::Corridor& corridor) {
    return corridor.round == c.agreement.planned &&
           std::find(corridor.roads.begin(), corridor.roads.end(), side) != corridor.roads.end();
  });
  return found == corridors.end() ? nullptr : &*found;
}

class Shown {
 public:
  Shown(const Case& c, const Plan& plan, const Matched& matched, const Rules& rules, Findings& findings)
      : c_(c), plan_(plan), rules_(rules), findings_(findings) {
    for (const RoadId r : c.network.length_mm.ids()) road_by_id_.emplace(c.network.road_id[r], r);
    for (auto& of_mode : alpha_) of_mode = Table<NodeId, Millis>(c.network.node_count(), Millis{0});
    const std::size_t last = plan.levels.empty() ? 0 : plan.levels.size() - 1;
    for (const plan::Label& label : plan.labels) {
      if (label.deadline != c.horizon || label.level != last || !plan.nodes.contains(label.node)) continue;
      has_labels_ = true;
      const NodeId v = matched.node[label.node];
      if (v.valid()) alpha_[static_cast<std::size_t>(label.mode)][v] = label.alpha;
    }
  }

  void bottlenecks() {
    constexpr std::size_t kMost = 10;
    if (plan_.bottlenecks.size() > kMost) findings_.add("bottlenecks", "there are more than ten");
    std::set<std::tuple<std::string, std::string, Direction>> seen;
    for (std::size_t i = 0; i < plan_.bottlenecks.size(); ++i) {
      const plan::Bottleneck& row = plan_.bottlenecks[i];
      if (!seen.emplace(row.kind, row.id, row.direction).second) tell(row, "is there twice");
      if (i > 0 && row.at_most > plan_.bottlenecks[i - 1].at_most) tell(row, "comes after one of fewer people");
      bottleneck(row);
    }
  }

  // Every name in held_by is one that something of the case has.
  void held_by() {
    std::set<std::string> names;
    for (const scenario::Refuge& refuge : c_.refuges) {
      names.insert("intake of " + name_of(refuge));
      names.insert("room in " + name_of(refuge));
    }
    for (const plan::LeftByDistrict& row : plan_.left_by_district) {
      for (const std::string& what : row.held_by) {
        if (!names.contains(what) && !names_road(what)) {
          findings_.add("districts", fmt::format("district {}: held back by \"{}\", which the case does not have",
                                                 row.district, what));
        }
      }
    }
  }

 private:
  void tell(const plan::Bottleneck& row, const std::string& what) {
    findings_.add("bottlenecks", fmt::format("{} {}: {}", row.kind, row.id, what));
  }

  void bottleneck(const plan::Bottleneck& row) {
    if (row.kind == "road") {
      const auto road = road_by_id_.find(row.id);
      if (road == road_by_id_.end()) return tell(row, "is no road of the case");
      if (!cuts({road->second, row.direction})) tell(row, "the labels of the horizon do not cut it");
      same(row, std::string(c_.network.road_name[road->second]), an_hour_of(road->second), asks([&](const Term& term) {
             return widens(term, {road->second, row.direction});
           }));
    } else if (row.kind == "refuge_intake" || row.kind == "refuge_capacity") {
      const auto found = std::find_if(c_.refuges.values().begin(), c_.refuges.values().end(),
                                      [&](const auto& refuge) { return refuge.id == row.id; });
      if (found == c_.refuges.values().end()) return tell(row, "is no refuge of the case");
      const bool intake = row.kind == "refuge_intake";
      if (intake ? !found->intake : !found->capacity) return tell(row, "there is no limit");
      same(row, found->name, intake ? found->intake->count().ceil() : could_go().count(), asks([&](const Term& term) {
             return intake && term.kind == TermKind::kOpening && c_.refuges[term.refuge].id == row.id;
           }));
    } else {
      tell(row, "nothing that could hold people back is called so");
    }
  }

  void same(const plan::Bottleneck& row, const std::string& name, std::int64_t hour,
            const std::vector<std::string>& asks) {
    const Persons most = std::min(could_go(), Persons{hour});
    if (row.name != name) tell(row, fmt::format("it is called \"{}\", not \"{}\"", name, row.name));
    if (row.asks != asks) tell(row, "the terms to ask for are not those of the agreement");
    if (row.at_most != most) {
      tell(row, fmt::format("the plan says that an hour more brings out {} at most, it is {}",
                            grouped(row.at_most.count()), grouped(most.count())));
    }
  }

  // Those left to whom some road leads.
  [[nodiscard]] Persons could_go() const { return plan_.left - plan_.unreached; }

  // People an hour, whole; several groups are counted as the level has it in which everybody counts.
  [[nodiscard]] std::int64_t an_hour_of(RoadId road) const {
    const Rational rate = rules_.rate[road.index()];
    if (plan_.levels.empty()) return rate.ceil();
    return (rate / c_.behaviour.people_per_car.count() * plan_.levels.back().people_per_unit).ceil();
  }

  [[nodiscard]] bool cuts(scenario::RoadSide side) const {
    const network::Network& net = c_.network;
    NodeId tail = net.from[side.road], head = net.to[side.road];
    if (side.direction == Direction::kBackward) std::swap(tail, head);
    if (net.speed_m_h[side.road] <= 0) return false;
    if (!has_labels_ && !plan_.levels.empty()) return true;  // others prove the bound: these are not told
    const Table<NodeId, Millis>& alpha = alpha_[static_cast<std::size_t>(Mode::kCar)];
    return alpha[tail].count() < alpha[head].count() - travel_time(c_, side.road, Mode::kCar).floor();
  }

  [[nodiscard]] bool widens(const Term& term, scenario::RoadSide side) const {
    if (term.kind != TermKind::kWindow)
      return (term.kind == TermKind::kCheckpoint || term.kind == TermKind::kRoad) && term.road == side.road;
    const scenario::Corridor* corridor = corridor_with(c_, side);
    return corridor != nullptr && c_.agreement.corridors[term.corridor].id == corridor->id;
  }

  template <class Widens>
  [[nodiscard]] std::vector<std::string> asks(Widens widens_it) const {
    std::vector<std::string> out;
    for (const Term& term : c_.agreement.terms) {
      if (term.in_force || term.round != c_.agreement.planned || !widens_it(term)) continue;
      const std::vector<std::string> who = scenario::grants_needed(c_.agreement, term);
      out.push_back(who.empty() ? term.id : fmt::format("{} ({} must grant)", term.id, fmt::join(who, ", ")));
    }
    return out;
  }

  // "road r2 backward (N-08), corridor "North"", or "checkpoint on road ..".
  [[nodiscard]] bool names_road(const std::string& what) const {
    std::string_view rest = what;
    const auto drop = [&](std::string_view prefix) {
      if (!rest.starts_with(prefix)) return false;
      rest.remove_prefix(prefix.size());
      return true;
    };
    const bool gate = drop("checkpoint on ");
    if (!drop("road ")) return false;
    const auto road = road_by_id_.find(rest.substr(0, rest.find_first_of(" ,")));
    if (road == road_by_id_.end() || gate != has_gate(road->second)) return false;
    drop(road->first);
    const auto side = drop(" backward") ? Direction::kBackward : Direction::kForward;
    const std::string_view name = c_.network.road_name[road->second];
    if (!name.empty() && !drop(fmt::format(" ({})", name))) return false;
    const scenario::Corridor* corridor = corridor_with(c_, {road->second, side});
    return corridor == nullptr ? rest.empty() : rest == fmt::format(", corridor \"{}\"", corridor->name);
  }

  // A checkpoint in force lets fewer through than the road would carry.
  [[nodiscard]] bool has_gate(RoadId road) const {
    return std::any_of(c_.agreement.terms.begin(), c_.agreement.terms.end(), [&](const Term& term) {
      return term.in_force && term.kind == TermKind::kCheckpoint && term.road == road &&
             term.round == c_.agreement.planned &&
             Rational{term.lanes * 3600} / term.seconds_per_vehicle <
                 Rational::of(c_.network.capacity_milli_veh_h[road], 1000);
    });
  }

  const Case& c_;
  const Plan& plan_;
  const Rules& rules_;
  Findings& findings_;
  std::map<std::string_view, RoadId> road_by_id_;
  std::array<Table<NodeId, Millis>, 2> alpha_;  // of the horizon, and of the level in which everybody counts
  bool has_labels_ = false;
};

// Findings that somebody who reads the case has, word by word; the planner's own are told apart by their code.
void check_findings(const Case& c, const Plan& plan, Findings& findings) {
  using Told = std::tuple<std::string, std::string, std::string, std::string, std::string, long long>;
  std::map<Told, int> more_of_case;
  const auto count = [&](const std::vector<Problem>& all, int by) {
    for (const Problem& one : all) {
      if (one.code.starts_with("P5")) continue;
      more_of_case[{one.code, one.where, one.problem, one.why, one.suggestion, one.persons}] += by;
    }
  };
  count(c.findings, 1);
  count(plan.findings, -1);
  for (const auto& [told, more] : more_of_case) {
    if (more == 0) continue;
    const auto& [code, where, problem, why, suggestion, persons] = told;
    findings.add("findings", fmt::format("{} at {} ({}): {}", code, where, problem,
                                         more > 0 ? "the case tells it and the plan does not"
                                                  : "the plan tells it and the case does not"));
  }
  const bool tells =
      std::any_of(plan.findings.begin(), plan.findings.end(), [](const Problem& one) { return one.code == "P510"; });
  if (tells && !plan.legs_left_out) findings.add("findings", "P510 tells that legs are left out, and they are not");
}

void check_sources(const Case& c, const Plan& plan, Findings& findings) {
  std::map<std::string, scenario::Source> missing = c.sources;
  for (const plan::SourceRow& row : plan.sources) {
    const auto found = missing.find(row.id);
    const auto says = [](const auto& s) { return std::tie(s.id, s.title, s.url, s.date, s.licence); };
    if (found == missing.end() || says(found->second) != says(row)) {
      findings.add("sources", fmt::format("source \"{}\": not as the case has it, or there twice", row.id));
    }
    if (found != missing.end()) missing.erase(found);
  }
  for (const auto& [id, source] : missing)
    findings.add("sources", fmt::format("source \"{}\" of the case is missing", id));
}

}  // namespace

void check_shown(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings) {
  Shown shown(c, plan, matched, rules.inner, findings);
  shown.bottlenecks();
  shown.held_by();
  check_findings(c, plan, findings);
  check_sources(c, plan, findings);
}

}  // namespace passage::verify
