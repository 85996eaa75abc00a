#include "flow/fot.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "core/file.h"
#include "flow/records.h"

namespace passage::flow {
namespace {

struct Window {
  std::uint32_t arc = 0;
  Piece piece;
  int line = 0;
};

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  Problem read(std::string_view text) {
    if (!expect_utf8(text, file_, problems_)) problems_.throw_if_errors();
    for_each_line(text, [this](std::string_view line, int number) {
      Record record(line, number, file_, problems_);
      if (!record.comment_or_blank()) take(record, number);
    });
    finish();
    problems_.throw_if_errors();
    return std::move(problem_);
  }

 private:
  void take(Record& record, int number) {
    const std::string_view letter = record.field(0);
    if (letter == "p") return header(record);
    if (letter != "o" && letter != "r" && letter != "a" && letter != "w")
      return record.complain("P401", fmt::format("there is no record \"{}\"", letter.substr(0, 20)),
                             "records are c, p, o, r, a and w");
    if (!header_seen_) {
      if (!header_missed_)
        record.complain("P407",
                        fmt::format("record \"{}\" stands before the line \"p fot NODES ARCS HORIZON\"", letter));
      header_missed_ = true;
      return;
    }
    if (letter == "o") supply(record);
    if (letter == "r") refuge(record);
    if (letter == "a") arc(record);
    if (letter == "w") window(record, number);
  }

  void header(Record& record) {
    if (header_seen_) return record.complain("P408", "a second line \"p\"");
    header_seen_ = true;
    if (!record.sized(5, 5)) return;
    if (record.field(1) != "fot")
      return record.complain("P409", fmt::format("format \"{}\" is not \"fot\"", record.field(1).substr(0, 20)));
    const std::int64_t nodes = record.whole(2, "NODES"), arcs = record.whole(3, "ARCS");
    problem_.horizon = record.whole(4, "HORIZON");
    // Each node takes memory, whether a record names it or not: a slip in the first line would take all there is.
    constexpr std::int64_t kMost = 100'000'000, kNumbers = 0x7FFFFFFF;
    if (nodes > kMost || arcs > kMost) {
      record.complain("P410", "more nodes or arcs than can be kept", fmt::format("at most {}", kMost));
      if (nodes > kNumbers || arcs > kNumbers) return;
    }
    if (problem_.horizon == std::numeric_limits<std::int64_t>::max())
      return record.complain("P404", "HORIZON + 1 does not fit 64 bit");
    problem_.node_count = static_cast<std::size_t>(nodes);
    arcs_ = static_cast<std::size_t>(arcs);
    header_line_ = record.where();
  }

  void supply(Record& record) {
    if (!record.sized(3, 4)) return;
    Supply out{NodeId{record.index(1, "node", problem_.node_count)}, record.whole(2, "PERSONS"),
               record.has(3) ? record.whole(3, "RELEASE") : 0};
    if (!record.good()) return;
    people_ += out.persons;
    if (people_ > std::numeric_limits<std::int64_t>::max() && !too_many_) {
      too_many_ = true;
      return record.complain("P404", "the people of all origins together do not fit 64 bit");
    }
    problem_.supplies.push_back(out);
  }

  void refuge(Record& record) {
    if (!record.sized(2, 4)) return;
    Refuge out{NodeId{record.index(1, "node", problem_.node_count)}};
    if (record.has(2)) out.capacity = record.whole_or_inf(2, "CAPACITY");
    if (record.has(3)) out.rate.num = record.whole_or_inf(3, "RATE");
    if (!record.good() || !fits(record, out.rate.num, "RATE")) return;
    if (!refuge_nodes_.insert(out.node).second)
      return record.complain("P411", fmt::format("node {} is a refuge already", out.node.index() + 1));
    problem_.refuges.push_back(out);
  }

  void arc(Record& record) {
    if (!record.sized(5, 5)) return ++bad_arcs_, void();
    const NodeId tail{record.index(1, "node", problem_.node_count)}, head{record.index(2, "node", problem_.node_count)};
    const Step time = record.whole(3, "TIME");
    const Amount capacity = record.whole(4, "CAPACITY");
    if (!record.good() || !fits(record, capacity, "CAPACITY")) return ++bad_arcs_, void();
    problem_.tail.push_back(tail);
    problem_.head.push_back(head);
    problem_.time.push_back(time);
    problem_.capacity.push_back({capacity, 1, 0});
  }

  void window(Record& record, int number) {
    if (!record.sized(5, 5)) return;
    Window out{record.index(1, "arc", arcs_), {{record.whole(2, "FROM"), record.whole(3, "UNTIL")}, {}}, number};
    const Amount capacity = record.whole(4, "CAPACITY");
    if (!record.good() || !fits(record, capacity, "CAPACITY")) return;
    out.piece.rate = {capacity, 1, 0};
    if (out.piece.steps.until < out.piece.steps.from)
      return record.complain("P412", "the window ends before it starts",
                             fmt::format("[{}, {})", out.piece.steps.from, out.piece.steps.until));
    if (!out.piece.steps.empty()) windows_.push_back(out);
  }

  // A capacity over the whole horizon must fit, so that bounds can be summed.
  bool fits(Record& record, Amount capacity, const char* what) const {
    if (capacity == kUnlimited && std::string_view(what) == "RATE") return true;
    if (Int128{capacity} * (Int128{problem_.horizon} + 1) < kUnlimited) return true;
    record.complain("P404", fmt::format("{} times the steps does not fit 64 bit", what));
    return false;
  }

  void finish() {
    if (!header_seen_ && !header_missed_)
      problems_.add({.code = "P407", .problem = "the line \"p fot NODES ARCS HORIZON\" is missing", .where = file_});
    if (!header_seen_) return;
    if (problem_.arc_count() + bad_arcs_ != arcs_)
      problems_.add({.code = "P413",
                     .problem = fmt::format("the file has {} arcs", problem_.arc_count() + bad_arcs_),
                     .why = fmt::format("the line \"p\" says {}", arcs_),
                     .where = header_line_});
    std::stable_sort(windows_.begin(), windows_.end(), [](const Window& a, const Window& b) {
      return a.arc != b.arc ? a.arc < b.arc : a.piece.steps.from < b.piece.steps.from;
    });
    if (problems_.has_errors() && problem_.arc_count() != arcs_) return;
    std::vector<std::uint32_t> first(arcs_ + 1, 0);
    for (std::size_t i = 0; i < windows_.size(); ++i) {
      const Window& w = windows_[i];
      if (i > 0 && windows_[i - 1].arc == w.arc && windows_[i - 1].piece.steps.until > w.piece.steps.from)
        problems_.add({.code = "P414",
                       .problem = fmt::format("the windows of arc {} overlap", w.arc + 1),
                       .why = fmt::format("[{}, {}) and [{}, {})", windows_[i - 1].piece.steps.from,
                                          windows_[i - 1].piece.steps.until, w.piece.steps.from, w.piece.steps.until),
                       .where = fmt::format("{}:{}", file_, std::max(w.line, windows_[i - 1].line))});
      ++first[w.arc + 1];
      problem_.pieces.push_back(w.piece);
    }
    for (std::size_t a = 0; a < arcs_; ++a) first[a + 1] += first[a];
    problem_.pieces_of = Rows<ArcId, PieceId>(std::move(first));
  }

  const std::string& file_;
  Problems problems_;
  Problem problem_;
  std::set<NodeId> refuge_nodes_;
  std::vector<Window> windows_;
  std::size_t arcs_ = 0, bad_arcs_ = 0;
  Int128 people_ = 0;
  bool header_seen_ = false, header_missed_ = false, too_many_ = false;
  std::string header_line_;
};

std::string figure(Amount amount) {
  return amount == kUnlimited ? "inf" : fmt::format("{}", amount);
}

}  // namespace

Problem read_fot(const std::filesystem::path& path) {
  return parse_fot(read_file(path), path.string());
}

Problem parse_fot(std::string_view text, const std::string& file) {
  return Reader(file).read(text);
}

std::string write_fot(const Problem& problem) {
  std::string out;
  const auto to = std::back_inserter(out);
  const auto whole = [](const StepRate& rate) {
    PASSAGE_EXPECT(rate.den == 1);
    return rate.num;
  };
  fmt::format_to(to, "p fot {} {} {}\n", problem.node_count, problem.arc_count(), problem.horizon);
  for (const Supply& o : problem.supplies) fmt::format_to(to, "o {} {} {}\n", o.node.index() + 1, o.persons, o.release);
  for (const Refuge& r : problem.refuges)
    fmt::format_to(to, "r {} {} {}\n", r.node.index() + 1, figure(r.capacity), figure(whole(r.rate)));
  for (const ArcId a : problem.tail.ids())
    fmt::format_to(to, "a {} {} {} {}\n", problem.tail[a].index() + 1, problem.head[a].index() + 1, problem.time[a],
                   whole(problem.capacity[a]));
  for (const ArcId a : problem.tail.ids())
    for (const PieceId p : problem.pieces_of[a])
      fmt::format_to(to, "w {} {} {} {}\n", a.index() + 1, problem.pieces[p].steps.from, problem.pieces[p].steps.until,
                     whole(problem.pieces[p].rate));
  return out;
}

}  // namespace passage::flow
