// match_tables: what the plan was made from, its dangers and corridors.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "verify/match_parts.h"

namespace passage::verify {
namespace {

namespace fs = std::filesystem;

// Which file, and both hashes, so that whoever has several copies finds the one.
void match_inputs(const Case& c, const Plan& plan, Findings& findings) {
  std::map<std::string, std::string> then(plan.provenance.inputs.begin(), plan.provenance.inputs.end());
  // A case that was copied may name a file outside it by another way to it.
  const auto same_file = [&](const scenario::InputFile& file) {
    const auto by_path = then.find(file.path);
    if (by_path != then.end()) return by_path;
    return std::find_if(then.begin(), then.end(), [&](const auto& input) {
      return input.second == file.sha256 && fs::path(input.first).filename() == fs::path(file.path).filename();
    });
  };
  for (const scenario::InputFile& file : c.inputs) {
    const auto found = same_file(file);
    if (found == then.end()) {
      findings.add("provenance", fmt::format("{} is part of the case and the plan was made without it", file.path));
    } else if (found->second != file.sha256) {
      findings.add("provenance", fmt::format("{} has changed since the plan was made: its SHA-256 is {}, it was {}",
                                             file.path, file.sha256, found->second));
    }
    if (found != then.end()) then.erase(found);
  }
  for (const auto& [path, hash] : then) {
    findings.add("provenance",
                 fmt::format("the plan was made with {} (SHA-256 {}), which is not part of the case", path, hash));
  }
}

const char* name_of(scenario::RoundStatus status) {
  switch (status) {
    case scenario::RoundStatus::kTentative: return "tentative";
    case scenario::RoundStatus::kAgreed: return "agreed";
    case scenario::RoundStatus::kActive: return "active";
    case scenario::RoundStatus::kSuspended: return "suspended";
    case scenario::RoundStatus::kEnded: return "ended";
  }
  return "";
}

using Lines = std::vector<std::vector<network::Coordinate>>;

Lines closed(Lines lines, bool is_polygon) {
  for (auto& line : lines)
    if (is_polygon && !line.empty() && line.front() != line.back()) line.push_back(line.front());
  return lines;
}

// As drawn; along its roads where it names them. Polygons are closed in files.
Lines lines_of(const Case& c, const scenario::Danger& danger) {
  Lines lines = danger.rings;
  if (danger.is_polygon || !lines.empty()) return closed(std::move(lines), danger.is_polygon);
  std::set<RoadId> roads;
  for (const scenario::Danger::Touched& touched : danger.touched) roads.insert(touched.side.road);
  for (const RoadId r : roads) {
    const auto shape = c.network.shape_of(r);
    std::vector<network::Coordinate>& line = lines.emplace_back();
    line.push_back(c.network.position[c.network.from[r]]);
    line.insert(line.end(), shape.begin(), shape.end());
    line.push_back(c.network.position[c.network.to[r]]);
  }
  return lines;
}

}  // namespace

void match_provenance(const Case& c, const Plan& plan, Findings& findings) {
  match_inputs(c, plan, findings);
  ComparedRow row;
  row.same("id", plan.provenance.case_id, c.id);
  row.same("title", plan.title, c.title);
  row.same("language", plan.language, c.language);
  row.same("time_zone", plan.time_zone, c.time_zone);
  row.same("start", plan.start, c.start);
  row.same("horizon", plan.horizon, c.horizon);
  row.same("people_per_car", plan.people_per_car, c.behaviour.people_per_car.count());
  row.same("window_rule", plan.window_rule, std::string(c.window == scenario::WindowRule::kClear ? "clear" : "enter"));
  const scenario::Round* round = c.agreement.planned.valid() ? &c.agreement.rounds[c.agreement.planned] : nullptr;
  row.same("round", plan.round_id, round != nullptr ? round->id : std::string());
  row.same("round_status", plan.round_status, std::string(round != nullptr ? name_of(round->status) : ""));
  row.report(findings, "case", c.id);
}

void match_dangers(const Case& c, const Plan& plan, Findings& findings) {
  std::map<std::string, const scenario::Danger*> of_case;
  for (const scenario::Danger& danger : c.dangers) of_case.emplace(danger.id, &danger);
  for (const plan::DangerRow& row : plan.dangers) {
    const auto found = of_case.find(row.id);
    if (found == of_case.end()) {
      findings.add("dangers", fmt::format("danger \"{}\" is not in the case, or there twice", row.id));
      continue;
    }
    ComparedRow compare;
    compare.same("source", row.source, found->second->source);
    compare.same("kind", row.is_polygon, found->second->is_polygon);
    compare.same("closed", row.closed, found->second->closed);
    compare.same("when", row.when, found->second->when);
    compare.same("shape", closed(row.rings, row.is_polygon), lines_of(c, *found->second));
    compare.report(findings, "danger", row.id);
    of_case.erase(found);
  }
  for (const auto& [id, danger] : of_case) {
    findings.add("dangers", fmt::format("danger \"{}\" of the case is missing", id));
  }
}

void match_corridors(const Case& c, const Plan& plan, const Matched& matched, Findings& findings) {
  using Sides = std::vector<std::pair<RoadId, Direction>>;
  struct Told {
    std::string name;
    Sides roads;
    std::vector<CaseInterval> open;
  };
  std::map<std::string, Told> of_case;
  for (const scenario::CorridorId id : c.agreement.corridors.ids()) {
    const scenario::Corridor& corridor = c.agreement.corridors[id];
    if (corridor.round != c.agreement.planned) continue;
    Told& told = of_case[corridor.id];
    told.name = corridor.name;
    for (const scenario::RoadSide side : corridor.roads) told.roads.emplace_back(side.road, side.direction);
    for (const scenario::Term& term : c.agreement.terms) {
      if (term.in_force && term.kind == scenario::TermKind::kWindow && term.corridor == id)
        told.open.insert(told.open.end(), term.intervals.begin(), term.intervals.end());
    }
    told.open = merged(std::move(told.open));
  }
  for (const plan::CorridorRow& row : plan.corridors) {
    const auto found = of_case.find(row.id);
    if (found == of_case.end()) {
      findings.add("corridors", fmt::format("corridor \"{}\" is not in the planned round, or there twice", row.id));
      continue;
    }
    Sides roads;
    for (const auto& [road, direction] : row.roads)
      roads.emplace_back(plan.roads.contains(road) ? matched.road[road] : RoadId{}, direction);
    ComparedRow compare;
    compare.same("name", row.name, found->second.name);
    compare.same("roads", roads, found->second.roads);
    compare.same("open", row.open, found->second.open);
    compare.report(findings, "corridor", row.id);
    of_case.erase(found);
  }
  for (const auto& [id, corridor] : of_case) {
    findings.add("corridors", fmt::format("corridor \"{}\" of the case is missing", id));
  }
}

}  // namespace passage::verify
