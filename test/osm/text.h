// Small OpenStreetMap files written in the test, and what is asked of their import.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <set>

#include "network/routing.h"
#include "osm/import.h"

namespace passage::osm {

using network::Mode;
using network::Network;
using network::NodeId;

// Five nodes on the equator, 0.01 degree (1,111.95 m) apart, n10 north and n11 south of n2.
constexpr const char* kNodes = R"(<node id="1" lat="0" lon="0.00"/><node id="2" lat="0" lon="0.01"/>
<node id="3" lat="0" lon="0.02"/><node id="4" lat="0" lon="0.03"/><node id="5" lat="0" lon="0.04"/>
<node id="10" lat="0.01" lon="0.01"/><node id="11" lat="-0.01" lon="0.01"/><node id="12" lat="0.01" lon="0.02"/>)";

inline std::string tags(std::initializer_list<std::pair<const char*, const char*>> list) {
  std::string out;
  for (const auto& [key, value] : list) out += fmt::format("<tag k=\"{}\" v=\"{}\"/>", key, value);
  return out;
}
inline std::string way(int id, std::initializer_list<int> refs, const std::string& with) {
  std::string out = fmt::format("<way id=\"{}\">", id);
  for (const int ref : refs) out += fmt::format("<nd ref=\"{}\"/>", ref);
  return out + with + "</way>";
}
inline std::string restriction(int id, const char* kind, int from, const char* via_type, int via, int to,
                               const std::string& more = "") {
  return fmt::format(
      "<relation id=\"{}\"><member type=\"way\" ref=\"{}\" role=\"from\"/><member type=\"{}\" ref=\"{}\" role=\"via\"/>"
      "<member type=\"way\" ref=\"{}\" role=\"to\"/><tag k=\"type\" v=\"restriction\"/><tag k=\"restriction\" "
      "v=\"{}\"/>{}</relation>",
      id, from, via_type, via, to, kind, more);
}

class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content, const char* ending = ".osm")
      : path_(std::filesystem::temp_directory_path() / fmt::format("passage-{}-{}{}", getpid(), ++count_, ending)) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  static inline int count_ = 0;
  std::filesystem::path path_;
};

inline ImportedRoads import_text(const std::string& objects, const RoadModel& model = RoadModel::standard()) {
  const TemporaryFile file(fmt::format("<osm version=\"0.6\">{}{}</osm>", kNodes, objects));
  return import_osm(file.path(), model, jobs::Task());
}

// "n1>n2 cf": every arc with its modes, turns left out.
inline std::set<std::string> arcs(const Network& net) {
  std::set<std::string> out;
  for (const network::ArcId a : net.head.ids()) {
    if (net.road_class[net.road[a]] == RoadClass::kTurn) continue;
    out.insert(fmt::format("{}>{} {}{}", net.node_name[net.tail[a]], net.node_name[net.head[a]],
                           net.modes[a] & network::mode_bit(Mode::kCar) ? "c" : "",
                           net.modes[a] & network::mode_bit(Mode::kFoot) ? "f" : ""));
  }
  return out;
}
inline std::set<std::string> arcs_of(std::initializer_list<std::pair<const char*, const char*>> list) {
  return arcs(import_text(way(1, {1, 2}, tags(list))).network);
}
using Arcs = std::set<std::string>;

inline NodeId named(const Network& net, std::string_view name) {
  for (const NodeId v : net.position.ids()) {
    if (net.node_name[v] == name) return v;
  }
  return {};
}
// Can a car that comes along `from` > n2 go on to `to`? The route's length in steps of 1,112 m, or -1.
inline int steps(const Network& net, const char* from, const char* to, Mode mode = Mode::kCar) {
  const auto route = network::shortest_route(net, named(net, from), named(net, to), {mode, network::By::kLength});
  return route ? static_cast<int>((route->length_mm + 500'000) / 1'111'950) : -1;
}
inline std::int64_t count_of(const network::NetworkMeta& meta, std::string_view what) {
  for (const network::MetaCount& c : meta.counts) {
    if (c.what == what) return c.count;
  }
  return 0;
}

// Real data: PASSAGE_DATA.
inline std::optional<std::filesystem::path> data(const char* name) {
  const char* root = std::getenv("PASSAGE_DATA");
  if (root == nullptr || !std::filesystem::exists(std::filesystem::path(root) / name)) return std::nullopt;
  return std::filesystem::path(root) / name;
}
#define NEED_DATA(variable, name)                                                         \
  const auto variable = data(name);                                                       \
  if (!variable && std::getenv("CI") != nullptr) FAIL() << "PASSAGE_DATA lacks " << name; \
  if (!variable) GTEST_SKIP() << "PASSAGE_DATA is not set"

}  // namespace passage::osm
