// A network file as it comes, and once more with its checksum made right, so that what is behind is looked at too.
#include "core/file.h"
#include "network/checksum.h"
#include "network/components.h"
#include "network/nearest.h"
#include "network/routing.h"
#include "network/store.h"
#include "test/fuzz/fuzz.h"

namespace passage::fuzz {
namespace {
using namespace passage::network;

// Whoever has read a network walks over it without asking again.
void walk(const Network& n) {
  std::size_t characters = 0, arcs = 0;
  for (std::uint32_t i = 0; i < n.node_count(); ++i) {
    characters += n.node_name[NodeId{i}].size();
    for (const ArcId a : n.out[NodeId{i}]) arcs += n.head[a].index() < n.node_count() ? 1 : 0;
  }
  for (std::uint32_t i = 0; i < n.road_count(); ++i)
    characters += n.road_id[RoadId{i}].size() + n.road_name[RoadId{i}].size() + n.shape_of(RoadId{i}).size();
  expect(arcs <= n.arc_count() && characters < SIZE_MAX, "arcs beyond their table");
  if (n.node_count() == 0) return;
  const NodeId first{0}, last{static_cast<std::uint32_t>(n.node_count() - 1)};
  (void)components(n, Mode::kCar, Connection::kStrong);
  (void)components(n, Mode::kFoot, Connection::kWeak);
  (void)NodeGrid(n).nearest(n.position[last], Metres{1000});
  (void)shortest_route(n, first, last, {});
  (void)to_nearest(n, {last}, {.mode = Mode::kFoot, .by = By::kLength});
}

void read(std::string_view bytes) {
  const auto path = put("roads.network", bytes);
  (void)accepts([&] {
    const StoredNetwork stored = read_network(path);
    walk(stored.network);
    (void)stored.meta();
  });
}

// The header that these bytes should have as a file (docs/formats.md): mark, version, sections, size, checksum.
std::string sealed(std::string_view bytes) {
  constexpr std::size_t kSummedFrom = 24, kBodyFrom = 440, kAlign = 32;
  std::string file(bytes);
  file.resize(kBodyFrom + (std::max(file.size(), kBodyFrom) - kBodyFrom) / kAlign * kAlign);
  const auto set = [&file](std::size_t at, auto value) { std::memcpy(file.data() + at, &value, sizeof value); };
  file.replace(0, 8, "PSSGNET\n");
  set(8, std::uint32_t{1});
  set(12, std::uint32_t{24});
  set(kSummedFrom, std::uint64_t{file.size()});
  Checksum sum;
  sum.add(std::as_bytes(std::span(file)).subspan(kSummedFrom));
  set(16, sum.value());
  return file;
}

}  // namespace
}  // namespace passage::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = passage::fuzz::text_of(data, size);
  passage::fuzz::read(bytes);
  passage::fuzz::read(passage::fuzz::sealed(bytes));
  return 0;
}
