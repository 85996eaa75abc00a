#include "api/session.h"

#include <utility>

#include "api/calls.h"
#include "api/negotiations.h"
#include "api/opened_case.h"
#include "api/plan_inside.h"
#include "api/planning.h"
#include "api/verification.h"
#include "casefile/read_case.h"
#include "core/measure.h"
#include "jobs/task.h"

namespace passage::api {
namespace {

OpenedCase opened(const std::filesystem::path& folder, const Premises& premises, const jobs::Task& task) {
  task.expect_wanted();
  const Stopwatch watch;
  OpenedCase out{folder.string(), premises,
                 std::make_shared<const scenario::Case>(read_with(folder.string(), premises, task))};
  out.seconds = watch.seconds();
  return out;
}

}  // namespace

scenario::Case read_with(const std::string& folder, const Premises& premises, const jobs::Task& task) {
  return casefile::read_case(
      folder,
      {.round = premises.round, .assume = premises.assume, .without = premises.without, .people_file = premises.people},
      task);
}

struct Session::Inside {
  OpenedCase opened;
};

Session::Session(const std::filesystem::path& folder, const Premises& premises, const Task& task)
    : inside_(answered([&] { return std::make_unique<Inside>(Inside{opened(folder, premises, task.inside())}); })) {}

Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

Plan Session::plan(const PlanWishes& wishes, const Task& task) const {
  return answered([&] { return planned(inside_->opened, wishes, task.inside()); });
}

CaseFacts Session::check() const {
  return facts_of(*inside_->opened.c);
}

Survival Session::survival(const PlanWishes& wishes, const Task& task) const {
  return answered([&] { return survived(inside_->opened, wishes, task.inside()); });
}

Verdict Session::verify(const Plan& plan, const Task& task) const {
  return answered([&] { return verified(inside_->opened, *plan.inside().plan, {}, task.inside()); });
}

Verdict Session::verify(const std::filesystem::path& plan, const Task& task) const {
  return answered([&] {
    const Plan read = Plan::read(plan, Task(task.inside().part(0, 0.5)));
    return verified(inside_->opened, *read.inside().plan, plan, task.inside().part(0.5, 1));
  });
}

Worth Session::worth(const WorthWishes& wishes, const Task& task) const {
  return answered([&] { return worth_of(inside_->opened, wishes, task.inside()); });
}

Reach Session::reach(const ReachWishes& wishes, const Task& task) const {
  return answered([&] { return reach_of(inside_->opened, wishes, task.inside()); });
}

Cut Session::cut(const CutWishes& wishes, const Task& task) const {
  return answered([&] { return cut_of(inside_->opened, wishes, task.inside()); });
}

Rounds Session::rounds(const Task& task) const {
  return answered([&] { return rounds_of(inside_->opened, task.inside()); });
}

RoundChange Session::change(const std::string& before, const std::string& after, const Task& task) const {
  return answered([&] { return change_of(inside_->opened, before, after, task.inside()); });
}

}  // namespace passage::api
