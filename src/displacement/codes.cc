#include "displacement/codes.h"

namespace passage::displacement {
namespace {
constexpr CodePage kPages[] = {
    {"P601", "a row of a displacement case cannot be read",
     "A row has too few fields, or a settings line is no `key: value`. No row is skipped in silence.",
     "Mend the row; docs/formats.md lists the columns.",
     "error[P601]: the row has 2 fields, not 3 (\"Gao,Bourem\") -> input_csv/routes.csv:18"},
    {"P602", "a value is not what it should be", "A number, date or word is not of the kind or range that is wanted.",
     "Put in a value of the kind named.",
     "error[P602]: distance is \"9y7\" (a number from 0 to 40000 is wanted) -> input_csv/routes.csv:18"},
    {"P603", "a name is not in locations.csv",
     "A route, closure, conflict column or record names a place that is not there.", "Mend the name, or add the place.",
     "error[P603]: \"Goa\" is not in locations.csv -> input_csv/routes.csv:18; help: did you mean \"Gao\"?"},
    {"P604", "a setting is not known",
     "simsetting.yml has a key that neither Flee nor Passage knows; it has no effect.",
     "Mend the key or delete the line.", "warning[P604]: setting move_rules.campweight is not known"},
    {"P605", "a setting is not modelled", "Flee has this setting, Passage does not: results differ from Flee's there.",
     "Delete the line, or bear the difference in mind.",
     "warning[P605]: move_rules.fixed_routes = true is not modelled"},
    {"P606", "not a whole displacement case", "The folder has no input_csv, or no simsetting.yml in or above it.",
     "Name the folder that holds input_csv/, and --settings FILE.",
     "error[P606]: data is not a displacement case (it has no folder input_csv)"},
    {"P607", "the record's dates are out of order",
     "A date stands there twice, goes backwards (that row is left out), or a registration correction has no row of its "
     "date.",
     "Put the rows in order; give a correction the date of a row.",
     "warning[P607]: 2018-04-30 does not come after the row before it -> source_data/niger.csv:24"},
    {"P608", "conflicts.csv is too short", "It has fewer rows than days are simulated.",
     "Add rows, or shorten Length in sim_period.csv.", "error[P608]: conflicts cover 300 days of 301"},
    {"P609", "a defect of Flee is not known by that name", "--flee-compat takes the names that the message lists.",
     "Use one of them.", "error[P609]: --flee-compat travel is not known"},
    {"P610", "--train-until is outside of the case", "There have to be five days to learn from and one to forecast.",
     "Name a day or date inside the case.", "error[P610]: --train-until is day 300 (a day from 4 to 298 is wanted)"},
    {"P611", "the case has no record", "What is asked for needs counts of people (source_data).",
     "Add source_data/, or leave the option out.", "error[P611]: the case has no record to learn from"},
    {"P612", "--evaluate wants several cases of some length",
     "Each case is scored with what the others chose, so there have to be two; a forecast takes one.",
     "Name two or more case folders with --evaluate, one without.",
     "error[P612]: --evaluate has 1 case (each is scored with what the others chose; two at least are wanted)"},
    {"P613", "a file is of no known export",
     "The columns tell the export: UNHCR Data Finder and time series, IOM DTM v3, HDX HAPI, ACLED, UCDP GED.",
     "Export it as CSV with its own column names, or rename the columns.",
     "error[P613]: the columns are day people (no known export has these) -> counts.csv"},
    {"P616", "a checkpoint is of another ensemble",
     "The file that --checkpoint names was written for another case, settings, seed or model option, or is none.",
     "Name another file, or delete this one.",
     "error[P616]: runs.ck is of another ensemble (case, settings or seed differ, or it is no checkpoint)"},
};
}  // namespace

std::span<const CodePage> displacement_codes() {
  return kPages;
}

}  // namespace passage::displacement
