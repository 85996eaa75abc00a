#include "cli/examples.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/embedded.h"
#include "core/error.h"
#include "core/file.h"

namespace passage {
std::span<const EmbeddedFile> embedded_examples();  // NAME/FILE
}

namespace passage::cli {
namespace fs = std::filesystem;

std::vector<std::string> example_names() {
  std::set<std::string> names;
  for (const EmbeddedFile& file : embedded_examples()) names.emplace(file.path.substr(0, file.path.find('/')));
  return {names.begin(), names.end()};
}

void write_example(const std::string& name, const fs::path& directory) {
  const std::vector<std::string> names = example_names();
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    const std::string near = did_you_mean(name, names);
    throw InputError(Problem{
        .code = "P005",
        .problem = fmt::format("there is no example \"{}\"", name),
        .where = "command line",
        .suggestion = near.empty() ? fmt::format("one of {}", fmt::join(names, ", ")) : near,
    });
  }
  PendingOutput output(directory, Overwrite::kRefuse, FolderMarks{});
  fs::create_directory(output.path());
  for (const EmbeddedFile& file : embedded_examples())
    if (file.path.starts_with(name + "/"))
      write_file(output.path() / file.path.substr(name.size() + 1), file.text, Overwrite::kRefuse);
  output.commit();
}

EmbeddedCase::EmbeddedCase() {
  std::string pattern = (fs::temp_directory_path() / "passage-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr)
    throw InputError(Problem{.code = "P004", .problem = "no folder for the example can be made", .where = pattern});
  folder_.emplace(pattern, kDefaultCase);
  write_example(kDefaultCase, directory());
}

}  // namespace passage::cli
