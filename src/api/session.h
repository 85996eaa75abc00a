// One case, opened: everything that Passage can say of it. The only face of the library: the command line and the
// Python module are written on it.
//
//   passage::api::Session session("my-case");
//   const passage::api::Plan plan = session.plan();
//   plan.write({"plan.gpkg"});
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "api/answers.h"
#include "api/error.h"
#include "api/plan.h"
#include "api/task.h"
#include "api/visible.h"
#include "api/wishes.h"

namespace passage::api {

// All functions throw Error for bad input and Cancelled where a cancelled task leaves nothing to answer; whatever they
// throw, nothing of their outputs is there. A session can be moved, not copied, and its functions may be called from
// several threads at once. Sessions share nothing: two of them in one process plan, report and are cancelled apart.
// Same case, premises and wishes (without `seconds`), same answer, whatever the machine and the number of threads.
class PASSAGE_API Session {
 public:
  // Reads and checks all of the case. The Error has every problem of it, not only the first. The folder is not read
  // again but for what says so.
  explicit Session(const std::filesystem::path& folder, const Premises& premises = {}, const Task& task = Task());
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  [[nodiscard]] CaseFacts check() const;

  // Planned, and then judged by a checker that shares no code with the planner: Plan::accepted() is its verdict.
  [[nodiscard]] Plan plan(const PlanWishes& wishes = {}, const Task& task = Task()) const;

  // Does the plan keep every rule of the case, and prove its figures? The case is taken as the plan says that it was
  // planned, its round and its terms, and is read again where this session took it otherwise; the people are this
  // session's. A file is also checked to be what such a plan is written as.
  [[nodiscard]] Verdict verify(const Plan& plan, const Task& task = Task()) const;
  [[nodiscard]] Verdict verify(const std::filesystem::path& plan, const Task& task = Task()) const;

  // What each term that is still open would bring out, and who has to grant it.
  [[nodiscard]] Worth worth(const WorthWishes& wishes = {}, const Task& task = Task()) const;
  // The fewest terms that bring out a share of the people, with proof.
  [[nodiscard]] Reach reach(const ReachWishes& wishes = {}, const Task& task = Task()) const;
  // What can be promised if any one corridor may fail. Outputs: NAME.gpkg if nothing fails, and
  // NAME.without-CORRIDOR.gpkg for each failure.
  [[nodiscard]] Survival survival(const PlanWishes& wishes = {}, const Task& task = Task()) const;
  // What holds people back at an hour.
  [[nodiscard]] Cut cut(const CutWishes& wishes = {}, const Task& task = Task()) const;

  // The rounds of the agreement as the folder has them, read again for each round; nothing is assumed.
  [[nodiscard]] Rounds rounds(const Task& task = Task()) const;
  [[nodiscard]] RoundChange change(const std::string& before, const std::string& after,
                                   const Task& task = Task()) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace passage::api
