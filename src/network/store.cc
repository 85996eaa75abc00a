#include "network/store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>

#include <fmt/format.h>

#include "network/checksum.h"

namespace passage::network {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the file is little-endian, as its columns are used in place");

constexpr char kMagic[8] = {'P', 'S', 'S', 'G', 'N', 'E', 'T', '\n'};
// Version 1 has the same sections; its description does not tell which roads are in doubt.
constexpr std::uint32_t kVersion = 2, kOldest = 1, kSections = 24;

struct Section {
  std::uint64_t offset = 0, bytes = 0;
};
struct Header {
  char magic[8];
  std::uint32_t version = kVersion, sections = kSections;
  std::uint64_t checksum = 0;  // of every byte behind it
  std::uint64_t file_bytes = 0, nodes = 0, arcs = 0, roads = 0;
  std::array<Section, kSections> section;
};
constexpr std::size_t kSummedFrom = offsetof(Header, file_bytes);

constexpr std::size_t kAlign = 32;
// No road has more: sums of costs along a way keep within 64 bit.
constexpr std::int64_t kMostLength = 40'075'017'000;  // mm, around the Earth
constexpr std::int64_t kMostSpeed = 1'000'000, kMostCapacity = 1'000'000'000'000;
static_assert(kSummedFrom == 24);
std::size_t padded(std::size_t bytes) {
  return (bytes + kAlign - 1) / kAlign * kAlign;
}
// The header, padded so that everything behind kSummedFrom is a multiple of kAlign and sections are 8-aligned.
constexpr std::size_t kBodyFrom = kSummedFrom + (sizeof(Header) - kSummedFrom + kAlign - 1) / kAlign * kAlign;

using Bytes = std::span<const std::byte>;
template <class T>
Bytes bytes_of(std::span<const T> values) {
  return std::as_bytes(values);
}

std::array<Bytes, kSections> sections_of(const Network& n, std::string_view meta) {
  return {bytes_of(n.node_name.offsets()),
          bytes_of(n.node_name.pool()),
          bytes_of(n.position.values()),
          bytes_of(n.out.offsets()),
          bytes_of(n.tail.values()),
          bytes_of(n.head.values()),
          bytes_of(n.road.values()),
          bytes_of(n.direction.values()),
          bytes_of(n.modes.values()),
          bytes_of(n.road_id.offsets()),
          bytes_of(n.road_id.pool()),
          bytes_of(n.road_name.offsets()),
          bytes_of(n.road_name.pool()),
          bytes_of(n.from.values()),
          bytes_of(n.to.values()),
          bytes_of(n.road_class.values()),
          bytes_of(n.length_mm.values()),
          bytes_of(n.speed_m_h.values()),
          bytes_of(n.capacity_milli_veh_h.values()),
          bytes_of(n.lanes.values()),
          bytes_of(n.paved.values()),
          bytes_of(n.shape_first),
          bytes_of(n.shape),
          bytes_of(std::span<const char>(meta))};
}

[[noreturn]] void refuse(const std::filesystem::path& path, const char* code, std::string problem, std::string why) {
  throw InputError(Problem{.code = code,
                           .problem = std::move(problem),
                           .why = std::move(why),
                           .where = path.string(),
                           .suggestion = "import the roads again: passage import ROADS.osm.pbf -o ROADS.network"});
}

struct Mapping {
  const std::byte* data = nullptr;
  std::size_t size = 0;
  ~Mapping() {
    if (data != nullptr) munmap(const_cast<std::byte*>(data), size);
  }
};

std::shared_ptr<const Mapping> map_file(const std::filesystem::path& path) {
  errno = 0;
  const int file = std::filesystem::is_directory(path) ? -1 : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw InputError(cannot_read(path));
  auto mapping = std::make_shared<Mapping>();
  struct stat status {};
  void* at = MAP_FAILED;
  if (fstat(file, &status) == 0 && status.st_size > 0) {
    at = mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  }
  const int failed = errno;
  close(file);
  if (at == MAP_FAILED && failed == ENOMEM) throw std::bad_alloc();
  if (at == MAP_FAILED) refuse(path, "P301", "this is no road network file", "it is empty or cannot be mapped");
  mapping->data = static_cast<const std::byte*>(at);
  mapping->size = static_cast<std::size_t>(status.st_size);
  return mapping;
}

// Looks sections up by their number, in the order sections_of has them.
class Reader {
 public:
  Reader(const Header& header, Bytes file, const std::filesystem::path& path)
      : header_(header), file_(file), path_(path) {}
  template <class T>
  std::span<const T> next(std::size_t count) {
    const std::span<const T> all = rest<T>();
    if (all.size() != count) damaged("a section has another size than the header says");
    return all;
  }
  template <class T>
  std::span<const T> rest() {
    const Section s = header_.section[at_++];
    if (s.offset % kAlign != kBodyFrom % kAlign || s.offset > file_.size() || s.bytes > file_.size() - s.offset ||
        s.bytes % sizeof(T) != 0) {
      damaged("a section lies outside the file");
    }
    return {reinterpret_cast<const T*>(file_.data() + s.offset), s.bytes / sizeof(T)};
  }
  // Offsets: not falling, from 0 to the size of what they point into.
  std::span<const std::uint32_t> offsets(std::size_t count) { return next<std::uint32_t>(count + 1); }
  void check_offsets(std::span<const std::uint32_t> first, std::size_t size) const {
    if (first.front() != 0 || first.back() != size || !std::is_sorted(first.begin(), first.end()))
      damaged("offsets are out of order");
  }
  template <class I>
  TextColumn<I> texts(std::size_t count) {
    const auto first = offsets(count);
    const auto pool = rest<char>();
    check_offsets(first, pool.size());
    return {first, pool};
  }
  template <class I, class J>
  Column<I, J> ids(std::size_t count, std::size_t limit) {
    const auto values = next<J>(count);
    std::uint32_t most = 0;
    for (std::uint32_t id : std::span(reinterpret_cast<const std::uint32_t*>(values.data()), values.size()))
      most = std::max(most, id);
    if (count > 0 && most >= limit) damaged("an id points past its table");
    return Column<I, J>(values);
  }
  template <class I, class T>
  Column<I, T> bytes_below(std::size_t count, unsigned limit) {
    const auto values = next<T>(count);
    std::uint8_t most = 0;
    for (const T value : values) most = std::max(most, static_cast<std::uint8_t>(value));
    if (most >= limit) damaged("a figure is out of range");
    return Column<I, T>(values);
  }
  void within(Column<RoadId, std::int64_t> figures, std::int64_t most) const {
    for (const std::int64_t figure : figures)
      if (figure < 0 || figure > most) damaged("a figure is out of range");
  }
  [[noreturn]] void damaged(const char* why) const {
    refuse(path_, "P303", fmt::format("the network file {} is truncated or damaged", path_.filename().string()), why);
  }

 private:
  const Header& header_;
  Bytes file_;
  const std::filesystem::path& path_;
  std::size_t at_ = 0;
};

Header checked_header(Bytes file, const std::filesystem::path& path) {
  Header header;
  const auto damaged = [&](const char* why) {
    refuse(path, "P303", fmt::format("the network file {} is truncated or damaged", path.filename().string()), why);
  };
  if (file.size() < sizeof kMagic || std::memcmp(file.data(), kMagic, sizeof kMagic) != 0)
    refuse(path, "P301", fmt::format("{} is no road network file", path.filename().string()), "its first bytes differ");
  if (file.size() < kBodyFrom) damaged("it ends within its header");
  std::memcpy(&header, file.data(), sizeof header);
  if (header.version < kOldest || header.version > kVersion || header.sections != kSections) {
    refuse(path, "P302", fmt::format("the network file {} is of another version", path.filename().string()),
           fmt::format("it is version {}, this program reads {} to {}", header.version, kOldest, kVersion));
  }
  if (header.file_bytes != file.size()) damaged("its size differs from what its header says");
  if ((file.size() - kBodyFrom) % kAlign != 0) damaged("its size is not one that was written");
  Checksum sum;
  sum.add(file.subspan(kSummedFrom));
  if (sum.value() != header.checksum) damaged("its checksum is wrong");
  constexpr std::uint64_t kMost = UINT32_MAX - 1;
  if (header.nodes > kMost || header.arcs > kMost || header.roads > kMost) damaged("its counts are out of range");
  return header;
}

}  // namespace

void write_network(const std::filesystem::path& path, const Network& network, const NetworkMeta& meta,
                   Overwrite overwrite) {
  PendingOutput pending(path, overwrite);
  const std::string meta_text = to_json(meta);
  const auto sections = sections_of(network, meta_text);
  std::vector<std::byte> head(kBodyFrom);
  Header header;
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  std::uint64_t at = kBodyFrom;
  for (std::size_t i = 0; i < kSections; ++i) {
    header.section[i] = {at, sections[i].size()};
    at += padded(sections[i].size());
  }
  header.file_bytes = at;
  header.nodes = network.node_count();
  header.arcs = network.arc_count();
  header.roads = network.road_count();
  std::memcpy(head.data(), &header, sizeof header);
  Checksum sum;
  sum.add(std::span(head).subspan(kSummedFrom));
  std::ofstream out(pending.path(), std::ios::binary);
  out.write(reinterpret_cast<const char*>(head.data()), static_cast<std::streamsize>(head.size()));
  for (const Bytes section : sections) {
    const std::size_t whole = section.size() / kAlign * kAlign;
    std::array<std::byte, kAlign> last{};
    std::copy(section.begin() + static_cast<std::ptrdiff_t>(whole), section.end(), last.begin());
    sum.add(section.first(whole));
    out.write(reinterpret_cast<const char*>(section.data()), static_cast<std::streamsize>(whole));
    if (whole == section.size()) continue;
    sum.add(last);
    out.write(reinterpret_cast<const char*>(last.data()), kAlign);
  }
  header.checksum = sum.value();
  out.seekp(0);
  out.write(reinterpret_cast<const char*>(&header), sizeof header);
  out.close();
  if (!out) fail_to_write(path);
  pending.commit();
}

NetworkMeta StoredNetwork::meta() const {
  NetworkMeta meta = meta_from_json(meta_text);
  for (const DoubtfulRoad& doubtful : meta.doubtful) {
    if (doubtful.road.valid() && doubtful.road.index() < network.road_count()) continue;
    refuse("", "P304", "the network file's description of itself cannot be read", "it names a road that is not there");
  }
  return meta;
}

StoredNetwork read_network(const std::filesystem::path& path) {
  const auto mapping = map_file(path);
  const Bytes file{mapping->data, mapping->size};
  const Header header = checked_header(file, path);
  const std::size_t n = header.nodes, m = header.arcs, r = header.roads;
  Reader in(header, file, path);
  StoredNetwork stored;
  Network& net = stored.network;
  net.node_name = in.texts<NodeId>(n);
  net.position = Column<NodeId, Coordinate>(in.next<Coordinate>(n));
  net.out = RowsColumn<NodeId, ArcId>(in.offsets(n));
  in.check_offsets(net.out.offsets(), m);
  net.tail = in.ids<ArcId, NodeId>(m, n);
  for (const NodeId v : net.position.ids())
    for (const ArcId arc : net.out[v])
      if (net.tail[arc] != v) in.damaged("an arc leaves another node than its row says");
  net.head = in.ids<ArcId, NodeId>(m, n);
  net.road = in.ids<ArcId, RoadId>(m, r);
  net.direction = in.bytes_below<ArcId, Direction>(m, 2);
  net.modes = in.bytes_below<ArcId, ModeSet>(m, 4);
  net.road_id = in.texts<RoadId>(r);
  net.road_name = in.texts<RoadId>(r);
  net.from = in.ids<RoadId, NodeId>(r, n);
  net.to = in.ids<RoadId, NodeId>(r, n);
  net.road_class = in.bytes_below<RoadId, RoadClass>(r, static_cast<unsigned>(RoadClass::kTurn) + 1);
  net.length_mm = Column<RoadId, std::int64_t>(in.next<std::int64_t>(r));
  net.speed_m_h = Column<RoadId, std::int64_t>(in.next<std::int64_t>(r));
  net.capacity_milli_veh_h = Column<RoadId, std::int64_t>(in.next<std::int64_t>(r));
  in.within(net.length_mm, kMostLength);
  in.within(net.speed_m_h, kMostSpeed);
  in.within(net.capacity_milli_veh_h, kMostCapacity);
  net.lanes = Column<RoadId, std::uint8_t>(in.next<std::uint8_t>(r));
  net.paved = in.bytes_below<RoadId, std::uint8_t>(r, 3);
  net.shape_first = in.offsets(r);
  net.shape = in.rest<Coordinate>();
  in.check_offsets(net.shape_first, net.shape.size());
  const auto meta = in.rest<char>();
  stored.meta_text = {meta.data(), meta.size()};
  net.storage = mapping;
  return stored;
}

}  // namespace passage::network
