#include "api/plan_files.h"

#include <memory>

#include "core/file.h"
#include "plan/store.h"
#include "publish/map_page.h"
#include "publish/map_svg.h"

namespace passage::api {
namespace {

enum class Shown { kPage, kPicture, kTables };

Shown shown_by(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".html" ? Shown::kPage : extension == ".svg" ? Shown::kPicture : Shown::kTables;
}

}  // namespace

void write_plan_files(const plan::Plan& plan, const std::vector<std::string>& paths, passage::Overwrite overwrite) {
  plan::PendingPlans tables;
  std::vector<std::unique_ptr<PendingOutput>> pages;
  for (const std::string& path : paths) {
    const Shown shown = shown_by(path);
    if (shown == Shown::kTables) {
      tables.add(plan, path, overwrite);
      continue;
    }
    pages.push_back(std::make_unique<PendingOutput>(path, overwrite));
    write_file(pages.back()->path(), shown == Shown::kPage ? publish::map_page(plan) : publish::map_svg(plan),
               passage::Overwrite::kReplace);
  }
  tables.commit();
  for (const auto& page : pages) page->commit();
}

}  // namespace passage::api
