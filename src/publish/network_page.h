// What a road network holds, as a page.
#pragma once

#include <string>

#include "network/facts.h"

namespace passage::publish {

// Ends with a line end.
[[nodiscard]] std::string network_page(const network::NetworkFacts& facts, const network::NetworkMeta& meta);

}  // namespace passage::publish
