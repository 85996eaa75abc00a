// What is wrong with what a caller gave, all of it at once, and what is worth knowing about a case.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "api/visible.h"

namespace passage::api {

// An error stops the call, and nothing is written. A warning is something that a person must decide; a finding is a
// fact of the case.
enum class Severity { kError, kWarning, kFinding };

struct Problem {
  Severity severity = Severity::kError;
  std::string code;           // "P103"; `passage explain P103` has a page for each
  std::string problem;        // what: one sentence without a full stop
  std::string why;            // may be empty
  std::string where;          // "case.toml:41", "people.csv:3"; may be empty
  std::string suggestion;     // what to do; may be empty
  std::int64_t persons = -1;  // people concerned; -1 where that means nothing
};

// Bad input.
class PASSAGE_API Error : public std::exception {
 public:
  Error(std::vector<Problem> problems, std::string text, std::string json)
      : problems_(std::move(problems)), text_(std::move(text)), json_(std::move(json)) {}
  // As the command line prints it: one line a problem, worst first; and what it prints with --json.
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
  [[nodiscard]] const std::string& json() const { return json_; }
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
  std::string text_, json_;
};

// A task was cancelled before there was anything to answer. Calls that have a best answer so far return it instead.
class PASSAGE_API Cancelled : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace passage::api
