// What a Session may be asked besides the question itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "api/plan.h"

namespace passage::api {

struct PlanWishes {
  bool fair = false;        // share what room there is evenly between districts
  std::size_t routes = 0;   // at most so many routes a district; 0: any number
  double step_s = 0;        // of the flow problem; 0: by size
  double gap = 0.01;        // of a large case: so near to the bound is good enough
  double seconds = 0;       // for a large case, as near as can be; 0: no limit
  std::int64_t work = 0;    // the same by arcs looked at, which repeats on every machine; 0: no limit
  bool all_legs = false;    // however many
  bool all_labels = false;  // however many
  // Written as soon as the plan is there, beside its verification, which they carry: .gpkg, .csv/ or .geojson.
  std::vector<std::filesystem::path> outputs = {};
  Overwrite overwrite = Overwrite::kRefuse;
};

struct WorthWishes {
  std::vector<std::string> also = {};  // terms in force that the case could lose
  bool quick = false;                  // bounds only, from one plan
};

struct ReachWishes {
  std::string share = "100%";          // of the people who move; "66.5%"
  std::string by = {};                 // local time; empty: the end of the case
  std::vector<std::string> also = {};  // terms that may be asked for besides the open ones
};

struct CutWishes {
  std::string at = {};                              // local time; empty: the hour at which most people are held
  std::vector<std::filesystem::path> outputs = {};  // .gpkg or .geojson
  Overwrite overwrite = Overwrite::kRefuse;
};

}  // namespace passage::api
