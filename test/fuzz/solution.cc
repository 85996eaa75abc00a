// Solutions of one instance: the checker has an answer to each, and what it accepts is written and reads back equal
// (two blocks of one step, say, are read so that the checker can refuse them, and can't be written apart).
#include "flow/check.h"
#include "flow/fot.h"
#include "flow/solution_text.h"
#include "test/fuzz/fuzz.h"

namespace {
constexpr const char* kInstance =
    "p fot 5 6 5\no 1 3\no 1 2 1\no 3 1\nr 4 inf 2\nr 5 1\na 1 2 1 2\na 2 4 1 2\na 3 4 2 1\na 2 3 0 1\na 3 2 0 1\n"
    "a 2 5 0 9\nw 1 3 5 0\n";
}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passage;
  static const flow::Problem problem = flow::parse_fot(kInstance);
  (void)fuzz::accepts([&] {
    const auto written = [](const flow::SolutionFile& read) {
      return flow::write_solution(problem, read.solution, read.certificate);
    };
    const flow::SolutionFile read = flow::parse_solution(fuzz::text_of(data, size), problem);
    const flow::Verdict verdict = flow::check(problem, read.solution, read.certificate);
    const std::string once = written(read);
    if (verdict.status != flow::VerdictStatus::kAccepted) return;
    fuzz::expect(written(flow::parse_solution(once, problem)) == once, "a solution comes back otherwise");
  });
  return 0;
}
