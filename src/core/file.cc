#include "core/file.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "core/file_kind.h"
#include "core/text.h"

namespace passage {
namespace fs = std::filesystem;

Problem cannot_read(const fs::path& path) {
  std::error_code unreadable;
  if (fs::is_directory(path, unreadable)) {
    return {.code = "P002",
            .problem = fmt::format("{} is a folder, not a file", path.string()),
            .where = path.string(),
            .suggestion = "name a file in it"};
  }
  const bool there = fs::exists(path, unreadable);
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
    if (!entry.is_directory(unreadable)) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());  // so that of two as near the same one is named everywhere
  const std::string meant = there ? "" : did_you_mean(path.filename().string(), names);
  return {.code = "P001",
          .problem = fmt::format("cannot read {}", path.string()),
          .why = there                                  ? "no permission"
                 : fs::is_directory(folder, unreadable) ? "no such file"
                                                        : "no such folder",
          .where = path.string(),
          .suggestion = meant.empty() ? "check the path" : meant};
}

std::string read_file(const fs::path& path) {
  std::error_code unreadable;
  if (fs::is_directory(path, unreadable)) throw InputError(cannot_read(path));
  std::ifstream in(path, std::ios::binary);
  if (!in) throw InputError(cannot_read(path));
  std::ostringstream all;
  all << in.rdbuf();
  return std::move(all).str();
}

bool expect_utf8(std::string_view text, const std::string& file, Problems& problems) {
  if (const FileKind kind = kind_of_bytes(text); !kind.what.empty()) {
    problems.add({.code = "P010",
                  .problem = fmt::format("the file is {}, not text", kind.what),
                  .where = file,
                  .suggestion = file.ends_with(".toml") ? "it is a text file that an editor writes" : kind.instead});
    return false;
  }
  const std::size_t at = std::min(first_invalid_utf8(text), text.find('\0'));  // zero bytes are no text
  if (at == std::string_view::npos) return true;
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const FileKind encoding = kind_of_encoding(text, at);
  problems.add({.code = "P010",
                .problem = "the file is not UTF-8",
                .why = encoding.what,
                .where = fmt::format("{}:{}", file, line),
                .suggestion = encoding.instead});
  return false;
}

void write_file(const fs::path& path, std::string_view content, Overwrite overwrite) {
  write_file(
      path, [&](std::ostream& out) { out << content; }, overwrite);
}

void write_file(const fs::path& path, const std::function<void(std::ostream&)>& write, Overwrite overwrite) {
  PendingOutput pending(path, overwrite);
  {
    std::ofstream out(pending.path(), std::ios::binary);
    write(out);
    out.flush();
    if (!out) fail_to_write(pending.path());
  }
  pending.commit();
}

}  // namespace passage
