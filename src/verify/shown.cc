#include "verify/shown.h"

#include <algorithm>
#include <array>
#include <filesystem>
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
  Shown(const Case& c, const Plan& plan, const Matched& matched, const certify::Rules& rules, Findings& findings)
      : c_(c), plan_(plan), rules_(rules), findings_(findings) {
    for (const RoadId r : c.network.length_mm.ids()) road_by_id_.emplace(c.network.road_id[r], r);
    for (auto& of_mode : alpha_) of_mode = Table<NodeId, Millis>(c.network.node_count(), Millis{0});
    const std::size_t last = plan.levels.empty() ? 0 : plan.levels.size() - 1;
    for (const plan::Label& label : plan.labels) {
      if (label.deadline != c.horizon || label.level != last || !plan.nodes.contains(label.node)) continue;
      has_labels_ = labelled_[static_cast<std::size_t>(label.mode)] = true;
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
    if (plan_.bottlenecks.size() < kMost) nothing_is_missing();
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
      same(row, std::string(c_.network.road_name[road->second]), people_an_hour(road->second).ceil(),
           asks([&](const Term& term) {
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

  // Of what the cut times count, whatever lets a person through in that time is told, unless ten others are.
  void nothing_is_missing() {
    if (could_go() == Persons{0} || !has_labels_) return;
    std::set<std::pair<std::string_view, Direction>> roads;
    std::set<std::string_view> refuges;
    for (const plan::Bottleneck& row : plan_.bottlenecks) {
      if (row.kind == "road")
        roads.emplace(row.id, row.direction);
      else
        refuges.insert(row.id);
    }
    for (const RoadId r : c_.network.length_mm.ids()) {
      for (const Direction direction : {Direction::kForward, Direction::kBackward}) {
        if (!roads.contains({c_.network.road_id[r], direction}) && passes_a_person({r, direction}))
          findings_.add("bottlenecks", fmt::format("road {} {}: the labels of the horizon cut it, and it is not told",
                                                   c_.network.road_id[r], name_of(direction)));
      }
    }
    for (const scenario::RefugeId r : c_.refuges.ids()) {
      if (takes_a_person(r) && !refuges.contains(c_.refuges[r].id))
        findings_.add("bottlenecks", fmt::format("refuge {}: the labels of the horizon count it, and it is not told",
                                                 c_.refuges[r].id));
    }
  }

  // In the time in which the cut crosses it, if it were open all along.
  [[nodiscard]] bool passes_a_person(scenario::RoadSide side) const {
    if (!cuts(side) || rules_.of(Mode::kCar).of(certify::side_index(side.road, side.direction)).empty()) return false;
    const auto [tail, head] = ends_of(side);
    const Rational time =
        Rational{(alpha(head) - alpha(tail)).count()} - certify::travel_time(c_, side.road, Mode::kCar).ceil();
    return time > Rational{0} && Rational{3'600'000} < people_an_hour(side.road) * time;
  }

  // The bound counts who comes to a refuge from the first cut time of its nodes on.
  [[nodiscard]] Millis counted_from(const scenario::Refuge& refuge) const {
    Millis from = c_.horizon;
    for (const Mode mode : certify::kModes) {
      const NodeId v = mode == Mode::kCar ? refuge.car_node : refuge.foot_node;
      if (v.valid() && labelled_[static_cast<std::size_t>(mode)])
        from = std::min(from, alpha_[static_cast<std::size_t>(mode)][v]);
    }
    return from;
  }
  [[nodiscard]] bool takes_a_person(scenario::RefugeId r) const {
    const scenario::Refuge& refuge = c_.refuges[r];
    Millis open{0};
    for (const CaseInterval& times : rules_.intake[r.index()])
      open += intersect(times, CaseInterval{counted_from(refuge), c_.horizon}).length();
    if (refuge.intake) return Rational{3'600'000} < refuge.intake->count() * Rational{open.count()};
    return refuge.capacity && open > Millis{0};
  }

  // Those left to whom some road leads.
  [[nodiscard]] Persons could_go() const { return plan_.left - plan_.unreached; }

  // Several groups are counted as the level has it in which everybody counts.
  [[nodiscard]] Rational people_an_hour(RoadId road) const {
    const Rational rate = rules_.rate[road.index()];
    if (plan_.levels.empty()) return rate;
    return rate / c_.behaviour.people_per_car.count() * plan_.levels.back().people_per_unit;
  }

  [[nodiscard]] bool cuts(scenario::RoadSide side) const {
    if (c_.network.speed_m_h[side.road] <= 0) return false;
    if (!has_labels_ && !plan_.levels.empty()) return true;  // others prove the bound: these are not told
    const auto [tail, head] = ends_of(side);
    return alpha(tail).count() < alpha(head).count() - certify::travel_time(c_, side.road, Mode::kCar).floor();
  }
  [[nodiscard]] std::pair<NodeId, NodeId> ends_of(scenario::RoadSide side) const {
    const NodeId from = c_.network.from[side.road], to = c_.network.to[side.road];
    return side.direction == Direction::kForward ? std::pair(from, to) : std::pair(to, from);
  }
  [[nodiscard]] Millis alpha(NodeId v) const { return alpha_[static_cast<std::size_t>(Mode::kCar)][v]; }

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
  const certify::Rules& rules_;
  Findings& findings_;
  std::map<std::string_view, RoadId> road_by_id_;
  std::array<Table<NodeId, Millis>, 2> alpha_;  // of the horizon, and of the level in which everybody counts
  std::array<bool, 2> labelled_{false, false};  // by Mode
  bool has_labels_ = false;
};

// Of several groups: are there cut times, but not of every hour?
bool hours_without_labels(const Plan& plan) {
  if (plan.levels.empty() || plan.labels.empty()) return false;
  std::set<CaseTime> labelled;
  for (const plan::Label& label : plan.labels) labelled.insert(label.deadline);
  return std::any_of(plan.safe_by.begin(), plan.safe_by.end(),
                     [&](const plan::SafeBy& row) { return !labelled.contains(row.time); });
}

// Findings that somebody who reads the case has, word by word; the planner's own are told apart by their code.
void check_findings(const Case& c, const Plan& plan, Findings& findings) {
  using Told = std::tuple<std::string, std::string, std::string, std::string, std::string, long long, Severity>;
  std::map<Told, int> more_of_case;
  const auto count = [&](const std::vector<Problem>& all, int by) {
    for (const Problem& one : all) {
      if (one.code.starts_with("P5")) continue;
      // A file may be reached by another way than then.
      const std::string where = std::filesystem::path(one.where).filename().string();
      more_of_case[{one.code, where, one.problem, one.why, one.suggestion, one.persons, one.severity}] += by;
    }
  };
  count(c.findings, 1);
  count(plan.findings, -1);
  for (const auto& [told, more] : more_of_case) {
    if (more == 0) continue;
    const auto& [code, where, problem, why, suggestion, persons, severity] = told;
    findings.add("findings", fmt::format("{} at {} ({}): {}", code, where, problem,
                                         more > 0 ? "the case tells it and the plan does not"
                                                  : "the plan tells it and the case does not"));
  }
  // Those of a plan: what they may be called, and three that have to be there.
  static const std::map<std::string, Severity> kOfPlans{{"P510", Severity::kFinding}, {"P511", Severity::kFinding},
                                                        {"P512", Severity::kWarning}, {"P513", Severity::kFinding},
                                                        {"P514", Severity::kFinding}, {"P515", Severity::kFinding}};
  std::set<std::string> told;
  for (const Problem& one : plan.findings) {
    if (!one.code.starts_with("P5")) continue;
    const auto known = kOfPlans.find(one.code);
    if (known == kOfPlans.end() || known->second != one.severity)
      findings.add("findings", fmt::format("{} ({}): no plan tells this", one.code, one.problem));
    told.insert(one.code);
  }
  if (told.contains("P510") != plan.legs_left_out)
    findings.add("findings", "P510 tells that legs are left out, and they are not; or the other way round");
  if (told.contains("P514") != plan.labels_left_out)
    findings.add("findings", "P514 tells that labels are left out, and they are not; or the other way round");
  if (told.contains("P515") != hours_without_labels(plan))
    findings.add("findings", "P515 tells that hours have no bound of their own, and they have; or the other way round");
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
