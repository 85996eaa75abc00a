#include "ensemble/checkpoint.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "core/error.h"
#include "core/file.h"
#include "core/hash.h"

namespace passage::ensemble {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSeal = 16;  // hex digits of the hash that ends a record

std::string header(const std::string& inputs) {
  return fmt::format("passage ensemble 1 {}\n", sha256_of(inputs));
}

std::string seal(std::string_view bytes) {
  return sha256_of(bytes).substr(0, kSeal);
}

template <class T>
void put(std::string& out, const T* values, std::size_t count) {
  out.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  bool take(T* values, std::size_t count) {
    if (count > bytes_.size() / sizeof(T)) return false;
    std::memcpy(values, bytes_.data(), count * sizeof(T));
    bytes_.remove_prefix(count * sizeof(T));
    return true;
  }

 private:
  std::string_view bytes_;
};

std::vector<Result> read_part(const fs::path& path, const std::string& inputs) {
  if (!fs::exists(path)) return {};
  const std::string bytes = read_file(path), wanted = header(inputs);
  if (bytes.size() < wanted.size() && wanted.starts_with(bytes)) return {};  // cut off while it began
  if (!bytes.starts_with(wanted))
    throw InputError({.code = "P616",
                      .problem = fmt::format("{} is of another ensemble", path.filename().string()),
                      .why = "case, settings or seed differ, or it is no checkpoint",
                      .where = path.string(),
                      .suggestion = "name another file, or delete this one"});
  return unpack(std::string_view(bytes).substr(wanted.size()));
}

}  // namespace

// size of the body, body (run, scores, camps' scores, people), seal of the body.
std::string pack(const Result& result) {
  std::string body;
  const std::uint32_t counts[] = {result.run, static_cast<std::uint32_t>(result.scores.camps.size()),
                                  static_cast<std::uint32_t>(result.people.size())};
  const double scores[] = {result.scores.ard, result.scores.ard_rescaled, result.scores.mase};
  put(body, counts, 3);
  put(body, scores, 3);
  put(body, result.scores.camps.data(), result.scores.camps.size());
  put(body, result.people.data(), result.people.size());
  std::string out;
  const std::uint64_t size = body.size();
  put(out, &size, 1);
  return out + body + seal(body);
}

std::vector<Result> unpack(std::string_view bytes) {
  std::vector<Result> out;
  for (;;) {
    std::uint64_t size = 0;
    if (!Reader(bytes).take(&size, 1) || size > bytes.size() || bytes.size() < sizeof size + size + kSeal) return out;
    const std::string_view body = bytes.substr(sizeof size, size);
    if (bytes.substr(sizeof size + size, kSeal) != seal(body)) return out;
    Reader read(body);
    std::uint32_t counts[3];
    double scores[3];
    if (!read.take(counts, 3) || !read.take(scores, 3)) return out;
    Result result{.run = counts[0], .scores = {}, .people = {}};
    result.scores.ard = scores[0];
    result.scores.ard_rescaled = scores[1];
    result.scores.mase = scores[2];
    result.scores.camps.resize(counts[1]);
    result.people.resize(counts[2]);
    if (!read.take(result.scores.camps.data(), counts[1]) || !read.take(result.people.data(), counts[2])) return out;
    out.push_back(std::move(result));
    bytes.remove_prefix(sizeof size + size + kSeal);
  }
}

std::vector<Result> take_up(const std::string& file, const std::string& inputs) {
  std::map<std::uint32_t, Result> found;
  for (Result& result : read_part(file, inputs)) found.emplace(result.run, std::move(result));
  std::vector<fs::path> parts;
  for (int rank = 0; fs::exists(fmt::format("{}.part{}", file, rank)) || rank < 1024; ++rank)
    if (fs::exists(fmt::format("{}.part{}", file, rank))) parts.emplace_back(fmt::format("{}.part{}", file, rank));
  for (const fs::path& part : parts)
    for (Result& result : read_part(part, inputs)) found.emplace(result.run, std::move(result));
  std::string bytes = header(inputs);
  std::vector<Result> out;
  for (auto& [run, result] : found) {
    bytes += pack(result);
    out.push_back(std::move(result));
  }
  write_file(file, bytes, Overwrite::kReplace);
  for (const fs::path& part : parts) fs::remove(part);
  return out;
}

Part::Part(const std::string& file, int rank, const std::string& inputs) {
  if (file.empty()) return;
  path_ = fmt::format("{}.part{}", file, rank);
  out_ = std::fopen(path_.c_str(), "wb");
  const std::string start = header(inputs);
  if (out_ == nullptr || std::fwrite(start.data(), 1, start.size(), out_) != start.size())
    throw InputError({.code = "P004", .problem = fmt::format("cannot write {}", path_), .where = path_});
  std::fflush(out_);
}

Part::~Part() {
  if (out_ != nullptr) std::fclose(out_);
}

void Part::add(const Result& result) {
  if (out_ == nullptr) return;
  const std::string bytes = pack(result);
  if (std::fwrite(bytes.data(), 1, bytes.size(), out_) != bytes.size() || std::fflush(out_) != 0)
    throw InputError({.code = "P004", .problem = fmt::format("cannot write {}", path_), .where = path_});
}

std::string bytes_of_case(const std::string& directory, const std::string& settings) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  const std::filesystem::path whole = std::filesystem::absolute(directory).lexically_normal();
  for (const std::filesystem::path& above : {whole.parent_path(), whole.parent_path().parent_path()})
    if (std::filesystem::exists(above / "simsetting.yml")) files.push_back(above / "simsetting.yml");
  if (!settings.empty()) files.emplace_back(settings);
  std::string out;
  for (const std::filesystem::path& file : files) out += file.filename().string() + " " + sha256_of_file(file) + "\n";
  return out;
}

}  // namespace passage::ensemble
