// What a Session answers: figures, and the same facts as the command line prints them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/error.h"
#include "api/plan.h"

namespace passage::api {

// People are whole numbers; times are local with offset.
struct Answer {
  std::string json;      // what the command prints with --json
  std::string page;      // what it prints without: at most 80 columns
  bool stopped = false;  // the task was cancelled: this is the best so far
};

// passage check
struct CaseFacts : Answer {
  std::string id;
  std::int64_t people = 0;
  std::size_t origins = 0, refuges = 0, roads = 0, terms = 0, terms_in_force = 0;
  std::vector<Problem> findings;  // warnings and findings
};

// passage verify
struct Verdict : Answer {
  struct Violation {
    std::string rule;  // "capacity", "conservation", ..: one word, stable
    std::string what;  // one sentence
  };
  bool accepted = false;
  std::vector<Violation> violations;                   // at most 100 of one rule
  std::int64_t violations_not_listed = 0;              // beyond that
  std::int64_t people = 0, safe = 0, upper_bound = 0;  // as the plan claims; confirmed if accepted
  std::vector<std::string> not_of_the_plan;            // what else is in the file, which nobody checks
};

// What a plan achieves.
struct Outcome {
  std::int64_t people = 0, safe = 0, upper_bound = 0;
  double gap = 0;
};

// passage worth
struct Worth : Answer {
  struct Term {
    std::string id, what;                    // what: in words
    std::vector<std::string> grants_needed;  // parties; empty: it is in force, and its worth is what its loss costs
    bool in_force = false;
    std::int64_t at_most = 0;             // proved: it brings out no more than this
    std::optional<std::int64_t> exact;    // by planning again; none unless that was asked for
    std::optional<double> hours_earlier;  // of those safe with it and without it, on average
  };
  Outcome base;
  std::vector<Term> terms;  // most people first
};

// passage worth --reach
struct Reach : Answer {
  enum class Status { kReached, kImpossible, kNotFound, kStopped };  // kImpossible is proved
  Status status = Status::kStopped;
  std::int64_t people_who_move = 0, target = 0;
  std::int64_t safe = 0, upper_bound = 0;  // of the plan with the terms, or of the best met
  std::vector<std::string> terms;          // kReached: that suffice
  std::size_t at_least = 0;                // proved: fewer terms do not
};

// passage rounds
struct Rounds : Answer {
  struct Round {
    std::string id, date;
    Outcome outcome;
  };
  std::vector<Round> rounds;  // by date
};

// passage rounds A B
struct RoundChange : Answer {
  enum class Fate { kKept, kAdded, kDropped };
  struct Term {
    Fate fate = Fate::kKept;
    std::string id, what;
    std::optional<std::int64_t> people;  // that the round would lose without it
    std::optional<double> hours_earlier;
  };
  struct District {
    std::string name;
    std::int64_t before = 0, after = 0;  // safe
    std::optional<double> hours_earlier;
  };
  Outcome before, after;
  double hours_earlier = 0;  // of those safe in both, on average
  std::vector<Term> terms;
  std::vector<District> districts;  // those that change, largest change first
};

// passage plan --survive 1
struct Survival : Answer {
  struct Failure {
    std::string corridor;
    Plan plan;                       // if it never opens
    std::int64_t had_to_use_it = 0;  // whom the plan without failure sends over it
  };
  Plan plan;                              // if nothing fails
  std::vector<Failure> failures;          // by corridor that has a window in force
  std::int64_t promise = 0, at_most = 0;  // safe whichever one fails; nobody can promise more
  bool accepted = false;                  // all of the plans, each against its own case
};

// passage cut
struct Cut : Answer {
  struct Element {
    std::string kind, state, what, term;  // kind: road, checkpoint, intake, room; state: full, closed
    std::string from, until;              // it holds people back in here
    double persons_per_h = 0;             // let through while it is open
    std::int64_t hour_at_most = 0;        // one more hour of it brings out at most this
  };
  std::string at;
  std::vector<Element> elements;                     // at that time, largest first
  std::int64_t safe = 0, left = 0, upper_bound = 0;  // of the plan whose proof it is
};

}  // namespace passage::api
