// CBC, by one thread at a time: its C interface keeps what it was called with in variables of the whole program, and
// two calls at once read commands from standard input and answer at random.
#pragma once

#include <Cbc_C_Interface.h>

#include <memory>
#include <mutex>

namespace passage::solver {

class CbcModel {
 public:
  CbcModel() : lock_(in_use()), model_(Cbc_newModel(), &Cbc_deleteModel) {}
  [[nodiscard]] Cbc_Model* get() const { return model_.get(); }

 private:
  static std::mutex& in_use() {
    static std::mutex mutex;
    return mutex;
  }
  std::unique_lock<std::mutex> lock_;  // for the model's whole life, which ends before it
  std::unique_ptr<Cbc_Model, decltype(&Cbc_deleteModel)> model_;
};

}  // namespace passage::solver
