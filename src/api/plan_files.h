// A plan in every format that people ask for; the name says which: those of plan/store.h, and
//   NAME.html   the map page (map_page.h)
//   NAME.svg    the picture (map_svg.h)
// Not installed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "api/fwd.h"

namespace passage::api {

// All of the files or, where one can't be written, none; marked restricted, mode 0600. InputError P504 if a name says
// no format, P003 if it is there and may not be replaced, P004, P008.
void write_plan_files(const plan::Plan& plan, const std::vector<std::string>& paths, passage::Overwrite overwrite);

}  // namespace passage::api
