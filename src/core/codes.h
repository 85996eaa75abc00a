// What `passage explain CODE` prints. Each folder keeps the pages of the codes it reports; a test
// greps src/ for codes without a page and pages without a code.
//   P0xx files and command line (core)   P1xx errors in a case (scenario)   P2xx findings of a case
//   P3xx roads and networks (network)    P4xx flow files (flow)             P5xx plans (plan, planner, verify)
//   P6xx displacement
#pragma once

#include <span>

namespace passage {

struct CodePage {
  const char* code;     // "P003"
  const char* title;    // one line
  const char* meaning;  // what it is, why it matters
  const char* remedy;   // what to do
  const char* example;  // the message as it is printed, or the lines that bring it about
};

[[nodiscard]] std::span<const CodePage> core_codes();

}  // namespace passage
