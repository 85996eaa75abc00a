#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "answers/problems_json.h"
#include "api/calls.h"
#include "api/negotiations.h"
#include "core/text.h"
#include "scenario/case.h"

namespace passage::api {

CaseFacts facts_of(const scenario::Case& c) {
  CaseFacts out;
  out.id = c.id;
  for (const auto& origin : c.origins) out.people += origin.persons.count();
  out.origins = c.origins.size();
  out.refuges = c.refuges.size();
  out.roads = c.network.road_count();
  out.terms = c.agreement.terms.size();
  for (const auto& term : c.agreement.terms) out.terms_in_force += term.in_force ? 1 : 0;
  out.findings = told(c.findings);
  out.json = nlohmann::json{{"ok", true},
                            {"case", out.id},
                            {"people", out.people},
                            {"origins", out.origins},
                            {"refuges", out.refuges},
                            {"roads", out.roads},
                            {"terms", out.terms},
                            {"terms_in_force", out.terms_in_force},
                            {"problems", answers::problems_json(c.findings)}}
                 .dump(2);
  const auto count_of = [](std::size_t n, const char* word) { return counted(static_cast<std::int64_t>(n), word); };
  out.page = fmt::format("ok: {}, {}, {}, {} ({} in force)\n", people_text(out.people), count_of(out.refuges, "refuge"),
                         count_of(out.roads, "road"), count_of(out.terms, "term"), out.terms_in_force);
  return out;
}

}  // namespace passage::api
