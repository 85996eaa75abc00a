#include "bounds/fusion.h"

#include <algorithm>
#include <cmath>

#include "bounds/bound_parts.h"
#include "solver/min_cut.h"

namespace passage::bounds {

using timenet::Hub;

namespace {

using Amount = solver::MinCut::Amount;
using Side = solver::MinCut::Side;

constexpr double kUnits = 16;  // of a person
constexpr double kNoLimit = BoundParts::kNoLimit / 2;

std::vector<std::uint32_t> indices(const Table<LinkId, VertexId>& ends) {
  std::vector<std::uint32_t> out;
  for (const VertexId s : ends) out.push_back(s.index());
  return out;
}

}  // namespace

// Of two cuts, of which one is nowhere later than the other, the best choice of one cut time of the two at each vertex.
class BestChoice {
 public:
  explicit BestChoice(const TravelNetwork& outer)
      : m_(outer),
        parts_(outer),
        cut_(outer.node.size(), indices(outer.tail), indices(outer.head)),
        supply_(outer.node.size()),
        capacity_(outer.tail.size()) {}

  // By vertex the side of a minimum cut without time; the sink's side takes the later cut time. A link u -> w adds f(a,
  // b) if u has the cut time a and w has b. f falls in a and rises in b, and
  //
  //   f(early, late) + f(late, early) >= f(early, early) + f(late, late).
  //
  // The difference of the two sides is the capacity of an arc u -> w; the rest of f is what u, or w, adds by itself.
  const std::vector<Side>& best(const TemporalCut& early, const TemporalCut& late) {
    more_.assign(m_.node.size(), 0);
    for (const LinkId a : m_.tail.ids()) capacity_[a.index()] = add_link(a, early, late);
    for (const timenet::Supply& s : m_.supplies) {
      const bool before = s.release < early.deadline && early.cut_time[s.vertex] > s.release;
      const bool after = s.release < late.deadline && late.cut_time[s.vertex] > s.release;
      if (after && !before) more_[s.vertex.index()] += static_cast<double>(s.persons.count());
    }
    for (const Hub& hub : m_.hubs) {
      const bool saved = early.cut_time[hub.vertex] < early.deadline && late.cut_time[hub.vertex] >= late.deadline;
      const double room = hub.capacity ? static_cast<double>(hub.capacity->count()) : BoundParts::kNoLimit;
      if (saved) more_[hub.vertex.index()] -= room;
    }
    for (std::size_t v = 0; v < more_.size(); ++v) supply_[v] = amount(more_[v]);
    return cut_.cut(supply_, capacity_);
  }

 private:
  static Amount amount(double persons) {
    constexpr Amount kMost = solver::MinCut::kUnlimited;
    if (std::abs(persons) >= kNoLimit) return persons > 0 ? kMost : -kMost;
    return std::clamp<Amount>(std::llround(persons * kUnits), -kMost, kMost);
  }

  Amount add_link(LinkId a, const TemporalCut& early, const TemporalCut& late) {
    const VertexId u = m_.tail[a], w = m_.head[a];
    const auto part = [&](const TemporalCut& tail, const TemporalCut& head) {
      return parts_.of(a, tail.cut_time[u], head.cut_time[w], early.deadline);
    };
    const double most = part(early, late);
    if (most == 0) return 0;
    const double both_early = part(early, early), both_late = part(late, late), least = part(late, early);
    more_[u.index()] += least - both_early;
    more_[w.index()] += both_late - least;
    return std::max<Amount>(0, amount(most + least - both_early - both_late));
  }

  const TravelNetwork& m_;
  const BoundParts parts_;
  solver::MinCut cut_;
  std::vector<double> more_;  // by vertex: what it adds by itself if it takes the later cut time
  std::vector<Amount> supply_, capacity_;
};

namespace {

TemporalCut moved(const TravelNetwork& m, const TemporalCut& cut, Millis by) {
  TemporalCut out = cut;
  const bool later = by > Millis{0};
  for (const VertexId s : m.node.ids()) {
    const CaseTime to = cut.cut_time[s] + by;
    const CaseTime soonest = m.soonest.size() != 0 ? std::min(m.soonest[s], cut.deadline) : CaseTime{0};
    const CaseTime last = std::max(cut.deadline - m.potential[s], CaseTime{0});
    out.cut_time[s] =
        later ? std::max(cut.cut_time[s], std::min(to, last)) : std::min(cut.cut_time[s], std::max(to, soonest));
  }
  for (const Hub& hub : m.hubs) out.cut_time[hub.vertex] = later || !hub.capacity ? cut.deadline : CaseTime{0};
  if (!later) close_unlimited(m, out);
  return out;
}

}  // namespace

Fusion::Fusion(const TravelNetwork& outer) : outer_(outer), choice_(std::make_unique<BestChoice>(outer)) {}
Fusion::~Fusion() = default;

TemporalCut Fusion::fuse(const TemporalCut& one, const TemporalCut& other) {
  TemporalCut early = one, late = one;
  for (const VertexId s : outer_.node.ids()) {
    early.cut_time[s] = std::min(one.cut_time[s], other.cut_time[s]);
    late.cut_time[s] = std::max(one.cut_time[s], other.cut_time[s]);
  }
  for (const Hub& hub : outer_.hubs) {  // the hub's choice is between its room and its intake
    early.cut_time[hub.vertex] = hub.capacity ? CaseTime{0} : early.deadline;
    late.cut_time[hub.vertex] = late.deadline;
  }
  const std::vector<Side>& sides = choice_->best(early, late);
  for (const VertexId s : outer_.node.ids())
    if (sides[s.index()] == Side::kSink) early.cut_time[s] = late.cut_time[s];
  const Persons fused = cut_bound(outer_, early), bound = cut_bound(outer_, one);
  const Persons of_other = cut_bound(outer_, other);
  if (fused <= std::min(bound, of_other)) return early;
  return bound <= of_other ? one : other;
}

TemporalCut Fusion::at(CaseTime deadline, const TemporalCut& cut) const {
  TemporalCut out{deadline, cut.cut_time};
  for (const VertexId s : outer_.node.ids()) {
    const CaseTime soonest = outer_.soonest.size() != 0 ? std::min(outer_.soonest[s], deadline) : CaseTime{0};
    const CaseTime last = std::max(deadline - outer_.potential[s], soonest);
    out.cut_time[s] = std::clamp(cut.cut_time[s] + (deadline - cut.deadline), soonest, last);
  }
  for (const Hub& hub : outer_.hubs) {
    const bool roomy = !hub.capacity || cut.cut_time[hub.vertex] >= cut.deadline;
    out.cut_time[hub.vertex] = roomy ? deadline : CaseTime{0};
  }
  close_unlimited(outer_, out);
  return out;
}

TemporalCut Fusion::soonest(CaseTime deadline) const {
  TemporalCut out{deadline, outer_.soonest};
  for (CaseTime& t : out.cut_time) t = std::min(t, deadline);
  for (const Hub& hub : outer_.hubs) out.cut_time[hub.vertex] = hub.capacity ? CaseTime{0} : deadline;
  close_unlimited(outer_, out);
  return out;
}

TemporalCut Fusion::last(CaseTime deadline) const {
  TemporalCut out{deadline, outer_.potential};
  for (CaseTime& t : out.cut_time) t = std::max(deadline - t, CaseTime{0});
  return out;
}

void Fusion::jump(TemporalCut& cut, const Scales& scales, const jobs::Task& task) {
  constexpr std::int64_t kGain = 2000;  // a scale is tried again if a jump gained one person in so many
  Persons least = cut_bound(outer_, cut);
  const auto take = [&](Millis by) {
    const TemporalCut to = moved(outer_, cut, by);
    const bool later = by > Millis{0};
    const std::vector<Side>& sides = later ? choice_->best(cut, to) : choice_->best(to, cut);
    TemporalCut fused = cut;
    for (const VertexId s : outer_.node.ids())
      if (sides[s.index()] == (later ? Side::kSink : Side::kSource)) fused.cut_time[s] = to.cut_time[s];
    const Persons bound = cut_bound(outer_, fused);
    if (bound >= least) return;
    least = bound;
    cut = std::move(fused);
  };
  const auto little = [&](Persons before) { return (before - least).count() <= least.count() / kGain; };
  for (int round = 0; round < scales.rounds; ++round) {
    const Persons begun = least;
    for (Millis by = scales.coarsest; by >= scales.finest; by = by / scales.ratio) {
      for (int again = 0; again < scales.again; ++again) {
        if (task.cancelled()) return;
        const Persons before = least;
        take(by);
        take(-by);
        if (little(before)) break;
      }
    }
    if (little(begun)) break;
  }
}

}  // namespace passage::bounds
