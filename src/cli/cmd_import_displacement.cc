// passage import-displacement FILE... -o source_data: counts and events as others export them.
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "core/file.h"
#include "core/text.h"
#include "counts/import_counts.h"

namespace passage::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string output;
  bool json = false, overwrite = false;
};

int run(const Options& o) {
  const Overwrite overwrite = o.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  const FolderMarks marks{"data_layout.csv", "events.csv"};
  expect_writable(o.output, overwrite, marks);  // before the work
  Problems problems;
  counts::ImportedRows rows;
  std::set<std::filesystem::path> read_before;
  nlohmann::ordered_json answer{{"files", nlohmann::ordered_json::array()}};
  for (const std::string& file : o.files) {
    const std::filesystem::path path = file;
    const std::string text = read_file(path);
    if (!read_before.insert(std::filesystem::canonical(path)).second)
      throw InputError({.code = "P005",
                        .problem = fmt::format("{} is named twice", file),
                        .where = "command line",
                        .suggestion = "name each file once"});
    const counts::ImportedFile read = rows.add(text, file, path.stem().string(), problems);
    answer["files"].push_back({{"file", file}, {"format", read.format}, {"rows", read.rows}});
  }
  problems.throw_if_errors();
  const counts::ImportedCounts counts = rows.counts(problems);
  problems.throw_if_errors();
  std::int64_t events = 0;
  for (const auto& [cell, days] : counts.events)
    for (const auto& [date, sum] : days) events += sum.events;
  answer["places"] = counts.people.size();
  answer["events"] = events;
  PendingOutput pending(o.output, overwrite, marks);
  std::filesystem::create_directory(pending.path());
  for (const auto& [name, text] : counts::record_files(counts))
    write_file(pending.path() / name, text, Overwrite::kRefuse);
  pending.commit();
  if (!problems.list().empty()) fmt::print(stderr, "{}", render(problems.list()));
  if (o.json) {
    print_json(answer.dump(2));
    return kExitDone;
  }
  for (const auto& file : answer["files"])
    fmt::print("{}: {}, {} rows\n", file["file"].get<std::string>(), file["format"].get<std::string>(),
               grouped(file["rows"].get<std::int64_t>()));
  fmt::print("{} places with counts, {} events; wrote {}\n", counts.people.size(), grouped(events), o.output);
  return kExitDone;
}

void add(CLI::App& program, Run& run_later) {
  auto o = std::make_shared<Options>();
  CLI::App* verb = program.add_subcommand("import-displacement", "read exports of UNHCR, IOM, HDX, ACLED and UCDP");
  verb->add_option("FILES", o->files, "CSV files; their columns say what they are")->required();
  verb->add_option("-o,--output", o->output, "folder to write: the source_data of a displacement case")->required();
  verb->add_flag("--overwrite", o->overwrite, "replace the output if it is there");
  verb->add_flag("--json", o->json, "answer as JSON");
  verb->callback([o, &run_later] { run_later = [o] { return run(*o); }; });
}

const Verb kImportDisplacement{62, add};

}  // namespace
}  // namespace passage::cli
