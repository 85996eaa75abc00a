#include "planner/large.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <map>

#include "bounds/bound_tightener.h"
#include "bounds/promising_steps.h"
#include "core/measure.h"
#include "core/text.h"
#include "expand/carried.h"
#include "expand/halved.h"
#include "expand/remnants.h"
#include "planner/finalize_orders.h"
#include "planner/warm_start.h"
#include "solver/solve.h"
#include "timenet/contract.h"
#include "timenet/potentials.h"

namespace passage::planner {

using bounds::TemporalCut;

namespace {

constexpr Millis kMinute{60'000}, kHour{3'600'000};
constexpr int kSweeps = 12, kRounds = 12;
// Of the horizon. Few find the active network in a fraction of the time and prove nearly as much; more, and then many,
// tell which of its roads are needed.
constexpr int kFewBins = 4, kBins = 12, kManyBins = 48;
// Of the horizon: at their ends the active network lets hardly anybody past it. First the one, then the other.
constexpr int kQuarters = 4, kEighths = 8;
constexpr double kHardlyMore = 0.001;
constexpr std::size_t kFewVertices = 2000;  // where all roads that any relaxed solution used cost nothing
constexpr Persons kNothingProved{std::numeric_limits<std::int64_t>::max()};
constexpr double kOpen = 0.002;     // of a bound: what may pass the active network in the end
constexpr double kPlanning = 0.35;  // of the time given: a first plan is begun by then
constexpr double kTightening =
    0.45;  // of the time given: cut times are made better until then if a plan is still to come
constexpr double kRefining = 0.65;          // of the time given: nothing new is begun after it
constexpr double kLate = 0.75;              // of the time given: plans and proofs end here too
constexpr double kSecondsOfRow = 0.8e-6;    // of a plan, from its solution to its verified file ..
constexpr double kSettling = 0.35;          // .. of it beside the proof
constexpr double kSecondsOfCutTime = 1e-7;  // to write and verify
constexpr double kHaste = 0.05;             // of the time given: for cut times that are not proved better any more

// The relaxed problem of an active network: its chains joined, reduced time rounded down.
struct Relaxed {
  timenet::Contracted part;
  Discrete discrete;
  solver::Solved solved;
  bool complete = false;  // solved to its end
};

// By vertex of the active network.
std::vector<TemporalCut> cuts_of(const ActiveNetwork& active, const Relaxed& r, const std::vector<CaseTime>& times) {
  std::vector<TemporalCut> out;
  for (const TemporalCut& cut : bounds::cuts_of(r.part.travel, r.part.travel, r.discrete, r.solved.certificate, times))
    out.push_back({cut.deadline, timenet::along_chains(r.part, active.travel(), cut.cut_time)});
  return out;
}

Use use_in(const TravelNetwork& m, const flow::Solution& solution) {
  Use out;
  for (const flow::Entry& e : solution.entries) {
    const LinkId link{e.arc.index()};
    m.each_road(link, [&](const timenet::Road& road) { out[{m.mode[m.tail[link]], road.arc}] += e.amount; });
  }
  return out;
}

// By link of a travel network; 1 where no road is used.
Table<LinkId, std::int64_t> by_link(const TravelNetwork& m, const Use& use) {
  Table<LinkId, std::int64_t> out(m.tail.size(), 1);
  for (const LinkId a : m.tail.ids()) {
    if (!m.arc[a].valid()) continue;
    const auto found = use.find({m.mode[m.tail[a]], m.arc[a]});
    out[a] = found != use.end() ? found->second : 0;
  }
  return out;
}

// The roads that are used.
TravelNetwork used_part(const TravelNetwork& inner, const Use& use) {
  Table<LinkId, char> chosen(inner.tail.size(), 0);
  const Table<LinkId, std::int64_t> persons = by_link(inner, use);
  for (const LinkId m : inner.tail.ids()) chosen[m] = persons[m] > 0 ? 1 : 0;
  return timenet::contract(inner, chosen).travel;
}

// Of a plan, in which others are looked for than known ways.
enum class Stages { kAll, kHourly, kLast };

flow::Step searched_every(Stages stages, const Discrete& discrete) {
  if (stages == Stages::kLast) return discrete.problem.horizon + 1;
  return stages == Stages::kHourly ? std::max<flow::Step>(1, kHour / discrete.step) : 1;
}

using StepLengths = std::vector<Millis>;

// Steps of the relaxed problems, one after the other as far as they are needed.
StepLengths step_lengths(Millis horizon) {
  StepLengths out{horizon / kFewBins, horizon / kManyBins};
  for (const Millis step : {kMinute * 10, kMinute * 3, kMinute}) {
    if (horizon / kManyBins < kHour && step < out.back()) out.push_back(step);
  }
  return out;
}

std::vector<CaseTime> ends_of_parts(CaseTime horizon, int parts) {
  std::vector<CaseTime> out;
  for (int i = 1; i <= parts; ++i) out.push_back(horizon * i / parts);
  return out;
}

std::vector<CaseTime> joined(std::vector<CaseTime> times, const std::vector<CaseTime>& more) {
  times.insert(times.end(), more.begin(), more.end());
  return times;
}

class LargeCaseSearch {
 public:
  LargeCaseSearch(const Case& c, const TravelNetwork& inner, const TravelNetwork& outer, ActiveNetwork active,
                  const Stopwatch& since, const PlanOptions& options, const jobs::Task& task)
      : c_(c),
        inner_(inner),
        outer_(outer),
        options_(options),
        task_(task),
        watch_(since),
        active_(std::move(active)),
        again_(options.warm_start != nullptr && can_start_from(*options.warm_start, outer)),
        times_(again_ ? options.warm_start->deadlines : bounds::cut_deadlines(c, outer)),
        quarters_(ends_of_parts(outer.horizon, kQuarters)),
        eighths_(ends_of_parts(outer.horizon, kEighths)) {}

  plan::Plan run() {
    const StepLengths lengths = step_lengths(outer_.horizon);
    Relaxed begun;
    task_.in_parallel(2, [&](std::size_t i) {
      if (i == 1) {
        plan_ = orders::plan_of_case(c_);
        return;
      }
      if (again_) begin_again(*options_.warm_start);
      if (!again_ || gap() > good_enough()) begun = generate(lengths.front());
    });
    std::vector<TemporalCut> known;  // of the active network, by deadline: of the first level
    Relaxed found;                   // the last that was solved to its end
    for (std::size_t level = 0; level < lengths.size(); ++level) {
      if (again_ && gap() <= good_enough()) break;
      const bool first = level == 0, last = level + 1 == lengths.size();
      Relaxed now = first ? std::move(begun) : relax(lengths[level], ready() ? kRefining : kPlanning);
      const bool in_time = first || now.complete;
      if (!in_time && ready()) break;
      if (in_time) found = std::move(now);
      if (in_time && !first) count_use(use_in(found.part.travel, found.solved.solution));
      const std::vector<TemporalCut> cuts = cuts_of(active_, found, times_);
      if (first) known = cuts;
      const bool finest = !in_time || last || found.discrete.step > lengths[level];
      const bool same = first || !in_time;
      if (find_roads(found, finest) && plan_and_prove(known, same ? known : cuts, found.discrete.step / 2, finest))
        break;
    }
    if (!settled_) settle_plan();
    if (options_.next_start != nullptr) *options_.next_start = warm_start(trips_);
    bounds::conclude(plan_, c_, active_, outer_, proof_, trips_, discrete_.step, options_.most_labels);
    if (over() && gap() > options_.gap) plan_.findings.push_back(stopped(c_));
    return std::move(plan_);
  }

 private:
  // The cut times and the trips of the case before, as far as they are still possible, and what is left to gain.
  void begin_again(const WarmStart& from) {
    task_.in_parallel(2, [&](std::size_t i) { i == 0 ? plan_again(from) : prove_again(from); });
    at_most_ = proof_.at_most.back();
  }

  void prove_again(const WarmStart& from) {
    std::vector<TemporalCut> found;
    for (std::size_t i = 0; i < from.deadlines.size(); ++i) found.push_back(known_cut(from, i));
    bounds::take_over(proof_, outer_, active_, found, task_);
  }

  void plan_again(const WarmStart& from) {
    roads_ = use_ = from.use;
    const TravelNetwork of_trips = part_of(from, c_);
    TravelNetwork part = used_part(active_.part_of(inner_), roads_);
    count_alike(part, of_trips);
    part = expand::with_remnant_links(std::move(part), from.step);
    Discrete discrete = discretise_for(c_, part, from.step, options_);
    const solver::Itineraries known = expand::carried(of_trips, from.trips, part, from.step);
    keep(std::move(part), std::move(discrete), known, Stages::kHourly);
  }

  void keep(TravelNetwork part, Discrete discrete, const solver::Itineraries& known, Stages searched) {
    const bool first = discrete_.step == Millis{0};
    const Stopwatch watch;
    solver::Solved now = solved(discrete, {}, kLate, first, &known, searched);
    if (searched == Stages::kAll) {
      searched_for_ = watch.seconds();
      searched_in_ = discrete.step;
    }
    if (!first && now.solution.safe <= solved_.solution.safe) return;
    part_ = std::move(part);
    discrete_ = std::move(discrete);
    solved_ = std::move(now);
    if (searched == Stages::kLast) return;  // the same roads, and people
    best_roads_ = roads_;
    carried_ = searched == Stages::kHourly;
  }

  // By vertex of the active network; 0 where the case before had no cut time.
  [[nodiscard]] TemporalCut known_cut(const WarmStart& from, std::size_t deadline) const {
    const TravelNetwork& m = active_.travel();
    std::map<bounds::Place, CaseTime> at;
    for (std::size_t i = 0; i < from.active.size(); ++i) at.emplace(from.active[i], from.cut_times[deadline][i]);
    TemporalCut out{from.deadlines[deadline], Table<VertexId, CaseTime>(m.node.size(), CaseTime{0})};
    for (const VertexId s : m.node.ids()) {
      const auto found = m.node[s].valid() ? at.find(bounds::Place{m.node[s], m.mode[s]}) : at.end();
      if (found != at.end()) out.cut_time[s] = found->second;
    }
    bounds::cut_refuges(m, out);
    return out;
  }

  // Cut times of the quarters of the horizon, as far as there are cut times of hours near them.
  [[nodiscard]] WarmStart warm_start(const Trips& trips) const {
    WarmStart out{discrete_.step, gap(), part_, trips, best_roads_, {}, {}, active_.places(), {}, {}};
    out.part.reachable = {};
    for (const scenario::Origin& o : c_.origins) out.origins.push_back(o.id);
    for (const scenario::Refuge& r : c_.refuges) out.refuges.push_back(r.id);
    for (const CaseTime quarter : quarters_) {
      const auto at = std::find_if(proof_.rows.begin(), proof_.rows.end(),
                                   [&](const bounds::CutRows& rows) { return rows.deadline >= quarter; });
      const TemporalCut whole = at + 1 == proof_.rows.end() ? proof_.last : active_.compression().expand(*at);
      const TemporalCut within = active_.within(whole);
      out.deadlines.push_back(at->deadline);
      out.cut_times.emplace_back();
      for (const VertexId s : active_.travel().node.ids()) {
        if (active_.travel().node[s].valid()) out.cut_times.back().push_back(within.cut_time[s]);
      }
    }
    return out;
  }

  // That share of the time that was given, or somebody waits for the answer.
  [[nodiscard]] bool out_of_time(double share) const {
    return task_.cancelled() || (options_.seconds > 0 && watch_.seconds() > share * options_.seconds);
  }
  [[nodiscard]] bool spent() const { return options_.work > 0 && work_ > options_.work; }
  [[nodiscard]] bool over() const { return out_of_time(kRefining) || spent(); }
  // No more for finding roads: the rest is needed for plans.
  [[nodiscard]] bool due() const { return over() || out_of_time(kPlanning); }

  [[nodiscard]] bool ready() const { return !proof_.rows.empty() && discrete_.step > Millis{0}; }

  // Stopped when that share of the time is over, or the work is, but for what is needed for any plan.
  solver::Solved solved(const Discrete& discrete, const std::vector<CaseTime>& times, double share, bool needed,
                        const solver::Itineraries* known = nullptr, Stages searched = Stages::kAll) {
    solver::SolveOptions with = solver_options(times, discrete);
    with.warm_start = known;
    with.searched_every = searched_every(searched, discrete);
    const auto tell = [&](double done, std::string_view /*known*/) {
      if (watch_.seconds() < reported_ + 0.1) return;
      reported_ = watch_.seconds();
      report(0.9 * (1 - 1 / (1.0 + static_cast<double>(solves_) + done)));
    };
    const jobs::Task in_time = task_.until([&] { return out_of_time(share) || (!needed && spent()); });
    solver::Solved out =
        solver::solve(discrete.problem, with, in_time.telling(task_.heard() ? tell : jobs::Task::Report{}));
    ++solves_;
    work_ += out.work.arcs_scanned;
    return out;
  }

  Relaxed relax(Millis least, double share) {
    Relaxed out;
    out.part = timenet::contract(active_.travel(), Table<LinkId, char>(active_.travel().tail.size(), 1));
    out.discrete = expand::discretise(out.part.travel, std::max(choose_step(out.part.travel), least));
    // What is proved must hold for all hours, however little time was given.
    out.solved = solved(out.discrete, joined(times_, eighths_), share, share == kLate);
    out.complete = out.solved.status == solver::SolveStatus::kOptimal;
    return out;
  }

  // Adds ways to the active network until cut times of its own relaxed problem, in steps of `least` or more and, once
  // these bring out hardly more, of half of that, cut so few past it that a plan could be good enough. Returns the last
  // of these problems, which is of the active network as it is now.
  Relaxed generate(Millis least) {
    bool halves = false, last = false;
    flow::Amount before = 0;
    for (int round = 0;; ++round) {
      const double begun = watch_.seconds();
      Relaxed now = relax(halves ? least / 2 : least, kLate);
      const flow::Amount safe = now.solved.solution.safe;
      if (now.complete || use_.empty()) count_use(use_in(now.part.travel, now.solved.solution));
      if (!now.complete || active_.is_all() || round == kRounds || last || due()) return now;
      const bool extended = extend(cuts_of(active_, now, halves ? eighths_ : quarters_), std::max(kOpen, options_.gap));
      // A round takes no less than the one before; in half the steps about twice as long.
      const double next = watch_.seconds() + 2 * (watch_.seconds() - begun);
      const bool in_time = options_.seconds <= 0 || next < kPlanning * options_.seconds;
      if (!extended && (halves || !in_time)) return now;
      const bool hardly_more = static_cast<double>(safe - before) < kHardlyMore * static_cast<double>(safe);
      last = halves && !in_time;
      halves = halves || !extended || (hardly_more && in_time);
      before = safe;
    }
  }

  // Roads for a plan; whether one is made of them: not if they would not allow one that is good enough, or better than
  // the one before.
  bool find_roads(const Relaxed& found, bool finest) {
    const flow::Amount most = choose_roads(found.solved.solution.safe, {kBins, kManyBins});
    const auto enough = (1 - options_.gap / 4) * static_cast<double>(found.solved.solution.safe);
    const bool more = static_cast<double>(most) > (1 + options_.gap / 2) * static_cast<double>(planned_with_);
    const bool must = finest || (due() && discrete_.step == Millis{0});
    if (!must && (static_cast<double>(most) < enough || !more)) return false;
    planned_with_ = most;
    roads_part_ = used_part(active_.part_of(inner_), roads_);
    return true;
  }

  // Plans, and beside them the proof of all deadlines, from cut times of the first level and of this one. Whether that
  // is the end of it; then who goes in the plan is settled too.
  bool plan_and_prove(const std::vector<TemporalCut>& known, const std::vector<TemporalCut>& cuts, Millis coarsest,
                      bool finest) {
    guide_ = active_.extended(known.back());
    steps_ = options_.step > Millis{0}
                 ? std::vector{options_.step}
                 : bounds::promising_steps(outer_, guide_, planned_with_, choose_step(roads_part_));
    prove_until_ = options_.seconds > 0 ? kLate * options_.seconds : std::numeric_limits<double>::infinity();
    const jobs::Task tightening = task_.until([&] { return out_of_time(1) || watch_.seconds() > prove_until_; });
    bounds::BoundTightener tightener(outer_, active_, proof_.rows.empty() ? bounds::Prover::none(times_) : proof_,
                                     known, cuts, coarsest, tightening);
    bool enough = false;
    const auto plan = [&] {
      plan_in_time();
      at_most_ = tightener.last_bound();
      try_steps();
      if (finest) try_other_roads();
      report(0.9);
      enough = finest || gap() <= good_enough() || over();
      if (options_.seconds > 0)
        prove_until_ = std::min(prove_until_.load(), enough ? seconds_for_proof() : kTightening * options_.seconds);
      if (enough) settle_plan();
    };
    task_.in_parallel(2, [&](std::size_t i) {
      try {
        if (i == 0) plan();
        tightener.work();
      } catch (...) {
        tightening.cancel();  // the other need not go on
        throw;
      }
    });
    proof_ = tightener.take();
    return enough;
  }

  void settle_plan() {
    PlanOptions with = options_;
    if (carried_) with.fair_work /= 8;  // people are about as level as in the plan before
    trips_ = finalize_orders(plan_, c_, part_, discrete_, solved_.solution, with, false, task_);
    settled_ = true;
  }

  // Long steps make detours free: the roads that are used are solved alone, in shorter ones, and fewer are.
  // At most how many can be safe on them, if `most` can on all.
  flow::Amount choose_roads(flow::Amount most, std::initializer_list<int> parts) {
    roads_ = use_;
    for (const int bins : parts) {
      Table<LinkId, char> chosen;
      for (const std::int64_t persons : by_link(active_.travel(), roads_)) chosen.push_back(persons > 0 ? 1 : 0);
      const TravelNetwork part = timenet::contract(active_.travel(), chosen).travel;
      if (roads_.size() == use_.size() && part.node.size() <= kFewVertices) break;
      const Millis step = std::max(choose_step(part), outer_.horizon / bins);
      const Discrete discrete = expand::discretise(part, step);
      const solver::Solved found = solved(discrete, {}, kLate, discrete_.step == Millis{0});
      if (found.status != solver::SolveStatus::kOptimal) break;
      roads_ = use_in(part, found.solution);
      most = found.solution.safe;
    }
    return most;
  }

  // Planning again is done when it is about as good as the plan before; then time matters more.
  [[nodiscard]] double good_enough() const {
    return std::max(options_.gap, again_ ? options_.warm_start->gap + options_.gap / 2 : 0);
  }

  void count_use(const Use& now) {
    for (auto& [road, n] : use_) n = 1;
    for (const auto& [road, n] : now) use_[road] += n;
  }

  // Adds ways past the active network by which cut times of it let people through, for as long as these do once they
  // are improved; whether there were any. What `found` misses of the whole is no more than may pass if not.
  bool extend(std::vector<TemporalCut> found, double may_pass) {
    for (int round = 0; round < kRounds; ++round) {
      std::vector<TemporalCut> whole(found.size());
      std::vector<double> within(found.size()), all(found.size());
      const bounds::CoordinateDescent descent(active_.travel());
      task_.in_parallel(found.size(), [&](std::size_t i) {
        within[i] = static_cast<double>(descent.descend(found[i], kSweeps).count());
        whole[i] = active_.extended(found[i]);
        all[i] = static_cast<double>(bounds::cut_bound(outer_, whole[i]).count());
      });
      std::size_t added = 0;
      for (std::size_t i = 0; i < found.size(); ++i) {
        if (all[i] - within[i] > may_pass * all[i]) added += active_.price_in(whole[i], 1);
      }
      if (added == 0) return round > 0;
      active_.rebuild();
      for (std::size_t i = 0; i < found.size(); ++i) found[i] = active_.within(whole[i]);
    }
    return true;
  }

  void plan_in(Millis step) {
    TravelNetwork on = roads_part_;
    timenet::fit_to_steps(on, by_link(on, roads_), step);
    on = expand::with_remnant_links(std::move(on), step);
    Discrete discrete = discretise_for(c_, on, step, options_);
    keep(std::move(on), std::move(discrete), {}, Stages::kAll);
  }

  // The first plan. With a limit of time one in steps four times as long comes before it, in about an eighth of the
  // time, and where that tells that there is too little, is halved instead.
  void plan_in_time() {
    if (options_.seconds > 0 && options_.step == Millis{0} && discrete_.step == Millis{0}) {
      plan_in(steps_.front() * 4);
      if (too_long(steps_.front(), seconds_to_find(steps_.front()))) {
        for (int twice = 0; twice < 2 && !halving_too_long(); ++twice) halve_steps();
        return;
      }
    }
    plan_in(steps_.front());
  }

  // Keeps the best over steps that shorten; they are only halved when planning again.
  void try_steps() {
    for (std::size_t i = 1; i < steps_.size() && !again_; ++i) {
      if (over() || gap() <= options_.gap || too_long(steps_[i], seconds_to_find(steps_[i]))) break;
      plan_in(steps_[i]);
    }
    const auto lost = [&](Millis step) { return bounds::lost_in_steps(outer_, guide_, planned_with_, step); };
    while (!over() && gap() > good_enough() && options_.step == Millis{0} && discrete_.step >= kMinute * 4 &&
           lost(discrete_.step / 2) < lost(discrete_.step) && !halving_too_long()) {
      const flow::Amount before = solved_.solution.safe;
      halve_steps();
      if (solved_.solution.safe == before) return;
    }
  }

  // Which roads are chosen is luck by a thousandth or two of the people: others, where that may be enough.
  void try_other_roads() {
    if (again_ || over() || gap() <= options_.gap || planned_with_ == 0 || roads_.size() == use_.size() ||
        too_long(discrete_.step, 2 * seconds_to_find(discrete_.step)))
      return;
    const flow::Amount most = choose_roads(planned_with_, {kManyBins});
    if (over() || roads_.size() == use_.size() || most <= solved_.solution.safe) return;
    planned_with_ = most;
    roads_part_ = used_part(active_.part_of(inner_), roads_);
    plan_in(discrete_.step);
  }

  // In half the steps with the same potentials everybody may go as before, half of them in each; whoever finds a way
  // in the time that is gained is looked for at the end of the horizon alone.
  void halve_steps() {
    const Millis step = discrete_.step / 2;
    const Trips trips = expand::decompose_paths(part_, discrete_, solved_.solution);
    TravelNetwork on = expand::with_remnant_links(part_, step);
    Discrete discrete = discretise_for(c_, on, step, options_);
    const solver::Itineraries known = expand::halved(part_, trips);
    keep(std::move(on), std::move(discrete), known, Stages::kLast);
  }

  // Half the steps take about three times as long to search.
  [[nodiscard]] double seconds_to_find(Millis step) const {
    const double more = static_cast<double>(searched_in_.count()) / static_cast<double>(step.count());
    return searched_for_ * std::pow(more, std::log2(3.0));
  }
  // The last stage alone is searched, in about a quarter of that.
  [[nodiscard]] bool halving_too_long() const {
    return too_long(discrete_.step / 2, seconds_to_find(discrete_.step / 2) / 4);
  }
  // Is there no time for a plan in steps no longer than now that takes so many seconds to find, and then to be told?
  [[nodiscard]] bool too_long(Millis step, double seconds) const {
    const double found = watch_.seconds() + seconds;
    return options_.seconds > 0 && discrete_.step >= step &&
           (found > kLate * options_.seconds || found + seconds_to_tell(step) > options_.seconds);
  }
  // A plan like the last in other steps: its rows are settled, written and verified.
  [[nodiscard]] double seconds_to_tell(Millis step) const {
    std::size_t rows = 0;
    for (const flow::Entry& e : solved_.solution.entries)
      part_.each_road(LinkId{e.arc.index()}, [&](const timenet::Road&) { ++rows; });
    const double more = static_cast<double>(discrete_.step.count()) / static_cast<double>(step.count());
    return kSecondsOfRow * static_cast<double>(rows) * more;
  }

  // Until when cut times may be made better beside the plan that there is.
  [[nodiscard]] double seconds_for_proof() const {
    const auto cut_times = static_cast<double>(times_.size() * outer_.node.size());
    return (1 - kHaste) * options_.seconds - (1 - kSettling) * seconds_to_tell(discrete_.step) -
           kSecondsOfCutTime * cut_times;
  }

  [[nodiscard]] double gap() const {
    const auto most = static_cast<double>(at_most_.count());
    return most > 0 ? (most - static_cast<double>(solved_.solution.safe)) / most : 0;
  }
  void report(double done) const {
    if (!task_.heard()) return;
    const bool known = at_most_ < kNothingProved && discrete_.step > Millis{0};
    task_.report(done, known ? fmt::format("{} of at most {} safe, gap {:.1f} %", grouped(solved_.solution.safe),
                                           grouped(at_most_.count()), 100 * gap())
                             : "finding the roads that matter");
  }

  const Case& c_;
  const TravelNetwork &inner_, &outer_;
  const PlanOptions& options_;
  const jobs::Task& task_;
  const Stopwatch watch_;
  ActiveNetwork active_;
  const bool again_;
  const std::vector<CaseTime> times_;
  const std::vector<CaseTime> quarters_, eighths_;  // by which the active network grows
  bounds::Proof proof_;
  Persons at_most_ = kNothingProved;  // by the horizon
  Use use_;                           // persons of the last relaxed solution; 1 on roads of those before it
  Use roads_;                         // of them, that carry people in the end
  Use best_roads_;                    // of part_
  TravelNetwork roads_part_;          // the roads, chains joined
  TemporalCut guide_;                 // tells which roads hold people back
  std::vector<Millis> steps_;         // that promise most on it
  TravelNetwork part_;                // the best so far: its roads, in its steps
  Discrete discrete_;
  solver::Solved solved_;
  plan::Plan plan_;  // first what it repeats of the case
  Trips trips_;
  bool carried_ = false;                    // the last solution began with the trips of a plan before
  bool settled_ = false;                    // both are the last solution's
  double reported_ = 0, searched_for_ = 0;  // the last plan of all stages
  Millis searched_in_{0};
  std::atomic<double> prove_until_{0};  // seconds of watch_
  flow::Amount planned_with_ = 0;       // what the relaxed problem promised of the roads of the last plan
  std::int64_t work_ = 0, solves_ = 0;
};

}  // namespace

plan::Plan plan_large(const Case& c, const TravelNetwork& inner, const TravelNetwork& outer, ActiveNetwork active,
                      const Stopwatch& since, const PlanOptions& options, const jobs::Task& task) {
  return LargeCaseSearch(c, inner, outer, std::move(active), since, options, task).run();
}

}  // namespace passage::planner
