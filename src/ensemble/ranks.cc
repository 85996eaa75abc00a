#include "ensemble/ranks.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <exception>

#ifdef PASSAGE_MPI
#include <mpi.h>
#endif

namespace passage::ensemble {

#ifdef PASSAGE_MPI
namespace {

constexpr int kPiece = 1 << 30;  // MPI counts in int

// Started alone, the program does without MPI's start-up.
bool launched() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK"})
    if (std::getenv(name) != nullptr) return true;
  return false;
}

}  // namespace

Ranks::Ranks() {
  if (!launched()) return;
  int provided = 0, running = 0;
  MPI_Initialized(&running);
  if (running == 0) MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
  joined_ = running == 0;
}

Ranks::~Ranks() {
  // While an error unwinds the others may wait for what will not come: leaving without a word makes
  // mpirun end them.
  if (joined_ && std::uncaught_exceptions() == 0) MPI_Finalize();
}

void Ranks::broadcast(std::string& bytes) const {
  if (size_ == 1) return;
  std::uint64_t size = bytes.size();
  MPI_Bcast(&size, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
  bytes.resize(size);
  for (std::uint64_t at = 0; at < size; at += kPiece)
    MPI_Bcast(bytes.data() + at, static_cast<int>(std::min<std::uint64_t>(kPiece, size - at)), MPI_BYTE, 0,
              MPI_COMM_WORLD);
}

std::vector<std::string> Ranks::gather(const std::string& bytes) const {
  if (!first()) {
    const std::uint64_t size = bytes.size();
    MPI_Send(&size, 1, MPI_UINT64_T, 0, 1, MPI_COMM_WORLD);
    for (std::uint64_t at = 0; at < size; at += kPiece)
      MPI_Send(bytes.data() + at, static_cast<int>(std::min<std::uint64_t>(kPiece, size - at)), MPI_BYTE, 0, 2,
               MPI_COMM_WORLD);
    return {};
  }
  std::vector<std::string> all{bytes};
  for (int from = 1; from < size_; ++from) {
    std::uint64_t size = 0;
    MPI_Recv(&size, 1, MPI_UINT64_T, from, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    std::string& part = all.emplace_back(size, '\0');
    for (std::uint64_t at = 0; at < size; at += kPiece)
      MPI_Recv(part.data() + at, static_cast<int>(std::min<std::uint64_t>(kPiece, size - at)), MPI_BYTE, from, 2,
               MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  }
  return all;
}
#else
Ranks::Ranks() = default;
Ranks::~Ranks() = default;
void Ranks::broadcast(std::string&) const {}
std::vector<std::string> Ranks::gather(const std::string& bytes) const {
  return {bytes};
}
#endif

}  // namespace passage::ensemble
