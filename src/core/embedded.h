// Files that are carried inside the program (cmake/embed.cmake).
#pragma once

#include <span>
#include <string_view>

namespace passage {
struct EmbeddedFile {
  std::string_view path;  // below the folder that was embedded
  std::string_view text;
};
}  // namespace passage
