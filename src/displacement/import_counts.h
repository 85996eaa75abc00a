// Counts of displaced people and conflict events as others export them, told apart by their columns:
//   UNHCR Data Finder   year coo_iso coa_iso refugees idps
//   UNHCR time series   data_date individuals
//   IOM DTM v3          reportingDate admin1Pcode numPresentIdpInd
//   HDX HAPI            reference_period_start population, asylum_location_code or admin1_code or location_code
//   ACLED               event_id_cnty event_date event_type latitude longitude fatalities
//   UCDP GED            id date_start type_of_violence latitude longitude best
// A second row of HXL tags is passed over. Counts become a record as Flee's cases hold it; events are
// summed by day and half degree, since ACLED's terms forbid passing rows on.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "core/csv.h"

namespace passage::displacement {

struct EventSum {
  std::int64_t events = 0, deaths = 0;
};

struct ImportedCounts {
  std::map<std::string, std::map<std::string, std::int64_t>> people;     // by place, date
  std::map<std::array<int, 2>, std::map<std::string, EventSum>> events;  // by half degree (floor 2 lat, 2 lon), date
};

struct ImportedFile {
  std::string format;
  std::size_t rows = 0;
};

// Adds a file's rows. `stem`: the name of the place of a time series. P613 if the columns are of no
// known format, P602 for a value that is not a date, count or position, P607 for a day counted twice.
ImportedFile import_counts(const CsvTable& table, const std::string& stem, ImportedCounts& into, Problems& problems);

// Of a folder that serves as source_data/: data_layout.csv, one file a place; events.csv if there are any.
[[nodiscard]] std::map<std::string, std::string> record_files(const ImportedCounts& counts);

}  // namespace passage::displacement
