#include "core/version.h"
namespace passage {
std::string_view version() {
  return PASSAGE_VERSION;
}
}  // namespace passage
