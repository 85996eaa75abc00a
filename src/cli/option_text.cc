#include "cli/option_text.h"

#include <fmt/format.h>

namespace passage::cli {
namespace {

// CLI11 tells a type and its checks as "UINT:INT in [1 - 100]", "FLOAT:NONNEGATIVE" or "TEXT:{bash,zsh}".
std::string in_words(const std::string& type) {
  const std::size_t colon = type.find(':');
  const std::string kind = type.substr(0, colon), check = colon == std::string::npos ? "" : type.substr(colon + 1);
  const bool number = kind == "INT" || kind == "UINT" || kind == "FLOAT";
  std::string out = number ? "NUMBER" : kind;
  if (const std::size_t first = check.find('['); first != std::string::npos) {
    const std::size_t dash = check.find(" - ", first), last = check.find(']', first);
    out +=
        fmt::format(", {} to {}", check.substr(first + 1, dash - first - 1), check.substr(dash + 3, last - dash - 3));
  } else if (check.starts_with('{')) {
    out = check.substr(1, check.size() - 2);
    for (std::size_t comma = out.find(','); comma != std::string::npos; comma = out.find(',', comma))
      out.replace(comma, 1, "|");
  }
  return out;
}

}  // namespace

std::string value_text(const CLI::Option& option) {
  if (option.get_type_size() == 0) return {};
  std::string out = in_words(option.get_type_name());
  if (!option.get_default_str().empty()) out += fmt::format(" (default {})", option.get_default_str());
  if (option.get_required()) out += ", required";
  return out;
}

}  // namespace passage::cli
