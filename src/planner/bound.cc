#include "planner/bound.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace passage::planner {
namespace {

constexpr std::int64_t kMicro = 1'000'000;

Millis open_within(const Times& times, CaseInterval when) {
  Millis sum{0};
  if (when.empty()) return sum;
  auto at = std::lower_bound(times.begin(), times.end(), when.from,
                             [](const CaseInterval& i, CaseTime t) { return i.until <= t; });
  for (; at != times.end() && at->from < when.until; ++at) sum += intersect(*at, when).length();
  return sum;
}

// The bound's parts at one spot, in floating point: good enough to choose a label by.
class Descent {
 public:
  Descent(const Movement& m, Labels& labels) : m_(m), alpha_(labels.alpha), deadline_(labels.deadline) {
    const std::size_t n = m.node.size();
    into_.resize(n);
    leaving_.resize(n);
    for (const MoveId a : m.tail.ids()) {
      into_[m.head[a].index()].push_back(a);
      leaving_[m.tail[a].index()].push_back(a);
    }
    supplies_.resize(n);
    for (const Supply& s : m.supplies) supplies_[s.spot.index()].push_back(&s);
    hub_.assign(n, nullptr);
    for (const Hub& hub : m.hubs) hub_[hub.spot.index()] = &hub;
  }

  void run(int sweeps) {
    std::vector<char> due(m_.node.size(), 1);
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      bool changed = false;
      std::vector<char> next(m_.node.size(), 0);
      const auto visit = [&](SpotId v) {
        if (!due[v.index()] && !next[v.index()]) return;
        if (!better(v)) return;
        changed = true;
        next[v.index()] = 0;
        for (const MoveId a : into_[v.index()]) next[m_.tail[a].index()] = 1;
        for (const MoveId a : leaving_[v.index()]) next[m_.head[a].index()] = 1;
      };
      if (sweep % 2 == 0) {
        for (std::uint32_t v = 0; v < m_.node.size(); ++v) visit(SpotId{v});
      } else {
        for (auto v = static_cast<std::uint32_t>(m_.node.size()); v-- > 0;) visit(SpotId{v});
      }
      if (!changed) return;
      due = std::move(next);
    }
  }

 private:
  [[nodiscard]] double part(MoveId a, CaseTime tail, CaseTime head) const {
    const CaseInterval cut{std::max(tail, CaseTime{0}), std::min(head, deadline_) - m_.time[a]};
    if (cut.empty()) return 0;
    const Millis open = open_within(m_.opening(a), cut);
    if (open == Millis{0}) return 0;
    if (m_.persons_per_h[a] < Rational{0}) return 1e15;
    return m_.persons_per_h[a].to_double() * static_cast<double>(open.count()) / 3.6e6;
  }

  [[nodiscard]] double cost(SpotId v, CaseTime label) const {
    double sum = 0;
    for (const MoveId a : into_[v.index()]) {
      if (m_.tail[a] != v) sum += part(a, alpha_[m_.tail[a]], label);
    }
    for (const MoveId a : leaving_[v.index()]) {
      if (m_.head[a] != v) sum += part(a, label, alpha_[m_.head[a]]);
    }
    for (const Supply* s : supplies_[v.index()]) {
      if (s->release < deadline_ && label > s->release) sum += static_cast<double>(s->persons.count());
    }
    if (const Hub* hub = hub_[v.index()]; hub != nullptr && label < deadline_) {
      sum += hub->capacity ? static_cast<double>(hub->capacity->count()) : 1e15;
    }
    return sum;
  }

  // Where the cost bends: elsewhere it is a straight line, so its least is at one of these.
  void candidates(SpotId v, std::vector<CaseTime>& out) const {
    out = {CaseTime{0}, deadline_};
    for (const MoveId a : into_[v.index()]) {
      out.push_back(alpha_[m_.tail[a]] + m_.time[a]);
      if (m_.open[a] == 0) continue;
      for (const CaseInterval& open : m_.opening(a)) {
        out.push_back(open.from + m_.time[a]);
        out.push_back(open.until + m_.time[a]);
      }
    }
    for (const MoveId a : leaving_[v.index()]) {
      out.push_back(alpha_[m_.head[a]] - m_.time[a]);
      if (m_.open[a] == 0) continue;
      for (const CaseInterval& open : m_.opening(a)) {
        out.push_back(open.from);
        out.push_back(open.until);
      }
    }
    for (const Supply* s : supplies_[v.index()]) out.push_back(s->release);
    for (CaseTime& t : out) t = std::clamp(t, CaseTime{0}, deadline_);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }

  bool better(SpotId v) {
    const double now = cost(v, alpha_[v]);
    if (now < 1e-9) return false;
    candidates(v, scratch_);
    CaseTime best = alpha_[v];
    double least = now - 1e-6;
    for (const CaseTime t : scratch_) {
      const double there = cost(v, t);
      if (there < least) {
        least = there;
        best = t;
      }
    }
    if (best == alpha_[v]) return false;
    alpha_[v] = best;
    return true;
  }

  const Movement& m_;
  Table<SpotId, CaseTime>& alpha_;
  CaseTime deadline_;
  std::vector<std::vector<MoveId>> into_, leaving_;
  std::vector<std::vector<const Supply*>> supplies_;
  std::vector<const Hub*> hub_;
  std::vector<CaseTime> scratch_;
};

}  // namespace

Int128 micro_persons(const Movement& outer, MoveId m, CaseInterval when) {
  const Millis open = open_within(outer.opening(m), when);
  if (open == Millis{0}) return 0;
  const Rational rate = outer.persons_per_h[m];
  if (rate < Rational{0}) return -1;
  return ceil_div(Int128{rate.num()} * open.count() * kMicro, Int128{rate.den()} * 3'600'000);
}

Persons label_bound(const Movement& outer, const Labels& labels) {
  Int128 people = 0, sum = 0;
  bool proves = true;
  for (const Supply& s : outer.supplies) {
    people += s.persons.count();
    if (s.release < labels.deadline && labels.alpha[s.spot] > s.release) sum += Int128{s.persons.count()} * kMicro;
  }
  for (const Hub& hub : outer.hubs) {
    if (labels.alpha[hub.spot] >= labels.deadline) continue;
    if (hub.capacity)
      sum += Int128{hub.capacity->count()} * kMicro;
    else
      proves = false;
  }
  for (const MoveId m : outer.tail.ids()) {
    const CaseInterval cut{labels.alpha[outer.tail[m]], labels.alpha[outer.head[m]] - outer.time[m]};
    if (cut.empty()) continue;
    const Int128 part = micro_persons(outer, m, cut);
    if (part < 0)
      proves = false;
    else
      sum += part;
  }
  const Int128 bound = floor_div(sum, kMicro);
  return Persons{narrow(proves ? std::min(bound, people) : people)};
}

// No label may let people cross a move without limit: its tail's label rises to its head's less the
// time, and so on against the moves. Labels that are all the deadline keep to this, so it ends.
static void close_unlimited(const Movement& outer, Labels& labels) {
  std::vector<std::vector<MoveId>> into(outer.node.size());
  for (const MoveId m : outer.head.ids()) {
    if (outer.persons_per_h[m] < Rational{0}) into[outer.head[m].index()].push_back(m);
  }
  for (const Hub& hub : outer.hubs) {
    if (!hub.capacity) labels.alpha[hub.spot] = labels.deadline;
  }
  std::vector<SpotId> todo;
  for (auto v = static_cast<std::uint32_t>(outer.node.size()); v-- > 0;) todo.push_back(SpotId{v});
  while (!todo.empty()) {
    const SpotId v = todo.back();
    todo.pop_back();
    for (const MoveId m : into[v.index()]) {
      const SpotId u = outer.tail[m];
      const CaseInterval cut{labels.alpha[u], labels.alpha[v] - outer.time[m]};
      if (cut.empty() || micro_persons(outer, m, cut) == 0) continue;
      labels.alpha[u] = cut.until;
      todo.push_back(u);
    }
  }
}

void improve(const Movement& outer, Labels& labels, int sweeps) {
  close_unlimited(outer, labels);

  Descent(outer, labels).run(sweeps);
}

}  // namespace passage::planner
