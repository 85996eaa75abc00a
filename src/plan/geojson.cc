#include "plan/geojson.h"

#include <ostream>

#include <nlohmann/json.hpp>

#include "plan/by_hour.h"
#include "plan/local_time.h"

namespace passage::plan {
namespace {

using Json = nlohmann::ordered_json;
using network::Coordinate;

Json point(Coordinate c) {
  return Json::array({c.lon_e7 / 1e7, c.lat_e7 / 1e7});
}

Json feature(const char* layer, Json geometry, Json properties) {
  Json named{{"layer", layer}};
  named.update(properties);
  return Json{{"type", "Feature"}, {"geometry", std::move(geometry)}, {"properties", std::move(named)}};
}

Json metadata(const Plan& plan, const LocalClock& clock) {
  Json out{{"classification", "restricted"},
           {"notice", "A plan is not a guarantee of safety."},
           {"title", plan.title},
           {"round", plan.round_id},
           {"round_status", plan.round_status},
           {"start", clock.iso(PlanTime{0})},
           {"end", clock.iso(plan.horizon)},
           {"time_zone", plan.time_zone},
           {"people", plan.people.count()},
           {"safe", plan.safe.count()},
           {"left", plan.left.count()},
           {"staying", plan.staying.count()},
           {"unreached", plan.unreached.count()},
           {"upper_bound", plan.upper_bound.count()},
           {"certificate", {{"accepted", plan.certificate_accepted}, {"kind", plan.certificate_kind}}}};
  Json inputs = Json::array();
  for (const auto& [path, sha256] : plan.provenance.inputs) inputs.push_back({{"path", path}, {"sha256", sha256}});
  out["provenance"] = {{"passage_version", plan.provenance.version},
                       {"case_id", plan.provenance.case_id},
                       {"seed", plan.provenance.seed},
                       {"options", plan.provenance.options},
                       {"assumed", plan.provenance.assumed},
                       {"without", plan.provenance.without},
                       {"inputs", std::move(inputs)}};
  return out;
}

Json road_feature(const Plan& plan, const RoadRow& road, const RoadUse& use) {
  Json line = Json::array({point(plan.nodes[road.from].position)});
  for (const Coordinate c : road.shape) line.push_back(point(c));
  line.push_back(point(plan.nodes[road.to].position));
  return feature("roads", {{"type", "LineString"}, {"coordinates", std::move(line)}},
                 {{"id", road.id},
                  {"name", road.name},
                  {"class", road.road_class},
                  {"persons", use.total.count()},
                  {"utilisation", use.utilisation},
                  {"flow_by_hour", use.by_hour},
                  {"corridor", road.corridor},
                  {"source", road.source}});
}

Json danger_feature(const DangerRow& danger, const LocalClock& clock) {
  Json rings = Json::array();
  for (const auto& ring : danger.rings) {
    Json points = Json::array();
    for (const Coordinate c : ring) points.push_back(point(c));
    if (danger.is_polygon && !ring.empty() && ring.front() != ring.back()) points.push_back(point(ring.front()));
    rings.push_back(std::move(points));
  }
  Json geometry;
  if (!rings.empty())
    geometry = Json{{"type", danger.is_polygon ? "Polygon" : "MultiLineString"}, {"coordinates", std::move(rings)}};
  return feature("dangers", std::move(geometry),
                 {{"id", danger.id},
                  {"closed", danger.closed},
                  {"from", clock.iso(danger.when.from)},
                  {"until", clock.iso(danger.when.until)},
                  {"source", danger.source}});
}

template <class Row>
Json with_pcodes(Json properties, const Row& row) {
  for (const auto& [name, code] : row.pcodes) properties[name] = code;
  return properties;
}

}  // namespace

void write_geojson(const Plan& plan, std::ostream& out) {
  const LocalClock clock(plan.time_zone, plan.start);
  out << R"({"type":"FeatureCollection","metadata":)" << metadata(plan, clock).dump() << ",\"features\":[";
  const char* separator = "\n";
  const auto add = [&](const Json& one) {
    out << separator << one.dump(-1, ' ', false, Json::error_handler_t::replace);
    separator = ",\n";
  };
  for (const DangerRow& danger : plan.dangers) add(danger_feature(danger, clock));
  const auto use = use_of_roads(plan);
  for (const network::RoadId id : plan.roads.ids()) add(road_feature(plan, plan.roads[id], use[id]));
  const auto position = [](Coordinate c) { return Json{{"type", "Point"}, {"coordinates", point(c)}}; };
  for (const OriginRow& origin : plan.origins) {
    add(feature("origins", position(origin.position),
                with_pcodes({{"id", origin.id},
                             {"name", origin.name},
                             {"district", origin.district},
                             {"people", origin.people.count()},
                             {"safe", origin.safe.count()},
                             {"left", origin.left.count()},
                             {"staying", origin.staying.count()},
                             {"unreached", origin.unreached.count()},
                             {"reason", origin.reason},
                             {"source", origin.source}},
                            origin)));
  }
  for (const RefugeRow& refuge : plan.refuges) {
    add(feature("refuges", position(refuge.position),
                with_pcodes({{"id", refuge.id},
                             {"name", refuge.name},
                             {"kind", refuge.kind},
                             {"capacity_persons", refuge.capacity ? Json(refuge.capacity->count()) : Json("unlimited")},
                             {"persons", refuge.persons.count()},
                             {"source", refuge.source}},
                            refuge)));
  }
  out << "\n]}\n";
}

}  // namespace passage::plan
