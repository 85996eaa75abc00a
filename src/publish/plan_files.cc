#include "publish/plan_files.h"

#include <memory>

#include "plan/store.h"
#include "publish/map_page.h"
#include "publish/map_svg.h"

namespace passage::publish {
namespace {

enum class Shown { kPage, kPicture, kTables };

Shown shown_by(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".html" ? Shown::kPage : extension == ".svg" ? Shown::kPicture : Shown::kTables;
}

}  // namespace

void write_plan_files(const plan::Plan& plan, const std::vector<std::string>& paths, Overwrite overwrite) {
  plan::PendingPlans tables;
  std::vector<std::unique_ptr<PendingOutput>> pages;
  for (const std::string& path : paths) {
    const Shown shown = shown_by(path);
    if (shown == Shown::kTables) {
      tables.add(plan, path, overwrite);
      continue;
    }
    pages.push_back(std::make_unique<PendingOutput>(path, overwrite));
    write_file(pages.back()->path(), shown == Shown::kPage ? map_page(plan) : map_svg(plan), Overwrite::kReplace);
  }
  tables.commit();
  for (const auto& page : pages) page->commit();
}

void expect_plan_file_writable(const std::filesystem::path& path, Overwrite overwrite) {
  if (shown_by(path) == Shown::kTables)
    plan::expect_writable(path, overwrite);
  else
    expect_writable(path, overwrite);
}

}  // namespace passage::publish
