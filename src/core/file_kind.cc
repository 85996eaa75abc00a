#include "core/file_kind.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace passage {
namespace {

constexpr const char* kSaveSheet = "save the sheet as CSV UTF-8, with commas between columns";
constexpr const char* kSaveText = "save it as text in UTF-8";

bool has(std::string_view bytes, std::string_view part) {
  return bytes.find(part) != std::string_view::npos;
}

// Workbooks, documents and archives are all ZIP files; the names of their parts stand in them as they are.
FileKind kind_of_zip(std::string_view bytes) {
  if (has(bytes, "opendocument.spreadsheet")) return {"an OpenDocument spreadsheet", kSaveSheet};
  if (has(bytes, "word/") || has(bytes, "opendocument.text")) return {"a word processor's document", kSaveText};
  if (has(bytes, "Index/") || has(bytes, ".iwa")) return {"a Numbers spreadsheet", kSaveSheet};
  if (has(bytes, "xl/") || has(bytes, "[Content_Types].xml")) return {"an Excel workbook", kSaveSheet};
  return {"a ZIP archive", "unpack it, and name the file inside"};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

}  // namespace

FileKind kind_of_bytes(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04")) return kind_of_zip(bytes);
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return {"an old Excel workbook or Word document", kSaveSheet};
  if (bytes.starts_with("%PDF"))
    return {"a PDF", "copy its table into a spreadsheet program, and save that as CSV UTF-8"};
  if (bytes.starts_with("{\\rtf")) return {"a word processor's document", kSaveText};
  if (bytes.starts_with("\x1F\x8B")) return {"packed by gzip", "unpack it: gunzip FILE"};
  if (bytes.starts_with("SQLite format 3"))
    return {"a database, such as a GeoPackage", "name it NAME.gpkg if it is one"};
  if (bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8\xFF")) return {"a picture", "type its table in"};
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  const std::string start = lower(bytes.substr(first, 2000));
  if (start.starts_with("<!doctype html") || start.starts_with("<html") ||
      (start.starts_with("<") && has(start, "<table")))
    return {"a web page", "download the file again: a page that asks to log in may have come instead"};
  return {};
}

FileKind kind_of_encoding(std::string_view bytes, std::size_t at) {
  const std::string_view start = bytes.substr(0, 4000);
  const auto zeros = static_cast<std::size_t>(std::count(start.begin(), start.end(), '\0'));
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
      (zeros * 4 > start.size() && zeros < start.size()))
    return {"it is UTF-16 or UTF-32", "save it as UTF-8; in Excel that is \"CSV UTF-8\""};
  if (zeros > 0) return {"it holds zero bytes, as damaged files do", "copy or download it again"};
  return {fmt::format("byte 0x{:02X}, as in Windows-1251 or 1252", static_cast<unsigned char>(bytes[at])),
          "save it as UTF-8; in Excel that is \"CSV UTF-8\", else iconv -f WINDOWS-1251 -t UTF-8 FILE"};
}

}  // namespace passage
