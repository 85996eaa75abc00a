#include "verify/levels.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "certify/bound.h"
#include "certify/fraction.h"
#include "core/text.h"
#include "scenario/travellers.h"
#include "verify/groups.h"
#include "verify/totals.h"

namespace passage::verify {

using certify::Alpha;
using certify::Fraction;

namespace {

using scenario::Group;
using scenario::Origin;
using scenario::OriginId;

// What one level's cut times prove for one deadline, in its counts of people.
struct Figures {
  std::optional<Persons> exact, whole;
};

// The people of a level.
class LevelOf {
 public:
  LevelOf(const Case& c, const std::vector<Group>& groups, const plan::Level& level, const RuleSet& rules)
      : c_(c), groups_(groups), level_(level), counted_(c) {
    counted_.behaviour.people_per_car = PersonsPerVehicle{level.people_per_unit};
    for (const OriginId o : c.origins.ids()) {
      const Rational score = score_of(o);
      counted_.origins[o].by_car = times(c.origins[o].by_car, score);
      counted_.origins[o].on_foot = times(c.origins[o].on_foot, score);
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
      if (groups[g].fleet) add_buses(c.fleets[*groups[g].fleet], level.score[g]);
    }
    slack_ = Rational::of(1, 1000);
    for (const Group& group : groups) {
      const Rational room = level.people_per_unit / group.people_per_unit;
      if (!group.fleet) slack_ = slack_ + one_person() * std::max(Rational{1}, room);
    }
    outer_ = rules.outer;
    whole_outer_ = rules.whole_outer;
    outer_.rate = certify::make_rules(counted_, rules.outer.precision).rate;
    whole_outer_.rate = outer_.rate;
    outer_.slack = whole_outer_.slack = slack_;
  }

  [[nodiscard]] Figures figures(CaseTime deadline, const Alpha& alpha) const {
    const certify::CutBound exact = certify::cut_bound(counted_, outer_, outer_, deadline, alpha);
    const certify::CutBound whole = certify::cut_bound(counted_, whole_outer_, outer_, deadline, alpha);
    if (!exact.at_most || !whole.in_millionths) return {};
    const Persons twice = counted_twice(deadline, alpha);
    return {*exact.at_most - twice, *whole.in_millionths - twice};
  }

 private:
  static Persons times(Persons persons, Rational score) { return Persons{(Rational{persons.count()} * score).ceil()}; }
  [[nodiscard]] Rational score_of(OriginId o) const {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      if (!groups_[g].fleet && belongs(c_, groups_[g], o)) return level_.score[g];
    }
    return Rational{0};
  }

  // Not before t; buses depart at no other time.
  [[nodiscard]] CaseTime full_quarter(CaseTime t) const {
    constexpr std::int64_t kQuarter = 15 * 60'000;
    const std::int64_t since = (t + c_.start.time_since_epoch()).count() % kQuarter;
    return since == 0 ? t : t + CaseTime{kQuarter - since};
  }

  // However they are dispatched, the n-th time all buses of a fleet depart is not before n turnarounds, each to the
  // next full quarter of an hour.
  void add_buses(const scenario::Fleet& fleet, Rational score) {
    if (score == Rational{0}) return;
    const Origin base = c_.origins[fleet.base];
    std::int64_t left = base.on_foot.count();
    for (CaseTime at = full_quarter(base.release + fleet.board); at < c_.horizon && left > 0;
         at = full_quarter(at + fleet.turnaround)) {
      if (at + fleet.ride >= c_.horizon) break;
      const auto taken = static_cast<std::int64_t>(std::min(Int128{left}, Int128{fleet.seats} * fleet.vehicles));
      left -= taken;
      Origin wave = base;
      wave.on_foot = Persons{0};
      wave.by_car = times(Persons{taken}, score);
      wave.release = at + fleet.ride;
      if (fleet.to.valid()) wave.car_node = c_.refuges[fleet.to].car_node;
      counted_.origins.push_back(wave);
      if (score <= score_of(fleet.base)) bus_of_.emplace_back(fleet.base, OriginId{counted_.origins.size() - 1});
    }
  }

  // People without a car whom cut times hold at home as walkers and for a bus as well.
  [[nodiscard]] Persons counted_twice(CaseTime deadline, const Alpha& alpha) const {
    const auto held = [&](const Origin& origin, NodeId node, Mode mode, Persons persons) {
      const bool is =
          node.valid() && origin.release < deadline && alpha[static_cast<std::size_t>(mode)][node] > origin.release;
      return is ? persons : Persons{0};
    };
    std::map<OriginId, Persons> for_bus;
    for (const auto& [base, wave] : bus_of_) {
      const Origin& origin = counted_.origins[wave];
      for_bus[base] += held(origin, origin.car_node, Mode::kCar, origin.by_car);
    }
    Persons twice{0};
    for (const auto& [base, persons] : for_bus) {
      const Origin& origin = counted_.origins[base];
      twice += std::min(persons, held(origin, origin.foot_node, Mode::kFoot, origin.on_foot));
    }
    return twice;
  }

  const Case& c_;
  const std::vector<Group>& groups_;
  const plan::Level& level_;
  Case counted_;
  std::vector<std::pair<OriginId, OriginId>> bus_of_;  // base, wave
  Rational slack_{0};
  certify::Rules outer_, whole_outer_;
};

// One deadline's cut times, by level.
using LabelSets = std::map<std::size_t, Alpha>;

class Levels {
 public:
  Levels(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings)
      : c_(c), plan_(plan), matched_(matched), findings_(findings), groups_(scenario::groups(c)) {
    for (std::size_t l = 0; l < plan.levels.size(); ++l) {
      if (sound(plan.levels[l])) of_.emplace(l, LevelOf(c, groups_, plan.levels[l], rules));
    }
  }

  void check() {
    for (const auto& [deadline, sets] : label_sets()) prove(deadline, sets);
    const Proven all = proven(c_.horizon);
    if (!all.supports(plan_.upper_bound)) {
      findings_.add("bound", fmt::format("upper_bound: {} is claimed, the labels prove {}",
                                         grouped(plan_.upper_bound.count()), all.text()));
    }
    if (plan_.safe > plan_.upper_bound) {
      findings_.add("bound", fmt::format("{} people are safe, above the bound of {}", grouped(plan_.safe.count()),
                                         grouped(plan_.upper_bound.count())));
    }
    if (plan_.certificate_kind != "levels")
      findings_.add("bound", fmt::format("certificate_kind: \"{}\", and it is by \"levels\"", plan_.certificate_kind));
    if (!plan_.certificate_accepted)
      findings_.add("bound", "the plan itself says that its certificate was not accepted");
    const auto bound = static_cast<double>(plan_.upper_bound.count());
    const double gap = bound > 0 ? (bound - static_cast<double>(plan_.safe.count())) / bound : 0;
    if (gap != plan_.gap) findings_.add("bound", fmt::format("gap: the plan says {}, it is {}", plan_.gap, gap));
    for (const plan::SafeBy& row : plan_.safe_by) {
      const Proven figures = proven(row.time);
      if (!figures.supports(row.at_most) || row.persons > row.at_most) {
        findings_.add("bound", fmt::format("safe by {}: {} people, at most {} is claimed, the labels prove {}",
                                           findings_.clock(row.time), grouped(row.persons.count()),
                                           grouped(row.at_most.count()), figures.text()));
      }
    }
  }

 private:
  struct Proven {
    std::optional<Persons> least, most;
    [[nodiscard]] bool supports(Persons claim) const { return least && *least <= claim && claim <= *most; }
    [[nodiscard]] std::string text() const { return least ? grouped(least->count()) : "nothing"; }
  };

  bool sound(const plan::Level& level) {
    bool good =
        level.weight > Rational{0} && level.people_per_unit > Rational{0} && level.score.size() == groups_.size();
    for (std::size_t g = 0; good && g < groups_.size(); ++g) {
      good = level.score[g] >= Rational{0} && level.score[g] <= Rational{1} &&
             (groups_[g].rail || level.score[g] * groups_[g].people_per_unit <= level.people_per_unit);
    }
    if (!good) findings_.add("levels", "a level's weight or scores are out of range");
    return good;
  }

  [[nodiscard]] std::map<Millis, LabelSets> label_sets() {
    std::map<Millis, LabelSets> out;
    std::map<std::pair<Millis, std::size_t>, std::vector<char>> seen;
    const std::size_t n = c_.network.node_count();
    for (const plan::Label& label : plan_.labels) {
      const NodeId v = plan_.nodes.contains(label.node) ? matched_.node[label.node] : NodeId{};
      const auto mode = static_cast<std::size_t>(label.mode);
      const bool in_range = label.deadline > Millis{0} && label.deadline <= c_.horizon && label.alpha >= Millis{0} &&
                            label.alpha <= label.deadline && of_.contains(label.level);
      if (!v.valid() || !in_range) {
        findings_.add("labels", fmt::format("deadline {}: a label is out of range, or of no node or level",
                                            findings_.clock(label.deadline)));
        continue;
      }
      auto& there = seen[{label.deadline, label.level}];
      there.resize(2 * n, 0);
      if (std::exchange(there[2 * v.index() + mode], 1))
        findings_.add("labels", fmt::format("deadline {}: node {} has two labels", findings_.clock(label.deadline),
                                            c_.network.node_name[v]));
      auto [set, fresh] = out[label.deadline].try_emplace(label.level);
      if (fresh) set->second = {Table<NodeId, Millis>(n, Millis{0}), Table<NodeId, Millis>(n, Millis{0})};
      set->second[mode][v] = label.alpha;
    }
    return out;
  }

  void prove(Millis deadline, const LabelSets& sets) {
    std::vector<Fraction> counted(groups_.size());
    Fraction exact, whole;
    bool proves = true;
    for (const auto& [level, alpha] : sets) {
      const plan::Level& row = plan_.levels[level];
      for (std::size_t g = 0; g < groups_.size(); ++g) counted[g].add(times_of(row.weight, row.score[g]));
      const Figures figures = of_.at(level).figures(deadline, alpha);
      proves &= figures.exact.has_value();
      if (!proves) continue;
      exact.add(weighted(row.weight, *figures.exact));
      whole.add(weighted(row.weight, std::max(*figures.exact, *figures.whole)));
    }
    if (std::any_of(counted.begin(), counted.end(), [](const Fraction& times) { return times.num < times.den; })) {
      findings_.add("levels", fmt::format("deadline {}: the levels do not count everybody", findings_.clock(deadline)));
      return;
    }
    if (proves) proofs_[deadline] = {floor_of(exact), floor_of(whole)};
  }
  static Fraction times_of(Rational weight, Rational score) {
    Fraction out = Fraction::of(weight);
    out.multiply(Fraction::of(score));
    return out;
  }
  static Fraction weighted(Rational weight, Persons persons) {
    Fraction out = Fraction::of(weight);
    out.num *= persons.count();
    return out;
  }
  static Persons floor_of(const Fraction& value) { return Persons{static_cast<std::int64_t>(value.floor())}; }

  // By cut times of deadlines from t on; nobody is safe who stays.
  [[nodiscard]] Proven proven(Millis t) const {
    Proven out;
    for (auto at = proofs_.lower_bound(t); at != proofs_.end(); ++at) {
      if (!out.least || at->second.first < *out.least) out.least = at->second.first;
      if (!out.most || at->second.second < *out.most) out.most = at->second.second;
    }
    if (!out.least) return out;
    Persons leaving{0};
    for (const scenario::Origin& origin : c_.origins) leaving += origin.persons - origin.staying;
    out.least = std::min(*out.least, leaving);
    out.most = std::min(std::max(*out.most, *out.least), leaving);
    return out;
  }

  const Case& c_;
  const Plan& plan_;
  const Matched& matched_;
  Findings& findings_;
  std::vector<Group> groups_;
  std::map<std::size_t, LevelOf> of_;
  std::map<Millis, std::pair<Persons, Persons>> proofs_;
};

}  // namespace

void check_levels(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings) {
  Levels(c, plan, matched, rules, findings).check();
}

}  // namespace passage::verify
