// Lines of blank-separated fields with a letter in front, as .fot and its solutions have them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace passage::flow {

// One line; each check that fails adds one problem and makes the line bad.
class Record {
 public:
  Record(std::string_view line, int number, const std::string& file, Problems& problems);

  [[nodiscard]] std::string_view field(std::size_t i) const { return i < fields_.size() ? fields_[i] : ""; }
  [[nodiscard]] bool comment_or_blank() const { return fields_.empty() || fields_[0].substr(0, 1) == "c"; }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool has(std::size_t i) const { return i < fields_.size(); }
  [[nodiscard]] std::string where() const;

  // P402 unless the line has between least and most fields, the letter counted.
  bool sized(std::size_t least, std::size_t most);
  // P403 not a whole number, P404 past 64 bit, P405 negative.
  std::int64_t whole(std::size_t i, const char* what);
  // As whole(), or `inf`.
  std::int64_t whole_or_inf(std::size_t i, const char* what);
  // A number from 1 to count, as an index from 0; P406 out of range.
  std::uint32_t index(std::size_t i, const char* what, std::size_t count);
  void complain(const char* code, std::string problem, std::string why = {}, std::string suggestion = {});

 private:
  std::vector<std::string_view> fields_;
  int number_;
  const std::string& file_;
  Problems& problems_;
  bool good_ = true;
};

// Calls each(line, number) for every line, numbers from 1.
template <class Each>
void for_each_line(std::string_view text, Each each) {
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    each(text.substr(0, end), number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace passage::flow
