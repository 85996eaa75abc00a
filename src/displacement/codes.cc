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
     "The columns tell the export: UNHCR Data Finder and time series, IOM DTM v3, HDX HAPI, ACLED, UCDP GED. A preface "
     "above them and notes below do no harm.",
     "Do what the message says; else export it as CSV with its own column names.",
     "error[P613]: the columns are day people (no known export has these) -> counts.csv"},
    {"P616", "a checkpoint is of another ensemble",
     "The file that --checkpoint names was written for another case, settings, seed or model option, or is none.",
     "Name another file, or delete this one.",
     "error[P616]: runs.ck is of another ensemble (case, settings or seed differ, or it is no checkpoint)"},
    {"P617", "the same people are counted twice",
     "Tables hold one country's people at several levels of districts, for all and by sex, age or origin, in several "
     "rounds, by several assessments, agencies or files, or have a total among the places. One of each is taken: "
     "districts of level 1 before 2 and 0, all before parts, the last round, places before their total. Added are "
     "operations, and rows that differ in a column that is not read; the sums are said.",
     "Leave the other rows or files out if they are the better ones.",
     "finding[P617]: the same people are counted at several levels: taken are 1,500 at admin 1, not 1,500 at admin 2"},
    {"P618", "figures of a whole country among those of districts",
     "Some dates have a figure for the country alone, others for its districts. Both in one record would look as if "
     "people moved between them.",
     "Add the districts' figures of these dates, or import the country's figures alone.",
     "finding[P618]: 1,500 people stand for a whole country on 1 date, and for its districts on others: left out"},
    {"P619", "commas that mark thousands",
     "In this column they stand between groups of three digits, and a figure of it would be no whole number if they "
     "marked decimals.",
     "Look at the figure named; save the table without marks of thousands if it was misread.",
     "finding[P619]: commas in individuals are read as marks of thousands: \"16,356\" is 16356"},
    {"P620", "rows without a figure", "The agency does not know the number, or does not publish one that is small.",
     "Nothing, or put the figures in.", "finding[P620]: left out: 2 rows without a figure in individuals"},
    {"P621", "figures that contradict each other",
     "Two files, or two rows of one, give different numbers for the same people, place and date, or one event stands "
     "there twice and differs.",
     "Leave the older one out.", "error[P621]: refugees of POL on 2022-12-31: 1,000 in a.csv, 1,100 in b.csv"},
    {"P622", "people without a code of their place",
     "A record is kept by codes of places; these rows have none, or are a total without its places, so nobody can say "
     "where the people are.",
     "Put the codes in, for example of the common operational datasets of OCHA.",
     "finding[P622]: left out: 400 people whose rows have no code of their place (1 row) -> dtm.csv:3"},
    {"P623", "lines around a table", "They stand above the header or below the last row, and hold words.",
     "Nothing; read them if they say how the figures are meant.",
     "finding[P623]: 4 lines above and below the table are passed over"},
    {"P624", "people who are not displaced, or not counted as such here",
     "A record holds refugees and people displaced at home. The table counts others too: those seeking asylum, without "
     "a state, returned, or hosting.",
     "Nothing; add them by hand if they are to be counted.",
     "finding[P624]: left out: 20 people counted as Asylum-seekers (1 row) -> population.csv:2"},
    {"P625", "rows that stand there twice",
     "They are alike in every cell, give the figure of a row before, or are of one event, and are counted once.",
     "Nothing, or leave one out.", "finding[P625]: left out: 3 rows alike in every cell with one before -> dtm.csv:9"},
    {"P626", "nothing is left to import", "No row of the files has a place, a date and a figure.",
     "The findings say what was left out, and why.", "error[P626]: nothing is left to import"},
    {"P630", "counts of arrivals fall",
     "A cumulative count is below the one before it: a correction, or people who went back. It says nothing of who "
     "came; the counts after it count from it.",
     "Nothing, if that is so; else mend the row.",
     "finding[P630]: 2 of 40 counts of poland are below the one before, by 1800 people in all"},
    {"P631", "ranges of priors.csv are judgements",
     "Their `source` begins with \"judgement\": no record of them was at hand. Intervals are as wide as the ranges.",
     "Nothing; or put in ranges from a record, with its source.",
     "finding[P631]: 2 of 11 ranges are judgements: cross_distance, return_month -> priors.csv"},
    {"P632", "a forecast log cannot be read", "A row of the file that --forecast-log names is not one of such a log.",
     "Name another file, or delete this one: the history begins anew.",
     "error[P632]: the row is not of a forecast log -> log.csv:7"},
    {"P633", "--since is not before --train-until",
     "--since names the last day of an earlier forecast; the reports after it are the news.",
     "Name a day before --train-until.", "error[P633]: --since 2022-03-15 is not before --train-until 2022-03-15"},
    {"P634", "a range of priors.csv is missing",
     "The message names what is then taken as none: return, a share that crosses by distance, where those go who stay "
     "in the country.",
     "Add a row with a range and its source.",
     "finding[P634]: there is no row return_month (part of those away who go back in 30 days) -> priors.csv"},
};
}  // namespace

std::span<const CodePage> displacement_codes() {
  return kPages;
}

}  // namespace passage::displacement
