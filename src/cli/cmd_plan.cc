// passage plan CASE -o plan.gpkg: who goes where when, and the proof.
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "answers/json.h"
#include "casefile/read_case.h"
#include "cli/command.h"
#include "cli/ending.h"
#include "cli/examples.h"
#include "cli/progress.h"
#include "cli/survive_plan.h"
#include "core/text.h"
#include "plan/judged.h"
#include "plan/store.h"
#include "planner/planner.h"
#include "planner/travellers.h"
#include "publish/plan_page.h"
#include "scenario/case.h"
#include "scenario/travellers.h"
#include "verify/verify.h"

namespace passage::cli {
namespace {

using nlohmann::ordered_json;

struct PlanCommand {
  std::string directory, round, people;
  std::vector<std::string> assume, without, outputs;
  double step_s = 0, gap_percent = 1;
  std::optional<double> seconds;  // 0: none; nothing said: by whether a person waits
  std::int64_t work = 0;
  int survive = 0;
  std::size_t routes = 0;
  bool json = false, quiet = false, overwrite = false, legs = false, labels = false, fair = false;
};

// Who waits before a screen has a default; a program that asks the same twice gets the same answer.
double seconds_allowed(const PlanCommand& command, bool on_terminal) {
  constexpr double kPatience = 60;
  return command.seconds.value_or(on_terminal && command.work == 0 ? kPatience : 0.0);
}

// What provenance says of what is asked for besides the most people.
std::string wishes(const PlanCommand& command) {
  return (command.fair ? " sharing=fair" : "") +
         (command.routes > 0 ? fmt::format(" routes={}", command.routes) : std::string());
}

// The tasks of so many plans that are made one after the other.
using NextTask = std::function<jobs::Task()>;
NextTask tasks_of(const jobs::Task& task, int plans) {
  return [task, plans, begun = 0]() mutable {
    const int before = begun++;
    return task.part(static_cast<double>(before) / plans, static_cast<double>(begun) / plans);
  };
}

// Plans again with what the command asks for besides the most people, and says what it costs.
void add_wishes(const scenario::Case& c, const PlanCommand& command, planner::PlanOptions options, plan::Plan& plan,
                std::string& price, ordered_json& prices, const NextTask& next) {
  answers::Outcome before = answers::outcome_of(plan);
  const auto again = [&] {
    plan = planner::make_plan(c, options, next());
    return answers::outcome_of(plan);
  };
  if (command.fair) {
    options.sharing = planner::Sharing::kFair;
    const answers::Outcome fair = again();
    const answers::PriceOfFairness cost = answers::price_of_fairness(before, fair);
    price += "\n" + publish::fairness_line(cost);
    prices["fair"] = answers::json_of(cost);
    before = fair;
  }
  if (command.routes > 0) {
    options.routes = command.routes;
    const answers::PriceOfSimplicity cost = answers::price_of_simplicity(before, again());
    price += "\n" + publish::simplicity_line(cost, command.routes);
    prices["simple"] = answers::json_of(cost, command.routes);
  }
  plan.provenance.options += wishes(command);
}

// Warnings in full, the rest as a number: a plan may have a finding for each crossroads.
void tell_findings(const plan::Plan& plan) {
  std::vector<Problem> warnings;
  std::int64_t findings = 0;
  for (const Problem& p : plan.findings) {
    if (p.severity == Severity::kFinding)
      ++findings;
    else
      warnings.push_back(p);
  }
  fmt::print(stderr, "{}", render(warnings));
  if (findings > 0)
    fmt::print(stderr, "{}: --json and the plan's table findings tell them\n", counted(findings, "finding"));
}

// What it costs all that some go first.
void add_price_of_priority(const scenario::Case& c, const planner::PlanOptions& options, const plan::Plan& plan,
                           std::string& price, ordered_json& prices, const NextTask& next) {
  const answers::PriceOfPriority cost = answers::price_of_priority(
      answers::outcome_of(plan),
      answers::outcome_of(planner::make_plan(planner::without_priorities(c), options, next())));
  price += "\n" + publish::priority_line(cost);
  prices["priority"] = answers::json_of(cost);
}

int run_plan(const PlanCommand& command) {
  const Stopwatch watch;
  const Overwrite overwrite = command.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  for (const std::string& output : command.outputs) plan::expect_writable(output, overwrite);  // before the work
  std::optional<EmbeddedCase> embedded;
  if (command.directory.empty()) {
    embedded.emplace();
    fmt::print(stderr, "no CASE given: this is the example {0} (passage new DIR --example {0} writes it)\n\n",
               kDefaultCase);
  }
  const auto read = [&](const std::vector<std::string>& assume) {
    return casefile::read_case(
        embedded ? embedded->directory() : command.directory,
        {.round = command.round, .assume = assume, .without = command.without, .people_file = command.people},
        jobs::Task());
  };
  const scenario::Case c = read(command.assume);
  Progress progress("planning", command.quiet ? Progress::Mode::kQuiet : Progress::Mode::kShown);
  const jobs::Task task = progress.task();
  planner::PlanOptions options;
  options.step = Millis{static_cast<std::int64_t>(command.step_s * 1000)};
  if (command.legs) options.most_legs = std::numeric_limits<std::size_t>::max();
  if (command.labels) options.most_labels = std::numeric_limits<std::size_t>::max();
  options.gap = command.gap_percent / 100;
  const double limit = seconds_allowed(command, isatty(STDERR_FILENO) != 0);
  if (limit > 0) options.seconds = std::max(1.0, limit - watch.seconds());  // reading is over
  options.work = command.work;
  if (command.survive == 1) {
    if (command.fair) options.sharing = planner::Sharing::kFair;
    options.routes = command.routes;
    return survive_plan_command(c,
                                {options, command.assume, command.without, command.outputs, wishes(command), overwrite,
                                 command.json, command.quiet},
                                task);
  }
  std::optional<AnswerSoFar> so_far(std::in_place, task);
  // What is agreed stays possible with what is assumed besides, and worth counts on it.
  std::optional<scenario::Case> agreed;
  plan::Plan of_agreed;
  if (!command.assume.empty() && scenario::several_groups(c)) agreed = read({});
  const NextTask next = tasks_of(task, 1 + (agreed ? 1 : 0) + (planner::has_priorities(c) ? 1 : 0) +
                                           (command.fair ? 1 : 0) + (command.routes > 0 ? 1 : 0));
  if (agreed) of_agreed = planner::make_plan(*agreed, options, next());
  if (agreed) options.incumbent = {&*agreed, &of_agreed};
  plan::Plan plan = planner::make_plan(c, options, next());
  options.incumbent = {};
  std::string price;
  ordered_json prices = ordered_json::object();
  if (planner::has_priorities(c)) add_price_of_priority(c, options, plan, price, prices, next);
  if (command.fair || command.routes > 0) add_wishes(c, command, options, plan, price, prices, next);
  so_far.reset();
  plan.provenance.assumed = command.assume;
  plan.provenance.without = command.without;
  // Judged by code that shares nothing with the planner; a planner's own word is no check.
  const jobs::Task to_the_end;
  const bool accepted = plan::write_judged(
      plan, command.outputs, overwrite,
      [&](const plan::Plan& written) {
        return verify::verify_plan(c, written, to_the_end).status == verify::Status::kAccepted;
      },
      to_the_end);

  if (command.json) {
    ordered_json answer = with_cost(answers::json_of(plan), watch);
    answer.update(prices);
    print_json(answer.dump(2));
  } else if (command.quiet) {
    fmt::print("{}\n", publish::one_line(plan));
  } else {
    fmt::print("{}", publish::plan_page(plan));
    fmt::print("{}", price);
    fmt::print(stderr, "\n");
    tell_findings(plan);
    for (const std::string& output : command.outputs) fmt::print(stderr, "wrote {} (restricted)\n", output);
    fmt::print(stderr, "{:.2f} s{}\n", watch.seconds(),
               limit > 0 ? fmt::format(" of {} (--time-limit)", limit) : std::string());
  }
  if (!accepted) fmt::print(stderr, "the plan was not accepted: passage verify says why\n");
  if (task.cancelled()) return kExitInterrupted;
  return accepted ? kExitDone : kExitNo;
}

// "60s" is 60, "1%" is 1, "none" is 0.
static std::function<std::string(std::string)> without_unit(char unit) {
  return [unit](std::string text) {
    if (text == "none") return std::string("0");
    if (!text.empty() && text.back() == unit) text.pop_back();
    return std::string(trimmed(text));
  };
}

void add_plan(CLI::App& program, Run& run) {
  auto command = std::make_shared<PlanCommand>();
  CLI::App* verb = program.add_subcommand("plan", "plan a case: who leaves when, by which road, to where, with proof");
  verb->footer(
      "passage plan my-case -o plan.gpkg\n"
      "passage plan my-case --assume one-more-hour -q\n"
      "passage plan my-case --json");
  verb->add_option("CASE", command->directory,
                   fmt::format("folder of the case (default: the example {})", kDefaultCase));
  verb->add_option("-o,--output", command->outputs, "plan.gpkg, a folder NAME.csv, or plan.geojson; may be repeated")
      ->allow_extra_args(false);
  verb->add_flag("--json", command->json, "answer as JSON");
  verb->add_option("--round", command->round, "plan for this round (default: the last one)");
  verb->add_option("--assume", command->assume, "take this term as in force; may be repeated")->allow_extra_args(false);
  verb->add_option("--without", command->without, "plan as if this corridor never opened; may be repeated")
      ->allow_extra_args(false);
  verb->add_option("--survive", command->survive,
                   "1: what can be promised if any one corridor fails, with a plan for each to be carried out "
                   "instead, and what would be left if no order changed")
      ->check(CLI::Range(0, 1));
  verb->add_flag("--fair", command->fair, "share what room there is evenly between districts, and say what it costs");
  verb->add_option("--simple", command->routes,
                   "at most so many routes a district (as places name it; else a place), and say what it costs")
      ->check(CLI::Range(1, 100));
  verb->add_option("--demand", command->people, "people.csv to use instead of the case's own");
  verb->add_option("--step", command->step_s, "seconds a step of the flow problem (default: by size)")
      ->transform(without_unit('s'))
      ->check(CLI::Range(1.0, 3600.0));
  verb->add_option("--gap", command->gap_percent,
                   "percent from the bound at which a large case is good enough: 1 or 1%")
      ->transform(without_unit('%'))
      ->check(CLI::Range(0.0, 100.0))
      ->capture_default_str();
  verb->add_option("--time-limit", command->seconds,
                   "seconds in which to be done with a large case, as near as can be: 60 or 60s (default: 60 on a "
                   "terminal, none elsewhere; none turns it off)")
      ->transform(without_unit('s'))
      ->check(CLI::NonNegativeNumber);
  verb->add_option("--work", command->work, "the same by arcs looked at, which repeats on every machine")
      ->check(CLI::NonNegativeNumber);
  verb->add_flag("--legs", command->legs, "write all legs, however many");
  verb->add_flag("--labels", command->labels, "write all labels, however many");
  verb->add_flag("--overwrite", command->overwrite, "replace outputs that are there");
  verb->add_flag("-q,--quiet", command->quiet, "one line only");
  verb->callback([command, &run] { run = [command] { return run_plan(*command); }; });
}

const Verb kPlan{10, add_plan};

}  // namespace
}  // namespace passage::cli
