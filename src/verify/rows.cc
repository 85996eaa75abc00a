// check_rows: each row of flows and arrivals against the rules of its road side or refuge.
#include <algorithm>

#include <fmt/format.h>

#include "core/text.h"
#include "verify/cumulative.h"
#include "verify/flows.h"

namespace passage::verify {

using certify::Tick;
using certify::Times;

namespace {

std::string enter(Persons persons) {
  return counted(persons.count(), "person enters", "people enter");
}

std::string taken_in(std::int64_t persons) {
  return counted(persons, "person is taken in", "people are taken in");
}

// Whole people that a rate lets through since the start: floor U(t).
class CapacityIntegral {
 public:
  CapacityIntegral(Rational rate, const Times& times, Tick per_ms) : rate_(rate), times_(times), per_ms_(per_ms) {
    Int128 before = 0;
    for (const Interval<Tick>& open : times) {
      before_.push_back(before);
      before += open.length();
    }
  }
  [[nodiscard]] std::int64_t until(Millis t) const {
    const Tick at = t.count() * per_ms_;
    const auto next = std::upper_bound(times_.begin(), times_.end(), at,
                                       [](Tick tick, const Interval<Tick>& open) { return tick < open.from; });
    if (next == times_.begin()) return 0;
    const std::size_t last = static_cast<std::size_t>(next - times_.begin()) - 1;
    const Int128 length = before_[last] + (std::min(at, times_[last].until) - times_[last].from);
    return narrow(floor_div(length * rate_.num(), Int128{rate_.den()} * per_ms_ * 3'600'000));
  }
  [[nodiscard]] std::int64_t within(Interval<Millis> row) const { return until(row.until) - until(row.from); }

 private:
  Rational rate_;
  const Times& times_;
  Tick per_ms_;
  std::vector<Int128> before_;
};

bool allowed(const Times& times, Tick per_ms, Interval<Millis> row) {
  const Interval<Tick> ticks{row.from.count() * per_ms, row.until.count() * per_ms};
  return std::any_of(times.begin(), times.end(),
                     [&](const Interval<Tick>& open) { return open.from <= ticks.from && ticks.until <= open.until; });
}

std::string times_text(const Findings& findings, const Times& times, Tick per_ms) {
  if (times.empty()) return "never";
  std::string out;
  for (std::size_t i = 0; i < times.size() && i < 4; ++i) {
    out += fmt::format("{}{}", i == 0 ? "" : ", ",
                       findings.span({Millis{times[i].from / per_ms}, Millis{times[i].until / per_ms}}));
  }
  return times.size() > 4 ? out + ", .." : out;
}

struct Row {
  std::size_t side = 0;
  Mode mode = Mode::kCar;
  Interval<Millis> enter;
  Persons persons;
};

class FlowRows {
 public:
  FlowRows(const Case& c, const RuleSet& rules, Findings& findings) : c_(c), rules_(rules), findings_(findings) {}

  void check(std::vector<Row> rows) {
    std::sort(rows.begin(), rows.end(), [](const Row& x, const Row& y) {
      return std::tuple{x.side, x.mode, x.enter.from} < std::tuple{y.side, y.mode, y.enter.from};
    });
    for (std::size_t first = 0; first < rows.size();) {
      std::size_t end = first + 1;
      while (end < rows.size() && rows[end].side == rows[first].side && rows[end].mode == rows[first].mode) ++end;
      group({rows.data() + first, end - first});
      first = end;
    }
    for (const certify::DailyLimit& limit : rules_.inner.daily) daily(limit, rows);
  }

 private:
  [[nodiscard]] std::string name(const Row& row) const {
    return fmt::format("road {} {}, {}, {}", c_.network.road_id[RoadId{row.side / 2}],
                       row.side % 2 == 0 ? "forward" : "backward", name_of(row.mode), findings_.span(row.enter));
  }

  void group(std::span<const Row> rows) {
    const std::size_t side = rows.front().side;
    const Mode mode = rows.front().mode;
    const RoadId road{side / 2};
    const Times& times = rules_.inner.of(mode).of(side);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Row& row = rows[i];
      if (i > 0 && row.enter.from < rows[i - 1].enter.until) {
        findings_.add("row", fmt::format("{}: the row overlaps the one before ({})", name(row),
                                         findings_.span(rows[i - 1].enter)));
      }
      if (!allowed(times, rules_.inner.precision.per_ms, row.enter)) {
        findings_.add("entry", fmt::format("{}: {}, and it may be entered {}", name(row), enter(row.persons),
                                           times_text(findings_, times, rules_.inner.precision.per_ms)));
        continue;
      }
      const Rational time = certify::travel_time(c_, road, mode);
      if (Rational{row.enter.until.count()} + time > Rational{c_.horizon.count()}) {
        findings_.add("stranded", fmt::format("{}: {} on the road when the case ends", name(row),
                                              counted(row.persons.count(), "person is", "people are")));
      }
    }
    if (mode == Mode::kCar) capacity(rows, rules_.inner.rate[road.index()]);
  }

  void capacity(std::span<const Row> rows, Rational rate) {
    const Times& times = rules_.inner.of(Mode::kCar).of(rows.front().side);
    const CapacityIntegral total(rate, times, rules_.inner.precision.per_ms);
    for (const Row& row : rows) {
      const std::int64_t most = total.within(row.enter);
      if (row.persons.count() <= most) continue;
      findings_.add("capacity", fmt::format("{}: {}, {} can", name(row), enter(row.persons), grouped(most)));
    }
  }

  void daily(const certify::DailyLimit& limit, const std::vector<Row>& rows) {
    std::vector<Ramp> ramps;
    for (const Row& row : rows) {
      if (row.side == limit.side)
        ramps.push_back({row.enter.from.count(), row.enter.until.count(), row.persons.count(), 0});
    }
    if (ramps.empty()) return;
    std::vector<CaseInterval> days = c_.days;
    if (days.empty()) days = {{CaseTime{0}, c_.horizon}};
    for (const CaseInterval& day : days) ramps.push_back({day.until.count(), day.until.count(), 0, 0});
    with_scale(ramps, [&](const auto& scale) {
      using Number = std::decay_t<decltype(scale)>;
      std::size_t day = 0;
      Number at_midnight = Number(0);
      sweep<Number>(ramps, 1, scale, [&](std::int64_t at, auto before, auto) {
        if (day == days.size() || at != days[day].until.count()) return;
        if (before[0] - at_midnight > Number(limit.persons.count()) * scale) {
          findings_.add("daily limit", fmt::format("corridor {}, {}: more people enter than its {} a day",
                                                   limit.corridor, findings_.span(days[day]), limit.persons.count()));
        }
        at_midnight = before[0];
        ++day;
      });
    });
  }

  const Case& c_;
  const RuleSet& rules_;
  Findings& findings_;
};

void check_intake(const Case& c, const RuleSet& rules, scenario::RefugeId id, std::vector<plan::Arrival> rows,
                  Findings& findings) {
  const scenario::Refuge& refuge = c.refuges[id];
  std::sort(rows.begin(), rows.end(), [](const auto& x, const auto& y) { return x.taken.from < y.taken.from; });
  Times open;
  for (const CaseInterval& times : rules.inner.intake[id.index()])
    open.push_back({times.from.count(), times.until.count()});
  std::int64_t total = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const plan::Arrival& row = rows[i];
    const std::string name = fmt::format("refuge {}, {}", refuge.id, findings.span(row.taken));
    total += row.persons.count();
    if (i > 0 && row.taken.from < rows[i - 1].taken.until)
      findings.add("row", fmt::format("{}: the row overlaps the one before", name));
    if (!allowed(open, 1, row.taken)) {
      findings.add("intake", fmt::format("{}: {}, and it is open {}", name, taken_in(row.persons.count()),
                                         times_text(findings, open, 1)));
    } else if (refuge.intake) {
      const std::int64_t most = CapacityIntegral(refuge.intake->count(), open, 1).within(row.taken);
      if (row.persons.count() > most) {
        findings.add("intake", fmt::format("{}: {}, {} can", name, taken_in(row.persons.count()), grouped(most)));
      }
    }
  }
  if (refuge.capacity && total > refuge.capacity->count()) {
    findings.add("intake", fmt::format("refuge {}: {}, it has room for {}", refuge.id, taken_in(total),
                                       grouped(refuge.capacity->count())));
  }
}

bool sound(Interval<Millis> row, Persons persons, Millis horizon) {
  return persons > Persons{0} && !row.empty() && row.from >= Millis{0} && row.until <= horizon;
}

}  // namespace

void check_rows(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings) {
  std::vector<Row> rows;
  rows.reserve(plan.flows.size());
  for (const plan::Flow& flow : plan.flows) {
    if (!plan.roads.contains(flow.road) || !matched.road[flow.road].valid()) {
      findings.add("row",
                   fmt::format("a flow of {} uses a road that is not in the case", people_text(flow.persons.count())));
    } else if (!sound(flow.enter, flow.persons, c.horizon)) {
      findings.add("row", fmt::format("road {}, {}: {}, which is no flow of this case", plan.roads[flow.road].id,
                                      findings.span(flow.enter), people_text(flow.persons.count())));
    } else {
      rows.push_back(
          {certify::side_index(matched.road[flow.road], flow.direction), flow.mode, flow.enter, flow.persons});
    }
  }
  FlowRows(c, rules, findings).check(std::move(rows));

  std::vector<std::vector<plan::Arrival>> taken(c.refuges.size());
  for (const plan::Arrival& arrival : plan.arrivals) {
    const auto found = matched.refuge_by_id.find(arrival.refuge_id);
    if (found == matched.refuge_by_id.end()) {
      findings.add("row",
                   fmt::format("{} at \"{}\", which is no refuge of the case",
                               counted(arrival.persons.count(), "person arrives", "people arrive"), arrival.refuge_id));
    } else if (!sound(arrival.taken, arrival.persons, c.horizon)) {
      findings.add("row", fmt::format("refuge {}, {}: {}, which is no arrival of this case", arrival.refuge_id,
                                      findings.span(arrival.taken), people_text(arrival.persons.count())));
    } else {
      taken[found->second.index()].push_back(arrival);
    }
  }
  for (const scenario::RefugeId id : c.refuges.ids())
    check_intake(c, rules, id, std::move(taken[id.index()]), findings);
}

}  // namespace passage::verify
