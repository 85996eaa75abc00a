// Whatever is done to the bytes of any file of a case: problems, or a case in which nobody is lost.
// Never a crash, never another exception.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/random.h"
#include "network/store.h"
#include "test/casefile/layers.h"
#include "test/casefile/spoiled.h"

namespace passage::casefile {
namespace {

// What hands and programs write where a figure or a mark should be.
constexpr const char* kOdd[] = {
    "-1", "1e309", "nan",  "99999999999999999999", "0.1e-400", "",    "\"", "null", ",", "\n",
    "[",  "}",     "\xC3", "2022-03-27T03:30:00",  "id",       "made"};

std::string damaged(std::string bytes, Random& random) {
  const std::size_t at = random.below(bytes.size());
  const std::size_t some = std::min<std::size_t>(1 + random.below(12), bytes.size() - at);
  switch (random.below(7)) {
    case 0: bytes.resize(at); break;
    case 1: bytes[at] = static_cast<char>(random() & 0xFF); break;
    case 2: bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8))); break;
    case 3: bytes.erase(at, some); break;
    case 4: bytes.insert(at, bytes.substr(random.below(bytes.size()), some)); break;
    case 5: bytes.replace(at, some, kOdd[random.below(std::size(kOdd))]); break;
    default: {  // a figure becomes another
      const std::size_t begin = bytes.find_first_of("0123456789", at);
      if (begin == std::string::npos) break;
      const std::size_t end = std::min(bytes.find_first_not_of("0123456789.", begin), bytes.size());
      bytes.replace(begin, end - begin, kOdd[random.below(6)]);
    }
  }
  return bytes;
}

// How many of the runs could still be read.
int read_damaged(Spoiled& c, const std::string& file, std::uint32_t runs, std::uint64_t stream) {
  const std::string whole = read_file(fs::path(c.path()) / file);
  int read = 0;
  for (std::uint32_t run = 0; run < runs; ++run) {
    Random random(stream, run);
    c.write(file, damaged(whole, random));
    try {
      const scenario::Case found = read_case(c.path(), {}, jobs::Task());
      for (const scenario::Origin& o : found.origins)
        EXPECT_EQ(o.persons, o.staying + o.by_car + o.on_foot) << file << run;
      ++read;
    } catch (const InputError& error) {
      EXPECT_FALSE(error.problems().empty()) << file << run;
    }
  }
  c.write(file, whole);
  return read;
}

constexpr std::uint32_t kRuns = 400;

TEST(Damaged, FilesOfADrawnCase) {
  Spoiled c;
  std::uint64_t stream = 0;
  for (const char* file :
       {"case.toml", "people.csv", "refuges.csv", "nodes.csv", "roads.csv", "agreement.toml", "dangers.geojson"})
    EXPECT_GT(read_damaged(c, file, kRuns, ++stream), 0) << file;
}

TEST(Damaged, LayersAndRasters) {
  std::uint64_t stream = 100;
  Streets town;
  town.people("people.geojson", town_polygon());
  read_damaged(town, "people.geojson", kRuns, ++stream);
  for (const char* name : {"people.gpkg", "people.shp", "people.fgb"}) {
    Streets c;
    c.replace("case.toml", "\"people.csv\"", std::string("\"") + name + "\"");
    write_point(fs::path(c.path()) / name, 3857, 4007501.67, 5942074.07);
    read_damaged(c, name, kRuns, ++stream);
    if (std::string(name) == "people.shp")
      for (const char* beside : {"people.dbf", "people.shx", "people.prj"})
        read_damaged(c, beside, kRuns / 2, ++stream);
  }
  Population raster;
  read_damaged(raster, "people.tif", kRuns, ++stream);
  read_damaged(raster, "districts.geojson", kRuns, ++stream);
}

TEST(Damaged, RoadFiles) {
  const scenario::Case drawn = read_case((kExamples / "north-or-west").string(), {}, jobs::Task());
  Spoiled stored;
  network::write_network(fs::path(stored.path()) / "roads.network", drawn.network, {}, Overwrite::kRefuse);
  stored.replace("case.toml", "\"roads.csv\"", "\"roads.network\"").replace("case.toml", "nodes = \"nodes.csv\"", "");
  ASSERT_THAT(stored.codes(), testing::ElementsAre("P201"));
  stored.replace("people.csv", ",n1,", ",n99,");
  EXPECT_EQ(stored.first("P110").why, "12 nodes in roads.network");
  stored.replace("people.csv", ",n99,", ",n1,");
  read_damaged(stored, "roads.network", kRuns, 200);
}

}  // namespace
}  // namespace passage::casefile
