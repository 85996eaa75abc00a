// bench_import PASSAGE FILE...: `passage import` of each file and, by turns with it, osmium's full decode of
// the same file: every entity read, tags, references and members counted. Of three turns each, the run with
// the least processor time: wall, user and system seconds and peak memory of the whole process, and the
// ratio of processor time. Exit 1 where an import failed.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>

#include <fmt/format.h>
#include <osmium/io/any_input.hpp>
#include <osmium/osm.hpp>

namespace {

struct Cost {
  double wall = 0, user = 0, system = 0, mebibytes = 0;
  bool failed = false;
  [[nodiscard]] double processor() const { return user + system; }
};

// Runs `child` in a process of its own; what it returns is the exit code.
Cost cost_of(const std::function<int()>& child) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t process = fork();
  if (process == 0) _exit(child());
  int status = 1;
  rusage used{};
  if (process < 0 || wait4(process, &status, 0, &used) != process) return {.failed = true};
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), seconds(used.ru_utime),
          seconds(used.ru_stime), static_cast<double>(used.ru_maxrss) / 1024, status != 0};
}

int decode(const char* file) {
  try {
    osmium::io::Reader reader{file};
    std::size_t entities = 0, tags = 0, refs = 0, members = 0;
    while (const osmium::memory::Buffer buffer = reader.read()) {
      for (const auto& object : buffer.select<osmium::OSMObject>()) {
        ++entities;
        tags += object.tags().size();
        if (object.type() == osmium::item_type::way) refs += static_cast<const osmium::Way&>(object).nodes().size();
        if (object.type() == osmium::item_type::relation)
          members += static_cast<const osmium::Relation&>(object).members().size();
      }
    }
    reader.close();
    return entities + tags + refs + members > 0 ? 0 : 1;
  } catch (const std::exception& wrong) {
    std::fprintf(stderr, "%s: %s\n", file, wrong.what());
    return 1;
  }
}

int import(const char* passage, const char* file, const char* output) {
  if (std::freopen("/dev/null", "w", stdout) == nullptr) return 1;
  return execl(passage, passage, "import", file, "-o", output, "--overwrite", "-q", nullptr);
}

void print(const char* name, const char* who, const Cost& cost) {
  fmt::print("{:<28} {:<8} wall {:6.2f} s   user {:6.2f} s   system {:5.2f} s   peak {:4.0f} MiB\n", name, who,
             cost.wall, cost.user, cost.system, cost.mebibytes);
}

bool compare(const char* passage, const char* file, const char* output) {
  Cost ours{.user = 1e9}, peer{.user = 1e9};
  for (int turn = 0; turn < 3; ++turn) {
    const Cost decoded = cost_of([&] { return decode(file); });
    const Cost imported = cost_of([&] { return import(passage, file, output); });
    if (decoded.failed || imported.failed) return false;
    if (decoded.processor() < peer.processor()) peer = decoded;
    if (imported.processor() < ours.processor()) ours = imported;
  }
  const std::string name = std::filesystem::path(file).filename();
  print(name.c_str(), "osmium", peer);
  print("", "passage", ours);
  fmt::print("{:<28} ratio    wall {:6.2f}     processor {:.2f}\n", "", ours.wall / peer.wall,
             ours.processor() / peer.processor());
  std::fflush(stdout);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "bench_import PASSAGE FILE...\n");
    return 2;
  }
  const auto output = std::filesystem::temp_directory_path() / fmt::format("bench-import-{}.network", getpid());
  bool good = true;
  for (int i = 2; i < argc; ++i) good = compare(argv[1], argv[i], output.c_str()) && good;
  std::filesystem::remove(output);
  return good ? 0 : 1;
}
