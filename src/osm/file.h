// An OpenStreetMap file, object by object: each once, in its newest version, and none that is deleted.
#pragma once

#include <array>
#include <functional>

#include "jobs/task.h"
#include "osm/format.h"
#include "osm/read.h"
#include "osm/xml.h"

namespace osmium {
class OSMObject;
}

namespace passage::osm {

enum class OsmKind { kNode, kWay, kRelation };
inline constexpr std::array<const char*, 3> kOsmKinds{"node", "way", "relation"};

class OsmFile {
 public:
  // InputError P001, P002, P305, P309. One pass over XML, to learn what an editor deleted.
  OsmFile(std::filesystem::path path, const jobs::Task& task);

  struct Calls {
    std::function<void(const osmium::OSMObject&)> object;
    std::function<void(std::int64_t id)> deleted = [](std::int64_t) {};
  };
  // All objects of the kinds from `first` to `last`, in the file's order; how far it is goes by the bytes that are
  // read. False if they do not rise by id: some may be there twice, so that nothing of this call
  // counts; tell_copies_apart() and read again. InputError P305.
  [[nodiscard]] bool read(OsmKind first, OsmKind last, const Calls& calls, const jobs::Task& task);

  // Two more passes; 8 bytes an object, 40 for each that stands there more than once. InputError P305, P311.
  void tell_copies_apart(const jobs::Task& task);

  // What was left out of the last reading of each kind, as counts and findings P312, P313.
  void tell_of_left_out(OsmRoads& roads) const;

 private:
  template <class Each>
  void scan(unsigned kinds, const Each& each, const jobs::Task& task) const;

  std::filesystem::path path_;
  OsmFormat format_;
  XmlMarks marks_;
  bool in_order_ = true;  // as far as is known
  std::array<std::vector<std::uint64_t>, 3> superseded_;
  std::array<std::int64_t, 3> deleted_{}, repeated_{};
};

}  // namespace passage::osm
