#include "api/plan.h"

#include <algorithm>
#include <utility>

#include "answers/json.h"
#include "api/calls.h"
#include "api/columns.h"
#include "api/plan_files.h"
#include "api/plan_inside.h"
#include "core/measure.h"
#include "jobs/task.h"
#include "plan/local_time.h"
#include "plan/store.h"
#include "publish/plan_page.h"

namespace passage::api {
namespace {

PlanFigures figures_of(const plan::Plan& plan) {
  PlanFigures out{.people = plan.people.count(),
                  .safe = plan.safe.count(),
                  .left = plan.left.count(),
                  .staying = plan.staying.count(),
                  .unreached = plan.unreached.count(),
                  .upper_bound = plan.upper_bound.count(),
                  .gap = plan.gap,
                  .curve_gap = plan.curve_gap,
                  .last_arrival = {},
                  .exposure_person_h = plan.exposure_person_h.to_double()};
  if (plan.last_arrival) out.last_arrival = plan::LocalClock(plan.time_zone, plan.start).iso(*plan.last_arrival);
  return out;
}

}  // namespace

Plan plan_told(plan::Plan plan, double seconds, Price price) {
  const PlanFigures figures = figures_of(plan);
  std::vector<Problem> findings = told(plan.findings);
  return Plan(std::make_shared<const Plan::Inside>(Plan::Inside{std::make_shared<const plan::Plan>(std::move(plan)),
                                                                figures, std::move(findings), seconds,
                                                                std::move(price.text), std::move(price.figures)}));
}

Plan Plan::read(const std::filesystem::path& path, const Task& task) {
  return answered([&] {
    const Stopwatch watch;
    plan::Plan plan = plan::read_plan(path, task.inside());
    return plan_told(std::move(plan), watch.seconds());
  });
}

const PlanFigures& Plan::figures() const {
  return inside_->figures;
}

bool Plan::accepted() const {
  return inside_->plan->certificate_accepted;
}

bool Plan::stopped() const {
  return std::any_of(inside_->findings.begin(), inside_->findings.end(),
                     [](const Problem& finding) { return finding.code == "P512"; });
}

const std::vector<Problem>& Plan::findings() const {
  return inside_->findings;
}

Premises Plan::premises() const {
  const plan::Plan& plan = *inside_->plan;
  Premises out{plan.round_id, plan.provenance.assumed, plan.provenance.without, {}};
  constexpr std::string_view kOthers = "demand:";
  for (const auto& [path, sha256] : plan.provenance.inputs)
    if (path.starts_with(kOthers)) out.people = path.substr(kOthers.size());
  return out;
}

std::string Plan::json() const {
  nlohmann::ordered_json out = with_cost(answers::json_of(*inside_->plan), inside_->seconds);
  out.update(inside_->prices);
  return out.dump(2);
}

std::string Plan::page() const {
  return answered([&] { return publish::plan_page(*inside_->plan) + inside_->price; });
}

std::string Plan::line() const {
  return publish::one_line(*inside_->plan);
}

std::vector<std::string> Plan::tables() const {
  return answered([&] { return table_names(*inside_->plan); });
}

Table Plan::table(std::string_view name) const {
  return answered([&] { return table_of(*inside_->plan, name); });
}

void Plan::write(const std::vector<std::filesystem::path>& paths, Overwrite overwrite) const {
  answered([&] { write_plan_files(*inside_->plan, texts(paths), ours(overwrite)); });
}

}  // namespace passage::api
