// Plans a case and writes the plan: plan_case CASE plan.gpkg
#include <cstdio>
#include <exception>

#include <passage/session.h>

namespace {

void tell(double done, std::string_view known) {
  std::fprintf(stderr, "\r%3.0f %%  %.*s", 100 * done, static_cast<int>(known.size()), known.data());
}

void plan_case(const char* folder, const char* output) {
  using namespace passage::api;
  const Session session(folder);
  const Plan plan = session.plan({}, Task(tell));
  std::fprintf(stderr, "\n");
  const PlanFigures& figures = plan.figures();
  std::printf("%lld of %lld people safe, at most %lld can be\n", static_cast<long long>(figures.safe),
              static_cast<long long>(figures.people), static_cast<long long>(figures.upper_bound));
  std::printf("%zu orders; the checker %s the plan\n", plan.table("orders").rows,
              plan.accepted() ? "accepts" : "does not accept");
  plan.write({output});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fprintf(stderr, "plan_case CASE plan.gpkg\n"), 2;
  try {
    plan_case(argv[1], argv[2]);
  } catch (const std::exception& error) {  // passage::api::Error has the problems one by one
    std::fputs(error.what(), stderr);
    return 2;
  }
}
