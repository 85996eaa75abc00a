#include "api/planning.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "answers/json.h"
#include "answers/outcome.h"
#include "api/calls.h"
#include "api/plan_inside.h"
#include "core/measure.h"
#include "core/text.h"
#include "jobs/task.h"
#include "plan/judged.h"
#include "planner/planner.h"
#include "planner/travellers.h"
#include "publish/plan_page.h"
#include "scenario/travellers.h"
#include "verify/verify.h"

namespace passage::api {
namespace {

using planner::PlanOptions;
using scenario::Case;

void add_price_of_priority(const plan::Plan& plan, const plan::Plan& all_alike, Price& price) {
  const answers::PriceOfPriority cost =
      answers::price_of_priority(answers::outcome_of(plan), answers::outcome_of(all_alike));
  price.text += fmt::format("\n{}", publish::priority_line(cost));
  price.figures["priority"] = answers::json_of(cost);
}

void add_price_of_fairness(const answers::Outcome& soonest, const answers::Outcome& fair, Price& price) {
  const answers::PriceOfFairness cost = answers::price_of_fairness(soonest, fair);
  price.text += fmt::format("\n{}", publish::fairness_line(cost));
  price.figures["fair"] = answers::json_of(cost);
}

void add_price_of_simplicity(const answers::Outcome& any, const answers::Outcome& simple, std::size_t routes,
                             Price& price) {
  const answers::PriceOfSimplicity cost = answers::price_of_simplicity(any, simple);
  price.text += fmt::format("\n{}", publish::simplicity_line(cost, routes));
  price.figures["simple"] = answers::json_of(cost, routes);
}

// The plan that is wished for: first without the wishes, then with one after the other.
plan::Plan made(const Case& c, const PlanWishes& wishes, PlanOptions options, Price& price, const jobs::Task& task) {
  const bool priorities = planner::has_priorities(c);
  const double plans = 1 + (priorities ? 1 : 0) + (wishes.fair ? 1 : 0) + (wishes.routes > 0 ? 1 : 0);
  double begun = 0;
  const auto next = [&] {
    ++begun;
    return task.part((begun - 1) / plans, begun / plans);
  };
  plan::Plan plan = planner::make_plan(c, options, next());
  options.incumbent = {};
  if (priorities)
    add_price_of_priority(plan, planner::make_plan(planner::without_priorities(c), options, next()), price);
  answers::Outcome before = answers::outcome_of(plan);
  if (wishes.fair) {
    options.sharing = planner::Sharing::kFair;
    plan = planner::make_plan(c, options, next());
    const answers::Outcome fair = answers::outcome_of(plan);
    add_price_of_fairness(before, fair, price);
    before = fair;
  }
  if (wishes.routes > 0) {
    options.routes = wishes.routes;
    plan = planner::make_plan(c, options, next());
    add_price_of_simplicity(before, answers::outcome_of(plan), wishes.routes, price);
  }
  return plan;
}

}  // namespace

std::string wishes_text(const PlanWishes& wishes) {
  return (wishes.fair ? " sharing=fair" : "") +
         (wishes.routes > 0 ? fmt::format(" routes={}", wishes.routes) : std::string());
}

PlanOptions asked_of_planner(const PlanWishes& wishes) {
  constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
  PlanOptions out;
  out.step = Millis{static_cast<std::int64_t>(wishes.step_s * 1000)};
  if (wishes.all_legs) out.most_legs = kAll;
  if (wishes.all_labels) out.most_labels = kAll;
  out.gap = wishes.gap;
  out.seconds = wishes.seconds;
  out.work = wishes.work;
  return out;
}

Plan planned(const OpenedCase& opened, const PlanWishes& wishes, const jobs::Task& task) {
  const Stopwatch watch;
  for (const auto& output : wishes.outputs) plan::expect_writable(output, ours(wishes.overwrite));  // before the work
  PlanOptions options = asked_of_planner(wishes);
  // What is agreed stays possible with what is assumed besides, and worth counts on it.
  std::optional<Case> agreed;
  plan::Plan of_agreed;
  if (!opened.premises.assume.empty() && scenario::several_groups(*opened.c)) {
    Premises without = opened.premises;
    without.assume.clear();
    agreed = read_with(opened.folder, without, task.quiet());
    of_agreed = planner::make_plan(*agreed, options, task.part(0, 0.5));
    options.incumbent = {&*agreed, &of_agreed};
  }
  Price price;
  plan::Plan plan = made(*opened.c, wishes, options, price, agreed ? task.part(0.5, 1) : task);
  plan.provenance.options += wishes_text(wishes);
  plan.provenance.assumed = opened.premises.assume;
  plan.provenance.without = opened.premises.without;
  // A plan that is there is judged and written, whether it was stopped or not.
  const jobs::Task judging(task.threads());
  // Judged by code that shares nothing with the planner; a planner's own word is no check.
  plan::write_judged(
      plan, texts(wishes.outputs), ours(wishes.overwrite),
      [&](const plan::Plan& written) {
        return verify::verify_plan(*opened.c, written, judging).status == verify::Status::kAccepted;
      },
      judging);
  return plan_told(std::move(plan), opened.seconds + watch.seconds(), std::move(price));
}

}  // namespace passage::api
