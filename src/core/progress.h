// The wish to stop.
#pragma once

#include <atomic>

namespace passage {

// Set by Ctrl-C; long work looks at it and stops at its next safe point.
[[nodiscard]] std::atomic<bool>& stop_requested();

}  // namespace passage
