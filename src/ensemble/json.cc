#include "ensemble/json.h"

#include <cmath>

namespace passage::ensemble {
namespace {

const std::vector<double> kLevels{0.05, 0.25, 0.5, 0.75, 0.95};
constexpr const char* kNames[] = {"p5", "p25", "p50", "p75", "p95"};

template <class Value>
nlohmann::ordered_json median_of(const Ensemble& e, Value value) {
  std::vector<double> values;
  for (const Result& result : e.results) values.push_back(value(result.scores));
  return displacement::median(values);
}

nlohmann::ordered_json people_json(const std::vector<double>& people) {
  nlohmann::ordered_json out;
  for (std::size_t k = 0; k < people.size(); ++k) out[kNames[k]] = std::llround(people[k]);
  return out;
}

}  // namespace

nlohmann::ordered_json json_of(const displacement::Case& c, const Ensemble& e, Detail detail) {
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
      return people_json(quantiles(e, static_cast<std::size_t>(day), k, camps.size(), kLevels));
    };
    camp["last_day"] = people(c.days - 1);
    if (detail == Detail::kByDay)
      for (displacement::Day day = 0; day < c.days; ++day) camp["by_day"].push_back(people(day));
    out["camps"].push_back(std::move(camp));
  }
  return out;
}

}  // namespace passage::ensemble
