// What to write instead of a time, a zone or a line of TOML that can't be read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace passage::tables {

// "write 2022-03-05T09:00" for 5.3.2022 9:00, 2022/03/05 9:00 AM, 44625.375 and the like; both readings where
// days and months can't be told apart. `day`: of the case, "2022-03-05", for a time of day alone; may be empty.
// Empty where nothing is known.
[[nodiscard]] std::string time_help(std::string_view text, std::string_view day);

// The same for a day alone: "write 2022-03-05", for 5.3.2022 and the like.
[[nodiscard]] std::string day_help(std::string_view text);
// "2022-03-05", of 1900 to 2200.
[[nodiscard]] bool is_day(std::string_view text);

// The name of the IANA list for Kyiv, GMT+2, +02:00 and the like.
[[nodiscard]] std::string zone_help(const std::string& zone, const std::vector<std::string>& names);

// For the line on which a TOML file can't be read.
[[nodiscard]] std::string toml_help(std::string_view line);

}  // namespace passage::tables
