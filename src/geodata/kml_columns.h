// The columns of a KML file: what LIBKML calls them, and those that programs write as a table into the
// description. Not for other folders.
#pragma once

#include "geodata/features.h"

namespace passage::geodata {

// The name of a place becomes column `name`; how it is drawn is left out. Where there are no columns
// beside these, the rows of two cells of the description's table are columns.
void take_kml_columns(FeatureLayer& layer);

// Rows of two cells in a text of HTML: name and value. "" where a cell is empty.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> table_cells(std::string_view html);

}  // namespace passage::geodata
