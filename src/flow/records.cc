#include "flow/records.h"

#include <charconv>

#include <fmt/format.h>

#include "flow/problem.h"

namespace passage::flow {

Record::Record(std::string_view line, int number, const std::string& file, Problems& problems)
    : number_(number), file_(file), problems_(problems) {
  constexpr std::string_view kBlank = " \t\r";
  for (std::size_t at = line.find_first_not_of(kBlank); at != line.npos; at = line.find_first_not_of(kBlank, at)) {
    const std::size_t end = std::min(line.find_first_of(kBlank, at), line.size());
    fields_.push_back(line.substr(at, end - at));
    if (fields_.size() > 8) break;  // too many for any record
    at = end;
  }
}

std::string Record::where() const {
  return fmt::format("{}:{}", file_, number_);
}

void Record::complain(const char* code, std::string problem, std::string why, std::string suggestion) {
  good_ = false;
  problems_.add({.code = code,
                 .problem = std::move(problem),
                 .why = std::move(why),
                 .where = where(),
                 .suggestion = std::move(suggestion)});
}

bool Record::sized(std::size_t least, std::size_t most) {
  if (fields_.size() >= least && fields_.size() <= most) return true;
  const std::string wanted = least == most ? fmt::format("{}", least) : fmt::format("{} to {}", least, most);
  complain("P402",
           fmt::format("record \"{}\" has {}{} fields, not {}", fields_[0].substr(0, 20),
                       fields_.size() > 8 ? "more than " : "", std::min<std::size_t>(fields_.size(), 8), wanted));
  return false;
}

std::int64_t Record::whole(std::size_t i, const char* what) {
  const std::string_view text = field(i);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    complain("P404", fmt::format("{} does not fit 64 bit", what), fmt::format("{}", text.substr(0, 40)));
    return 0;
  }
  if (error != std::errc{} || end != text.data() + text.size()) {
    complain("P403", fmt::format("{} is not a whole number", what), fmt::format("\"{}\"", text.substr(0, 40)));
    return 0;
  }
  if (value < 0) {
    complain("P405", fmt::format("{} is negative", what), fmt::format("{}", value));
    return 0;
  }
  return value;
}

std::int64_t Record::whole_or_inf(std::size_t i, const char* what) {
  return field(i) == "inf" ? kUnlimited : whole(i, what);
}

std::uint32_t Record::index(std::size_t i, const char* what, std::size_t count) {
  const bool was_good = good_;
  const std::int64_t number = whole(i, what);
  if (was_good && !good_) return 0;
  if (number < 1 || static_cast<std::uint64_t>(number) > count) {
    complain("P406", fmt::format("there is no {} {}", what, number), fmt::format("they are numbered 1 to {}", count));
    return 0;
  }
  return static_cast<std::uint32_t>(number - 1);
}

}  // namespace passage::flow
