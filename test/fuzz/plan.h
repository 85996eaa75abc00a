// Plans read from a file or folder: what is read can be judged, shown and written, and comes back equal.
#pragma once

#include <sstream>

#include "answers/json.h"
#include "casefile/read_case.h"
#include "plan/as_written.h"
#include "plan/geojson.h"
#include "plan/store.h"
#include "publish/map_page.h"
#include "publish/map_svg.h"
#include "publish/plan_page.h"
#include "scenario/case.h"
#include "test/fuzz/fuzz.h"
#include "verify/verify.h"

namespace passage::fuzz {

// `again`: the name of a copy in scratch(), which says its format.
inline void read_plan_file(const std::string& path, const std::string& again) {
  static const scenario::Case of_case = casefile::read_case(PASSAGE_SOURCE_DIR "/test/fuzz/case", {}, jobs::Task());
  const plan::Plan plan = plan::read_plan(path, jobs::Task());
  (void)plan::as_written(path, plan);
  (void)verify::verify_plan(of_case, plan, jobs::Task());
  (void)(publish::plan_page(plan) + publish::one_line(plan) + answers::json_of(plan).dump());
  std::ostringstream unread;
  plan::write_geojson(plan, unread);
  (void)(publish::map_page(plan) + publish::map_svg(plan));
  plan::write_plan(plan, scratch() / again, Overwrite::kReplace);
  expect(plan::read_plan(scratch() / again, jobs::Task()) == plan, "a plan comes back otherwise than it was written");
  expect(plan::as_written(scratch() / again, plan).altered.empty(), "a plan as it was written is called altered");
}

}  // namespace passage::fuzz
