#include "expand/staging.h"

#include <algorithm>
#include <array>
#include <map>

namespace passage::expand {

using flow::Amount;
using flow::ArcId;
using flow::NodeId;
using flow::Step;
using network::Mode;

namespace {

constexpr double kMostEntries = 3e5;

Millis reduced_time(const TravelNetwork& m, LinkId a) {
  return m.time[a] + m.potential[m.head[a]] - m.potential[m.tail[a]];
}

// Whether who takes a link can go on, or be taken in, in the step in which he arrives: its reduced time is whole steps.
bool in_step(const TravelNetwork& m, LinkId a, Millis step) {
  return reduced_time(m, a) % step == Millis{0} || !m.node[m.head[a]].valid();
}

// The room of staging places by node and mode. Cars and walkers share it in proportion to the people of each.
class Room {
 public:
  explicit Room(const Case& c) : room_(c.network.node_count(), 0) {
    if (c.wait != scenario::WaitRule::kOriginsAndStaging) return;
    for (const network::RoadId r : c.staging.ids()) room_[c.network.to[r].index()] += c.staging[r].count();
    std::int64_t walkers = 0, all = 0;
    for (const scenario::Origin& origin : c.origins) {
      walkers += origin.on_foot.count();
      all += (origin.by_car + origin.on_foot).count();
    }
    on_foot_ = all == 0 ? Rational{0} : Rational::of(walkers, all);
  }
  [[nodiscard]] Amount at(network::NodeId v, Mode mode) const {
    const Amount foot = (on_foot_ * Rational{room_[v.index()]}).floor();
    return mode == Mode::kFoot ? foot : room_[v.index()] - foot;
  }

 private:
  std::vector<Amount> room_;
  Rational on_foot_;
};

class Writer {
 public:
  Writer(const Case& c, const TravelNetwork& inner, const Table<VertexId, char>& hurried, const Discrete& discrete)
      : m_(inner), p_(discrete.problem), hurried_(hurried), step_(discrete.step), room_(c), steps_(p_.horizon + 1) {}

  flow::Problem write() {
    out_.horizon = p_.horizon;
    for (const VertexId s : m_.node.ids()) {
      first_.push_back(NodeId{out_.node_count});
      out_.node_count += hurried_[s] ? static_cast<std::size_t>(steps_) : 1;
    }
    supplies();
    for (const LinkId a : m_.tail.ids()) {
      if (!hurried_[m_.head[a]] || in_step(m_, a, step_)) link(a);
    }
    for (const VertexId s : m_.node.ids()) {
      if (hurried_[s]) staging(s);
    }
    out_.refuges = p_.refuges;
    for (flow::Refuge& refuge : out_.refuges) refuge.node = first_[VertexId{refuge.node.index()}];
    pieces_.push_back(static_cast<std::uint32_t>(out_.pieces.size()));
    out_.pieces_of = Rows<ArcId, flow::PieceId>(std::move(pieces_));
    return std::move(out_);
  }

  // A solution of the problem that is written out becomes one of the problem as it was.
  flow::Solution read(const flow::Solution& solution) const {
    flow::Solution out = solution;
    std::map<std::pair<Step, ArcId>, Amount> entries;
    for (const flow::Entry& e : solution.entries) {
      if (of_[e.arc].valid()) entries[{e.step, of_[e.arc]}] += e.amount;
    }
    out.entries.clear();
    for (const auto& [at, amount] : entries) out.entries.push_back({at.second, at.first, amount});
    for (flow::Intake& intake : out.intakes) {
      const auto hub = std::find(first_.begin(), first_.end(), intake.node);
      intake.node = NodeId{static_cast<std::uint32_t>(hub - first_.begin())};
    }
    std::sort(out.intakes.begin(), out.intakes.end(), [](const flow::Intake& x, const flow::Intake& y) {
      return std::pair(x.step, x.node) < std::pair(y.step, y.node);
    });
    return out;
  }

 private:
  [[nodiscard]] NodeId node(VertexId s, Step step) const {
    return hurried_[s] ? NodeId{first_[s].index() + static_cast<std::uint32_t>(step)} : first_[s];
  }

  // Adds an arc that can be entered in one step alone.
  void add(NodeId tail, NodeId head, Step time, Step step, Amount capacity, ArcId of) {
    out_.tail.push_back(tail);
    out_.head.push_back(head);
    out_.time.push_back(time);
    out_.capacity.push_back({0, 1, 0});
    pieces_.push_back(static_cast<std::uint32_t>(out_.pieces.size()));
    out_.pieces.push_back({{step, step + 1}, {capacity, 1, 0}});
    of_.push_back(of);
  }

  // People at home wait at a node of their own, where waiting is free, and have an arc to each step of the vertex.
  void supplies() {
    std::map<NodeId, NodeId> home_of;
    for (flow::Supply supply : p_.supplies) {
      const VertexId vertex{supply.node.index()};
      if (hurried_[vertex]) {
        const auto [home, fresh] = home_of.emplace(supply.node, NodeId{out_.node_count});
        if (fresh) {
          ++out_.node_count;
          for (Step k = 0; k < steps_; ++k) add(home->second, node(vertex, k), 0, k, flow::kUnlimited, {});
        }
        supply.node = home->second;
      } else {
        supply.node = first_[vertex];
      }
      out_.supplies.push_back(supply);
    }
  }

  void link(LinkId a) {
    const ArcId arc{a.index()};
    const Step time = p_.time[arc];
    if (!hurried_[m_.tail[a]] && !hurried_[m_.head[a]]) return as_it_is(arc);
    for (Step k = 0; k + time < steps_; ++k) {
      const Amount capacity = capacity_over(p_, arc, {k, k + 1});
      if (capacity > 0) add(node(m_.tail[a], k), node(m_.head[a], k + time), time, k, capacity, arc);
    }
  }

  void as_it_is(ArcId arc) {
    out_.tail.push_back(first_[VertexId{p_.tail[arc].index()}]);
    out_.head.push_back(first_[VertexId{p_.head[arc].index()}]);
    out_.time.push_back(p_.time[arc]);
    out_.capacity.push_back(p_.capacity[arc]);
    pieces_.push_back(static_cast<std::uint32_t>(out_.pieces.size()));
    for (const flow::PieceId piece : p_.pieces_of[arc]) out_.pieces.push_back(p_.pieces[piece]);
    of_.push_back(arc);
  }

  void staging(VertexId s) {
    const Amount room = room_.at(m_.node[s], m_.mode[s]);
    for (Step k = 0; room > 0 && k + 1 < steps_; ++k) add(node(s, k), node(s, k + 1), 1, k, room, {});
  }

  const TravelNetwork& m_;
  const flow::Problem& p_;
  const Table<VertexId, char>& hurried_;
  Millis step_;
  Room room_;
  Step steps_;
  flow::Problem out_;
  Table<VertexId, NodeId> first_;  // by vertex: its node, or that of its step 0
  std::vector<std::uint32_t> pieces_;
  Table<ArcId, ArcId> of_;  // by arc: the arc it was; invalid if it is one of staging or of a home
};

}  // namespace

Table<VertexId, char> vertices_on_the_way(const Case& c, const TravelNetwork& inner) {
  Table<VertexId, char> out(inner.node.size(), 0);
  for (const VertexId s : inner.node.ids())
    out[s] = c.wait == scenario::WaitRule::kOriginsAndStaging && inner.node[s].valid() ? 1 : 0;
  return out;
}

Millis staging_step(const TravelNetwork& inner) {
  Millis best{900'000};
  std::size_t most = 0;
  for (const int seconds : {1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900}) {
    const Millis step{seconds * 1000};
    const double steps = static_cast<double>(inner.horizon.count()) / static_cast<double>(step.count());
    if (steps * static_cast<double>(inner.tail.size()) > kMostEntries) continue;
    const auto ids = inner.tail.ids();
    const auto usable = static_cast<std::size_t>(
        std::count_if(ids.begin(), ids.end(), [&](LinkId a) { return in_step(inner, a, step); }));
    // Of lengths by which the same roads can be used the longest, up to a minute: whole minutes are easy to follow.
    if (usable < most || (usable == most && seconds > 60)) continue;
    most = usable;
    best = step;
  }
  return best;
}

solver::Solved solve_with_staging(const Case& c, const TravelNetwork& inner, const Table<VertexId, char>& hurried,
                                  const Discrete& discrete, const jobs::Task& task) {
  Writer writer(c, inner, hurried, discrete);
  const flow::Problem problem = writer.write();
  solver::Solved solved = solver::solve(
      problem, {.aim = solver::Aim::kSafeEarly, .cuts = solver::Cuts::kAtDeadlines, .deadlines = {}}, task);
  solved.solution = writer.read(solved.solution);
  solved.certificate = {};
  return solved;
}

}  // namespace passage::expand
