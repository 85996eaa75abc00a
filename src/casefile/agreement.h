// What the readers of agreement.toml share. Not for other folders.
#pragma once

#include "casefile/reading.h"

namespace passage::casefile {

using tables::Keys;

struct AgreementReading {
  Reading& reading;
  std::string file;
  std::vector<std::string> parties;
  Names<scenario::RoundId> rounds;
  Names<scenario::CorridorId> corridors;
  Names<scenario::TermId> terms;

  // What the key names, among `names`; invalid if nothing (P106, P110).
  template <class Id>
  [[nodiscard]] Id find(const Names<Id>& names, Keys& keys, std::string_view key, std::string_view kind) {
    const std::string id = keys.text(key, tables::Need::kRequired);
    if (id.empty()) return {};
    const auto found = names.find(id);
    if (found != names.end()) return found->second;
    report_unknown(reading, keys.what(), kind, id, keys_of(names), kind == "refuge" ? reading.files.refuges.path : file,
                   keys.where(key));
    return {};
  }
};

void read_terms(AgreementReading& a, Keys& keys);
// The roads of the quickest way by car through the points.
[[nodiscard]] std::vector<scenario::RoadSide> route_waypoints(AgreementReading& a, const scenario::Corridor& corridor,
                                                              const toml::array& points, const std::string& where);

}  // namespace passage::casefile
