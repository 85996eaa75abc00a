// What the checker found: every violation in words, with ids, times and figures.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/quantity.h"
#include "plan/local_time.h"

namespace passage::verify {

struct Violation {
  std::string rule;  // "capacity", "conservation", ..: one word, stable
  std::string text;  // one sentence, no full stop
};

enum class Status { kAccepted, kRejected };

struct Verdict {
  Status status = Status::kAccepted;
  std::vector<Violation> violations;  // in the order of the checks; at most kListed of one rule
  std::int64_t unlisted = 0;          // beyond that
  Persons people, safe, upper_bound;  // as the file claims; confirmed if accepted
};

// Collects violations, so that one run names all of them.
class Findings {
 public:
  static constexpr int kListed = 100;
  Findings(const std::string& time_zone, Instant start, Millis horizon);

  // As the case's people read it: "09:00", seconds only where they are not zero, "6 Mar 09:00" where the
  // case lasts longer than its first day.
  [[nodiscard]] std::string clock(Millis t) const;
  [[nodiscard]] std::string span(Interval<Millis> t) const;  // "09:00 to 09:15"

  void add(std::string rule, std::string text) {
    if (++count_[rule] > kListed) {
      ++unlisted_;
    } else {
      list_.push_back({std::move(rule), std::move(text)});
    }
  }
  // What another found, after what this one did.
  void append(const Findings& later) {
    for (const Violation& violation : later.list_) add(violation.rule, violation.text);
    for (const auto& [rule, n] : later.count_) {
      const int more = std::max(0, n - kListed);
      count_[rule] += more;
      unlisted_ += more;
    }
  }
  [[nodiscard]] bool none() const { return list_.empty(); }
  [[nodiscard]] const std::vector<Violation>& list() const { return list_; }
  [[nodiscard]] std::int64_t unlisted() const { return unlisted_; }

 private:
  plan::LocalClock clock_;
  bool one_day_ = true;
  std::vector<Violation> list_;
  std::map<std::string, int> count_;
  std::int64_t unlisted_ = 0;
};

}  // namespace passage::verify
