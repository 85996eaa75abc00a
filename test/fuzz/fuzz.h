// What every fuzz target shares. A target is one test/fuzz/READER.cc that gives a reader the bytes of libFuzzer; what
// a reader must never do ends the process, and libFuzzer keeps the bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace passage::fuzz {

// Ends the process with what is wrong.
[[noreturn]] void fail(const std::string& what);
inline void expect(bool holds, const char* what) {
  if (!holds) fail(what);
}

// True if `read` gave a value, false if it refused the input as a reader may: an InputError with problems whose codes
// have a page, and which can be printed as text and as JSON. Anything else fails, an open file left behind too.
[[nodiscard]] bool accepts(const std::function<void()>& read);

// The number that the next file to be opened gets.
[[nodiscard]] int next_descriptor();

// A folder in memory that is this process's own and removed at its end.
[[nodiscard]] const std::filesystem::path& scratch();
// The file of that name in scratch(), with these bytes.
std::filesystem::path put(const std::string& name, std::string_view bytes);

// Readers of folders: a folder as it should be, of which an input replaces one file. The first line of an input is the
// file's name, what follows are its bytes.
class Folder {
 public:
  // `base`: where it is copied from, in the source tree or absolute. Only files whose names end so are replaced.
  explicit Folder(const std::filesystem::path& base, std::string_view ending = "");
  [[nodiscard]] std::string path() const { return path_.string(); }
  // accepts(read) with the file replaced; afterwards the folder is as before. Nothing where no such file is there.
  void read_with(std::string_view input, const std::function<void()>& read);

 private:
  std::filesystem::path base_, path_;
  std::set<std::string> names_;
};

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace passage::fuzz
