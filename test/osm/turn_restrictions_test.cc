// Turn restrictions at a node and over a way, and the account of those in real extracts.
#include <algorithm>
#include <map>

#include "osm/read.h"
#include "test/osm/text.h"

namespace passage::osm {

using network::ArcId;
using network::Doubt;

namespace {

// A crossing at n2: 1 west (n1), 3 east (n3), 2 north (n10), 4 south (n11).
std::string crossing() {
  const std::string road = tags({{"highway", "primary"}});
  return way(1, {1, 2}, road) + way(3, {2, 3}, road) + way(2, {2, 10}, road) + way(4, {2, 11}, road);
}

TEST(Turns, NoLeftTurnForbidsThatTurnAlone) {
  const Network net = import_text(crossing() + restriction(9, "no_left_turn", 1, "node", 2, 2)).network;
  // From the west to the north: east and back first (1 + 1 + 1 + 1 steps), all else is as before.
  EXPECT_EQ(steps(net, "n1", "n10"), 4);
  EXPECT_EQ(steps(net, "n1", "n10", Mode::kFoot), 2);
  for (const auto& [from, to] : {std::pair{"n1", "n3"}, {"n1", "n11"}, {"n3", "n10"}, {"n11", "n10"}, {"n10", "n1"}})
    EXPECT_EQ(steps(net, from, to), 2) << from << " " << to;
}

TEST(Turns, OnlyStraightOn) {
  const Network net = import_text(crossing() + restriction(9, "only_straight_on", 1, "node", 2, 3)).network;
  EXPECT_EQ(steps(net, "n1", "n3"), 2);
  EXPECT_EQ(steps(net, "n1", "n10"), 4);
  EXPECT_EQ(steps(net, "n1", "n11"), 4);
  EXPECT_EQ(steps(net, "n10", "n1"), 2);
}

TEST(Turns, ExceptedForCarsHasNoEffect) {
  const ImportedRoads roads =
      import_text(crossing() + restriction(9, "no_left_turn", 1, "node", 2, 2, tags({{"except", "psv;motorcar"}})));
  EXPECT_EQ(steps(roads.network, "n1", "n10"), 2);
  EXPECT_EQ(count_of(roads.meta, std::string(kWithoutEffect) + "it excepts cars"), 1);
}

TEST(Turns, NoCapacityIsDoubled) {
  // Each way has one arc a direction, however its junction is split.
  const Network net = import_text(crossing() + restriction(9, "no_left_turn", 1, "node", 2, 2)).network;
  int drawn = 0;
  for (const ArcId a : net.head.ids()) drawn += net.road_class[net.road[a]] != RoadClass::kTurn;
  EXPECT_EQ(drawn, 8);
  for (const ArcId a : net.head.ids()) {
    const network::RoadId r = net.road[a];
    const bool forward = net.direction[a] == network::Direction::kForward;
    EXPECT_EQ(net.tail[a], forward ? net.from[r] : net.to[r]);
    EXPECT_EQ(net.head[a], forward ? net.to[r] : net.from[r]);
  }
}

// The node of the crossing keeps somebody from passing, or may on the day: the restriction holds beside that.
TEST(Turns, AtAFordOrALockedGate) {
  const std::string held = crossing() + restriction(9, "no_left_turn", 1, "node", 2, 2);
  const auto at_node = [&](const std::string& with) {
    const std::string old = R"(<node id="2" lat="0" lon="0.01"/>)";
    std::string nodes = kNodes;
    nodes.replace(nodes.find(old), old.size(), R"(<node id="2" lat="0" lon="0.01">)" + with + "</node>");
    const TemporaryFile file("<osm version=\"0.6\">" + nodes + held + "</osm>");
    ImportedRoads roads = import_osm(file.path(), RoadModel::standard(), jobs::Task());
    EXPECT_EQ(count_of(roads.meta, kRepresented) +
                  count_of(roads.meta, std::string(kWithoutEffect) + "cars cannot pass its node"),
              1)
        << with;
    return roads;
  };
  for (const auto& [with, doubt] : {std::pair{tags({{"ford", "yes"}}), Doubt::kAtTimes},
                                    {tags({{"barrier", "gate"}, {"locked", "yes"}}), Doubt::kLocked}}) {
    const ImportedRoads roads = at_node(with);
    EXPECT_EQ(steps(roads.network, "n1", "n10"), 4) << with;
    EXPECT_EQ(steps(roads.network, "n1", "n10", Mode::kFoot), 2) << with;
    EXPECT_EQ(steps(roads.network, "n1", "n3"), 2) << with;
    const Network closed = network::without_doubtful(roads.network, roads.meta.doubtful, network::doubt_bit(doubt));
    for (const Mode mode : {Mode::kCar, Mode::kFoot}) {
      EXPECT_EQ(steps(closed, "n1", "n3", mode), -1) << with;
      EXPECT_EQ(steps(closed, "n1", "n10", mode), -1) << with;
      EXPECT_EQ(steps(closed, "n3", "n11", mode), -1) << with;
    }
  }
  const ImportedRoads barred = at_node(tags({{"barrier", "block"}}));
  EXPECT_EQ(count_of(barred.meta, kRepresented), 0);
  const Network& block = barred.network;
  EXPECT_EQ(steps(block, "n1", "n3"), -1);
  EXPECT_EQ(steps(block, "n1", "n3", Mode::kFoot), 2);
  // A gate that keeps cars alone if it is locked.
  const ImportedRoads lift = at_node(tags({{"barrier", "lift_gate"}, {"locked", "yes"}}));
  const Network locked =
      network::without_doubtful(lift.network, lift.meta.doubtful, network::doubt_bit(Doubt::kLocked));
  EXPECT_EQ(steps(locked, "n1", "n3"), -1);
  EXPECT_EQ(steps(locked, "n1", "n3", Mode::kFoot), 2);
}

TEST(Turns, OverAWayWithAFord) {
  const std::string road = tags({{"highway", "primary"}});
  const ImportedRoads roads = import_text(R"(<node id="6" lat="0" lon="0.015">)" + tags({{"ford", "yes"}}) + "</node>" +
                                          way(1, {1, 2}, road) + way(2, {2, 6, 3}, road) + way(3, {3, 4}, road) +
                                          way(4, {3, 12}, road) + restriction(9, "no_left_turn", 1, "way", 2, 4));
  EXPECT_EQ(count_of(roads.meta, "of the represented turn restrictions, over a way"), 1);
  EXPECT_EQ(steps(roads.network, "n1", "n12"), 5);
  const Network closed =
      network::without_doubtful(roads.network, roads.meta.doubtful, network::doubt_bit(Doubt::kAtTimes));
  EXPECT_EQ(steps(closed, "n1", "n4"), -1);
}

TEST(Turns, OverAWayThatIsEnteredFromOneRoadAlone) {
  // 1 -> 2 -> 3, then 4 or 12: coming from way 1 over way 2 nobody may turn to n12.
  const std::string road = tags({{"highway", "primary"}});
  const std::string ways = way(1, {1, 2}, road) + way(2, {2, 3}, road) + way(3, {3, 4}, road) + way(4, {3, 12}, road);
  const ImportedRoads exact = import_text(ways + restriction(9, "no_left_turn", 1, "way", 2, 4));
  EXPECT_EQ(count_of(exact.meta, "of the represented turn restrictions, over a way"), 1);
  EXPECT_EQ(steps(exact.network, "n1", "n12"), 5);  // on to n4 and back
  // With another road into way 2 it can't be held at one node.
  const ImportedRoads loose =
      import_text(ways + way(5, {10, 2}, road) + restriction(9, "no_left_turn", 1, "way", 2, 4));
  ASSERT_EQ(loose.meta.findings.size(), 1u);
  EXPECT_EQ(loose.meta.findings.front().code, "P321");
  EXPECT_EQ(loose.meta.findings.front().where, "relation 9");
}

TEST(Turns, OverAWayThatIsLeftToOneRoadAlone) {
  // 1 -> 2 and 10 -> 2, then 2 -> 3, then 3 -> 4 alone: from way 1 nobody may enter way 2, from way 5 anybody.
  const std::string road = tags({{"highway", "primary"}}), oneway = tags({{"highway", "primary"}, {"oneway", "yes"}});
  const ImportedRoads roads = import_text(way(1, {1, 2}, road) + way(2, {2, 3}, oneway) + way(3, {3, 4}, oneway) +
                                          way(5, {10, 2}, road) + restriction(9, "no_straight_on", 1, "way", 2, 3));
  EXPECT_EQ(count_of(roads.meta, "of the represented turn restrictions, over a way"), 1);
  EXPECT_EQ(steps(roads.network, "n10", "n4"), 3);
  EXPECT_EQ(steps(roads.network, "n1", "n4"), 5);  // to n10 and back first
}

TEST(Turns, OnlyOneWayOnOverAWay) {
  const std::string road = tags({{"highway", "primary"}});
  const std::string ways = way(1, {1, 2}, road) + way(2, {2, 3}, road) + way(3, {3, 4}, road) + way(4, {3, 12}, road);
  const Network net = import_text(ways + restriction(9, "only_straight_on", 1, "way", 2, 3)).network;
  EXPECT_EQ(steps(net, "n1", "n4"), 3);
  EXPECT_EQ(steps(net, "n1", "n12"), 5);  // on to n4 and back
  EXPECT_EQ(steps(net, "n4", "n12"), 2);
}

TEST(Turns, OverSeveralWaysIsReported) {
  const std::string road = tags({{"highway", "primary"}});
  const ImportedRoads roads =
      import_text(way(1, {1, 2}, road) + way(2, {2, 3}, road) + way(3, {3, 4}, road) + way(4, {4, 5}, road) +
                  R"(<relation id="9"><member type="way" ref="1" role="from"/><member type="way" ref="2" role="via"/>
<member type="way" ref="3" role="via"/><member type="way" ref="4" role="to"/><tag k="type" v="restriction"/>
<tag k="restriction" v="no_straight_on"/></relation>)");
  EXPECT_EQ(count_of(roads.meta, std::string(kNotRepresented) + "it goes over several ways"), 1);
  EXPECT_EQ(roads.meta.findings.front().code, "P321");
  EXPECT_EQ(steps(roads.network, "n1", "n5"), 4);
}

TEST(Turns, NoEntryFromSeveralAndNoExitToSeveral) {
  const auto relation = [](const char* kind, std::initializer_list<int> from, std::initializer_list<int> to) {
    std::string out = R"(<relation id="9"><member type="node" ref="2" role="via"/>)";
    for (const int f : from) out += fmt::format(R"(<member type="way" ref="{}" role="from"/>)", f);
    for (const int t : to) out += fmt::format(R"(<member type="way" ref="{}" role="to"/>)", t);
    return out + tags({{"type", "restriction"}, {"restriction", kind}}) + "</relation>";
  };
  // Ways 1 (n1), 3 (n3), 2 (n10) and 4 (n11) meet at n2.
  const Network entry = import_text(crossing() + relation("no_entry", {1, 3}, {2})).network;
  EXPECT_EQ(steps(entry, "n11", "n10"), 2);
  EXPECT_EQ(steps(entry, "n1", "n10"), 4);  // by n11 and back
  EXPECT_EQ(steps(entry, "n3", "n10"), 4);
  const Network exit = import_text(crossing() + relation("no_exit", {1}, {2, 3})).network;
  EXPECT_EQ(steps(exit, "n1", "n11"), 2);
  EXPECT_EQ(steps(exit, "n1", "n10"), 4);
  EXPECT_EQ(steps(exit, "n1", "n3"), 4);
  EXPECT_EQ(steps(exit, "n11", "n3"), 2);
}

TEST(Turns, NoUTurnLetsTheWayGoOn) {
  // Way 1 goes on through n2, where way 2 ends: turning back is forbidden, going on is not.
  const std::string road = tags({{"highway", "primary"}});
  const Network net =
      import_text(way(1, {1, 2, 3}, road) + way(2, {2, 10}, road) + restriction(9, "no_u_turn", 1, "node", 2, 1))
          .network;
  EXPECT_EQ(steps(net, "n1", "n3"), 2);
  EXPECT_EQ(steps(net, "n3", "n1"), 2);
  EXPECT_EQ(steps(net, "n1", "n10"), 2);
  // A car that comes from n1 into n2 gets back only by n3 or n10: there is no turn road from w1.1 to w1.1.
  const Network held =
      import_text(way(1, {1, 2}, road) + way(2, {2, 3}, tags({{"highway", "primary"}, {"oneway", "yes"}})) +
                  way(3, {3, 12, 10}, road) + way(4, {10, 1}, road) + restriction(9, "no_u_turn", 1, "node", 2, 1))
          .network;
  EXPECT_EQ(held.node_count(), 7u);  // n2 in four parts
}

// Every relation of type restriction is counted once: represented, not represented, or without effect.
std::int64_t accounted(const network::NetworkMeta& meta) {
  std::int64_t sum = 0;
  for (const network::MetaCount& c : meta.counts) {
    if (c.what == kRepresented || c.what.starts_with(kNotRepresented) || c.what.starts_with(kWithoutEffect))
      sum += c.count;
  }
  return sum;
}

TEST(Turns, EachIsCountedOnceWithItsReason) {
  const std::string path = way(20, {11, 5}, tags({{"highway", "footway"}}));
  const std::string into = way(21, {12, 2}, tags({{"highway", "primary"}, {"oneway", "yes"}}));
  const auto tagged = [](int id, const std::string& more) {
    return fmt::format(
        R"(<relation id="{}"><member type="way" ref="1" role="from"/><member type="node" ref="2" role="via"/>
<member type="way" ref="2" role="to"/><tag k="type" v="restriction"/>{}</relation>)",
        id, more);
  };
  const ImportedRoads roads = import_text(
      crossing() + path + into + restriction(100, "no_left_turn", 1, "node", 2, 2) +
      tagged(101, tags({{"restriction:hgv", "no_left_turn"}})) +
      tagged(102, tags({{"restriction:conditional", "no_left_turn @ (07:00-09:00)"}})) +
      tagged(103, tags({{"restriction", "no_left_turn"}, {"except", "bus;motor_vehicle"}})) +
      tagged(104, tags({{"restriction", "give_way"}})) + tagged(105, tags({{"restriction:motorcar", "no_left_turn"}})) +
      tagged(106, tags({{"restriction", "no_left_turn"}, {"hour_on", "07:00"}})) +
      restriction(107, "no_left_turn", 77, "node", 2, 2) + restriction(108, "no_left_turn", 1, "node", 2, 20) +
      restriction(109, "only_straight_on", 1, "node", 2, 20) + restriction(110, "no_left_turn", 1, "node", 3, 2) +
      restriction(111, "no_right_turn", 1, "node", 2, 21) + restriction(112, "only_right_turn", 1, "node", 2, 21) +
      restriction(113, "no_left_turn", 1, "relation", 2, 2));
  std::map<std::string, std::int64_t> told;
  for (const network::MetaCount& c : roads.meta.counts) {
    if (c.what.starts_with("turn restrictions")) told[c.what] = c.count;
  }
  EXPECT_EQ(
      told,
      (std::map<std::string, std::int64_t>{
          {"turn restrictions in the file", 14},
          {"turn restrictions represented", 3},  // 100, 105, 106
          {"turn restrictions not represented: it holds at some times only", 1},
          {"turn restrictions not represented: its value is not understood", 1},
          {"turn restrictions not represented: its ways do not meet at its node", 1},
          {"turn restrictions not represented: from, via or to is missing", 1},
          {"turn restrictions not represented: the only way that it leaves open is not in the network for cars", 1},
          {"turn restrictions not represented: cars may not enter the only way that it leaves open", 1},
          {"turn restrictions without effect: it is for others than cars", 1},
          {"turn restrictions without effect: it excepts cars", 1},
          {"turn restrictions without effect: its first way is not in the network for cars", 1},
          {"turn restrictions without effect: its last way is not in the network for cars", 1},
          {"turn restrictions without effect: one-way roads keep cars from it", 1}}));
  EXPECT_EQ(accounted(roads.meta), 14);
  EXPECT_EQ(steps(roads.network, "n1", "n10"), 4);
  std::multiset<std::string> found;
  for (const Problem& p : roads.meta.findings) found.insert(p.code + " " + p.where);
  EXPECT_EQ(found, (std::multiset<std::string>{"P321 relation 109", "P321 relation 110", "P321 relation 112",
                                               "P321 relation 113", "P322 relation 102", "P322 relation 106",
                                               "P326 relation 104"}));
}

// What cars may do in the network at the via node of a restriction, read from names and arcs alone.
class TurnAudit {
 public:
  enum class Result { kNoSuchTurn, kHeld, kBroken };
  explicit TurnAudit(const Network& net) : net_(net), incoming_(network::incoming_arcs(net)) {
    for (const NodeId v : net.position.ids()) parts_[number(net.node_name[v])].push_back(v);
  }
  Result operator()(const OsmRestriction& r) const {
    const auto parts = parts_.find(r.via_node);
    if (parts == parts_.end()) return Result::kNoSuchTurn;
    bool in = false, out = false, broken = false;
    for (const NodeId v : parts->second) {
      for (const ArcId a : net_.out[v]) out = out || of(a, r.to);
      for (const auto slot : incoming_.into[v]) {
        const ArcId f = incoming_.arcs[slot.index()];
        if (!of(f, r.from)) continue;
        in = true;
        for (const ArcId t : onward(f)) {
          const bool meant = r.from == r.to ? stretch(f) == stretch(t) : of(t, r.to);
          broken = broken || meant == (r.kind == OsmRestriction::Kind::kNo);
        }
      }
    }
    return !in || !out ? Result::kNoSuchTurn : broken ? Result::kBroken : Result::kHeld;
  }

 private:
  static std::int64_t number(std::string_view name) { return std::stoll(std::string(name.substr(1))); }
  [[nodiscard]] std::string stretch(ArcId a) const {
    std::string id(net_.road_id[net_.road[a]]);
    if (id.ends_with('r')) id.pop_back();
    return id;
  }
  [[nodiscard]] bool turn(ArcId a) const { return net_.road_class[net_.road[a]] == RoadClass::kTurn; }
  [[nodiscard]] bool of(ArcId a, const std::vector<std::int64_t>& ways) const {
    return network::usable(net_, a, Mode::kCar) && !turn(a) &&
           std::find(ways.begin(), ways.end(), number(net_.road_id[net_.road[a]])) != ways.end();
  }
  // Arcs of roads that a car can take next.
  [[nodiscard]] std::vector<ArcId> onward(ArcId from) const {
    std::vector<NodeId> open{net_.head[from]};
    std::set<NodeId> seen(open.begin(), open.end());
    std::vector<ArcId> found;
    while (!open.empty()) {
      const NodeId at = open.back();
      open.pop_back();
      for (const ArcId a : net_.out[at]) {
        if (!network::usable(net_, a, Mode::kCar)) continue;
        if (!turn(a)) {
          found.push_back(a);
        } else if (seen.insert(net_.head[a]).second) {
          open.push_back(net_.head[a]);
        }
      }
    }
    return found;
  }
  const Network& net_;
  network::IncomingArcs incoming_;
  std::map<std::int64_t, std::vector<NodeId>> parts_;
};

struct Extract {
  const char* name;
  std::int64_t relations;  // osmium tags-filter -R FILE r/type=restriction
};
class Extracts : public testing::TestWithParam<Extract> {};

TEST_P(Extracts, RestrictionsAddUpAndAreHeld) {
  NEED_DATA(file, GetParam().name);
  const ImportedRoads roads = import_osm(*file, RoadModel::standard(), jobs::Task());
  EXPECT_EQ(count_of(roads.meta, kRestrictions), GetParam().relations);
  EXPECT_EQ(accounted(roads.meta), GetParam().relations);
  const TurnAudit audit(roads.network);
  std::map<TurnAudit::Result, std::int64_t> result;
  for (const OsmRestriction& r : read_osm(*file, RoadModel::standard(), jobs::Task()).restrictions) {
    if (r.via_ways.empty() && r.via_node != 0) ++result[audit(r)];
  }
  EXPECT_EQ(
      result[TurnAudit::Result::kHeld],
      count_of(roads.meta, kRepresented) - count_of(roads.meta, "of the represented turn restrictions, over a way"));
  EXPECT_EQ(result[TurnAudit::Result::kBroken],
            count_of(roads.meta, std::string(kNotRepresented) +
                                     "a way passes through the node, so it is open which half is meant"));
}

INSTANTIATE_TEST_SUITE_P(Data, Extracts,
                         testing::Values(Extract{"osm/london-northern-line.osm.pbf", 0},
                                         Extract{"osm/heidelberg.test.osm.pbf", 476},
                                         Extract{"osm/porto_portugal.osm.pbf", 357},
                                         Extract{"osm/malta-latest.osm.pbf", 180},
                                         Extract{"osm/andorra-latest.osm.pbf", 65}),
                         [](const auto& extract) {
                           const std::string name = extract.param.name;
                           return name.substr(4, name.find_first_of("-._", 4) - 4);
                         });

}  // namespace
}  // namespace passage::osm
