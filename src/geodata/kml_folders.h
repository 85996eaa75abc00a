// A KML file as GDAL reads all of it. Not for other folders.
#pragma once

#include <string>
#include <string_view>

namespace passage::geodata {

// The file with the folders inside the one called `layer` taken into it, as each would be a layer of its own,
// but for those that are read by themselves (people, refuges, dangers, boundaries); and all columns of its
// schemas as text, as cells that don't fit their type would be cut off. As given where it is no XML.
[[nodiscard]] std::string plain_kml(std::string text, const std::string& layer);

// Layers that have a file of the case to themselves.
[[nodiscard]] bool is_read_by_itself(std::string_view layer);

}  // namespace passage::geodata
