#include "cli/arguments/value_reader.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/signals.hpp"
#include "node/process/log.hpp"
#include "node/process/patient_output.hpp"
#include "node/process/service.hpp"
#include "node/process/service_manager.hpp"
#include "node/process/standby.hpp"
#include "settings/text.hpp"
#include "storage/hand_marks.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <optional>
#include <thread>
#include <utility>

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

namespace acumage::commands {

namespace {

/// A core dump would contain the secrets.
void forbid_core_dumps() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

/// To be called before the first thread starts. glibc uses 8 arenas per core, each of which keeps
/// the maximum that its threads needed. It also raises the size above which a block returns to the
/// system to that of the largest block freed so far. Together this costs 50 MB with a backlog of a
/// million.
void give_memory_back() {
  ::mallopt(M_ARENA_MAX, 4);
  ::mallopt(M_MMAP_THRESHOLD, 1'000'000);  // below the megabyte of RocksDB's blocks
}

/// The soft limit protects programs that use select(2); this one does not.
void take_all_descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  constexpr rlim_t enough = 65'536;
  limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, enough));
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string listening_line(const settings::settings& with, const node::node& of) {
  const auto at = [](const std::string& address, std::uint16_t port) {
    const bool is_v6 = address.find(':') != std::string::npos && address.front() != '[';
    return (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
  };
  return "listening intake=" + at(with.intake.address, of.intake_port()) +
         " admin=" + at(with.admin.address, of.admin_port()) + "\n";
}

/// Ends the process on a second signal, and if the stop takes longer than promised. Unfinished work
/// is in the journal.
void watch_stop(std::chrono::milliseconds at_most) {
  std::thread{[at_most] {
    const terminal::held_signals signals{SIGTERM, SIGINT};
    const auto again = signals.wait(at_most);
    ::_exit(again ? 128 + *again : 0);
  }}.detach();
}

std::chrono::milliseconds longest_stop(const settings::settings& with) {
  return with.delivery.drain_deadline + std::chrono::seconds{4};
}

/// A stop signal that arrives during the reload counts from its arrival. In that case it is
/// returned; SIGHUP is returned if it arrived again, otherwise 0. Empty: no node is running any
/// more. CAF requires a node to be destroyed in the thread that created it, so another thread waits
/// for the signals.
std::optional<int> reload(node::service& serving, const terminal::held_signals& signals,
                          const log_function& say) {
  std::atomic<bool> over{false};
  std::atomic<int> next{0};
  constexpr std::chrono::minutes for_the_start{5};
  const auto at_latest =
      std::chrono::steady_clock::now() + longest_stop(serving.in_force()) + for_the_start;
  std::thread watch{[&, at_most = longest_stop(serving.in_force())] {
    while (!over && (next == 0 || next == SIGHUP)) {
      const auto came = signals.wait(std::chrono::milliseconds{20});
      if (std::chrono::steady_clock::now() < at_latest) node::tell_service_manager("WATCHDOG=1");
      if (!came) continue;
      next = *came;
      if (next != SIGHUP) watch_stop(at_most);
    }
  }};
  const auto reloaded = serving.reload();
  over = true;
  watch.join();
  if (reloaded) return next;
  say({log_level::error, "node", "ending: " + reloaded.problem().message, {}});
  return std::nullopt;
}

/// The next signal. In the meantime the service manager is notified as long as the actors answer.
int wait_well(const node::service& serving, const terminal::held_signals& signals,
              const log_function& say) {
  const auto pulse = node::watchdog_time() / 3;
  if (pulse.count() == 0) return signals.wait();
  constexpr std::chrono::milliseconds longest_answer{5'000};
  for (;;) {
    if (serving.answers(std::min(pulse, longest_answer)))
      node::tell_service_manager("WATCHDOG=1");
    else
      say({log_level::error, "node", "an actor did not answer", {}});
    if (const auto signal = signals.wait(pulse)) return *signal;
  }
}

/// The reader may be slow or gone.
bool put(int descriptor, const std::string& text) {
  return node::write_within(descriptor, text, std::chrono::seconds{1});
}

std::optional<settings::settings> settings_for_run(const settings::settings_sources& from) {
  auto read = settings::load_for_run(from);
  if (from.file.empty()) put(STDERR_FILENO, "no settings file found: the defaults are used\n");
  if (!read.findings.empty()) put(STDERR_FILENO, settings::check_config(from.file, read.findings));
  return std::move(read.value);
}

/// Waits for the data folder. Empty: the node serves; otherwise the exit code.
std::optional<int> wait_in_reserve(const settings::settings_sources& from, settings::settings with,
                                   node::service& serving, const terminal::held_signals& signals,
                                   const log_function& say) {
  for (;;) {
    if (const auto apart = node::standby::check(with); !apart) {
      put(STDERR_FILENO, apart.problem().message + "\n");
      return 2;
    }
    const node::standby reserve{with, say};
    node::tell_service_manager("READY=1\nSTATUS=standby: waits for the data folder");
    while (reserve.must_wait()) {
      node::tell_service_manager("WATCHDOG=1");
      const auto signal = signals.wait(node::standby::look_interval);
      if (signal == SIGHUP) {
        if (auto read = settings_for_run(from)) with = std::move(*read);
        break;
      }
      if (signal) return 0;  // nothing was begun
    }
    if (reserve.must_wait()) continue;  // with other settings
    serving.take(with);
    node::listening at;
    at.admin = reserve.admin_listener();
    const auto started = serving.start(std::move(at));
    if (started) return std::nullopt;
    if (started.problem().code == errc::conflict) continue;  // another standby was faster
    put(STDERR_FILENO, started.problem().message + "\n");
    return 1;
  }
}

/// Serves until SIGTERM or SIGINT, then ends with 0 within delivery.drain_deadline + 5 s. A second
/// signal ends it at once with 128 + its number. Must be called before any thread is started.
int run(const arguments::settings_choice& choice, bool in_reserve) {
  forbid_core_dumps();
  terminal::note_faults(storage::hand_marks::note_crash,
                        "acumage: a mapped file of the data folder cannot be read or written; "
                        "expected a disk that reads and writes\n");
  give_memory_back();
  take_all_descriptors();
  const terminal::held_signals signals{SIGTERM, SIGINT, SIGHUP};
  const auto from = sources_of(choice);
  auto with = settings_for_run(from);
  if (!with) return 2;
  node::logger log{{.level = with->log.level, .format = with->log.format}};
  const auto say = log.function();
  node::service serving{from, *with, log};
  if (in_reserve) {
    if (const auto code = wait_in_reserve(from, *with, serving, signals, say)) return *code;
  } else if (const auto started = serving.start(); !started) {
    log.flush(std::chrono::seconds{1});  // this line comes before the reason
    put(STDERR_FILENO, started.problem().message + "\n");
    return 1;
  }
  if (!put(STDOUT_FILENO, listening_line(serving.in_force(), serving.running())))
    say({log_level::warn, "node", "stdout did not accept the line that names the listeners", {}});
  node::tell_service_manager("READY=1\nSTATUS=serves");
  int signal = wait_well(serving, signals, say);
  while (signal == SIGHUP) {
    const auto next = reload(serving, signals, say);
    if (!next) return 1;
    signal = *next != 0 ? *next : wait_well(serving, signals, say);
  }
  say({log_level::info, "node", "stopping", {{"signal", signal == SIGTERM ? "TERM" : "INT"}}});
  node::tell_service_manager("STOPPING=1");
  watch_stop(longest_stop(serving.in_force()));
  serving.stop();
  return 0;
}

}  // namespace

arguments::command run_command() {
  return {.name = "run",
          .help = "Run the node in the foreground and log to stderr",
          .example = "acumage run --config /etc/acumage/config.ini",
          .flags = {config_flag(),
                    {"--standby", "",
                     "if another node has the data folder, wait until it ends and take over"}},
          .read = [](arguments::value_reader& given) {
            return [from = given.settings(), in_reserve = given.has("--standby")](
                       terminal::terminal& /*to*/) { return run(from, in_reserve); };
          }};
}

}  // namespace acumage::commands
