// Finished runs on disk. FILE holds what earlier sittings left; FILE.part0, FILE.part1, ... grow while
// ranks work, a record a run, so that whatever ends a process costs it only the run it was in.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "ensemble/ensemble.h"

namespace passage::ensemble {

[[nodiscard]] std::string pack(const Result& result);
// The whole records at the start of the bytes; a record cut off or damaged ends them.
[[nodiscard]] std::vector<Result> unpack(std::string_view bytes);

// Results in FILE and its parts, each run once, ascending; the parts are joined into FILE and removed.
// P616 if the file was written for other inputs.
[[nodiscard]] std::vector<Result> take_up(const std::string& file, const std::string& inputs);

// Appends to FILE.part<rank>. P004 if it cannot be written.
class Part {
 public:
  Part(const std::string& file, int rank, const std::string& inputs);
  ~Part();
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  void add(const Result& result);

 private:
  std::FILE* out_ = nullptr;
  std::string path_;
};

// What a checkpoint has to agree on: the bytes of the case folder and of the settings above it or named.
[[nodiscard]] std::string bytes_of_case(const std::string& directory, const std::string& settings);

}  // namespace passage::ensemble
