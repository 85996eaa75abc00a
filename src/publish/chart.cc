#include "publish/chart.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/text.h"
#include "publish/escape.h"

namespace passage::publish {
namespace {

constexpr double kLeft = 74, kRight = 14, kTop = 30, kBottom = 34;
constexpr const char* kSeries[] = {"#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"};

// 1, 2 or 5 times a power of ten: about four lines up to `most`.
double tick_for(double most) {
  const double raw = std::max(most, 1e-9) / 4, power = std::pow(10, std::floor(std::log10(raw)));
  for (const double step : {1.0, 2.0, 5.0})
    if (raw <= step * power) return step * power;
  return 10 * power;
}

std::string label_of(double value) {
  return value >= 1000 ? grouped(std::llround(value)) : fmt::format("{:g}", value);
}

struct Frame {
  double width, height, most;
  double y(double value) const { return height - kBottom - (height - kTop - kBottom) * value / most; }
};

std::string open_frame(const Frame& f, const std::string& title) {
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" font-family=\"sans-serif\" "
      "font-size=\"12\"><title>{}</title><text x=\"{:.0f}\" y=\"18\" font-weight=\"bold\" "
      "fill=\"currentColor\">{}</text>\n",
      f.width, f.height, escaped(title), kLeft, escaped(title));
  const double tick = tick_for(f.most);
  for (double value = 0; value <= f.most * 1.0001; value += tick)
    out += fmt::format(
        "<line x1=\"{:.1f}\" x2=\"{:.1f}\" y1=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"#999\" stroke-opacity=\".4\"/><text "
        "x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\" fill=\"currentColor\">{}</text>\n",
        kLeft, f.width - kRight, f.y(value), f.y(value), kLeft - 6, f.y(value) + 4, label_of(value));
  return out;
}

}  // namespace

std::string fan_chart_svg(const FanChart& chart, int width, int height) {
  double most = 1;
  for (const auto& fan : chart.fans) most = std::max(most, fan[4]);
  for (const double value : chart.observed)
    if (!std::isnan(value)) most = std::max(most, value);
  const Frame f{static_cast<double>(width), static_cast<double>(height), most};
  const std::size_t days = chart.days.size();
  const auto x = [&](std::size_t day) {
    return kLeft + (f.width - kLeft - kRight) * static_cast<double>(day) /
                       static_cast<double>(std::max<std::size_t>(1, days - 1));
  };
  std::string out = open_frame(f, chart.unit.empty() ? chart.title : chart.title + " (" + chart.unit + ")");
  const auto band = [&](std::size_t low, std::size_t high, const char* opacity) {
    std::string points;
    for (std::size_t d = 0; d < chart.fans.size(); ++d)
      points += fmt::format("{:.1f},{:.1f} ", x(d), f.y(chart.fans[d][high]));
    for (std::size_t d = chart.fans.size(); d-- > 0;)
      points += fmt::format("{:.1f},{:.1f} ", x(d), f.y(chart.fans[d][low]));
    out += fmt::format("<polygon points=\"{}\" fill=\"#0072B2\" fill-opacity=\"{}\"/>\n", points, opacity);
  };
  band(0, 4, ".2");
  band(1, 3, ".3");
  std::string line, seen;
  for (std::size_t d = 0; d < chart.fans.size(); ++d)
    line += fmt::format("{:.1f},{:.1f} ", x(d), f.y(chart.fans[d][2]));
  out += fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"#0072B2\" stroke-width=\"2\"/>\n", line);
  for (std::size_t d = 0; d < chart.observed.size(); ++d)
    if (!std::isnan(chart.observed[d])) seen += fmt::format("{:.1f},{:.1f} ", x(d), f.y(chart.observed[d]));
  if (!seen.empty())
    out += fmt::format(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#D55E00\" stroke-width=\"2\" stroke-dasharray=\"5 3\"/>\n",
        seen);
  for (const std::size_t d : {std::size_t{0}, days / 2, days - 1})
    if (d < days)
      out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"currentColor\">{}</text>\n", x(d),
                         f.height - 12,
                         d == 0          ? "start"
                         : d == days - 1 ? "end"
                                         : "middle",
                         escaped(chart.days[d]));
  return out + "</svg>\n";
}

std::string bar_chart_svg(const BarChart& chart, int width, int height) {
  double most = 1e-9;
  for (const auto& group : chart.values)
    for (const double value : group) most = std::max(most, value);
  const Frame f{static_cast<double>(width), static_cast<double>(height), most};
  std::string out = open_frame(f, chart.title);
  const double group_width =
      (f.width - kLeft - kRight) / static_cast<double>(std::max<std::size_t>(1, chart.groups.size()));
  const double bar = 0.8 * group_width / static_cast<double>(std::max<std::size_t>(1, chart.series.size()));
  for (std::size_t g = 0; g < chart.groups.size(); ++g) {
    const double from = kLeft + (static_cast<double>(g) + 0.1) * group_width;
    for (std::size_t s = 0; s < chart.series.size(); ++s)
      out += fmt::format(
          "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\"><title>{}: {} "
          "{:.3f}</title></rect>\n",
          from + static_cast<double>(s) * bar, f.y(chart.values[g][s]), bar,
          f.height - kBottom - f.y(chart.values[g][s]), kSeries[s % 6], escaped(chart.groups[g]),
          escaped(chart.series[s]), chart.values[g][s]);
    out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\" fill=\"currentColor\">{}</text>\n",
                       from + 0.4 * group_width, f.height - 18, escaped(chart.groups[g]));
  }
  for (std::size_t s = 0; s < chart.series.size(); ++s)
    out += fmt::format(
        "<rect x=\"{0:.1f}\" y=\"{1:.1f}\" width=\"10\" height=\"10\" fill=\"{2}\"/><text x=\"{3:.1f}\" y=\"{4:.1f}\" "
        "fill=\"currentColor\">{5}</text>\n",
        kLeft + 150.0 * static_cast<double>(s), f.height - 12, kSeries[s % 6],
        kLeft + 14 + 150.0 * static_cast<double>(s), f.height - 3, escaped(chart.series[s]));
  return out + "</svg>\n";
}

}  // namespace passage::publish
