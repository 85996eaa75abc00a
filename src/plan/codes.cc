#include "plan/codes.h"

namespace passage::plan {
namespace {
constexpr const char* kNotByHand =
    "Make the plan again with passage plan; a plan is not to be edited by hand, its figures are proven together.";
constexpr CodePage kPages[] = {
    {"P500", "the file is no plan",
     "It is not a GeoPackage or CSV folder, or it has no table `provenance`, which every plan has.",
     "Name a file that passage plan wrote.", "error[P500]: roads.gpkg is no plan (it has no table \"provenance\")"},
    {"P501", "a plan lacks a table or a column",
     "Every plan holds all tables of docs/formats.md, empty ones too. Something was removed or renamed.", kNotByHand,
     "error[P501]: table \"flows\" has no column \"persons\""},
    {"P502", "a cell of a plan can't be read",
     "A number, time, word or shape is not written as docs/formats.md says; a figure is one that no plan holds (more "
     "people than there are, a time years away); a key of provenance is there twice; or the cell is not UTF-8.",
     kNotByHand, "error[P502]: persons \"12.5\" can't be read (no whole number) -> plan.gpkg: flows, row 7"},
    {"P503", "a row of a plan refers to what is not there",
     "A flow, leg, road or label names a road, order or node that the plan does not hold.", kNotByHand,
     "error[P503]: there is no road \"r12\" in the plan"},
    {"P504", "the name says no format that a plan is kept in",
     "The ending of the output's name chooses the format: .gpkg, .csv or a closing slash (a folder), .geojson; "
     "passage export also writes .html and .svg.",
     "Give the name one of these endings.", "error[P504]: plan.txt names no format that a plan is kept in"},
    {"P505", "a plan file is damaged", "SQLite can't read the file to its end: it was cut short or overwritten.",
     "Take it again from where it came, or make the plan again.",
     "error[P505]: plan.gpkg is damaged (database disk image is malformed)"},
    {"P506", "the plan was written by a later version of Passage", "Its tables may mean more than this version knows.",
     "Read it with that version.", "error[P506]: the plan was written by a later version of Passage (passage 9.1.0)"},
    {"P507", "a plan's time zone is not known", "Times are written with the offset of the plan's time zone.",
     "Install tzdata, or use a name of the IANA list such as Europe/Kyiv.",
     "error[P507]: there is no time zone \"Europe/Kiyv\""},
    {"P509", "a format that can't be read back", "GeoJSON is for maps: it holds neither orders nor labels.",
     "Give the GeoPackage or the folder of CSV files.", "error[P509]: plan.geojson can't be read as a plan"},
};
}  // namespace

std::span<const CodePage> plan_codes() {
  return kPages;
}

}  // namespace passage::plan
