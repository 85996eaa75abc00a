#include "planner/codes.h"

namespace passage::planner {
namespace {
constexpr CodePage kPages[] = {
    {"P510", "the legs of the orders are left out",
     "Legs say road by road when each order moves; above five million rows they make a file that few programs open. "
     "Flows, which prove the plan, are complete.",
     "--legs writes them all the same.", "finding[P510]: the legs of the orders are left out: 7,300,112 rows"},
    {"P511", "people wait long on the way",
     "Waiting that costs nobody anything is put off to the origins. What remains holds a place in a queue that others "
     "would lose: more than 30 minutes at one node.",
     "Plan for shelter, water and safety there, or ask for more capacity behind it.",
     "finding[P511]: 240 people wait more than 30 minutes at \"n4\""},
    {"P512", "planning was stopped",
     "The plan keeps every rule and its gap is true, but a longer run may find a better one.",
     "Run it again to its end.", "warning[P512]: planning was stopped before its end"},
    {"P513", "shares were not levelled to the end",
     "Where not all can go, each place's share of people brought out is made as even as it can be without a loss for "
     "anybody else. In a large case that stops after a fixed amount of work.",
     "Look at left_by_district; a smaller case, or a coarser --step, is levelled to the end.",
     "finding[P513]: places that tie for the same roads may not have equal shares"},
    {"P514", "labels are told by few rows",
     "The bound of each hour is proved by a label for every node. Of a large case only the rows are written that tell "
     "the others (docs/methods/certificate.md, \"Labels left out\"); those of the horizon are complete.",
     "--labels writes them all.", "finding[P514]: labels before the horizon are told by few rows"},
    {"P515", "not every hour has a bound of its own",
     "With several groups of travellers the bound of an hour is proved by labels of each group for every node. Of a "
     "large case only every second, third .. hour is proved so; an hour between takes the bound of the next one, which "
     "is true and may be larger. The end of the case always has its own.",
     "--labels proves and writes every hour.", "finding[P515]: not every hour has a bound of its own"},
};
}  // namespace
std::span<const CodePage> planner_codes() {
  return kPages;
}
}  // namespace passage::planner
