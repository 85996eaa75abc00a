// Files read whole, and written whole or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace passage {

enum class Overwrite { kRefuse, kReplace };

// Why a file cannot be read: P002 for a folder, else P001, with the name in its folder that may be meant.
[[nodiscard]] Problem cannot_read(const std::filesystem::path& path);

// InputError P001 if missing or unreadable, P002 if it is a directory.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

// False, and P010 with the line, where `text` of `file` is not UTF-8.
[[nodiscard]] bool expect_utf8(std::string_view text, const std::string& file, Problems& problems);

// A path that goes when its owner does, with all that is in it: by the destructor, or by remove_temporaries() where the
// process ends early. Messages about it say `meant`, what the user calls it.
class Temporary {
 public:
  Temporary(std::filesystem::path path, std::filesystem::path meant);
  ~Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] const std::filesystem::path& meant() const { return meant_; }

 private:
  std::filesystem::path path_, meant_;
};

// For a process that is about to end without unwinding: removes every Temporary. From then on none is made or put in
// its place, so that nothing comes back: whoever tries waits for the end.
void remove_temporaries();

// What the user calls `path`: the same, but inside a Temporary.
[[nodiscard]] std::filesystem::path meant_by(const std::filesystem::path& path);

// Of a command that writes a folder: names by one of which it knows what it wrote before; no other is replaced, unless
// it is empty.
using FolderMarks = std::vector<std::string>;

// A place beside `target` to write into; commit() renames it over `target` in one step, and a destructor without commit
// removes it. Files get mode 0600. A link is followed: what it leads to is written. Of two processes that may not
// replace, the later commit fails.
// A folder is written where `folder` is given, else a file. Throws InputError P003 if `target` is there and overwrite
// is refused, P002 if a folder is there and a file is to be written, P008 if a folder is there without a mark, P004 if
// it can't be written.
class PendingOutput {
 public:
  PendingOutput(const std::filesystem::path& target, Overwrite overwrite,
                const std::optional<FolderMarks>& folder = std::nullopt);
  // Not yet there; keeps the target's extension, so that writers that look at it agree.
  [[nodiscard]] const std::filesystem::path& path() const { return temporary_->path(); }
  void commit();

 private:
  std::filesystem::path target_;
  Overwrite overwrite_;
  std::unique_ptr<Temporary> temporary_;
};

// Throws what a PendingOutput would throw: to be asked before long work.
void expect_writable(const std::filesystem::path& target, Overwrite overwrite,
                     const std::optional<FolderMarks>& folder = std::nullopt);

// P004 after the system refused to take all that was written: a full disk, mostly.
[[noreturn]] void fail_to_write(const std::filesystem::path& path,
                                std::string why = "the disk is full or the file system refused");

void write_file(const std::filesystem::path& path, std::string_view content, Overwrite overwrite);
// What `write` puts on the stream, for files that no string should hold as a whole.
void write_file(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write,
                Overwrite overwrite);

}  // namespace passage
