#include "test/fuzz/fuzz.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "casefile/codes.h"
#include "core/codes.h"
#include "core/error.h"
#include "displacement/codes.h"
#include "flow/codes.h"
#include "network/codes.h"
#include "plan/codes.h"

namespace passage::fuzz {
namespace fs = std::filesystem;
namespace {

const std::set<std::string>& known_codes() {
  static const std::set<std::string> codes = [] {
    std::set<std::string> all;
    for (const auto pages : {core_codes(), flow::flow_codes(), network::network_codes(), casefile::scenario_codes(),
                             plan::plan_codes(), displacement::displacement_codes()})
      for (const CodePage& page : pages) all.insert(page.code);
    return all;
  }();
  return codes;
}

void expect_printable(const std::vector<Problem>& problems) {
  expect(!problems.empty(), "refused without a problem");
  for (const Problem& p : problems) {
    if (!known_codes().contains(p.code)) fail("no page explains " + p.code);
    expect(!p.problem.empty(), "a problem without words");
    for (const std::string* text : {&p.problem, &p.why, &p.where, &p.suggestion}) try {
        (void)nlohmann::json(*text).dump();
      } catch (const nlohmann::json::exception&) {
        fail("not UTF-8: " + render({p}));
      }
    const std::string line = render({p});
    for (const char c : line.substr(0, line.size() - 1))
      if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') fail("a control character in: " + line);
  }
}

// The next descriptor to be opened grows with each that is left open; libraries keep a few for good.
void expect_no_open_files() {
  constexpr int kKept = 100;
  if (next_descriptor() > kKept) fail("files are left open");
}

}  // namespace

void fail(const std::string& what) {
  std::fprintf(stderr, "FUZZ: %s\n", what.c_str());
  std::abort();
}

int next_descriptor() {
  const int next = open("/dev/null", O_RDONLY | O_CLOEXEC);
  expect(next >= 0, "no more files can be opened");
  close(next);
  return next;
}

bool accepts(const std::function<void()>& read) {
  bool accepted = true;
  try {
    read();
  } catch (const InputError& error) {
    accepted = false;
    expect_printable(error.problems());
  } catch (const std::exception& error) {
    fail(fmt::format("another exception: {}", error.what()));
  }
  expect_no_open_files();
  return accepted;
}

const fs::path& scratch() {
  static const fs::path folder = [] {
    fs::path path = fs::path("/dev/shm") / fmt::format("passage-fuzz-{}", getpid());
    fs::remove_all(path);
    fs::create_directories(path);
    std::atexit([] {
      std::error_code ignored;
      fs::remove_all(scratch(), ignored);
    });
    return path;
  }();
  return folder;
}

fs::path put(const std::string& name, std::string_view bytes) {
  const fs::path path = scratch() / name;
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path;
}

Folder::Folder(const fs::path& base, std::string_view ending)
    : base_(PASSAGE_SOURCE_DIR / base), path_(scratch() / "folder") {
  fs::copy(base_, path_, fs::copy_options::recursive);
  for (const auto& entry : fs::recursive_directory_iterator(base_))
    if (entry.is_regular_file() && entry.path().native().ends_with(ending))
      names_.insert(entry.path().lexically_relative(base_).string());
  expect(!names_.empty(), "no file of the folder is to be replaced");
}

void Folder::read_with(std::string_view input, const std::function<void()>& read) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string name(input.substr(0, end));
  if (!names_.contains(name)) return;
  put("folder/" + name, input.substr(std::min(end + 1, input.size())));
  (void)accepts(read);
  fs::copy_file(base_ / name, path_ / name, fs::copy_options::overwrite_existing);
}

}  // namespace passage::fuzz
