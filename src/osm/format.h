// What a file of roads is, by its first bytes: names of files lie, and servers answer with web pages.
#pragma once

#include <filesystem>
#include <string>

namespace passage::osm {

struct OsmFormat {
  enum class Content { kPbf, kXml };
  enum class Packing { kNone, kGzip, kBzip2 };
  Content content = Content::kPbf;
  Packing packing = Packing::kNone;
};

// A pipe, which cannot be looked at twice, is what its name says. InputError P001 and P002 if it cannot be
// read, P305 for a file that ends like OpenStreetMap data and is none, P309 for every other that is not read;
// both say which command makes of it one that is.
[[nodiscard]] OsmFormat format_of(const std::filesystem::path& path);

// P305 with the file's name; without a suggestion, to download it again.
[[noreturn]] void unreadable(const std::filesystem::path& path, const std::string& why,
                             const std::string& suggestion = {});

}  // namespace passage::osm
