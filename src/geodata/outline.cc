#include "geodata/outline.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "core/expect.h"
#include "geodata/geos_call.h"

namespace passage::geodata {
namespace {

std::string place_text(PlanePoint p) {
  const LayerPoint at = on_globe(p);
  return fmt::format("{:.5f}, {:.5f}", at.lat_e7 * 1e-7, at.lon_e7 * 1e-7);
}

// What keeps a geometry from being valid, in GEOS's words, with the place; empty if nothing does.
std::string fault_of(const GEOSGeometry* geometry) {
  char* reason = nullptr;
  GEOSGeometry* place = nullptr;
  const bool valid = GEOSisValidDetail_r(geos(), geometry, 0, &reason, &place) == 1;
  const Geometry at(place);
  std::string out = reason == nullptr ? "" : reason;
  GEOSFree_r(geos(), reason);
  if (valid) return {};
  if (!out.empty()) out[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(out[0])));
  if (at && GEOSisEmpty_r(geos(), at.get()) == 0) out += " at " + place_text(points_of(at.get())[0]);
  return out;
}

// The polygons of a geometry; lines and points, which GEOS makes of spikes, hold nothing.
void take_polygons(const GEOSGeometry* geometry, std::vector<Geometry>& out) {
  const int type = GEOSGeomTypeId_r(geos(), geometry);
  if (type == GEOS_POLYGON) {
    if (GEOSisEmpty_r(geos(), geometry) == 0) out.emplace_back(GEOSGeom_clone_r(geos(), geometry));
    return;
  }
  if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION) return;
  for (int i = 0; i < GEOSGetNumGeometries_r(geos(), geometry); ++i)
    take_polygons(GEOSGetGeometryN_r(geos(), geometry, i), out);
}

// By how often a line from the place to the east meets the rings: an edge that two of them share counts twice.
bool odd_rings_hold(const std::vector<PlaneLine>& rings, PlanePoint p) {
  bool odd = false;
  for (const PlaneLine& ring : rings)
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const PlanePoint a = ring[i], b = ring[i + 1];
      if ((a.y > p.y) == (b.y > p.y)) continue;
      if (p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) odd = !odd;
    }
  return odd;
}

// The faces between the rings that an odd number of them holds. (GEOSMakeValid takes edges that rings share
// for one, so a hole along the outline would be filled.) Null: there are none.
Geometry odd_faces(const std::vector<PlaneLine>& rings) {
  std::vector<Geometry> lines;
  for (const PlaneLine& ring : rings) lines.push_back(line_geometry(ring));
  const Geometry drawn = collection_geometry(GEOS_MULTILINESTRING, std::move(lines));
  const Geometry edges(GEOSUnaryUnion_r(geos(), drawn.get()));
  const GEOSGeometry* all[] = {edges.get()};
  const Geometry faces(edges ? GEOSPolygonize_r(geos(), all, 1) : nullptr);
  if (!faces) return nullptr;
  std::vector<Geometry> polygons, odd;
  take_polygons(faces.get(), polygons);
  for (Geometry& face : polygons) {
    const Geometry inside(GEOSPointOnSurface_r(geos(), face.get()));
    if (inside && odd_rings_hold(rings, points_of(inside.get())[0])) odd.push_back(std::move(face));
  }
  if (odd.empty()) return nullptr;
  const Geometry apart = collection_geometry(GEOS_MULTIPOLYGON, std::move(odd));
  return Geometry(GEOSUnaryUnion_r(geos(), apart.get()));
}

ShapeParts rings_of(const GEOSGeometry* geometry) {
  ShapeParts out;
  const auto add = [&](const GEOSGeometry* ring) {
    auto& part = out.emplace_back();
    for (const PlanePoint p : points_of(ring)) part.push_back(on_globe(p));
  };
  std::vector<Geometry> polygons;
  take_polygons(geometry, polygons);
  for (const Geometry& polygon : polygons) {
    add(GEOSGetExteriorRing_r(geos(), polygon.get()));
    for (int i = 0; i < GEOSGetNumInteriorRings_r(geos(), polygon.get()); ++i)
      add(GEOSGetInteriorRingN_r(geos(), polygon.get(), i));
  }
  return out;
}

double middle_of(const PlaneLine& ring) {
  const auto [west, east] =
      std::minmax_element(ring.begin(), ring.end(), [](PlanePoint a, PlanePoint b) { return a.x < b.x; });
  return (west->x + east->x) / 2;
}

class Mender {
 public:
  void add(const ShapeParts& drawn) {
    std::vector<PlaneLine> rings;
    for (const auto& ring : drawn) take_ring(ring, rings);
    if (rings.empty()) return;
    Geometry polygon = polygon_geometry(rings);
    PASSAGE_EXPECT(polygon != nullptr);
    if (const std::string fault = fault_of(polygon.get()); !fault.empty()) {
      note(fmt::format("{}: inside is what an odd number of its rings holds", fault));
      polygon = odd_faces(rings);
    }
    if (polygon != nullptr) take_polygons(polygon.get(), polygons_);
  }

  [[nodiscard]] Outline finish(const std::vector<ShapeParts>& drawn) {
    if (polygons_.empty()) return std::move(out_);
    Geometry whole = collection_geometry(GEOS_MULTIPOLYGON, std::move(polygons_));
    if (const std::string fault = fault_of(whole.get()); !fault.empty()) {
      note("its parts overlap or share an edge: they are joined");
      whole.reset(GEOSUnaryUnion_r(geos(), whole.get()));
    }
    if (whole == nullptr) return std::move(out_);
    if (out_.mended.empty()) {
      for (const ShapeParts& polygon : drawn) out_.rings.insert(out_.rings.end(), polygon.begin(), polygon.end());
    } else {
      out_.rings = rings_of(whole.get());
    }
    out_.area = PreparedShape(whole.release());
    return std::move(out_);
  }

 private:
  void note(std::string what) {
    if (std::find(out_.mended.begin(), out_.mended.end(), what) == out_.mended.end())
      out_.mended.push_back(std::move(what));
  }

  void take_ring(const std::vector<LayerPoint>& drawn, std::vector<PlaneLine>& rings) {
    PlaneLine ring = unrolled(drawn);
    const auto over = std::adjacent_find(drawn.begin(), drawn.end(), [](LayerPoint a, LayerPoint b) {
      const double step = std::abs(static_cast<double>(a.lon_e7) - b.lon_e7);
      return step > kRound / 2 && step < kRound;
    });
    if (over != drawn.end() && out_.assumed.empty())
      out_.assumed.push_back(
          fmt::format("an edge at latitude {:.5f} joins its two sides: the way over it is taken, "
                      "which is shorter",
                      over->lat_e7 * 1e-7));
    if (ring.size() >= 3 && drawn.front() == drawn.back() && ring.front().x != ring.back().x)
      return note("a ring leads round a pole: left out");
    if (ring.size() >= 3 && (ring.front().x != ring.back().x || ring.front().y != ring.back().y)) {
      note(fmt::format("a ring is open at {}: it is closed by a straight line", place_text(ring.back())));
      ring.push_back(ring.front());
    }
    if (ring.size() < 4) return note("a ring of fewer than three places: left out");
    // A hole on the side of the 180th meridian where the polygon is.
    if (!rings.empty()) {
      const double shift = std::round((middle_of(rings[0]) - middle_of(ring)) / kRound) * kRound;
      for (PlanePoint& p : ring) p.x += shift;
    }
    rings.push_back(std::move(ring));
  }

  Outline out_;
  std::vector<Geometry> polygons_;
};

}  // namespace

Outline outline_of(const std::vector<ShapeParts>& polygons) {
  Mender mender;
  for (const ShapeParts& polygon : polygons) mender.add(polygon);
  return mender.finish(polygons);
}

}  // namespace passage::geodata
