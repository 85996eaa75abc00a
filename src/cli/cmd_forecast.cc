// passage forecast DIR: who flees where, by day, scored against the record.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/ending.h"
#include "cli/forecast_arrivals.h"
#include "cli/forecast_evaluate.h"
#include "cli/forecast_outlook.h"
#include "cli/progress.h"
#include "core/measure.h"
#include "displacement/scores.h"
#include "ensemble/checkpoint.h"
#include "ensemble/json.h"
#include "outlook/hindcast.h"
#include "outlook/json.h"
#include "outlook/people_file.h"
#include "publish/camps_page.h"

namespace passage::cli {
namespace {

struct Options {
  std::vector<std::string> directories;
  std::string directory, settings, since, log, train_until, until, as_of, plot, output,
      scenario = "continues", ceasefire, plan, source = "forecast";
  std::uint32_t members = 1000;
  std::vector<std::string> compat;
  std::uint32_t runs = 25;
  unsigned threads = 0;
  std::string checkpoint;
  std::uint64_t seed = 1;
  int travel_bins = 1;
  bool json = false, by_day = false, by_hour = false, evaluate = false, overwrite = false;
};

displacement::ModelOptions model_options(const Options& o) {
  displacement::ModelOptions options;
  options.travel_bins = o.travel_bins;
  for (const std::string& name : o.compat) {
    std::vector<std::string> known;
    bool found = false;
    for (const auto& [text, flag] : displacement::compat_names()) {
      known.push_back(text);
      if (text == name) found = options.compat.insert(flag).second || true;
    }
    if (!found)
      throw InputError({.code = "P609",
                        .problem = fmt::format("--flee-compat {} is not known", name),
                        .why = fmt::format("{} are", fmt::join(known, ", ")),
                        .where = "command line",
                        .suggestion = did_you_mean(name, known)});
  }
  return options;
}

displacement::Day day_in(const displacement::Case& c, const std::string& text, const char* option) {
  if (const auto day = displacement::day_of(c, text)) return *day;
  try {
    std::size_t used = 0;
    const int day = std::stoi(text, &used);
    if (used == text.size()) return day;
  } catch (const std::exception&) {
  }
  throw InputError({.code = "P610",
                    .problem = fmt::format("{} is \"{}\"", option, text),
                    .why = "a day of the case or a date YYYY-MM-DD is wanted",
                    .where = "command line"});
}

// Learns up to --train-until, scores the rest, and adds it to the answer.
outlook::Hindcast add_out_of_sample(const Options& o, const displacement::Case& c, const displacement::Compiled& flee,
                                    nlohmann::ordered_json& out) {
  const displacement::Day day = day_in(c, o.train_until, "--train-until");
  const outlook::HindcastOptions options{.seed = o.seed, .members = o.members, .priors = {}};
  const auto known = [&] {
    return displacement::read_case(
        o.directory,
        {.settings_file = o.settings, .days = 0, .read_until = std::max(day, day_in(c, o.as_of, "--as-of"))});
  };
  const outlook::Hindcast h =
      o.as_of.empty() ? outlook::hindcast(c, c, day, options) : outlook::hindcast(c, known(), day, options);
  std::vector<double> ard;
  for (std::uint32_t k = 0; k < std::min(o.runs, 5u); ++k)
    ard.push_back(displacement::score(c, displacement::simulate(flee, o.seed, k).camps, day + 1, c.days).ard_rescaled);
  auto& scores = out["out_of_sample"] = nlohmann::ordered_json::object();
  const nlohmann::ordered_json plain = outlook::out_of_sample_json(h);
  for (const auto& [key, value] : plain.items()) {
    scores[key] = value;
    if (key == "ard_constant_share") scores["ard_flee"] = displacement::median(ard);
  }
  out["totals"] = outlook::totals_json(h);
  for (const auto& [name, range] : h.parameters)
    out["parameters"][name] = {{"p5", range.low}, {"p50", range.median}, {"p95", range.high}};
  return h;
}

void write_camps(const Options& o, const displacement::Case& c, const displacement::Compiled& model,
                 const outlook::Hindcast* h) {
  const Overwrite overwrite = o.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  const displacement::Day from = h ? h->train_until + 1 : 0;
  if (std::filesystem::path(o.output).extension() == ".csv") {
    write_file(o.output, outlook::people_csv(outlook::departures(c, model.spawn, from), o.source), overwrite);
    return;
  }
  std::vector<displacement::Run> runs;
  for (std::uint32_t k = 0; !h && k < std::min(o.runs, 100u); ++k)
    runs.push_back(displacement::simulate(model, o.seed, k));
  publish::write_forecast(publish::camps_output(c, h, runs), o.output, displacement::date_of(c, from), overwrite);
}

ensemble::Options ensemble_options(const Options& o, const displacement::ModelOptions& model) {
  std::string inputs;
  if (!o.checkpoint.empty())
    inputs = fmt::format("{}bins {} capacity {} compat {}", ensemble::bytes_of_case(o.directory, o.settings),
                         model.travel_bins, model.use_capacity, fmt::join(o.compat, " "));
  return {.seed = o.seed, .runs = o.runs, .checkpoint = o.checkpoint, .inputs = inputs};
}

// All runs, or those that are done when it is interrupted.
ensemble::Ensemble simulated(const displacement::Compiled& model, const ensemble::Options& options,
                             const ensemble::Ranks& ranks, unsigned threads) {
  Progress progress("runs", Progress::Mode::kShown);
  const jobs::Task task = progress.task(threads);
  const AnswerSoFar so_far(task);
  return ensemble::simulate_all(model, options, ranks, task);
}

// A Flee case: its model in sample; with --train-until the forecast and its scores.
int run_camps(const Options& o) {
  const ensemble::Ranks ranks;
  const displacement::Case c =
      displacement::read_case(o.directory, {.settings_file = o.settings, .days = 0, .read_until = std::nullopt});
  if (ranks.first()) fmt::print(stderr, "{}", render(c.findings));
  displacement::ModelOptions options = model_options(o);
  if (!o.train_until.empty())
    options.use_capacity = false;  // capacities of these cases repeat later values of the record
  const displacement::Compiled model = displacement::compile(c, options);
  const ensemble::Ensemble e = simulated(model, ensemble_options(o, options), ranks, o.threads);
  if (!ranks.first()) return kExitDone;
  if (e.stopped) {
    fmt::print(stderr, "stopped: {} of {} runs are done{}\n", e.results.size(), o.runs,
               o.checkpoint.empty() ? "" : fmt::format(" and kept in {}; the same command goes on", o.checkpoint));
    return kExitInterrupted;
  }
  nlohmann::ordered_json out =
      ensemble::json_of(c, e, o.by_day ? ensemble::Detail::kByDay : ensemble::Detail::kLastDay);
  if (model.dropped_weight > 0) out["dropped_weight"] = model.dropped_weight;
  std::optional<outlook::Hindcast> hindcast;
  if (!o.train_until.empty()) hindcast = add_out_of_sample(o, c, model, out);
  if (!o.output.empty()) write_camps(o, c, model, hindcast ? &*hindcast : nullptr);
  out["peak_bytes"] = peak_bytes();
  if (o.json)
    print_json(out.dump(2));
  else
    fmt::print("{}{}", publish::camps_page(c, out), hindcast ? publish::hindcast_line(*hindcast) : std::string());
  return kExitDone;
}

int run(Options o) {
  if (o.evaluate && !(o.output + o.train_until + o.as_of + o.until).empty())
    throw InputError({.code = "P612",
                      .problem = "--evaluate is given with -o, --train-until, --until or --as-of",
                      .why = "it sets the days itself, and prints a table",
                      .where = "command line",
                      .suggestion = "leave that option out; --plot FILE.svg and --json hold the scores"});
  const Overwrite overwrite = o.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  if (!o.output.empty()) publish::expect_forecast_writable(o.output, overwrite);
  if (!o.plot.empty()) expect_writable(o.plot, overwrite);
  if (o.evaluate && std::all_of(o.directories.begin(), o.directories.end(), has_arrivals))
    return run_evaluate_arrivals({.directories = o.directories, .seed = o.seed, .json = o.json}, jobs::Task(o.threads));
  if (o.evaluate)
    return run_evaluate({.directories = o.directories,
                         .settings = o.settings,
                         .plot = o.plot,
                         .seed = o.seed,
                         .members = o.members,
                         .json = o.json,
                         .overwrite = o.overwrite},
                        jobs::Task(o.threads));
  if (o.directories.size() > 1)
    throw InputError({.code = "P612",
                      .problem = fmt::format("{} cases are named", o.directories.size()),
                      .why = "one is forecast at a time",
                      .where = "command line",
                      .suggestion = "--evaluate compares several"});
  o.directory = o.directories[0];
  if (o.train_until.empty() && std::filesystem::exists(std::filesystem::path(o.directory) / "outlook.csv"))
    return run_outlook({.directory = o.directory,
                        .as_of = o.as_of,
                        .until = o.until,
                        .scenario = o.scenario,
                        .ceasefire = o.ceasefire,
                        .plan = o.plan,
                        .output = o.output,
                        .source = o.source,
                        .seed = o.seed,
                        .runs = std::max(o.runs, 2000u),
                        .json = o.json,
                        .overwrite = o.overwrite});
  if (has_arrivals(o.directory))
    return run_arrivals({.directory = o.directory,
                         .train_until = o.train_until,
                         .until = o.until,
                         .since = o.since,
                         .log = o.log,
                         .output = o.output,
                         .seed = o.seed,
                         .json = o.json,
                         .by_hour = o.by_hour,
                         .overwrite = o.overwrite});
  return run_camps(o);
}

void add(CLI::App& program, Run& run_later) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = program.add_subcommand("forecast", "who flees where, by day, with intervals");
  verb->add_option("CASE", o->directories, "a Flee or FabFlee case folder; several with --evaluate")->required();
  verb->add_flag("--evaluate", o->evaluate, "score over a set of cases, each with what the others chose");
  verb->add_option("--plot", o->plot, "with --evaluate: an SVG file to write");
  verb->add_option("-o,--output", o->output,
                   "a folder for CSV, GeoPackage and page, or people.csv for `plan --demand`");
  verb->add_option("--source", o->source, "source id for the rows of people.csv");
  verb->add_option("--scenario", o->scenario, "continues, or ceasefire from --ceasefire-day")
      ->check(CLI::IsMember({"continues", "ceasefire"}));
  verb->add_option("--ceasefire-day", o->ceasefire, "date from which there is no fighting");
  verb->add_option("--with-plan", o->plan, "a plan whose corridors bring people out");
  verb->add_flag("--overwrite", o->overwrite, "replace outputs that are there");
  verb->add_option("--settings", o->settings, "simsetting.yml to use");
  verb->add_option("--flee-compat", o->compat, "a defect of Flee to keep, by name");
  verb->add_option("--runs", o->runs, "simulated runs")->check(CLI::Range(1, 1000000));
  verb->add_option("--seed", o->seed, "of the random draws");
  verb->add_option("--threads", o->threads, "of each process; 0: as many as there are cores")
      ->check(CLI::Range(0, 1024));
  verb->add_option("--checkpoint", o->checkpoint, "a file that keeps finished runs; the same command goes on from it");
  verb->add_flag("--by-day", o->by_day, "with --json: people in each camp on each day, with quantiles over runs");
  verb->add_flag("--by-hour", o->by_hour,
                 "with --json: people let through and waiting at each crossing, by step_h of crossings.csv");
  verb->add_option("--travel-bins", o->travel_bins, "parts of a day's way within which people are taken together")
      ->check(CLI::Range(1, 4096));
  verb->add_option("--train-until", o->train_until, "learn from the record up to this day or date, forecast the rest");
  verb->add_option("--until", o->until, "last date of the forecast of a case with arrivals.csv or outlook.csv");
  verb->add_option(
      "--as-of", o->as_of,
      "read nothing later than this day: the number itself; with --train-until the record without later corrections");
  verb->add_option("--since", o->since,
                   "with --train-until: the last day of an earlier forecast; tells what changed, and why");
  verb->add_option("--forecast-log", o->log, "a CSV file that keeps the intervals given and what was counted since");
  verb->add_option("--members", o->members, "of the ensemble of --train-until")->check(CLI::Range(20, 100000));
  verb->add_flag("--json", o->json, "answer as JSON");
  verb->callback([o, &run_later] { run_later = [o] { return run(*o); }; });
}

const Verb kForecast{60, add};

}  // namespace
}  // namespace passage::cli
