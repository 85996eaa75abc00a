#include "publish/map_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/embedded.h"
#include "core/expect.h"
#include "core/text.h"
#include "plan/by_hour.h"
#include "plan/local_time.h"
#include "publish/escape.h"

namespace passage {
std::span<const EmbeddedFile> embedded_map_page();  // map_page.html
}

namespace passage::publish {
namespace {

using Json = nlohmann::ordered_json;
using network::Coordinate;
using plan::PlanTime;

constexpr std::size_t kManyRoads = 20'000, kTooManyRoads = 150'000;
constexpr std::size_t kNodesNamed = 80;  // a network drawn by hand: its nodes are places

std::string words_for(const std::string& reason) {
  if (reason == "no_road") return "no road to a refuge";
  if (reason == "window") return "windows too short";
  if (reason == "refuge_full") return "refuges full";
  if (reason == "road_capacity") return "road or border capacity";
  return reason;
}

// JSON inside a script element: nothing in it may look like the element's end.
std::string embedded(const Json& data) {
  std::string out;
  for (const char c : data.dump(-1, ' ', false, Json::error_handler_t::replace)) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

// Steps of 1e-5 degree from point to point, lon then lat: small numbers are short ones.
class Steps {
 public:
  void add(Coordinate c) {
    const std::int64_t lon = std::llround(c.lon_e7 / 100.0), lat = std::llround(c.lat_e7 / 100.0);
    if (!steps_.empty() && lon == lon_ && lat == lat_) return;
    steps_.push_back(lon - lon_);
    steps_.push_back(lat - lat_);
    lon_ = lon;
    lat_ = lat;
  }
  [[nodiscard]] Json json() && { return Json(std::move(steps_)); }

 private:
  std::vector<std::int64_t> steps_;
  std::int64_t lon_ = 0, lat_ = 0;
};

enum class Bends { kKept, kLeftOut };

Json line_of(const plan::Plan& plan, const plan::RoadRow& road, Bends bends) {
  Steps steps;
  steps.add(plan.nodes[road.from].position);
  if (bends == Bends::kKept)
    for (const Coordinate c : road.shape) steps.add(c);
  steps.add(plan.nodes[road.to].position);
  return std::move(steps).json();
}

double figure(std::int64_t thousandths) {
  return static_cast<double>(thousandths) / 1000;
}

class Page {
 public:
  explicit Page(const plan::Plan& plan) : plan_(plan), clock_(plan.time_zone, plan.start) {
    one_day_ = clock_.day(PlanTime{0}) == clock_.day(std::max(PlanTime{0}, plan.horizon - PlanTime{1}));
    for (const plan::SourceRow& source : plan.sources) source_[source.id] = source.title;
  }

  Json data() {
    Json out = head();
    hours(out);
    roads(out);
    places(out);
    limits(out);
    return out;
  }

 private:
  [[nodiscard]] std::string moment(PlanTime t) const {
    return one_day_ ? clock_.hour_minute(t) : clock_.short_day(t) + " " + clock_.hour_minute(t);
  }
  [[nodiscard]] std::string span(plan::PlanInterval when) const {
    const bool same_day = clock_.day(when.from) == clock_.day(when.until);
    return fmt::format("{} to {}", moment(when.from), same_day ? clock_.hour_minute(when.until) : moment(when.until));
  }
  [[nodiscard]] std::string source(const std::string& id) const {
    const auto found = source_.find(id);
    return found == source_.end() || found->second.empty() ? id : found->second;
  }

  Json head() {
    const plan::Plan& p = plan_;
    const bool binding = p.round_status == "agreed" || p.round_status == "active";
    Json out{
        {"title", p.title},
        {"span", fmt::format("{} {} to {} {}", clock_.day(PlanTime{0}), clock_.hour_minute(PlanTime{0}),
                             moment(p.horizon), p.time_zone)},
        {"round", p.round_id.empty() ? "no agreement" : fmt::format("round \"{}\" ({})", p.round_id, p.round_status)},
        {"warning", !p.round_id.empty() && !binding},
        {"people", p.people.count()},
        {"safe", p.safe.count()},
        {"left_total", p.left.count()},
        {"stay", p.staying.count()},
        {"last", moment(p.last_arrival.value_or(p.horizon))}};
    out["proof"] = p.safe == p.upper_bound
                       ? fmt::format("Nobody can bring out more: proven bound {}.", grouped(p.upper_bound.count()))
                       : fmt::format("At most {} could be safe (proven bound; gap {:.2f} %).",
                                     grouped(p.upper_bound.count()), 100 * p.gap);
    out["sources"] = Json::array();
    for (const plan::SourceRow& one : p.sources)
      out["sources"].push_back(one.title + (one.date.empty() ? "" : " (" + one.date + ")"));
    out["made"] = fmt::format("Passage {}, case {}.", p.provenance.version, p.provenance.case_id);
    return out;
  }

  void hours(Json& out) {
    const std::size_t count = plan::hour_count(plan_);
    std::vector<std::int64_t> coming(count);
    for (const plan::Arrival& arrival : plan_.arrivals) plan::spread_over_hours(arrival.taken, arrival.persons, coming);
    std::int64_t so_far = 0;
    for (const char* key : {"hours", "starts", "ends", "days", "sofar", "edges"}) out[key] = Json::array();
    for (std::size_t h = 0; h < count; ++h) {
      const PlanTime from = plan::kHour * static_cast<std::int64_t>(h),
                     until = std::min(plan_.horizon, from + plan::kHour);
      so_far += coming[h];
      out["hours"].push_back((one_day_ ? "" : clock_.short_day(from) + " ") + clock_.hour_minute(from) + "-" +
                             clock_.hour_minute(until));
      out["starts"].push_back(moment(from));
      out["ends"].push_back(moment(until));
      out["days"].push_back(one_day_ ? clock_.day(from) : "");
      out["sofar"].push_back(so_far);
      out["edges"].push_back(from.count());
    }
    out["edges"].push_back(plan_.horizon.count());
  }

  void roads(Json& out) {
    const auto use = plan::use_of_roads(plan_);
    const Bends bends = plan_.roads.size() > kManyRoads ? Bends::kLeftOut : Bends::kKept;
    out["roads"] = Json::array();
    out["background"] = Json::array();
    std::size_t left_out = 0;
    for (const network::RoadId id : plan_.roads.ids()) {
      const plan::RoadRow& road = plan_.roads[id];
      if (use[id].total == Persons{0}) {
        if (plan_.roads.size() > kTooManyRoads && minor(road)) {
          ++left_out;
        } else {
          out["background"].push_back(line_of(plan_, road, bends));
        }
        continue;
      }
      // Most roads are used for a few hours: those before and behind are left out.
      const auto& by_hour = use[id].by_hour;
      const auto used = [](std::int64_t persons) { return persons > 0; };
      const auto first = std::find_if(by_hour.begin(), by_hour.end(), used);
      const auto last = std::find_if(by_hour.rbegin(), by_hour.rend(), used).base();
      out["roads"].push_back({{"id", road.id},
                              {"name", road.name},
                              {"total", use[id].total.count()},
                              {"first", first - by_hour.begin()},
                              {"by", std::vector<std::int64_t>(first, std::max(first, last))},
                              {"use", std::round(use[id].utilisation * 1000) / 1000},
                              {"km", figure(road.length_mm / 1000)},
                              {"speed", figure(road.speed_m_h)},
                              {"capacity", std::llround(figure(road.capacity_milli_veh_h))},
                              {"corridor", road.corridor},
                              {"source", source(road.source)},
                              {"at", line_of(plan_, road, Bends::kKept)}});
    }
    if (left_out > 0) out["note"] = fmt::format("{} minor roads that nobody uses are not drawn.", grouped(left_out));
    out["corridors"] = Json::array();
    for (const plan::CorridorRow& corridor : plan_.corridors) {
      Json lines = Json::array();
      for (const auto& [road, direction] : corridor.roads)
        lines.push_back(line_of(plan_, plan_.roads[road], Bends::kKept));
      out["corridors"].push_back({{"name", corridor.name}, {"lines", std::move(lines)}});
    }
  }

  static bool minor(const plan::RoadRow& road) {
    constexpr const char* kMajor[] = {"motorway", "trunk", "primary", "secondary", "tertiary", "ferry"};
    return std::none_of(std::begin(kMajor), std::end(kMajor), [&](const char* one) { return road.road_class == one; });
  }

  void places(Json& out) {
    std::unordered_map<std::string_view, plan::PlanInterval> leaving;
    std::unordered_map<std::string_view, std::vector<std::int64_t>> gone;
    for (const plan::Order& order : plan_.orders) {
      auto& by_hour = gone[order.origin_id];
      by_hour.resize(plan::hour_count(plan_));
      plan::spread_over_hours(order.depart, order.persons, by_hour);
      const auto [found, first] = leaving.try_emplace(order.origin_id, order.depart);
      found->second = {std::min(found->second.from, order.depart.from),
                       std::max(found->second.until, order.depart.until)};
    }
    out["origins"] = Json::array();
    for (const plan::OriginRow& o : plan_.origins) {
      const auto found = leaving.find(o.id);
      out["origins"].push_back({{"id", o.id},
                                {"name", o.name.empty() ? o.id : o.name},
                                {"district", o.district},
                                {"lon", o.position.lon_e7 / 1e7},
                                {"lat", o.position.lat_e7 / 1e7},
                                {"people", o.people.count()},
                                {"safe", o.safe.count()},
                                {"left", o.left.count()},
                                {"stay", o.staying.count()},
                                {"reason", o.left == Persons{0} ? "" : words_for(o.reason)},
                                {"leave", found == leaving.end() ? "" : span(found->second)},
                                {"by", gone[o.id]},
                                {"source", source(o.source)}});
    }
    std::unordered_map<std::string_view, std::vector<std::int64_t>> coming;
    for (const plan::Arrival& arrival : plan_.arrivals) {
      auto& by_hour = coming[arrival.refuge_id];
      by_hour.resize(plan::hour_count(plan_));
      plan::spread_over_hours(arrival.taken, arrival.persons, by_hour);
    }
    named_nodes(out);
    out["refuges"] = Json::array();
    for (const plan::RefugeRow& r : plan_.refuges) {
      std::string open;
      for (const plan::PlanInterval& one : r.open) open += (open.empty() ? "" : ", ") + span(one);
      auto& by_hour = coming[r.id];
      by_hour.resize(plan::hour_count(plan_));
      out["refuges"].push_back(
          {{"id", r.id},
           {"name", r.name.empty() ? r.id : r.name},
           {"kind", r.kind},
           {"lon", r.position.lon_e7 / 1e7},
           {"lat", r.position.lat_e7 / 1e7},
           {"capacity", r.capacity ? Json(r.capacity->count()) : Json(nullptr)},
           {"intake", r.intake_persons_per_h ? Json(r.intake_persons_per_h->to_string()) : Json(nullptr)},
           {"open", open},
           {"persons", r.persons.count()},
           {"by", by_hour},
           {"source", source(r.source)}});
    }
  }

  // Nodes of a network drawn by hand that are neither origin nor refuge.
  void named_nodes(Json& out) {
    out["nodes"] = Json::array();
    if (plan_.nodes.size() > kNodesNamed) return;
    const auto taken = [&](const auto& rows, Coordinate c) {
      return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.position == c; });
    };
    for (const plan::NodeRow& node : plan_.nodes)
      if (!taken(plan_.origins, node.position) && !taken(plan_.refuges, node.position))
        out["nodes"].push_back(Json::array({node.position.lon_e7 / 1e7, node.position.lat_e7 / 1e7, node.id}));
  }

  void limits(Json& out) {
    out["left"] = Json::array();
    for (const plan::LeftByDistrict& row : plan_.left_by_district)
      out["left"].push_back(
          {{"district", row.district}, {"persons", row.persons.count()}, {"reason", "left: " + words_for(row.reason)}});
    out["bottlenecks"] = Json::array();
    for (const plan::Bottleneck& b : plan_.bottlenecks) {
      const std::string name = b.name.empty() ? b.id : b.name;
      const std::string what = b.kind == "refuge_intake"     ? "intake of " + name
                               : b.kind == "refuge_capacity" ? "room in " + name
                                                             : "road " + name;
      out["bottlenecks"].push_back(Json::array(
          {what, b.at_most.count(),
           b.kind == "refuge_capacity" ? "more room brings out at most" : "one more hour brings out at most"}));
    }
    out["dangers"] = Json::array();
    for (const plan::DangerRow& d : plan_.dangers) {
      Json rings = Json::array();
      for (const auto& ring : d.rings) {
        Steps steps;
        for (const Coordinate c : ring) steps.add(c);
        if (!ring.empty()) rings.push_back(std::move(steps).json());
      }
      out["dangers"].push_back({{"id", d.id},
                                {"closed", d.closed},
                                {"polygon", d.is_polygon},
                                {"from", d.when.from.count()},
                                {"until", d.when.until.count()},
                                {"span", span(d.when)},
                                {"source", source(d.source)},
                                {"rings", std::move(rings)}});
    }
  }

  const plan::Plan& plan_;
  plan::LocalClock clock_;
  bool one_day_ = true;
  std::map<std::string, std::string> source_;
};

}  // namespace

std::string map_page(const plan::Plan& plan) {
  constexpr std::string_view kTitle = "@TITLE@", kData = "@DATA@";
  const std::string_view page = embedded_map_page()[0].text;
  const std::size_t title = page.find(kTitle), data = page.find(kData);
  PASSAGE_EXPECT(title < data && data != std::string_view::npos);
  std::string out(page.substr(0, title));
  out += escaped(plan.title);
  out += page.substr(title + kTitle.size(), data - title - kTitle.size());
  out += embedded(Page(plan).data());
  return out += page.substr(data + kData.size());
}

}  // namespace passage::publish
