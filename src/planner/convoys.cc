#include "planner/convoys.h"

#include <algorithm>
#include <limits>
#include <set>

#include "graph/dijkstra.h"
#include "timenet/links_at.h"

namespace passage::planner {

using timenet::Supply;

namespace {

class Dispatcher {
 public:
  Dispatcher(const Case& c, const scenario::Group& group, const TravelNetwork& m, const Reservations& reserved,
             std::vector<DailyRoom> daily, std::size_t most_routes)
      : c_(c),
        fleet_(c.fleets[*group.fleet]),
        people_per_unit_(group.people_per_unit),
        m_(m),
        most_routes_(most_routes),
        leaving_(timenet::links_at(m.tail, m.node.size())),
        reserved_(reserved),
        own_units_(c.network.arc_count()),
        own_persons_(c.refuges.size()),
        daily_(std::move(daily)),
        days_(days_of(c)),
        is_hub_(m.node.size(), 0) {
    for (const timenet::Hub& hub : m.hubs) is_hub_[hub.vertex] = 1;
    for (std::uint32_t i = 0; i < m.hubs.size(); ++i) {
      Persons room{std::numeric_limits<std::int64_t>::max()};
      if (const auto& capacity = m.hubs[i].capacity) {
        Rational used{0};
        for (const Reservation& row : reserved.persons[m.hubs[i].refuge]) used = used + row.amount;
        room = Persons{std::max<std::int64_t>(0, capacity->count() - used.ceil())};
      }
      room_.push_back(room);
    }
  }

  std::vector<Convoy> run() {
    if (m_.supplies.empty()) return {};
    const Supply& base = m_.supplies.front();
    left_ = base.persons;
    // Vehicles are alike, so those that are not out yet stand for each other.
    for (std::int64_t v = 1; v <= std::min(fleet_.vehicles, (left_.count() + fleet_.seats - 1) / fleet_.seats); ++v)
      ready_.push_back({base.release, v});
    std::vector<Convoy> out;
    while (left_ > Persons{0}) {
      std::sort(ready_.begin(), ready_.end());
      const std::optional<Convoy> convoy = next(base);
      if (!convoy) break;
      out.push_back(*convoy);
    }
    return out;
  }

 private:
  using Route = std::set<LinkId>;
  struct Arrived {
    CaseTime at = kNever, entered{0};
    LinkId by;
    bool on_road = false;  // has left the base
  };
  struct ArrivalTimes {  // what ways are measured by
    Table<VertexId, Arrived>& arrived;
    CaseTime& operator[](VertexId v) { return arrived[v].at; }
  };

  [[nodiscard]] Rational units_a_bus() const { return Rational{fleet_.seats} / people_per_unit_; }
  [[nodiscard]] Rational units_an_hour(LinkId a) const { return m_.persons_per_h[a] / people_per_unit_; }

  // The first moment from t on at which one bus may enter the road within kConvoy; kNever if none.
  [[nodiscard]] CaseTime entry(LinkId a, CaseTime t, bool departs) const {
    const Millis offset = c_.start.time_since_epoch();
    const auto aligned = [&](CaseTime at) { return departs ? rounded_up(at, kConvoy, offset) : at; };
    for (const CaseInterval& open : m_.opening(a)) {
      CaseTime at = aligned(std::max(t, open.from));
      while (at + kConvoy <= open.until) {
        const bool full = people_of_day(a, at) == Persons{0};
        if (!full && buses_that_fit(a, at) > 0) return at;
        CaseTime end = kNever;
        for (const Reservation& row : reserved_.units[m_.arc[a]]) {
          if (overlap(row.when, {at, at + kConvoy})) end = std::min(end, row.when.until);
        }
        for (const CaseInterval& own : own_units_[m_.arc[a]]) {
          if (overlap(own, {at, at + fleet_.escort})) end = std::min(end, own.until);
        }
        for (const CaseInterval& day : days_) {
          if (full && overlap(day, {at, at + kConvoy})) end = std::min(end, std::max(day.until, at + CaseTime{1}));
        }
        if (end == kNever) return kNever;  // too narrow for any bus
        at = aligned(end);
      }
    }
    return kNever;
  }
  [[nodiscard]] std::int64_t buses_that_fit(LinkId a, CaseTime at) const {
    if (overlaps(own_units_[m_.arc[a]], {at, at + fleet_.escort})) return 0;
    const Rational free = units_an_hour(a) - reserved_rate(reserved_.units[m_.arc[a]], {at, at + kConvoy});
    return free <= Rational{0} ? 0 : (free / an_hour(units_a_bus(), kConvoy)).floor();
  }

  // Who may still enter with a convoy on the days that it takes.
  [[nodiscard]] Persons people_of_day(LinkId a, CaseTime at) const {
    Persons out{std::numeric_limits<std::int64_t>::max()};
    for (const DailyRoom& room : daily_) {
      if (room.arc != m_.arc[a]) continue;
      for (std::size_t day = 0; day < days_.size(); ++day)
        if (overlap(days_[day], {at, at + kConvoy})) out = std::min(out, room.left[day]);
    }
    return out;
  }
  void use_day(LinkId a, CaseTime at, Persons persons) {
    for (DailyRoom& room : daily_) {
      if (room.arc != m_.arc[a]) continue;
      for (std::size_t day = 0; day < days_.size(); ++day)
        if (overlap(days_[day], {at, at + kConvoy})) room.left[day] -= persons;
    }
  }

  [[nodiscard]] CaseInterval intake(LinkId a, const scenario::RefugeId refuge, CaseTime t, Persons persons) const {
    return first_intake(m_.opening(a), m_.persons_per_h[a], reserved_.persons[refuge], own_persons_[refuge], t,
                        persons);
  }

  // Soonest ways from the base, along one route if asked, as if for one bus. With no waiting on the way a way may be
  // missed.
  void search(const Supply& base, const Route* along) {
    const bool may_wait = c_.wait == scenario::WaitRule::kAnywhere;
    arrived_ = Table<VertexId, Arrived>(m_.node.size());
    ArrivalTimes times{arrived_};
    graph::Dijkstra<VertexId, ArrivalTimes> ways(times);
    ways.reach(base.vertex, ready_.front().first);
    while (const auto v = ways.next()) {
      const Arrived here = arrived_[*v];
      for (const LinkId a : leaving_[*v]) {
        const VertexId w = m_.head[a];
        if (along != nullptr && !along->contains(a)) continue;
        if (is_hub_[w]) continue;  // from gates people are taken in, apart
        CaseTime at = here.at;
        if (m_.arc[a].valid()) {
          at = entry(a, here.at, !here.on_road);
          if (at == kNever || (!may_wait && here.on_road && at > here.at)) continue;
        } else if (!may_be_taken(a, at)) {
          continue;
        }
        const CaseTime there = at + m_.time[a];
        if (there + m_.potential[w] + kConvoy > m_.horizon || !ways.reach(w, there)) continue;
        arrived_[w] = {there, at, a, here.on_road || m_.arc[a].valid()};
      }
    }
  }
  // Joins have no room, only times at which one may stand at their ends.
  [[nodiscard]] bool may_be_taken(LinkId a, CaseTime& at) const {
    for (const CaseInterval& open : m_.opening(a)) {
      if (at < open.until) {
        at = std::max(at, open.from);
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] std::optional<Convoy> next(const Supply& base) {
    if (most_routes_ == 0 || routes_.size() < most_routes_) {
      search(base, nullptr);
    } else {  // the soonest of those in use
      const Route* best = nullptr;
      CaseTime soonest = kNever;
      for (const Route& route : routes_) {
        search(base, &route);
        const std::optional<Convoy> convoy = soonest_intake();
        if (!convoy || convoy->taken.from >= soonest) continue;
        soonest = convoy->taken.from;
        best = &route;
      }
      if (best == nullptr) return std::nullopt;
      search(base, best);
    }
    std::optional<Convoy> convoy = soonest_intake();
    if (!convoy || !fill(base, *convoy)) return std::nullopt;
    return convoy;
  }

  // At the refuge where one person more is taken in first.
  [[nodiscard]] std::optional<Convoy> soonest_intake() {
    std::optional<Convoy> best;
    for (std::uint32_t i = 0; i < m_.hubs.size(); ++i) {
      const VertexId gate = m_.hubs[i].gate;
      if (!gate.valid() || arrived_[gate].at == kNever || !arrived_[gate].on_road || room_[i] == Persons{0}) continue;
      for (const LinkId a : leaving_[gate]) {
        if (m_.head[a] != m_.hubs[i].vertex) continue;
        const CaseInterval one = intake(a, m_.hubs[i].refuge, arrived_[gate].at, Persons{1});
        if (one.until > m_.horizon || (best && best->taken.from <= one.from)) continue;
        Convoy convoy;
        convoy.hub = i;
        convoy.taken = one;
        best = convoy;
        best_intake_ = a;
      }
    }
    return best;
  }

  // As many buses as are ready and fit on the way, with their people.
  bool fill(const Supply& base, Convoy& convoy) {
    const timenet::Hub& hub = m_.hubs[convoy.hub];
    Route route;
    for (VertexId at = hub.gate; at != base.vertex; at = m_.tail[arrived_[at].by]) {
      route.insert(arrived_[at].by);
      if (m_.arc[arrived_[at].by].valid()) convoy.path.emplace_back(arrived_[at].by, arrived_[at].entered);
    }
    std::reverse(convoy.path.begin(), convoy.path.end());
    const CaseTime departs = convoy.path.front().second;
    auto buses = static_cast<std::int64_t>(
        std::count_if(ready_.begin(), ready_.end(), [&](const auto& bus) { return bus.first <= departs; }));
    for (const auto& [a, at] : convoy.path) buses = std::min(buses, buses_that_fit(a, at));
    Persons most = std::min(left_, room_[convoy.hub]);
    for (const auto& [a, at] : convoy.path) most = std::min(most, people_of_day(a, at));
    const CaseTime at_gate = arrived_[hub.gate].at;
    for (buses = std::min(buses, (most.count() + fleet_.seats - 1) / fleet_.seats); buses > 0; --buses) {
      convoy.persons = std::min(most, Persons{buses * fleet_.seats});
      convoy.taken = intake(best_intake_, hub.refuge, at_gate, convoy.persons);
      if (convoy.taken.until <= m_.horizon) break;
    }
    if (buses <= 0) return false;
    routes_.insert(std::move(route));
    convoy.ready = std::max(departs + fleet_.turnaround, at_gate + kConvoy);
    for (std::int64_t i = 0; i < buses; ++i) {
      convoy.vehicles.push_back(ready_[static_cast<std::size_t>(i)].second);
      ready_[static_cast<std::size_t>(i)].first = convoy.ready;
    }
    std::sort(convoy.vehicles.begin(), convoy.vehicles.end());
    for (const auto& [a, at] : convoy.path) {
      reserved_.units[m_.arc[a]].push_back({{at, at + kConvoy}, units_a_bus() * Rational{buses}});
      own_units_[m_.arc[a]].push_back({at, at + fleet_.escort});
      use_day(a, at, convoy.persons);
    }
    own_persons_[hub.refuge].push_back(convoy.taken);
    reserved_.persons[hub.refuge].push_back({convoy.taken, Rational{convoy.persons.count()}});
    left_ -= convoy.persons;
    room_[convoy.hub] -= convoy.persons;
    return true;
  }

  const Case& c_;
  const scenario::Fleet& fleet_;
  Rational people_per_unit_;
  const TravelNetwork& m_;
  std::size_t most_routes_;  // 0 = any number
  std::set<Route> routes_;   // in use
  timenet::LinksAt leaving_;
  Reservations reserved_;                                       // with the convoys so far
  Table<network::ArcId, std::vector<CaseInterval>> own_units_;  // when convoys of the fleet pass, with their escort
  Table<scenario::RefugeId, std::vector<CaseInterval>> own_persons_;
  std::vector<DailyRoom> daily_;
  std::vector<CaseInterval> days_;
  Table<VertexId, char> is_hub_;
  std::vector<Persons> room_;                             // by hub
  std::vector<std::pair<CaseTime, std::int64_t>> ready_;  // when each vehicle may depart
  Persons left_;
  Table<VertexId, Arrived> arrived_;
  LinkId best_intake_;
};

}  // namespace

std::vector<CaseInterval> days_of(const Case& c) {
  return c.days.empty() ? std::vector<CaseInterval>{{CaseTime{0}, c.horizon}} : c.days;
}

std::vector<Convoy> convoys(const Case& c, const scenario::Group& group, const TravelNetwork& m,
                            const Reservations& reserved, std::vector<DailyRoom> daily, std::size_t most_routes) {
  return Dispatcher(c, group, m, reserved, std::move(daily), most_routes).run();
}

}  // namespace passage::planner
