// bench_replan CASE CHANGED: plans CASE, then CHANGED from nothing and from what CASE was planned with, in one
// process, and prints seconds of planning, people safe and bounds of both. The cases differ in a closure, a danger
// area, a window or a refuge; roads and people are the same.
#include <cstdio>

#include "casefile/read_case.h"
#include "core/measure.h"
#include "planner/planner.h"
#include "planner/warm_start.h"
#include "scenario/case.h"

int main(int argc, char** argv) {
  using namespace passage;
  if (argc != 3) {
    std::fprintf(stderr, "usage: bench_replan CASE CHANGED\n");
    return 2;
  }
  planner::WarmStart warm_start;
  const auto plan = [&](const scenario::Case& c, const char* how, const planner::PlanOptions& options) {
    const Stopwatch watch;
    const plan::Plan p = planner::make_plan(c, options, jobs::Task());
    std::printf("%-12s %7.2f s  safe %lld  at most %lld  gap %.2f %%  curve_gap %.1f %%\n", how, watch.seconds(),
                static_cast<long long>(p.safe.count()), static_cast<long long>(p.upper_bound.count()), 100 * p.gap,
                100 * p.curve_gap);
    std::fflush(stdout);
  };
  planner::PlanOptions options;
  options.seconds = 60;
  const scenario::Case c = casefile::read_case(argv[1], {}, jobs::Task()),
                       changed = casefile::read_case(argv[2], {}, jobs::Task());
  options.next_start = &warm_start;
  plan(c, "case", options);
  options.next_start = nullptr;
  plan(changed, "from nothing", options);
  options.warm_start = &warm_start;
  plan(changed, "from the case", options);
  return 0;
}
