// Turn restrictions at a node v, exactly and without doubling any arc:
//
//   arcs in that no restriction names -> v ----+--> v.out -> arcs out that no restriction names
//   in-arc f that is restricted -> port p_f ---+--> port o_t -> arc out t that somebody may not take
//
// v leads to v.out and to every o_t; p_f to v.out and to each o_t that f may take, for cars; walkers
// also from p_f to v, and so everywhere. No turn road leads back, so nobody gets round a restriction.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "osm/pieces.h"

namespace passage::osm {

using network::Direction;

namespace {

constexpr ModeSet kCar = network::mode_bit(network::Mode::kCar), kFoot = network::mode_bit(network::Mode::kFoot);

struct Side {  // an arc to be
  std::uint32_t piece = 0;
  Direction direction = Direction::kForward;
  auto operator<=>(const Side&) const = default;
};

struct Junction {
  std::vector<Side> in, out;  // of cars
  std::set<std::pair<Side, Side>> forbidden;
};

class Splitter {
 public:
  Splitter(OsmRoads& roads, Pieces& pieces) : roads_(roads), pieces_(pieces) {
    for (std::uint32_t w = 0; w + 1 < roads.ways.size(); ++w) way_of_.emplace_back(roads.ways[w].id, w);
    std::sort(way_of_.begin(), way_of_.end());
    plain_ = std::count(pieces.part_of.begin(), pieces.part_of.end(), 0u);
  }

  void run() {
    find_junctions();
    for (const OsmRestriction& restriction : roads_.restrictions) apply(restriction);
    for (auto& [node, junction] : junctions_) {
      if (!junction.forbidden.empty() && cars_pass(node)) split(node, junction);
    }
  }

 private:
  [[nodiscard]] ModeSet modes(Side s) const {
    const OsmWay& way = roads_.ways[pieces_.pieces[s.piece].way];
    return s.direction == Direction::kForward ? way.forward.modes : way.backward.modes;
  }
  [[nodiscard]] bool car(Side s) const { return (modes(s) & kCar) != 0; }
  NodeId& tail(Side s) {
    Piece& p = pieces_.pieces[s.piece];
    return s.direction == Direction::kForward ? p.from : p.backward_from;
  }
  NodeId& head(Side s) {
    Piece& p = pieces_.pieces[s.piece];
    return s.direction == Direction::kForward ? p.to : p.backward_to;
  }
  [[nodiscard]] std::vector<std::uint32_t> pieces_of(const std::vector<std::int64_t>& ways) const {
    std::vector<std::uint32_t> out;
    for (const std::int64_t id : ways) {
      const auto at = std::lower_bound(way_of_.begin(), way_of_.end(), std::pair{id, std::uint32_t{0}});
      if (at == way_of_.end() || at->first != id) continue;
      for (std::uint32_t p = pieces_.first_of[at->second]; p < pieces_.first_of[at->second + 1]; ++p) out.push_back(p);
    }
    return out;
  }

  // The arcs of cars in and out of every node that a restriction may touch.
  void find_junctions() {
    std::vector<bool> touched(pieces_.rank_of.size(), false);
    for (const OsmRestriction& r : roads_.restrictions) {
      for (const auto* ways : {&r.from, &r.to, &r.via_ways}) {
        for (const std::uint32_t p : pieces_of(*ways)) {
          touched[pieces_.pieces[p].from.index()] = touched[pieces_.pieces[p].to.index()] = true;
        }
      }
    }
    for (std::uint32_t p = 0; p < pieces_.pieces.size(); ++p) {
      const Piece& piece = pieces_.pieces[p];
      if (!touched[piece.from.index()] && !touched[piece.to.index()]) continue;
      for (const Direction d : {Direction::kForward, Direction::kBackward}) {
        const Side side{p, d};
        if (!car(side)) continue;
        if (touched[tail(side).index()]) junctions_[tail(side)].out.push_back(side);
        if (touched[head(side).index()]) junctions_[head(side)].in.push_back(side);
      }
    }
  }

  [[nodiscard]] std::vector<Side> of_ways(const std::vector<Side>& sides, const std::vector<std::int64_t>& ways) const {
    std::vector<Side> out;
    for (const Side s : sides) {
      const std::int64_t way = roads_.ways[pieces_.pieces[s.piece].way].id;
      if (std::find(ways.begin(), ways.end(), way) != ways.end()) out.push_back(s);
    }
    return out;
  }

  void not_represented(const OsmRestriction& r, const std::string& why) {
    ++roads_.counts[kNotRepresented + why];
    ++roads_.counts["findings P321"];
    if (++reported_ > kFindingsOfAKind) return;
    roads_.findings.push_back({.severity = Severity::kFinding,
                               .code = "P321",
                               .problem = fmt::format("turn restriction {} is not represented", r.tag),
                               .why = why,
                               .where = fmt::format("relation {}", r.id)});
  }
  void moot(const char* why) { ++roads_.counts[std::string(kWithoutEffect) + why]; }

  [[nodiscard]] bool drivable(const std::vector<std::int64_t>& ways) const {
    const auto pieces = pieces_of(ways);
    return std::any_of(pieces.begin(), pieces.end(),
                       [&](std::uint32_t p) { return roads_.ways[pieces_.pieces[p].way].drivable(); });
  }
  // Where they cannot, a barrier parts the roads, and no turn is left to forbid.
  [[nodiscard]] bool cars_pass(NodeId node) const {
    return (roads_.node_flags[pieces_.rank_of[node.index()]] & kNodeNoCar) == 0;
  }
  [[nodiscard]] bool touch(const std::vector<std::int64_t>& ways, NodeId node) const {
    const auto pieces = pieces_of(ways);
    return std::any_of(pieces.begin(), pieces.end(),
                       [&](std::uint32_t p) { return pieces_.pieces[p].from == node || pieces_.pieces[p].to == node; });
  }

  void apply(const OsmRestriction& r) {
    if (r.from.empty() || r.to.empty() || (r.via_node == 0 && r.via_ways.empty()))
      return not_represented(r, "from, via or to is missing");
    if (!drivable(r.from)) return moot("its first way is not in the network for cars");
    if (!drivable(r.to)) {
      if (r.kind == OsmRestriction::Kind::kOnly)
        return not_represented(r, "the only way that it leaves open is not in the network for cars");
      return moot("its last way is not in the network for cars");
    }
    if (r.via_ways.empty()) return apply_at_node(r);
    if (r.via_ways.size() > 1) return not_represented(r, "it goes over several ways");
    apply_over_way(r);
  }

  void apply_at_node(const OsmRestriction& r) {
    const NodeId node = node_of(r.via_node);
    if (!node.valid() || !touch(r.from, node) || !touch(r.to, node))
      return not_represented(r, "its ways do not meet at its node");
    if (!cars_pass(node)) return moot("cars cannot pass its node");
    Junction& junction = junctions_[node];
    const auto in = of_ways(junction.in, r.from), out = of_ways(junction.out, r.to);
    if (in.empty()) return moot("one-way roads keep cars from it");
    if (out.empty()) {
      if (r.kind == OsmRestriction::Kind::kOnly)
        return not_represented(r, "cars may not enter the only way that it leaves open");
      return moot("one-way roads keep cars from it");
    }
    const bool u_turn = r.from == r.to;
    if ((in.size() > r.from.size() || out.size() > r.to.size()) && !u_turn)
      return not_represented(r, "a way passes through the node, so it is open which half is meant");
    forbid(r, junction, in, out);
    ++roads_.counts[kRepresented];
  }

  // Not that of a part; invalid if no road ends there.
  [[nodiscard]] NodeId node_of(std::int64_t osm_node) const {
    const auto rank = std::lower_bound(roads_.node_id.begin(), roads_.node_id.end(), osm_node);
    if (rank == roads_.node_id.end() || *rank != osm_node) return {};
    const auto wanted = static_cast<NodeRank>(rank - roads_.node_id.begin());
    const auto plain_end = pieces_.rank_of.begin() + plain_;
    const auto at = std::lower_bound(pieces_.rank_of.begin(), plain_end, wanted);
    return at == plain_end || *at != wanted ? NodeId{} : NodeId{at - pieces_.rank_of.begin()};
  }

  static Side back(Side s) {
    return {s.piece, s.direction == Direction::kForward ? Direction::kBackward : Direction::kForward};
  }

  // From a way into itself only turning back is meant, not going on along it.
  static void forbid(const OsmRestriction& r, Junction& junction, const std::vector<Side>& in,
                     const std::vector<Side>& out) {
    for (const Side f : in) {
      for (const Side t : junction.out) {
        const bool meant = r.from == r.to ? t == back(f) : std::find(out.begin(), out.end(), t) != out.end();
        if (meant == (r.kind == OsmRestriction::Kind::kNo)) junction.forbidden.emplace(f, t);
      }
    }
  }

  // The run of arcs of one way from a to b, or nothing.
  std::vector<Side> along(const std::vector<std::uint32_t>& way, NodeId a, NodeId b) {
    std::vector<Side> run;
    for (std::size_t i = 0; i < way.size(); ++i) {
      const Side s{way[i], Direction::kForward};
      if (run.empty() ? tail(s) == a : head(run.back()) == tail(s)) run.push_back(s);
      if (!run.empty() && head(run.back()) == b) return run;
    }
    run.clear();
    for (std::size_t i = way.size(); i-- > 0;) {
      const Side s{way[i], Direction::kBackward};
      if (run.empty() ? tail(s) == a : head(run.back()) == tail(s)) run.push_back(s);
      if (!run.empty() && head(run.back()) == b) return run;
    }
    return {};
  }

  // From f over the way's arcs to t: exact as a restriction at one node if, turning back aside, the way
  // is entered from f alone, or left to t alone.
  void apply_over_way(const OsmRestriction& r) {
    const auto way = pieces_of(r.via_ways);
    if (!drivable(r.via_ways)) return moot("the way between is not in the network for cars");
    for (auto& [a, at_a] : junctions_) {
      const auto in = of_ways(at_a.in, r.from);
      if (in.size() != 1 || of_ways(at_a.out, r.via_ways).empty()) continue;
      for (auto& [b, at_b] : junctions_near(way)) {
        const auto out = of_ways(at_b->out, r.to);
        if (out.size() != 1 || a == b) continue;
        const auto run = along(way, a, b);
        if (run.empty() || !std::all_of(run.begin(), run.end(), [&](Side s) { return car(s); })) continue;
        if (!reduce(r, at_a, *at_b, in.front(), run, out.front())) {
          not_represented(r, "its way is entered from several roads and left to several");
        }
        return;
      }
    }
    moot("nobody can drive along its ways");
  }

  std::vector<std::pair<NodeId, Junction*>> junctions_near(const std::vector<std::uint32_t>& way) {
    std::set<NodeId> nodes;
    for (const std::uint32_t p : way) nodes.insert({pieces_.pieces[p].from, pieces_.pieces[p].to});
    std::vector<std::pair<NodeId, Junction*>> out;
    for (const NodeId node : nodes) {
      if (const auto at = junctions_.find(node); at != junctions_.end()) out.emplace_back(node, &at->second);
    }
    return out;
  }

  bool reduce(const OsmRestriction& r, Junction& at_a, Junction& at_b, Side f, const std::vector<Side>& run, Side t) {
    for (std::size_t i = 0; i + 1 < run.size(); ++i) {  // nobody joins or leaves on the way
      const Junction& between = junctions_[head(run[i])];
      if (between.in.size() > 2 || between.out.size() > 2) return false;
      for (const Side s : between.in) {
        if (s != run[i] && s != back(run[i + 1])) return false;
      }
      for (const Side s : between.out) {
        if (s != run[i + 1] && s != back(run[i])) return false;
      }
    }
    const bool only_from_f = std::all_of(at_a.in.begin(), at_a.in.end(), [&](Side s) {
      return s == f || s == back(run.front()) || at_a.forbidden.contains({s, run.front()});
    });
    const bool only_to_t = std::all_of(at_b.out.begin(), at_b.out.end(), [&](Side s) {
      return s == t || s == back(run.back()) || at_b.forbidden.contains({run.back(), s});
    });
    if (only_from_f) {
      forbid(r, at_b, {run.back()}, {t});
    } else if (r.kind == OsmRestriction::Kind::kNo && only_to_t) {
      at_a.forbidden.emplace(f, run.front());
    } else if (r.kind == OsmRestriction::Kind::kNo || !only_to_t) {
      return false;
    }
    ++roads_.counts[kRepresented];
    ++roads_.counts["of the represented turn restrictions, over a way"];
    return true;
  }

  void split(NodeId node, const Junction& junction) {
    std::set<Side> in, out;
    for (const auto& [f, t] : junction.forbidden) {
      in.insert(f);
      out.insert(t);
    }
    constexpr ModeSet kBoth = kCar | kFoot;
    const NodeId rest = pieces_.add_part(node);
    const auto turn = [&](NodeId from, NodeId to, ModeSet modes) { join(roads_, pieces_, from, to, modes, 0); };
    turn(node, rest, kBoth);
    std::map<Side, NodeId> out_port;
    for (const Side t : out) {
      out_port[t] = pieces_.add_part(node);
      turn(node, out_port[t], kBoth);
    }
    for (const Side f : in) {
      const NodeId port = pieces_.add_part(node);
      turn(port, rest, kCar);
      turn(port, node, kFoot);
      for (const Side t : out) {
        if (!junction.forbidden.contains({f, t})) turn(port, out_port[t], kCar);
      }
      head(f) = port;
    }
    leaving_[node] = rest;
    for (const auto& [t, port] : out_port) tail(t) = port;
    moved_.insert(out.begin(), out.end());
  }

 public:
  // Every other arc out of a split node leaves from its `rest`; walkers' arcs too.
  void move_the_rest() {
    if (leaving_.empty()) return;
    for (std::uint32_t p = 0; p < pieces_.pieces.size(); ++p) {
      for (const Direction d : {Direction::kForward, Direction::kBackward}) {
        const Side side{p, d};
        if (modes(side) == 0 || moved_.contains(side)) continue;
        if (const auto rest = leaving_.find(tail(side)); rest != leaving_.end()) tail(side) = rest->second;
      }
    }
  }

 private:
  OsmRoads& roads_;
  Pieces& pieces_;
  std::vector<std::pair<std::int64_t, std::uint32_t>> way_of_;
  std::ptrdiff_t plain_;  // nodes that are no parts stand first, by rank
  std::map<NodeId, Junction> junctions_;
  std::map<NodeId, NodeId> leaving_;
  std::size_t reported_ = 0;
  std::set<Side> moved_;
};

}  // namespace

void split_at_restrictions(OsmRoads& roads, Pieces& pieces) {
  if (roads.restrictions.empty()) return;
  Splitter splitter(roads, pieces);
  splitter.run();
  splitter.move_the_rest();
}

}  // namespace passage::osm
