// The cases of examples/ that the program carries.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/file.h"

namespace passage::cli {

inline constexpr const char* kStarter = "starter";                // what `passage new DIR` writes
inline constexpr const char* kDefaultCase = "zaporizhzhia-2022";  // what `passage plan` plans without a CASE

[[nodiscard]] std::vector<std::string> example_names();

// Writes the files of an example to the folder `directory`, which must not be there: whole or not at
// all. InputError P005 if there is no such example, P003 if the folder is there.
void write_example(const std::string& name, const std::filesystem::path& directory);

// A default case in a folder of its own, removed with it.
class EmbeddedCase {
 public:
  EmbeddedCase();
  [[nodiscard]] std::string directory() const { return (folder_->path() / kDefaultCase).string(); }

 private:
  std::optional<Temporary> folder_;
};

}  // namespace passage::cli
