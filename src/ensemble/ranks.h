// The processes that share an ensemble: MPI ranks where the program was started by mpirun or srun and
// built with MPI, else this one alone. The only place that knows MPI.
#pragma once

#include <string>
#include <vector>

namespace passage::ensemble {

class Ranks {
 public:
  Ranks();  // joins the others
  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;
  [[nodiscard]] int rank() const { return rank_; }  // 0 reads checkpoints and answers
  [[nodiscard]] int size() const { return size_; }
  [[nodiscard]] bool first() const { return rank_ == 0; }
  // Everybody calls these together. What rank 0 has, for all; what each has, in order, for rank 0.
  void broadcast(std::string& bytes) const;
  [[nodiscard]] std::vector<std::string> gather(const std::string& bytes) const;

 private:
  int rank_ = 0, size_ = 1;
  bool joined_ = false;
};

}  // namespace passage::ensemble
