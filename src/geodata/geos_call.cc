#include "geodata/geos_call.h"

#include <cmath>

#include "core/expect.h"

namespace passage::geodata {
namespace {

GEOSCoordSequence* sequence(std::span<const PlanePoint> points) {
  static_assert(sizeof(PlanePoint) == 2 * sizeof(double));
  return GEOSCoordSeq_copyFromBuffer_r(geos(), &points.data()->x, static_cast<unsigned>(points.size()), 0, 0);
}

}  // namespace

GEOSContextHandle_t geos() {
  struct Context {
    GEOSContextHandle_t handle = GEOS_init_r();
    ~Context() { GEOS_finish_r(handle); }
  };
  thread_local const Context context;
  return context.handle;
}

PlaneLine unrolled(std::span<const LayerPoint> line) {
  PlaneLine out;
  out.reserve(line.size());
  double shift = 0;
  for (const LayerPoint p : line) {
    const double x = p.lon_e7;
    if (!out.empty()) {
      const double step = x + shift - out.back().x;
      if (std::abs(step) > kRound / 2 && std::abs(step) < kRound) shift += step > 0 ? -kRound : kRound;
    }
    out.push_back({x + shift, static_cast<double>(p.lat_e7)});
  }
  return out;
}

LayerPoint on_globe(PlanePoint p) {
  double x = std::round(p.x);
  while (x > kRound / 2) x -= kRound;
  while (x < -kRound / 2) x += kRound;
  return {static_cast<std::int32_t>(x), static_cast<std::int32_t>(std::round(p.y))};
}

Geometry point_geometry(PlanePoint p) {
  return Geometry(GEOSGeom_createPointFromXY_r(geos(), p.x, p.y));
}

Geometry line_geometry(std::span<const PlanePoint> line) {
  return Geometry(GEOSGeom_createLineString_r(geos(), sequence(line)));
}

Geometry polygon_geometry(std::span<const PlaneLine> rings) {
  PASSAGE_EXPECT(!rings.empty());
  std::vector<GEOSGeometry*> made;
  for (const PlaneLine& ring : rings) made.push_back(GEOSGeom_createLinearRing_r(geos(), sequence(ring)));
  return Geometry(GEOSGeom_createPolygon_r(geos(), made[0], made.data() + 1, static_cast<unsigned>(made.size() - 1)));
}

Geometry collection_geometry(int type, std::vector<Geometry> parts) {
  std::vector<GEOSGeometry*> given;
  for (Geometry& part : parts) given.push_back(part.release());
  return Geometry(GEOSGeom_createCollection_r(geos(), type, given.data(), static_cast<unsigned>(given.size())));
}

PlaneLine points_of(const GEOSGeometry* geometry) {
  const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(geos(), geometry);
  unsigned size = 0;
  GEOSCoordSeq_getSize_r(geos(), points, &size);
  PlaneLine out(size);
  if (size > 0) GEOSCoordSeq_copyToBuffer_r(geos(), points, &out[0].x, 0, 0);
  return out;
}

}  // namespace passage::geodata
