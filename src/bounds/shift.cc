#include "bounds/shift.h"

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

// Of two sets of labels, the one never before the other, the best mixture.
class Mixtures {
 public:
  explicit Mixtures(const TravelNetwork& outer)
      : m_(outer),
        parts_(outer),
        cut_(outer.node.size(), indices(outer.tail), indices(outer.head)),
        supply_(outer.node.size()),
        capacity_(outer.tail.size()) {}

  // The sink's side is that of the later label. What a link adds is f(tail's label, head's label), falling in the
  // first and rising in the second, with
  //   f(early, late) + f(late, early) >= f(early, early) + f(late, late):
  // the difference is the capacity of an arc, the rest is the choice of one vertex.
  const std::vector<Side>& best(const Labels& early, const Labels& late) {
    more_.assign(m_.node.size(), 0);
    for (const LinkId a : m_.tail.ids()) capacity_[a.index()] = add_link(a, early, late);
    for (const timenet::Supply& s : m_.supplies) {
      const bool before = s.release < early.deadline && early.alpha[s.vertex] > s.release;
      const bool after = s.release < late.deadline && late.alpha[s.vertex] > s.release;
      if (after && !before) more_[s.vertex.index()] += static_cast<double>(s.persons.count());
    }
    for (const Hub& hub : m_.hubs) {
      const bool saved = early.alpha[hub.vertex] < early.deadline && late.alpha[hub.vertex] >= late.deadline;
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

  Amount add_link(LinkId a, const Labels& early, const Labels& late) {
    const VertexId u = m_.tail[a], w = m_.head[a];
    const auto part = [&](const Labels& tail, const Labels& head) {
      return parts_.of(a, tail.alpha[u], head.alpha[w], early.deadline);
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
  std::vector<double> more_;  // by vertex: what the later label alone adds
  std::vector<Amount> supply_, capacity_;
};

namespace {

Labels moved(const TravelNetwork& m, const Labels& labels, Millis by) {
  Labels out = labels;
  const bool later = by > Millis{0};
  for (const VertexId s : m.node.ids()) {
    const CaseTime to = labels.alpha[s] + by;
    const CaseTime soonest = m.soonest.size() != 0 ? std::min(m.soonest[s], labels.deadline) : CaseTime{0};
    const CaseTime last = std::max(labels.deadline - m.potential[s], CaseTime{0});
    out.alpha[s] =
        later ? std::max(labels.alpha[s], std::min(to, last)) : std::min(labels.alpha[s], std::max(to, soonest));
  }
  for (const Hub& hub : m.hubs) out.alpha[hub.vertex] = later || !hub.capacity ? labels.deadline : CaseTime{0};
  if (!later) close_unlimited(m, out);
  return out;
}

}  // namespace

Mixer::Mixer(const TravelNetwork& outer) : outer_(outer), choice_(std::make_unique<Mixtures>(outer)) {}
Mixer::~Mixer() = default;

Labels Mixer::mixed(const Labels& one, const Labels& other) {
  Labels early = one, late = one;
  for (const VertexId s : outer_.node.ids()) {
    early.alpha[s] = std::min(one.alpha[s], other.alpha[s]);
    late.alpha[s] = std::max(one.alpha[s], other.alpha[s]);
  }
  for (const Hub& hub : outer_.hubs) {  // its room or its intake, whichever is less
    early.alpha[hub.vertex] = hub.capacity ? CaseTime{0} : early.deadline;
    late.alpha[hub.vertex] = late.deadline;
  }
  const std::vector<Side>& sides = choice_->best(early, late);
  for (const VertexId s : outer_.node.ids())
    if (sides[s.index()] == Side::kSink) early.alpha[s] = late.alpha[s];
  const Persons mix = label_bound(outer_, early), bound = label_bound(outer_, one);
  const Persons of_other = label_bound(outer_, other);
  if (mix <= std::min(bound, of_other)) return early;
  return bound <= of_other ? one : other;
}

Labels Mixer::at(CaseTime deadline, const Labels& labels) const {
  Labels out{deadline, labels.alpha};
  for (const VertexId s : outer_.node.ids()) {
    const CaseTime soonest = outer_.soonest.size() != 0 ? std::min(outer_.soonest[s], deadline) : CaseTime{0};
    const CaseTime last = std::max(deadline - outer_.potential[s], soonest);
    out.alpha[s] = std::clamp(labels.alpha[s] + (deadline - labels.deadline), soonest, last);
  }
  for (const Hub& hub : outer_.hubs) {
    const bool roomy = !hub.capacity || labels.alpha[hub.vertex] >= labels.deadline;
    out.alpha[hub.vertex] = roomy ? deadline : CaseTime{0};
  }
  close_unlimited(outer_, out);
  return out;
}

Labels Mixer::soonest(CaseTime deadline) const {
  Labels out{deadline, outer_.soonest};
  for (CaseTime& t : out.alpha) t = std::min(t, deadline);
  for (const Hub& hub : outer_.hubs) out.alpha[hub.vertex] = hub.capacity ? CaseTime{0} : deadline;
  close_unlimited(outer_, out);
  return out;
}

Labels Mixer::last(CaseTime deadline) const {
  Labels out{deadline, outer_.potential};
  for (CaseTime& t : out.alpha) t = std::max(deadline - t, CaseTime{0});
  return out;
}

void Mixer::shift(Labels& labels, const Scales& scales, const std::function<bool()>& stop) {
  constexpr std::int64_t kGain = 2000;  // again where it gained one in so many
  Persons least = label_bound(outer_, labels);
  const auto take = [&](Millis by) {
    const Labels to = moved(outer_, labels, by);
    const bool later = by > Millis{0};
    const std::vector<Side>& sides = later ? choice_->best(labels, to) : choice_->best(to, labels);
    Labels mix = labels;
    for (const VertexId s : outer_.node.ids())
      if (sides[s.index()] == (later ? Side::kSink : Side::kSource)) mix.alpha[s] = to.alpha[s];
    const Persons bound = label_bound(outer_, mix);
    if (bound >= least) return;
    least = bound;
    labels = std::move(mix);
  };
  const auto little = [&](Persons before) { return (before - least).count() <= least.count() / kGain; };
  for (int round = 0; round < scales.rounds; ++round) {
    const Persons begun = least;
    for (Millis by = scales.coarsest; by >= scales.finest; by = by / scales.ratio) {
      for (int again = 0; again < scales.again; ++again) {
        if (stop && stop()) return;
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
