#include "geodata/prepared_shape.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/expect.h"
#include "geodata/geos_call.h"

namespace passage::geodata {
namespace {

struct Edge {
  PlanePoint a, b;
};

struct DestroyPrepared {
  void operator()(const GEOSPreparedGeometry* prepared) const { GEOSPreparedGeom_destroy_r(geos(), prepared); }
};
struct DestroyTree {
  void operator()(GEOSSTRtree* tree) const { GEOSSTRtree_destroy_r(geos(), tree); }
};

bool meet(const PlaneBox& a, const PlaneBox& b) {
  return a.south <= b.north && b.south <= a.north && a.west <= b.east && b.west <= a.east;
}

PlaneBox plane_box(std::span<const PlanePoint> line) {
  PlaneBox box;
  for (const PlanePoint p : line) {
    box.west = std::min(box.west, p.x);
    box.east = std::max(box.east, p.x);
    box.south = std::min(box.south, p.y);
    box.north = std::max(box.north, p.y);
  }
  return box;
}

PlaneBox shifted(PlaneBox box, double by) {
  box.west += by;
  box.east += by;
  return box;
}

void add_edges(const GEOSGeometry* geometry, std::vector<Edge>& edges) {
  if (GEOSGeomTypeId_r(geos(), geometry) == GEOS_POLYGON) {
    const auto add = [&](const GEOSGeometry* ring) {
      const PlaneLine points = points_of(ring);
      for (std::size_t i = 0; i + 1 < points.size(); ++i) edges.push_back({points[i], points[i + 1]});
    };
    add(GEOSGetExteriorRing_r(geos(), geometry));
    for (int i = 0; i < GEOSGetNumInteriorRings_r(geos(), geometry); ++i)
      add(GEOSGetInteriorRingN_r(geos(), geometry, i));
    return;
  }
  for (int i = 0; i < GEOSGetNumGeometries_r(geos(), geometry); ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(geos(), geometry, i);
    if (part != geometry) add_edges(part, edges);
  }
}

// Where along a - b, as a share of it, the place p of the same line is.
double along(PlanePoint a, PlanePoint b, PlanePoint p) {
  return std::abs(b.x - a.x) >= std::abs(b.y - a.y) ? (p.x - a.x) / (b.x - a.x) : (p.y - a.y) / (b.y - a.y);
}

}  // namespace

struct PreparedShape::Inner {
  Geometry geometry;
  std::unique_ptr<const GEOSPreparedGeometry, DestroyPrepared> prepared;
  PlaneBox box;
  std::vector<Edge> edges;  // of areas
  std::unique_ptr<GEOSSTRtree, DestroyTree> tree;

  [[nodiscard]] bool is_area() const { return !edges.empty(); }
  [[nodiscard]] bool holds(PlanePoint p) const {
    return is_area() && GEOSPreparedContainsProperly_r(geos(), prepared.get(), point_geometry(p).get()) == 1;
  }
  [[nodiscard]] double share_of_segment(PlanePoint a, PlanePoint b) const;
  [[nodiscard]] double length_inside(const PlaneLine& line, std::span<const double> lengths) const;
};

// The segment is cut where edges cross it; a piece is inside if its middle is, or if it runs along an edge.
double PreparedShape::Inner::share_of_segment(PlanePoint a, PlanePoint b) const {
  if (a.x == b.x && a.y == b.y) return holds(a) ? 1 : 0;
  const PlanePoint ends[] = {a, b};
  const Geometry segment = line_geometry(ends);
  std::vector<const Edge*> near;
  GEOSSTRtree_query_r(
      geos(), tree.get(), segment.get(),
      [](void* edge, void* list) { static_cast<std::vector<const Edge*>*>(list)->push_back(static_cast<Edge*>(edge)); },
      &near);
  std::vector<double> cuts{0, 1};
  std::vector<std::pair<double, double>> on_edges;
  for (const Edge* edge : near) {
    const auto side = [&](PlanePoint p) { return GEOSOrientationIndex_r(geos(), a.x, a.y, b.x, b.y, p.x, p.y); };
    const int from = side(edge->a), to = side(edge->b);
    if (from == 0) cuts.push_back(along(a, b, edge->a));
    if (to == 0) cuts.push_back(along(a, b, edge->b));
    if (from == 0 && to == 0) {
      on_edges.emplace_back(std::minmax(along(a, b, edge->a), along(a, b, edge->b)));
    } else if (from * to < 0) {
      const double ex = edge->b.x - edge->a.x, ey = edge->b.y - edge->a.y;
      const double across = (b.x - a.x) * ey - (b.y - a.y) * ex;
      cuts.push_back(((edge->a.x - a.x) * ey - (edge->a.y - a.y) * ex) / across);
    }
  }
  for (double& cut : cuts) cut = std::clamp(cut, 0.0, 1.0);
  std::sort(cuts.begin(), cuts.end());
  double inside = 0;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const double length = cuts[i + 1] - cuts[i], middle = cuts[i] + length / 2;
    if (length <= 0) continue;
    const bool on_edge = std::any_of(on_edges.begin(), on_edges.end(),
                                     [&](const auto& edge) { return edge.first <= middle && middle <= edge.second; });
    if (on_edge || holds({a.x + middle * (b.x - a.x), a.y + middle * (b.y - a.y)})) inside += length;
  }
  return inside;
}

double PreparedShape::Inner::length_inside(const PlaneLine& line, std::span<const double> lengths) const {
  const Geometry whole = line_geometry(line);
  if (GEOSPreparedIntersects_r(geos(), prepared.get(), whole.get()) != 1) return 0;
  if (GEOSPreparedContainsProperly_r(geos(), prepared.get(), whole.get()) == 1)
    return std::accumulate(lengths.begin(), lengths.end(), 0.0);
  double inside = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i)
    if (lengths[i] > 0 && meet(plane_box(std::span(line).subspan(i, 2)), box))
      inside += lengths[i] * share_of_segment(line[i], line[i + 1]);
  return inside;
}

PlaneBox box_of(std::span<const LayerPoint> line) {
  return plane_box(unrolled(line));
}

PreparedShape::PreparedShape(GEOSGeom_t* geometry) {
  auto inner = std::make_shared<Inner>();
  inner->geometry.reset(geometry);
  inner->prepared.reset(GEOSPrepare_r(geos(), geometry));
  PASSAGE_EXPECT(inner->prepared != nullptr);
  GEOSGeom_getExtent_r(geos(), geometry, &inner->box.west, &inner->box.south, &inner->box.east, &inner->box.north);
  add_edges(geometry, inner->edges);
  inner->tree.reset(GEOSSTRtree_create_r(geos(), 10));
  for (Edge& edge : inner->edges) {
    const PlanePoint ends[] = {edge.a, edge.b};
    GEOSSTRtree_insert_r(geos(), inner->tree.get(), line_geometry(ends).get(), &edge);
  }
  inner_ = std::move(inner);
}

PreparedShape PreparedShape::of_lines(const ShapeParts& lines) {
  std::vector<Geometry> parts;
  for (const auto& line : lines) parts.push_back(line_geometry(unrolled(line)));
  return PreparedShape(collection_geometry(GEOS_MULTILINESTRING, std::move(parts)).release());
}

// True if the answer is yes for the place, or for the same place once round the Earth from it.
template <class Ask>
bool PreparedShape::any_side(LayerPoint p, Ask ask) const {
  if (!is_drawn()) return false;
  for (const double shift : {0.0, kRound, -kRound}) {
    const PlanePoint at{p.lon_e7 + shift, static_cast<double>(p.lat_e7)};
    if (meet({at.x, at.y, at.x, at.y}, inner_->box) && ask(at)) return true;
  }
  return false;
}

LayerPoint PreparedShape::middle() const {
  const PlaneBox& box = inner_->box;
  return on_globe({(box.west + box.east) / 2, (box.south + box.north) / 2});
}

bool PreparedShape::may_meet(const PlaneBox& box) const {
  if (!is_drawn()) return false;
  return meet(box, inner_->box) || meet(shifted(box, kRound), inner_->box) || meet(shifted(box, -kRound), inner_->box);
}

bool PreparedShape::holds(LayerPoint p) const {
  return any_side(p, [&](PlanePoint at) { return inner_->holds(at); });
}

bool PreparedShape::touches(LayerPoint p) const {
  return any_side(p, [&](PlanePoint at) {
    return GEOSPreparedIntersects_r(geos(), inner_->prepared.get(), point_geometry(at).get()) == 1;
  });
}

double PreparedShape::length_inside(std::span<const LayerPoint> line, std::span<const double> lengths) const {
  PASSAGE_EXPECT(line.size() == lengths.size() + 1);
  if (!is_drawn() || !inner_->is_area() || lengths.empty()) return 0;
  PlaneLine plane = unrolled(line);
  double inside = 0;
  for (const double shift : {0.0, kRound, -2 * kRound}) {
    for (PlanePoint& p : plane) p.x += shift;
    if (meet(plane_box(plane), inner_->box)) inside += inner_->length_inside(plane, lengths);
  }
  return inside;
}

bool PreparedShape::meets(std::span<const LayerPoint> line) const {
  if (!is_drawn() || line.size() < 2) return false;
  PlaneLine plane = unrolled(line);
  for (const double shift : {0.0, kRound, -2 * kRound}) {
    for (PlanePoint& p : plane) p.x += shift;
    if (meet(plane_box(plane), inner_->box) &&
        GEOSPreparedIntersects_r(geos(), inner_->prepared.get(), line_geometry(plane).get()) == 1)
      return true;
  }
  return false;
}

}  // namespace passage::geodata
