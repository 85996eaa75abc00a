#include <nlohmann/json.hpp>

#include "answers/json.h"
#include "api/calls.h"
#include "api/plan_inside.h"
#include "api/planning.h"
#include "core/measure.h"
#include "jobs/task.h"
#include "negotiate/survive.h"
#include "plan/store.h"
#include "planner/planner.h"
#include "publish/survival_page.h"
#include "rules/variant.h"
#include "verify/verify.h"

namespace passage::api {
namespace {

namespace fs = std::filesystem;

// plan.gpkg -> plan.without-north.gpkg; a folder's slash goes.
fs::path named_for(const fs::path& output, const std::string& corridor) {
  fs::path path = output;
  while (path.has_relative_path() && path.filename().empty()) path = path.parent_path();
  const std::string name = fmt::format("{}.without-{}{}", path.stem().string(), corridor, path.extension().string());
  return (path.parent_path() / name).string() + (path.extension().empty() ? "/" : "");
}

// Of one of the plans: what it was made from, and what the checker says of it. Returns that.
bool completed(const scenario::Case& c, const OpenedCase& opened, const PlanWishes& wishes, plan::Plan& plan,
               const jobs::Task& judging) {
  plan.certificate_accepted = verify::verify_plan(c, plan, judging).status == verify::Status::kAccepted;
  plan.provenance.options += wishes_text(wishes);
  plan.provenance.assumed = opened.premises.assume;
  plan.provenance.without = opened.premises.without;
  return plan.certificate_accepted;
}

void write(const scenario::Case& c, const answers::Survival& survival, const PlanWishes& wishes) {
  plan::PendingPlans pending;
  for (const fs::path& output : wishes.outputs) {
    pending.add(survival.plan, output, ours(wishes.overwrite));
    for (const answers::Failure& failure : survival.failures)
      pending.add(failure.plan, named_for(output, c.agreement.corridors[failure.corridor].id), ours(wishes.overwrite));
  }
  pending.commit();
}

Survival told(const scenario::Case& c, answers::Survival survival, double seconds) {
  nlohmann::ordered_json json = with_cost(answers::json_of(survival.plan), seconds);
  json.update(answers::json_of(c, survival));
  Answer answer{json.dump(2), publish::survival_page(c, survival)};
  Survival out{std::move(answer),
               plan_told(std::move(survival.plan), seconds),
               {},
               survival.promise.count(),
               survival.promise_at_most.count()};
  for (answers::Failure& failure : survival.failures)
    out.failures.push_back({c.agreement.corridors[failure.corridor].id, plan_told(std::move(failure.plan), seconds),
                            failure.on_it.count()});
  return out;
}

}  // namespace

Survival survived(const OpenedCase& opened, const PlanWishes& wishes, const jobs::Task& task) {
  const Stopwatch watch;
  const scenario::Case& c = *opened.c;
  for (const fs::path& output : wishes.outputs) plan::expect_writable(output, ours(wishes.overwrite));
  planner::PlanOptions options = asked_of_planner(wishes);
  if (wishes.fair) options.sharing = planner::Sharing::kFair;
  options.routes = wishes.routes;
  answers::Survival survival = negotiate::survive_one(c, options, task);
  const jobs::Task judging(task.threads());  // plans that are there are judged, whether they were stopped or not
  bool accepted = completed(c, opened, wishes, survival.plan, judging);
  for (answers::Failure& failure : survival.failures) {
    accepted &= completed(rules::without_corridor(c, failure.corridor), opened, wishes, failure.plan, judging);
    failure.plan.provenance.without.push_back(c.agreement.corridors[failure.corridor].id);
  }
  write(c, survival, wishes);
  Survival out = told(c, std::move(survival), opened.seconds + watch.seconds());
  out.accepted = accepted;
  out.stopped = task.cancelled();
  return out;
}

}  // namespace passage::api
