// Bad input: what, why, where, and what to do. Collected, thrown once, printed worst first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace passage {

// An error stops the command (exit 2, nothing written). A warning is something a person must
// decide; a finding is a fact of the case that the plan reports, with a head-count if it has one.
enum class Severity { kError, kWarning, kFinding };

struct Problem {
  Severity severity = Severity::kError;
  std::string code = {};        // "P103"; `passage explain P103` has a page for each
  std::string problem = {};     // what: one sentence, no full stop
  std::string why = {};         // in brackets behind it, may be empty
  std::string where = {};       // "case.toml:41", "people.csv:3", "dangers.geojson: feature 2"
  std::string suggestion = {};  // what to do, may be empty
  long long persons = -1;       // people concerned; -1 where that means nothing
  bool operator==(const Problem&) const = default;
};

// All problems of one run. What they quote is made UTF-8, here and in Problems: it can be shown and put into JSON.
class InputError {
 public:
  explicit InputError(Problem problem);
  explicit InputError(std::vector<Problem> problems);
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

class Problems {
 public:
  void add(Problem problem);
  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] const std::vector<Problem>& list() const { return list_; }
  // Throws InputError with everything found so far if any of it is an error.
  void throw_if_errors() const;

 private:
  std::vector<Problem> list_;
};

// One line a problem: `error[P103]: what (why) -> case.toml:41; help: ...\n`, worst first, at most 20
// of one code, then "and 311 more".
[[nodiscard]] std::string render(const std::vector<Problem>& problems);

// The candidate nearest to `wrong` by edit distance, if near enough to be meant; else empty.
[[nodiscard]] std::string nearest(std::string_view wrong, const std::vector<std::string>& candidates);
// `did you mean "r2"?`, or empty.
[[nodiscard]] std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& candidates);

}  // namespace passage
