#include "publish/map_svg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
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

constexpr double kWidth = 1000, kHeight = 700, kTop = 92, kMargin = 70, kBottom = 84;
constexpr std::size_t kNodesNamed = 80;  // a network drawn by hand: its nodes are places
constexpr std::size_t kMostSegments = 3000;
constexpr const char* kSafe = "#21918c";
constexpr const char* kLeft = "#a3182b";
constexpr const char* kInk = "#1c2430";
constexpr const char* kPaper = "#fbfaf7";

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

struct Segment {
  double ax, ay, bx, by, half;  // half: of its width
};

// Does the segment, as wide as it is, meet the box? By slabs.
bool crosses(const Segment& s, const Box& box) {
  const double dx = s.bx - s.ax, dy = s.by - s.ay;
  double enter = 0, leave = 1;
  const auto slab = [&](double p, double q) {
    if (p == 0) return q >= 0;
    (p < 0 ? enter : leave) = p < 0 ? std::max(enter, q / p) : std::min(leave, q / p);
    return enter <= leave;
  };
  return slab(-dx, s.ax - (box.x - s.half)) && slab(dx, box.x + box.w + s.half - s.ax) &&
         slab(-dy, s.ay - (box.y - s.half)) && slab(dy, box.y + box.h + s.half - s.ay);
}

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
    nodes();
    places();
    labels();
    head();
    scale_bar();
    north();
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
    if (plan_.nodes.size() <= kNodesNamed)  // a drawn network is shown whole
      for (const plan::NodeRow& node : plan_.nodes) take(node.position);
    use_ = plan::use_of_roads(plan_);
    for (const network::RoadId id : plan_.roads.ids()) {
      if (use_[id].total == Persons{0}) continue;
      most_ = std::max(most_, use_[id].total.count());
      take(plan_.nodes[plan_.roads[id].from].position);
      take(plan_.nodes[plan_.roads[id].to].position);
    }
    find_hours();
    if (east < west) west = east = south = north = 0;
    squeeze_ = std::cos((south + north) / 2 * std::numbers::pi / 180);
    scale_ = std::min((kWidth - 2 * kMargin) / std::max(1e-4, (east - west) * squeeze_),
                      (kHeight - kTop - kBottom - kMargin) / std::max(1e-4, north - south));
    lon_ = (west + east) / 2;
    lat_ = (south + north) / 2;
  }
  // Hours in which anybody is on a road: the colours cover these.
  void find_hours() {
    first_hour_ = plan::hour_count(plan_);
    for (const plan::RoadUse& use : use_)
      for (std::size_t h = 0; h < use.by_hour.size(); ++h) {
        if (use.by_hour[h] == 0) continue;
        first_hour_ = std::min(first_hour_, h);
        end_hour_ = std::max(end_hour_, h + 1);
      }
    first_hour_ = std::min(first_hour_, end_hour_);
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
      if (danger.is_polygon) {
        add(R"~(<path d="{}" fill="url(#hatch)" fill-rule="evenodd" stroke="{}" stroke-width="1.5"/>)~", path, kLeft);
      } else {  // a rail on either side of the road
        stroke(path, 24, kLeft, 1, danger.closed ? "none" : "3 6");
        stroke(path, 18, kPaper, 1, "none");
      }
    }
  }

  [[nodiscard]] std::size_t busiest(network::RoadId id) const {
    const auto& by_hour = use_[id].by_hour;
    return static_cast<std::size_t>(std::max_element(by_hour.begin(), by_hour.end()) - by_hour.begin());
  }
  [[nodiscard]] double share_of_time(std::size_t hour) const {
    const std::size_t hours = end_hour_ - first_hour_;
    return hours < 2 ? 0 : static_cast<double>(hour - first_hour_) / static_cast<double>(hours - 1);
  }
  // Thirds of the time: colour is never the only sign.
  [[nodiscard]] std::size_t third_of(std::size_t hour) const {
    return std::min<std::size_t>(2, 3 * (hour - first_hour_) / std::max<std::size_t>(1, end_hour_ - first_hour_));
  }
  [[nodiscard]] double width_of(network::RoadId id) const {
    return 2 + 9 * std::sqrt(static_cast<double>(use_[id].total.count()) / static_cast<double>(most_));
  }
  static const char* dash_of(std::size_t third) { return third == 0 ? "none" : third == 1 ? "14 5" : "4 5"; }

  void stroke(const std::string& path, double width, const std::string& colour, double opacity, const char* dash) {
    add(R"(<path d="{}" fill="none" stroke="{}" stroke-width="{:.1f}" stroke-opacity="{}" stroke-dasharray="{}" )"
        R"(stroke-linecap="{}"/>)",
        path, colour, width, opacity, dash, std::string_view(dash) == "none" ? "round" : "butt");
  }
  void used_roads() {
    for (const network::RoadId id : plan_.roads.ids())
      if (use_[id].total > Persons{0}) used_.push_back(id);
    std::stable_sort(used_.begin(), used_.end(), [&](auto a, auto b) { return use_[a].total < use_[b].total; });
    // All rims first, so that roads join.
    for (const network::RoadId id : used_) stroke(path_of(plan_.roads[id]), width_of(id) + 4.5, "#fff", 1, "none");
    for (const network::RoadId id : used_) stroke(path_of(plan_.roads[id]), width_of(id) + 1.6, kInk, 1, "none");
    for (const network::RoadId id : used_) {
      const std::size_t hour = busiest(id), third = third_of(hour);
      const std::string path = path_of(plan_.roads[id]), colour = viridis(share_of_time(hour));
      if (third > 0) {
        stroke(path, width_of(id), "#fff", 1, "none");
        stroke(path, width_of(id), colour, 0.45, "none");
      }
      stroke(path, width_of(id), colour, 1, dash_of(third));
      keep_clear(plan_.roads[id], width_of(id) / 2);
    }
  }
  void keep_clear(const plan::RoadRow& road, double half) {
    Coordinate a = plan_.nodes[road.from].position;
    const auto to = [&](Coordinate b) {
      if (segments_.size() < kMostSegments) segments_.push_back({x(a), y(a), x(b), y(b), half});
      a = b;
    };
    for (const Coordinate c : road.shape) to(c);
    to(plan_.nodes[road.to].position);
  }

  [[nodiscard]] bool is_place(Coordinate c) const {
    const auto at = [&](const auto& row) { return row.position == c; };
    return std::any_of(plan_.origins.begin(), plan_.origins.end(), at) ||
           std::any_of(plan_.refuges.begin(), plan_.refuges.end(), at);
  }
  void nodes() {
    if (plan_.nodes.size() > kNodesNamed) return;
    for (const plan::NodeRow& node : plan_.nodes)
      if (!is_place(node.position))
        add(R"(<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="#fff" stroke="{}" stroke-width="1.3"/>)", x(node.position),
            y(node.position), kInk);
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
                               : (refuge.persons > Persons{0} && !refuge.capacity ? 1 : 0);
      add(R"(<rect x="{0:.1f}" y="{1:.1f}" width="24" height="24" fill="#fff"/><rect x="{0:.1f}" y="{2:.1f}" )"
          R"(width="24" height="{3:.1f}" fill="{5}"/><rect x="{0:.1f}" y="{1:.1f}" width="24" height="24" )"
          R"(fill="none" stroke="#1c2430" stroke-width="2.2" stroke-dasharray="{4}"/>)",
          px, py, py + 24 * (1 - share), 24 * share, refuge.capacity ? "none" : "4 3",
          refuge.capacity ? "#31688e" : "#bcd3e2");
      taken_.push_back({px, py, 24, 24});
    }
  }

  using Spots = std::vector<std::pair<double, double>>;  // middles
  enum class OverRoads { kNo, kYes };

  // At the first of the spots that is free of labels, places and used roads; false if none is. "\n" parts lines.
  bool label(const std::string& text, const std::function<Spots(double, double)>& spots, const char* style,
             OverRoads over = OverRoads::kNo) {
    constexpr double kLine = 15;  // and 7.6 a character of 13 in the widest common font
    const std::vector<std::string> lines = split(text, '\n');
    std::size_t characters = 0;
    for (const std::string& line : lines)
      characters = std::max(characters, static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
                              return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
                            })));
    const double w = 7.6 * static_cast<double>(characters) + 4, h = 2 + kLine * static_cast<double>(lines.size());
    for (const auto& [mx, my] : spots(w, h)) {
      const Box spot{mx - w / 2, my - h / 2, w, h};
      if (spot.x < 4 || spot.x + w > kWidth - 4 || spot.y < kTop || spot.y + h > kHeight - kBottom) continue;
      if (std::any_of(taken_.begin(), taken_.end(), [&](const Box& other) { return other.meets(spot); })) continue;
      if (over == OverRoads::kNo &&
          std::any_of(segments_.begin(), segments_.end(), [&](const Segment& s) { return crosses(s, spot); }))
        continue;
      taken_.push_back(spot);
      for (std::size_t i = 0; i < lines.size(); ++i)
        add(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="middle" {} stroke="#fff" stroke-width="3.5" )"
            R"(paint-order="stroke" stroke-linejoin="round">{}</text>)",
            mx, spot.y + 13 + kLine * static_cast<double>(i), style, escaped(lines[i]));
      return true;
    }
    return false;
  }
  static std::function<Spots(double, double)> around(double px, double py, double r) {
    return [=](double w, double h) {
      const double dx = r + 3 + w / 2, dy = r + 3 + h / 2, d = 0.7 * r + 2;
      const double inside = std::clamp(px, w / 2 + 5, kWidth - w / 2 - 5);  // near the edge: pushed in
      return Spots{{px + dx, py},
                   {px - dx, py},
                   {px, py - dy},
                   {px, py + dy},
                   {px + d + w / 2, py - d - h / 2},
                   {px + d + w / 2, py + d + h / 2},
                   {px - d - w / 2, py - d - h / 2},
                   {px - d - w / 2, py + d + h / 2},
                   {inside, py - dy},
                   {inside, py + dy}};
    };
  }
  // Beside the straight line between the ends of a road, clear of its width.
  [[nodiscard]] std::function<Spots(double, double)> beside(const plan::RoadRow& road, double half) const {
    const Coordinate a = plan_.nodes[road.from].position, b = plan_.nodes[road.to].position;
    const double ax = x(a), ay = y(a), dx = x(b) - ax, dy = y(b) - ay, d = std::max(1.0, std::hypot(dx, dy));
    return [=](double w, double h) {
      const double nx = -dy / d, ny = dx / d, off = half + 3 + std::abs(nx) * w / 2 + std::abs(ny) * h / 2;
      Spots spots;
      for (const double share : {0.5, 0.35, 0.65, 0.2, 0.8}) {
        spots.emplace_back(ax + dx * share + nx * off, ay + dy * share + ny * off);
        spots.emplace_back(ax + dx * share - nx * off, ay + dy * share - ny * off);
      }
      return spots;
    };
  }

  // On one line, on two, then with its name alone: a place is named even if only a spot on a road is left.
  void place_label(Coordinate at, double r, const std::string& name, const std::string& figures) {
    constexpr const char* kBold = R"(font-weight="600")";
    const auto spots = around(x(at), y(at), r);
    if (label(name + "  " + figures, spots, kBold) || label(name + "\n" + figures, spots, kBold)) return;
    if (!label(name, spots, kBold)) label(name, spots, kBold, OverRoads::kYes);
  }

  void labels() {
    for (const plan::RefugeRow& r : plan_.refuges) {
      const std::string room = r.capacity ? " of " + grouped(r.capacity->count()) : "";
      place_label(r.position, 13, r.name.empty() ? r.id : r.name, grouped(r.persons.count()) + room + " in");
    }
    std::vector<const plan::OriginRow*> order;
    for (const plan::OriginRow& o : plan_.origins) order.push_back(&o);
    std::stable_sort(order.begin(), order.end(), [](auto a, auto b) { return b->people < a->people; });
    order.resize(std::min<std::size_t>(order.size(), 40));
    for (const plan::OriginRow* o : order)
      place_label(o->position, 19, o->name.empty() ? o->id : o->name,
                  fmt::format("{} of {} safe", grouped(o->safe.count()), grouped(o->people.count())));
    if (plan_.nodes.size() <= kNodesNamed)
      for (const plan::NodeRow& node : plan_.nodes)
        if (!is_place(node.position))
          label(node.id, around(x(node.position), y(node.position), 6),
                R"(font-size="12" font-style="italic" fill="#3d4756")");
    for (const plan::DangerRow& danger : plan_.dangers) danger_label(danger);
    road_labels();
  }
  void danger_label(const plan::DangerRow& danger) {
    if (danger.rings.empty() || danger.rings.front().empty()) return;
    const auto& ring = danger.rings[danger.is_polygon ? 0 : danger.rings.size() / 2];
    const Coordinate at = ring[danger.is_polygon ? 0 : ring.size() / 2];
    label(danger.id + (danger.closed ? " (closed)" : " (danger)"), around(x(at), y(at), danger.is_polygon ? 4 : 14),
          R"(font-size="12" fill="#8a1222")");
  }
  // Roads that follow each other under one name with the same people are named once, on the longest.
  void road_labels() {
    std::map<std::pair<std::string, std::int64_t>, std::pair<double, network::RoadId>> longest;
    for (const network::RoadId id : used_) {
      const plan::RoadRow& row = plan_.roads[id];
      const Coordinate a = plan_.nodes[row.from].position, b = plan_.nodes[row.to].position;
      const double length = std::hypot(x(a) - x(b), y(a) - y(b));
      auto& best = longest[{row.name.empty() ? row.id : row.name, -use_[id].total.count()}];
      if (length >= 40 && length > best.first) best = {length, id};
    }
    std::vector<network::RoadId> named;
    for (const auto& [key, best] : longest)
      if (best.second.valid()) named.push_back(best.second);
    std::stable_sort(named.begin(), named.end(), [&](auto a, auto b) { return use_[b].total < use_[a].total; });
    named.resize(std::min<std::size_t>(named.size(), 20));
    for (const network::RoadId id : named) {
      const plan::RoadRow& row = plan_.roads[id];
      label((row.name.empty() ? row.id : row.name) + "  " + grouped(use_[id].total.count()),
            beside(row, width_of(id) / 2), R"(font-size="12")");
    }
  }

  void head() {
    const std::string round = plan_.round_id.empty()
                                  ? std::string("no agreement")
                                  : fmt::format("round \"{}\" ({})", plan_.round_id, plan_.round_status);
    const bool binding = plan_.round_status == "agreed" || plan_.round_status == "active" || plan_.round_id.empty();
    add(R"(<rect width="{}" height="{}" fill="#fff"/><text x="20" y="32" font-size="21" font-weight="700">{}</text>)"
        R"(<text x="20" y="54" fill="#5b6675">from {} {} {}</text>)",
        kWidth, kTop - 6, escaped(plan_.title), clock_.day(PlanTime{0}), clock_.hour_minute(PlanTime{0}),
        escaped(plan_.time_zone));
    add(R"(<text x="20" y="77" font-size="15"><tspan font-weight="700">{}</tspan> people &#160; <tspan font-weight="700">)"
        R"({}</tspan> safe &#160; <tspan font-weight="700">{}</tspan> left &#160; <tspan font-weight="700">{}</tspan> stay)"
        R"( &#160; proven bound {}</text>)",
        grouped(plan_.people.count()), grouped(plan_.safe.count()), grouped(plan_.left.count()),
        grouped(plan_.staying.count()), grouped(plan_.upper_bound.count()));
    add(R"(<rect x="{}" y="13" width="122" height="24" rx="3" fill="{}"/><text x="{}" y="30" text-anchor="middle" )"
        R"(font-weight="700" letter-spacing="1" fill="#fff">RESTRICTED</text>)"
        R"(<text x="{}" y="56" text-anchor="end" font-weight="600" fill="{}">{}</text>)",
        kWidth - 142, kLeft, kWidth - 81, kWidth - 20, binding ? "#5b6675" : kLeft, escaped(round));
    add(R"(<text x="{}" y="77" text-anchor="end" fill="#5b6675">A plan is not a guarantee of safety</text>)",
        kWidth - 20);
  }

  void scale_bar() {
    const double km = 111.19492 / scale_;  // a unit of the picture
    double step = 0.05;
    for (const double one : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0})
      if (one / km <= 150) step = one;
    add(R"(<path d="M20 {0}v6h{1:.1f}v-6" fill="none" stroke="#1c2430" stroke-width="2"/><text x="26" y="{0}">{2} km</text>)",
        kHeight - 24, step / km, step);
  }

  void north() {
    add(R"(<path d="M{0} 104l6 22-6-5-6 5Z" fill="{1}"/><text x="{0}" y="141" text-anchor="middle" font-weight="700">N</text>)",
        kWidth - 26, kInk);
  }

  void legend() {
    constexpr double kTopRow = kHeight - 44, kLowRow = kHeight - 20;
    add(R"(<rect x="205" y="{}" width="{}" height="70" fill="{}"/>)", kHeight - 70, kWidth - 205, kPaper);
    double x0 = 215;
    const auto text = [&](double y0, const std::string& words, double width) {
      add(R"(<text x="{}" y="{}" font-size="12">{}</text>)", x0, y0, escaped(words));
      x0 += width;
    };
    for (std::size_t third = 0; third < 3; ++third) {
      std::size_t from = end_hour_, until = first_hour_;
      for (std::size_t h = first_hour_; h < end_hour_; ++h)
        if (third_of(h) == third) from = std::min(from, h), until = h + 1;
      if (from >= until) continue;
      const std::string path = fmt::format("M{} {}h34", x0, kTopRow - 4);
      stroke(path, 8, kInk, 1, "none");
      stroke(path, 6, "#fff", 1, "none");
      stroke(path, 6, viridis(share_of_time((from + until - 1) / 2)), 1, dash_of(third));
      x0 += 43;
      text(kTopRow, fmt::format("{}{}", third == 0 ? "busiest " : "", hours(from, until)), third == 0 ? 160 : 112);
    }
    text(kTopRow, "width: people", 0);
    x0 = 215;
    add(R"(<circle cx="{0}" cy="{1}" r="7" fill="#fff" stroke="{3}" stroke-width="1.8"/>)"
        R"(<path d="M{0} {1}v-7a7 7 0 0 1 0 14Z" fill="{2}"/>)",
        x0 + 8, kLowRow - 4, kSafe, kLeft);
    x0 += 21;
    text(kLowRow, "place: share safe; red rim: some left", 238);
    add(R"(<rect x="{0}" y="{1}" width="13" height="13" fill="#fff" stroke="#1c2430" stroke-width="1.8"/>)"
        R"(<rect x="{0}" y="{2}" width="13" height="6" fill="#31688e"/>)",
        x0, kLowRow - 11, kLowRow - 4);
    x0 += 19;
    text(kLowRow, "refuge: share of its room (dashed: unlimited)", 292);
    if (plan_.dangers.empty()) return;
    add(R"(<path d="M{0} {1}h26M{0} {2}h26" stroke="{3}" stroke-width="3" stroke-dasharray="3 4"/>)", x0, kLowRow - 10,
        kLowRow + 1, kLeft);
    x0 += 32;
    text(kLowRow, "closed or dangerous", 0);
  }
  // "09:00-12:00", with the day where the plan is longer than one.
  [[nodiscard]] std::string hours(std::size_t from, std::size_t until) const {
    const auto moment = [&](std::size_t h) {
      return std::min(plan_.horizon, plan::kHour * static_cast<std::int64_t>(h));
    };
    const bool one_day = clock_.day(moment(first_hour_)) == clock_.day(moment(end_hour_));
    const auto text = [&](std::size_t h) {
      return (one_day ? "" : clock_.short_day(moment(h)) + " ") + clock_.hour_minute(moment(h));
    };
    return text(from) + "-" + text(until);
  }

  const plan::Plan& plan_;
  plan::LocalClock clock_;
  Table<network::RoadId, plan::RoadUse> use_;
  std::vector<network::RoadId> used_;  // fewest people first
  std::vector<Box> taken_;
  std::vector<Segment> segments_;  // of used roads: labels keep clear of them
  std::size_t first_hour_ = 0, end_hour_ = 0;
  std::int64_t most_ = 1;
  double lon_ = 0, lat_ = 0, scale_ = 1, squeeze_ = 1;
  std::string out_;
};

}  // namespace

std::string map_svg(const plan::Plan& plan) {
  return Picture(plan).all();
}

}  // namespace passage::publish
