// Counts of displaced people and conflict events as others export them, told apart by their columns; docs/formats.md
// lists them. Counts become a record as Flee's cases hold it; events are summed by day and half degree, since ACLED's
// terms forbid passing rows on.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "core/error.h"
#include "counts/overlaps.h"

namespace passage::counts {

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

// What files say, before what they say twice is left out.
class ImportedRows {
 public:
  // `stem`: the name of the place of a time series. Errors P010 to P014, P602 for a value that is not a date, count
  // or position, P607 for a day counted twice, P613 for a file of no known export; findings P619, P620, P622 to P625.
  ImportedFile add(std::string_view text, const std::string& file, const std::string& stem, Problems& problems);

  // Findings P617, P618, P622, P625; errors P621 for figures of the same people that differ, P626 where nothing is
  // left.
  [[nodiscard]] ImportedCounts counts(Problems& problems) const;

  struct Event {
    std::array<int, 2> cell{};
    std::string date;
    std::int64_t deaths = 0;
    bool operator==(const Event&) const = default;
  };

 private:
  std::vector<CountRow> people_;
  std::map<std::string, Event> events_;  // by source and id
};

// Of a folder that serves as source_data/: data_layout.csv, one file a place; events.csv if there are any.
[[nodiscard]] std::map<std::string, std::string> record_files(const ImportedCounts& counts);

}  // namespace passage::counts
