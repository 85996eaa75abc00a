#include "cli/man_page.h"

#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/option_text.h"
#include "core/text.h"
#include "core/version.h"

namespace passage::cli {
namespace {

using Options = std::vector<const CLI::Option*>;

// Text as troff prints it: a hyphen that may be copied to a shell, no line that looks like a request.
std::string troff(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    line_begins = c == '\n';
  }
  return out;
}

std::vector<const CLI::App*> verbs_of(const CLI::App& program) {
  return program.get_subcommands([](const CLI::App*) { return true; });
}

Options arguments_of(const CLI::App& verb) {
  return verb.get_options([](const CLI::Option* option) { return option->get_positional(); });
}

Options options_of(const CLI::App& verb) {
  return verb.get_options([](const CLI::Option* option) { return option->nonpositional(); });
}

bool takes_value(const CLI::Option& option) {
  return option.get_items_expected_max() > 0;
}

std::string title(const std::string& name, std::string_view what) {
  return fmt::format(".TH \"{}\" 1 \"\" \"Passage {}\" \"Passage\"\n.SH NAME\n{} \\- {}\n", troff(name), version(),
                     troff(name), troff(what));
}

std::string examples(const CLI::App& app) {
  std::string out = ".SH EXAMPLES\n.nf\n";
  for (const std::string& line : split(app.get_footer(), '\n')) out += troff(line) + "\n";
  return app.get_footer().empty() ? "" : out + ".fi\n";
}

std::string entry(const std::string& term, const std::string& text) {
  return fmt::format(".TP\n\\fB{}\\fR\n{}\n", troff(term), troff(text));
}

std::string exit_status() {
  return ".SH EXIT STATUS\n" + entry("0", "done") +
         entry("1", "a valid no: there is no such plan, or it was rejected") +
         entry("2", "bad input, or no memory or room; one error a line says what and what to do; nothing is written") +
         entry("3", "internal error") + entry("130", "interrupted");
}

std::string option_entry(const CLI::Option& option) {
  std::string names = option.get_name(false, true);
  if (const std::string value = value_text(option); !value.empty()) names += " " + value;
  return entry(names, option.get_description());
}

// The options of a verb under the group they were given; the unnamed group is that of --help.
std::string options_by_group(const CLI::App& verb) {
  std::string out;
  for (const std::string& group : verb.get_groups()) {
    std::string entries;
    for (const CLI::Option* option : options_of(verb))
      if (option->get_group() == group) entries += option_entry(*option);
    if (entries.empty()) continue;
    out += group == "Options" ? ".SH OPTIONS\n" : fmt::format(".SS {}\n", troff(group));
    out += entries;
  }
  return out;
}

// Blank-separated option names of a verb, as a shell offers them.
std::string option_words(const CLI::App& verb) {
  std::string out;
  for (const CLI::Option* option : options_of(verb)) {
    for (const std::string& name : option->get_lnames()) out += (out.empty() ? "--" : " --") + name;
    for (const std::string& name : option->get_snames()) out += (out.empty() ? "-" : " -") + name;
  }
  return out;
}

std::string shell_word(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// What zsh's _arguments and _describe read as punctuation of their own.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string man_page(const CLI::App& program) {
  std::string out = title("passage", "plans humanitarian corridors, with proof of how good the plan is");
  out += ".SH SYNOPSIS\n\\fBpassage\\fR \\fIVERB\\fR [ARGUMENT...] [OPTION...]\n" + examples(program) + ".SH VERBS\n";
  for (const CLI::App* verb : verbs_of(program)) out += entry(verb->get_name(), verb->get_description());
  out += ".SH OPTIONS\n";
  for (const CLI::Option* option : options_of(program)) out += option_entry(*option);
  out += exit_status() + ".SH SEE ALSO\n";
  std::string also;
  for (const CLI::App* verb : verbs_of(program))
    also += fmt::format("{}\\fBpassage\\-{}\\fR(1)", also.empty() ? "" : ", ", troff(verb->get_name()));
  return out + also + "\n";
}

std::string man_page(const CLI::App& program, const CLI::App& verb) {
  std::string out = title("passage-" + verb.get_name(), verb.get_description());
  out += fmt::format(".SH SYNOPSIS\n\\fBpassage {}\\fR", troff(verb.get_name()));
  for (const CLI::Option* argument : arguments_of(verb)) {
    const bool must = argument->get_required(), many = argument->get_items_expected_max() > 1;
    out += fmt::format(" {}\\fI{}\\fR{}{}", must ? "" : "[", troff(argument->get_name(true)), many ? "..." : "",
                       must ? "" : "]");
  }
  out += " [OPTION...]\n" + examples(verb);
  if (!arguments_of(verb).empty()) out += ".SH ARGUMENTS\n";
  for (const CLI::Option* argument : arguments_of(verb))
    out += entry(argument->get_name(true), argument->get_description());
  out += options_by_group(verb) + exit_status();
  return out + fmt::format(".SH SEE ALSO\n\\fB{}\\fR(1)\n", troff(program.get_name()));
}

std::string bash_completion(const CLI::App& program) {
  std::string verbs, cases;
  for (const CLI::App* verb : verbs_of(program)) {
    verbs += (verbs.empty() ? "" : " ") + verb->get_name();
    cases += fmt::format("    {}) words={} ;;\n", verb->get_name(), shell_word(option_words(*verb)));
  }
  return fmt::format(R"(# bash completion of passage
_passage() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W {} -- "$word")
    return
  fi
  case "${{COMP_WORDS[1]}}" in
{}  esac
  case "$word" in
    -*) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word") ;;
    *) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
  esac
}}
complete -F _passage passage
)",
                     shell_word(verbs + " --help --version"), cases);
}

std::string zsh_completion(const CLI::App& program) {
  std::string verbs, cases;
  for (const CLI::App* verb : verbs_of(program)) {
    verbs += fmt::format("    {}\n", shell_word(verb->get_name() + ":" + zsh_text(verb->get_description())));
    cases += fmt::format("    {})\n      _arguments \\\n", verb->get_name());
    for (const CLI::Option* option : options_of(*verb)) {
      const std::string text = zsh_text(option->get_description());
      const std::string value = takes_value(*option) ? ":value:_files" : "";
      for (const std::string& name : option->get_lnames())
        cases += fmt::format("        {} \\\n", shell_word(fmt::format("*--{}[{}]{}", name, text, value)));
      for (const std::string& name : option->get_snames())
        cases += fmt::format("        {} \\\n", shell_word(fmt::format("*-{}[{}]{}", name, text, value)));
    }
    cases += "        '*:file:_files' ;;\n";
  }
  return fmt::format(R"(#compdef passage
_passage() {{
  local -a verbs
  verbs=(
{}  )
  if (( CURRENT == 2 )); then
    _describe verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
  case $verb in
{}  esac
}}
_passage "$@"
)",
                     verbs, cases);
}

}  // namespace passage::cli
