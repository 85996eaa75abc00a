// Outputs appear whole or not at all, under the name that was asked for.
#include <unistd.h>

#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/file.h"

namespace passage {
namespace {
namespace fs = std::filesystem;

class Output : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / fmt::format("passage_output_{}", getpid());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator{}));
  }
  fs::path folder_;
};

Problem problem_of(const std::function<void()>& run) {
  try {
    run();
  } catch (const InputError& error) {
    return error.problems().at(0);
  }
  return {.code = "none"};
}

TEST_F(Output, OfTwoThatMayNotReplaceTheLaterFails) {
  const fs::path target = folder_ / "plan.gpkg";
  PendingOutput first(target, Overwrite::kRefuse);
  std::ofstream(first.path()) << "first";
  {
    // Another process: the same name for the part would be taken here.
    const fs::path other = folder_ / "other";
    std::ofstream(other) << "other";
    fs::rename(other, target);
  }
  EXPECT_EQ(problem_of([&] { first.commit(); }).code, "P003");
  EXPECT_EQ(read_file(target), "other");
}

TEST_F(Output, IsNamedAsTheUserNamedIt) {
  PendingOutput folder(folder_ / "out", Overwrite::kRefuse, FolderMarks{});
  fs::create_directory(folder.path());
  EXPECT_EQ(meant_by(folder.path() / "sub" / "x.csv"), folder_ / "out" / "sub" / "x.csv");
  PendingOutput inside(folder.path() / "x.csv", Overwrite::kRefuse);
  EXPECT_EQ(meant_by(inside.path()), folder_ / "out" / "x.csv");
  EXPECT_EQ(meant_by(folder_ / "elsewhere"), folder_ / "elsewhere");
  EXPECT_EQ(problem_of([&] { fail_to_write(inside.path()); }).where, (folder_ / "out" / "x.csv").string());
}

TEST_F(Output, AFolderIsNoPlaceForAFile) {
  fs::create_directory(folder_ / "mine");
  std::ofstream(folder_ / "mine" / "precious") << "x";
  EXPECT_EQ(problem_of([&] { write_file(folder_ / "mine", "text", Overwrite::kReplace); }).code, "P002");
  EXPECT_TRUE(fs::exists(folder_ / "mine" / "precious"));
  std::ofstream(folder_ / "file") << "x";
  EXPECT_EQ(problem_of([&] { PendingOutput(folder_ / "mine", Overwrite::kReplace, FolderMarks{"made.csv"}); }).code,
            "P008");
  std::ofstream(folder_ / "mine" / "made.csv") << "x";
  EXPECT_NO_THROW(expect_writable(folder_ / "mine", Overwrite::kReplace, FolderMarks{"made.csv"}));
  EXPECT_EQ(problem_of([&] { PendingOutput(folder_ / "file", Overwrite::kReplace, FolderMarks{}); }).code, "P004");
}

TEST_F(Output, LinksAreFollowed) {
  fs::create_symlink("real", folder_ / "link");
  write_file(folder_ / "link", "one", Overwrite::kRefuse);
  EXPECT_EQ(read_file(folder_ / "real"), "one");
  write_file(folder_ / "link", "two", Overwrite::kReplace);
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(read_file(folder_ / "real"), "two");
  EXPECT_EQ(files(), 2u);
}

TEST_F(Output, DevicesAndOddPathsAreRefused) {
  EXPECT_EQ(problem_of([] { write_file("/dev/null", "x", Overwrite::kReplace); }).code, "P004");
  fs::create_symlink("loop", folder_ / "loop");
  EXPECT_EQ(problem_of([&] { write_file(folder_ / "loop", "x", Overwrite::kReplace); }).code, "P004");
  EXPECT_EQ(problem_of([&] { write_file(folder_ / std::string(300, 'x'), "x", Overwrite::kReplace); }).code, "P004");
  EXPECT_EQ(problem_of([&] { (void)read_file(folder_ / "loop"); }).code, "P001");
  EXPECT_EQ(problem_of([&] { (void)read_file(folder_ / std::string(300, 'x')); }).code, "P001");
}

}  // namespace
}  // namespace passage
