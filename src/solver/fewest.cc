#include "solver/fewest.h"

#include <algorithm>
#include <cmath>

#include "core/expect.h"
#include "solver/cbc.h"

namespace passage::solver {
namespace {

// One row, divided by its largest figure: CBC's tolerances are absolute.
void add_row(Cbc_Model* model, const Condition& condition) {
  std::vector<int> columns;
  std::vector<double> weights;
  double scale = std::abs(condition.least);
  for (const double weight : condition.weight) scale = std::max(scale, std::abs(weight));
  if (scale == 0) return;
  for (std::size_t i = 0; i < condition.weight.size(); ++i) {
    if (condition.weight[i] == 0) continue;
    columns.push_back(static_cast<int>(i));
    // More than all that is asked for is no help: a smaller weight says the same, and more sharply.
    const double enough = condition.least > 0 ? std::min(condition.weight[i], condition.least) : condition.weight[i];
    weights.push_back(enough / scale);
  }
  Cbc_addRow(model, "", static_cast<int>(columns.size()), columns.data(), weights.data(), 'G',
             condition.least / scale - 1e-7);
}

}  // namespace

std::optional<std::vector<std::size_t>> fewest(std::size_t n, const std::vector<Condition>& conditions,
                                               const std::vector<double>& preference) {
  PASSAGE_EXPECT(preference.size() == n);
  for (const Condition& condition : conditions) {  // not even all that help: no need to ask CBC, or an empty row
    double most = 0;
    for (const double weight : condition.weight) most += std::max(0.0, weight);
    if (most < condition.least - 1e-7 * std::abs(condition.least)) return std::nullopt;
  }
  if (n == 0) return std::vector<std::size_t>{};
  const CbcModel model;
  Cbc_setLogLevel(model.get(), 0);
  Cbc_setParameter(model.get(), "log", "0");
  Cbc_setParameter(model.get(), "ratioGap", "0");
  double sum = 1e-9;
  for (const double p : preference) sum += p;
  for (std::size_t i = 0; i < n; ++i) {
    Cbc_addCol(model.get(), "", 0, 1, 1 - 0.1 * preference[i] / sum, 1, 0, nullptr, nullptr);
  }
  for (const Condition& condition : conditions) add_row(model.get(), condition);
  Cbc_solve(model.get());
  if (Cbc_isProvenInfeasible(model.get()) != 0) return std::nullopt;
  PASSAGE_EXPECT(Cbc_isProvenOptimal(model.get()) != 0);
  const double* x = Cbc_getColSolution(model.get());
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < n; ++i) {
    if (x[i] > 0.5) out.push_back(i);
  }
  return out;
}

}  // namespace passage::solver
