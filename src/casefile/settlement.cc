#include "casefile/settlement.h"

#include <cmath>
#include <numbers>

#include "casefile/area.h"
#include "core/apportion.h"
#include "core/text.h"

namespace passage::casefile {

using network::Coordinate;

void split_people(Origin& origin, const scenario::Behaviour& behaviour, Rational car_share) {
  const Rational movers{(behaviour.uptake_share * origin.persons.count()).round_half_up()};
  origin.staying = Persons{origin.persons.count() - movers.num()};
  origin.by_car = Persons{(car_share * movers).round_half_up()};
  origin.on_foot = Persons{movers.num() - origin.by_car.count()};
}

std::vector<Stand> gathered(std::vector<Stand> stands, Metres width) {
  constexpr double kMetresPerDegree = 6371008.8 * std::numbers::pi / 180;
  using Square = std::pair<std::int64_t, std::int64_t>;  // southwards, eastwards
  const auto square_of = [&](Coordinate p) -> Square {
    if (width <= Metres{0}) return {-std::int64_t{p.lat_e7}, p.lon_e7};
    const double tall = width.count() / kMetresPerDegree;
    const auto row = static_cast<std::int64_t>(std::floor(-p.lat() / tall));
    const double middle = std::clamp((static_cast<double>(row) + 0.5) * tall, -89.0, 89.0);
    const double wide = tall / std::cos(middle * std::numbers::pi / 180);
    return {row, static_cast<std::int64_t>(std::floor(p.lon() / wide))};
  };
  struct Gathered {
    Stand heaviest;
    std::int64_t weight = 0;
  };
  std::map<Square, Gathered> squares;
  for (const Stand& stand : stands) {
    if (stand.weight <= 0) continue;
    Gathered& square = squares[square_of(stand.position)];
    square.weight += stand.weight;
    if (stand.weight > square.heaviest.weight) square.heaviest = stand;
  }
  std::vector<Stand> out;
  for (const auto& [where, square] : squares) out.push_back({square.heaviest.position, square.weight});
  return out;
}

void settle(Reading& reading, const Origin& district, const std::vector<Stand>& stands) {
  if (district.persons <= Persons{0}) return;
  std::vector<std::int64_t> weights;
  for (const Stand& stand : stands) weights.push_back(stand.weight);
  // One after the other, so that nobody moves who does not live there, and nobody drives who stays.
  const auto persons = apportion(district.persons.count(), weights);
  const auto movers = apportion((district.persons - district.staying).count(), persons);
  const auto drivers = apportion(district.by_car.count(), movers);
  int nth = 0;
  for (std::size_t i = 0; i < stands.size(); ++i) {
    if (persons[i] == 0) continue;
    Origin origin = district;
    ++nth;
    origin.id = fmt::format("{}.{}", district.id, nth);
    origin.name = fmt::format("{} {}", district.name, nth);
    origin.position = stands[i].position;
    origin.persons = Persons{persons[i]};
    origin.staying = Persons{persons[i] - movers[i]};
    origin.by_car = Persons{drivers[i]};
    origin.on_foot = Persons{movers[i] - drivers[i]};
    reading.c.origins.push_back(std::move(origin));
  }
}

void StreetSettler::find_streets() {
  if (!streets_.empty()) return;
  const network::Network& net = reading_.c.network;
  std::vector<bool> for_cars(net.road_count(), false);
  for (const network::ArcId arc : net.head.ids())
    if ((net.modes[arc] & mode_bit(network::Mode::kCar)) != 0) for_cars[net.road[arc].index()] = true;
  for (const network::RoadId road : net.length_mm.ids()) {
    const auto road_class = net.road_class[road];
    if (!for_cars[road.index()] || road_class == network::RoadClass::kFerry) continue;
    Street street{road, {}, false};
    street.residential =
        road_class == network::RoadClass::kResidential || road_class == network::RoadClass::kLivingStreet;
    street.box = geodata::box_of(line_of(net, road));
    streets_.push_back(street);
  }
}

std::vector<Stand> StreetSettler::stands_in(const geodata::PreparedShape& area, bool residential) {
  const network::Network& net = reading_.c.network;
  std::map<network::NodeId, std::int64_t> half_mm;
  for (const Street& street : streets_) {
    if (street.residential != residential || !area.may_meet(street.box)) continue;
    const double inside = share_inside(area, line_of(net, street.road));
    const auto half = static_cast<std::int64_t>(inside * static_cast<double>(net.length_mm[street.road]) / 2);
    half_mm[net.from[street.road]] += half;
    half_mm[net.to[street.road]] += half;
    length_mm_ += residential ? 2 * half : 0;
  }
  std::vector<Stand> out;
  for (const auto& [node, weight] : half_mm) out.push_back({net.position[node], weight});
  return gathered(std::move(out), reading_.gather);
}

void StreetSettler::settle(const Origin& district, const geodata::PreparedShape& area) {
  if (!reading_.roads_known) return;  // told: nothing to settle on
  find_streets();
  std::vector<Stand> stands = stands_in(area, true);
  persons_ += district.persons.count();
  ++districts_;
  if (stands.empty()) {
    stands = stands_in(area, false);
    reading_.problems.add({.severity = Severity::kFinding,
                           .code = "P220",
                           .problem = fmt::format("there is no residential street in \"{}\"", district.id),
                           .why = stands.empty() ? "and no other road: its people stand in its middle"
                                                 : "its people are spread along its other roads",
                           .where = district.where,
                           .persons = district.persons.count()});
  }
  if (stands.empty()) stands.push_back({coordinate_of(area.middle()), 1});
  casefile::settle(reading_, district, stands);
}

void StreetSettler::report() {
  if (districts_ == 0) return;
  reading_.problems.add(
      {.severity = Severity::kFinding,
       .code = "P219",
       .problem = fmt::format("where the {} of {} live is made up", people_text(persons_),
                              counted(static_cast<std::int64_t>(districts_), "polygon")),
       .why = fmt::format("they are spread over {} km of residential streets", grouped(length_mm_ / 1'000'000)),
       .where = reading_.files.people.path,
       .persons = persons_});
}

}  // namespace passage::casefile
