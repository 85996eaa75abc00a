// A copy of a case that a test may spoil, and what reading it then reports.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "casefile/read_case.h"
#include "core/file.h"

namespace passage::casefile {

namespace fs = std::filesystem;

inline const fs::path kExamples = fs::path(PASSAGE_SOURCE_DIR) / "examples";

class Spoiled {
 public:
  Spoiled() {
    static int nth = 0;
    path_ = fs::temp_directory_path() / fmt::format("passage-case-{}-{}", ::getpid(), ++nth);
    fs::remove_all(path_);
    fs::copy(kExamples / "north-or-west", path_, fs::copy_options::recursive);
  }
  ~Spoiled() { fs::remove_all(path_); }
  Spoiled& replace(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = read_file(path_ / file);
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << file << ": " << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return write(file, text);
  }
  Spoiled& write(const std::string& file, const std::string& text) {
    std::ofstream(path_ / file, std::ios::binary) << text;
    return *this;
  }
  Spoiled& append(const std::string& file, const std::string& text) {
    return write(file, read_file(path_ / file) + text);
  }
  // A column more, with the same value in every row.
  Spoiled& column(const std::string& file, const std::string& name, const std::string& value) {
    std::string out, rest = read_file(path_ / file);
    for (const char* cell = name.c_str(); !rest.empty(); cell = value.c_str()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      out += rest.substr(0, end) + "," + cell + "\n";
      rest.erase(0, end + 1);
    }
    return write(file, out);
  }
  Spoiled& remove(const std::string& file) {
    fs::remove(path_ / file);
    return *this;
  }
  [[nodiscard]] std::vector<Problem> problems(const ReadOptions& options = {}) const {
    try {
      return read_case(path_.string(), options, jobs::Task()).findings;
    } catch (const InputError& error) {
      return error.problems();
    }
  }
  [[nodiscard]] std::multiset<std::string> codes(const ReadOptions& options = {}) const {
    std::multiset<std::string> out;
    for (const Problem& problem : problems(options)) out.insert(problem.code);
    return out;
  }
  [[nodiscard]] std::string where(const std::string& code) const {
    const Problem problem = first(code);
    return problem.code == code ? problem.where : problem.code;
  }
  [[nodiscard]] Problem first(const std::string& code) const {
    for (const Problem& problem : problems())
      if (problem.code == code) return problem;
    return {.code = "no " + code};
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

}  // namespace passage::casefile
