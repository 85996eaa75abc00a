// A plan in every format that people ask for; the name says which: those of plan/store.h, and
//   NAME.html   the map page (map_page.h)
//   NAME.svg    the picture (map_svg.h)
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/file.h"
#include "plan/plan.h"

namespace passage::publish {

// All of the files or, where one can't be written, none; marked restricted, mode 0600. InputError P504 if a name says
// no format, P003 if it is there and may not be replaced, P004, P008.
void write_plan_files(const plan::Plan& plan, const std::vector<std::string>& paths, Overwrite overwrite);
// Throws what write_plan_files would throw before its first byte: to be asked before long work.
void expect_plan_file_writable(const std::filesystem::path& path, Overwrite overwrite);

}  // namespace passage::publish
