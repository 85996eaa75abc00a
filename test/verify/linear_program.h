// A linear program and its maximum, by CLP.
#pragma once

#include <coin/Clp_C_Interface.h>

#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace passage::example {

inline constexpr double kNoLimit = 1e30;

// Rows and columns with limits; the columns are 0 or more.
class Program {
 public:
  using Entries = std::vector<std::pair<int, double>>;
  int add_row(double least, double most) {
    row_least_.push_back(least);
    row_most_.push_back(most);
    return static_cast<int>(row_least_.size()) - 1;
  }
  void add_column(double gain, double most, const Entries& entries) {
    gain_.push_back(gain);
    most_.push_back(most);
    for (const auto& [row, value] : entries) {
      if (row < 0) continue;
      index_.push_back(row);
      value_.push_back(value);
    }
    start_.push_back(static_cast<CoinBigIndex>(index_.size()));
  }
  [[nodiscard]] double maximum() const {
    const std::unique_ptr<Clp_Simplex, decltype(&Clp_deleteModel)> model(Clp_newModel(), Clp_deleteModel);
    const std::vector<double> zero(gain_.size(), 0);
    Clp_setLogLevel(model.get(), 0);
    Clp_loadProblem(model.get(), static_cast<int>(gain_.size()), static_cast<int>(row_least_.size()), start_.data(),
                    index_.data(), value_.data(), zero.data(), most_.data(), gain_.data(), row_least_.data(),
                    row_most_.data());
    Clp_setOptimizationDirection(model.get(), -1);
    Clp_initialSolve(model.get());
    if (Clp_status(model.get()) != 0) throw std::runtime_error("CLP found no optimum");
    return Clp_objectiveValue(model.get());
  }

 private:
  std::vector<double> row_least_, row_most_, gain_, most_, value_;
  std::vector<int> index_;
  std::vector<CoinBigIndex> start_{0};
};

}  // namespace passage::example
