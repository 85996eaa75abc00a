// check_movement: conservation at every place, in continuous time.
#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "core/text.h"
#include "verify/cumulative.h"
#include "verify/flows.h"

namespace passage::verify {
namespace {

// People passing a place: in by a road, home until released, off by a road, taken in.
enum class Pass : std::uint8_t { kIn, kHome, kOff, kTaken };

struct Move {
  std::uint32_t place = 0;  // see Places
  std::uint32_t spot = 0;   // node and mode, or refuge
  Pass pass = Pass::kIn;
  Interval<Millis> when;  // kIn: entry of the road
  Rational travel;        // kIn
  std::int64_t persons = 0;
};

// A node is a place; nodes where one refuge takes people in are one place with it.
class Places {
 public:
  explicit Places(const Case& c)
      : nodes_(static_cast<std::uint32_t>(c.network.node_count())), parent_(nodes_ + c.refuges.size()) {
    std::iota(parent_.begin(), parent_.end(), 0u);
    for (const scenario::RefugeId r : c.refuges.ids()) {
      if (c.refuges[r].car_node.valid()) join(of(r), of(c.refuges[r].car_node));
      if (c.refuges[r].foot_node.valid()) join(of(r), of(c.refuges[r].foot_node));
    }
  }
  [[nodiscard]] std::uint32_t of(NodeId v) { return root(v.index()); }
  [[nodiscard]] std::uint32_t of(scenario::RefugeId r) { return root(nodes_ + r.index()); }

 private:
  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) { parent_[root(a)] = root(b); }
  std::uint32_t nodes_;
  std::vector<std::uint32_t> parent_;
};

// One place with its moves, its spots and refuges numbered from 0.
class Place {
 public:
  // room: by node, places to wait on the way.
  Place(const Case& c, const RuleSet& rules, const std::vector<std::int64_t>& room, std::span<const Move> moves,
        Findings& findings, std::vector<std::int64_t>* most_waiting)
      : c_(c), rules_(rules), room_(room), moves_(moves), findings_(findings), most_waiting_(most_waiting) {
    for (const Move& move : moves) (move.pass == Pass::kTaken ? refuges_ : spots_).push_back(move.spot);
    for (auto* list : {&spots_, &refuges_}) {
      std::sort(list->begin(), list->end());
      list->erase(std::unique(list->begin(), list->end()), list->end());
    }
  }

  void check() {
    conservation();
    if (refuges_.empty() && !spots_.empty()) queues();
  }

 private:
  // Channels: three a spot (in, home, off), then one a refuge.
  [[nodiscard]] std::size_t channels() const { return 3 * spots_.size() + refuges_.size(); }
  [[nodiscard]] std::size_t rank(const std::vector<std::uint32_t>& list, std::uint32_t value) const {
    return static_cast<std::size_t>(std::lower_bound(list.begin(), list.end(), value) - list.begin());
  }
  [[nodiscard]] std::string name(std::uint32_t spot) const {
    return fmt::format("node {}, {}", c_.network.node_name[NodeId{spot / 2}], name_of(static_cast<Mode>(spot % 2)));
  }

  // Ticks of the least common denominator of the travel times; where that is too fine, arrivals
  // count from the next whole millisecond, which can only be stricter.
  enum class Arrivals { kExact, kWholeMillis };
  struct Ramps {
    std::vector<Ramp> list;
    std::int64_t per_ms = 1;
  };
  [[nodiscard]] Ramps ramps(Arrivals arrivals) const {
    constexpr Int128 kMost = Int128{1} << 28;
    Int128 ticks = 1;
    for (const Move& move : moves_) {
      if (arrivals == Arrivals::kWholeMillis || move.pass != Pass::kIn || ticks > kMost) continue;
      ticks = ticks / std::gcd(static_cast<std::int64_t>(ticks), move.travel.den()) * move.travel.den();
    }
    if (ticks > kMost) ticks = 1;
    Ramps out{{}, static_cast<std::int64_t>(ticks)};
    for (const Move& move : moves_) {
      const auto shift = static_cast<std::int64_t>(ceil_div(move.travel.num() * ticks, move.travel.den()));
      const bool taken = move.pass == Pass::kTaken;
      const std::size_t channel = taken ? 3 * spots_.size() + rank(refuges_, move.spot)
                                        : 3 * rank(spots_, move.spot) + static_cast<std::size_t>(move.pass);
      out.list.push_back({move.when.from.count() * out.per_ms + shift, move.when.until.count() * out.per_ms + shift,
                          move.persons, static_cast<std::uint32_t>(channel)});
    }
    return out;
  }

  template <class Number>
  struct Reading {
    std::int64_t at;
    std::vector<Number> present, taken;
  };

  void conservation() {
    const Ramps ramps = this->ramps(Arrivals::kExact);
    with_scale(ramps.list, [&](const auto& scale) {
      using Number = std::decay_t<decltype(scale)>;
      std::vector<char> told(spots_.size(), 0);
      std::vector<Reading<Number>> readings;
      std::vector<Number> queue(spots_.size(), Number(0)), last(channels(), Number(0));
      Number joint = Number(0);  // people who have set out, of all spots, the most of them served first
      sweep<Number>(ramps.list, channels(), scale, [&](std::int64_t at, auto before, auto after) {
        Reading<Number> reading{at, {}, {}};
        Number net = Number(0);
        for (std::size_t i = 0; i < spots_.size(); ++i) {
          const Number present = before[3 * i] + before[3 * i + 1] - before[3 * i + 2];
          if (present < 0 && !told[i]++) {
            findings_.add("conservation", fmt::format("{}: by {} more people have left than were there",
                                                      name(spots_[i]), findings_.clock(Millis{at / ramps.per_ms})));
          }
          reading.present.push_back(present);
          const Number change = (before[3 * i] - last[3 * i]) - (before[3 * i + 2] - last[3 * i + 2]);
          queue[i] = std::max(Number(queue[i] + change), Number(0));
          net += change;
        }
        for (std::size_t k = 3 * spots_.size(); k < channels(); ++k) {
          reading.taken.push_back(before[k]);
          net -= before[k] - last[k];
        }
        joint = std::max(Number(joint + net), Number(0));
        std::copy(after.begin(), after.end(), last.begin());
        if (!refuges_.empty()) readings.push_back(std::move(reading));
      });
      if (refuges_.empty()) {
        for (std::size_t i = 0; i < spots_.size(); ++i) {
          if (queue[i] > 0) stranded(name(spots_[i]), Number(queue[i] / scale), queue[i] % scale != 0);
        }
        return;
      }
      if (joint > 0) stranded(refuge_name(0), Number(joint / scale), joint % scale != 0);
      intake(std::move(readings), ramps.per_ms);
    });
  }

  template <class Number>
  void stranded(const std::string& where, Number whole, bool more) {
    findings_.add("stranded",
                  fmt::format("{}: {}{} set out and not arrived when the case ends", where, more ? "over " : "",
                              counted(static_cast<std::int64_t>(whole), "person has", "people have")));
  }
  [[nodiscard]] std::string refuge_name(std::size_t i) const {
    return fmt::format("refuge {}", c_.refuges[scenario::RefugeId{refuges_[i]}].id);
  }
  [[nodiscard]] bool serves(std::size_t refuge, std::uint32_t spot) const {
    const scenario::Refuge& r = c_.refuges[scenario::RefugeId{refuges_[refuge]}];
    return (spot % 2 == 0 ? r.car_node : r.foot_node) == NodeId{spot / 2};
  }

  // Who is taken in must be there and stay there: the least presence from each moment on, backwards.
  // A refuge's people come from its own nodes, and all refuges' from all.
  template <class Number>
  void intake(std::vector<Reading<Number>> readings, std::int64_t per_ms) {
    for (std::size_t n = readings.size(); n-- > 1;) {
      for (std::size_t i = 0; i < spots_.size(); ++i) {
        readings[n - 1].present[i] = std::min(readings[n - 1].present[i], readings[n].present[i]);
      }
    }
    std::vector<char> told(refuges_.size() + 1, 0);
    for (const Reading<Number>& reading : readings) {
      Number all_taken = Number(0), all_present = Number(0);
      for (const Number& present : reading.present) all_present += present;
      for (std::size_t r = 0; r <= refuges_.size(); ++r) {
        Number taken = all_taken, present = all_present;
        if (r < refuges_.size()) {
          taken = reading.taken[r];
          all_taken += taken;
          present = Number(0);
          for (std::size_t i = 0; i < spots_.size(); ++i) {
            if (serves(r, spots_[i])) present += reading.present[i];
          }
        }
        if (taken > present && !told[r]++) {
          findings_.add("conservation", fmt::format("{}: by {} more people have been taken in than have come",
                                                    refuge_name(std::min(r, refuges_.size() - 1)),
                                                    findings_.clock(Millis{reading.at / per_ms})));
        }
      }
    }
  }

  // Queues where waiting is limited or barred. An arrival within a millisecond counts from the next
  // whole one: rows are in whole milliseconds and nobody could leave before.
  void queues() {
    const std::int64_t room = room_[spots_.front() / 2];
    std::vector<std::vector<CaseInterval>> barred;
    bool any = c_.wait == scenario::WaitRule::kOriginsAndStaging;
    for (const std::uint32_t spot : spots_) {
      const certify::ModeRules& mode = rules_.inner.modes[spot % 2];
      barred.emplace_back();
      auto from = std::lower_bound(mode.no_standing.begin(), mode.no_standing.end(), NodeId{spot / 2},
                                   [](const auto& entry, NodeId v) { return entry.first < v; });
      for (; from != mode.no_standing.end() && from->first == NodeId{spot / 2}; ++from)
        barred.back().push_back(from->second);
      any |= !barred.back().empty();
    }
    if (!any) return;
    Ramps ramps = this->ramps(Arrivals::kWholeMillis);
    for (const auto& spans : barred) {
      for (const CaseInterval& span : spans) {
        for (const Millis t : {span.from, span.until}) ramps.list.push_back({t.count(), t.count(), 0, 0});
      }
    }
    with_scale(ramps.list, [&](const auto& scale) {
      using Number = std::decay_t<decltype(scale)>;
      std::vector<Number> queue(spots_.size(), Number(0)), last(channels(), Number(0));
      std::vector<char> told(spots_.size() + 1, 0);
      Number most = Number(0);
      sweep<Number>(ramps.list, channels(), scale, [&](std::int64_t at, auto before, auto after) {
        Number waiting = Number(0);
        for (std::size_t i = 0; i < spots_.size(); ++i) {
          const Number change = (before[3 * i] - last[3 * i]) - (before[3 * i + 2] - last[3 * i + 2]);
          queue[i] = std::max(Number(queue[i] + change), Number(0));
          waiting += queue[i];
          const bool shut = std::any_of(barred[i].begin(), barred[i].end(), [&](const CaseInterval& span) {
            return span.from.count() <= at && at <= span.until.count() &&
                   (at < span.until.count() || span.until == c_.horizon);
          });
          if (shut && queue[i] > 0 && !told[i]++) {
            findings_.add(
                "standing",
                fmt::format("{}: people who have set out stand there at {}, between two exits of what is closed then",
                            name(spots_[i]), findings_.clock(Millis{at})));
          }
        }
        std::copy(after.begin(), after.end(), last.begin());
        most = std::max(most, waiting);
        if (c_.wait == scenario::WaitRule::kOriginsAndStaging && waiting > Number(room) * scale && !told.back()++) {
          findings_.add("waiting",
                        fmt::format("{}: more than {} on the way at {}, it has room for {}", name(spots_.front()),
                                    counted(room, "person waits", "people wait"), findings_.clock(Millis{at}), room));
        }
      });
      if (most_waiting_ != nullptr)
        (*most_waiting_)[spots_.front() / 2] = static_cast<std::int64_t>(most / scale) + (most % scale != 0 ? 1 : 0);
    });
  }

  const Case& c_;
  const RuleSet& rules_;
  const std::vector<std::int64_t>& room_;
  std::span<const Move> moves_;
  Findings& findings_;
  std::vector<std::int64_t>* most_waiting_;
  std::vector<std::uint32_t> spots_, refuges_;
};

std::uint32_t spot_of(NodeId v, Mode mode) {
  return 2 * v.index() + static_cast<std::uint32_t>(mode);
}

std::vector<Move> all_moves(const Case& c, const Plan& plan, const Matched& matched) {
  Places places(c);
  std::vector<Move> moves;
  moves.reserve(2 * plan.flows.size() + plan.arrivals.size() + 2 * c.origins.size());
  for (const plan::Flow& flow : plan.flows) {
    if (!plan.roads.contains(flow.road) || !matched.road[flow.road].valid() || flow.enter.empty()) continue;
    const RoadId r = matched.road[flow.road];
    if (flow.mode == Mode::kCar && c.network.speed_m_h[r] <= 0) continue;
    const bool back = flow.direction == Direction::kBackward;
    const NodeId tail = back ? c.network.to[r] : c.network.from[r], head = back ? c.network.from[r] : c.network.to[r];
    moves.push_back(
        {places.of(tail), spot_of(tail, flow.mode), Pass::kOff, flow.enter, Rational{0}, flow.persons.count()});
    moves.push_back({places.of(head), spot_of(head, flow.mode), Pass::kIn, flow.enter,
                     certify::travel_time(c, r, flow.mode), flow.persons.count()});
  }
  const auto home = [&](NodeId v, Mode mode, CaseTime release, Persons persons) {
    if (v.valid() && persons > Persons{0}) {
      moves.push_back({places.of(v), spot_of(v, mode), Pass::kHome, {release, release}, Rational{0}, persons.count()});
    }
  };
  for (const scenario::Origin& origin : c.origins) {
    home(origin.car_node, Mode::kCar, origin.release, origin.by_car);
    home(origin.foot_node, Mode::kFoot, origin.release, origin.on_foot);
  }
  for (const plan::Arrival& arrival : plan.arrivals) {
    const auto found = matched.refuge_by_id.find(arrival.refuge_id);
    if (found == matched.refuge_by_id.end() || arrival.taken.empty()) continue;
    moves.push_back({places.of(found->second), found->second.index(), Pass::kTaken, arrival.taken, Rational{0},
                     arrival.persons.count()});
  }
  return moves;
}

}  // namespace

void check_movement(const Case& c, const Plan& plan, const Matched& matched, const RuleSet& rules, Findings& findings,
                    std::vector<std::int64_t>* most_waiting) {
  if (most_waiting != nullptr) most_waiting->assign(c.network.node_count(), 0);
  const std::vector<Move> moves = all_moves(c, plan, matched);
  std::vector<std::uint32_t> at(c.network.node_count() + c.refuges.size(), 0);  // each place's first in `order`
  for (const Move& move : moves) ++at[move.place];
  std::partial_sum(at.begin(), at.end(), at.begin());
  std::vector<std::uint32_t> order(moves.size());
  for (std::uint32_t i = static_cast<std::uint32_t>(moves.size()); i-- > 0;) order[--at[moves[i].place]] = i;
  std::vector<std::int64_t> room(c.network.node_count(), 0);
  for (const RoadId r : c.staging.ids()) room[c.network.to[r].index()] += c.staging[r].count();
  std::vector<Move> of_place;
  for (std::size_t first = 0; first < moves.size();) {
    const std::uint32_t place = moves[order[first]].place;
    of_place.clear();
    for (; first < moves.size() && moves[order[first]].place == place; ++first) of_place.push_back(moves[order[first]]);
    Place(c, rules, room, of_place, findings, most_waiting).check();
  }
}

}  // namespace passage::verify
