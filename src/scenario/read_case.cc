#include <utility>

#include "core/text.h"
#include "scenario/reading.h"

namespace passage::scenario {
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

}  // namespace

Case read_case(const std::string& directory, const ReadOptions& options) {
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
                             .suggestion = "passage new DIR writes a case to start from"});
  }
  read_settings(reading);
  if (!reading.files.roads.named()) {  // nothing of case.toml could be used
    reading.problems.throw_if_errors();
  }
  read_roads(reading);
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
            [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
  return std::move(reading.c);
}

std::string local_time(const Case& c, CaseTime t) {
  const std::optional<Clock> clock = Clock::of(c.time_zone);
  return clock ? clock->format(c.start + t) : std::string{};
}

}  // namespace passage::scenario
