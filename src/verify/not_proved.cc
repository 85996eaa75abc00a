#include "verify/not_proved.h"

namespace passage::verify {

std::span<const Columns> not_proved() {
  static const std::vector<Columns> kAll{
      {"provenance", {"passage_version", "case_directory", "seed", "options", "assumed", "without"}},
      {"origins", {"reason"}},
      {"left_by_district", {"reason", "held_by"}},
      {"findings", {"code", "problem", "why", "where", "suggestion", "persons"}},
  };
  return kAll;
}

std::span<const Columns> chosen() {
  static const std::vector<Columns> kAll{
      {"orders", {"depart_from", "depart_until", "arrive_until"}},
      {"legs", {"enter_from", "enter_until"}},
      {"flows", {"enter_from", "enter_until"}},
      {"arrivals", {"taken_from", "taken_until"}},
      {"trips", {"ready"}},
      {"labels", {"deadline", "alpha_s"}},
      {"levels", {"weight", "people_per_unit", "score"}},
  };
  return kAll;
}

std::string not_proved_line() {
  return "not proved: how the plan was made, which reason people are left for and what holds them back, what findings "
         "P51x tell (docs/formats.md, \"Not proved\")";
}

}  // namespace passage::verify
