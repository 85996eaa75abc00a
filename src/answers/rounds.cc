#include "answers/rounds.h"

#include <algorithm>

namespace passage::answers {

std::vector<scenario::RoundId> by_date(const scenario::Agreement& agreement) {
  std::vector<scenario::RoundId> out;
  for (const scenario::RoundId id : agreement.rounds.ids()) out.push_back(id);
  std::stable_sort(out.begin(), out.end(), [&](scenario::RoundId a, scenario::RoundId b) {
    return agreement.rounds[a].date < agreement.rounds[b].date;
  });
  return out;
}

}  // namespace passage::answers
