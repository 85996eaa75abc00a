// One verb = one cmd_<verb>.cc: it adds its options to the program and says what to run.
#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "core/measure.h"

namespace passage::cli {

inline constexpr int kExitDone = 0, kExitNo = 1, kExitInput = 2, kExitInternal = 3, kExitInterrupted = 130,
                     kExitPipe = 141;  // as a shell tells of SIGINT and SIGPIPE

// Adds a verb; its callback stores what to run in `run`, which returns an exit code. InputError
// thrown by it is caught in main.cc alone.
using Run = std::function<int()>;
using AddVerb = void (*)(CLI::App& program, Run& run);

// Registered by a static Verb in each cmd_<verb>.cc: `const Verb kPlan{30, add_plan};` (lower order = listed first).
struct Verb {
  Verb(int order, AddVerb add);
};

// -q and --json are the same everywhere; a verb adds what it has.
void print_json(const std::string& text);

// What the run cost so far, as the last keys of its answer: seconds, peak_bytes.
[[nodiscard]] nlohmann::ordered_json with_cost(nlohmann::ordered_json answer, const Stopwatch& watch);

}  // namespace passage::cli
