#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <vector>

#include <fmt/format.h>

#include "core/file.h"

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

// Those of the process. Never destroyed: a thread that ends the process late may still ask.
struct Temporaries {
  std::recursive_timed_mutex mutex;
  std::vector<const Temporary*> all;
};
Temporaries& temporaries() {
  static auto* const of_process = new Temporaries;
  return *of_process;
}

fs::path without_slash(fs::path path) {
  while (path.has_relative_path() && path.filename().empty()) path = path.parent_path();
  return path;
}

[[noreturn]] void refuse(const fs::path& path, std::string why, std::string suggestion) {
  const std::string meant = meant_by(path).string();
  throw InputError(Problem{.code = "P004",
                           .problem = fmt::format("cannot write {}", meant),
                           .why = std::move(why),
                           .where = meant,
                           .suggestion = std::move(suggestion)});
}

[[noreturn]] void refuse_to_replace(const fs::path& path) {
  const std::string meant = meant_by(path).string();
  throw InputError(Problem{.code = "P003",
                           .problem = fmt::format("{} is there already", meant),
                           .where = meant,
                           .suggestion = "give another name, or --overwrite to replace it"});
}

// What a link leads to, whether that is there or not.
fs::path behind_links(const fs::path& path) {
  constexpr int kMost = 40;  // as the system has it
  std::error_code failed;
  fs::path at = path;
  for (int links = 0; fs::is_symlink(at, failed); ++links) {
    if (links == kMost) refuse(path, "it is a link that leads to itself", "name a file");
    at = at.parent_path() / fs::read_symlink(at, failed);
  }
  return at;
}

// Replacing a folder removes all that is in it.
void expect_own_folder(const fs::path& meant, const fs::path& target, const FolderMarks& marks) {
  if (fs::is_empty(target)) return;
  if (std::any_of(marks.begin(), marks.end(), [&](const std::string& mark) { return fs::exists(target / mark); }))
    return;
  throw InputError(Problem{.code = "P008",
                           .problem = fmt::format("{} holds other things than this command writes", meant.string()),
                           .why = "replacing it would remove them",
                           .where = meant.string(),
                           .suggestion = "give the name of a new folder"});
}

void expect_replaceable(const fs::path& meant, const fs::path& target, fs::file_type there, Overwrite overwrite,
                        const std::optional<FolderMarks>& marks) {
  if (there == fs::file_type::not_found) return;
  const bool is_folder = there == fs::file_type::directory;
  if (!is_folder && there != fs::file_type::regular)
    refuse(meant, "it is no file but a device or a pipe", "name a file");
  if (overwrite == Overwrite::kRefuse) refuse_to_replace(meant);
  if (is_folder && !marks) throw InputError(cannot_read(meant));
  if (!is_folder && marks) refuse(meant, "it is a file, and a folder is to be written", "give the name of a folder");
  if (is_folder) expect_own_folder(meant, target, *marks);
}

// Renames where nothing is, in one step; false, with errno EEXIST, if something is.
bool move_to_new(const fs::path& from, const fs::path& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  // A file system without it: in two steps.
  if (access(to.c_str(), F_OK) == 0) {
    errno = EEXIST;
    return false;
  }
  return std::rename(from.c_str(), to.c_str()) == 0;
}

// rename() replaces a file in one step; a folder that is there has to step aside first.
bool move_over(const fs::path& from, const fs::path& to) {
  std::error_code ignored;
  if (!fs::is_directory(to, ignored)) return std::rename(from.c_str(), to.c_str()) == 0;
  const fs::path aside = from.string() + ".old";
  if (std::rename(to.c_str(), aside.c_str()) != 0) return false;
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    const int failed = errno;
    fs::rename(aside, to, ignored);
    errno = failed;
    return false;
  }
  fs::remove_all(aside, ignored);
  return true;
}

}  // namespace

Temporary::Temporary(fs::path path, fs::path meant) : path_(std::move(path)), meant_(std::move(meant)) {
  const std::lock_guard lock(temporaries().mutex);
  temporaries().all.push_back(this);
}

Temporary::~Temporary() {
  const std::lock_guard lock(temporaries().mutex);
  std::erase(temporaries().all, this);
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void remove_temporaries() {
  using namespace std::chrono_literals;
  (void)temporaries().mutex.try_lock_for(500ms);  // and never let go; who holds it longer is lost itself
  std::error_code ignored;
  for (const Temporary* one : temporaries().all) {
    // Another thread may be adding files to a folder.
    for (int tries = 0; tries < 5 && fs::exists(one->path(), ignored); ++tries) fs::remove_all(one->path(), ignored);
  }
}

fs::path meant_by(const fs::path& path) {
  const std::lock_guard lock(temporaries().mutex);
  const Temporary* innermost = nullptr;  // a file within a folder that is being written has a part of its own
  for (const Temporary* one : temporaries().all) {
    const fs::path inside = path.lexically_relative(one->path());
    if (inside.empty() || *inside.begin() == "..") continue;
    if (innermost == nullptr || innermost->path().native().size() < one->path().native().size()) innermost = one;
  }
  if (innermost != nullptr) {
    const fs::path inside = path.lexically_relative(innermost->path());
    return meant_by(inside == "." ? innermost->meant() : innermost->meant() / inside);
  }
  return path;
}

PendingOutput::PendingOutput(const fs::path& target, Overwrite overwrite, const std::optional<FolderMarks>& folder)
    : overwrite_(overwrite) {
  const fs::path meant = without_slash(target);
  target_ = behind_links(meant);
  std::error_code failed;
  const fs::file_type there = fs::status(target_, failed).type();
  if (there == fs::file_type::none) refuse(meant, failed.message(), "write elsewhere");
  expect_replaceable(meant, target_, there, overwrite, folder);
  const fs::path parent = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
  if (!fs::is_directory(parent, failed))
    refuse(meant, "its folder does not exist", "make the folder, or write elsewhere");
  if (access(parent.c_str(), W_OK | X_OK) != 0)
    refuse(meant, errno == EROFS ? "its file system is read-only" : "no permission in its folder", "write elsewhere");
  temporary_ = std::make_unique<Temporary>(
      parent / fmt::format(".{}.{}.part{}", target_.stem().string(), getpid(), target_.extension().string()), meant);
  fs::remove_all(path(), failed);
}

void PendingOutput::commit() {
  make_private(path());
  const std::lock_guard lock(temporaries().mutex);
  const bool done = overwrite_ == Overwrite::kRefuse ? move_to_new(path(), target_) : move_over(path(), target_);
  if (!done && errno == EEXIST && overwrite_ == Overwrite::kRefuse) refuse_to_replace(path());
  if (!done)
    refuse(path(), std::error_code(errno, std::generic_category()).message(), "free the path, or write elsewhere");
}

void expect_writable(const fs::path& target, Overwrite overwrite, const std::optional<FolderMarks>& folder) {
  const PendingOutput unused(target, overwrite, folder);
}

void fail_to_write(const fs::path& path, std::string why) {
  refuse(path, std::move(why), "free space, or write elsewhere");
}

}  // namespace passage
