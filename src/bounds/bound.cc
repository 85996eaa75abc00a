#include "bounds/bound.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <span>

#include "bounds/bound_parts.h"
#include "timenet/links_at.h"

namespace passage::bounds {

using timenet::Hub;
using timenet::Supply;

namespace {

constexpr std::int64_t kMicro = 1'000'000;

}  // namespace

// What a descent looks up in a travel network.
struct BoundIndex {
  explicit BoundIndex(const TravelNetwork& m)
      : parts(m), into(timenet::links_at(m.head, m.node.size())), leaving(timenet::links_at(m.tail, m.node.size())) {
    for (const Supply& s : m.supplies) supplies[s.vertex].push_back(&s);
    for (const Hub& hub : m.hubs) hubs[hub.vertex] = &hub;
    for (const LinkId a : m.tail.ids()) {
      const VertexId v = m.head[a];
      if (m.persons_per_h[a] < Rational{0} && !parts.limited(a) && (crowded.empty() || crowded.back() != v))
        crowded.push_back(v);
    }
    place.assign(m.node.size(), 0);
    for (const auto& [vertex, list] : supplies) place[vertex.index()] = 1;
    for (const auto& [vertex, hub] : hubs) place[vertex.index()] = 1;
  }
  BoundParts parts;
  timenet::LinksAt into, leaving;
  std::map<VertexId, std::vector<const Supply*>> supplies;
  std::map<VertexId, const Hub*> hubs;
  std::vector<char> place;        // by vertex, a flag: people live there, or are taken in
  std::vector<VertexId> crowded;  // heads of links without a limit; some of them more than once
};

namespace {

// A descent of one cut. cost(v, t) is what the links and people at v add to the bound if v has the cut time t, in
// floating point: good enough to choose by.
class Sweeps {
 public:
  Sweeps(const TravelNetwork& m, const BoundIndex& index, TemporalCut& cut)
      : m_(m),
        index_(index),
        cut_time_(cut.cut_time),
        deadline_(cut.deadline),
        into_(index.into),
        leaving_(index.leaving) {}

  void run(int sweeps) {
    std::vector<char> due(m_.node.size(), 0);  // vertices where something is cut or somebody is counted
    for (const LinkId a : m_.tail.ids()) {
      if (cut_time_[m_.tail[a]] >= cut_time_[m_.head[a]] - m_.time[a]) continue;
      due[m_.tail[a].index()] = due[m_.head[a].index()] = 1;
    }
    for (const Supply& s : m_.supplies) due[s.vertex.index()] = 1;
    for (const Hub& hub : m_.hubs) due[hub.vertex.index()] = 1;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      bool changed = false;
      std::vector<char> next(m_.node.size(), 0);
      const auto visit = [&](VertexId v) {
        if (!due[v.index()] && !next[v.index()]) return;
        if (!better(v)) return;
        changed = true;
        next[v.index()] = 0;
        for (const LinkId a : into_[v]) next[m_.tail[a].index()] = 1;
        for (const LinkId a : leaving_[v]) next[m_.head[a].index()] = 1;
      };
      if (sweep % 2 == 0) {
        for (std::uint32_t v = 0; v < m_.node.size(); ++v) visit(VertexId{v});
      } else {
        for (auto v = static_cast<std::uint32_t>(m_.node.size()); v-- > 0;) visit(VertexId{v});
      }
      if (!changed) return;
      due = std::move(next);
    }
  }

 private:
  [[nodiscard]] double part(LinkId a, CaseTime tail, CaseTime head) const {
    return index_.parts.of(a, tail, head, deadline_);
  }

  [[nodiscard]] double cost(VertexId v, CaseTime cut_time) const {
    double sum = 0;
    for (const LinkId a : into_[v]) {
      if (m_.tail[a] != v) sum += part(a, cut_time_[m_.tail[a]], cut_time);
    }
    for (const LinkId a : leaving_[v]) {
      if (m_.head[a] != v) sum += part(a, cut_time, cut_time_[m_.head[a]]);
    }
    if (index_.place[v.index()]) sum += cost_of_place(v, cut_time);
    return sum;
  }

  [[nodiscard]] double cost_of_place(VertexId v, CaseTime cut_time) const {
    double sum = 0;
    for (const Supply* s : supplies(v)) {
      if (s->release < deadline_ && cut_time > s->release) sum += static_cast<double>(s->persons.count());
    }
    if (const auto at = index_.hubs.find(v); at != index_.hubs.end() && cut_time < deadline_) {
      const Hub* hub = at->second;
      sum += hub->capacity ? static_cast<double>(hub->capacity->count()) : BoundParts::kNoLimit;
    }
    return sum;
  }

  [[nodiscard]] std::span<const Supply* const> supplies(VertexId v) const {
    const auto at = index_.supplies.find(v);
    return at == index_.supplies.end() ? std::span<const Supply* const>{} : at->second;
  }

  // The times at which cost(v, t) bends. Between two of them it is a straight line, so it is least at one of them.
  void candidates(VertexId v, std::vector<CaseTime>& out) const {
    out = {CaseTime{0}, deadline_};
    for (const LinkId a : into_[v]) {
      out.push_back(cut_time_[m_.tail[a]] + m_.time[a]);
      if (m_.open[a] == 0) continue;
      for (const CaseInterval& open : m_.opening(a)) {
        out.push_back(open.from + m_.time[a]);
        out.push_back(open.until + m_.time[a]);
      }
    }
    for (const LinkId a : leaving_[v]) {
      out.push_back(cut_time_[m_.head[a]] - m_.time[a]);
      if (m_.open[a] == 0) continue;
      for (const CaseInterval& open : m_.opening(a)) {
        out.push_back(open.from);
        out.push_back(open.until);
      }
    }
    if (m_.soonest.size() != 0) out.push_back(m_.soonest[v]);
    if (index_.place[v.index()]) {
      for (const Supply* s : supplies(v)) out.push_back(s->release);
    }
    for (CaseTime& t : out) t = std::clamp(t, CaseTime{0}, deadline_);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }

  bool better(VertexId v) {
    const double current = cost(v, cut_time_[v]);
    if (current < 1e-9) return false;
    candidates(v, scratch_);
    CaseTime best = cut_time_[v];
    double least = current - 1e-6;
    for (const CaseTime t : scratch_) {
      const double moved = cost(v, t);
      if (moved < least) {
        least = moved;
        best = t;
      }
    }
    if (best == cut_time_[v]) return false;
    cut_time_[v] = best;
    return true;
  }

  const TravelNetwork& m_;
  const BoundIndex& index_;
  Table<VertexId, CaseTime>& cut_time_;
  CaseTime deadline_;
  const timenet::LinksAt &into_, &leaving_;
  std::vector<CaseTime> scratch_;
};

}  // namespace

namespace {

// What rows of whole people may take after t of what could have entered before it, in millionths of a person.
Int128 left_over(const TravelNetwork& m, LinkId a, CaseTime t) {
  if (m.allowance > Rational{0}) return ceil_div(Int128{m.allowance.num()} * kMicro, m.allowance.den());
  if (may_reach_over(m, a, t)) return kMicro;
  const Rational rate = m.persons_per_h[a], before = m.sets[m.open[a]].open_before(t, m.horizon);
  const Int128 den = Int128{rate.den()} * 3'600'000 * before.den(), over = Int128{rate.num()} * before.num() % den;
  if (over > 0 && !m.exact && before.den() != 1) return kMicro;
  return ceil_div(over * kMicro, den);
}

}  // namespace

Int128 micro_persons(const TravelNetwork& outer, LinkId m, CaseInterval when) {
  const Millis open = rules::open_within(outer.opening(m), when);
  if (open == Millis{0}) return 0;
  const Rational rate = outer.persons_per_h[m];
  if (rate < Rational{0}) return -1;
  const Int128 hour = Int128{rate.den()} * 3'600'000;
  return ceil_div(Int128{rate.num()} * open.count() * kMicro, hour) + left_over(outer, m, when.from);
}

namespace {

// Adds up the parts of a bound, in integers.
class Sum {
 public:
  explicit Sum(const TravelNetwork& outer, const TemporalCut& cut) : m_(outer), cut_(cut) {}

  Persons run() {
    supplies();
    std::set<network::ArcId> limited;
    for (const timenet::DailyLimit& daily : m_.daily) limited.insert(daily.arc);
    for (const LinkId a : m_.tail.ids()) {
      if (cut_.cut_time[m_.tail[a]] >= cut_.cut_time[m_.head[a]] - m_.time[a]) continue;  // does not cross
      if (m_.arc[a].valid() && !limited.contains(m_.arc[a])) add(micro_persons(m_, a, crossing(a)));
    }
    for (const timenet::DailyLimit& daily : m_.daily) add_limited(daily);
    refuges();
    const Int128 bound = floor_div(sum_, kMicro);
    return Persons{proves_ ? narrow(bound) : std::numeric_limits<std::int64_t>::max()};
  }

 private:
  void add(Int128 part) {
    proves_ &= part >= 0;
    sum_ += part;
  }
  [[nodiscard]] CaseInterval crossing(LinkId a) const {
    return {cut_.cut_time[m_.tail[a]], cut_.cut_time[m_.head[a]] - m_.time[a]};
  }

  void supplies() {
    for (const Supply& s : m_.supplies) {
      if (s.release < cut_.deadline && cut_.cut_time[s.vertex] > s.release) add(Int128{s.persons.count()} * kMicro);
    }
  }

  void add_limited(const timenet::DailyLimit& daily) {
    for (const CaseInterval& day : m_.days) {
      const Int128 most = Int128{daily.persons.count()} * kMicro;
      Int128 part = 0;
      for (const LinkId a : m_.tail.ids()) {
        if (!m_.arc[a].valid() || m_.arc[a] != daily.arc) continue;
        const Int128 passing = micro_persons(m_, a, intersect(day, crossing(a)));
        part = passing < 0 ? most : part + passing;
      }
      add(std::min(most, part));
    }
  }

  // Each refuge adds the smaller of its room and of its intake from the earliest cut time before its gate on.
  void refuges() {
    std::vector<CaseTime> first(m_.node.size(), cut_.deadline);  // by gate
    std::vector<LinkId> taking;                                  // links to hubs
    for (const LinkId a : m_.tail.ids()) {
      if (m_.arc[a].valid() || m_.node[m_.head[a]].valid()) continue;
      if (m_.node[m_.tail[a]].valid())
        first[m_.head[a].index()] = std::min(first[m_.head[a].index()], cut_.cut_time[m_.tail[a]]);
      taking.push_back(a);
    }
    std::map<VertexId, const Hub*> hub_of;
    for (const Hub& hub : m_.hubs) hub_of[hub.vertex] = &hub;
    for (const LinkId a : taking) {
      const auto hub = hub_of.find(m_.head[a]);
      if (hub == hub_of.end()) continue;
      const Int128 taken = micro_persons(m_, a, {first[m_.tail[a].index()], cut_.deadline});
      const auto& room = hub->second->capacity;
      if (taken == 0 || !room)
        add(taken);
      else
        add(taken < 0 ? Int128{room->count()} * kMicro : std::min(taken, Int128{room->count()} * kMicro));
    }
  }

  const TravelNetwork& m_;
  const TemporalCut& cut_;
  Int128 sum_ = 0;
  bool proves_ = true;
};

}  // namespace

Persons cut_bound(const TravelNetwork& outer, const TemporalCut& cut) {
  return Sum(outer, cut).run();
}

// Raises the cut time of a link's tail to alpha(head) - tau if the link has no limit and crosses the cut, and goes on
// from there against the links. It ends, since cut times that are all the deadline leave no link crossing the cut.
static void close_unlimited(const TravelNetwork& outer, const BoundIndex& index, TemporalCut& cut) {
  for (const Hub& hub : outer.hubs) {
    if (!hub.capacity) cut.cut_time[hub.vertex] = cut.deadline;
  }
  std::vector<VertexId> todo(index.crowded.rbegin(), index.crowded.rend());
  while (!todo.empty()) {
    const VertexId v = todo.back();
    todo.pop_back();
    for (const LinkId m : index.into[v]) {
      if (!(outer.persons_per_h[m] < Rational{0}) || index.parts.limited(m)) continue;
      const VertexId u = outer.tail[m];
      const CaseInterval crossing{cut.cut_time[u], cut.cut_time[v] - outer.time[m]};
      if (crossing.empty() || micro_persons(outer, m, crossing) == 0) continue;
      cut.cut_time[u] = crossing.until;
      todo.push_back(u);
    }
  }
}

void close_unlimited(const TravelNetwork& outer, TemporalCut& cut) {
  close_unlimited(outer, BoundIndex(outer), cut);
}

void cut_refuges(const TravelNetwork& outer, TemporalCut& cut) {
  for (const Hub& hub : outer.hubs) {
    cut.cut_time[hub.vertex] = cut.deadline;
    if (hub.gate.valid()) cut.cut_time[hub.gate] = cut.deadline;
  }
  for (const LinkId m : outer.tail.ids()) {
    const VertexId v = outer.head[m];
    if (!outer.node[v].valid() && outer.node[outer.tail[m]].valid()) {
      cut.cut_time[v] = std::min(cut.cut_time[v], cut.cut_time[outer.tail[m]]);
    }
  }
  std::map<VertexId, Int128> intake;  // by hub; < 0 = without limit
  for (const LinkId m : outer.tail.ids()) {
    if (outer.node[outer.head[m]].valid() || outer.node[outer.tail[m]].valid()) continue;
    intake[outer.head[m]] = micro_persons(outer, m, {cut.cut_time[outer.tail[m]], cut.deadline - outer.time[m]});
  }
  for (const Hub& hub : outer.hubs) {
    if (!hub.capacity || !intake.contains(hub.vertex)) continue;
    const Int128 through = intake[hub.vertex], room = Int128{hub.capacity->count()} * kMicro;
    if (through < 0 || room < through) cut.cut_time[hub.vertex] = CaseTime{0};
  }
}

CoordinateDescent::CoordinateDescent(const TravelNetwork& outer)
    : outer_(outer), index_(std::make_unique<BoundIndex>(outer)) {}
CoordinateDescent::~CoordinateDescent() = default;

Persons CoordinateDescent::descend(TemporalCut& cut, int sweeps) const {
  close_unlimited(outer_, *index_, cut);
  Sweeps(outer_, *index_, cut).run(sweeps);
  const Persons bound = cut_bound(outer_, cut);
  Persons everybody{0};
  for (const Supply& s : outer_.supplies) everybody += s.release < cut.deadline ? s.persons : Persons{0};
  if (bound <= everybody) return bound;
  cut.cut_time = Table<VertexId, CaseTime>(outer_.node.size(), cut.deadline);
  return everybody;
}

void descend(const TravelNetwork& outer, TemporalCut& cut, int sweeps) {
  CoordinateDescent(outer).descend(cut, sweeps);
}

}  // namespace passage::bounds
