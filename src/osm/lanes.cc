#include "osm/lanes.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/text.h"
#include "osm/access.h"

namespace passage::osm {
namespace {

constexpr std::array kSides{"forward", "backward"};
// Who has lanes without cars in them.
constexpr std::array kReserved{"psv",     "bus",   "taxi",       "emergency", "tourist_bus",
                               "minibus", "coach", "share_taxi", "trolleybus"};

// Where a key speaks of: behind it, the sides in the order of kSides.
constexpr std::array kWhere{"", ":forward", ":backward", ":both_ways"};
constexpr std::size_t kBothWays = 3;
constexpr std::size_t where(std::size_t side) {
  return side + 1;
}

// Keys of one of them, by where; made once, for every kind of way asks for each.
struct ReservedKeys {
  std::array<std::string, kWhere.size()> count, list;  // "lanes:bus:forward", "bus:lanes:forward"
};
const std::vector<ReservedKeys>& reserved_keys() {
  static const auto keys = [] {
    std::vector<ReservedKeys> out(kReserved.size());
    for (std::size_t who = 0; who < kReserved.size(); ++who) {
      for (std::size_t w = 0; w < kWhere.size(); ++w) {
        out[who].count[w] = fmt::format("lanes:{}{}", kReserved[who], kWhere[w]);
        out[who].list[w] = fmt::format("{}:lanes{}", kReserved[who], kWhere[w]);
      }
    }
    return out;
  }();
  return keys;
}

// Lanes from left to right, as the keys with :lanes tell them one by one.
struct LaneList {
  int open = 0, closed = 0;  // of cars; cycle lanes are neither
  [[nodiscard]] bool told() const { return open + closed > 0; }
};

class LaneReader {
 public:
  LaneReader(const TagLookup& tag, const network::RoadModel& model, CarsGo cars, std::vector<TagNote>& notes)
      : tag_(tag),
        private_open_(model.at("private_open") > 0),
        two_way_(cars == CarsGo::kBothWays),
        way_(cars == CarsGo::kBackward ? 1 : 0),
        notes_(notes) {}

  std::array<SideLanes, 2> read(double untold) {
    std::array<SideLanes, 2> out;
    if (two_way_) compare(figure("lanes"));
    for (const std::size_t i : {0, 1}) {
      if (two_way_ || i == way_) out[i] = side(i, untold);
    }
    if (!two_way_) out[1 - way_] = out[way_];
    if (!causes_.empty())
      notes_.push_back({fmt::format("lanes that carry no cars: {}", fmt::join(causes_, ", ")), "P330"});
    if (hov_) notes_.push_back({"lanes for cars with several people (hov) carry cars"});
    return out;
  }

 private:
  SideLanes side(std::size_t i, double untold) {
    const double all = figure("lanes"), own = figure(key("lanes", i));
    if (two_way_ && all == 1 && own == 0) return {1, 0, false};
    const double of_side = own > 0 ? own : all > 0 ? share_of(i, all) : 0;
    double cars = of_side;
    if (of_side > 0) cars = std::max(std::min(1.0, of_side), of_side - reserved(i));
    const LaneList list = lane_list(i);
    if (list.told()) cars = of_side > 0 ? std::min<double>(cars, list.open) : list.open;
    const bool none = list.told() && list.open == 0;
    return {static_cast<std::uint8_t>(cars), cars > 0 || none ? cars : untold, none};
  }

  // Of all lanes, those of one side: without what is the other side's, or in the middle to turn from.
  double share_of(std::size_t i, double all) {
    const double other = figure(key("lanes", 1 - i));
    if (!two_way_) return without(all, std::max(other, against(1 - i, all)));
    const double through = without(all, middle());
    return other > 0 && through > other ? through - other : through / 2;
  }
  // Directions that have more lanes than the road: each keeps what is told of it, and one at least.
  void compare(double all) {
    double least = 0;
    std::string told;
    for (const std::size_t i : {0, 1}) {
      const double own = figure(key("lanes", i));
      least += std::max(1.0, own);
      if (own > 0) told += fmt::format("{}{}={}", told.empty() ? "" : ", ", key("lanes", i), own);
    }
    if (all > 0 && least > all && !told.empty())
      unknown(fmt::format("lanes={} beside {} is not understood", all, told));
  }
  static double without(double all, double some) { return all > some ? all - some : all; }

  double middle() {
    double lanes = figure("lanes:both_ways") + figure("lanes:reversible");
    if (lanes == 0 &&
        (tag_("turn:lanes:both_ways") != nullptr || is("centre_turn_lane", "yes") || is("center_turn_lane", "yes")))
      lanes = 1;
    if (lanes > 0) causes_.insert("lanes in the middle, to turn from");
    return std::max(lanes, reserved_both_ways());
  }

  // Lanes that buses of both directions share.
  double reserved_both_ways() {
    double lanes = 0;
    for (const ReservedKeys& who : reserved_keys()) {
      lanes = std::max(lanes, figure(who.count[kBothWays], true));
      const auto entries = split(text_of(tag_(who.list[kBothWays].c_str())), '|');
      lanes = std::max(lanes, cause(who.list[kBothWays], std::count_if(entries.begin(), entries.end(), designated)));
    }
    return lanes;
  }

  // Lanes of a one-way road on which buses come the other way.
  double against(std::size_t i, double all) {
    double lanes = 0;
    for (const ReservedKeys& who : reserved_keys()) {
      lanes = std::max(lanes, figure(who.count[where(i)], true));
      const std::string& name = who.list[where(i)];
      if (const char* list = tag_(name.c_str())) lanes = std::max(lanes, cause(name, std::ssize(split(list, '|'))));
    }
    for (const char* lane : {"busway", "busway:both", "busway:left", "busway:right", "psv", "bus"}) {
      if (is(lane, "opposite_lane") || is(lane, "opposite")) lanes = std::max(lanes, cause(lane, 1));
    }
    if (lanes > 0 || all < 2 || figure("lanes:psv") + figure("lanes:bus") > 0) return lanes;
    for (const char* way : {"oneway:psv", "oneway:bus"}) {
      if (is(way, "no") || is(way, "-1")) lanes = cause(way, 1);
    }
    return lanes;
  }

  // Lanes of a side that buses and taxis have for themselves, as counts and busway tell.
  double reserved(std::size_t i) {
    double lanes = 0, both = 0;
    for (const ReservedKeys& who : reserved_keys()) {
      lanes = std::max(lanes, figure(who.count[where(i)], true));
      if (figure(who.count[where(0)]) + figure(who.count[where(1)]) == 0)
        both = std::max(both, figure(who.count[0], true));
    }
    if (!two_way_) both = std::max(both, reserved_both_ways());
    // Which side is not told: evenly; on a one-way road all, but those that buses have against the others.
    const double other_way = two_way_ ? 0 : std::max(figure(key("lanes", 1 - i)), against(1 - i, 0));
    lanes = std::max(lanes, two_way_ ? both / 2 : std::max(0.0, both - other_way));
    return std::max({lanes, busways(), two_way_ ? listed_for_both() / 2.0 : 0.0});
  }

  // The side people drive on is not known, so that a lane at the left or right of a two-way road is taken from both.
  double busways() {
    const bool left = lane_at("busway:left"), right = lane_at("busway:right");
    const bool plain = lane_at("busway") || lane_at("psv") || lane_at("bus"), both = lane_at("busway:both");
    if (two_way_) return left || right || plain || both ? 1 : 0;
    return both || (left && right) ? 2 : left || right || plain ? 1 : 0;
  }
  bool lane_at(const char* name) { return is(name, "lane") && cause(name, 1) > 0; }

  // Of a two-way road's lanes listed together, those closed to cars.
  int listed_for_both() { return read_list(0).closed; }

  LaneList lane_list(std::size_t i) {
    LaneList list = read_list(where(i));
    if (!list.told() && !two_way_) list = read_list(0);
    return list;
  }

  LaneList read_list(std::size_t at_side) {
    constexpr std::array kAccess{"motorcar", "motor_vehicle", "vehicle", "access"};
    const char* side = kWhere[at_side];
    const auto listed = [&](const std::string& name) {
      const char* list = tag_(name.c_str());
      return list == nullptr ? std::vector<std::string>{} : split(list, '|');
    };
    const auto lanes = [&](const char* who) { return listed(fmt::format("{}:lanes{}", who, side)); };
    std::vector<std::vector<std::string>> access, buses;
    for (const char* who : kAccess) access.push_back(lanes(who));
    for (const ReservedKeys& who : reserved_keys()) buses.push_back(listed(who.list[at_side]));
    const auto bicycle = lanes("bicycle"), hov = lanes("hov");
    std::size_t count = 0;
    for (const auto* lists : {&access, &buses}) {
      for (const auto& list : *lists) count = std::max(count, list.size());
    }
    LaneList out;
    for (std::size_t n = 0; n < count; ++n) {
      const auto at = [n](const std::vector<std::string>& list) {
        return n < list.size() ? trimmed(list[n]) : std::string_view{};
      };
      const auto for_them = [&](const std::vector<std::string>& list) { return designated(at(list)); };
      // The most special key that says something; else lanes that buses have for themselves.
      const auto says = [&](const std::vector<std::string>& list) { return read_access(at(list)) != Access::kUnset; };
      const auto told = std::find_if(access.begin(), access.end(), says);
      const auto bus = std::find_if(buses.begin(), buses.end(), for_them);
      const Access cars = told == access.end() ? Access::kUnset : read_access(at(*told));
      const bool shut = cars == Access::kClosed || (cars == Access::kPrivate && !private_open_);
      if (for_them(bicycle) && cars != Access::kOpen) continue;
      if (for_them(hov) && shut) hov_ = true;
      if (for_them(hov) || cars == Access::kOpen || (cars == Access::kPrivate && private_open_) ||
          (!shut && bus == buses.end())) {
        ++out.open;
        continue;
      }
      ++out.closed;
      causes_.insert(
          fmt::format("{}:lanes{}", shut ? kAccess[told - access.begin()] : kReserved[bus - buses.begin()], side));
    }
    return out;
  }

  // "Designated", "designated;yes".
  static bool designated(std::string_view entry) {
    const auto values = values_of(entry);
    return std::any_of(values.begin(), values.end(), [](const std::string& value) {
      return one_of(value, {"designated", "official", "exclusive", "only"});
    });
  }
  static std::string key(std::string_view name, std::size_t i) { return fmt::format("{}:{}", name, kSides[i]); }
  bool is(const char* name, std::string_view value) const {
    const auto values = values_of(text_of(tag_(name)));
    return std::find(values.begin(), values.end(), value) != values.end();
  }
  double cause(const std::string& name, std::ptrdiff_t lanes) {
    if (lanes > 0) causes_.insert(name);
    return static_cast<double>(lanes);
  }
  // Of several figures the least; 0 where there is none.
  double figure(const std::string& name, bool is_cause = false) {
    double least = 0;
    for (const std::string& value : values_of(text_of(tag_(name.c_str())))) {
      const auto lanes = number(value);
      if (!lanes || *lanes < 0 || *lanes > 20 || (*lanes < 1 && *lanes > 0)) {
        unknown(fmt::format("{}={} is not understood", name, value));
      } else if (*lanes >= 1) {
        least = least == 0 ? *lanes : std::min(least, *lanes);
      }
    }
    if (is_cause && least > 0) causes_.insert(name);
    return least;
  }
  void unknown(const std::string& what) {
    if (unknown_.insert(what).second) notes_.push_back({what, "P326"});
  }

  const TagLookup& tag_;
  bool private_open_, two_way_;
  std::size_t way_;  // of a one-way road
  std::vector<TagNote>& notes_;
  std::set<std::string> causes_, unknown_;
  bool hov_ = false;
};

}  // namespace

std::array<SideLanes, 2> side_lanes(const TagLookup& tag, const network::RoadModel& model, const char* model_key,
                                    CarsGo cars, std::vector<TagNote>& notes) {
  const double untold = model.at(cars == CarsGo::kBothWays ? "lanes_two_way" : "lanes_one_way", model_key);
  return LaneReader(tag, model, cars, notes).read(untold);
}

}  // namespace passage::osm
