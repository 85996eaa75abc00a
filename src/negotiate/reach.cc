#include "negotiate/reach.h"

#include <algorithm>
#include <list>
#include <map>
#include <memory>

#include "negotiate/concessions.h"
#include "negotiate/worth.h"
#include "planner/warm_start.h"
#include "scenario/travellers.h"
#include "solver/fewest.h"

namespace passage::negotiate {

using answers::Reach;
using solver::Condition;

namespace {

using Set = std::vector<std::size_t>;  // indices into Reach::asked

std::vector<TermId> terms_of(const Reach& reach, const Set& set) {
  std::vector<TermId> out;
  for (const std::size_t i : set) out.push_back(reach.asked[i]);
  return out;
}

// What a set must fulfil by one linear bound: constant + worth x >= target.
Condition condition_of(const LinearBound& bound, Persons target) {
  Condition out;
  for (const Int128 worth : bound.worth) out.weight.push_back(static_cast<double>(worth));
  out.least = static_cast<double>(Int128{target.count()} * 1'000'000 - bound.constant);
  return out;
}

bool fulfils(const LinearBound& bound, const Set& set, Persons target) {
  Int128 sum = bound.constant;
  for (const std::size_t i : set) sum += bound.worth[i];
  return sum >= Int128{target.count()} * 1'000'000;
}

// Any set but this one.
Condition all_but(const Set& set, std::size_t n) {
  Condition out{std::vector<double>(n, 1), 1 - static_cast<double>(set.size())};
  for (const std::size_t i : set) out.weight[i] = -1;
  return out;
}

Persons movable(const Case& c) {
  Persons sum{0};
  for (const scenario::Origin& o : c.origins) sum += o.persons - o.staying;
  return sum;
}

class Search {
 public:
  Search(const Case& c, const ReachOptions& options, Reach& out, const jobs::Task& task)
      : c_(c), options_(options), out_(out), task_(task), preference_(out.asked.size(), 0) {}

  void run() {
    // Nothing and everything first: between them they show most of what each term does.
    Set everything;
    for (std::size_t i = 0; i < out_.asked.size(); ++i) everything.push_back(i);
    if (visit({})) return;
    const bool enough = !everything.empty() && visit(everything);
    while (out_.plans < options_.most_plans) {
      if (task_.cancelled()) return;
      const auto set = solver::fewest(out_.asked.size(), conditions_, preference_);
      if (!set) return nothing_left();
      out_.at_least = unproved_.empty() ? set->size() : at_least_;
      if (*set == everything && enough) return accept(everything);
      if (visit(*set)) return accept(*set);
    }
  }

 private:
  // Plans with the set. False if it falls short: then a condition is there that leaves the set out.
  bool visit(const Set& set) {
    const plan::Plan plan = plan_with(set);
    ++out_.plans;
    if (plan.safe >= out_.target) {
      best_safe_ = plan.safe;
      best_bound_ = plan.upper_bound;
      if (set.empty()) accept(set);
      return true;
    }
    if (plan.safe > out_.safe || out_.plans == 1) {
      out_.safe = plan.safe;
      out_.upper_bound = plan.upper_bound;
    }
    const LinearBound bound = bound_of(plan);
    conditions_.push_back(condition_of(bound, out_.target));
    for (std::size_t i = 0; i < preference_.size(); ++i) {
      preference_[i] = std::max(preference_[i], static_cast<double>(bound.worth[i]));
    }
    if (fulfils(bound, set, out_.target)) {
      conditions_.push_back(all_but(set, out_.asked.size()));
      if (plan.upper_bound >= out_.target) {
        at_least_ = unproved_.empty() ? set.size() : std::min(at_least_, set.size());
        unproved_.push_back(set);
      }
    }
    return false;
  }

  // Nothing that a smaller set has brought out is lost.
  plan::Plan plan_with(const Set& set) {
    PlanOptions options = options_.plan;
    Case granted = rules::with_terms(c_, terms_of(out_, set));
    Persons most{-1};
    for (const Visited& visited : visited_) {
      if (visited.plan.safe <= most || !std::includes(set.begin(), set.end(), visited.set.begin(), visited.set.end()))
        continue;
      most = visited.plan.safe;
      options.incumbent = {&visited.of, &visited.plan};
    }
    if (set.empty())
      options.next_start = &warm_start_;
    else
      options.warm_start = &warm_start_;
    plan::Plan plan = planner::make_plan(granted, options, task_);
    if (!scenario::several_groups(c_)) return plan;
    visited_.push_back({set, std::move(granted), plan});
    visited_.back().plan.labels.clear();
    return plan;
  }

  // By the plan's cut times; with several groups of travellers the sum of its levels' bounds.
  LinearBound bound_of(const plan::Plan& plan) {
    LinearBound out{0, std::vector<Int128>(out_.asked.size(), 0)};
    for (bounds::ProvingCase& part : bounds::proving_cases(c_, plan)) {
      std::unique_ptr<Concessions>& concessions = concessions_[part.level];
      if (!concessions) concessions = std::make_unique<Concessions>(std::move(part.of), out_.asked);
      const LinearBound bound = concessions->bound(plan.labels, part.level);
      const auto weighted = [&](Int128 value) { return ceil_div(value * part.weight.num(), part.weight.den()); };
      out.constant += weighted(bound.constant);
      for (std::size_t t = 0; t < out.worth.size(); ++t) out.worth[t] += weighted(bound.worth[t]);
    }
    return out;
  }

  void accept(const Set& set) {
    out_.status = answers::ReachStatus::kReached;
    out_.terms = terms_of(out_, set);
    out_.safe = best_safe_;
    out_.upper_bound = best_bound_;
    out_.at_least = unproved_.empty() ? set.size() : std::min(at_least_, set.size());
    out_.conditions = conditions_.size();
  }

  void nothing_left() {
    out_.status = unproved_.empty() ? answers::ReachStatus::kImpossible : answers::ReachStatus::kNotFound;
    out_.conditions = conditions_.size();
  }

  struct Visited {
    Set set;
    Case of;
    plan::Plan plan;  // without its cut times
  };

  const Case& c_;
  const ReachOptions& options_;
  Reach& out_;
  const jobs::Task task_;
  std::map<std::size_t, std::unique_ptr<Concessions>> concessions_;  // by level
  std::vector<Condition> conditions_;
  std::vector<double> preference_;
  planner::WarmStart warm_start_;  // of the plan with nothing granted
  std::list<Visited> visited_;     // of several groups of travellers
  std::vector<Set> unproved_;      // the plan falls short, its bound does not
  std::size_t at_least_ = 0;       // size of the smallest of them
  Persons best_safe_, best_bound_;
};

}  // namespace

Reach reach(const Case& c, const ReachOptions& options, const jobs::Task& task) {
  Reach out;
  out.movable = movable(c);
  out.target = Persons{(Rational{out.movable.count()} * options.share).ceil()};
  out.asked = askable_terms(c);
  for (const TermId term : options.also) {
    if (!c.agreement.terms[term].granted && std::find(out.asked.begin(), out.asked.end(), term) == out.asked.end()) {
      out.asked.push_back(term);
    }
  }
  Search(c, options, out, task.quiet()).run();
  return out;
}

}  // namespace passage::negotiate
