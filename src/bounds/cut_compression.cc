#include "bounds/cut_compression.h"

#include <algorithm>

namespace passage::bounds {
namespace {

constexpr Millis kMinute{60'000};

// A queue of vertices by cut time, latest first and a minute at a time: those of one minute are sorted when their turn
// comes, as later ones of that minute may still be pushed until then.
class Queue {
 public:
  explicit Queue(CaseTime latest) : minutes_(static_cast<std::size_t>(latest.count() / kMinute.count()) + 1) {
    at_ = minutes_.size();
  }
  void push(VertexId s, CaseTime cut_time) {
    minutes_[static_cast<std::size_t>(cut_time.count() / kMinute.count())].push_back({s, cut_time});
  }
  // The next one; false at the end.
  bool pop(VertexId& s, CaseTime& cut_time) {
    while (at_ == minutes_.size() || next_ == minutes_[at_].size()) {
      if (at_ == 0) return false;
      if (at_ < minutes_.size()) minutes_[at_] = {};
      --at_;
      next_ = 0;
    }
    s = minutes_[at_][next_].first;
    cut_time = minutes_[at_][next_++].second;
    return true;
  }

 private:
  std::vector<std::vector<std::pair<VertexId, CaseTime>>> minutes_;
  std::size_t at_, next_ = 0;
};

// All vertices by falling cut time, those of one cut time by their number. They are put into minutes first and sorted
// within each: a country has a million vertices.
std::vector<VertexId> latest_first(const TemporalCut& cut) {
  const auto before = [&](VertexId s) { return cut.deadline - cut.cut_time[s]; };
  const auto minute = [&](VertexId s) { return static_cast<std::size_t>(before(s) / kMinute); };
  auto minutes = graph::compressed_rows<std::size_t, VertexId>(static_cast<std::size_t>(cut.deadline / kMinute) + 1,
                                                               [&](const auto& put) {
                                                                 for (const VertexId s : cut.cut_time.ids())
                                                                   put(minute(s), s);
                                                               });
  for (std::size_t i = 0; i < minutes.size(); ++i) {
    std::sort(minutes.values.begin() + minutes.first[i], minutes.values.begin() + minutes.first[i + 1],
              [&](VertexId a, VertexId b) { return before(a) != before(b) ? before(a) < before(b) : a < b; });
  }
  return std::move(minutes.values);
}

}  // namespace

CutCompression::CutCompression(const TravelNetwork& outer) : m_(outer), always_(outer.node.size(), 0) {
  into_ = graph::compressed_rows<VertexId, In>(outer.node.size(), [&](const auto& put) {
    for (const LinkId a : outer.tail.ids()) put(outer.head[a], In{outer.tail[a], outer.open[a], outer.time[a]});
  });
  for (const LinkId a : m_.tail.ids()) {
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

CaseTime CutCompression::soonest(VertexId s, CaseTime deadline) const {
  return std::min(m_.soonest[s], deadline);
}

TemporalCut CutCompression::reaching(TemporalCut cut, const Table<VertexId, char>& given) const {
  Queue queue(cut.deadline);
  const auto spread = [&](VertexId v, CaseTime cut_time) {
    for (const In& in : into_[v]) {
      if (given[in.tail]) continue;
      const CaseTime t = latest_before(m_, in.open, cut_time - in.time);
      if (t > cut.cut_time[in.tail]) queue.push(in.tail, cut.cut_time[in.tail] = t);
    }
  };
  for (const VertexId s : given.ids()) {
    if (!given[s]) cut.cut_time[s] = CaseTime{0};
  }
  for (const VertexId s : given.ids()) {
    if (given[s]) spread(s, cut.cut_time[s]);
  }
  VertexId s;
  CaseTime cut_time{0};
  while (queue.pop(s, cut_time)) {
    if (cut.cut_time[s] == cut_time) spread(s, cut_time);
  }
  return cut;
}

TemporalCut CutCompression::expand(const CutRows& rows) const {
  Table<VertexId, char> given(m_.node.size(), 0);
  TemporalCut cut{rows.deadline, Table<VertexId, CaseTime>(m_.node.size(), CaseTime{0})};
  for (const auto& [s, cut_time] : rows.rows) {
    given[s] = 1;
    cut.cut_time[s] = cut_time;
  }
  cut = reaching(std::move(cut), given);
  for (const VertexId s : given.ids()) {
    if (!given[s]) cut.cut_time[s] = std::max(cut.cut_time[s], soonest(s, rows.deadline));
  }
  return cut;
}

// A vertex needs no row if expand() gives it its cut time all the same. Either the latest moment that leads from it to
// vertices with known cut times is its cut time; or the soonest that anybody can be there is, and that moment is no
// later. Vertices are looked at by falling cut time, so those that are known come first.
CutRows CutCompression::compress(const TemporalCut& cut) const {
  Table<VertexId, CaseTime> most(m_.node.size(), CaseTime{0});
  for (const VertexId v : m_.node.ids()) {
    for (const In& in : into_[v])
      most[in.tail] = std::max(most[in.tail], latest_before(m_, in.open, cut.cut_time[v] - in.time));
  }
  Table<VertexId, char> reached(m_.node.size(), 0);  // a flag: some vertex that is known gives it its cut time
  CutRows out{cut.deadline, {}};
  for (const VertexId v : latest_first(cut)) {
    const CaseTime cut_time = cut.cut_time[v];
    const CaseTime least = soonest(v, cut.deadline);
    const bool may_lack = !always_[v] && most[v] <= cut_time && cut_time >= least;
    const bool told = may_lack && (reached[v] != 0 || cut_time == CaseTime{0});
    if (may_lack && !told && cut_time == least) continue;  // expand() gives it the soonest
    if (!told) out.rows.emplace_back(v, cut_time);
    for (const In& in : into_[v]) {
      const CaseTime tail_time = cut.cut_time[in.tail];
      if (tail_time < cut_time && latest_before(m_, in.open, cut_time - in.time) == tail_time) reached[in.tail] = 1;
    }
  }
  std::sort(out.rows.begin(), out.rows.end());
  return out;
}

}  // namespace passage::bounds
