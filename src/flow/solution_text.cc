#include "flow/solution_text.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include <fmt/format.h>

#include "core/file.h"
#include "flow/bound.h"
#include "flow/records.h"

namespace passage::flow {
namespace {

class Reader {
 public:
  Reader(const Problem& problem, const std::string& file) : problem_(problem), file_(file) {}

  SolutionFile read(std::string_view text) {
    if (!expect_utf8(text, file_, problems_)) problems_.throw_if_errors();
    for_each_line(text, [this](std::string_view line, int number) {
      Record record(line, number, file_, problems_);
      if (!record.comment_or_blank()) take(record);
    });
    if (!head_seen_)
      problems_.add({.code = "P421", .problem = "the line \"s fot SAFE SUM LAST\" is missing", .where = file_});
    close_block();
    problems_.throw_if_errors();
    merge();
    return std::move(out_);
  }

 private:
  void take(Record& record) {
    const std::string_view letter = record.field(0);
    if (letter == "s") return head(record);
    if (letter == "f") return entry(record);
    if (letter == "x") return intake(record);
    if (letter == "b") return block(record);
    if (letter != "y" && letter != "l" && letter != "q")
      return record.complain("P420", fmt::format("there is no record \"{}\"", letter.substr(0, 20)),
                             "records are c, s, f, x, b, y, l and q");
    if (!open_) return record.complain("P422", fmt::format("record \"{}\" stands before the first \"b\"", letter));
    if (letter == "y") return label(record);
    letter == "l" ? price(record) : value(record);
  }
  void head(Record& record) {
    if (head_seen_) return record.complain("P421", "a second line \"s\"");
    head_seen_ = true;
    if (!record.sized(5, 5)) return;
    if (record.field(1) != "fot")
      return record.complain("P421", fmt::format("format \"{}\" is not \"fot\"", record.field(1).substr(0, 20)));
    out_.solution.safe = record.whole(2, "SAFE");
    out_.solution.sum = record.whole(3, "SUM");
    out_.solution.last = record.field(4) == "-" ? -1 : record.whole(4, "LAST");
  }
  void entry(Record& record) {
    if (!record.sized(4, 4)) return;
    out_.solution.entries.push_back(
        {ArcId{record.index(1, "arc", problem_.arc_count())}, record.whole(2, "STEP"), record.whole(3, "AMOUNT")});
  }
  void intake(Record& record) {
    if (!record.sized(4, 4)) return;
    out_.solution.intakes.push_back(
        {NodeId{record.index(1, "node", problem_.node_count)}, record.whole(2, "STEP"), record.whole(3, "AMOUNT")});
  }
  void block(Record& record) {
    close_block();
    if (!record.sized(3, 3)) return;
    cut_ = {record.whole(1, "STEP"), Table<NodeId, Step>(problem_.node_count, 0), record.whole(2, "BOUND")};
    open_ = true;
    labels_seen_ = prices_seen_ = false;
  }
  void label(Record& record) {
    if (!record.sized(3, 3)) return;
    labels_seen_ = true;
    const std::uint32_t node = record.index(1, "node", problem_.node_count);
    const Step cut_time = record.whole(2, "ALPHA");
    if (record.good()) cut_.cut_time[NodeId{node}] = cut_time;
  }
  void price(Record& record) {
    if (!record.sized(3, 3)) return;
    prices_seen_ = true;
    out_.certificate.prices.refuge_price.emplace_back(NodeId{record.index(1, "node", problem_.node_count)},
                                                      record.whole(2, "PRICE"));
  }
  void value(Record& record) {
    if (!record.sized(4, 4)) return;
    prices_seen_ = true;
    out_.certificate.prices.values.push_back(
        {NodeId{record.index(1, "node", problem_.node_count)}, record.whole(2, "STEP"), record.whole(3, "VALUE")});
  }
  // A block of prices alone proves the sum; it is a cut as well if it has cut times, or if its claim is what
  // cut times of 0, which are left out, prove.
  void close_block() {
    if (!open_) return;
    open_ = false;
    if (prices_seen_) out_.certificate.kind = CertificateKind::kPrices;
    if (labels_seen_ || !prices_seen_ || proves_its_claim(cut_)) out_.certificate.cuts.push_back(std::move(cut_));
  }
  [[nodiscard]] bool proves_its_claim(const StepCut& cut) const {
    const CutBound bound = cut_bound(problem_, cut.cut_time, cut.deadline);
    return bound.status == BoundStatus::kProved && bound.at_most == cut.bound;
  }
  void merge() {
    auto& entries = out_.solution.entries;
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.step != b.step ? a.step < b.step : a.arc < b.arc; });
    auto& intakes = out_.solution.intakes;
    std::stable_sort(intakes.begin(), intakes.end(),
                     [](const auto& a, const auto& b) { return a.step != b.step ? a.step < b.step : a.node < b.node; });
    auto& values = out_.certificate.prices.values;
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return a.node != b.node ? a.node < b.node : a.step < b.step; });
    auto& cuts = out_.certificate.cuts;
    std::stable_sort(cuts.begin(), cuts.end(), [](const auto& a, const auto& b) { return a.deadline < b.deadline; });
    if (out_.certificate.kind != CertificateKind::kPrices && !cuts.empty())
      out_.certificate.kind = cuts.size() > 1 ? CertificateKind::kCuts : CertificateKind::kCut;
  }

  const Problem& problem_;
  const std::string& file_;
  Problems problems_;
  SolutionFile out_;
  StepCut cut_;
  bool head_seen_ = false, open_ = false, labels_seen_ = false, prices_seen_ = false;
};

void write_cut(std::back_insert_iterator<std::string> to, const StepCut& cut) {
  fmt::format_to(to, "b {} {}\n", cut.deadline, cut.bound);
  for (const NodeId v : cut.cut_time.ids())
    if (cut.cut_time[v] != 0) fmt::format_to(to, "y {} {}\n", v.index() + 1, cut.cut_time[v]);
}

}  // namespace

std::string write_solution(const Problem& problem, const Solution& solution, const Certificate& certificate) {
  std::string out;
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "s fot {} {} ", solution.safe, narrow(solution.sum));
  solution.last < 0 ? fmt::format_to(to, "-\n") : fmt::format_to(to, "{}\n", solution.last);
  for (const Entry& f : solution.entries) fmt::format_to(to, "f {} {} {}\n", f.arc.index() + 1, f.step, f.amount);
  for (const Intake& x : solution.intakes) fmt::format_to(to, "x {} {} {}\n", x.node.index() + 1, x.step, x.amount);
  for (const StepCut& cut : certificate.cuts) write_cut(to, cut);
  if (certificate.kind != CertificateKind::kPrices) return out;
  if (certificate.cuts.empty() || certificate.cuts.back().deadline != problem.horizon)
    fmt::format_to(to, "b {} {}\n", problem.horizon, solution.safe);
  for (const auto& [node, price] : certificate.prices.refuge_price)
    fmt::format_to(to, "l {} {}\n", node.index() + 1, price);
  for (const ValueFrom& q : certificate.prices.values)
    fmt::format_to(to, "q {} {} {}\n", q.node.index() + 1, q.step, q.value);
  return out;
}

SolutionFile read_solution(const std::filesystem::path& path, const Problem& problem) {
  return parse_solution(read_file(path), problem, path.string());
}

SolutionFile parse_solution(std::string_view text, const Problem& problem, const std::string& file) {
  return Reader(problem, file).read(text);
}

const char* name_of(CertificateKind kind) {
  switch (kind) {
    case CertificateKind::kNone: return "none";
    case CertificateKind::kCut: return "cut";
    case CertificateKind::kCuts: return "cuts";
    case CertificateKind::kPrices: return "prices";
  }
  return "none";
}

}  // namespace passage::flow
