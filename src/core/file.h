// Files read whole, and written whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/error.h"

namespace passage {

enum class Overwrite { kRefuse, kReplace };

// Why a file cannot be read: P002 for a folder, else P001, with the name in its folder that may be meant.
[[nodiscard]] Problem cannot_read(const std::filesystem::path& path);

// InputError P001 if missing or unreadable, P002 if it is a directory.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

// False, and P010 with the line, where `text` of `file` is not UTF-8.
[[nodiscard]] bool expect_utf8(std::string_view text, const std::string& file, Problems& problems);

// A place beside `target` to write into; commit() renames it over `target` in one step, and a
// destructor without commit removes it. Files get mode 0600. Works for a directory too.
// Throws InputError P003 if `target` is there and overwrite is refused, P004 if it can't be written.
class PendingOutput {
 public:
  PendingOutput(std::filesystem::path target, Overwrite overwrite);
  ~PendingOutput();
  PendingOutput(const PendingOutput&) = delete;
  PendingOutput& operator=(const PendingOutput&) = delete;
  // Not yet there; keeps the target's extension, so that writers that look at it agree.
  [[nodiscard]] const std::filesystem::path& path() const { return temporary_; }
  void commit();

 private:
  std::filesystem::path target_, temporary_;
  bool done_ = false;
};

// P004 after the system refused to take all that was written: a full disk, mostly.
[[noreturn]] void fail_to_write(const std::filesystem::path& path);

void write_file(const std::filesystem::path& path, std::string_view content, Overwrite overwrite);

}  // namespace passage
