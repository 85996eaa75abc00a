// Rasters as GDAL writes them: scale, nodata, and what can't be persons per cell.
#include "geodata/raster.h"

#include <limits>

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/geodata/temp_folder.h"

namespace passage::geodata {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// A raster of 2 x 2 cells of 0.01 degrees from 36, 47 that a test may spoil before it is read.
class Raster {
 public:
  explicit Raster(std::vector<double> cells, GDALDataType type = GDT_Float64, double nodata = -1) {
    GDALAllRegister();
    file_ =
        GetGDALDriverManager()->GetDriverByName("GTiff")->Create((folder_ / "x.tif").c_str(), 2, 2, 1, type, nullptr);
    place({36, 0.01, 0, 47, 0, -0.01});
    OGRSpatialReference system;
    system.importFromEPSG(4326);
    file_->SetSpatialRef(&system);
    band().SetNoDataValue(nodata);
    EXPECT_EQ(band().RasterIO(GF_Write, 0, 0, 2, 2, cells.data(), 2, 2, GDT_Float64, 0, 0), CE_None);
  }
  [[nodiscard]] GDALRasterBand& band() { return *file_->GetRasterBand(1); }
  void place(std::array<double, 6> to_map) { file_->SetGeoTransform(to_map.data()); }

  // The figures of the cells; problems() has what was told.
  std::vector<double> read() {
    GDALClose(file_);
    const auto raster = read_cells(folder_ / "x.tif", 1e9, "x.tif", problems_);
    std::vector<double> out;
    if (raster)
      for (const RasterCell& cell : raster->cells) out.push_back(cell.value);
    if (raster) centres_ = raster->cells;
    return out;
  }
  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> out;
    for (const Problem& problem : problems_.list()) out.push_back(problem.code);
    return out;
  }
  [[nodiscard]] const std::vector<RasterCell>& cells() const { return centres_; }

 private:
  TempFolder folder_;
  GDALDataset* file_;
  Problems problems_;
  std::vector<RasterCell> centres_;
};

TEST(Raster, ScaleAndOffsetAreApplied) {
  Raster raster({10, 255, 0, 20}, GDT_Byte, 255);
  raster.band().SetScale(0.5);
  raster.band().SetOffset(1);
  EXPECT_THAT(raster.read(), ElementsAre(6, 1, 11));  // nodata is as stored, a stored 0 is a figure
  EXPECT_THAT(raster.codes(), IsEmpty());
}

TEST(Raster, WhatIsTooLittleOrTooMuchIsSoOnceScaled) {
  Raster low({1, 2, 3, 4});
  low.band().SetScale(-1);
  low.read();
  EXPECT_THAT(low.codes(), ElementsAre("P114"));
  Raster high({1, 2, 3, 4});
  high.band().SetScale(1e9);
  high.read();
  EXPECT_THAT(high.codes(), ElementsAre("P116"));
}

TEST(Raster, NodataMayBeNan) {
  Raster raster({kNan, 2, 3, 4}, GDT_Float32, kNan);
  EXPECT_THAT(raster.read(), ElementsAre(2, 3, 4));
  Raster wrong({kNan, 2, 3, 4});
  wrong.read();
  EXPECT_THAT(wrong.codes(), ElementsAre("P115"));
}

TEST(Raster, ItMayBeTurnedOrUpsideDown) {
  Raster turned({1, 2, 3, 4});
  turned.place({36, 0, 0.01, 47, 0.01, 0});  // columns go north, rows go east
  turned.read();
  EXPECT_EQ(turned.cells()[1].centre, (LayerPoint{360'050'000, 470'150'000}));
  Raster south_up({1, 2, 3, 4});
  south_up.place({36, 0.01, 0, 47, 0, 0.01});
  south_up.read();
  EXPECT_EQ(south_up.cells()[2].centre, (LayerPoint{360'050'000, 470'150'000}));
  Raster flat({1, 2, 3, 4});
  flat.place({36, 0.01, 0.01, 47, 0.01, 0.01});
  flat.read();
  EXPECT_THAT(flat.codes(), ElementsAre("P159"));
}

TEST(Raster, LongitudesOf0To360AreBroughtHome) {
  Raster raster({1, 2, 3, 4});
  raster.place({182, 0.01, 0, -17, 0, -0.01});
  raster.read();
  EXPECT_EQ(raster.cells()[0].centre, (LayerPoint{-1'779'950'000, -170'050'000}));
}

TEST(Raster, ColoursAndDensitiesAreNoPersons) {
  Raster palette({1, 2, 3, 4}, GDT_Byte, 0);
  GDALColorTable colours;
  const GDALColorEntry red{255, 0, 0, 255};
  colours.SetColorEntry(1, &red);
  palette.band().SetColorTable(&colours);
  palette.read();
  EXPECT_THAT(palette.codes(), ElementsAre("P159"));
  Raster density({1, 2, 3, 4});
  density.band().SetUnitType("persons/km2");
  density.read();
  EXPECT_THAT(density.codes(), ElementsAre("P168"));
}

}  // namespace
}  // namespace passage::geodata
