// Names of the rooms below that headers of this room speak of. No header here includes one of theirs, so that who sees
// api/ sees nothing behind it. Not installed.
#pragma once

namespace passage {
struct Problem;
enum class Overwrite;
namespace jobs {
class Task;
}
namespace plan {
struct Plan;
}
namespace planner {
struct PlanOptions;
}
namespace scenario {
struct Case;
}
}  // namespace passage
