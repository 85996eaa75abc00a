#include "geodata/wkt.h"

#include <cstdlib>

namespace passage::geodata {
namespace {

constexpr int kDigits = 7;

void append_points(std::string& out, const std::vector<LayerPoint>& points, ShapeKind kind) {
  out += '(';
  const auto append = [&](LayerPoint p) {
    append_decimal(out, p.lon_e7, kDigits);
    out += ' ';
    append_decimal(out, p.lat_e7, kDigits);
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i != 0) out += ',';
    append(points[i]);
  }
  if (kind == ShapeKind::kPolygon && !points.empty() && points.front() != points.back()) {
    out += ',';
    append(points.front());
  }
  out += ')';
}

class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  [[nodiscard]] bool take(std::string_view token) {
    skip_blanks();
    if (!text_.starts_with(token)) return false;
    text_.remove_prefix(token.size());
    return true;
  }
  [[nodiscard]] bool at_end() {
    skip_blanks();
    return text_.empty();
  }
  [[nodiscard]] bool take_points(std::vector<LayerPoint>& points) {
    if (!take("(")) return false;
    do {
      LayerPoint& p = points.emplace_back();
      if (!take_degrees(p.lon_e7, 180) || !take_degrees(p.lat_e7, 90)) return false;
    } while (take(","));
    return take(")");
  }

 private:
  void skip_blanks() {
    while (text_.starts_with(' ')) text_.remove_prefix(1);
  }
  [[nodiscard]] bool take_degrees(std::int32_t& e7, int most) {
    skip_blanks();
    const std::size_t end = text_.find_first_of(" ,)");
    if (end == std::string_view::npos) return false;
    const auto value = parse_decimal(text_.substr(0, end), kDigits);
    if (!value || std::abs(*value) > std::int64_t{most} * 10'000'000) return false;
    e7 = static_cast<std::int32_t>(*value);
    text_.remove_prefix(end);
    return true;
  }
  std::string_view text_;
};

bool take_parts(Cursor& in, ShapeParts& parts) {
  if (!in.take("(")) return false;
  do {
    if (!in.take_points(parts.emplace_back())) return false;
  } while (in.take(","));
  return in.take(")");
}

}  // namespace

void append_wkt(std::string& out, ShapeKind kind, const ShapeParts& parts) {
  if (kind == ShapeKind::kPoint || kind == ShapeKind::kLine) {
    out += kind == ShapeKind::kPoint ? "POINT" : "LINESTRING";
    append_points(out, parts[0], kind);
    return;
  }
  out += kind == ShapeKind::kPolygon ? "POLYGON(" : "MULTILINESTRING(";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) out += ',';
    append_points(out, parts[i], kind);
  }
  out += ')';
}

bool parse_wkt(std::string_view text, ShapeKind& kind, ShapeParts& parts) {
  Cursor in(text);
  parts.clear();
  bool whole = false;
  if (in.take("POINT")) {
    kind = ShapeKind::kPoint;
    whole = in.take_points(parts.emplace_back()) && parts[0].size() == 1;
  } else if (in.take("LINESTRING")) {
    kind = ShapeKind::kLine;
    whole = in.take_points(parts.emplace_back());
  } else if (in.take("MULTILINESTRING")) {
    kind = ShapeKind::kMultiLine;
    whole = take_parts(in, parts);
  } else if (in.take("POLYGON")) {
    kind = ShapeKind::kPolygon;
    whole = take_parts(in, parts);
  }
  return whole && in.at_end();
}

}  // namespace passage::geodata
