// passage export PLAN -o FILE: a plan in another format; the name says which.
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "cli/command.h"
#include "core/file.h"
#include "plan/store.h"
#include "publish/map_page.h"
#include "publish/map_svg.h"

namespace passage::cli {
namespace {

struct ExportOptions {
  std::string plan, output;
  bool overwrite = false, quiet = false;
};

int cmd_export(const ExportOptions& options) {
  const std::string extension = std::filesystem::path(options.output).extension().string();
  const bool page = extension == ".html", picture = extension == ".svg";
  const Overwrite overwrite = options.overwrite ? Overwrite::kReplace : Overwrite::kRefuse;
  // A wrong name is told before the plan is read.
  page || picture ? expect_writable(options.output, overwrite) : plan::expect_writable(options.output, overwrite);
  const plan::Plan plan = plan::read_plan(options.plan, jobs::Task());
  if (page) {
    write_file(options.output, publish::map_page(plan), overwrite);
  } else if (picture) {
    write_file(options.output, publish::map_svg(plan), overwrite);
  } else {
    plan::write_plan(plan, options.output, overwrite);
  }
  if (!options.quiet) fmt::print(stderr, "wrote {} (restricted)\n", options.output);
  return kExitDone;
}

void add_export(CLI::App& program, Run& run) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* verb = program.add_subcommand("export", "a plan as map page, picture, CSV, GeoJSON or GeoPackage");
  verb->footer(
      "passage export plan.gpkg -o plan.html\npassage export plan.gpkg -o plan.csv/\npassage export plan.gpkg -o "
      "plan.geojson");
  verb->add_option("PLAN", options->plan, "the plan (.gpkg or a folder of CSV)")->required();
  verb->add_option("-o,--output", options->output, "NAME.html, .svg, .csv/ (a folder), .geojson or .gpkg")->required();
  verb->add_flag("--overwrite", options->overwrite, "replace what is there");
  verb->add_flag("-q,--quiet", options->quiet, "say nothing");
  verb->callback([options, &run] { run = [options] { return cmd_export(*options); }; });
}

const Verb kExport{50, add_export};

}  // namespace
}  // namespace passage::cli
