// Each code that src/ reports has a page, and each page a use.
#include <filesystem>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "core/file.h"
#include "network/codes.h"
#include "scenario/codes.h"

namespace passage::scenario {
namespace {

std::set<std::string> codes_in(const std::string& folder) {
  std::set<std::string> out;
  const std::regex code("\"(P[0-9]{3})\"");
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(PASSAGE_SOURCE_DIR) / "src" / folder)) {
    if (!entry.is_regular_file() || entry.path().filename() == "codes.cc") continue;
    const std::string text = read_file(entry.path());
    for (auto at = std::sregex_iterator(text.begin(), text.end(), code); at != std::sregex_iterator(); ++at)
      out.insert((*at)[1]);
  }
  return out;
}

TEST(Codes, EachHasAPageAndEachPageAUse) {
  std::set<std::string> pages;
  for (const auto folder : {core_codes(), scenario_codes()})
    for (const CodePage& page : folder) {
      EXPECT_TRUE(pages.insert(page.code).second) << page.code << " stands twice";
      for (const char* part : {page.title, page.meaning, page.remedy, page.example}) EXPECT_NE(std::string(part), "");
    }
  for (const std::string& code : codes_in("scenario")) EXPECT_TRUE(pages.contains(code)) << code << " has no page";
  const std::set<std::string> used = codes_in(".");
  for (const std::string& page : pages) EXPECT_TRUE(used.contains(page)) << page << " is not used";
}

}  // namespace
}  // namespace passage::scenario
