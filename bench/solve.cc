// bench_solve FILE...: the answer and the counters of each instance, one `key value` a line; seconds
// go to stderr, since only counters repeat.
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "core/measure.h"
#include "flow/fot.h"
#include "solver/solve.h"

int main(int argc, char** argv) {
  using namespace passage;
  for (int i = 1; i < argc; ++i) {
    const flow::Problem problem = flow::read_fot(argv[i]);
    const Stopwatch watch;
    const solver::Solved solved = solver::solve(problem, {}, jobs::Task());
    const double seconds = watch.seconds();
    const std::string name = std::filesystem::path(argv[i]).stem().string();
    const solver::Work& work = solved.work;
    fmt::print("{0}.safe {1}\n{0}.sum {2}\n{0}.stages {3}\n{0}.phases {4}\n", name, solved.solution.safe,
               narrow(solved.solution.sum), work.stages, work.phases);
    fmt::print("{0}.labels_set {1}\n{0}.arcs_scanned {2}\n{0}.augmentations {3}\n", name, work.labels_set,
               work.arcs_scanned, work.augmentations);
    fmt::print(stderr, "{} seconds {:.2f} peak_bytes {}\n", name, seconds, peak_bytes());
  }
}
