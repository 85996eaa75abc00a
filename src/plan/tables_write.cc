#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "plan/tables_writer.h"

namespace passage::plan {

using geodata::CellType;
using geodata::LayerColumn;

namespace {

constexpr auto kText = CellType::kText;
constexpr auto kInteger = CellType::kInteger;

}  // namespace

void TablesWriter::all() {
  provenance();
  sources();
  findings();
  dangers();
  corridors();
  nodes();
  roads();
  bottlenecks();
  origins();
  refuges();
  groups();
  orders();
  legs();
  trips();
  flows();
  arrivals();
  labels();
  safe_by();
  left_by_district();
}

std::string TablesWriter::intervals_text(const std::vector<PlanInterval>& all) const {
  std::string out;
  for (const PlanInterval& one : all)
    out += fmt::format("{}{}/{}", out.empty() ? "" : " ", clock_.iso(one.from), clock_.iso(one.until));
  return out;
}

void TablesWriter::pcodes(const std::vector<std::string>& columns, const std::map<std::string, std::string>& codes) {
  for (const std::string& column : columns) {
    const auto found = codes.find(column);
    text_or_none(found == codes.end() ? std::string_view{} : std::string_view(found->second));
  }
}

void TablesWriter::provenance() {
  const Provenance& made = plan_.provenance;
  out_.begin({"provenance",
              "What the plan is, what it was made from, and what proves it",
              {{"key", kText}, {"value", kText}}});
  entry("classification", "restricted");
  entry("notice", "A plan is not a guarantee of safety. Before it runs it is a list of where civilians will be.");
  entry("tables_version", std::to_string(kTablesVersion));
  entry("passage_version", made.version);
  entry("case_id", made.case_id);
  entry("case_directory", made.case_directory);
  entry("title", plan_.title);
  entry("language", plan_.language);
  entry("time_zone", plan_.time_zone);
  entry("start", clock_.iso(PlanTime{0}));
  entry("end", clock_.iso(plan_.horizon));
  entry("round_id", plan_.round_id);
  entry("round_status", plan_.round_status);
  entry("window_rule", plan_.window_rule);
  entry("people_per_car", plan_.people_per_car.to_string());
  entry("people", plan_.people);
  entry("safe", plan_.safe);
  entry("left", plan_.left);
  entry("staying", plan_.staying);
  entry("unreached", plan_.unreached);
  entry("last_arrival", plan_.last_arrival ? clock_.iso(*plan_.last_arrival) : std::string{});
  entry("upper_bound", plan_.upper_bound);
  entry("gap", fmt::format("{}", plan_.gap));
  entry("curve_gap", fmt::format("{}", plan_.curve_gap));
  entry("certificate_accepted", plan_.certificate_accepted ? "yes" : "no");
  entry("certificate_kind", plan_.certificate_kind);
  entry("exposure_person_h", plan_.exposure_person_h.to_string());
  entry("legs_left_out", plan_.legs_left_out ? "yes" : "no");
  entry("labels_left_out", plan_.labels_left_out ? "yes" : "no");
  entry("seed", std::to_string(made.seed));
  entry("options", made.options);
  for (const std::string& term : made.assumed) entry("assumed", term);
  for (const std::string& corridor : made.without) entry("without", corridor);
  for (const auto& [path, sha256] : made.inputs) entry("input:" + path, sha256);
}

void TablesWriter::sources() {
  out_.begin({"sources",
              "What the column `source` refers to",
              {{"id", kText}, {"title", kText}, {"url", kText}, {"date", kText}, {"licence", kText}}});
  for (const SourceRow& source : plan_.sources) {
    for (const std::string* cell : {&source.id, &source.title, &source.url, &source.date, &source.licence})
      out_.text(*cell);
    out_.end_row();
  }
}

void TablesWriter::findings() {
  out_.begin({"findings",
              "Facts of the case that somebody should know",
              {{"severity", kText},
               {"code", kText},
               {"problem", kText},
               {"why", kText},
               {"where", kText},
               {"suggestion", kText},
               {"persons", kInteger}}});
  for (const Problem& finding : plan_.findings) {
    constexpr const char* kSeverity[] = {"error", "warning", "finding"};
    out_.text(kSeverity[static_cast<int>(finding.severity)]);
    for (const std::string* cell : {&finding.code, &finding.problem, &finding.why, &finding.where, &finding.suggestion})
      out_.text(*cell);
    finding.persons < 0 ? out_.none() : out_.integer(finding.persons);
    out_.end_row();
  }
}

void TablesWriter::safe_by() {
  out_.begin({"safe_by",
              "People taken in before each hour, and a proven bound on them",
              {{"time", kText}, {"persons", kInteger}, {"at_most", kInteger}}});
  for (const SafeBy& row : plan_.safe_by) {
    time(row.time);
    persons(row.persons);
    persons(row.at_most);
    out_.end_row();
  }
}

void TablesWriter::left_by_district() {
  std::vector<LayerColumn> columns{{"district", kText}, {"persons", kInteger}, {"reason", kText}, {"held_by", kText}};
  const auto codes = pcode_columns(plan_.origins);
  for (const std::string& code : codes) columns.push_back({code, kText});
  out_.begin({"left_by_district", "Who is left behind, why, and what holds them back", columns});
  for (const LeftByDistrict& row : plan_.left_by_district) {
    out_.text(row.district);
    persons(row.persons);
    out_.text(row.reason);
    out_.text(nlohmann::json(row.held_by).dump());
    pcodes(codes, pcodes_of(row.district));
    out_.end_row();
  }
}

// Those that all places of the district share.
std::map<std::string, std::string> TablesWriter::pcodes_of(const std::string& district) const {
  std::optional<std::map<std::string, std::string>> shared;
  for (const OriginRow& origin : plan_.origins) {
    if (origin.district != district) continue;
    if (!shared) shared = origin.pcodes;
    std::erase_if(*shared, [&](const auto& code) {
      const auto found = origin.pcodes.find(code.first);
      return found == origin.pcodes.end() || found->second != code.second;
    });
  }
  return shared.value_or(std::map<std::string, std::string>{});
}

const char* mode_name(const Plan& plan, Mode mode, std::size_t group) {
  if (group >= plan.groups.size() || plan.groups[group].fleet_id.empty()) return name_of(mode);
  return plan.groups[group].rail ? "train" : "bus";
}

void write_tables(const Plan& plan, geodata::LayerWriter& out) {
  TablesWriter(plan, out).all();
}

}  // namespace passage::plan
