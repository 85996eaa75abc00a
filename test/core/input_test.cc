// Tables and files: what is read, what is refused, and where it is told.
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/csv.h"
#include "core/file.h"

namespace passage {
namespace {

namespace fs = std::filesystem;

std::string first_problem(const std::string& text) {
  Problems problems;
  (void)parse_csv(text, "t.csv", problems);
  return problems.list().empty() ? "none" : problems.list()[0].code + " " + problems.list()[0].where;
}

TEST(Csv, WhatIsWrongIsToldWithItsLine) {
  EXPECT_EQ(first_problem("a,b\n1,2\n"), "none");
  EXPECT_EQ(first_problem("a,b\n1,\"2\n3\"\n"), "none");
  EXPECT_EQ(first_problem("a,b\n1,\xFF\n"), "P010 t.csv:2");
  EXPECT_EQ(first_problem("a,b\n1,2\n1,2,3\n"), "P011 t.csv:3");
  EXPECT_EQ(first_problem("a,b\n1,\"2\n"), "P012 t.csv:2");
  EXPECT_EQ(first_problem(""), "P013 t.csv:1");
  EXPECT_EQ(first_problem("a,a\n1,2\n"), "P014 t.csv:1");
}

template <class Act>
std::string code_of(Act act) {
  try {
    act();
  } catch (const InputError& error) {
    return error.problems()[0].code;
  }
  return "none";
}

TEST(Files, AreNeverReplacedUnaskedAndNeverHalfWritten) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("passage-files-{}", ::getpid());
  fs::create_directory(folder);
  const fs::path file = folder / "a.txt";
  EXPECT_EQ(code_of([&] { (void)read_file(file); }), "P001");
  EXPECT_EQ(code_of([&] { (void)read_file(folder); }), "P002");
  write_file(file, "one", Overwrite::kRefuse);
  EXPECT_EQ(code_of([&] { write_file(file, "two", Overwrite::kRefuse); }), "P003");
  EXPECT_EQ(read_file(file), "one");
  EXPECT_EQ(code_of([&] { write_file(folder / "none" / "a.txt", "one", Overwrite::kRefuse); }), "P004");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}), 1);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace passage
