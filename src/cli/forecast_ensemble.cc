#include "cli/forecast_ensemble.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "core/file.h"
#include "core/hash.h"

namespace passage::cli {
namespace {

namespace fs = std::filesystem;

const std::vector<double> kLevels{0.05, 0.25, 0.5, 0.75, 0.95};
constexpr const char* kNames[] = {"p5", "p25", "p50", "p75", "p95"};

template <class Value>
nlohmann::ordered_json median_of(const ensemble::Ensemble& e, Value value) {
  std::vector<double> values;
  for (const ensemble::Result& result : e.results) values.push_back(value(result.scores));
  return displacement::median(values);
}

nlohmann::ordered_json people_json(const std::vector<double>& people) {
  nlohmann::ordered_json out;
  for (std::size_t k = 0; k < people.size(); ++k) out[kNames[k]] = std::llround(people[k]);
  return out;
}

}  // namespace

std::string bytes_of_case(const std::string& directory, const std::string& settings) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  const fs::path whole = fs::absolute(directory).lexically_normal();
  for (const fs::path& above : {whole.parent_path(), whole.parent_path().parent_path()})
    if (fs::exists(above / "simsetting.yml")) files.push_back(above / "simsetting.yml");
  if (!settings.empty()) files.emplace_back(settings);
  std::string out;
  for (const fs::path& file : files) out += file.filename().string() + " " + sha256_of_file(file) + "\n";
  return out;
}

nlohmann::ordered_json ensemble_json(const displacement::Case& c, const ensemble::Ensemble& e, Detail detail) {
  const bool scored = !c.record.empty();
  nlohmann::ordered_json out{{"case", c.name}, {"days", c.days}, {"runs", e.results.size()}};
  out["seconds_per_run"] = e.simulated > 0 ? e.seconds / e.simulated : 0;
  out["ard"] = scored ? median_of(e, [](const displacement::Scores& s) { return s.ard; }) : nullptr;
  out["ard_rescaled"] = scored ? median_of(e, [](const displacement::Scores& s) { return s.ard_rescaled; }) : nullptr;
  out["mase"] = scored ? median_of(e, [](const displacement::Scores& s) { return s.mase; }) : nullptr;
  out["camps"] = nlohmann::ordered_json::array();
  const auto camps = displacement::camps_of(c);
  for (std::size_t k = 0; k < camps.size(); ++k) {
    nlohmann::ordered_json camp{{"name", c.places[camps[k]].name}};
    if (scored) camp["ard"] = median_of(e, [&](const displacement::Scores& s) { return s.camps[k]; });
    const auto people = [&](displacement::Day day) {
      return people_json(ensemble::quantiles(e, static_cast<std::size_t>(day), k, camps.size(), kLevels));
    };
    camp["last_day"] = people(c.days - 1);
    if (detail == Detail::kByDay)
      for (displacement::Day day = 0; day < c.days; ++day) camp["by_day"].push_back(people(day));
    out["camps"].push_back(std::move(camp));
  }
  return out;
}

void print_ensemble(const displacement::Case& c, const nlohmann::ordered_json& answer) {
  fmt::print("{}: {} days, {} runs", c.name, c.days, answer["runs"].get<std::size_t>());
  if (!answer["ard"].is_null())
    fmt::print("    ARD {:.3f}   rescaled {:.3f}   MASE {:.2f}", answer["ard"].get<double>(),
               answer["ard_rescaled"].get<double>(), answer["mase"].get<double>());
  fmt::print("    {:.1f} ms a run\n", 1000 * answer["seconds_per_run"].get<double>());
  fmt::print("\n{:<28} {:>10} {:>23} {:>10} {:>7}\n", "on " + displacement::date_of(c, c.days - 1), "median",
             "5 to 95 % of runs", "record", "ARD");
  for (std::size_t k = 0; k < answer["camps"].size(); ++k) {
    const auto& camp = answer["camps"][k];
    const auto& people = camp["last_day"];
    fmt::print("{:<28} {:>10} {:>11} {:>11}", camp["name"].get<std::string>(), people["p50"].get<long long>(),
               people["p5"].get<long long>(), people["p95"].get<long long>());
    if (!c.record.empty())
      fmt::print(" {:>10.0f} {:>7.3f}", c.record.camps[k].by_day.back(), camp["ard"].get<double>());
    fmt::print("\n");
  }
}

}  // namespace passage::cli
