#include "geodata/geopackage_shape.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace passage::geodata {
namespace {

static_assert(std::endian::native == std::endian::little, "well-known binary is written as the machine has it");

constexpr std::int32_t kSrs = 4326;
constexpr std::uint32_t kWkbPoint = 1, kWkbLine = 2, kWkbPolygon = 3, kWkbMultiLine = 5;

template <class T>
void put(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}

void put_point(std::string& out, LayerPoint p) {
  put(out, p.lon_e7 / 1e7);
  put(out, p.lat_e7 / 1e7);
}

enum class Ring { kAsIs, kClosed };

void put_points(std::string& out, const std::vector<LayerPoint>& points, Ring ring) {
  const bool close = ring == Ring::kClosed && !points.empty() && points.front() != points.back();
  put(out, static_cast<std::uint32_t>(points.size() + (close ? 1 : 0)));
  for (const LayerPoint p : points) put_point(out, p);
  if (close) put_point(out, points.front());
}

void put_wkb(std::string& out, ShapeKind kind, const ShapeParts& parts) {
  constexpr char kLittleEndian = 1;
  out += kLittleEndian;
  switch (kind) {
    case ShapeKind::kPoint:
      put(out, kWkbPoint);
      put_point(out, parts[0][0]);
      return;
    case ShapeKind::kLine:
      put(out, kWkbLine);
      put_points(out, parts[0], Ring::kAsIs);
      return;
    case ShapeKind::kPolygon:
      put(out, kWkbPolygon);
      put(out, static_cast<std::uint32_t>(parts.size()));
      for (const auto& part : parts) put_points(out, part, Ring::kClosed);
      return;
    default:
      put(out, kWkbMultiLine);
      put(out, static_cast<std::uint32_t>(parts.size()));
      for (const auto& part : parts) {
        out += kLittleEndian;
        put(out, kWkbLine);
        put_points(out, part, Ring::kAsIs);
      }
  }
}

class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  [[nodiscard]] bool take(T& value) {
    if (bytes_.size() < sizeof(T)) return false;
    char raw[sizeof(T)];
    std::memcpy(raw, bytes_.data(), sizeof(T));
    if (swap_) std::reverse(raw, raw + sizeof(T));
    std::memcpy(&value, raw, sizeof(T));
    bytes_.remove_prefix(sizeof(T));
    return true;
  }
  [[nodiscard]] bool take_order() {
    if (bytes_.empty() || (bytes_[0] != 0 && bytes_[0] != 1)) return false;
    swap_ = bytes_[0] == 0;
    bytes_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool skip(std::size_t count) {
    if (bytes_.size() < count) return false;
    bytes_.remove_prefix(count);
    return true;
  }
  [[nodiscard]] bool take_point(LayerPoint& p) {
    double lon = 0, lat = 0;
    if (!take(lon) || !take(lat) || !(std::abs(lon) <= 180) || !(std::abs(lat) <= 90)) return false;
    p = {static_cast<std::int32_t>(std::lround(lon * 1e7)), static_cast<std::int32_t>(std::lround(lat * 1e7))};
    return true;
  }
  [[nodiscard]] bool take_points(std::vector<LayerPoint>& points) {
    constexpr std::size_t kPointSize = 16;
    std::uint32_t count = 0;
    if (!take(count) || count > bytes_.size() / kPointSize) return false;
    points.resize(count);
    return std::all_of(points.begin(), points.end(), [&](LayerPoint& p) { return take_point(p); });
  }

 private:
  std::string_view bytes_;
  bool swap_ = false;
};

bool take_lines(Cursor& in, ShapeParts& parts, std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint32_t type = 0;
    if (!in.take_order() || !in.take(type) || type != kWkbLine || !in.take_points(parts.emplace_back())) return false;
  }
  return true;
}

bool take_wkb(Cursor& in, ShapeKind& kind, ShapeParts& parts) {
  std::uint32_t type = 0, count = 0;
  if (!in.take_order() || !in.take(type)) return false;
  switch (type) {
    case kWkbPoint: kind = ShapeKind::kPoint; return in.take_point(parts.emplace_back().emplace_back());
    case kWkbLine: kind = ShapeKind::kLine; return in.take_points(parts.emplace_back());
    case kWkbMultiLine: kind = ShapeKind::kMultiLine; return in.take(count) && take_lines(in, parts, count);
    case kWkbPolygon:
      kind = ShapeKind::kPolygon;
      if (!in.take(count)) return false;
      for (std::uint32_t i = 0; i < count; ++i)
        if (!in.take_points(parts.emplace_back())) return false;
      return true;
    default: return false;
  }
}

}  // namespace

void append_geopackage_shape(std::string& out, ShapeKind kind, const ShapeParts& parts) {
  // Little-endian; bounds west, east, south, north, which a point goes without.
  constexpr char kPlain = 0b00001, kWithBounds = 0b00011;
  out += "GP";
  out += '\0';
  out += kind == ShapeKind::kPoint ? kPlain : kWithBounds;
  put(out, kSrs);
  if (kind != ShapeKind::kPoint) {
    ShapeBounds bounds;
    for (const auto& part : parts)
      for (const LayerPoint p : part) bounds.add(p);
    for (const std::int32_t e7 : {bounds.west_e7, bounds.east_e7, bounds.south_e7, bounds.north_e7}) put(out, e7 / 1e7);
  }
  put_wkb(out, kind, parts);
}

bool parse_geopackage_shape(std::string_view blob, ShapeKind& kind, ShapeParts& parts) {
  if (blob.size() < 8 || blob.substr(0, 2) != "GP") return false;
  const auto flags = static_cast<unsigned char>(blob[3]);
  constexpr std::size_t kBoundsSize[] = {0, 32, 48, 48, 64, 0, 0, 0};
  constexpr unsigned kEmpty = 0b10000;
  kind = ShapeKind::kNone;
  parts.clear();
  if (flags & kEmpty) return true;
  Cursor in(blob.substr(8));
  return in.skip(kBoundsSize[(flags >> 1) & 7u]) && take_wkb(in, kind, parts);
}

}  // namespace passage::geodata
