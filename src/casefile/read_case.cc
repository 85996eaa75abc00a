#include "casefile/read_case.h"

#include <utility>

#include "casefile/reading.h"
#include "core/text.h"

namespace passage::casefile {
namespace {

// A district of a raster or polygon is many origins: what holds for more of them than a row can have
// modes is told once, with the people of all.
std::vector<Problem> told_together(const std::vector<Problem>& problems) {
  constexpr int kModes = 2;
  struct Alike {
    int count = 0;
    long long persons = 0;
  };
  std::map<std::pair<std::string, std::string>, Alike> all;
  const auto alike = [&](const Problem& p) -> Alike& { return all[{p.code, p.where}]; };
  for (const Problem& p : problems) {
    if (p.severity != Severity::kFinding || p.persons < 0) continue;
    ++alike(p).count;
    alike(p).persons += p.persons;
  }
  std::vector<Problem> out;
  for (Problem p : problems) {
    const bool many = p.severity == Severity::kFinding && p.persons >= 0 && alike(p).count > kModes;
    if (many && alike(p).persons < 0) continue;  // told
    if (many) {
      p.problem += fmt::format(", and so for {}", counted(alike(p).count - 1, "more place"));
      p.suggestion = people_text(alike(p).persons) + " in all";
      p.persons = std::exchange(alike(p).persons, -1);
    }
    out.push_back(std::move(p));
  }
  return out;
}

std::vector<std::string> cases_in(const std::filesystem::path& folder) {
  std::vector<std::string> out;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder.empty() ? "." : folder, ignored))
    if (std::filesystem::is_regular_file(entry.path() / "case.toml", ignored))
      out.push_back((folder / entry.path().filename()).string());
  std::sort(out.begin(), out.end());
  return out;
}

// The case in the folder or beside it that was meant, or how to make one.
std::string case_help(const std::filesystem::path& directory) {
  const std::vector<std::string> inside = cases_in(directory);
  if (inside.size() == 1) return fmt::format("did you mean \"{}\"?", inside[0]);
  const std::string beside = did_you_mean(directory.string(), cases_in(directory.parent_path()));
  return beside.empty() ? "passage new DIR writes a case to start from" : beside;
}

}  // namespace

Case read_case(const std::string& path, const ReadOptions& options, const jobs::Task& task) {
  // Its case.toml names a case as well as its folder does.
  const std::filesystem::path named(path);
  const bool of_settings = named.filename() == "case.toml" && std::filesystem::is_regular_file(named);
  const std::string directory = !of_settings ? path : named.parent_path().empty() ? "." : named.parent_path().string();
  Reading reading;
  reading.directory = directory;
  reading.options = options;
  reading.c.directory = directory;
  if (!std::filesystem::is_regular_file(reading.directory / "case.toml")) {
    const bool folder = std::filesystem::is_directory(reading.directory);
    const bool there = std::filesystem::exists(reading.directory);
    throw InputError(Problem{.code = "P100",
                             .problem = fmt::format("{} is not a case", directory),
                             .why = folder  ? "it has no case.toml"
                                    : there ? "it is a file, not a folder"
                                            : "there is no such folder",
                             .where = directory,
                             .suggestion = case_help(reading.directory)});
  }
  read_settings(reading);
  if (!reading.files.roads.named()) {  // nothing of case.toml could be used
    reading.problems.throw_if_errors();
  }
  read_roads(reading, task);
  read_boundaries(reading);
  read_people(reading);
  report_overlaps(reading);
  read_refuges(reading);
  if (reading.roads_known) expect_roads_near(reading);
  read_agreement(reading);
  read_dangers(reading);
  read_transport(reading);
  if (reading.roads_known) bind_to_roads(reading);
  reading.problems.throw_if_errors();
  reading.c.findings = told_together(reading.problems.list());
  std::sort(reading.c.inputs.begin(), reading.c.inputs.end(),
            [](const scenario::InputFile& a, const scenario::InputFile& b) { return a.path < b.path; });
  return std::move(reading.c);
}

}  // namespace passage::casefile
