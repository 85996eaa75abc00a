#include "solver/solve.h"

#include <algorithm>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "core/error.h"
#include "core/text.h"
#include "flow/bound.h"
#include "graph/compressed_rows.h"
#include "solver/finish.h"
#include "solver/merge.h"
#include "solver/prices.h"
#include "solver/search.h"
#include "solver/warm_start.h"

namespace passage::solver {
namespace {

constexpr Step kMostSteps = 50'000'000;

Waiting waiting_people(const flow::Problem& problem) {
  Waiting out;
  std::vector<const flow::Supply*> order;
  for (const flow::Supply& supply : problem.supplies)
    if (supply.persons > 0 && supply.release <= problem.horizon) order.push_back(&supply);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return a->node != b->node ? a->node < b->node : a->release < b->release;
  });
  out.next.assign(problem.node_count, static_cast<Time>(problem.horizon + 1));
  out.of.assign(problem.supplies.size(), kNone);
  for (const flow::Supply* supply : order) {
    const Index v = supply->node.index();
    out.of[static_cast<std::size_t>(supply - problem.supplies.data())] = static_cast<Index>(out.node.size());
    out.node.push_back(v);
    out.release.push_back(static_cast<Time>(supply->release));
    out.left.push_back(supply->persons);
    out.next[v] = std::min(out.next[v], out.release.back());
  }
  out.first = graph::row_offsets<Index>(problem.node_count, [&](const auto& put) {
    for (const Index v : out.node) put(v);
  });
  return out;
}

// Lexicographic maximum flow, stage by stage of arrival.
template <class Count>
class Stages {
 public:
  Stages(const flow::Problem& problem, const SolveOptions& options, const jobs::Task& task)
      : problem_(problem),
        options_(options),
        task_(task),
        graph_(make_graph(problem)),
        expansion_(problem, graph_),
        people_(waiting_people(problem)),
        search_(expansion_, people_, solved_.work) {
    for (const Amount left : people_.left) left_ += left;
    if (options.warm_start != nullptr) known_.emplace(problem, *options.warm_start, expansion_, people_, solved_.work);
  }

  Solved run() {
    PASSAGE_EXPECT(options_.searched_every >= 1);
    for (Step theta = 0; theta <= problem_.horizon; ++theta) {
      if (hand_over()) break;
      if (left_ > 0 && !complete(static_cast<Time>(theta))) {
        solved_.status = SolveStatus::kStopped;
        break;
      }
      if (asked_for(theta)) keep_cut(theta, left_);
      tell(theta);
    }
    if (solved_.status == SolveStatus::kOptimal && hand_over()) price();
    if (solved_.certificate.cuts.empty() || solved_.certificate.cuts.back().deadline != problem_.horizon)
      keep_cut(problem_.horizon, left_);
    solved_.solution = solution_of(problem_, expansion_);
    return std::move(solved_);
  }

 private:
  // From the first full refuge on, the smallest sum needs distances.
  bool hand_over() const {
    return options_.aim == Aim::kSafeThenSum && left_ > 0 &&
           std::count(expansion_.room.begin(), expansion_.room.end(), Amount{0}) > 0;
  }
  void price() {
    Prices<Count> prices(problem_, expansion_, people_, solved_.work);
    for (Amount more = -1; more != 0;) {
      if (stopped()) {
        solved_.status = SolveStatus::kStopped;
        return;
      }
      more = prices.phase();
      safe_ += more;
      left_ -= more;
      tell(std::min(prices.length(), problem_.horizon));
    }
    const Step first = solved_.certificate.cuts.empty() ? 0 : solved_.certificate.cuts.back().deadline + 1;
    for (Step t = first; t <= problem_.horizon; ++t) {
      search_.label = prices.reach_by(t);
      if (t == problem_.horizon || options_.cuts == Cuts::kWhereSafeRises || asked_for(t)) keep_cut(t, 1);
    }
    solved_.certificate.prices = prices.dual();
    solved_.certificate.kind = flow::CertificateKind::kPrices;
  }
  bool stopped() const { return task_.cancelled(); }
  void tell(Step stage) const {
    if (!task_.heard()) return;
    task_.report(static_cast<double>(stage + 1) / static_cast<double>(problem_.horizon + 1),
                 fmt::format("{} safe", grouped(safe_)));
  }

  // All phases of a stage. Where a refuge is full its places can be handed on, through parts that the
  // living labels have closed; that search starts from nothing, so it waits for a reason.
  bool complete(Time theta) {
    ++solved_.work.stages;
    bool rising = false;
    const auto more_safe = [&](Amount more) {
      if (more > 0 && !rising) {  // the labels are still those of the stage before: its bound is the last so low
        rising = true;
        if (theta > 0 && options_.cuts == Cuts::kWhereSafeRises) keep_cut(theta - 1, left_);
      }
      safe_ += more;
      left_ -= more;
    };
    if (known_) more_safe(known_->take(theta));
    const bool searched = (theta + 1) % options_.searched_every == 0 || theta == problem_.horizon;
    if (left_ == 0 || hand_over() || !searched) return true;
    for (Scope scope = Scope::kLiving;;) {
      if (stopped()) return false;
      const Amount more = search_.phase(theta, scope);
      more_safe(more);
      tell(theta);
      if (left_ == 0 || hand_over()) return true;
      if (more > 0) continue;
      if (scope == Scope::kAll || !hand_on_now(theta)) return true;
      scope = Scope::kAll;
    }
  }
  bool hand_on_now(Time theta) {
    const auto full = std::count(expansion_.room.begin(), expansion_.room.end(), Amount{0});
    const bool now = full > 0 && (full != full_ || theta == problem_.horizon || theta >= hand_on_again_);
    if (now) {
      full_ = full;
      hand_on_again_ = theta + static_cast<Time>(std::max<Step>(1, graph_.steps / 32));
    }
    return now;
  }
  bool asked_for(Step theta) const {
    return options_.cuts == Cuts::kAtDeadlines &&
           std::find(options_.deadlines.begin(), options_.deadlines.end(), theta) != options_.deadlines.end();
  }
  void keep_cut(Step theta, Amount left) {
    flow::StepCut cut{theta, Table<flow::NodeId, Step>(problem_.node_count, theta + 1), 0};
    if (left > 0)  // else everybody is safe: the supplies are the bound
      for (const flow::NodeId v : cut.cut_time.ids())
        cut.cut_time[v] = std::min<Step>(theta, search_.label[v.index()]) + 1;
    flow::CutBound bound = flow::cut_bound(problem_, cut.cut_time, theta);
    if (bound.status != flow::BoundStatus::kProved) {  // a stage that was not completed: all people are the bound
      cut.cut_time = Table<flow::NodeId, Step>(problem_.node_count, theta + 1);
      bound = flow::cut_bound(problem_, cut.cut_time, theta);
    }
    PASSAGE_EXPECT(bound.status == flow::BoundStatus::kProved);
    cut.bound = bound.at_most;
    solved_.certificate.cuts.push_back(std::move(cut));
  }

  const flow::Problem& problem_;
  const SolveOptions& options_;
  const jobs::Task& task_;
  Graph graph_;
  Expansion<Count> expansion_;
  Waiting people_;
  Solved solved_;
  Search<Count> search_;
  std::optional<WarmStart<Count>> known_;
  Amount left_ = 0, safe_ = 0;
  std::ptrdiff_t full_ = 0;
  Time hand_on_again_ = 0;
};

void fill_curves(const flow::Problem& problem, Solved& solved) {
  solved.safe_by = safe_by_step(problem, solved.solution);
  solved.at_most.assign(solved.safe_by.size(), flow::people(problem));
  for (const flow::StepCut& cut : solved.certificate.cuts)
    for (Step t = 0; t <= cut.deadline; ++t) {
      Amount& at = solved.at_most[static_cast<std::size_t>(t)];
      at = std::min(at, cut.bound);
    }
  if (solved.certificate.kind == flow::CertificateKind::kPrices) return;
  solved.certificate.kind =
      solved.certificate.cuts.size() > 1 ? flow::CertificateKind::kCuts : flow::CertificateKind::kCut;
}

Solved solve_as_it_is(const flow::Problem& problem, const SolveOptions& options, const jobs::Task& task) {
  const bool narrow_counts = flow::people(problem) <= std::numeric_limits<std::int32_t>::max();
  return narrow_counts ? Stages<std::int32_t>(problem, options, task).run()
                       : Stages<std::int64_t>(problem, options, task).run();
}

}  // namespace

Solved solve(const flow::Problem& problem, const SolveOptions& options, const jobs::Task& task) {
  if (problem.horizon >= kMostSteps)
    throw InputError({.code = "P430",
                      .problem = "the horizon has more steps than the solver can hold",
                      .why = std::to_string(problem.horizon) + " steps, at most " + std::to_string(kMostSteps - 1),
                      .suggestion = "use longer steps"});
  const Merged merged(problem, options.length);
  SolveOptions with = options;
  Itineraries known;
  if (options.warm_start != nullptr) {
    known = merged.itineraries(*options.warm_start);
    with.warm_start = &known;
  }
  Solved solved = solve_as_it_is(merged.problem(), with, task);
  merged.undo(solved);
  fill_curves(problem, solved);
  return solved;
}

}  // namespace passage::solver
