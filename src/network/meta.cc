#include "network/meta.h"

#include <nlohmann/json.hpp>

namespace passage::network {
using nlohmann::json;

std::string to_json(const NetworkMeta& meta) {
  json counts = json::array(), findings = json::array(), doubtful = json::array();
  for (const MetaCount& c : meta.counts) counts.push_back({c.what, c.count});
  for (const Problem& f : meta.findings) findings.push_back({f.code, f.problem, f.why, f.where, f.suggestion});
  for (const DoubtfulRoad& d : meta.doubtful) doubtful.push_back({d.road.index(), d.doubts});
  json out{{"source", meta.source},
           {"source_sha256", meta.source_sha256},
           {"version", meta.version},
           {"attribution", meta.attribution},
           {"model", meta.model},
           {"sustained_factor", meta.sustained_factor},
           {"counts", counts},
           {"findings", findings},
           {"border_controls", meta.border_controls}};
  if (meta.doubts_known) out["doubtful"] = std::move(doubtful);
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

namespace {
// A file may say anything: what cannot be a road is none, and StoredNetwork::meta() refuses it.
RoadId road_from_json(const json& number) {
  const auto road = number.get<std::uint32_t>();
  return road == std::numeric_limits<std::uint32_t>::max() ? RoadId{} : RoadId{road};
}
}  // namespace

NetworkMeta meta_from_json(std::string_view text) {
  try {
    const json j = json::parse(text);
    NetworkMeta meta;
    j.at("source").get_to(meta.source);
    j.at("source_sha256").get_to(meta.source_sha256);
    j.at("version").get_to(meta.version);
    j.at("attribution").get_to(meta.attribution);
    j.at("model").get_to(meta.model);
    j.at("sustained_factor").get_to(meta.sustained_factor);
    j.at("border_controls").get_to(meta.border_controls);
    for (const json& c : j.at("counts")) meta.counts.push_back({c.at(0), c.at(1)});
    meta.doubts_known = j.contains("doubtful");
    for (const json& d : j.value("doubtful", json::array()))
      meta.doubtful.push_back({road_from_json(d.at(0)), d.at(1).get<DoubtSet>()});
    for (const json& f : j.at("findings")) {
      meta.findings.push_back({.severity = Severity::kFinding,
                               .code = f.at(0),
                               .problem = f.at(1),
                               .why = f.at(2),
                               .where = f.at(3),
                               .suggestion = f.at(4)});
    }
    return meta;
  } catch (const json::exception& wrong) {
    throw InputError(Problem{.code = "P304",
                             .problem = "the network file's description of itself cannot be read",
                             .why = wrong.what(),
                             .suggestion = "import the roads again"});
  }
}

}  // namespace passage::network
