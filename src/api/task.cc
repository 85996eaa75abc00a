#include "api/task.h"

#include <chrono>
#include <utility>

#include "jobs/task.h"

namespace passage::api {

Task::Task(Report report, unsigned threads) : inside_(std::make_shared<const jobs::Task>(threads, std::move(report))) {}

Task::Task(const jobs::Task& inside) : inside_(std::make_shared<const jobs::Task>(inside)) {}

void Task::cancel() const {
  inside_->cancel();
}

bool Task::cancelled() const {
  return inside_->cancelled();
}

}  // namespace passage::api
