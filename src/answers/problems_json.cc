#include "answers/problems_json.h"

namespace passage::answers {

using nlohmann::json;

namespace {

const char* name_of(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kWarning: return "warning";
    case Severity::kFinding: return "finding";
  }
  return "";
}

}  // namespace

json problems_json(const std::vector<Problem>& problems) {
  json list = json::array();
  for (const Problem& p : problems) {
    json entry{{"severity", name_of(p.severity)}, {"code", p.code}, {"problem", p.problem}, {"where", p.where}};
    if (!p.why.empty()) entry["why"] = p.why;
    if (!p.suggestion.empty()) entry["help"] = p.suggestion;
    if (p.persons >= 0) entry["persons"] = p.persons;
    list.push_back(std::move(entry));
  }
  return list;
}

std::string refusal_json(const std::vector<Problem>& problems) {
  return json{{"ok", false}, {"problems", problems_json(problems)}}.dump(
      2, ' ', false, json::error_handler_t::replace);  // a file's name may be any bytes
}

}  // namespace passage::answers
