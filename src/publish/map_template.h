// The map page around its data: style, markup and program.
#pragma once

namespace passage::publish {
extern const char* const kMapPageHead;     // up to the title's text
extern const char* const kMapPageBody;     // from behind the title up to the data
extern const char* const kMapPageProgram;  // from behind the data to the end
}  // namespace passage::publish
