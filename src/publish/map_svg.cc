#include "publish/map_svg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "core/text.h"
#include "plan/by_hour.h"
#include "plan/local_time.h"
#include "publish/escape.h"

namespace passage::publish {
namespace {

using network::Coordinate;
using plan::PlanTime;

constexpr double kWidth = 1000, kHeight = 700, kTop = 92, kMargin = 70, kBottom = 60;
constexpr const char* kSafe = "#21918c";
constexpr const char* kLeft = "#a3182b";

std::string viridis(double share) {
  constexpr std::array<std::array<double, 3>, 6> kStops{
      {{68, 1, 84}, {65, 68, 135}, {42, 120, 142}, {34, 168, 132}, {122, 209, 81}, {238, 215, 30}}};
  const double at = std::clamp(share, 0.0, 1.0) * (kStops.size() - 1);
  const auto i = std::min(static_cast<std::size_t>(at), kStops.size() - 2);
  const auto mix = [&](std::size_t k) {
    return std::lround(kStops[i][k] + (kStops[i + 1][k] - kStops[i][k]) * (at - static_cast<double>(i)));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", mix(0), mix(1), mix(2));
}

struct Box {
  double x, y, w, h;
  [[nodiscard]] bool meets(const Box& o) const { return x < o.x + o.w && o.x < x + w && y < o.y + o.h && o.y < y + h; }
};

class Picture {
 public:
  explicit Picture(const plan::Plan& plan) : plan_(plan), clock_(plan.time_zone, plan.start) { fit(); }

  std::string all() {
    out_ = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" )"
        R"(font-family="system-ui,'DejaVu Sans',sans-serif" font-size="13" fill="#1c2430">)"
        R"(<title>{2}</title><defs><pattern id="hatch" width="8" height="8" )"
        R"(patternUnits="userSpaceOnUse" patternTransform="rotate(45 0 0) "><path d="M0 0V8" )"
        R"(stroke="{3}" stroke-width="2.5"/></pattern></defs><rect width="{0}" height="{1}" fill="#fbfaf7"/>)",
        kWidth, kHeight, escaped(plan_.title), kLeft);
    background();
    corridors();
    dangers();
    used_roads();
    places();
    labels();
    head();
    scale_bar();
    legend();
    return out_ + "</svg>\n";
  }

 private:
  void fit() {
    double west = 180, east = -180, south = 90, north = -90;
    const auto take = [&](Coordinate c) {
      west = std::min(west, c.lon());
      east = std::max(east, c.lon());
      south = std::min(south, c.lat());
      north = std::max(north, c.lat());
    };
    for (const plan::OriginRow& o : plan_.origins) take(o.position);
    for (const plan::RefugeRow& r : plan_.refuges) take(r.position);
    use_ = plan::use_of_roads(plan_);
    for (const network::RoadId id : plan_.roads.ids()) {
      if (use_[id].total == Persons{0}) continue;
      most_ = std::max(most_, use_[id].total.count());
      take(plan_.nodes[plan_.roads[id].from].position);
      take(plan_.nodes[plan_.roads[id].to].position);
    }
    if (east < west) west = east = south = north = 0;
    squeeze_ = std::cos((south + north) / 2 * std::numbers::pi / 180);
    scale_ = std::min((kWidth - 2 * kMargin) / std::max(1e-4, (east - west) * squeeze_),
                      (kHeight - kTop - kBottom - kMargin) / std::max(1e-4, north - south));
    lon_ = (west + east) / 2;
    lat_ = (south + north) / 2;
  }
  [[nodiscard]] double x(Coordinate c) const { return (c.lon() - lon_) * squeeze_ * scale_ + kWidth / 2; }
  [[nodiscard]] double y(Coordinate c) const { return (lat_ - c.lat()) * scale_ + (kTop + kHeight - kBottom) / 2; }

  void move(std::string& path, char command, Coordinate c) const {
    fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", command, x(c), y(c));
  }
  [[nodiscard]] std::string path_of(const plan::RoadRow& road) const {
    std::string path;
    move(path, 'M', plan_.nodes[road.from].position);
    for (const Coordinate c : road.shape) move(path, 'L', c);
    move(path, 'L', plan_.nodes[road.to].position);
    return path;
  }
  [[nodiscard]] bool in_sight(const plan::RoadRow& road) const {
    const Coordinate a = plan_.nodes[road.from].position;
    return x(a) > 0 && x(a) < kWidth && y(a) > kTop - 20 && y(a) < kHeight;
  }
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  void background() {
    std::string path;
    for (const network::RoadId id : plan_.roads.ids())
      if (use_[id].total == Persons{0} && in_sight(plan_.roads[id])) path += path_of(plan_.roads[id]);
    const bool many = plan_.roads.size() > 3000;
    add(R"(<path d="{}" fill="none" stroke="{}" stroke-width="{}"/>)", path, many ? "#d3d7dd" : "#b7bec8",
        many ? 0.5 : 1.3);
  }

  void corridors() {
    std::string path;
    for (const plan::CorridorRow& corridor : plan_.corridors)
      for (const auto& [road, direction] : corridor.roads) path += path_of(plan_.roads[road]);
    add(R"(<path d="{}" fill="none" stroke="#440154" stroke-opacity=".13" stroke-width="20" stroke-linecap="round"/>)",
        path);
  }

  void dangers() {
    for (const plan::DangerRow& danger : plan_.dangers) {
      std::string path;
      for (const auto& ring : danger.rings)
        for (std::size_t i = 0; i < ring.size(); ++i) move(path, i == 0 ? 'M' : 'L', ring[i]);
      add(R"(<path d="{}" fill="{}" fill-rule="evenodd" stroke="{}" stroke-width="1.5"/>)", path,
          danger.is_polygon ? "url(#hatch)" : "none", kLeft);
    }
  }

  [[nodiscard]] std::size_t busiest(network::RoadId id) const {
    const auto& by_hour = use_[id].by_hour;
    return static_cast<std::size_t>(std::max_element(by_hour.begin(), by_hour.end()) - by_hour.begin());
  }
  [[nodiscard]] double share_of_time(std::size_t hour) const {
    const auto hours = static_cast<double>(plan::hour_count(plan_));
    return hours < 2 ? 0 : static_cast<double>(hour) / (hours - 1);
  }
  [[nodiscard]] double width_of(network::RoadId id) const {
    return 1.5 + 10 * std::sqrt(static_cast<double>(use_[id].total.count()) / static_cast<double>(most_));
  }
  static const char* dash_of(double share) { return share < 1.0 / 3 ? "none" : share < 2.0 / 3 ? "14 5" : "4 5"; }

  void used_roads() {
    for (const network::RoadId id : plan_.roads.ids())
      if (use_[id].total > Persons{0}) used_.push_back(id);
    std::stable_sort(used_.begin(), used_.end(), [&](auto a, auto b) { return use_[a].total < use_[b].total; });
    for (const network::RoadId id : used_) {
      const double share = share_of_time(busiest(id)), width = width_of(id);
      const std::string path = path_of(plan_.roads[id]);
      add(R"(<path d="{0}" fill="none" stroke="#fff" stroke-width="{1:.1f}"/>)"
          R"(<path d="{0}" fill="none" stroke="{2}" stroke-opacity=".35" stroke-width="{3:.1f}"/>)"
          R"(<path d="{0}" fill="none" stroke="{2}" stroke-width="{3:.1f}" stroke-dasharray="{4}"/>)",
          path, width + 3, viridis(share), width, dash_of(share));
    }
  }

  void places() {
    std::int64_t largest = 1;
    for (const plan::OriginRow& o : plan_.origins) largest = std::max(largest, o.people.count());
    for (const plan::OriginRow& o : plan_.origins) {
      const double r = 4 + 15 * std::sqrt(static_cast<double>(o.people.count()) / static_cast<double>(largest));
      const double share =
          o.people > Persons{0} ? static_cast<double>(o.safe.count()) / static_cast<double>(o.people.count()) : 0;
      const double px = x(o.position), py = y(o.position);
      add(R"(<circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}" fill="{}" stroke="{}" stroke-width="1.8"/>)", px, py, r,
          share >= 1 ? kSafe : "#fff", o.left > Persons{0} ? kLeft : "#1c2430");
      if (share > 0 && share < 1) {
        const double turn = 2 * std::numbers::pi * share;
        add(R"(<path d="M{0:.1f} {1:.1f}V{2:.1f}A{3:.1f} {3:.1f} 0 {4} 1 {5:.1f} {6:.1f}Z" fill="{7}"/>)", px, py,
            py - r, r, share > 0.5 ? 1 : 0, px + r * std::sin(turn), py - r * std::cos(turn), kSafe);
      }
      taken_.push_back({px - r, py - r, 2 * r, 2 * r});
    }
    for (const plan::RefugeRow& refuge : plan_.refuges) {
      constexpr double kHalf = 12;
      const double px = x(refuge.position) - kHalf, py = y(refuge.position) - kHalf;
      const double share = refuge.capacity && *refuge.capacity > Persons{0}
                               ? std::min(1.0, static_cast<double>(refuge.persons.count()) /
                                                   static_cast<double>(refuge.capacity->count()))
                               : (refuge.persons > Persons{0} ? 0.5 : 0);
      add(R"(<rect x="{0:.1f}" y="{1:.1f}" width="24" height="24" fill="#fff"/><rect x="{0:.1f}" y="{2:.1f}" )"
          R"(width="24" height="{3:.1f}" fill="#31688e"/><rect x="{0:.1f}" y="{1:.1f}" width="24" height="24" )"
          R"(fill="none" stroke="#1c2430" stroke-width="2" stroke-dasharray="{4}"/>)",
          px, py, py + 24 * (1 - share), 24 * share, refuge.capacity ? "none" : "4 3");
      taken_.push_back({px, py, 24, 24});
    }
  }

  // At the first of the spots around a box that is free; else not at all.
  void label(const Box& at, const std::string& text, const char* weight) {
    // Measured by the widest common font: about 7.6 units a character of 13.
    std::size_t characters = 0;
    for (const char c : text) characters += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    const double w = 7.8 * static_cast<double>(characters) + 4, h = 17;
    const double mx = at.x + at.w / 2 - w / 2, my = at.y + at.h / 2 - h / 2;
    for (const Box& spot : {Box{at.x + at.w + 3, my, w, h}, Box{at.x - w - 3, my, w, h}, Box{mx, at.y - h - 2, w, h},
                            Box{mx, at.y + at.h + 2, w, h}}) {
      if (spot.x < 4 || spot.x + w > kWidth - 4 || spot.y < kTop || spot.y + h > kHeight - kBottom) continue;
      if (std::any_of(taken_.begin(), taken_.end(), [&](const Box& other) { return other.meets(spot); })) continue;
      taken_.push_back(spot);
      add(R"(<text x="{:.1f}" y="{:.1f}" font-weight="{}" stroke="#fff" stroke-width="3.5" paint-order="stroke" )"
          R"(stroke-linejoin="round">{}</text>)",
          spot.x + 2, spot.y + 13, weight, escaped(text));
      return;
    }
  }

  void labels() {
    for (const plan::RefugeRow& r : plan_.refuges) {
      const std::string room = r.capacity ? " of " + grouped(r.capacity->count()) : "";
      label({x(r.position) - 12, y(r.position) - 12, 24, 24},
            (r.name.empty() ? r.id : r.name) + "  " + grouped(r.persons.count()) + room, "600");
    }
    std::vector<const plan::OriginRow*> order;
    for (const plan::OriginRow& o : plan_.origins) order.push_back(&o);
    std::stable_sort(order.begin(), order.end(), [](auto a, auto b) { return b->people < a->people; });
    order.resize(std::min<std::size_t>(order.size(), 40));
    for (const plan::OriginRow* o : order) {
      label({x(o->position) - 17, y(o->position) - 17, 34, 34},
            fmt::format("{}  {} of {}", o->name.empty() ? o->id : o->name, grouped(o->safe.count()),
                        grouped(o->people.count())),
            "600");
    }
    std::size_t shown = 0;
    for (auto road = used_.rbegin(); road != used_.rend() && shown < 20; ++road, ++shown) {
      const plan::RoadRow& row = plan_.roads[*road];
      const Coordinate a = plan_.nodes[row.from].position, b = plan_.nodes[row.to].position;
      if (std::hypot(x(a) - x(b), y(a) - y(b)) < 40) continue;
      const double half = width_of(*road) / 2;
      label({(x(a) + x(b)) / 2 - half, (y(a) + y(b)) / 2 - half, 2 * half, 2 * half},
            (row.name.empty() ? row.id : row.name) + " " + grouped(use_[*road].total.count()), "400");
    }
  }

  void head() {
    const std::string round = plan_.round_id.empty()
                                  ? std::string("no agreement")
                                  : fmt::format("round \"{}\" ({})", plan_.round_id, plan_.round_status);
    add(R"(<rect width="{}" height="{}" fill="#fff"/><text x="20" y="32" font-size="21" font-weight="700">{}</text>)"
        R"(<text x="20" y="54" fill="#5b6675">{} {} {}, {}</text>)",
        kWidth, kTop - 6, escaped(plan_.title), clock_.day(PlanTime{0}), clock_.hour_minute(PlanTime{0}),
        escaped(plan_.time_zone), escaped(round));
    add(R"(<text x="20" y="77" font-size="15">{} people, {} safe, {} left, {} stay; proven bound {}</text>)",
        grouped(plan_.people.count()), grouped(plan_.safe.count()), grouped(plan_.left.count()),
        grouped(plan_.staying.count()), grouped(plan_.upper_bound.count()));
    add(R"(<text x="{0}" y="30" text-anchor="end" font-weight="700" fill="{1}">RESTRICTED</text>)"
        R"(<text x="{0}" y="54" text-anchor="end" fill="#5b6675">A plan is not a guarantee of safety</text>)",
        kWidth - 20, kLeft);
  }

  void scale_bar() {
    const double km = 111.19492 / scale_;  // a unit of the picture
    double step = 0.05;
    for (const double one : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0})
      if (one / km <= 150) step = one;
    add(R"(<path d="M20 {0}v6h{1:.1f}v-6" fill="none" stroke="#1c2430" stroke-width="2"/><text x="26" y="{0}">{2} km</text>)",
        kHeight - 24, step / km, step);
  }

  void legend() {
    const double y0 = kHeight - 22;
    double x0 = 260;
    const std::size_t hours = plan::hour_count(plan_);
    const auto hour_text = [&](std::size_t h) {
      return clock_.hour_minute(std::min(plan_.horizon, plan::kHour * static_cast<std::int64_t>(h)));
    };
    for (std::size_t third = 0; third < 3 && third < hours; ++third) {
      const std::size_t from = (third * hours + 2) / 3, until = std::max(from + 1, ((third + 1) * hours + 2) / 3);
      const double share = share_of_time((from + until - 1) / 2);
      add(R"(<path d="M{} {}h34" stroke="{}" stroke-width="6" stroke-dasharray="{}"/><text x="{}" y="{}" font-size="12">{}-{}</text>)",
          x0, y0 - 4, viridis(share), dash_of((static_cast<double>(third) + 0.5) / 3), x0 + 40, y0, hour_text(from),
          hour_text(until));
      x0 += 130;
    }
    add(R"(<circle cx="{}" cy="{}" r="7" fill="{}" stroke="{}"/><text x="{}" y="{}" font-size="12">place, share safe</text>)",
        x0 + 8, y0 - 4, kSafe, "#1c2430", x0 + 20, y0);
    add(R"(<rect x="{}" y="{}" width="13" height="13" fill="#31688e" stroke="#1c2430"/><text x="{}" y="{}" font-size="12">refuge, share full</text>)",
        x0 + 144, y0 - 11, x0 + 162, y0);
    add(R"(<rect x="{}" y="{}" width="13" height="13" fill="url(#hatch) " stroke="{}"/><text x="{}" y="{}" font-size="12">closed</text>)",
        x0 + 284, y0 - 11, kLeft, x0 + 302, y0);
    add(R"(<text x="{}" y="{}" font-size="12" fill="#5b6675">width: people; colour and dashes: the hour with most of them</text>)",
        260, y0 - 18);
  }

  const plan::Plan& plan_;
  plan::LocalClock clock_;
  Table<network::RoadId, plan::RoadUse> use_;
  std::vector<network::RoadId> used_;  // fewest people first
  std::vector<Box> taken_;
  std::int64_t most_ = 1;
  double lon_ = 0, lat_ = 0, scale_ = 1, squeeze_ = 1;
  std::string out_;
};

}  // namespace

std::string map_svg(const plan::Plan& plan) {
  return Picture(plan).all();
}

}  // namespace passage::publish
