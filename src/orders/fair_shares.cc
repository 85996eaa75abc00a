#include "orders/fair_shares.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "graph/dijkstra.h"

namespace passage::orders {

using flow::Amount;
using flow::ArcId;
using flow::Step;

namespace {

using ByStep = std::map<Step, Amount>;
using SupplyIndex = std::uint32_t;

constexpr Step kNever = std::numeric_limits<Step>::max();

// The flow as it stands, and where it may be changed: who enters where, who stands where, and what is still free.
class Residual {
 public:
  Residual(const TravelNetwork& travel, flow::Problem& problem, const flow::Solution& solution)
      : p_(problem),
        used_(problem.arc_count()),
        into_(travel.node.size()),
        leaving_(travel.node.size()),
        taken_(travel.node.size()),
        supplies_(travel.node.size()),
        standing_(travel.node.size()),
        stale_(travel.node.size(), 1) {
    for (const flow::Entry& e : solution.entries) used_[e.arc][e.step] += e.amount;
    for (const ArcId a : p_.tail.ids()) {
      leaving_[p_.tail[a].index()].push_back(a);
      into_[p_.head[a].index()].push_back(a);
    }
    for (const flow::Intake& i : solution.intakes) taken_[i.node.index()][i.step] += i.amount;
    for (SupplyIndex s = 0; s < p_.supplies.size(); ++s) supplies_[p_.supplies[s].node.index()].push_back(s);
  }

  [[nodiscard]] const std::vector<ArcId>& leaving(std::uint32_t vertex) const { return leaving_[vertex]; }
  [[nodiscard]] const std::vector<ArcId>& into(std::uint32_t vertex) const { return into_[vertex]; }

  [[nodiscard]] Amount used(ArcId a, Step step) const {
    const auto found = used_[a].find(step);
    return found == used_[a].end() ? 0 : found->second;
  }
  [[nodiscard]] Amount free(ArcId a, Step step) const {
    const Amount capacity = capacity_over(p_, a, {step, step + 1});
    return capacity == flow::kUnlimited ? capacity : capacity - used(a, step);
  }
  // The first step from `from` on in which one more can enter and still be at the head in time; kNever if there is
  // none.
  [[nodiscard]] Step first_free(ArcId a, Step from, std::int64_t& work) const {
    for (Step s = from; s + p_.time[a] <= p_.horizon; ++s, --work) {
      if (free(a, s) > 0) return s;
    }
    return kNever;
  }
  // The first step from `from` on in which somebody enters; kNever if there is none.
  [[nodiscard]] Step first_used(ArcId a, Step from) const {
    const auto found = used_[a].lower_bound(from);
    return found == used_[a].end() ? kNever : found->first;
  }
  // The earliest step from which people stand at the vertex without a break until `step`.
  [[nodiscard]] Step standing_since(std::uint32_t vertex, Step step) {
    const ByStep& stand = standing(vertex);
    auto at = stand.lower_bound(step);  // the first change in that step or later
    while (at != stand.begin() && std::prev(at)->second > 0) step = (--at)->first;
    return step;
  }
  // The least number of people who stand at a vertex at the ends of the steps [from, until).
  [[nodiscard]] Amount least_standing(std::uint32_t vertex, Interval<Step> steps) {
    const ByStep& stand = standing(vertex);
    Amount least = flow::kUnlimited;
    auto at = stand.upper_bound(steps.from);
    least = at == stand.begin() ? 0 : std::prev(at)->second;
    for (; at != stand.end() && at->first < steps.until; ++at) least = std::min(least, at->second);
    return least;
  }

  void enter(ArcId a, Step step, Amount more) {
    if ((used_[a][step] += more) == 0) used_[a].erase(step);
    stale_[p_.tail[a].index()] = stale_[p_.head[a].index()] = 1;
  }
  void set_out(SupplyIndex s, Amount more) {
    p_.supplies[s].persons += more;
    stale_[p_.supplies[s].node.index()] = 1;
  }

  void write(flow::Solution& solution) const {
    solution.entries.clear();
    for (const ArcId a : used_.ids()) {
      for (const auto& [step, amount] : used_[a]) solution.entries.push_back({a, step, amount});
    }
    std::sort(solution.entries.begin(), solution.entries.end(), [](const flow::Entry& x, const flow::Entry& y) {
      return std::pair(x.step, x.arc) < std::pair(y.step, y.arc);
    });
  }

 private:
  // The number of people who stand at a vertex, residents too, at the end of each step in which it changes.
  const ByStep& standing(std::uint32_t vertex) {
    ByStep& out = standing_[vertex];
    if (!std::exchange(stale_[vertex], 0)) return out;
    out.clear();
    for (const SupplyIndex s : supplies_[vertex]) out[p_.supplies[s].release] += p_.supplies[s].persons;
    for (const ArcId a : into_[vertex]) {
      for (const auto& [step, n] : used_[a]) out[step + p_.time[a]] += n;
    }
    for (const ArcId a : leaving_[vertex]) {
      for (const auto& [step, n] : used_[a]) out[step] -= n;
    }
    for (const auto& [step, n] : taken_[vertex]) out[step] -= n;
    Amount sum = 0;
    for (auto& [step, n] : out) n = sum += n;
    return out;
  }

  flow::Problem& p_;
  Table<ArcId, ByStep> used_;
  std::vector<std::vector<ArcId>> into_, leaving_;
  std::vector<ByStep> taken_;
  std::vector<std::vector<SupplyIndex>> supplies_;
  std::vector<ByStep> standing_;
  std::vector<char> stale_;
};

// Looks for exchanges: from places that send too few (sources), where could one more person go so that somebody of
// another place (a sink) can stay? It is a search along residual arcs of the time expansion. By vertex it keeps the
// earliest step that can be reached, as waiting reaches all later ones. Each time that step falls an entry is written,
// which says how it was reached; it leads back to older entries only, so paths end.
class Search {
 public:
  Search(const flow::Problem& problem, Residual& residual, std::int64_t& work)
      : p_(problem),
        residual_(residual),
        work_(work),
        entries_(problem.node_count),
        earliest_(problem.node_count, kNever) {}

  void from(SupplyIndex s) {
    reach(p_.supplies[s].node.index(), {.arrive = p_.supplies[s].release, .low = 0, .by = By::kSupply, .supply = s});
  }

  void run() {
    while (work_ > 0) {
      const auto v = search_.next();
      if (!v) return;
      look_around(*v);
    }
  }

  [[nodiscard]] bool reaches(SupplyIndex s) const {
    return earliest_[p_.supplies[s].node.index()] <= p_.supplies[s].release;
  }

  // Sends up to `most` people of a source in place of people of `sink`, who stay. Returns how many: 0 if an exchange
  // since has used up the path.
  Amount exchange(SupplyIndex sink, Amount most, const std::vector<Amount>& wanted) {
    const SupplyIndex source = walk(sink, [&](std::uint32_t v, const Entry& e, Step x) {
      if (x < e.arrive) most = std::min(most, residual_.least_standing(v, {x, e.arrive}));
      if (e.by == By::kForward) most = std::min(most, residual_.free(e.arc, e.step));
      if (e.by == By::kBack) most = std::min(most, residual_.used(e.arc, e.step));
    });
    most = std::min(most, wanted[source] - p_.supplies[source].persons);
    if (most <= 0 || source == sink) return 0;
    walk(sink, [&](std::uint32_t, const Entry& e, Step) {
      if (e.by == By::kForward) residual_.enter(e.arc, e.step, most);
      if (e.by == By::kBack) residual_.enter(e.arc, e.step, -most);
    });
    residual_.set_out(source, most);
    residual_.set_out(sink, -most);
    return most;
  }

 private:
  enum class By : std::uint8_t { kSupply, kForward, kBack };
  struct Entry {
    // Reached in step `arrive`; taking back the waits of others leads on to the earlier step `low`.
    Step arrive = 0, low = 0;
    By by = By::kSupply;
    SupplyIndex supply = 0;  // of kSupply
    ArcId arc{};             // else the arc, entered in `step`
    Step step = 0;
    std::uint32_t before = 0;     // the vertex before
    std::uint32_t before_at = 0;  // the entry of that vertex
    Step left = 0;                // the step in which that vertex is left
  };

  // Calls f(vertex, entry, step that is needed there) along the path from the sink back to its source. Returns the
  // source.
  template <class F>
  SupplyIndex walk(SupplyIndex sink, F f) const {
    std::uint32_t v = p_.supplies[sink].node.index();
    Step x = p_.supplies[sink].release;
    auto at = static_cast<std::uint32_t>(entries_[v].size() - 1);
    for (;;) {
      const Entry& e = entries_[v][at];
      f(v, e, x);
      if (e.by == By::kSupply) return e.supply;
      v = e.before;
      at = e.before_at;
      x = e.left;
    }
  }

  void reach(std::uint32_t v, Entry entry) {
    if (entry.arrive >= earliest_[v]) return;
    entry.low = residual_.standing_since(v, entry.arrive);
    entries_[v].push_back(entry);
    search_.reach(v, entry.low);
  }

  void look_around(std::uint32_t v) {
    const auto at = static_cast<std::uint32_t>(entries_[v].size() - 1);
    const Step low = earliest_[v];
    for (const ArcId a : residual_.leaving(v)) {
      --work_;
      const std::uint32_t w = p_.head[a].index();
      if (low + p_.time[a] >= earliest_[w]) continue;
      const Step s = residual_.first_free(a, low, work_);
      if (s == kNever) continue;
      reach(w, {.arrive = s + p_.time[a],
                .low = 0,
                .by = By::kForward,
                .supply = 0,
                .arc = a,
                .step = s,
                .before = v,
                .before_at = at,
                .left = s});
    }
    for (const ArcId a : residual_.into(v)) {
      --work_;
      const Step s = residual_.first_used(a, low - p_.time[a]);
      if (s == kNever) continue;
      reach(p_.tail[a].index(), {.arrive = s,
                                 .low = 0,
                                 .by = By::kBack,
                                 .supply = 0,
                                 .arc = a,
                                 .step = s,
                                 .before = v,
                                 .before_at = at,
                                 .left = s + p_.time[a]});
    }
  }

  const flow::Problem& p_;
  Residual& residual_;
  std::int64_t& work_;
  std::vector<std::vector<Entry>> entries_;
  std::vector<Step> earliest_;
  graph::Dijkstra<std::uint32_t, std::vector<Step>> search_{earliest_};
};

class Levelling {
 public:
  Levelling(const TravelNetwork& travel, flow::Problem& problem, Residual& residual, std::int64_t work)
      : p_(problem), residual_(residual), work_(work), wanted_(problem.supplies.size(), 0) {
    for (const timenet::Supply& s : travel.supplies) people_.push_back(s.persons.count());
  }

  bool run() {
    std::vector<std::vector<SupplyIndex>> parts(1);
    for (SupplyIndex s = 0; s < people_.size(); ++s) {
      if (p_.supplies[s].release <= p_.horizon) parts[0].push_back(s);
    }
    while (!parts.empty() && work_ > 0) {
      const std::vector<SupplyIndex> part = std::move(parts.back());
      parts.pop_back();
      if (part.size() < 2) continue;
      aim_at_one_share(part);
      std::vector<SupplyIndex> low, high;
      level(part, low, high);
      if (low.empty() || high.empty()) continue;
      parts.push_back(std::move(low));
      parts.push_back(std::move(high));
    }
    return work_ > 0;
  }

 private:
  // Sets wanted_: one share for all supplies, in whole persons; the largest remainders are rounded up.
  void aim_at_one_share(const std::vector<SupplyIndex>& part) {
    Int128 people = 0, out = 0;
    for (const SupplyIndex s : part) {
      people += people_[s];
      out += p_.supplies[s].persons;
    }
    std::vector<std::pair<Int128, SupplyIndex>> remainders;
    Int128 given = 0;
    for (const SupplyIndex s : part) {
      wanted_[s] = narrow(out * people_[s] / people);
      given += wanted_[s];
      remainders.emplace_back(-(out * people_[s] % people), s);
    }
    std::sort(remainders.begin(), remainders.end());
    for (std::size_t i = 0; given < out; ++i, ++given) ++wanted_[remainders[i].second];
  }

  // Exchanges people for as long as that helps. If some supplies still send too few, `low` are these and all that they
  // could only take from each other, and `high` are the rest.
  void level(const std::vector<SupplyIndex>& part, std::vector<SupplyIndex>& low, std::vector<SupplyIndex>& high) {
    for (;;) {
      Search search(p_, residual_, work_);
      bool short_of = false;
      for (const SupplyIndex s : part) {
        if (p_.supplies[s].persons >= wanted_[s]) continue;
        search.from(s);
        short_of = true;
      }
      if (!short_of) return;
      search.run();
      Amount moved = 0;
      for (const SupplyIndex s : part) {
        const Amount over = p_.supplies[s].persons - wanted_[s];
        if (over > 0 && search.reaches(s)) moved += search.exchange(s, over, wanted_);
      }
      if (work_ <= 0) return;
      if (moved > 0) continue;
      for (const SupplyIndex s : part) {
        const bool too_few = p_.supplies[s].persons < wanted_[s];
        (too_few || search.reaches(s) ? low : high).push_back(s);
      }
      return;
    }
  }

  flow::Problem& p_;
  Residual& residual_;
  std::int64_t work_;
  std::vector<Amount> people_, wanted_;
};

}  // namespace

bool share_fairly(const TravelNetwork& travel, Discrete& discrete, flow::Solution& solution, std::int64_t work) {
  Residual residual(travel, discrete.problem, solution);
  const bool done = Levelling(travel, discrete.problem, residual, work).run();
  residual.write(solution);
  return done;
}

}  // namespace passage::orders
