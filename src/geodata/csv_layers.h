// Layers as a folder of CSV files: NAME.csv each, UTF-8, one header row, shapes as well-known text
// in a last column `geometry`.
#pragma once

#include <filesystem>
#include <memory>

#include "geodata/layers.h"

namespace passage::geodata {

// Makes the folder. Throws InputError P004 if a file can't be written.
[[nodiscard]] std::unique_ptr<LayerWriter> write_csv_layers(const std::filesystem::path& folder);

// Throws InputError P001 if the folder is missing, P500 if it holds no CSV file; open() throws P01x as
// parse_csv has them.
[[nodiscard]] std::unique_ptr<LayerReader> read_csv_layers(const std::filesystem::path& folder);

}  // namespace passage::geodata
