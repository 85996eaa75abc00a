#include "osm/copies.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <osmium/osm.hpp>

namespace passage::osm {
namespace {

constexpr std::size_t kMostTold = 100;  // files of two countries may share a million ids

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash ^= value + 0x9E3779B97F4A7C15u + (hash << 6) + (hash >> 2);
  hash *= 0xBF58476D1CE4E5B9u;
  return hash ^ (hash >> 31);
}
std::uint64_t mixed(std::uint64_t hash, std::string_view text) {
  return mixed(hash, std::hash<std::string_view>{}(text));
}

std::uint64_t shape_of(const osmium::OSMObject& object) {
  std::uint64_t hash = 1;
  if (object.type() == osmium::item_type::node) {
    const osmium::Location place = static_cast<const osmium::Node&>(object).location();
    hash = mixed(mixed(hash, static_cast<std::uint32_t>(place.x())), static_cast<std::uint32_t>(place.y()));
  } else if (object.type() == osmium::item_type::way) {
    for (const auto& node : static_cast<const osmium::Way&>(object).nodes())
      hash = mixed(hash, static_cast<std::uint64_t>(node.ref()));
  } else {
    for (const auto& member : static_cast<const osmium::Relation&>(object).members())
      hash =
          mixed(mixed(mixed(hash, static_cast<std::uint64_t>(member.type())), static_cast<std::uint64_t>(member.ref())),
                member.role());
  }
  return hash;
}

// Programs write the same tags in different order.
std::uint64_t tags_of(const osmium::OSMObject& object) {
  std::uint64_t sum = 0;
  for (const osmium::Tag& tag : object.tags()) sum += mixed(mixed(1, tag.key()), tag.value());
  return sum;
}

bool alike(const ObjectCopy& a, const ObjectCopy& b) {
  return a.visible == b.visible && a.shape == b.shape && (a.tags == b.tags || a.tags == 0 || b.tags == 0);
}

Problem differ(const ObjectCopy& one, const char* kind, const std::filesystem::path& path) {
  return {.code = "P311",
          .problem = fmt::format("{} {} stands in the file twice, with different contents", kind, one.id),
          .why = one.version == 0 ? "no version tells which is newer" : fmt::format("both are version {}", one.version),
          .where = path.string(),
          .suggestion =
              "keep one of the two; extracts of the same day are joined by: osmium merge A.osm.pbf "
              "B.osm.pbf -o both.osm.pbf"};
}

}  // namespace

ObjectCopy copy_of(const osmium::OSMObject& object, std::uint64_t at) {
  return {object.id(), at, object.version(), object.visible(), shape_of(object), tags_of(object)};
}

std::vector<std::uint64_t> superseded(std::vector<ObjectCopy> copies, const char* kind,
                                      const std::filesystem::path& path, Problems& problems) {
  std::sort(copies.begin(), copies.end(),
            [](const ObjectCopy& a, const ObjectCopy& b) { return std::pair(a.id, a.at) < std::pair(b.id, b.at); });
  std::vector<std::uint64_t> out;
  for (auto from = copies.begin(); from != copies.end();) {
    const auto until = std::find_if(from, copies.end(), [&](const ObjectCopy& c) { return c.id != from->id; });
    const auto newest =
        std::max_element(from, until, [](const ObjectCopy& a, const ObjectCopy& b) { return a.version < b.version; });
    auto kept = newest;
    for (auto copy = from; copy != until; ++copy) {
      if (copy->version != newest->version && copy->version != 0) continue;
      if (!alike(*newest, *copy)) {
        if (problems.list().size() < kMostTold) problems.add(differ(*newest, kind, path));
        break;
      }
      if (kept->tags == 0) kept = copy;
    }
    for (auto copy = from; copy != until; ++copy)
      if (copy != kept) out.push_back(copy->at);
    from = until;
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace passage::osm
