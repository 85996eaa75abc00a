// Everybody who may move in a case, on one network in continuous time: a copy of the road network for each mode, joined
// at the refuges. A vertex is where people stand, a link is how they get on; links open and close, and waiting at a
// vertex is free (Orda, Rom: Shortest-path and minimum-delay algorithms in networks with time-dependent edge-length,
// 1990).
//
//     cars     home -> v ---> w ---.
//                                   > gate ---> hub     one gate and one hub a refuge;
//     on foot  home -> v ---> w ---'                     intake is the link from gate to hub
//
// A node where standing is limited (inside a corridor that closes) has one vertex for each interval in which people may
// stand there. So waiting at a vertex stays free. Its links are split alike, and the times at which the parts may be
// entered are disjoint, so that no capacity is counted twice. Symbols: docs/methods/notation.md.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "rules/access_rules.h"

namespace passage::timenet {

using rules::Rounding;
using rules::Times;
using rules::TimeSet;
using scenario::Case;
using scenario::CaseInterval;
using scenario::CaseTime;

using VertexId = Id<struct VertexTag>;
using LinkId = Id<struct LinkTag>;

// TravelNetwork::rate_open of a link whose capacity is a whole number of persons each step, its rate rounded down.
inline constexpr std::uint32_t kWholePersons = 0xFFFFFFFFu;

// People of one origin and one mode. They are at their vertex from `release` on.
struct Supply {
  VertexId vertex;
  scenario::OriginId origin;
  network::Mode mode = network::Mode::kCar;
  Persons persons;
  CaseTime release{0};
};

struct Hub {  // where a refuge takes people in
  VertexId vertex;
  VertexId gate;  // where all modes meet before it; invalid if nobody can come there
  scenario::RefugeId refuge;
  std::optional<Persons> capacity;
};

// The daily limit of a corridor, in force. It counts cars and walkers together, on the corridor's first road.
struct DailyLimit {
  network::ArcId arc;
  Persons persons;  // a day, the least if there are several
};

// A road of a link that is a chain. Whoever enters the link at t enters the road at t + after.
struct Road {
  network::ArcId arc;
  Millis after{0};
};

// Rows of the tables of vertices and links below.
struct Vertex {
  network::NodeId node;
  network::Mode mode = network::Mode::kCar;
  CaseTime potential{0};
};
struct Link {
  VertexId tail, head;
  network::ArcId arc;
  Millis time{0};
  Rational persons_per_h{-1};
  std::uint32_t open = 0, rate_open = 0;
};

struct TravelNetwork {
  Rounding rounding = Rounding::kInner;
  CaseTime horizon{0};

  // s vertices. node is invalid at homes and hubs.
  Table<VertexId, network::NodeId> node;
  Table<VertexId, network::Mode> mode;
  Table<VertexId, CaseTime> potential;  // d(v), finite: at first the free-flow time to the nearest hub
  Table<VertexId, CaseTime> soonest;    // of kOuter: nobody can be there before; else empty

  // m links.
  Table<LinkId, VertexId> tail, head;
  Table<LinkId, network::ArcId> arc;      // invalid where no road is used
  Table<LinkId, Millis> time;             // rounded as `rounding` says
  Table<LinkId, Rational> persons_per_h;  // < 0 = no limit
  Table<LinkId, std::uint32_t> open;      // index into sets: when it may be entered
  // Index into sets: when its whole road is open, over which the running total of the capacity is counted; or
  // kWholePersons.
  Table<LinkId, std::uint32_t> rate_open;
  std::vector<TimeSet> sets;  // 0 = always
  // Links for the ends of openings that fill no whole step (expand/remnants.h); empty = none.
  Table<LinkId, char> remnant;

  // Where links are chains of roads (timenet/contract.h): offsets into chain, m + 1; else empty.
  std::vector<std::uint32_t> chain_of;
  std::vector<Road> chain;

  bool exact = true;  // as of AccessRules
  // Rows of a plan hold whole people, so a group may be ahead of a running total by less than one person. Where several
  // groups share roads each may be, and this is what they may be ahead together, in persons; 0 = there is one group.
  Rational allowance{0};

  std::vector<Supply> supplies;  // persons > 0
  std::vector<Hub> hubs;

  std::vector<DailyLimit> daily;   // by arc; the links of kInner keep to them as they are
  std::vector<CaseInterval> days;  // calendar days of the case

  // By mode: nodes that people can come to, whether or not a refuge can be reached from there.
  std::array<Table<network::NodeId, char>, 2> reachable;

  // People by car and on foot whom no road leads to a refuge at any hour, by origin.
  Table<scenario::OriginId, Persons> unreached;

  VertexId append(const Vertex& vertex);
  LinkId append(const Link& link);
  [[nodiscard]] Vertex vertex(VertexId v) const { return {node[v], mode[v], potential[v]}; }
  [[nodiscard]] Link link(LinkId m) const {
    return {tail[m], head[m], arc[m], time[m], persons_per_h[m], open[m], rate_open[m]};
  }
  void keep_links(std::size_t first);  // only so many, and their chains

  [[nodiscard]] const Times& opening(LinkId m) const { return sets[open[m]].times; }
  [[nodiscard]] bool is_remnant(LinkId m) const { return remnant.size() != 0 && remnant[m] != 0; }

  // visit(Road) for each road of a link, in order.
  template <class Visit>
  void each_road(LinkId m, Visit&& visit) const {
    if (chain_of.empty()) {
      if (arc[m].valid()) visit(Road{arc[m], Millis{0}});
      return;
    }
    for (std::uint32_t i = chain_of[m.index()]; i < chain_of[m.index() + 1]; ++i) visit(chain[i]);
  }
};

// The travel network of a case: what people can come to and from where a refuge can be reached. kOuter leaves the rule
// of standing out, so that it has one vertex for each node and mode; a bound on it is only larger. O((nodes + arcs) log
// nodes).
[[nodiscard]] TravelNetwork travel_network(const Case& c, Rounding rounding);

}  // namespace passage::timenet
