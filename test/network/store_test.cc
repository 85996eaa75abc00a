#include "network/store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "core/random.h"
#include "network/components.h"
#include "network/nearest.h"

namespace passage::network {
namespace {

// n0 -> n1 -> n2 -> n0 one-way, n2 = n3 both ways, n4 alone.
Network small() {
  Table<NodeId, std::string> names{"n0", "n1", "n2", "n3", "n4"};
  Table<NodeId, Coordinate> at{{0, 0}, {0, 100'000}, {100'000, 100'000}, {200'000, 100'000}, {900'000, 900'000}};
  const auto road = [](const char* id, unsigned from, unsigned to, ModeSet back) {
    RoadRecord r;
    r.id = id;
    r.name = "Main street";
    r.from = NodeId{from};
    r.to = NodeId{to};
    r.length_mm = 1'000'000;
    r.speed_m_h = 60'000;
    r.capacity_milli_veh_h = 600'000;
    r.forward = 3;
    r.backward = back;
    r.shape = {{50'000, 50'000}};
    return r;
  };
  return make_network(names, at, {road("a", 0, 1, 0), road("b", 1, 2, 0), road("c", 2, 0, 0), road("d", 2, 3, 1)});
}

std::filesystem::path temporary(const char* name) {
  return std::filesystem::temp_directory_path() / fmt::format("passage-store-{}-{}", getpid(), name);
}
void put(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

TEST(Store, FiguresThatNoRoadHasAreRefused) {
  const auto path = temporary("far.network");
  RoadRecord far{.id = "far", .name = {}, .from = NodeId{0}, .to = NodeId{1}, .shape = {}};
  far.length_mm = INT64_MAX / 2;
  far.speed_m_h = far.capacity_milli_veh_h = 1000;
  far.forward = 1;
  write_network(path, make_network({"x", "y"}, {{0, 0}, {0, 1}}, {far}), {}, Overwrite::kReplace);
  EXPECT_THROW((void)read_network(path), InputError);
  std::filesystem::remove(path);
}

TEST(Store, ArcsThatLeaveAnotherNodeThanTheirRowAreRefused) {
  const auto path = temporary("tails.network");
  Network net = small();
  std::vector<NodeId> tails(net.tail.values().begin(), net.tail.values().end());
  std::swap(tails.front(), tails.back());
  net.tail = Column<ArcId, NodeId>(tails);
  write_network(path, net, {}, Overwrite::kReplace);
  EXPECT_THROW((void)read_network(path), InputError);
  std::filesystem::remove(path);
}

TEST(Store, RoundTrip) {
  const auto path = temporary("a.network");
  const Network net = small();
  NetworkMeta meta;
  meta.source = "x.osm";
  meta.counts = {{"ways", 4}};
  write_network(path, net, meta, Overwrite::kReplace);
  const StoredNetwork read = read_network(path);
  ASSERT_EQ(read.network.node_count(), 5u);
  ASSERT_EQ(read.network.arc_count(), 5u);
  for (const RoadId r : net.from.ids()) {
    EXPECT_EQ(read.network.road_id[r], net.road_id[r]);
    EXPECT_EQ(read.network.road_name[r], "Main street");
    EXPECT_EQ(read.network.shape_of(r)[0], net.shape_of(r)[0]);
  }
  EXPECT_EQ(read.meta().counts, meta.counts);
  std::filesystem::remove(path);
}

TEST(Store, DamagedFilesAreRefused) {
  const auto path = temporary("b.network");
  write_network(path, small(), {}, Overwrite::kReplace);
  const std::string whole = read_file(path);
  Random random(1, 1);
  for (int i = 0; i < 400; ++i) {
    std::string bytes = whole;
    if (i % 4 == 0) {
      bytes.resize(random.below(whole.size()));
    } else {
      bytes[random.below(whole.size())] ^= static_cast<char>(1 + random.below(255));
    }
    put(path, bytes);
    EXPECT_THROW((void)read_network(path), InputError) << i;
  }
  put(path, "parameter,key,value\n");
  EXPECT_THROW((void)read_network(path), InputError);
  std::filesystem::remove(path);
}

TEST(Store, EachKindOfDamageHasItsCode) {
  const auto path = temporary("c.network");
  write_network(path, small(), {}, Overwrite::kReplace);
  const std::string whole = read_file(path);
  const auto code_of = [&](const std::string& bytes) {
    put(path, bytes);
    try {
      (void)read_network(path);
    } catch (const InputError& error) {
      return error.problems()[0].code;
    }
    return std::string("none");
  };
  EXPECT_EQ(code_of(whole), "none");
  EXPECT_EQ(code_of(""), "P301");
  EXPECT_EQ(code_of("parameter,key,value\n"), "P301");
  std::string later = whole;
  later[8] = 99;  // the version
  EXPECT_EQ(code_of(later), "P302");
  EXPECT_EQ(code_of(whole.substr(0, whole.size() / 2)), "P303");
  try {
    (void)meta_from_json("{\"source\":");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems()[0].code, "P304");
  }
  std::filesystem::remove(path);
}

TEST(Components, StrongAndWeak) {
  const Network net = small();
  // Cars: {0, 1, 2} go round; 2 -> 3 and back (bit 1 is cars).
  EXPECT_EQ(components(net, Mode::kCar, Connection::kStrong).nodes, (std::vector<std::uint32_t>{4, 1}));
  // Walkers cannot come back from 3.
  EXPECT_EQ(components(net, Mode::kFoot, Connection::kStrong).nodes, (std::vector<std::uint32_t>{3, 1, 1}));
  EXPECT_EQ(components(net, Mode::kFoot, Connection::kWeak).nodes, (std::vector<std::uint32_t>{4, 1}));
  const auto to_0 = reaching(net, {NodeId{0}}, Mode::kFoot);
  EXPECT_EQ(to_0.values(), (std::vector<bool>{true, true, true, false, false}));
}

TEST(Routing, BothWaysOfSearchingAgree) {
  const Network net = small();
  const auto route = shortest_route(net, NodeId{0}, NodeId{3}, {});
  ASSERT_TRUE(route);
  EXPECT_EQ(route->cost, 180'000);  // 3 km at 60 km/h
  EXPECT_EQ(to_nearest(net, {NodeId{3}}, {}).cost[NodeId{0}], 180'000);
  EXPECT_FALSE(shortest_route(net, NodeId{0}, NodeId{4}, {}));
}

TEST(Nearest, AgreesWithLookingAtAll) {
  Random random(7, 2);
  Table<NodeId, std::string> names;
  Table<NodeId, Coordinate> at;
  for (int i = 0; i < 500; ++i) {
    names.push_back(fmt::format("n{}", i));
    at.push_back(Coordinate::of(46 + random.uniform() * 3, 27 + random.uniform() * 3));
  }
  const Network net = make_network(names, at, {});
  const NodeGrid grid(net);
  for (int i = 0; i < 300; ++i) {
    const Coordinate point = Coordinate::of(45 + random.uniform() * 5, 26 + random.uniform() * 5);
    const Metres limit{random.uniform() * 200'000};
    const auto odd = [](NodeId v) { return v.index() % 2 == 1; };
    std::optional<NearestNode> best;
    std::size_t near = 0, seen = 0;
    for (const NodeId v : at.ids()) {
      const Metres d = distance(point, at[v]);
      if (d <= limit) ++near;
      if (odd(v) && d <= limit && (!best || d < best->distance)) best = NearestNode{v, d};
    }
    grid.within(point, limit, [&](NodeId v, Metres d) {
      EXPECT_EQ(d, distance(point, at[v]));
      ++seen;
      return limit;
    });
    EXPECT_EQ(seen, near) << i;
    const auto found = grid.nearest(point, limit, odd);
    ASSERT_EQ(found.has_value(), best.has_value()) << i;
    if (best) {
      EXPECT_EQ(found->node, best->node) << i;
    }
  }
}

}  // namespace
}  // namespace passage::network
