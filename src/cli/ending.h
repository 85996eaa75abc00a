// How the program ends before its work is done: told to, or for want of memory. Nothing half written stays behind.
#pragma once

#include <exception>

#include "jobs/task.h"

namespace passage::cli {

// To be called once, before there is a second thread. From then on:
//   SIGINT, SIGTERM, SIGHUP (unless ignored): the best answer so far where one stands, else, and the second time, the
//     end with exit code 130;
//   no memory, in whatever thread: P006, exit code 2; `json`: told on stdout too, as --json tells what is wrong;
//   a limit on the size of files is an error of the write and no signal;
//   an exception that nobody catches: exit code 3.
void prepare_endings(bool json);

// Stands while `task` is at work that gives its best answer so far when it is cancelled: an interrupt cancels it. One
// at a time in the process.
class AnswerSoFar {
 public:
  explicit AnswerSoFar(const jobs::Task& task);
  ~AnswerSoFar();
  AnswerSoFar(const AnswerSoFar&) = delete;
  AnswerSoFar& operator=(const AnswerSoFar&) = delete;
};

// Is it an error of the system for want of memory, or of room for a thread?
[[nodiscard]] bool is_want_of_memory(const std::exception& error);

// Ends the process for want of memory.
[[noreturn]] void end_without_memory();

}  // namespace passage::cli
