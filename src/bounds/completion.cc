#include "bounds/completion.h"

#include <algorithm>
#include <numeric>

namespace passage::bounds {
namespace {

constexpr Millis kMinute{60'000};

// Vertices by label, latest first, a minute at a time: within one, later labels may still be found.
class Queue {
 public:
  explicit Queue(CaseTime latest) : minutes_(static_cast<std::size_t>(latest.count() / kMinute.count()) + 1) {
    at_ = minutes_.size();
  }
  void push(VertexId s, CaseTime label) {
    minutes_[static_cast<std::size_t>(label.count() / kMinute.count())].push_back({s, label});
  }
  // False at the end.
  bool pop(VertexId& s, CaseTime& label) {
    while (at_ == minutes_.size() || next_ == minutes_[at_].size()) {
      if (at_ == 0) return false;
      if (at_ < minutes_.size()) minutes_[at_] = {};
      --at_;
      next_ = 0;
    }
    s = minutes_[at_][next_].first;
    label = minutes_[at_][next_++].second;
    return true;
  }

 private:
  std::vector<std::vector<std::pair<VertexId, CaseTime>>> minutes_;
  std::size_t at_, next_ = 0;
};

// By label; those of one label by number. Minutes are sorted apart: a country has a million vertices.
std::vector<VertexId> latest_first(const Labels& labels) {
  const auto before = [&](VertexId s) { return labels.deadline - labels.alpha[s]; };
  const auto minute = [&](VertexId s) { return static_cast<std::size_t>(before(s) / kMinute); };
  std::vector<std::uint32_t> first(static_cast<std::size_t>(labels.deadline / kMinute) + 2, 0);
  for (const VertexId s : labels.alpha.ids()) ++first[minute(s) + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<VertexId> out(labels.alpha.size());
  std::vector<std::uint32_t> at = first;
  for (const VertexId s : labels.alpha.ids()) out[at[minute(s)]++] = s;
  for (std::size_t i = 0; i + 1 < first.size(); ++i) {
    std::sort(out.begin() + first[i], out.begin() + first[i + 1],
              [&](VertexId a, VertexId b) { return before(a) != before(b) ? before(a) < before(b) : a < b; });
  }
  return out;
}

}  // namespace

Completion::Completion(const TravelNetwork& outer)
    : m_(outer), first_(outer.node.size() + 1, 0), into_(outer.tail.size()), always_(outer.node.size(), 0) {
  for (const LinkId a : m_.tail.ids()) ++first_[m_.head[a].index() + 1];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
  for (const LinkId a : m_.tail.ids()) {
    into_[at[m_.head[a].index()]++] = {m_.tail[a], m_.open[a], m_.time[a]};
    if (!m_.node[m_.head[a]].valid()) always_[m_.tail[a]] = 1;
  }
  for (const VertexId s : m_.node.ids()) {
    if (!m_.node[s].valid()) always_[s] = 1;
  }
}

CaseTime latest_before(const TravelNetwork& m, std::uint32_t open, CaseTime t) {
  if (t <= CaseTime{0}) return CaseTime{0};
  if (open == 0) return std::min(t, m.horizon);
  CaseTime best{0};
  for (const CaseInterval& i : m.sets[open].times) {
    if (i.from >= t) break;
    best = std::min(i.until, t);
  }
  return best;
}

CaseTime Completion::soonest(VertexId s, CaseTime deadline) const {
  return std::min(m_.soonest[s], deadline);
}

Labels Completion::reaching(Labels labels, const Table<VertexId, char>& given) const {
  Queue queue(labels.deadline);
  const auto spread = [&](VertexId v, CaseTime label) {
    for (std::uint32_t i = first_[v.index()]; i < first_[v.index() + 1]; ++i) {
      const In& in = into_[i];
      if (given[in.tail]) continue;
      const CaseTime t = latest_before(m_, in.open, label - in.time);
      if (t > labels.alpha[in.tail]) queue.push(in.tail, labels.alpha[in.tail] = t);
    }
  };
  for (const VertexId s : given.ids()) {
    if (!given[s]) labels.alpha[s] = CaseTime{0};
  }
  for (const VertexId s : given.ids()) {
    if (given[s]) spread(s, labels.alpha[s]);
  }
  VertexId s;
  CaseTime label{0};
  while (queue.pop(s, label)) {
    if (labels.alpha[s] == label) spread(s, label);
  }
  return labels;
}

Labels Completion::all(const LabelRows& rows) const {
  Table<VertexId, char> given(m_.node.size(), 0);
  Labels labels{rows.deadline, Table<VertexId, CaseTime>(m_.node.size(), CaseTime{0})};
  for (const auto& [s, label] : rows.rows) {
    given[s] = 1;
    labels.alpha[s] = label;
  }
  labels = reaching(std::move(labels), given);
  for (const VertexId s : given.ids()) {
    if (!given[s]) labels.alpha[s] = std::max(labels.alpha[s], soonest(s, rows.deadline));
  }
  return labels;
}

// A vertex is told by others if one that is told, by a row or by others, has a later label and gives it its own, and
// none would give it a later one; or if it has the label of the soonest and none would give it a later one.
LabelRows Completion::few(const Labels& labels) const {
  Table<VertexId, CaseTime> most(m_.node.size(), CaseTime{0});
  for (const VertexId v : m_.node.ids()) {
    for (std::uint32_t i = first_[v.index()]; i < first_[v.index() + 1]; ++i)
      most[into_[i].tail] =
          std::max(most[into_[i].tail], latest_before(m_, into_[i].open, labels.alpha[v] - into_[i].time));
  }
  Table<VertexId, char> reached(m_.node.size(), 0);  // gets its label from one that is told
  LabelRows out{labels.deadline, {}};
  for (const VertexId v : latest_first(labels)) {
    const CaseTime alpha = labels.alpha[v];
    const CaseTime least = soonest(v, labels.deadline);
    const bool may_lack = !always_[v] && most[v] <= alpha && alpha >= least;
    const bool told = may_lack && (reached[v] != 0 || alpha == CaseTime{0});
    if (may_lack && !told && alpha == least) continue;  // it tells nobody else's
    if (!told) out.rows.emplace_back(v, alpha);
    for (std::uint32_t i = first_[v.index()]; i < first_[v.index() + 1]; ++i) {
      const In& in = into_[i];
      const CaseTime there = labels.alpha[in.tail];
      if (there < alpha && latest_before(m_, in.open, alpha - in.time) == there) reached[in.tail] = 1;
    }
  }
  std::sort(out.rows.begin(), out.rows.end());
  return out;
}

}  // namespace passage::bounds
