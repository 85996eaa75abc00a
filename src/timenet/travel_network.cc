#include "timenet/travel_network.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "graph/dijkstra.h"
#include "graph/numbering.h"
#include "timenet/links_at.h"
#include "timenet/passing.h"
#include "timenet/subnetwork.h"

namespace passage::timenet {

using network::ArcId;
using network::Mode;
using network::NodeId;
using scenario::OriginId;
using scenario::RefugeId;

namespace {

constexpr CaseTime kFar{std::numeric_limits<std::int64_t>::max() / 4};

class Builder {
 public:
  Builder(const Case& c, Rounding rounding, bool passing = false) : c_(c), rounding_(rounding), passing_(passing) {
    out_.rounding = rounding;
    out_.horizon = c.horizon;
    set_of(Times{{CaseTime{0}, c.horizon}});  // 0 = always
    out_.days = c.days;
    if (out_.days.empty()) out_.days = {{CaseTime{0}, c.horizon}};
    find_daily_limits();
    out_.unreached = Table<OriginId, Persons>(c.origins.size());
  }

  TravelNetwork build() {
    const Table<RefugeId, VertexId> gates = add_refuges();
    for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
      if (anybody(mode)) add_mode(mode, gates);
    }
    keep_what_serves();
    if (rounding_ == Rounding::kOuter) out_.soonest = soonest();
    return std::move(out_);
  }
  [[nodiscard]] const Table<VertexId, char>& hurried() const { return still_hurried_; }

 private:
  [[nodiscard]] bool anybody(Mode mode) const {
    return std::any_of(c_.origins.begin(), c_.origins.end(), [&](const scenario::Origin& o) {
      return (mode == Mode::kCar ? o.by_car : o.on_foot) > Persons{0};
    });
  }

  // Builds the network. Everything comes in the order of its place or of its id, so that the order of rows in a file
  // changes
  // nothing.
  template <class I, class Less>
  static std::vector<I> sorted(IdRange<I> ids, Less less) {
    std::vector<I> out(ids.begin(), ids.end());
    std::stable_sort(out.begin(), out.end(), less);
    return out;
  }
  template <class I, class T>
  static std::vector<I> by_id(const Table<I, T>& rows) {
    return sorted(rows.ids(), [&](I x, I y) { return rows[x].id < rows[y].id; });
  }
  // Nodes along a Morton curve: what is near each other on the map is then near each other in memory.
  [[nodiscard]] std::vector<NodeId> nodes_by_place() const {
    const network::Network& net = c_.network;
    Table<NodeId, std::uint64_t> place;
    for (const network::Coordinate& at : net.position) place.push_back(morton(at));
    return sorted(net.position.ids(), [&](NodeId x, NodeId y) {
      return place[x] != place[y] ? place[x] < place[y] : net.node_name[x] < net.node_name[y];
    });
  }
  // Arcs in the order of their tails.
  [[nodiscard]] std::vector<ArcId> arcs_by_place(const std::vector<NodeId>& nodes) const {
    const network::Network& net = c_.network;
    Table<NodeId, std::uint32_t> rank(nodes.size());
    for (std::uint32_t i = 0; i < nodes.size(); ++i) rank[nodes[i]] = i;
    return sorted(net.head.ids(), [&](ArcId x, ArcId y) {
      if (net.tail[x] != net.tail[y]) return rank[net.tail[x]] < rank[net.tail[y]];
      if (net.road[x] == net.road[y]) return net.direction[x] < net.direction[y];
      return net.road_id[net.road[x]] < net.road_id[net.road[y]];
    });
  }
  // The place of a point on the curve: the bits of latitude and longitude by turns (Morton 1966).
  static std::uint64_t morton(const network::Coordinate& at) {
    const auto spread = [](std::int32_t e7) {
      std::uint64_t bits = static_cast<std::uint32_t>(e7) ^ 0x80000000u;
      for (const auto& [by, mask] : {std::pair{16, 0x0000FFFF0000FFFFull},
                                     {8, 0x00FF00FF00FF00FFull},
                                     {4, 0x0F0F0F0F0F0F0F0Full},
                                     {2, 0x3333333333333333ull},
                                     {1, 0x5555555555555555ull}})
        bits = (bits | bits << by) & mask;
      return bits;
    };
    return spread(at.lat_e7) << 1 | spread(at.lon_e7);
  }

  std::uint32_t set_of(const TimeSet& set) {
    const auto [number, fresh] = number_of_(set);
    if (fresh) out_.sets.push_back(set);
    return number;
  }
  std::uint32_t set_of(Times times) { return set_of(rules::time_set(std::move(times), c_.horizon)); }

  VertexId add_vertex(NodeId node, Mode mode) { return out_.append(Vertex{.node = node, .mode = mode}); }

  void add_link(VertexId tail, VertexId head, ArcId arc, Millis time, Rational rate, std::uint32_t open,
                std::optional<std::uint32_t> rate_open = {}) {
    if (out_.sets[open].times.empty()) return;
    out_.append(Link{tail, head, arc, time, rate, open, rate_open.value_or(open)});
  }

  // A gate and a hub for each refuge. All modes meet at the gate, and the link to the hub is the intake.
  Table<RefugeId, VertexId> add_refuges() {
    Table<RefugeId, VertexId> gates(c_.refuges.size());
    for (const RefugeId r : by_id(c_.refuges)) {
      const scenario::Refuge& refuge = c_.refuges[r];
      const VertexId gate = add_vertex(NodeId{}, Mode::kCar), hub = add_vertex(NodeId{}, Mode::kCar);
      add_link(gate, hub, ArcId{}, Millis{0}, refuge.intake ? refuge.intake->count() : Rational{-1},
               set_of(rules::intake_times(c_, r)));
      out_.hubs.push_back({hub, gate, r, refuge.capacity});
      gates[r] = gate;
    }
    return gates;
  }

  struct Part {  // a vertex of a node, with when people may come to it and leave it
    VertexId vertex;
    CaseInterval when;
  };

  // A node where standing is limited. Whoever has not set out may stay at home and leave at any hour, and whoever comes
  // to a refuge there is taken in at any hour.
  struct Limited {
    std::vector<Part> waiting;  // one for each interval in which people may stand there
    std::vector<CaseInterval> barred;
    VertexId home, taken_in;  // valid if people live there; if a refuge is there
    VertexId passed;          // valid if people are led through while it is barred
  };

  // The nodes at which people of the mode live, and those at which refuges take them in.
  [[nodiscard]] std::array<std::set<NodeId>, 2> homes_and_refuges(Mode mode) const {
    std::array<std::set<NodeId>, 2> out;
    for (const scenario::Origin& o : c_.origins)
      if ((mode == Mode::kCar ? o.by_car : o.on_foot) > Persons{0})
        out[0].insert(mode == Mode::kCar ? o.car_node : o.foot_node);
    for (const scenario::Refuge& r : c_.refuges) out[1].insert(mode == Mode::kCar ? r.car_node : r.foot_node);
    return out;
  }

  Limited limited(NodeId v, Mode mode, const Times& stand, const std::array<std::set<NodeId>, 2>& homes_and_refuges) {
    Limited out;
    for (const CaseInterval& when : stand) out.waiting.push_back({add_vertex(v, mode), when});
    out.barred = complement<CaseTime>(stand, {CaseTime{0}, c_.horizon});
    if (passing_) {
      out.passed = add_vertex(v, mode);
      hurried_.insert(out.passed);
    }
    if (homes_and_refuges[0].contains(v)) {
      out.home = add_vertex(NodeId{}, mode);
      for (const Part& part : out.waiting) join(Part{out.home, part.when}, part.vertex);
    }
    if (homes_and_refuges[1].contains(v)) {
      out.taken_in = add_vertex(NodeId{}, mode);
      for (const Part& part : out.waiting) join(part, out.taken_in);
      if (out.home.valid()) join({out.home, {CaseTime{0}, kFar}}, out.taken_in);
      if (out.passed.valid()) join({out.passed, {CaseTime{0}, kFar}}, out.taken_in);
    }
    if (out.home.valid() && out.passed.valid()) {
      for (const CaseInterval& when : out.barred) join({out.home, when}, out.passed);
    }
    return out;
  }

  void add_mode(Mode mode, const Table<RefugeId, VertexId>& gates) {
    const network::Network& net = c_.network;
    const rules::AccessRules access = rules::access_rules(c_, mode, rounding_);
    out_.exact &= access.exact;
    std::map<NodeId, Limited> split;
    Table<NodeId, VertexId> vertex(net.node_count());
    const std::vector<NodeId> nodes = nodes_by_place();
    const auto special = homes_and_refuges(mode);
    for (const NodeId v : nodes) {
      if (access.waiting[v] == 0 || rounding_ == Rounding::kOuter)
        vertex[v] = add_vertex(v, mode);
      else
        split.emplace(v, limited(v, mode, access.of(v), special));
    }
    // The vertices of a node by which people leave it or come to it, and when.
    const auto parts = [&](NodeId v, VertexId Limited::*whatever_closes) {
      const auto split_node = vertex[v].valid() ? split.end() : split.find(v);
      if (split_node == split.end()) return std::vector<Part>{{vertex[v], {CaseTime{0}, kFar}}};
      std::vector<Part> out = split_node->second.waiting;
      const VertexId passed = split_node->second.passed;
      if (const VertexId at = passed.valid() ? passed : split_node->second.*whatever_closes; at.valid()) {
        for (const CaseInterval& when : split_node->second.barred) out.push_back({at, when});
      }
      return out;
    };
    const auto parts_of = [&](ArcId a) {
      return Parts{parts(net.tail[a], &Limited::home), parts(net.head[a], &Limited::taken_in)};
    };
    const auto place = [&](NodeId v, VertexId Limited::*of_limited) {
      return vertex[v].valid() ? vertex[v] : split.at(v).*of_limited;
    };
    const auto rates = mode == Mode::kCar ? rules::car_rates(c_) : Table<network::RoadId, Rational>{};
    std::vector<std::uint32_t> shared(access.sets.size(), std::numeric_limits<std::uint32_t>::max());
    for (const ArcId a : arcs_by_place(nodes)) {
      const Times& entry = access.of(a);
      if (entry.empty() || (net.modes[a] & mode_bit(mode)) == 0) continue;
      const Millis time = rules::travel_time(c_, net.road[a], mode, rounding_);
      const Rational rate = mode == Mode::kCar ? rates[net.road[a]] : Rational{-1};
      std::uint32_t& rate_open = shared[access.entry[a]];
      if (rate_open == std::numeric_limits<std::uint32_t>::max()) rate_open = set_of(access.sets[access.entry[a]]);
      const auto limit = std::find_if(out_.daily.begin(), out_.daily.end(), [&](const auto& d) { return d.arc == a; });
      if (limit != out_.daily.end() && rounding_ == Rounding::kInner) {
        add_limited(parts_of(a), a, time, rate, entry, rate_open, share_of(limit->persons, mode, net.modes[a]));
      } else if (vertex[net.tail[a]].valid() && vertex[net.head[a]].valid()) {
        add_link(vertex[net.tail[a]], vertex[net.head[a]], a, time, rate, rate_open, rate_open);
      } else {
        add_parts(parts_of(a), a, time, rate, entry, rate_open);
      }
    }
    for (const RefugeId r : by_id(c_.refuges)) {
      const NodeId node = mode == Mode::kCar ? c_.refuges[r].car_node : c_.refuges[r].foot_node;
      if (node.valid()) join({place(node, &Limited::taken_in), {CaseTime{0}, kFar}}, gates[r]);
    }
    for (const OriginId o : by_id(c_.origins)) {
      const scenario::Origin& origin = c_.origins[o];
      const Persons persons = mode == Mode::kCar ? origin.by_car : origin.on_foot;
      const NodeId node = mode == Mode::kCar ? origin.car_node : origin.foot_node;
      if (persons > Persons{0} && node.valid())
        out_.supplies.push_back({place(node, &Limited::home), o, mode, persons, origin.release});
    }
    count_unreached(mode, access);
  }

  // Counts the people whom no road leads to a refuge, even if every opening lasted for ever.
  void count_unreached(Mode mode, const rules::AccessRules& access) {
    const network::Network& net = c_.network;
    const auto into = graph::compressed_rows<NodeId, NodeId>(net.node_count(), [&](const auto& put) {
      for (const ArcId a : net.head.ids()) {
        if (!access.never(a) && (net.modes[a] & mode_bit(mode)) != 0) put(net.head[a], net.tail[a]);
      }
    });
    std::vector<char> reaches(net.node_count(), 0);
    std::vector<NodeId> todo;
    const auto reach = [&](NodeId v) {
      if (v.valid() && !std::exchange(reaches[v.index()], 1)) todo.push_back(v);
    };
    for (const scenario::Refuge& refuge : c_.refuges) reach(mode == Mode::kCar ? refuge.car_node : refuge.foot_node);
    while (!todo.empty()) {
      const NodeId v = todo.back();
      todo.pop_back();
      for (const NodeId u : into[v]) reach(u);
    }
    for (const OriginId o : c_.origins.ids()) {
      const scenario::Origin& origin = c_.origins[o];
      const NodeId node = mode == Mode::kCar ? origin.car_node : origin.foot_node;
      if (!node.valid() || !reaches[node.index()])
        out_.unreached[o] += mode == Mode::kCar ? origin.by_car : origin.on_foot;
    }
  }

  struct Parts {
    std::vector<Part> tails, heads;
  };

  void add_parts(const Parts& parts, ArcId a, Millis time, Rational rate, const Times& entry, std::uint32_t rate_open) {
    for (const Part& from : parts.tails) {
      for (const Part& to : parts.heads) {
        const Times may{intersect(from.when, {to.when.from - time, to.when.until - time})};
        const Times both = intersect(entry, merged(may));
        if (!both.empty()) add_link(from.vertex, to.vertex, a, time, rate, set_of(both), rate_open);
      }
    }
  }

  void find_daily_limits() {
    std::map<ArcId, Persons> least;
    for (const scenario::Term& term : c_.agreement.terms) {
      if (term.round != c_.agreement.planned || !term.in_force || term.kind != scenario::TermKind::kDailyLimit)
        continue;
      const auto& roads = c_.agreement.corridors[term.corridor].roads;
      if (roads.empty()) continue;
      for (const ArcId a : c_.network.head.ids()) {
        if (c_.network.road[a] != roads.front().road || c_.network.direction[a] != roads.front().direction) continue;
        const auto [at, fresh] = least.emplace(a, term.persons_per_day);
        if (!fresh) at->second = std::min(at->second, term.persons_per_day);
      }
    }
    for (const auto& [arc, persons] : least) out_.daily.push_back({arc, persons});
    if (least.empty() || rounding_ == Rounding::kOuter) return;
    const TravelNetwork outer = travel_network(c_, Rounding::kOuter);
    for (const Supply& s : outer.supplies)
      if (s.release + outer.potential[s.vertex] < c_.horizon)
        in_time_[static_cast<std::size_t>(s.mode)] += s.persons.count();
  }

  // The part of a daily limit that a mode gets: it is shared in proportion to the people of each mode who may take such
  // a road and can be at a refuge in time. Shares are whole people; the person left over walks.
  [[nodiscard]] Persons share_of(Persons limit, Mode mode, network::ModeSet modes) const {
    const auto of = [&](Mode m) { return (modes & mode_bit(m)) != 0 ? in_time_[static_cast<std::size_t>(m)] : 0; };
    const std::int64_t by_car = of(Mode::kCar), all = by_car + of(Mode::kFoot);
    if (all == 0) return Persons{0};
    const Persons cars{(Rational{limit.count()} * Rational::of(by_car, all)).floor()};
    return mode == Mode::kCar ? cars : of(Mode::kFoot) == 0 ? Persons{0} : limit - cars;
  }

  // Adds one link for each day, which opens when the road does and closes when the limit is used up at full rate. The
  // bound does without this, so what it loses stands in the gap.
  void add_limited(const Parts& parts, ArcId a, Millis time, Rational rate, const Times& entry, std::uint32_t rate_open,
                   Persons persons) {
    for (const CaseInterval& day : out_.days) {
      Times open = intersect(entry, Times{day});
      if (open.empty()) continue;
      Rational day_rate = rate;
      const Rational most{persons.count()};
      if (rate < Rational{0}) {  // walkers have no rate: the limit is spread over the opening
        Millis length{0};
        for (const CaseInterval& i : open) length += i.length();
        day_rate = most * Rational::of(3'600'000, length.count());
        if (most > Rational{0}) add_parts(parts, a, time, day_rate, open, set_of(open));
        continue;
      }
      Millis left{(most * Rational{3'600'000} / rate).floor()};
      for (CaseInterval& i : open) {
        i.until = std::min(i.until, i.from + left);
        left -= std::max(Millis{0}, i.length());
      }
      if (open = merged(std::move(open)); !open.empty()) add_parts(parts, a, time, rate, open, rate_open);
    }
  }

  void join(const Part& from, VertexId to) {
    const std::uint32_t open =
        from.when.until == kFar ? 0 : set_of(intersect(Times{from.when}, Times{{CaseTime{0}, c_.horizon}}));
    add_link(from.vertex, to, ArcId{}, Millis{0}, Rational{-1}, open);
  }

  // Drops vertices that nobody can come to or from which no refuge can be reached, and the links at them.
  void keep_what_serves() {
    const std::size_t n = out_.node.size();
    const Table<VertexId, CaseTime> to_refuge = times_to_hubs(n);
    Table<VertexId, char> reached = reached_vertices(n);
    std::vector<Supply> supplies;
    for (const Supply& s : out_.supplies) {
      if (to_refuge[s.vertex] != kFar) supplies.push_back(s);
    }
    for (auto& nodes : out_.reachable) nodes = Table<NodeId, char>(c_.network.node_count(), 0);
    for (const VertexId s : reached.ids()) {
      if (reached[s] && out_.node[s].valid()) out_.reachable[static_cast<std::size_t>(out_.mode[s])][out_.node[s]] = 1;
    }
    for (const Hub& hub : out_.hubs) reached[hub.vertex] = 1;  // a refuge that nobody can come to is still one
    Table<VertexId, char> serves(n, 0);
    for (const VertexId s : reached.ids()) {
      if (!reached[s] || to_refuge[s] == kFar) continue;
      serves[s] = 1;
      still_hurried_.push_back(hurried_.contains(s) ? 1 : 0);
    }
    out_.potential = to_refuge;
    out_.supplies = std::move(supplies);
    out_ = subnetwork(out_, serves);
  }

  [[nodiscard]] Table<VertexId, CaseTime> times_to_hubs(std::size_t n) const {
    const LinksAt into = links_at(out_.head, n);
    Table<VertexId, CaseTime> best(n, kFar);
    graph::Dijkstra<VertexId, Table<VertexId, CaseTime>> search(best);
    for (const Hub& hub : out_.hubs) search.reach(hub.vertex, CaseTime{0});
    while (const auto v = search.next()) {
      for (const LinkId m : into[*v]) search.reach(out_.tail[m], best[*v] + out_.time[m]);
    }
    return best;
  }

  // By vertex: the soonest that anybody can be there, leaving when released and going on as soon as a road opens.
  [[nodiscard]] Table<VertexId, CaseTime> soonest() const {
    const std::size_t n = out_.node.size();
    const LinksAt leaving = links_at(out_.tail, n);
    Table<VertexId, CaseTime> best(n, kFar);
    graph::Dijkstra<VertexId, Table<VertexId, CaseTime>> search(best);
    for (const Supply& s : out_.supplies) search.reach(s.vertex, s.release);
    while (const auto v = search.next()) {
      const CaseTime time = best[*v];
      for (const LinkId m : leaving[*v]) {
        const Times& open = out_.opening(m);
        const auto next = std::lower_bound(open.begin(), open.end(), time,
                                           [](const CaseInterval& i, CaseTime t) { return i.until <= t; });
        if (next == open.end()) continue;
        search.reach(out_.head[m], std::max(time, next->from) + out_.time[m]);
      }
    }
    return best;
  }

  [[nodiscard]] Table<VertexId, char> reached_vertices(std::size_t n) const {
    const LinksAt leaving = links_at(out_.tail, n);
    Table<VertexId, char> reached(n, 0);
    std::vector<VertexId> todo;
    for (const Supply& s : out_.supplies) {
      if (!reached[s.vertex]) todo.push_back(s.vertex);
      reached[s.vertex] = 1;
    }
    while (!todo.empty()) {
      const VertexId v = todo.back();
      todo.pop_back();
      for (const LinkId m : leaving[v]) {
        if (reached[out_.head[m]]) continue;
        reached[out_.head[m]] = 1;
        todo.push_back(out_.head[m]);
      }
    }
    return reached;
  }

  const Case& c_;
  Rounding rounding_;
  bool passing_;
  TravelNetwork out_;
  std::set<VertexId> hurried_;             // vertices where nobody may wait
  Table<VertexId, char> still_hurried_;    // by vertex that is kept, a flag: nobody may wait there
  std::array<std::int64_t, 2> in_time_{};  // people by mode, among whom kInner shares daily limits
  graph::Numbering<TimeSet> number_of_;    // numbers out_.sets
};

}  // namespace

VertexId TravelNetwork::append(const Vertex& vertex) {
  mode.push_back(vertex.mode);
  potential.push_back(vertex.potential);
  return node.push_back(vertex.node);
}

LinkId TravelNetwork::append(const Link& link) {
  head.push_back(link.head);
  arc.push_back(link.arc);
  time.push_back(link.time);
  persons_per_h.push_back(link.persons_per_h);
  open.push_back(link.open);
  rate_open.push_back(link.rate_open);
  return tail.push_back(link.tail);
}

void TravelNetwork::keep_links(std::size_t first) {
  tail.resize(first);
  head.resize(first);
  arc.resize(first);
  time.resize(first);
  persons_per_h.resize(first);
  open.resize(first);
  rate_open.resize(first);
  if (chain_of.empty()) return;
  chain_of.resize(first + 1);
  chain.resize(chain_of.back());
}

TravelNetwork travel_network(const Case& c, Rounding rounding) {
  return Builder(c, rounding).build();
}

PassingNetwork network_with_passing(const Case& c) {
  Builder builder(c, Rounding::kInner, true);
  PassingNetwork out{builder.build(), builder.hurried()};
  const auto& hurried = out.hurried;
  if (std::none_of(hurried.begin(), hurried.end(), [](char is) { return is != 0; })) out.hurried = {};
  return out;
}

}  // namespace passage::timenet
