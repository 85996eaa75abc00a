// A plan against its case. Not installed.
#pragma once

#include <filesystem>

#include "api/answers.h"
#include "api/opened_case.h"

namespace passage::api {

// file: of the plan, compared too; empty: none.
[[nodiscard]] Verdict verified(const OpenedCase& opened, const plan::Plan& plan, const std::filesystem::path& file,
                               const jobs::Task& task);

}  // namespace passage::api
