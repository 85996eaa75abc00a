// What talks ask of an opened case. Not installed.
#pragma once

#include "api/answers.h"
#include "api/opened_case.h"
#include "api/wishes.h"

namespace passage::api {

[[nodiscard]] CaseFacts facts_of(const scenario::Case& c);
[[nodiscard]] Worth worth_of(const OpenedCase& opened, const WorthWishes& wishes, const jobs::Task& task);
[[nodiscard]] Reach reach_of(const OpenedCase& opened, const ReachWishes& wishes, const jobs::Task& task);
[[nodiscard]] Cut cut_of(const OpenedCase& opened, const CutWishes& wishes, const jobs::Task& task);
[[nodiscard]] Rounds rounds_of(const OpenedCase& opened, const jobs::Task& task);
[[nodiscard]] RoundChange change_of(const OpenedCase& opened, const std::string& before, const std::string& after,
                                    const jobs::Task& task);

}  // namespace passage::api
