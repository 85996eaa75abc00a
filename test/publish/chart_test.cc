#include "publish/forecast_page.h"

#include <cmath>

#include <gtest/gtest.h>

namespace passage::publish {
namespace {

ForecastPage made() {
  ForecastPage page{.title = "A <b> & c", .notes = {"x < y"}, .charts = {}, .circles = {{"<i>", 1, 2, 0, 5, 9}}};
  page.charts.push_back({.title = "<script>",
                         .unit = "people",
                         .days = {"d1", "d2"},
                         .fans = {{0, 1, 2, 3, 4}, {1, 2, 3, 4, 8}},
                         .observed = {2, std::nan("")}});
  return page;
}

TEST(ForecastPage, EscapesEveryTextAndNeedsNoNetwork) {
  const std::string html = forecast_page(made());
  EXPECT_EQ(html.find("<script>"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
  EXPECT_EQ(html.find("<i>"), std::string::npos);
  EXPECT_EQ(html.find("http"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt; (people)"), std::string::npos);
}

// 200 high: 30 above, 34 below, 136 for 0 to 8. The median goes from 2 (y = 132) to 3 (y = 115).
TEST(FanChart, DrawsTheMedianWhereItIs) {
  const std::string svg = fan_chart_svg(made().charts[0], 400, 200);
  EXPECT_NE(svg.find("points=\"74.0,132.0 386.0,115.0 \" fill=\"none\" stroke=\"#0072B2\""), std::string::npos) << svg;
}

// Days without a place, no days at all: no division by zero.
TEST(FanChart, BearsNothing) {
  const std::string svg = fan_chart_svg({}, 400, 200);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_EQ(bar_chart_svg({}, 400, 200).find("nan"), std::string::npos);
}

}  // namespace
}  // namespace passage::publish
