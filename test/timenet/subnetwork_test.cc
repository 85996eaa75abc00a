// Tables of links, and the networks made of parts of others.
#include <gtest/gtest.h>

#include "test/support/worked_case.h"
#include "timenet/contract.h"
#include "timenet/subnetwork.h"

namespace passage::timenet {
namespace {

using namespace test;

TEST(TravelNetwork, RowsComeBackAsTheyWereAppended) {
  TravelNetwork network;
  const VertexId home = network.append(Vertex{network::NodeId{7}, network::Mode::kFoot, minutes(3)});
  const VertexId hub = network.append(Vertex{});
  const LinkId road = network.append(Link{home, hub, network::ArcId{5}, minutes(2), Rational{60}, 4, 1});
  const LinkId other = network.append(Link{.tail = hub, .head = home, .arc = {}});
  EXPECT_EQ(network.vertex(home).node, network::NodeId{7});
  EXPECT_EQ(network.vertex(home).mode, network::Mode::kFoot);
  EXPECT_EQ(network.vertex(home).potential, minutes(3));
  EXPECT_FALSE(network.vertex(hub).node.valid());
  const Link link = network.link(road);
  EXPECT_EQ(link.tail, home);
  EXPECT_EQ(link.head, hub);
  EXPECT_EQ(link.arc, network::ArcId{5});
  EXPECT_EQ(link.time, minutes(2));
  EXPECT_EQ(link.persons_per_h, Rational{60});
  EXPECT_EQ(link.open, 4u);
  EXPECT_EQ(link.rate_open, 1u);
  EXPECT_LT(network.link(other).persons_per_h, Rational{0});  // without limit
  network.keep_links(1);
  EXPECT_EQ(network.tail.size(), 1u);
  EXPECT_EQ(network.link(road).head, hub);
}

TEST(TravelNetwork, LinksThatGoTakeTheirChainsAlong) {
  const TravelNetwork whole = travel_network(worked_case(), Rounding::kInner);
  TravelNetwork part = contract(whole, Table<LinkId, char>(whole.tail.size(), 1)).travel;
  const std::size_t roads = part.chain_of[1];
  part.keep_links(1);
  EXPECT_EQ(part.chain_of.size(), 2u);
  EXPECT_EQ(part.chain.size(), roads);
}

TEST(Subnetwork, IsTheWholeWhereAllIsIn) {
  for (const Rounding rounding : {Rounding::kInner, Rounding::kOuter}) {
    const TravelNetwork whole = travel_network(worked_case(), rounding);
    const TravelNetwork part = subnetwork(whole, Table<VertexId, char>(whole.node.size(), 1));
    ASSERT_EQ(part.node.size(), whole.node.size());
    ASSERT_EQ(part.tail.size(), whole.tail.size());
    EXPECT_EQ(part.soonest.size(), whole.soonest.size());
    EXPECT_EQ(part.supplies.size(), whole.supplies.size());
    EXPECT_EQ(part.hubs.size(), whole.hubs.size());
    EXPECT_EQ(part.sets.size(), whole.sets.size());
    EXPECT_EQ(part.rounding, rounding);
    for (const LinkId a : whole.tail.ids()) {
      EXPECT_EQ(part.tail[a], whole.tail[a]);
      EXPECT_EQ(part.head[a], whole.head[a]);
      EXPECT_EQ(part.arc[a], whole.arc[a]);
      EXPECT_EQ(part.time[a], whole.time[a]);
      EXPECT_EQ(part.persons_per_h[a], whole.persons_per_h[a]);
      EXPECT_EQ(part.open[a], whole.open[a]);
      EXPECT_EQ(part.rate_open[a], whole.rate_open[a]);
    }
  }
}

// Without the nodes that nobody lives at there are only those links left that join the others.
TEST(Subnetwork, HasTheLinksBetweenWhatIsIn) {
  const TravelNetwork whole = travel_network(worked_case(), Rounding::kOuter);
  Table<VertexId, char> in(whole.node.size(), 0);
  for (const Supply& s : whole.supplies) in[s.vertex] = 1;
  for (const Hub& hub : whole.hubs) {
    in[hub.vertex] = 1;
    if (hub.gate.valid()) in[hub.gate] = 1;
  }
  std::size_t vertices = 0, links = 0;
  for (const char is : in) vertices += is != 0 ? 1 : 0;
  for (const LinkId a : whole.tail.ids()) links += in[whole.tail[a]] && in[whole.head[a]] ? 1 : 0;
  ASSERT_LT(vertices, whole.node.size());
  const TravelNetwork part = subnetwork(whole, in);
  EXPECT_EQ(part.node.size(), vertices);
  EXPECT_EQ(part.tail.size(), links);
  for (std::size_t i = 0; i < part.supplies.size(); ++i) {
    EXPECT_EQ(part.node[part.supplies[i].vertex], whole.node[whole.supplies[i].vertex]);
    EXPECT_EQ(part.potential[part.supplies[i].vertex], whole.potential[whole.supplies[i].vertex]);
  }
  for (const Hub& hub : part.hubs) EXPECT_FALSE(part.node[hub.vertex].valid());
}

}  // namespace
}  // namespace passage::timenet
