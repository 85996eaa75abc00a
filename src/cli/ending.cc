#include "cli/ending.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>

#include <sys/mman.h>
#include <unistd.h>

#include "answers/problems_json.h"
#include "cli/command.h"
#include "core/error.h"
#include "core/expect.h"
#include "core/file.h"

namespace passage::cli {
namespace {

// Made beforehand, since there is no memory to make it in.
struct Words {
  std::string text, json;
} no_memory;

void say(int descriptor, std::string_view words) {
  while (!words.empty()) {
    const ssize_t written = write(descriptor, words.data(), words.size());
    if (written <= 0) return;
    words.remove_prefix(static_cast<std::size_t>(written));
  }
}

// The thread that comes first ends the process, the others wait for that; if it comes again, what it does to end well
// has failed itself.
[[noreturn]] void end(int code, std::string_view words) {
  static std::atomic_flag ending;
  static thread_local bool mine = false;
  if (mine) std::_Exit(code);
  if (ending.test_and_set())
    for (;;) pause();
  mine = true;
  if (isatty(STDERR_FILENO) != 0) say(STDERR_FILENO, "\r\033[K");  // a line of progress
  say(STDERR_FILENO, words);
  remove_temporaries();
  std::_Exit(code);
}

// Room to end well in when there is none, given back first.
constexpr std::size_t kReserve = std::size_t{64} << 20;
void* reserve = MAP_FAILED;

// Signals are the process's, so who answers them is too.
std::mutex of_interruptible;
std::optional<jobs::Task> interruptible;

// Whether there was something to cancel.
bool cancelled_now() {
  const std::lock_guard lock(of_interruptible);
  if (!interruptible || interruptible->cancelled()) return false;
  interruptible->cancel();
  return true;
}

void wait_for_signals(sigset_t signals) {
  for (;;) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0) continue;
    if (!cancelled_now()) end(kExitInterrupted, "interrupted\n");
  }
}

[[noreturn]] void on_terminate() {
  if (std::current_exception()) {
    try {
      throw;
    } catch (const std::bad_alloc&) {
      end_without_memory();
    } catch (const std::exception& error) {
      if (is_want_of_memory(error)) end_without_memory();
      std::fprintf(stderr, "internal error: %s\n", error.what());
    } catch (...) {
    }
  }
  end(kExitInternal, "");
}

}  // namespace

AnswerSoFar::AnswerSoFar(const jobs::Task& task) {
  const std::lock_guard lock(of_interruptible);
  PASSAGE_EXPECT(!interruptible);
  interruptible = task;
}

AnswerSoFar::~AnswerSoFar() {
  const std::lock_guard lock(of_interruptible);
  interruptible.reset();
}

bool is_want_of_memory(const std::exception& error) {
  // So oneTBB tells that there is no room for a thread, in places where nobody can catch it.
  if (std::string_view(error.what()).starts_with("pthread_create has failed")) return true;
  const auto* of_system = dynamic_cast<const std::system_error*>(&error);
  return of_system != nullptr && (of_system->code() == std::errc::not_enough_memory ||
                                  of_system->code() == std::errc::resource_unavailable_try_again);
}

void end_without_memory() {
  if (reserve != MAP_FAILED) munmap(reserve, kReserve);
  reserve = MAP_FAILED;
  say(STDOUT_FILENO, no_memory.json);
  end(kExitInput, no_memory.text);
}

void prepare_endings(bool json) {
  const std::vector<Problem> problems{{.code = "P006",
                                       .problem = "not enough memory",
                                       .why = "this machine, or a limit set for the program, has no more",
                                       .suggestion = "a smaller area or case, or a machine with more memory"}};
  no_memory.text = render(problems);
  if (json) no_memory.json = answers::refusal_json(problems) + "\n";
  reserve = mmap(nullptr, kReserve, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  std::set_new_handler(end_without_memory);
  std::set_terminate(on_terminate);
  std::signal(SIGXFSZ, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  struct sigaction hangup {};
  if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread(wait_for_signals, signals).detach();
}

}  // namespace passage::cli
