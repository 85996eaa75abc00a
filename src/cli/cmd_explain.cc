// passage explain [CODE]: what a code of a message means, and what to do.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "casefile/codes.h"
#include "cli/command.h"
#include "core/codes.h"
#include "core/error.h"
#include "displacement/codes.h"
#include "flow/codes.h"
#include "network/codes.h"
#include "plan/codes.h"
#include "planner/codes.h"

namespace passage::cli {
namespace {

// Every folder's pages, by code.
std::vector<CodePage> all_pages() {
  std::vector<CodePage> pages;
  for (const auto folder : {core_codes(), flow::flow_codes(), network::network_codes(), casefile::scenario_codes(),
                            plan::plan_codes(), planner::planner_codes(), displacement::displacement_codes()})
    pages.insert(pages.end(), folder.begin(), folder.end());
  std::sort(pages.begin(), pages.end(),
            [](const CodePage& a, const CodePage& b) { return std::string_view(a.code) < b.code; });
  return pages;
}

nlohmann::json to_json(const CodePage& page) {
  return {{"code", page.code},
          {"title", page.title},
          {"meaning", page.meaning},
          {"remedy", page.remedy},
          {"example", page.example}};
}

// Broken at blanks so that a line fits 80 columns.
std::string wrapped(std::string_view text, std::string_view indent) {
  std::string out(indent), line;
  std::size_t width = indent.size();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (width > indent.size() && width + 1 + word.size() > 80) {
      out += "\n" + std::string(indent);
      width = indent.size();
    } else if (width > indent.size()) {
      out += ' ';
      ++width;
    }
    out += word;
    width += word.size();
    at = end + 1;
  }
  return out + "\n";
}

// "P103" of error[P103], p103, 103 or P103: as people copy it; else what was given.
std::string code_in(const std::string& text) {
  constexpr const char* kDigits = "0123456789";
  const std::size_t from = text.find_first_of(kDigits);
  if (from == std::string::npos) return text;
  const std::size_t end = std::min(text.find_first_not_of(kDigits, from), text.size());
  const bool alone = text.find_first_of(kDigits, end) == std::string::npos;
  return end - from == 3 && alone ? "P" + text.substr(from, 3) : text;
}

int explain_one(const std::string& text, bool as_json) {
  const std::string code = code_in(text);
  const std::vector<CodePage> pages = all_pages();
  const auto page = std::find_if(pages.begin(), pages.end(), [&](const CodePage& p) { return code == p.code; });
  if (page == pages.end()) {
    std::vector<std::string> codes;
    for (const CodePage& p : pages) codes.emplace_back(p.code);
    std::string help = did_you_mean(code, codes);
    throw InputError(Problem{.code = "P005",
                             .problem = fmt::format("there is no code \"{}\"", code),
                             .where = "command line",
                             .suggestion = help.empty() ? "passage explain lists all codes" : help});
  }
  if (as_json) {
    print_json(to_json(*page).dump(2));
    return kExitDone;
  }
  fmt::print("{}: {}\n\n{}\nWhat to do\n{}\nFor example\n{}", page->code, page->title, wrapped(page->meaning, ""),
             wrapped(page->remedy, "  "), wrapped(page->example, "  "));
  return kExitDone;
}

int explain_all(bool as_json) {
  if (as_json) {
    nlohmann::json list = nlohmann::json::array();
    for (const CodePage& page : all_pages()) list.push_back(to_json(page));
    print_json(list.dump(2));
    return kExitDone;
  }
  for (const CodePage& page : all_pages()) fmt::print("{}  {}\n", page.code, page.title);
  return kExitDone;
}

void add_explain(CLI::App& program, Run& run) {
  static std::string code;
  static bool as_json = false;
  CLI::App* verb = program.add_subcommand("explain", "what a code such as P103 means, and what to do");
  verb->footer("passage explain P103\npassage explain\npassage explain --json");
  verb->add_option("CODE", code, "the code; without one, all are listed");
  verb->add_flag("--json", as_json, "as JSON");
  verb->callback([&run] { run = [] { return code.empty() ? explain_all(as_json) : explain_one(code, as_json); }; });
}

const Verb kExplain{90, add_explain};

}  // namespace
}  // namespace passage::cli
