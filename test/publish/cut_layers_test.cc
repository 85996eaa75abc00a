// The layers of a cut, as GDAL reads them, which QGIS and others do with.
#include "publish/cut_layers.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include <fmt/format.h>

#include "negotiate/cut.h"
#include "planner/planner.h"
#include "test/support/worked_case.h"

namespace passage::publish {
namespace {

using namespace test;

namespace fs = std::filesystem;

class CutLayers : public ::testing::Test {
 protected:
  void SetUp() override {
    GDALAllRegister();
    folder_ = fs::temp_directory_path() / fmt::format("passage_cut_{}", getpid());
    fs::create_directories(folder_);
    all_ = negotiate::cut_elements(c_, planner::make_plan(c_, {}, jobs::Task()));
    at_ = minutes(120);
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::string file(const char* name) const { return (folder_ / name).string(); }
  [[nodiscard]] long count(bool roads, bool now) const {
    return std::count_if(all_.begin(), all_.end(), [&](const CutElement& element) {
      return element.arc.valid() == roads && (!now || element.when.contains(at_));
    });
  }

  const Case c_ = worked_case();
  std::vector<CutElement> all_;
  CaseTime at_{0};
  fs::path folder_;
};

using File = std::unique_ptr<GDALDataset>;
File opened(const std::string& path) {
  return File(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR));
}

struct Field {
  const char* name;
  OGRFieldType type;
};
constexpr Field kFields[] = {{"id", OFTString},          {"name", OFTString},
                             {"direction", OFTString},   {"kind", OFTString},
                             {"term", OFTString},        {"state", OFTString},
                             {"from", OFTString},        {"until", OFTString},
                             {"persons_per_h", OFTReal}, {"hour_at_most", OFTInteger64},
                             {"at_hour", OFTInteger64}};

TEST_F(CutLayers, GeoPackageOpensWithItsLayersFieldsRowsAndSystem) {
  write_cut(c_, all_, at_, {file("cut.gpkg")}, Overwrite::kRefuse);
  const File cut = opened(file("cut.gpkg"));
  ASSERT_NE(cut, nullptr);
  EXPECT_STREQ(cut->GetDriverName(), "GPKG");
  ASSERT_EQ(cut->GetLayerCount(), 2);
  for (const bool roads : {true, false}) {
    OGRLayer* layer = cut->GetLayerByName(roads ? "held_roads" : "held_refuges");
    ASSERT_NE(layer, nullptr);
    EXPECT_EQ(wkbFlatten(layer->GetGeomType()), roads ? wkbLineString : wkbPoint);
    const OGRSpatialReference* system = layer->GetSpatialRef();
    ASSERT_NE(system, nullptr);
    EXPECT_STREQ(system->GetAuthorityName(nullptr), "EPSG");
    EXPECT_STREQ(system->GetAuthorityCode(nullptr), "4326");
    OGRFeatureDefn* row = layer->GetLayerDefn();
    ASSERT_EQ(row->GetFieldCount(), static_cast<int>(std::size(kFields)));
    for (int i = 0; i < row->GetFieldCount(); ++i) {
      EXPECT_STREQ(row->GetFieldDefn(i)->GetNameRef(), kFields[i].name);
      EXPECT_EQ(row->GetFieldDefn(i)->GetType(), kFields[i].type) << kFields[i].name;
    }
    EXPECT_EQ(layer->GetFeatureCount(), count(roads, false));
    EXPECT_GT(layer->GetFeatureCount(), 0);
    layer->SetAttributeFilter("at_hour = 1");
    EXPECT_EQ(layer->GetFeatureCount(), count(roads, true));
    layer->SetAttributeFilter(nullptr);
  }
  // The checkpoint on r2, from n2 to n3: a line in the direction of travel, longitude first.
  OGRLayer* roads = cut->GetLayerByName("held_roads");
  roads->SetAttributeFilter("id = 'r2' and kind = 'checkpoint'");
  const std::unique_ptr<OGRFeature> r2(roads->GetNextFeature());
  ASSERT_NE(r2, nullptr);
  EXPECT_STREQ(r2->GetFieldAsString("term"), "north-gate");
  EXPECT_DOUBLE_EQ(r2->GetFieldAsDouble("persons_per_h"), 600);
  const OGRLineString* line = r2->GetGeometryRef()->toLineString();
  ASSERT_EQ(line->getNumPoints(), 2);
  EXPECT_NEAR(line->getX(0), 36, 1e-7);
  EXPECT_NEAR(line->getY(0), 47.02, 1e-7);
  EXPECT_NEAR(line->getX(1), 36, 1e-7);
  EXPECT_NEAR(line->getY(1), 47.03, 1e-7);
}

TEST_F(CutLayers, GeoJsonOpensWithAllRows) {
  write_cut(c_, all_, at_, {file("cut.geojson")}, Overwrite::kRefuse);
  const File cut = opened(file("cut.geojson"));
  ASSERT_NE(cut, nullptr);
  ASSERT_EQ(cut->GetLayerCount(), 1);
  OGRLayer* layer = cut->GetLayer(0);
  EXPECT_EQ(layer->GetFeatureCount(), static_cast<GIntBig>(all_.size()));
  EXPECT_STREQ(layer->GetSpatialRef()->GetAuthorityCode(nullptr), "4326");
  for (const Field& field : kFields) EXPECT_GE(layer->GetLayerDefn()->GetFieldIndex(field.name), 0) << field.name;
}

// Both files or neither; and nothing is left beside them.
TEST_F(CutLayers, AllOutputsOrNone) {
  std::ofstream(file("there.geojson")) << "mine";
  EXPECT_THROW(write_cut(c_, all_, at_, {file("cut.gpkg"), file("there.geojson")}, Overwrite::kRefuse), InputError);
  EXPECT_THROW(write_cut(c_, all_, at_, {file("cut.gpkg"), file("cut.txt")}, Overwrite::kRefuse), InputError);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
  write_cut(c_, all_, at_, {file("cut.gpkg"), file("there.geojson"), file("cut.gpkg")}, Overwrite::kReplace);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 2);
}

}  // namespace
}  // namespace passage::publish
