#include "plan/answer.h"

#include "plan/local_time.h"

namespace passage::plan {

using nlohmann::ordered_json;

ordered_json answer(const Plan& plan, double seconds, std::int64_t peak_bytes) {
  const LocalClock clock(plan.time_zone, plan.start);
  ordered_json out;
  out["people"] = plan.people.count();
  out["safe"] = plan.safe.count();
  out["left"] = plan.left.count();
  out["staying"] = plan.staying.count();
  out["unreached"] = plan.unreached.count();
  out["last_arrival"] = plan.last_arrival ? ordered_json(clock.iso(*plan.last_arrival)) : ordered_json(nullptr);
  out["upper_bound"] = plan.upper_bound.count();
  out["gap"] = plan.gap;
  out["curve_gap"] = plan.curve_gap;
  out["exposure_person_h"] = plan.exposure_person_h.to_double();
  out["safe_by"] = ordered_json::array();
  for (const SafeBy& row : plan.safe_by) {
    out["safe_by"].push_back(
        {{"time", clock.iso(row.time)}, {"persons", row.persons.count()}, {"at_most", row.at_most.count()}});
  }
  out["left_by_district"] = ordered_json::array();
  for (const LeftByDistrict& row : plan.left_by_district) {
    out["left_by_district"].push_back({{"district", row.district},
                                       {"persons", row.persons.count()},
                                       {"reason", row.reason},
                                       {"held_by", row.held_by}});
  }
  out["certificate"] = {{"accepted", plan.certificate_accepted}, {"kind", plan.certificate_kind}};
  out["bottlenecks"] = ordered_json::array();
  for (const Bottleneck& row : plan.bottlenecks) {
    out["bottlenecks"].push_back(
        {{"kind", row.kind}, {"id", row.id}, {"name", row.name}, {"at_most", row.at_most.count()}, {"asks", row.asks}});
  }
  out["findings"] = ordered_json::array();
  for (const Problem& finding : plan.findings) {
    ordered_json row{{"code", finding.code}, {"where", finding.where}, {"what", finding.problem}};
    row["persons"] = finding.persons >= 0 ? ordered_json(finding.persons) : ordered_json(nullptr);
    out["findings"].push_back(std::move(row));
  }
  out["refuges"] = ordered_json::array();
  for (const RefugeRow& row : plan.refuges)
    out["refuges"].push_back({{"id", row.id}, {"persons", row.persons.count()}});
  if (!plan.groups.empty()) {
    std::vector<Persons> safe(plan.groups.size());
    for (const Order& order : plan.orders) safe[order.group] += order.persons;
    out["groups"] = ordered_json::array();
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
      out["groups"].push_back({{"id", plan.groups[g].id}, {"safe", safe[g].count()}});
    out["trips"] = plan.trips.size();
  }
  out["round"] = plan.round_id;
  out["round_status"] = plan.round_status;
  out["version"] = plan.provenance.version;
  out["options"] = plan.provenance.options;
  out["seconds"] = seconds;
  out["peak_bytes"] = peak_bytes;
  return out;
}

}  // namespace passage::plan
