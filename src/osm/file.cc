#include "osm/file.h"

#include <algorithm>
#include <new>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>
#define OSMIUM_WITH_LZ4
#include <osmium/io/any_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm.hpp>
#include <osmium/thread/pool.hpp>

#include "core/text.h"
#include "osm/copies.h"

namespace passage::osm {
namespace {

std::size_t kind_of(const osmium::OSMObject& object) {
  return object.type() == osmium::item_type::node ? 0 : object.type() == osmium::item_type::way ? 1 : 2;
}

constexpr unsigned bit(std::size_t kind) {
  constexpr unsigned kBits[] = {osmium::osm_entity_bits::node, osmium::osm_entity_bits::way,
                                osmium::osm_entity_bits::relation};
  return kBits[kind];
}
constexpr unsigned kAll = bit(0) | bit(1) | bit(2);

osmium::io::File as_osmium(const std::filesystem::path& path, const OsmFormat& format) {
  namespace io = osmium::io;
  io::File file(path.string());
  file.set_format(format.content == OsmFormat::Content::kPbf ? io::file_format::pbf : io::file_format::xml);
  file.set_compression(format.packing == OsmFormat::Packing::kGzip    ? io::file_compression::gzip
                       : format.packing == OsmFormat::Packing::kBzip2 ? io::file_compression::bzip2
                                                                      : io::file_compression::none);
  return file;
}

std::string advice(std::string_view why) {
  for (const std::string_view packing : {"zstd", "lzma"})
    if (why.find(packing) != std::string_view::npos)
      return fmt::format("have the program that wrote it pack its blobs with zlib, not {}", packing);
  return {};
}

// The library goes from tag to tag by the zero bytes between them: one within a tag, as a damaged block may have it,
// would lead it out of the object.
void expect_whole_tags(const osmium::OSMObject& object, const std::filesystem::path& path) {
  const osmium::TagList& tags = object.tags();
  if (tags.empty()) return;
  const unsigned char *first = tags.data() + sizeof(osmium::TagList), *last = tags.data() + tags.byte_size();
  if (last[-1] != 0 || std::count(first, last, 0) % 2 != 0)
    unreadable(path, fmt::format("the tags of {} {} are damaged", kOsmKinds[kind_of(object)], object.id()));
}

// "12 ways, 40 nodes".
std::string counts_by_kind(const std::array<std::int64_t, 3>& counts) {
  std::vector<std::string> parts;
  for (const std::size_t kind : {1, 0, 2})
    if (counts[kind] > 0) parts.push_back(counted(counts[kind], kOsmKinds[kind]));
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

OsmFile::OsmFile(std::filesystem::path path, const jobs::Task& task)
    : path_(std::move(path)), format_(format_of(path_)) {
  if (format_.content == OsmFormat::Content::kXml && std::filesystem::is_regular_file(path_))
    marks_ = read_xml_marks(path_, format_.packing, task);
}

template <class Each>
void OsmFile::scan(unsigned kinds, const Each& each, const jobs::Task& task) const {
  try {
    osmium::thread::Pool pool{task.threads() > 1 ? 2 : 1, 8};
    osmium::io::Reader reader{as_osmium(path_, format_), static_cast<osmium::osm_entity_bits::type>(kinds), pool};
    const auto all = static_cast<double>(std::max<std::size_t>(1, reader.file_size()));
    for (bool more = true; more;) {
      task.expect_wanted();
      const osmium::memory::Buffer buffer = reader.read();
      if (!buffer) break;
      task.report(static_cast<double>(reader.offset()) / all);
      for (const auto& object : buffer.select<osmium::OSMObject>()) {
        expect_whole_tags(object, path_);
        more = more && each(object);
      }
    }
    const bool to_the_end = reader.eof();
    reader.close();
    // The reader takes less than the four bytes that a block begins with for the end.
    if (to_the_end && format_.content == OsmFormat::Content::kPbf && reader.offset() < reader.file_size())
      unreadable(path_, "it ends inside of a block");
  } catch (const InputError&) {
    throw;
  } catch (const jobs::Cancelled&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::system_error& wrong) {
    if (wrong.code() == std::errc::resource_unavailable_try_again) throw std::bad_alloc();  // no more threads
    unreadable(path_, wrong.what(), advice(wrong.what()));
  } catch (const std::exception& wrong) {
    unreadable(path_, wrong.what(), advice(wrong.what()));
  }
}

bool OsmFile::read(OsmKind first, OsmKind last, const Calls& calls, const jobs::Task& task) {
  unsigned kinds = 0;
  for (auto kind = static_cast<std::size_t>(first); kind <= static_cast<std::size_t>(last); ++kind) {
    kinds |= bit(kind);
    deleted_[kind] = 0;
  }
  struct Reached {
    std::int64_t id = INT64_MIN;
    std::uint64_t at = 0;
    std::size_t skipped = 0;
  };
  std::array<Reached, 3> reached;
  bool rising = true;
  const auto take = [&](const osmium::OSMObject& object) {
    const std::size_t kind = kind_of(object);
    Reached& here = reached[kind];
    if (in_order_ && object.id() <= here.id) return rising = false;
    here.id = object.id();
    const std::uint64_t at = here.at++;
    const auto& superseded = superseded_[kind];
    if (here.skipped < superseded.size() && superseded[here.skipped] == at) {
      ++here.skipped;
    } else if (!object.visible() || marks_.deleted[kind].contains(object.id())) {
      ++deleted_[kind];
      calls.deleted(object.id());
    } else {
      calls.object(object);
    }
    return true;
  };
  scan(kinds, take, task);
  return rising;
}

void OsmFile::tell_copies_apart(const jobs::Task& task) {
  in_order_ = false;
  std::array<std::vector<std::int64_t>, 3> ids;
  const auto note_id = [&](const osmium::OSMObject& object) {
    ids[kind_of(object)].push_back(object.id());
    return true;
  };
  scan(kAll, note_id, task.quiet());
  for (std::size_t kind = 0; kind < 3; ++kind) {
    std::vector<std::int64_t> repeated;
    std::sort(ids[kind].begin(), ids[kind].end());
    for (std::size_t i = 1; i < ids[kind].size(); ++i) {
      const std::int64_t id = ids[kind][i];
      if (id == ids[kind][i - 1] && (repeated.empty() || repeated.back() != id)) repeated.push_back(id);
    }
    repeated_[kind] = static_cast<std::int64_t>(repeated.size());
    ids[kind] = std::move(repeated);
  }
  if (repeated_ == std::array<std::int64_t, 3>{}) return;
  std::array<std::vector<ObjectCopy>, 3> copies;
  std::array<std::uint64_t, 3> at{};
  const auto keep_copies = [&](const osmium::OSMObject& object) {
    const std::size_t kind = kind_of(object);
    if (std::binary_search(ids[kind].begin(), ids[kind].end(), object.id()))
      copies[kind].push_back(copy_of(object, at[kind]));
    ++at[kind];
    return true;
  };
  scan(kAll, keep_copies, task.quiet());
  Problems problems;
  for (const std::size_t kind : {1, 0, 2})
    superseded_[kind] = superseded(std::move(copies[kind]), kOsmKinds[kind], path_, problems);
  problems.throw_if_errors();
}

void OsmFile::tell_of_left_out(OsmRoads& roads) const {
  const auto tell = [&](const std::array<std::int64_t, 3>& counts, const char* what, Problem problem) {
    if (counts == std::array<std::int64_t, 3>{}) return;
    for (std::size_t kind = 0; kind < 3; ++kind)
      if (counts[kind] > 0) roads.counts[fmt::format("{}s {}", kOsmKinds[kind], what)] = counts[kind];
    problem.severity = Severity::kFinding;
    problem.problem += ": " + counts_by_kind(counts);
    problem.where = path_.filename().string();
    roads.findings.push_back(std::move(problem));
  };
  tell(repeated_, "that stand in the file more than once",
       {.code = "P312",
        .problem = "more than once in the file",
        .why = "the newest version of each is taken, once",
        .suggestion = "if this is no full-history file, join extracts with: osmium merge"});
  tell(deleted_, "that are deleted, left out",
       {.code = "P313",
        .problem = "marked as deleted",
        .why = "an editor or a full-history file says so; they are left out"});
}

}  // namespace passage::osm
