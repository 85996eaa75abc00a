#include "plan/styles.h"

#include <algorithm>

#include <fmt/format.h>

#include "plan/by_hour.h"

namespace passage::plan {
namespace {

std::string document(std::string_view renderer, std::string_view label_field) {
  const std::string labels =
      label_field.empty()
          ? std::string{}
          : fmt::format(R"(<labeling type="simple"><settings calloutType="simple"><text-style fieldName="{}" )"
                        R"(fontFamily="Sans Serif" fontSize="9" fontSizeUnit="Point" textColor="30,30,30,255">)"
                        R"(<text-buffer bufferDraw="1" bufferSize="1" bufferSizeUnits="MM" )"
                        R"(bufferColor="255,255,255,255"/></text-style></settings></labeling>)",
                        label_field);
  return fmt::format(R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version="3.22" )"
                     R"(styleCategories="Symbology|Labeling" labelsEnabled="{}">{}{}</qgis>)",
                     label_field.empty() ? 0 : 1, renderer, labels);
}

std::string single(std::string_view symbol) {
  return fmt::format(R"(<renderer-v2 type="singleSymbol"><symbols>{}</symbols></renderer-v2>)", symbol);
}

std::string option(std::string_view name, std::string_view value) {
  return fmt::format(R"(<Option name="{}" type="QString" value="{}"/>)", name, value);
}

// width_field: an expression for the width or size in millimetres, or empty.
std::string symbol(std::string_view type, std::string_view layer_class, const std::string& options,
                   std::string_view property = {}, std::string_view expression = {}) {
  const std::string data =
      expression.empty()
          ? std::string{}
          : fmt::format(R"(<data_defined_properties><Option type="Map"><Option name="name" type="QString" value=""/>)"
                        R"(<Option name="properties" type="Map"><Option name="{}" type="Map">)"
                        R"(<Option name="active" type="bool" value="true"/>)"
                        R"(<Option name="expression" type="QString" value="{}"/>)"
                        R"(<Option name="type" type="int" value="3"/></Option></Option>)"
                        R"(<Option name="type" type="QString" value="collection"/></Option></data_defined_properties>)",
                        property, expression);
  return fmt::format(R"(<symbol type="{}" name="0" alpha="1" clip_to_extent="1"><layer class="{}" enabled="1" )"
                     R"(locked="0" pass="0"><Option type="Map">{}</Option>{}</layer></symbol>)",
                     type, layer_class, options, data);
}

std::string line(std::string_view colour, double width, std::string_view expression = {}) {
  return symbol("line", "SimpleLine",
                option("line_color", colour) + option("line_width", fmt::format("{}", width)) +
                    option("line_width_unit", "MM") + option("capstyle", "round"),
                "outlineWidth", expression);
}

std::string marker(std::string_view shape, std::string_view colour, double size, std::string_view expression = {}) {
  return symbol("marker", "SimpleMarker",
                option("name", shape) + option("color", colour) + option("outline_color", "30,30,30,255") +
                    option("size", fmt::format("{}", size)) + option("size_unit", "MM"),
                "size", expression);
}

}  // namespace

std::vector<geodata::LayerStyle> layer_styles(const Plan& plan) {
  std::int64_t most = 1, largest = 1;
  for (const RoadUse& use : use_of_roads(plan)) most = std::max(most, use.total.count());
  for (const OriginRow& origin : plan.origins) largest = std::max(largest, origin.people.count());
  const std::string by_people =
      fmt::format("if(coalesce(&quot;persons&quot;,0)=0, 0.2, 0.5 + 3.5 * &quot;persons&quot; / {})", most);
  const std::string by_size = fmt::format("2 + 6 * sqrt(&quot;people&quot; / {})", static_cast<double>(largest));
  const std::string hatch = symbol(
      "fill", "LinePatternFill",
      option("angle", "45") + option("distance", "2") + option("color", "176,32,48,255") + option("line_width", "0.4"));
  return {
      {"dangers", document(single(hatch), "id")},
      {"corridors", document(single(line("68,1,84,90", 2.4)), "name")},
      {"roads", document(single(line("49,104,142,255", 0.3, by_people)), "")},
      {"nodes", document(single(marker("circle", "160,160,160,255", 0.8)), "")},
      {"bottlenecks", document(single(line("200,80,20,255", 1.6)), "name")},
      {"origins", document(single(marker("circle", "253,231,37,255", 3, by_size)), "name")},
      {"refuges", document(single(marker("square", "33,145,140,255", 4)), "name")},
  };
}

}  // namespace passage::plan
