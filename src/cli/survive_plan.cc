#include "cli/survive_plan.h"

#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "core/measure.h"
#include "core/progress.h"
#include "core/text.h"
#include "negotiate/survive.h"
#include "plan/answer.h"
#include "plan/store.h"
#include "publish/survival_page.h"
#include "verify/verify.h"

namespace passage::cli {
namespace {

using nlohmann::ordered_json;
using scenario::Case;

bool verified(const Case& c, plan::Plan& plan) {
  plan.certificate_accepted = verify::verify_plan(c, plan).status == verify::Status::kAccepted;
  return plan.certificate_accepted;
}

// plan.gpkg -> plan.without-north.gpkg; a folder's slash goes.
std::string named_for(const std::string& output, const std::string& corridor) {
  std::filesystem::path path = output;
  while (path.has_relative_path() && path.filename().empty()) path = path.parent_path();
  const std::string name = fmt::format("{}.without-{}{}", path.stem().string(), corridor, path.extension().string());
  return (path.parent_path() / name).string() + (path.extension().empty() ? "/" : "");
}

ordered_json answer(const Case& c, const answers::Survival& survival, double seconds) {
  ordered_json out = plan::answer(survival.plan, seconds, peak_bytes());
  const auto known = [&](Persons persons) {
    return survival.plan.legs_left_out ? ordered_json(nullptr) : ordered_json(persons.count());
  };
  ordered_json failures = ordered_json::array();
  for (const answers::Failure& failure : survival.failures) {
    failures.push_back({{"corridor", c.agreement.corridors[failure.corridor].id},
                        {"safe", failure.plan.safe.count()},
                        {"upper_bound", failure.plan.upper_bound.count()},
                        {"had_to_use_it", failure.on_it.count()},
                        {"keep_orders", known(failure.kept)},
                        {"certificate_accepted", failure.plan.certificate_accepted}});
  }
  out["survive"] = {{"promise", survival.promise.count()},
                    {"unchanged", known(survival.unchanged)},
                    {"unchanged_by", survival.unchanged_by ? c.agreement.corridors[*survival.unchanged_by].id : ""},
                    {"at_most", survival.promise_at_most.count()},
                    {"price", survival.price().count()},
                    {"failures", std::move(failures)}};
  return out;
}

}  // namespace

int survive_plan_command(const Case& c, const SurviveCommand& command) {
  const Stopwatch watch;
  planner::PlanOptions options = command.plan;
  options.progress = {};  // several plans at once have no one share done
  std::optional<AnswerSoFar> so_far(std::in_place);
  answers::Survival survival = negotiate::survive_one(c, options);
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
    print_json(answer(c, survival, watch.seconds()).dump(2));
  } else if (command.quiet) {
    fmt::print("{} of {} safe whichever corridor fails, at most {} could be promised\n",
               grouped(survival.promise.count()), people_text(survival.plan.people.count()),
               grouped(survival.promise_at_most.count()));
  } else {
    fmt::print("{}", publish::survival_page(c, survival));
    if (!accepted) fmt::print(stderr, "a plan was not accepted: passage verify says why\n");
  }
  if (stop_requested()) return kExitInterrupted;
  return accepted ? kExitDone : kExitNo;
}

}  // namespace passage::cli
