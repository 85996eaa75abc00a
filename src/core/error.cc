#include "core/error.h"

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "core/utf8.h"

namespace passage {
namespace {

const char* word(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kWarning: return "warning";
    case Severity::kFinding: return "finding";
  }
  return "";
}

std::string line(const Problem& p) {
  std::string out = fmt::format("{}[{}]: {}", word(p.severity), p.code, p.problem);
  if (!p.why.empty()) out += fmt::format(" ({})", p.why);
  if (!p.where.empty()) out += fmt::format(" -> {}", p.where);
  if (!p.suggestion.empty()) out += fmt::format("; help: {}", p.suggestion);
  // What a library says may have several lines, and what a file holds may have marks that steer a terminal.
  const auto steers = [](unsigned char c) { return c < ' ' || c == 0x7F; };
  std::replace_if(out.begin(), out.end(), steers, ' ');
  return out + "\n";
}

// Letters put in, left out, changed or swapped with their neighbour, case aside (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  const auto same = [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  };
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = d[i - 1][j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, change});
      if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

Problem printable(Problem p) {
  for (std::string* text : {&p.problem, &p.why, &p.where, &p.suggestion}) *text = as_utf8(*text);
  return p;
}

}  // namespace

InputError::InputError(Problem problem) : problems_{printable(std::move(problem))} {}

InputError::InputError(std::vector<Problem> problems) : problems_(std::move(problems)) {
  for (Problem& p : problems_) p = printable(std::move(p));
}

void Problems::add(Problem problem) {
  list_.push_back(printable(std::move(problem)));
}

bool Problems::has_errors() const {
  return std::any_of(list_.begin(), list_.end(), [](const Problem& p) { return p.severity == Severity::kError; });
}

void Problems::throw_if_errors() const {
  if (has_errors()) throw InputError(list_);
}

std::string render(const std::vector<Problem>& problems) {
  constexpr int kMostOfOneCode = 20;
  std::vector<const Problem*> order;
  for (const Problem& problem : problems) order.push_back(&problem);
  std::stable_sort(order.begin(), order.end(),
                   [](const Problem* a, const Problem* b) { return a->severity < b->severity; });
  std::map<std::string, int> total, shown;
  for (const Problem* p : order) ++total[p->code];
  std::string out;
  for (const Problem* p : order) {
    const int nth = ++shown[p->code];
    if (nth > kMostOfOneCode) {
      if (nth == total[p->code])
        out += fmt::format("{}[{}]: and {} more\n", word(p->severity), p->code, nth - kMostOfOneCode);
      continue;
    }
    out += line(*p);
  }
  return out;
}

std::string nearest(std::string_view wrong, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t least = std::max<std::size_t>(1, wrong.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(wrong, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& candidates) {
  const std::string best = nearest(wrong, candidates);
  return best.empty() ? std::string{} : fmt::format("did you mean \"{}\"?", best);
}

}  // namespace passage
