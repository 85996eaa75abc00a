// What a GeoPackage holds beside the rows of its layers: the tables that register them, their indexes, styles.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geodata/geopackage.h"
#include "geodata/geopackage_shape.h"
#include "geodata/sqlite.h"

namespace passage::geodata {

// A layer as it is registered: its columns, and where its shapes lie.
struct LayerFrame {
  LayerSpec spec;
  ShapeBounds bounds;
  std::vector<std::pair<std::int64_t, ShapeBounds>> boxes;  // by row, to index; one too many: none are
  void add(std::int64_t row, const ShapeParts& parts);
};

[[nodiscard]] std::string sql_name(std::string_view name);

// In this order, layers one after the other. begin_frame begins a transaction as well.
void begin_frame(Database& database);
void create_layer(Database& database, const LayerSpec& spec);
void register_layer(Database& database, const LayerFrame& layer, const std::string& last_change);
void write_styles(Database& database, const std::vector<LayerStyle>& styles, const std::string& last_change);

}  // namespace passage::geodata
