#include "api/calls.h"

#include <fmt/format.h>

#include "answers/problems_json.h"
#include "core/error.h"
#include "core/file.h"
#include "core/measure.h"
#include "jobs/task.h"

namespace passage::api {
namespace {

Error error_of(const InputError& error) {
  return {told(error.problems()), render(error.problems()), answers::refusal_json(error.problems())};
}

Error error_of(const std::filesystem::filesystem_error& error) {
  return error_of(InputError(passage::Problem{.code = "P007",
                                              .problem = fmt::format("the system refuses {}", error.path1().string()),
                                              .why = error.code().message(),
                                              .where = error.path1().string(),
                                              .suggestion = "give another path"}));
}

}  // namespace

std::vector<Problem> told(const std::vector<passage::Problem>& problems) {
  std::vector<Problem> out;
  out.reserve(problems.size());
  for (const passage::Problem& p : problems)
    out.push_back({static_cast<Severity>(p.severity), p.code, p.problem, p.why, p.where, p.suggestion, p.persons});
  return out;
}

passage::Overwrite ours(Overwrite overwrite) {
  return overwrite == Overwrite::kReplace ? passage::Overwrite::kReplace : passage::Overwrite::kRefuse;
}

std::vector<std::string> texts(const std::vector<std::filesystem::path>& paths) {
  return {paths.begin(), paths.end()};
}

nlohmann::ordered_json with_cost(nlohmann::ordered_json answer, double seconds) {
  answer["seconds"] = seconds;
  answer["peak_bytes"] = peak_bytes();
  return answer;
}

void throw_told() {
  try {
    throw;
  } catch (const InputError& error) {
    throw error_of(error);
  } catch (const std::filesystem::filesystem_error& error) {
    throw error_of(error);
  } catch (const jobs::Cancelled&) {
    throw Cancelled();
  }
}

}  // namespace passage::api
