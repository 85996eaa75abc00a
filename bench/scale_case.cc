// bench_scale_case -o DIR [--roads FILE | --grid NODES] [--places TSV --country CC] [--people N]
// [--hours H] [--open H] [--refuges N] [--seed S]: writes a case of country size. People live in
// settlements (a GeoNames table, or random junctions), flee from east to west, and cross a band that is
// open twice a day. A grid is road-like: four classes of roads, jitter, chains and dead ends.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <sstream>

#include <fmt/format.h>

#include "core/random.h"
#include "core/version.h"
#include "osm/load.h"

namespace {

using namespace passage;
using network::Coordinate;
using network::NodeId;

struct Settings {
  std::string out, roads, places, country;
  std::int64_t grid = 0, people = 5'000'000, refuges = 40;
  double hours = 48, open = 4;
  std::uint64_t seed = 1;
};

Settings read_arguments(int argc, char** argv) {
  Settings s;
  std::map<std::string, std::string> given;
  for (int i = 1; i + 1 < argc; i += 2) given[argv[i]] = argv[i + 1];
  const auto text = [&](const char* key, std::string& to) {
    if (given.contains(key)) to = given[key];
  };
  text("-o", s.out), text("--roads", s.roads), text("--places", s.places), text("--country", s.country);
  if (given.contains("--grid")) s.grid = std::stoll(given["--grid"]);
  if (given.contains("--people")) s.people = std::stoll(given["--people"]);
  if (given.contains("--refuges")) s.refuges = std::stoll(given["--refuges"]);
  if (given.contains("--hours")) s.hours = std::stod(given["--hours"]);
  if (given.contains("--open")) s.open = std::stod(given["--open"]);
  if (given.contains("--seed")) s.seed = std::stoull(given["--seed"]);
  return s;
}

// --- A road-like grid -------------------------------------------------------------------------------

// Lines of a jittered grid, 400 m apart: every 96th a motorway, 24th a primary, 6th a secondary, the rest
// residential, of which a third is missing: dead ends and chains come of it by themselves.
class Grid {
 public:
  Grid(std::int64_t nodes, std::uint64_t seed)
      : side_(static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(nodes) / kKept)))), seed_(seed) {}

  network::Network make() {
    for (std::int64_t y = 0; y < side_; ++y) {
      for (std::int64_t x = 0; x < side_; ++x) {
        if (x + 1 < side_) join(x, y, x + 1, y, y, 0);
        if (y + 1 < side_) join(x, y, x, y + 1, x, 1);
      }
    }
    return network::make_network(names_, std::move(positions_), roads_);
  }

 private:
  static constexpr double kKept = 0.94;  // places with a road

  NodeId node(std::int64_t x, std::int64_t y) {
    const auto [at, fresh] = index_.try_emplace(y * side_ + x, NodeId{});
    if (fresh) {
      Random random(seed_, 1, static_cast<std::uint32_t>(y * side_ + x));
      constexpr double kLat = 400.0 / 111'195, kLon = kLat / 0.669;  // cos 48 degrees
      const double jitter_x = (random.uniform() - 0.5) * 0.4, jitter_y = (random.uniform() - 0.5) * 0.4;
      at->second = names_.push_back(fmt::format("g{}.{}", x, y));
      positions_.push_back(Coordinate::of(46.0 + (static_cast<double>(y) + jitter_y) * kLat,
                                          20.0 + (static_cast<double>(x) + jitter_x) * kLon));
    }
    return at->second;
  }

  void join(std::int64_t x, std::int64_t y, std::int64_t x2, std::int64_t y2, std::int64_t line, std::uint32_t way) {
    using network::RoadClass;
    const int rank = line % 96 == 48 ? 0 : line % 24 == 12 ? 1 : line % 6 == 3 ? 2 : 3;
    Random random(seed_, 2 + way, static_cast<std::uint32_t>(y * side_ + x));
    if (rank == 3 && random.uniform() < 0.34) return;
    constexpr RoadClass kClass[] = {RoadClass::kMotorway, RoadClass::kPrimary, RoadClass::kSecondary,
                                    RoadClass::kResidential};
    constexpr std::int64_t kSpeed[] = {110'000, 80'000, 60'000, 30'000};
    constexpr std::int64_t kCapacity[] = {1'330'000, 600'000, 520'000, 300'000};
    network::RoadRecord road;
    road.from = node(x, y);
    road.to = node(x2, y2);
    road.id = fmt::format("r{}", roads_.size());
    road.road_class = kClass[rank];
    const Metres straight = network::distance(positions_[road.from], positions_[road.to]);
    road.length_mm = static_cast<std::int64_t>(straight.count() * (1000 + 250 * random.uniform()));
    road.speed_m_h = kSpeed[rank];
    road.capacity_milli_veh_h = kCapacity[rank];
    road.lanes = rank == 0 ? 2 : 1;
    road.forward = network::mode_bit(network::Mode::kCar) | network::mode_bit(network::Mode::kFoot);
    road.backward = road.forward;
    roads_.push_back(std::move(road));
  }

  std::int64_t side_;
  std::uint64_t seed_;
  std::map<std::int64_t, NodeId> index_;
  Table<NodeId, std::string> names_;
  Table<NodeId, Coordinate> positions_;
  std::vector<network::RoadRecord> roads_;
};

// --- Settlements ------------------------------------------------------------------------------------

struct Place {
  std::string id;
  Coordinate at;
  double weight = 0;
};

std::vector<Place> places_from(const std::string& path, const std::string& country) {
  std::vector<Place> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> cell(1);
    for (const char c : line) {
      if (c == '\t')
        cell.emplace_back();
      else
        cell.back() += c;
    }
    if (cell.size() > 14 && cell[8] == country)
      out.push_back({"p" + cell[0], Coordinate::of(std::stod(cell[4]), std::stod(cell[5])), std::stod(cell[14])});
  }
  return out;
}

// Sizes by Zipf's law at random junctions.
std::vector<Place> random_places(const network::Network& net, std::uint64_t seed) {
  std::vector<Place> out;
  const std::size_t count = std::clamp<std::size_t>(net.node_count() / 1000, 20, 3000);
  Random random(seed, 9);
  for (std::size_t i = 0; i < count; ++i) {
    const NodeId v{static_cast<std::uint32_t>(random.below(net.node_count()))};
    out.push_back({fmt::format("p{}", i + 1), net.position[v], 1.0 / static_cast<double>(i + 10)});
  }
  return out;
}

// --- The case ---------------------------------------------------------------------------------------

void write_people(const Settings& s, std::vector<Place> homes) {
  std::ofstream out(s.out + "/people.csv");
  out << "id,name,lat,lon,persons,source\n";
  double all = 0;
  for (const Place& p : homes) all += p.weight;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < homes.size(); ++i) {
    std::int64_t n = std::llround(homes[i].weight / all * static_cast<double>(s.people));
    if (i + 1 == homes.size()) n = std::max<std::int64_t>(0, s.people - given);
    given += n;
    out << fmt::format("{0},{0},{1:.7f},{2:.7f},{3},made\n", homes[i].id, homes[i].at.lat(), homes[i].at.lon(), n);
  }
}

// The westernmost places, no two in the same 10th of a degree.
std::vector<Place> choose_refuges(std::vector<Place>& places, std::int64_t count) {
  std::vector<Place> chosen, homes;
  std::map<std::pair<int, int>, int> taken;
  for (const Place& p : places) {
    const std::pair cell{static_cast<int>(p.at.lat() * 10), static_cast<int>(p.at.lon() * 10)};
    if (static_cast<std::int64_t>(chosen.size()) < count && taken[cell]++ == 0)
      chosen.push_back(p);
    else
      homes.push_back(p);
  }
  places = std::move(homes);
  return chosen;
}

void write_refuges(const Settings& s, const std::vector<Place>& refuges) {
  std::ofstream out(s.out + "/refuges.csv");
  out << "id,name,kind,lat,lon,capacity_persons,intake_persons_per_h,source\n";
  for (const Place& p : refuges)
    out << fmt::format("r{0},{0},crossing,{1:.7f},{2:.7f},unlimited,unlimited,made\n", p.id, p.at.lat(), p.at.lon());
}

void write_band(const Settings& s, double lon) {
  std::ofstream out(s.out + "/dangers.geojson");
  out << R"({"type": "FeatureCollection", "features": [)";
  double closed_from = 0;
  int number = 0;
  const auto close_until = [&](double t) {
    if (t <= closed_from) return;
    const auto time = [](double h) {
      const int minutes = static_cast<int>(std::lround(h * 60));
      return fmt::format("2022-03-{:02}T{:02}:{:02}", 5 + minutes / 1440, minutes / 60 % 24, minutes % 60);
    };
    out << fmt::format(
        R"({}{{"type": "Feature", "properties": {{"id": "d{}", "source": "made", "closed": true, "from": "{}", )"
        R"("until": "{}"}}, "geometry": {{"type": "Polygon", "coordinates": [[[{},30],[{},30],[{},70],[{},70],[{},30]]]}}}})",
        number ? "," : "", number + 1, time(closed_from), time(t), lon - 0.04, lon + 0.04, lon + 0.04, lon - 0.04,
        lon - 0.04);
    ++number;
  };
  for (double noon = 4; noon < s.hours; noon += 12) {  // opens at 4 and 16 o'clock
    close_until(noon);
    closed_from = noon + s.open;
  }
  close_until(s.hours);
  out << "]}\n";
}

void write_case(const Settings& s, const std::string& roads) {
  std::ofstream out(s.out + "/case.toml");
  out << fmt::format(
      "schema = 1\n[case]\nid = \"{0}\"\ntitle = \"{0}\"\ntime_zone = \"UTC\"\nstart = 2022-03-05T00:00:00\n"
      "horizon_h = {1}\nsource = \"made\"\n[files]\npeople = \"people.csv\"\nrefuges = \"refuges.csv\"\n"
      "roads = \"{2}\"\ndangers = \"dangers.geojson\"\n[behaviour]\npeople_per_car = 3\n[rules]\n"
      "outside_corridors = \"free\"\nsnap_m = 20000\n[sources.made]\ntitle = \"generated, seed {3}\"\n",
      std::filesystem::path(s.out).filename().string(), s.hours, roads, s.seed);
}

}  // namespace

int main(int argc, char** argv) {
  const Settings s = read_arguments(argc, argv);
  if (s.out.empty() || (s.roads.empty() && s.grid <= 0)) {
    fmt::print(stderr, "usage: bench_scale_case -o DIR (--roads FILE | --grid NODES) [...], see its source\n");
    return 2;
  }
  std::filesystem::create_directories(s.out);
  const network::Network net =
      s.grid > 0 ? Grid(s.grid, s.seed).make() : osm::load_roads(s.roads, jobs::Task()).network;
  std::string roads = std::filesystem::exists(s.roads) ? std::filesystem::absolute(s.roads).string() : s.roads;
  network::NetworkMeta meta;
  meta.source = s.roads.empty() ? "generated" : s.roads;
  meta.version = version();
  network::write_network(s.out + "/roads.network", net, meta, Overwrite::kReplace);
  std::vector<Place> places = s.places.empty() ? random_places(net, s.seed) : places_from(s.places, s.country);
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.at.lon_e7 != b.at.lon_e7 ? a.at.lon_e7 < b.at.lon_e7 : a.id < b.id;
  });
  const std::vector<Place> refuges = choose_refuges(places, s.refuges);
  // A third of the places lie west of the band, and all refuges.
  double band = places[places.size() / 3].at.lon();
  for (const Place& r : refuges) band = std::max(band, r.at.lon() + 0.05);
  write_people(s, places);
  write_refuges(s, refuges);
  write_band(s, band);
  write_case(s, "roads.network");
  fmt::print("{}: {} nodes, {} arcs, {} places, {} refuges\n", s.out, net.node_count(), net.arc_count(), places.size(),
             refuges.size());
}
