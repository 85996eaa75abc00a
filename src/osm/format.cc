#include "osm/format.h"

#include <algorithm>
#include <fstream>
#include <optional>

#include <fcntl.h>
#include <fmt/format.h>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>

#include "core/file.h"
#include "core/text.h"

namespace passage::osm {
namespace fs = std::filesystem;
namespace {

using Content = OsmFormat::Content;
using Packing = OsmFormat::Packing;

struct Ending {
  const char* name;
  OsmFormat format;
};
constexpr Ending kEndings[] = {{".osm.gz", {Content::kXml, Packing::kGzip}},
                               {".osm.bz2", {Content::kXml, Packing::kBzip2}},
                               {".pbf", {Content::kPbf, Packing::kNone}},
                               {".osm", {Content::kXml, Packing::kNone}}};

std::optional<OsmFormat> format_by_name(const std::string& name) {
  for (const Ending& ending : kEndings)
    if (name.ends_with(ending.name)) return ending.format;
  return std::nullopt;
}

std::string first_bytes(const fs::path& path) {
  std::string bytes(512, '\0');
  std::ifstream in(path, std::ios::binary);
  if (!in) throw InputError(cannot_read(path));
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

// Nothing if it cannot be unpacked.
std::string first_unpacked(const fs::path& path, Packing packing) {
  namespace io = osmium::io;
  try {
    const auto unpacked = io::CompressionFactory::instance().create_decompressor(
        packing == Packing::kGzip ? io::file_compression::gzip : io::file_compression::bzip2,
        io::detail::open_for_reading(path.string()));
    std::string bytes = unpacked->read();
    unpacked->close();
    return bytes.substr(0, 512);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    return {};
  }
}

// A file that is something else: what it is, and how to come to one that is read. {0} is its name, {1} that
// without its ending.
struct Other {
  std::string_view begins;
  const char *is, *remedy;
};
constexpr Other kOthers[] = {
    {"PK\x03\x04", "it is a zip archive", "unzip it: unzip {0}"},
    {"\xFD"
     "7zXZ",
     "it is packed with xz", "unpack it: xz -dk {0}"},
    {"\x28\xB5\x2F\xFD", "it is packed with zstd", "unpack it: zstd -d {0}"},
    {"7z\xBC\xAF", "it is a 7-Zip archive", "unpack it: 7z x {0}"},
    {"\xFF\xE0", "it is an o5m file", "osmium cat {0} -f pbf -o {1}.osm.pbf, or download it as .osm.pbf"},
    {"\xFF\xE0\x04o5c", "it is a file of changes", "osmium apply-changes ROADS.osm.pbf {0} -o new.osm.pbf"},
    {"SQLite format 3", "it is a database", "roads are read from OpenStreetMap data: download them as .osm.pbf"},
    {"version https://git-lfs", "it is a pointer of Git LFS, not the file itself", "git lfs pull"},
    {"{", "it is JSON", "ask Overpass for [out:xml] instead of [out:json], or download the roads as .osm.pbf"},
    {"[", "it is JSON", "ask Overpass for [out:xml] instead of [out:json], or download the roads as .osm.pbf"},
};

bool is_web_page(std::string_view bytes) {
  std::string lower(bytes);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower.find("<html") != std::string::npos || lower.find("<!doctype html") != std::string::npos;
}

// A line of OPL: kind and id, then fields that begin with a letter each: "n1 v1 dV x36 y47".
bool is_opl(std::string_view bytes) {
  const std::size_t end = bytes.find(' ');
  return end != std::string_view::npos && end > 1 && end + 1 < bytes.size() &&
         std::string_view("nwr").find(bytes[0]) != std::string_view::npos &&
         bytes.substr(1, end - 1).find_first_not_of("-0123456789") == std::string_view::npos &&
         std::string_view("vdctiuTxyNM").find(bytes[end + 1]) != std::string_view::npos;
}

bool is_pbf(std::string_view bytes) {
  return bytes.size() > 16 && bytes[0] == 0 && bytes[1] == 0 && bytes.substr(4, 11) == "\x0A\x09OSMHeader";
}

bool is_xml(std::string_view bytes) {
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"})
    if (bytes.starts_with(mark)) bytes.remove_prefix(mark.size());
  const std::size_t first = bytes.find_first_not_of(std::string_view(" \t\r\n\0", 5));
  return first != std::string_view::npos && bytes[first] == '<';
}

Problem refusal(const fs::path& path, const std::string& bytes) {
  const std::string name = path.filename().string();
  const bool named_as_osm = format_by_name(name).has_value();
  Problem out{.code = named_as_osm ? "P305" : "P309",
              .problem = named_as_osm ? fmt::format("cannot read {} as OpenStreetMap data", name)
                                      : fmt::format("{} is neither a network file nor OpenStreetMap data", name),
              .why = named_as_osm ? "its first bytes are not those of such a file" : "",
              .where = path.string(),
              .suggestion = named_as_osm ? "download it again; a file that was cut off is not used in part"
                                         : "name a .network file, or OpenStreetMap data as .osm.pbf, .osm, .osm.gz or "
                                           ".osm.bz2"};
  if (bytes.empty()) {
    out.why = "it is empty";
    out.suggestion = "download it again";
  }
  if (is_web_page(bytes)) {
    out.why = "it is a web page: the server answered with an error or a form instead of data";
    out.suggestion = "open it in a browser to see what it says, then download again";
  }
  const std::string stem = name.substr(0, name.find('.'));
  std::size_t longest = 0;
  for (const Other& other : kOthers) {
    if (!bytes.starts_with(other.begins) || other.begins.size() <= longest) continue;
    longest = other.begins.size();
    out.why = other.is;
    out.suggestion = fmt::format(fmt::runtime(other.remedy), name, stem);
  }
  if (is_opl(bytes)) {
    out.why = "it is an OPL file";
    out.suggestion = fmt::format("osmium cat {} -f pbf -o {}.osm.pbf", name, stem);
  }
  return out;
}

}  // namespace

void unreadable(const fs::path& path, const std::string& why, const std::string& suggestion) {
  throw InputError(Problem{.code = "P305",
                           .problem = fmt::format("cannot read {} as OpenStreetMap data", path.filename().string()),
                           .why = why,
                           .where = path.string(),
                           .suggestion = suggestion.empty()
                                             ? "download it again; a file that was cut off is not used in part"
                                             : suggestion});
}

OsmFormat format_of(const fs::path& path) {
  if (fs::is_directory(path) || !fs::exists(path)) throw InputError(cannot_read(path));
  const std::string name = path.filename().string();
  if (!fs::is_regular_file(path)) {
    if (const auto named = format_by_name(name)) return *named;
    throw InputError(refusal(path, "?"));
  }
  const std::string bytes = first_bytes(path);
  if (is_pbf(bytes)) return {Content::kPbf, Packing::kNone};
  if (is_xml(bytes) && !is_web_page(bytes)) return {Content::kXml, Packing::kNone};
  for (const auto& [begins, packing, unpack] :
       {std::tuple{"\x1F\x8B", Packing::kGzip, "gunzip"}, std::tuple{"BZh", Packing::kBzip2, "bunzip2"}}) {
    if (!bytes.starts_with(begins)) continue;
    const std::string inner = first_unpacked(path, packing);
    const bool is_packed_pbf = is_pbf(inner) || (inner.empty() && name.find(".pbf.") != std::string::npos);
    if (!is_packed_pbf && (inner.empty() || (is_xml(inner) && !is_web_page(inner)))) return {Content::kXml, packing};
    Problem out = refusal(path, inner);
    if (is_packed_pbf) out.why = "a .pbf file is packed already, and was packed once more";
    // Of what names the file only osmium, asked for OPL, unpacks it itself.
    if (is_packed_pbf || (!is_opl(inner) && out.suggestion.find(name) != std::string::npos))
      out.suggestion = fmt::format("unpack it: {} {}", unpack, name);
    throw InputError(out);
  }
  throw InputError(refusal(path, bytes));
}

}  // namespace passage::osm
