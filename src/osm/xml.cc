#include "osm/xml.h"

#include <expat.h>
#include <fcntl.h>

#include <cstring>
#include <memory>
#include <new>

#include <fmt/format.h>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>

#include "core/error.h"
#include "core/text.h"

namespace passage::osm {
namespace {

// The parser calls back through C, so nothing may be thrown there: what is wrong is kept, and parsing stopped.
class MarkReader {
 public:
  MarkReader() : parser_(XML_ParserCreate(nullptr), XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const char* name, const char** attributes) {
          static_cast<MarkReader*>(self)->start(name, attributes);
        },
        [](void* self, const char*) { static_cast<MarkReader*>(self)->end(); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const char* text, int size) {
      static_cast<MarkReader*>(self)->text({text, static_cast<std::size_t>(size)});
    });
    XML_SetEntityDeclHandler(parser_.get(), [](void* self, const char*, int, const char*, int, const char*, const char*,
                                               const char*, const char*) {
      static_cast<MarkReader*>(self)->stop("it declares entities, which are not used in such files", "");
    });
  }

  void read(std::string_view text, bool last) {
    const bool well_formed =
        XML_Parse(parser_.get(), text.data(), static_cast<int>(text.size()), last ? 1 : 0) != XML_STATUS_ERROR;
    if (!well_formed && why.empty())
      why = fmt::format("XML, line {}: {}", XML_GetCurrentLineNumber(parser_.get()),
                        XML_ErrorString(XML_GetErrorCode(parser_.get())));
  }

  XmlMarks marks;
  std::string why, suggestion;  // what is wrong, and what helps

 private:
  void stop(std::string reason, std::string remedy) {
    if (why.empty()) why = std::move(reason), suggestion = std::move(remedy);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void start(const char* name, const char** attributes) {
    ++depth_;
    if (depth_ == 1 && std::strcmp(name, "osm") != 0) return wrong_root(name);
    in_remark_ = depth_ == 2 && std::strcmp(name, "remark") == 0;
    if (depth_ == 3 && (std::strcmp(name, "center") == 0))
      return stop("ways have a centre and no nodes", "end the Overpass query with: (._;>;); out meta;");
    if (depth_ == 4 && std::strcmp(name, "nd") == 0)
      return stop("relations have the places of their members in them, as `out geom` writes",
                  "end the Overpass query with: (._;>;); out meta;");
    if (depth_ != 2) return;
    if (std::strcmp(name, "action") == 0) return augmented_diff();
    const char *id = nullptr, *action = nullptr;
    for (const char** at = attributes; *at != nullptr; at += 2) {
      if (std::strcmp(at[0], "id") == 0) id = at[1];
      if (std::strcmp(at[0], "action") == 0) action = at[1];
    }
    if (id == nullptr || action == nullptr || std::strcmp(action, "delete") != 0) return;
    constexpr const char* kKinds[] = {"node", "way", "relation"};
    for (std::size_t kind = 0; kind < 3; ++kind)
      if (std::strcmp(name, kKinds[kind]) == 0) marks.deleted[kind].insert(std::strtoll(id, nullptr, 10));
  }

  void end() {
    --depth_;
    in_remark_ = false;
    if (remark_.find("error") != std::string::npos)
      stop(fmt::format("Overpass broke off: {}", trimmed(remark_)),
           "raise [timeout:...] and [maxsize:...] of the query, or ask for a smaller area");
    remark_.clear();
  }

  void text(std::string_view more) {
    if (in_remark_ && remark_.size() < 200) remark_ += more.substr(0, 200);
  }

  void augmented_diff() {
    stop("it is a file of changes (an augmented diff, with objects before and after), not of roads",
         "ask Overpass without [adiff:...] and [diff:...], or for the day itself with [date:...]");
  }

  void wrong_root(std::string name) {
    if (name == "osmAugmentedDiff") return augmented_diff();
    if (name == "osmChange")
      return stop("it is a file of changes, not of roads",
                  "put the changes into the extract they are for: osmium apply-changes ROADS.osm.pbf CHANGES.osc -o "
                  "new.osm.pbf");
    if (name == "html")
      return stop("it is a web page: the server answered with an error or a form instead of data",
                  "open it in a browser to see what it says, then download again");
    stop(fmt::format("its first element is <{}>, not <osm>", name), "");
  }

  std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser_;
  int depth_ = 0;
  bool in_remark_ = false;
  std::string remark_;
};

}  // namespace

XmlMarks read_xml_marks(const std::filesystem::path& path, OsmFormat::Packing packing, const jobs::Task& task) {
  namespace io = osmium::io;
  const io::file_compression by_packing[] = {io::file_compression::none, io::file_compression::gzip,
                                             io::file_compression::bzip2};
  MarkReader reader;
  try {
    const int file = io::detail::open_for_reading(path.string());
    const auto unpacked =
        io::CompressionFactory::instance().create_decompressor(by_packing[static_cast<int>(packing)], file);
    for (bool last = false; !last && reader.why.empty();) {
      task.expect_wanted();
      const std::string text = unpacked->read();
      last = text.empty();
      reader.read(text, last);
    }
    unpacked->close();
  } catch (const jobs::Cancelled&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& wrong) {
    if (reader.why.empty()) reader.why = wrong.what();
  }
  if (!reader.why.empty()) unreadable(path, reader.why, reader.suggestion);
  return std::move(reader.marks);
}

}  // namespace passage::osm
