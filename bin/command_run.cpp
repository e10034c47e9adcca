#include "bin/command_run.hpp"

#include "bin/command_settings.hpp"
#include "bin/command_signals.hpp"
#include "bin/log.hpp"
#include "bin/node.hpp"
#include "bin/settings_text.hpp"
#include "storage/hand_marks.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>
#include <utility>

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

namespace acumage::bin {

namespace {

/// A memory image would hold the secrets.
void forbid_core_dumps() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

/// Before the first thread. glibc gives 8 arenas a core, each of which keeps what its threads once needed, and
/// raises the size above which a block goes back to the system to that of the largest block ever given
/// back: together 50 MB with a backlog of a million.
void give_memory_back() {
  ::mallopt(M_ARENA_MAX, 4);
  ::mallopt(M_MMAP_THRESHOLD, 1'000'000);  // below the megabyte of RocksDB's blocks
}

/// The soft limit is for programs that select(2); this one does not.
void take_all_descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  constexpr rlim_t enough = 65'536;
  limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, enough));
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string listening_line(const settings& with, const node& of) {
  const auto at = [](const std::string& address, std::uint16_t port) {
    const bool is_v6 = address.find(':') != std::string::npos && address.front() != '[';
    return (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
  };
  return "listening intake=" + at(with.intake.address, of.intake_port()) +
         " admin=" + at(with.admin.address, of.admin_port()) + "\n";
}

/// All or nothing: what cannot be read changes nothing.
void reload(const settings_sources& from, settings& in_force, logger& log) {
  const auto say = log.function();
  auto read = load_settings(from);
  if (read.value)
    for (auto& each : findings_for_run(*read.value, from.file))
      read.findings.push_back(std::move(each));
  for (const auto& each : read.findings)
    say({each.severity == severity::error ? log_level::error : log_level::warn,
         "settings",
         each.message,
         {{"at", each.where}}});
  if (has_errors(read.findings)) {
    say({log_level::error, "settings", "not reloaded: the settings in force stay", {}});
    return;
  }
  const auto plan = plan_reload(in_force, *read.value);
  in_force.log = read.value->log;
  log.set_level(in_force.log.level);
  log.set_format(in_force.log.format);
  for (const auto& change : plan.changed)
    say({log_level::info,
         "settings",
         counts_at_reload(change.substr(0, change.find(':')))
             ? "changed"
             : "changed in the file, counts after a restart",
         {{"setting", change}}});
  say({log_level::info,
       "settings",
       "reloaded",
       {{"changed", std::to_string(plan.changed.size())}}});
}

/// Ends the process on a second signal, and when the stop takes longer than promised: whatever is left
/// undone is in the journal.
void watch_stop(std::chrono::milliseconds at_most) {
  std::thread{[at_most] {
    const held_signals signals{SIGTERM, SIGINT};
    const auto again = signals.wait(at_most);
    ::_exit(again ? 128 + *again : 0);
  }}.detach();
}

std::optional<settings> settings_for_run(const settings_sources& from, terminal& to) {
  auto read = load_settings(from);
  if (from.file.empty()) to.err << "no settings file found: the defaults are used\n";
  if (read.value)
    for (auto& each : findings_for_run(*read.value, from.file))
      read.findings.push_back(std::move(each));
  if (!read.findings.empty()) to.err << check_config(from.file, read.findings);
  if (has_errors(read.findings)) return std::nullopt;
  return std::move(read.value);
}

}  // namespace

int perform(const run_command& what, terminal& to) {
  forbid_core_dumps();
  note_faults(storage::hand_marks::note_crash);
  give_memory_back();
  take_all_descriptors();
  const held_signals signals{SIGTERM, SIGINT, SIGHUP};
  const auto from = sources_of(what.from);
  auto with = settings_for_run(from, to);
  if (!with) return 2;
  logger log{{.level = with->log.level, .format = with->log.format}};
  const auto say = log.function();
  auto started = node::start(*with, say, [say](const std::string& why) {
    say({log_level::error,
         "node",
         "ends, to go on from the journal at the next start: " + why,
         {}});
    std::_Exit(1);  // no destructors: they would wait for the part that broke
  });
  if (!started) {
    to.err << started.problem().message << "\n";
    return 1;
  }
  auto serving = std::move(*started);
  to.out << listening_line(*with, *serving) << std::flush;
  int signal = signals.wait();
  for (; signal == SIGHUP; signal = signals.wait()) reload(from, *with, log);
  say({log_level::info, "node", "stopping", {{"signal", signal == SIGTERM ? "TERM" : "INT"}}});
  watch_stop(with->delivery.drain_deadline + std::chrono::seconds{4});
  serving->stop();
  return 0;
}

int perform(const check_config_command& what, terminal& to) {
  const auto from = sources_of(what.from);
  auto read = load_settings(from);
  if (read.value) {
    for (auto& each : findings_for_run(*read.value, from.file)) {
      each.severity = severity::warning;  // sound settings, only not enough to start with yet
      each.message += " (acumage run needs it)";
      read.findings.push_back(std::move(each));
    }
  }
  if (from.file.empty()) to.err << "no settings file found: the defaults are checked\n";
  to.out << check_config(from.file, read.findings);
  return has_errors(read.findings) ? 2 : 0;
}

}  // namespace acumage::bin
