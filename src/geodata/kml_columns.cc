#include "geodata/kml_columns.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/text.h"

namespace passage::geodata {
namespace {

constexpr std::string_view kDrawing[] = {"description", "timestamp",  "begin",     "end",  "altitudeMode", "tessellate",
                                         "extrude",     "visibility", "drawOrder", "icon", "snippet"};

std::string plain(std::string_view html) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kSigns{
      {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}}};
  std::string out(html);
  for (const auto& [sign, text] : kSigns)
    for (std::size_t at = out.find(sign); at != std::string::npos; at = out.find(sign, at + text.size()))
      out.replace(at, sign.size(), text);
  return std::string(trimmed(out));
}

void drop_column(FeatureLayer& layer, std::size_t column) {
  const auto at = static_cast<std::ptrdiff_t>(column);
  layer.columns.erase(layer.columns.begin() + at);
  for (Feature& feature : layer.features) feature.fields.erase(feature.fields.begin() + at);
}

void set_cell(FeatureLayer& layer, Feature& feature, const std::string& column, std::string value) {
  auto found = std::find(layer.columns.begin(), layer.columns.end(), column);
  if (found == layer.columns.end()) {
    layer.columns.push_back(column);
    for (Feature& other : layer.features) other.fields.emplace_back();
    found = layer.columns.end() - 1;
  }
  std::string& cell = feature.fields[static_cast<std::size_t>(found - layer.columns.begin())];
  if (cell.empty()) cell = std::move(value);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> table_cells(std::string_view html) {
  std::vector<std::pair<std::string, std::string>> out;
  std::vector<std::string> row;
  std::string text;
  bool in_cell = false;
  const auto end_cell = [&] {
    if (in_cell) row.push_back(plain(text));
    in_cell = false;
  };
  const auto end_row = [&] {
    end_cell();
    if (row.size() == 2 && !row[0].empty()) out.emplace_back(row[0], row[1]);
    row.clear();
  };
  while (!html.empty()) {
    const std::size_t open = std::min(html.find('<'), html.size());
    text += html.substr(0, open);
    html.remove_prefix(open);
    const std::size_t close = html.find('>');
    if (close == std::string_view::npos) break;
    std::string tag(html.substr(1, std::min(close, html.find(' ')) - 1));
    for (char& c : tag) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    html.remove_prefix(close + 1);
    if (tag == "tr" || tag == "/tr" || tag == "/table") end_row();
    if (tag == "td" || tag == "th" || tag == "/td" || tag == "/th") {
      end_cell();
      in_cell = tag[0] != '/';
      text.clear();
    }
  }
  return out;
}

void take_kml_columns(FeatureLayer& layer) {
  std::vector<std::string> descriptions(layer.features.size());
  for (const std::string_view name : kDrawing) {
    const auto found = std::find(layer.columns.begin(), layer.columns.end(), name);
    if (found == layer.columns.end()) continue;
    const auto column = static_cast<std::size_t>(found - layer.columns.begin());
    if (name == "description")
      for (std::size_t i = 0; i < descriptions.size(); ++i) descriptions[i] = layer.features[i].fields[column];
    drop_column(layer, column);
  }
  const auto name = std::find(layer.columns.begin(), layer.columns.end(), "Name");
  const bool has_name = std::find(layer.columns.begin(), layer.columns.end(), "name") != layer.columns.end();
  if (name != layer.columns.end() && has_name)
    drop_column(layer, static_cast<std::size_t>(name - layer.columns.begin()));
  if (name != layer.columns.end() && !has_name) *name = "name";
  if (layer.columns.size() > 1) return;
  for (std::size_t i = 0; i < descriptions.size(); ++i)
    for (auto& [column, value] : table_cells(descriptions[i]))
      set_cell(layer, layer.features[i], column, std::move(value));
}

}  // namespace passage::geodata
