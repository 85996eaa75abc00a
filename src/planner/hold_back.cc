#include "planner/hold_back.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace passage::planner {

using flow::Amount;
using flow::ArcId;
using flow::Step;

namespace {

using ByStep = std::map<Step, Amount>;

class HoldBack {
 public:
  HoldBack(const Movement& movement, const Discrete& discrete, flow::Solution& solution)
      : movement_(movement),
        p_(discrete.problem),
        solution_(solution),
        used_(p_.arc_count()),
        into_(movement.node.size()),
        leaving_(movement.node.size()),
        taken_(movement.node.size()),
        released_(movement.node.size()) {
    for (const flow::Entry& e : solution.entries) used_[e.arc][e.step] += e.amount;
    for (const ArcId a : used_.ids()) {
      if (used_[a].empty()) continue;
      into_[p_.head[a].index()].push_back(a);
      leaving_[p_.tail[a].index()].push_back(a);
    }
    for (const flow::Intake& i : solution.intakes) taken_[i.node.index()][i.step] += i.amount;
    for (const flow::Supply& s : p_.supplies) released_[s.node.index()][s.release] += s.persons;
  }

  void run() {
    std::vector<std::uint32_t> order(movement_.node.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
      return movement_.to_refuge[SpotId{x}] < movement_.to_refuge[SpotId{y}];
    });
    for (int pass = 0; pass < 2; ++pass) {
      for (const std::uint32_t spot : order) put_off(spot);
    }
    solution_.entries.clear();
    for (const ArcId a : used_.ids()) {
      for (const auto& [step, amount] : used_[a]) solution_.entries.push_back({a, step, amount});
    }
    std::sort(solution_.entries.begin(), solution_.entries.end(), [](const flow::Entry& x, const flow::Entry& y) {
      return std::pair(x.step, x.arc) < std::pair(y.step, y.arc);
    });
  }

 private:
  // People who stand at a spot at the end of each step in which their number changes.
  [[nodiscard]] std::map<Step, Amount> standing(std::uint32_t spot) const {
    std::map<Step, Amount> change;
    for (const auto& [step, n] : released_[spot]) change[step] += n;
    for (const ArcId a : into_[spot]) {
      for (const auto& [step, n] : used_[a]) change[step + p_.time[a]] += n;
    }
    for (const ArcId a : leaving_[spot]) {
      for (const auto& [step, n] : used_[a]) change[step] -= n;
    }
    for (const auto& [step, n] : taken_[spot]) change[step] -= n;
    Amount sum = 0;
    for (auto& [step, n] : change) n = sum += n;
    return change;
  }

  void put_off(std::uint32_t spot) {
    if (into_[spot].empty()) return;
    std::map<Step, Amount> stand = standing(spot);
    struct Arrival {
      Step at;
      ArcId arc;
    };
    std::vector<Arrival> arrivals;
    for (const ArcId a : into_[spot]) {
      if (p_.tail[a] == p_.head[a]) continue;
      for (const auto& [step, n] : used_[a]) arrivals.push_back({step + p_.time[a], a});
    }
    std::sort(arrivals.begin(), arrivals.end(),
              [](const Arrival& x, const Arrival& y) { return std::pair(x.at, x.arc) > std::pair(y.at, y.arc); });
    for (const Arrival& arrival : arrivals) {
      while (later(stand, arrival.at, arrival.arc)) {
      }
    }
  }

  // Moves as many as can go together to the latest step they can; false if nobody can.
  bool later(std::map<Step, Amount>& stand, Step at, ArcId a) {
    const Step time = p_.time[a];
    const auto found = used_[a].find(at - time);
    if (found == used_[a].end()) return false;
    Amount most = found->second, best = 0;
    Step to = at;
    auto next = stand.find(at);
    for (Step j = at + 1; j <= p_.horizon && j - at <= kFarthest; ++j) {
      if (next != stand.end() && next->first < j) {
        most = std::min(most, next->second);  // people who stand here at the end of step j - 1
        ++next;
      }
      if (most <= 0) break;
      const Amount room = free_at(a, j - time);
      if (room > 0) {
        to = j;
        best = std::min(most, room);
      }
    }
    if (best <= 0) return false;
    if ((found->second -= best) == 0) used_[a].erase(found);
    used_[a][to - time] += best;
    if (!stand.contains(to)) {
      auto after = stand.lower_bound(to);
      stand[to] = after == stand.begin() ? 0 : std::prev(after)->second;
    }
    for (auto it = stand.find(at); it != stand.end() && it->first < to; ++it) it->second -= best;
    return used_[a].contains(at - time);
  }

  [[nodiscard]] Amount free_at(ArcId a, Step step) const {
    const Amount capacity = capacity_over(p_, a, {step, step + 1});
    const auto found = used_[a].find(step);
    return capacity == flow::kUnlimited ? capacity : capacity - (found == used_[a].end() ? 0 : found->second);
  }

  static constexpr Step kFarthest = 20'000;

  const Movement& movement_;
  const flow::Problem& p_;
  flow::Solution& solution_;
  Table<ArcId, ByStep> used_;
  std::vector<std::vector<ArcId>> into_, leaving_;
  std::vector<ByStep> taken_, released_;
};

}  // namespace

void hold_back(const Movement& movement, const Discrete& discrete, flow::Solution& solution) {
  HoldBack(movement, discrete, solution).run();
}

}  // namespace passage::planner
