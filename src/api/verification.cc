#include "api/verification.h"

#include <optional>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "api/calls.h"
#include "core/measure.h"
#include "core/text.h"
#include "jobs/task.h"
#include "plan/as_written.h"
#include "verify/not_proved.h"
#include "verify/verify.h"

namespace passage::api {
namespace {

using nlohmann::ordered_json;

ordered_json names(std::span<const verify::Columns> all) {
  ordered_json out = ordered_json::array();
  for (const verify::Columns& of : all)
    for (const std::string& column : of.columns) out.push_back(of.table + "." + column);
  return out;
}

ordered_json json_of(const Verdict& verdict, const plan::Plan& plan, double seconds) {
  ordered_json out;
  out["accepted"] = verdict.accepted;
  out["violations"] = ordered_json::array();
  for (const Verdict::Violation& violation : verdict.violations)
    out["violations"].push_back({{"rule", violation.rule}, {"what", violation.what}});
  out["violations_not_listed"] = verdict.violations_not_listed;
  out["not_proved"] = names(verify::not_proved());
  out["chosen"] = names(verify::chosen());
  out["not_of_the_plan"] = verdict.not_of_the_plan;
  out["people"] = verdict.people;
  out["safe"] = verdict.safe;
  out["upper_bound"] = verdict.upper_bound;
  out["flows"] = plan.flows.size();
  out["orders"] = plan.orders.size();
  out["legs"] = plan.legs.size();
  out["labels"] = plan.labels.size();
  return with_cost(std::move(out), seconds);
}

std::string line_of(const Verdict& verdict) {
  if (verdict.accepted)
    return fmt::format("accepted: {} safe, at most {} can be\n", grouped(verdict.safe), grouped(verdict.upper_bound));
  const Verdict::Violation& first = verdict.violations.front();
  return fmt::format("rejected: {}: {}\n", first.rule, first.what);
}

// What no check reads, as it stands beside what was checked.
void add_altered(const std::vector<std::string>& altered, verify::Verdict& verdict) {
  for (const std::string& text : altered) {
    verdict.status = verify::Status::kRejected;
    if (verdict.violations.size() < verify::Findings::kListed)
      verdict.violations.push_back({"file", text});
    else
      ++verdict.unlisted;
  }
}

void expect_its_people(const plan::Plan& plan, const std::string& people) {
  for (const auto& [path, sha256] : plan.provenance.inputs) {
    if (!path.starts_with("demand:") || !people.empty()) continue;
    throw InputError({.code = "P005",
                      .problem = fmt::format("the plan was made for the people of {}", path.substr(7)),
                      .why = "not for those of the case",
                      .where = "command line",
                      .suggestion = "passage verify PLAN --case CASE --demand " + path.substr(7)});
  }
}

bool is_planned(const scenario::Case& c, const Premises& premises, const plan::Plan& plan) {
  const std::string round = c.agreement.planned.valid() ? c.agreement.rounds[c.agreement.planned].id : "";
  return round == plan.round_id && premises.assume == plan.provenance.assumed &&
         premises.without == plan.provenance.without;
}

}  // namespace

Verdict verified(const OpenedCase& opened, const plan::Plan& plan, const std::filesystem::path& file,
                 const jobs::Task& task) {
  const Stopwatch watch;
  expect_its_people(plan, opened.premises.people);
  std::optional<scenario::Case> as_planned;
  if (!is_planned(*opened.c, opened.premises, plan))
    as_planned = read_with(opened.folder,
                           {plan.round_id, plan.provenance.assumed, plan.provenance.without, opened.premises.people},
                           task.quiet());
  verify::Verdict found = verify::verify_plan(as_planned ? *as_planned : *opened.c, plan, task);
  Verdict out;
  if (!file.empty() && found.status == verify::Status::kAccepted) {  // what a rejected plan shows does not matter
    const geodata::Differences differences = plan::as_written(file, plan);
    add_altered(differences.altered, found);
    out.not_of_the_plan = differences.unknown;
  }
  out.accepted = found.status == verify::Status::kAccepted;
  for (const verify::Violation& violation : found.violations)
    out.violations.push_back({violation.rule, violation.text});
  out.violations_not_listed = found.unlisted;
  out.people = found.people.count();
  out.safe = found.safe.count();
  out.upper_bound = found.upper_bound.count();
  out.json = json_of(out, plan, watch.seconds()).dump(2);
  out.page = line_of(out);
  return out;
}

}  // namespace passage::api
