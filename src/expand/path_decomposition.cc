#include "expand/path_decomposition.h"

#include <algorithm>
#include <deque>
#include <map>
#include <span>
#include <utility>

namespace passage::expand {

using flow::Amount;
using flow::Entry;
using flow::Step;

namespace {

struct Waiting {
  std::int32_t leg = -1;
  std::uint32_t supply = 0;
  Amount persons = 0;
};

// The people at one vertex: those on their way, in the order of their arrival, and those who are still at home.
struct Queue {
  std::deque<Waiting> passing;
  std::vector<std::uint32_t> homes;  // supplies whose people may leave
};

class PathDecomposition {
 public:
  PathDecomposition(const TravelNetwork& travel, const Discrete& discrete, const flow::Solution& solution)
      : travel_(travel),
        problem_(discrete.problem),
        solution_(solution),
        queues_(travel.node.size()),
        by_tail_(travel.node.size()),
        before_(travel.node.size(), 0) {
    for (const flow::Supply& s : problem_.supplies) at_home_.push_back(s.persons);
    for (std::uint32_t i = 0; i < problem_.supplies.size(); ++i) releases_[problem_.supplies[i].release].push_back(i);
    for (std::uint32_t i = 0; i < travel.hubs.size(); ++i) hub_of_[travel.hubs[i].vertex] = i;
  }

  Trips run() {
    std::size_t entry = 0, intake = 0;
    while (entry < solution_.entries.size() || intake < solution_.intakes.size()) {
      Step step = entry < solution_.entries.size() ? solution_.entries[entry].step : problem_.horizon;
      if (intake < solution_.intakes.size()) step = std::min(step, solution_.intakes[intake].step);
      arrive_until(step);
      std::size_t end = entry;
      while (end < solution_.entries.size() && solution_.entries[end].step == step) ++end;
      enter(std::span(solution_.entries).subspan(entry, end - entry));
      entry = end;
      for (; intake < solution_.intakes.size() && solution_.intakes[intake].step == step; ++intake) {
        take_in(solution_.intakes[intake]);
      }
    }
    return std::move(out_);
  }

 private:
  void arrive_until(Step step) {
    while (!releases_.empty() && releases_.begin()->first <= step) {
      for (const std::uint32_t s : releases_.begin()->second) queues_[travel_.supplies[s].vertex].homes.push_back(s);
      releases_.erase(releases_.begin());
    }
    while (!arrivals_.empty() && arrivals_.begin()->first <= step) {
      for (const auto& [vertex, waiting] : arrivals_.begin()->second) queues_[vertex].passing.push_back(waiting);
      arrivals_.erase(arrivals_.begin());
    }
  }

  // Lets people enter links in one step. The vertices are served in such an order that all who come to one within the
  // step, over links that take no step, have come before it is served.
  void enter(std::span<const Entry> entries) {
    tails_.clear();
    for (const Entry& e : entries) {
      const LinkId link{e.arc.index()};
      std::vector<Entry>& here = by_tail_[travel_.tail[link]];
      if (here.empty()) tails_.push_back(travel_.tail[link]);
      here.push_back(e);
      if (problem_.time[e.arc] == 0) ++before_[travel_.head[link]];
    }
    std::sort(tails_.begin(), tails_.end());
    ready_.clear();
    for (const VertexId vertex : tails_) {
      if (before_[vertex] == 0) ready_.push_back(vertex);
    }
    std::size_t served = 0;
    for (std::size_t i = 0; i < ready_.size(); ++i) {  // ready_ grows in the loop
      const VertexId vertex = ready_[i];
      if (by_tail_[vertex].empty()) continue;
      ++served;
      for (const Entry& e : by_tail_[vertex]) {
        const LinkId link{e.arc.index()};
        const VertexId head = travel_.head[link];
        const Step time = problem_.time[e.arc];
        for (Waiting w : take(vertex, e.amount)) {
          out_.legs.push_back({w.leg, link, e.step});
          w.leg = static_cast<std::int32_t>(out_.legs.size()) - 1;
          if (time == 0)
            queues_[head].passing.push_back(w);
          else
            arrivals_[e.step + time].emplace_back(head, w);
        }
        if (time == 0 && --before_[head] == 0) ready_.push_back(head);
      }
      by_tail_[vertex].clear();
    }
    PASSAGE_EXPECT(served == tails_.size());  // no cycle of zero time within a step
  }

  std::vector<Waiting> take(VertexId vertex, Amount amount) {
    Queue& queue = queues_[vertex];
    std::vector<Waiting> out;
    while (amount > 0 && !queue.passing.empty()) {
      Waiting& first = queue.passing.front();
      const Amount taken = std::min(amount, first.persons);
      if (!out.empty() && out.back().leg == first.leg && out.back().supply == first.supply)
        out.back().persons += taken;
      else
        out.push_back({first.leg, first.supply, taken});
      amount -= taken;
      if ((first.persons -= taken) == 0) queue.passing.pop_front();
    }
    if (amount > 0) from_homes(queue, amount, out);
    return out;
  }

  // Takes people from the homes at a vertex. Each supply sends in proportion to its people, counted from the first who
  // left: so supplies that tie send alike, however few leave at a time.
  void from_homes(Queue& queue, Amount amount, std::vector<Waiting>& out) {
    const auto persons = [&](std::uint32_t s) { return travel_.supplies[s].persons.count(); };
    std::erase_if(queue.homes, [&](std::uint32_t s) { return at_home_[s] == 0; });
    Int128 all = 0, gone = amount;
    for (const std::uint32_t s : queue.homes) {
      all += persons(s);
      gone += persons(s) - at_home_[s];
    }
    Amount given = 0;
    std::vector<Amount> share;
    for (const std::uint32_t s : queue.homes) {
      const Amount due = narrow(Int128{persons(s)} * gone / all) - (persons(s) - at_home_[s]);
      share.push_back(std::clamp<Amount>(due, 0, std::min(at_home_[s], amount - given)));
      given += share.back();
    }
    while (given < amount) {  // whole people: the supply that is farthest behind its proportion sends the next one
      std::size_t next = share.size();
      Int128 most = 0;
      for (std::size_t i = 0; i < share.size(); ++i) {
        const std::uint32_t s = queue.homes[i];
        if (share[i] == at_home_[s]) continue;
        const Int128 behind = Int128{persons(s)} * gone - Int128{all} * (persons(s) - at_home_[s] + share[i]);
        if (next == share.size() || behind > most) {
          next = i;
          most = behind;
        }
      }
      PASSAGE_EXPECT(next < share.size());
      ++share[next];
      ++given;
    }
    for (std::size_t i = 0; i < share.size(); ++i) {
      if (share[i] == 0) continue;
      at_home_[queue.homes[i]] -= share[i];
      out.push_back({-1, queue.homes[i], share[i]});
    }
  }

  void take_in(const flow::Intake& intake) {
    const VertexId vertex{intake.node.index()};
    for (const Waiting& w : take(vertex, intake.amount)) {
      out_.trips.push_back({w.supply, hub_of_.at(vertex), w.leg, intake.step, w.persons});
    }
  }

  const TravelNetwork& travel_;
  const flow::Problem& problem_;
  const flow::Solution& solution_;
  Table<VertexId, Queue> queues_;
  Table<VertexId, std::vector<Entry>> by_tail_;  // tails of the entries of the step; those that can be served
  Table<VertexId, int> before_;                  // by vertex: how many entries of the step still have to come to it
  std::vector<VertexId> tails_, ready_;
  std::vector<Amount> at_home_;
  std::map<Step, std::vector<std::uint32_t>> releases_;
  std::map<Step, std::vector<std::pair<VertexId, Waiting>>> arrivals_;
  std::map<VertexId, std::uint32_t> hub_of_;
  Trips out_;
};

}  // namespace

Trips decompose_paths(const TravelNetwork& travel, const Discrete& discrete, const flow::Solution& solution) {
  return PathDecomposition(travel, discrete, solution).run();
}

void keep_trips(const Trips& trips, Discrete& discrete, flow::Solution& solution) {
  for (flow::Supply& s : discrete.problem.supplies) s.persons = 0;
  std::vector<Amount> amount(trips.legs.size(), 0);
  for (const Trip& trip : trips.trips) {
    discrete.problem.supplies[trip.supply].persons += trip.persons;
    if (trip.last >= 0) amount[static_cast<std::size_t>(trip.last)] += trip.persons;
  }
  for (std::size_t i = trips.legs.size(); i-- > 0;) {  // a leg comes after the one before it
    const std::int32_t before = trips.legs[i].before;
    if (before >= 0) amount[static_cast<std::size_t>(before)] += amount[i];
  }
  solution.entries.clear();
  std::vector<Amount> entering(discrete.problem.arc_count(), 0);  // in one step
  std::vector<flow::ArcId> arcs;
  for (std::size_t i = 0; i < trips.legs.size();) {  // legs are told step by step
    const Step step = trips.legs[i].step;
    arcs.clear();
    for (; i < trips.legs.size() && trips.legs[i].step == step; ++i) {
      if (amount[i] == 0) continue;
      const flow::ArcId arc{trips.legs[i].link.index()};
      if (entering[arc.index()] == 0) arcs.push_back(arc);
      entering[arc.index()] += amount[i];
    }
    std::sort(arcs.begin(), arcs.end());
    for (const flow::ArcId arc : arcs) solution.entries.push_back({arc, step, std::exchange(entering[arc.index()], 0)});
  }
}

std::vector<Leg> route_of(const Trips& trips, const Trip& trip) {
  std::vector<Leg> out;
  for (std::int32_t at = trip.last; at >= 0; at = trips.legs[static_cast<std::size_t>(at)].before) {
    out.push_back(trips.legs[static_cast<std::size_t>(at)]);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace passage::expand
