#include "core/codes.h"

namespace passage {
namespace {
constexpr CodePage kPages[] = {
    {"P001", "a file cannot be read", "A file that was named is missing, or the user running Passage may not read it.",
     "Check the path; paths in a case are relative to the case folder.",
     "error[P001]: cannot read people.csv (no such file)"},
    {"P002", "a folder stands where a file is needed", "The path names a folder.", "Name a file in it.",
     "error[P002]: examples is a folder, not a file"},
    {"P003", "the output is there already", "Passage never replaces a file unasked: a plan may be the only copy.",
     "Give another name, or --overwrite.", "error[P003]: plan.gpkg is there already"},
    {"P004", "the output cannot be written",
     "The folder is missing, closed to this user, or the disk is full. Nothing was written.",
     "Make the folder, free space, or write elsewhere.",
     "error[P004]: cannot write out/plan.gpkg (its folder does not exist)"},
    {"P005", "the command line is off", "A verb, option or argument is not known, or is missing.",
     "passage -h lists the verbs, passage VERB -h its options.",
     "error[P005]: there is no verb \"pln\"; help: did you mean \"plan\"?"},
    {"P006", "not enough memory",
     "The machine, or a limit set for the program (ulimit -v, a container), has no more. Nothing was written.",
     "Take a smaller area or case, fewer at once (--threads), or a machine with more memory.",
     "error[P006]: not enough memory"},
    {"P007", "a path cannot be used",
     "The file system refuses it: a name that is too long, a loop of links, a folder that this user may not look into.",
     "Give another path.", "error[P007]: the system refuses out/plan.gpkg (File name too long)"},
    {"P008", "the folder holds other things than this command writes",
     "Replacing a folder removes what is in it, so only one is replaced that an earlier run wrote.",
     "Give the name of a new folder.", "error[P008]: out holds other things than this command writes"},
    {"P010", "a file is not text in UTF-8",
     "It is a workbook or a web page whatever its name says, or text in another encoding, which would garble names.",
     "Save the sheet as CSV UTF-8, a text as UTF-8.", "error[P010]: the file is an Excel workbook, not text"},
    {"P011", "a row has too many or too few fields", "The row's fields can't be matched with the header's columns.",
     "Quote a field that holds a comma, or add the missing cells.", "error[P011]: the row has 4 fields, the header 5"},
    {"P012", "a quote is not closed", "A field begins with a quote and the file ends before the quote does.",
     "Close it, or double a quote that belongs to the text.", "error[P012]: a quote is opened and not closed"},
    {"P013", "a table has no header row", "The first row names the columns; the file is empty.", "Add the header row.",
     "error[P013]: the file has no header row"},
    {"P014", "a column is named twice", "Which of the two is meant can't be told.", "Keep one of the two.",
     "error[P014]: column \"lat\" stands twice in the header"},
};
}  // namespace

std::span<const CodePage> core_codes() {
  return kPages;
}

}  // namespace passage
