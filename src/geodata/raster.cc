#include "geodata/raster.h"

#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "geodata/gdal_call.h"

namespace passage::geodata {
namespace {

struct Grid {
  std::array<double, 6> to_map;  // GDAL's: x = [0] + column [1] + row [2], y = [3] + column [4] + row [5]
  double nodata;                 // as stored, like the cells before scale and offset
  double scale, offset;          // of what is stored
  bool single;                   // cells are 32 bit, and nodata was perhaps written with fewer digits
  ToWgs84 to_wgs84;
  [[nodiscard]] bool is_nodata(double value) const {
    if (std::isnan(nodata)) return std::isnan(value);
    return value == nodata || (single && static_cast<float>(value) == static_cast<float>(nodata));
  }
  [[nodiscard]] std::optional<LayerPoint> centre(int row, int column) const {
    const double c = column + 0.5, r = row + 0.5;
    return to_wgs84(to_map[0] + c * to_map[1] + r * to_map[2], to_map[3] + c * to_map[4] + r * to_map[5]);
  }
};

// Told once a kind: one wrong cell is seldom alone.
class CellProblems {
 public:
  CellProblems(const std::string& file, Problems& problems) : file_(file), problems_(problems) {}
  void add(const char* code, int row, int column, std::string problem, std::string help) {
    if (!told_.insert(code).second) return;
    problems_.add({.code = code,
                   .problem = std::move(problem),
                   .where = fmt::format("{}: row {}, column {}", file_, row + 1, column + 1),
                   .suggestion = std::move(help)});
  }

 private:
  const std::string& file_;
  Problems& problems_;
  std::set<std::string> told_;
};

void read_cell(const Grid& grid, int row, int column, double stored, double most, CellProblems& problems,
               CellRaster& out) {
  if (grid.is_nodata(stored)) return;
  const double value = stored * grid.scale + grid.offset;
  if (value == 0) return;
  if (!std::isfinite(value))
    return problems.add("P115", row, column, fmt::format("the cell holds {}", value), "is that the nodata value?");
  if (value < 0)
    return problems.add("P114", row, column, fmt::format("the cell holds {}", value),
                        fmt::format("nodata is {}: is another value meant?", grid.nodata));
  if (value > most)
    return problems.add("P116", row, column, fmt::format("the cell holds {}", value),
                        fmt::format("at most {} is taken; persons per cell are meant", most));
  const auto centre = grid.centre(row, column);
  if (!centre)
    return problems.add("P130", row, column, "the cell is no place on Earth",
                        "check the raster's coordinate system: gdalinfo FILE");
  out.cells.push_back({*centre, value});
}

// What a file says of its figures that makes them no counts, in its own words; empty if nothing.
std::string density_text(GDALDataset& dataset, GDALRasterBand& band) {
  const char* image = dataset.GetMetadataItem("TIFFTAG_IMAGEDESCRIPTION");
  for (const std::string text : {band.GetUnitType(), band.GetDescription(), image == nullptr ? "" : image}) {
    const std::string lower = CPLString(text).tolower();
    for (const char* sign :
         {"/km", "/ km", "per km", "per sq", "per square", "density", "km-2", "km^-2", "/ha", "per ha"})
      if (lower.find(sign) != std::string::npos) return text;
  }
  return {};
}

// The band to read, if there is one that can be placed.
GDALRasterBand* usable_band(GDALDataset& dataset, const std::string& file, std::array<double, 6>& to_map,
                            Problems& problems) {
  const auto refuse = [&](const char* code, std::string problem, std::string help) -> GDALRasterBand* {
    problems.add({.code = code, .problem = std::move(problem), .where = file, .suggestion = std::move(help)});
    return nullptr;
  };
  if (dataset.GetRasterCount() != 1)
    return refuse("P159", fmt::format("the raster has {} bands", dataset.GetRasterCount()),
                  "one band of persons per cell: gdal_translate -b 1 FILE new.tif");
  GDALRasterBand* band = dataset.GetRasterBand(1);
  if (band->GetColorInterpretation() == GCI_PaletteIndex)
    return refuse("P159", "the raster has a palette: its cells are colours or classes, not persons",
                  "where they are persons all the same: gdal_translate -co PHOTOMETRIC=MINISBLACK FILE new.tif");
  if (GDALDataTypeIsComplex(band->GetRasterDataType()) != 0)
    return refuse("P159", "the raster holds complex numbers",
                  "persons per cell: gdal_translate -ot Float32 FILE new.tif");
  if (const std::string density = density_text(dataset, *band); !density.empty())
    return refuse("P168", fmt::format("the raster holds people per area (\"{}\"), not per cell", density),
                  "the counts of the same source, or multiply each cell by its area");
  if (std::int64_t{dataset.GetRasterXSize()} * dataset.GetRasterYSize() > kMostRasterCells)
    return refuse("P159",
                  fmt::format("the raster has {} x {} cells", dataset.GetRasterXSize(), dataset.GetRasterYSize()),
                  "cut it to the area of the case: gdalwarp -cutline boundaries.geojson -crop_to_cutline");
  if (dataset.GetGeoTransform(to_map.data()) != CE_None || to_map[1] * to_map[5] == to_map[2] * to_map[4])
    return refuse("P159", "the raster does not say where it lies", "gdal_edit.py -a_ullr places one");
  if (!is_on_earth(dataset.GetSpatialRef()))
    return refuse("P156", "the file does not say which coordinate system it is in",
                  "gdal_edit.py -a_srs EPSG:... FILE");
  int has_nodata = 0;
  (void)band->GetNoDataValue(&has_nodata);
  if (has_nodata == 0)
    return refuse("P158", "the raster does not say which value means that there is no figure",
                  "gdal_edit.py -a_nodata -99999 FILE, with the value it uses");
  return band;
}

}  // namespace

std::optional<CellRaster> read_cells(const std::filesystem::path& path, double most, const std::string& file,
                                     Problems& problems) {
  GdalCall call;
  const auto unreadable = [&]() -> std::optional<CellRaster> {
    problems.add({.code = "P155",
                  .problem = "the file can't be read as a raster",
                  .why = call.complaint(),
                  .where = file,
                  .suggestion = "a GeoTIFF with persons per cell"});
    return std::nullopt;
  };
  const Dataset dataset = open_dataset(path, false);
  if (!dataset) return unreadable();
  std::array<double, 6> to_map{};
  GDALRasterBand* band = usable_band(*dataset, file, to_map, problems);
  if (band == nullptr) return std::nullopt;
  CellRaster out;
  out.files = files_of(*dataset);
  const Grid grid{to_map,
                  band->GetNoDataValue(),
                  band->GetScale(),
                  band->GetOffset(),
                  band->GetRasterDataType() == GDT_Float32,
                  ToWgs84(*dataset->GetSpatialRef())};
  CellProblems wrong(file, problems);
  std::vector<double> row(static_cast<std::size_t>(band->GetXSize()));
  for (int r = 0; r < band->GetYSize(); ++r) {
    if (band->RasterIO(GF_Read, 0, r, band->GetXSize(), 1, row.data(), band->GetXSize(), 1, GDT_Float64, 0, 0,
                       nullptr) != CE_None)
      return unreadable();
    for (int c = 0; c < band->GetXSize(); ++c)
      read_cell(grid, r, c, row[static_cast<std::size_t>(c)], most, wrong, out);
  }
  return out;
}

}  // namespace passage::geodata
