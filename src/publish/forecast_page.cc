#include "publish/forecast_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/text.h"
#include "publish/escape.h"

namespace passage::publish {
namespace {

// Plate carree, scaled by the cosine of the middle latitude; area of a circle by the median, a ring at
// the 95 % quantile.
std::string map_svg(const std::vector<MapCircle>& circles) {
  double south = 90, north = -90, west = 180, east = -180, most = 1;
  for (const MapCircle& c : circles) {
    south = std::min(south, c.lat);
    north = std::max(north, c.lat);
    west = std::min(west, c.lon);
    east = std::max(east, c.lon);
    most = std::max(most, c.high);
  }
  constexpr double kWidth = 900, kMargin = 60;
  const double squeeze = std::cos((south + north) / 2 * 0.017453292519943295);
  const double scale = (kWidth - 2 * kMargin) / std::max({(east - west) * squeeze, (north - south) * 1.2, 0.1});
  const double height = 2 * kMargin + (north - south) * scale;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" font-family=\"sans-serif\" "
      "font-size=\"11\"><title>Map</title>\n",
      kWidth, height);
  for (const MapCircle& c : circles) {
    const double x = kMargin + (c.lon - west) * squeeze * scale, y = kMargin + (north - c.lat) * scale;
    const auto radius = [&](double people) { return 2 + 38 * std::sqrt(std::max(0.0, people) / most); };
    out += fmt::format(
        "<g><title>{0}: {1} (90 %: {2} to {3})</title><circle cx=\"{4:.1f}\" cy=\"{5:.1f}\" r=\"{6:.1f}\" "
        "fill=\"none\" stroke=\"#D55E00\" stroke-dasharray=\"3 3\"/><circle cx=\"{4:.1f}\" cy=\"{5:.1f}\" "
        "r=\"{7:.1f}\" fill=\"#0072B2\" fill-opacity=\".55\"/><text x=\"{4:.1f}\" y=\"{8:.1f}\" "
        "text-anchor=\"middle\" fill=\"currentColor\">{0}</text></g>\n",
        escaped(c.name), grouped(std::llround(c.median)), grouped(std::llround(c.low)), grouped(std::llround(c.high)),
        x, y, radius(c.high), radius(c.median), y + 4);
  }
  return out + "</svg>\n";
}

std::string table(const std::vector<MapCircle>& circles) {
  std::string out = "<table><thead><tr><th>place</th><th>5 %</th><th>median</th><th>95 %</th></tr></thead><tbody>\n";
  for (const MapCircle& c : circles)
    out += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", escaped(c.name),
                       grouped(std::llround(c.low)), grouped(std::llround(c.median)), grouped(std::llround(c.high)));
  return out + "</tbody></table>\n";
}

}  // namespace

std::string forecast_page(const ForecastPage& page) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>{0}</title>\n<style>:root{{color-scheme:light dark}}body{{font-family:"
      "sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}}svg{{width:100%;height:auto}}table{{border-collapse:"
      "collapse}}td,th{{padding:.2rem .8rem;text-align:right}}td:first-child,th:first-child{{text-align:left}}</style>"
      "</head>\n<body><h1>{0}</h1>\n",
      escaped(page.title));
  for (const std::string& note : page.notes) out += fmt::format("<p>{}</p>\n", escaped(note));
  out += "<p>Line: median. Dark and light band: 50 % and 90 % interval. Dashed: the record, where it is known.</p>\n";
  for (const FanChart& chart : page.charts) out += fan_chart_svg(chart, 900, 300);
  if (!page.circles.empty())
    out += "<h2>On the last day</h2><p>Disc: median; dashed ring: 95 %. There is no base map: positions only.</p>\n" +
           map_svg(page.circles) + table(page.circles);
  // Inside HTML a drawing needs no name of its language, which reads like an address outside.
  constexpr std::string_view kName = " xmlns=\"http://www.w3.org/2000/svg\"";
  for (std::size_t at; (at = out.find(kName)) != std::string::npos;) out.erase(at, kName.size());
  return out + "</body></html>\n";
}

}  // namespace passage::publish
