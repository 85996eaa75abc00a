#include "core/file.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "core/text.h"

namespace passage {
namespace fs = std::filesystem;

namespace {
constexpr auto kPrivateFile = fs::perms::owner_read | fs::perms::owner_write;

void make_private(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path)) {
    fs::permissions(path, fs::perms::owner_all, ignored);
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      fs::permissions(entry.path(), entry.is_directory() ? fs::perms::owner_all : kPrivateFile, ignored);
    }
  } else {
    fs::permissions(path, kPrivateFile, ignored);
  }
}
}  // namespace

Problem cannot_read(const fs::path& path) {
  if (fs::is_directory(path)) {
    return {.code = "P002",
            .problem = fmt::format("{} is a folder, not a file", path.string()),
            .where = path.string(),
            .suggestion = "name a file in it"};
  }
  const bool there = fs::exists(path);
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> names;
  std::error_code unreadable;
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
  if (fs::is_directory(path)) throw InputError(cannot_read(path));
  std::ifstream in(path, std::ios::binary);
  if (!in) throw InputError(cannot_read(path));
  std::ostringstream all;
  all << in.rdbuf();
  return std::move(all).str();
}

bool expect_utf8(std::string_view text, const std::string& file, Problems& problems) {
  const std::size_t at = std::min(first_invalid_utf8(text), text.find('\0'));  // zero bytes are no text
  if (at == std::string_view::npos) return true;
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const bool utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  problems.add({.code = "P010",
                .problem = "the file is not UTF-8",
                .why = utf16 ? "it is UTF-16" : fmt::format("byte 0x{:02X}", static_cast<unsigned char>(text[at])),
                .where = fmt::format("{}:{}", file, line),
                .suggestion = "save it as UTF-8"});
  return false;
}

PendingOutput::PendingOutput(fs::path target, Overwrite overwrite) : target_(std::move(target)) {
  while (target_.has_relative_path() && target_.filename().empty()) target_ = target_.parent_path();
  if (fs::exists(target_) && overwrite == Overwrite::kRefuse) {
    throw InputError(Problem{.code = "P003",
                             .problem = fmt::format("{} is there already", target_.string()),
                             .where = target_.string(),
                             .suggestion = "give another name, or --overwrite to replace it"});
  }
  const fs::path parent = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
  if (!fs::is_directory(parent) || access(parent.c_str(), W_OK) != 0) {
    throw InputError(
        Problem{.code = "P004",
                .problem = fmt::format("cannot write {}", target_.string()),
                .why = fs::is_directory(parent) ? "no permission in its folder" : "its folder does not exist",
                .where = target_.string(),
                .suggestion = "make the folder, or write elsewhere"});
  }
  temporary_ = parent / fmt::format(".{}.{}.part{}", target_.stem().string(), getpid(), target_.extension().string());
  fs::remove_all(temporary_);
}

PendingOutput::~PendingOutput() {
  std::error_code ignored;
  if (!done_) fs::remove_all(temporary_, ignored);
}

void PendingOutput::commit() {
  make_private(temporary_);
  std::error_code failed;
  // rename() replaces a file in one step; a folder that is there has to step aside first.
  const fs::path aside = temporary_.string() + ".old";
  const bool replace_folder = fs::is_directory(target_);
  if (replace_folder) fs::rename(target_, aside, failed);
  if (!failed) fs::rename(temporary_, target_, failed);
  if (failed) {
    std::error_code ignored;
    if (replace_folder && fs::exists(aside)) fs::rename(aside, target_, ignored);
    throw InputError(Problem{.code = "P004",
                             .problem = fmt::format("cannot write {}", target_.string()),
                             .why = failed.message(),
                             .where = target_.string(),
                             .suggestion = "free the path, or write elsewhere"});
  }
  std::error_code ignored;
  if (replace_folder) fs::remove_all(aside, ignored);
  done_ = true;
}

void fail_to_write(const fs::path& path) {
  throw InputError(Problem{.code = "P004",
                           .problem = fmt::format("cannot write {}", path.string()),
                           .why = "the disk is full or the file system refused",
                           .where = path.string(),
                           .suggestion = "free space, or write elsewhere"});
}

void write_file(const fs::path& path, std::string_view content, Overwrite overwrite) {
  PendingOutput pending(path, overwrite);
  {
    std::ofstream out(pending.path(), std::ios::binary);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.flush();
    if (!out) fail_to_write(path);
  }
  pending.commit();
}

}  // namespace passage
