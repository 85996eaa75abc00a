#include "flow/codes.h"

namespace passage::flow {
namespace {
constexpr CodePage kPages[] = {
    {"P401", "an instance has an unknown record", "Each line of a .fot file begins with c, p, o, r, a or w.",
     "Mend the letter, or put c before a comment.", "error[P401]: there is no record \"z\""},
    {"P402", "a record has too few or too many fields", "The fields of each record are fixed by the format.",
     "See the format in docs/formats.md.", "error[P402]: record \"a\" has 4 fields, not 5"},
    {"P403", "a field is not a whole number",
     "Every figure of the format is a whole number; `inf` stands at refuges only.",
     "Round it, in the direction that you can answer for.", "error[P403]: TIME is not a whole number (\"2.5\")"},
    {"P404", "a figure does not fit 64 bit",
     "The figure itself, all people together, or a capacity times the steps would overflow.",
     "Use a smaller figure; nothing in the world needs one so large.", "error[P404]: CAPACITY does not fit 64 bit"},
    {"P405", "a figure is negative", "People, capacities, steps and times are 0 or more.", "Mend the sign.",
     "error[P405]: PERSONS is negative (-3)"},
    {"P406", "a node or arc is not there", "Nodes and arcs are numbered from 1 to the figures of the line \"p\".",
     "Mend the number, or the line \"p\".", "error[P406]: there is no node 7 (they are numbered 1 to 4)"},
    {"P407", "the line \"p\" is missing or too late", "It says how many nodes, arcs and steps there are.",
     "Put \"p fot NODES ARCS HORIZON\" before every other record.",
     "error[P407]: the line \"p fot NODES ARCS HORIZON\" is missing"},
    {"P408", "the line \"p\" stands twice", "Which of the two is meant can't be told.", "Keep one.",
     "error[P408]: a second line \"p\""},
    {"P409", "the file is in another format", "The second field of the line \"p\" is \"fot\".",
     "Give a flow-over-time instance.", "error[P409]: format \"max\" is not \"fot\""},
    {"P410", "too many nodes or arcs", "Each takes memory, whether a record names it or not.",
     "Reduce the network, or mend the line \"p\".",
     "error[P410]: more nodes or arcs than can be kept (at most 100000000)"},
    {"P411", "a refuge is given twice", "A node is a refuge once; which limits hold can't be told.",
     "Merge the two records.", "error[P411]: node 3 is a refuge already"},
    {"P412", "a window ends before it starts", "A window is [FROM, UNTIL).", "Swap the two figures.",
     "error[P412]: the window ends before it starts ([9, 5))"},
    {"P413", "the number of arcs is off", "Arcs are numbered in file order, so one too few shifts all windows.",
     "Mend the line \"p\", or look for a lost line.", "error[P413]: the file has 2 arcs (the line \"p\" says 3)"},
    {"P414", "windows of one arc overlap", "Which capacity holds in both can't be told.",
     "Split them into disjoint windows.", "error[P414]: the windows of arc 1 overlap ([0, 5) and [3, 8))"},
    {"P420", "a solution has an unknown record", "Each line of a solution begins with c, s, f, x, b, y, l or q.",
     "Mend the letter, or put c before a comment.", "error[P420]: there is no record \"g\""},
    {"P421", "the line \"s\" is missing, double or of another format", "It holds the claimed figures.",
     "Give \"s fot SAFE SUM LAST\" once.", "error[P421]: the line \"s fot SAFE SUM LAST\" is missing"},
    {"P422", "a label stands before its bound", "Records y, l and q belong to the line \"b\" before them.",
     "Put \"b STEP BOUND\" before them.", "error[P422]: record \"y\" stands before the first \"b\""},
    {"P430", "the horizon has too many steps", "The solver keeps one bit a step and road at least.",
     "Use longer steps.", "error[P430]: the horizon has more steps than the solver can hold"},
};
}  // namespace

std::span<const CodePage> flow_codes() {
  return kPages;
}

}  // namespace passage::flow
