#include "plan/judged.h"

namespace passage::plan {

bool write_judged(Plan& plan, const std::vector<std::string>& outputs, Overwrite overwrite,
                  const std::function<bool(const Plan&)>& judge, const jobs::Task& task) {
  const auto write = [&] {
    auto pending = std::make_unique<PendingPlans>();
    for (const std::string& output : outputs) pending->add(plan, output, overwrite);
    return pending;
  };
  plan.certificate_accepted = true;
  std::unique_ptr<PendingPlans> pending;
  bool accepted = false;
  task.in_parallel(2, [&](std::size_t i) {
    if (i == 0)
      accepted = judge(plan);
    else
      pending = write();
  });
  if (!accepted) {
    plan.certificate_accepted = false;
    pending = nullptr;
    pending = write();
  }
  pending->commit();
  return accepted;
}

}  // namespace passage::plan
