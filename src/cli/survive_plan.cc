#include "cli/survive_plan.h"

#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "answers/json.h"
#include "cli/command.h"
#include "cli/ending.h"
#include "core/text.h"
#include "negotiate/survive.h"
#include "plan/store.h"
#include "publish/survival_page.h"
#include "verify/verify.h"

namespace passage::cli {
namespace {

using scenario::Case;

bool verified(const Case& c, plan::Plan& plan) {
  plan.certificate_accepted = verify::verify_plan(c, plan, jobs::Task()).status == verify::Status::kAccepted;
  return plan.certificate_accepted;
}

// plan.gpkg -> plan.without-north.gpkg; a folder's slash goes.
std::string named_for(const std::string& output, const std::string& corridor) {
  std::filesystem::path path = output;
  while (path.has_relative_path() && path.filename().empty()) path = path.parent_path();
  const std::string name = fmt::format("{}.without-{}{}", path.stem().string(), corridor, path.extension().string());
  return (path.parent_path() / name).string() + (path.extension().empty() ? "/" : "");
}

}  // namespace

int survive_plan_command(const Case& c, const SurviveCommand& command, const jobs::Task& task) {
  const Stopwatch watch;
  std::optional<AnswerSoFar> so_far(std::in_place, task);
  answers::Survival survival = negotiate::survive_one(c, command.plan, task);
  so_far.reset();
  bool accepted = verified(c, survival.plan);
  survival.plan.provenance.options += command.wishes;
  survival.plan.provenance.assumed = command.assume;
  survival.plan.provenance.without = command.without;
  for (answers::Failure& failure : survival.failures) {
    accepted &= verified(rules::without_corridor(c, failure.corridor), failure.plan);
    failure.plan.provenance.options += command.wishes;
    failure.plan.provenance.assumed = command.assume;
    failure.plan.provenance.without = command.without;
    failure.plan.provenance.without.push_back(c.agreement.corridors[failure.corridor].id);
  }
  plan::PendingPlans pending;
  for (const std::string& output : command.outputs) {
    pending.add(survival.plan, output, command.overwrite);
    for (const answers::Failure& failure : survival.failures) {
      pending.add(failure.plan, named_for(output, c.agreement.corridors[failure.corridor].id), command.overwrite);
    }
  }
  pending.commit();
  if (command.json) {
    nlohmann::ordered_json out = with_cost(answers::json_of(survival.plan), watch);
    out.update(answers::json_of(c, survival));
    print_json(out.dump(2));
  } else if (command.quiet) {
    fmt::print("{} of {} safe whichever corridor fails, at most {} could be promised\n",
               grouped(survival.promise.count()), people_text(survival.plan.people.count()),
               grouped(survival.promise_at_most.count()));
  } else {
    fmt::print("{}", publish::survival_page(c, survival));
    if (!accepted) fmt::print(stderr, "a plan was not accepted: passage verify says why\n");
  }
  if (task.cancelled()) return kExitInterrupted;
  return accepted ? kExitDone : kExitNo;
}

}  // namespace passage::cli
