// A cut as a page and as a map layer.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/file.h"
#include "negotiate/cut.h"

namespace passage::negotiate {

// Of the holds at `at`; 80 columns at most.
[[nodiscard]] std::string cut_page(const Case& c, const std::vector<Hold>& holds, CaseTime at, Persons left);

// "road r2 (Name), backward"; "checkpoint north-gate on r2"; "intake of Omega crossing"; "room in Zeta".
[[nodiscard]] std::string hold_in_words(const Case& c, const Hold& hold);
// road, checkpoint, intake, room; full, closed.
[[nodiscard]] const char* name_of(HoldKind kind);
[[nodiscard]] const char* name_of(HoldState state);

// NAME.gpkg with layers held_roads (lines in the direction of travel) and held_refuges (points), or NAME.geojson with
// both, by each path's extension. All holds with their times, `at_hour` = 1 for those at `at`. Marked restricted. All
// of the files or, where one can't be written, none: InputError P504 if a name says no format, P003 if it is there,
// P004.
void write_cut(const Case& c, const std::vector<Hold>& holds, CaseTime at, const std::vector<std::string>& paths,
               Overwrite overwrite);
// Throws what write_cut would throw before its first byte: to be asked before long work.
void expect_cut_writable(const std::filesystem::path& path, Overwrite overwrite);

}  // namespace passage::negotiate
