// What a road network holds, as a page, and the way between two of its points in one line.
#pragma once

#include <string>

#include "network/directions.h"
#include "network/facts.h"

namespace passage::publish {

// Ends with a line end.
[[nodiscard]] std::string network_page(const network::NetworkFacts& facts, const network::NetworkMeta& meta);

// "112.4 km, 1 h 52 min by M4, R2 (3 km unpaved)": at most six names, of the longest stretches.
[[nodiscard]] std::string route_line(const network::Directions& directions);

// Each without a line end. They name the options of `passage route`.
[[nodiscard]] std::string no_route_line(const network::NoNodeNear& none, network::Mode mode, Metres snap);
[[nodiscard]] std::string no_route_line(const network::OneWay& one_way);
[[nodiscard]] std::string no_route_line(const network::Apart& apart);

}  // namespace passage::publish
