// A cut as a page and as a map layer.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "answers/cut_elements.h"
#include "core/file.h"

namespace passage::publish {

using answers::CutElement;
using scenario::Case;
using scenario::CaseTime;

// Of the holds at `at`; 80 columns at most.
[[nodiscard]] std::string cut_page(const Case& c, const std::vector<CutElement>& elements, CaseTime at, Persons left);

// NAME.gpkg with layers held_roads (lines in the direction of travel) and held_refuges (points), or NAME.geojson with
// both, by each path's extension. All holds with their times, `at_hour` = 1 for those at `at`. Marked restricted. All
// of the files or, where one can't be written, none: InputError P504 if a name says no format, P003 if it is there,
// P004.
void write_cut(const Case& c, const std::vector<CutElement>& elements, CaseTime at,
               const std::vector<std::string>& paths, Overwrite overwrite);
// Throws what write_cut would throw before its first byte: to be asked before long work.
void expect_cut_writable(const std::filesystem::path& path, Overwrite overwrite);

}  // namespace passage::publish
