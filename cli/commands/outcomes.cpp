#include "cli/commands/outcomes.hpp"

#include "cli/terminal/progress.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"

#include <chrono>
#include <csignal>

namespace acumage::commands {

namespace {

constexpr std::chrono::milliseconds poll_interval{200};

/// Whether there is nothing left to wait for.
bool is_over(const acumatica::json_node& job) {
  if (client::text_of(job, "state") == "running") return false;
  const auto known = outcomes_of(job);
  return !known || known->waiting == 0;
}

}  // namespace

std::string outcomes::text(const std::string& counted) const {
  auto words = terminal::counted(ended() + waiting, counted) + ": " + terminal::grouped(delivered) +
               " delivered, " + terminal::grouped(superseded) + " superseded, " +
               terminal::grouped(filtered) + " filtered, " + terminal::grouped(failed) + " failed";
  if (waiting > 0) words += ", " + terminal::grouped(waiting) + " waiting";
  return words;
}

std::optional<outcomes> outcomes_of(const acumatica::json_node& job) {
  const auto* const ends = client::member(job, "outcomes");
  if (ends == nullptr || ends->kind != acumatica::json_kind::object) return std::nullopt;
  return outcomes{
      .delivered = client::count_of(*ends, "delivered"),
      .superseded = client::count_of(*ends, "superseded") + client::count_of(job, "superseded"),
      .filtered = client::count_of(*ends, "filtered"),
      .failed = client::count_of(*ends, "dead_lettered") + client::count_of(job, "failed"),
      .waiting = client::count_of(*ends, "waiting")};
}

result<answer> follow(client::admin_access& from, const followed_order& what,
                      terminal::terminal& to) {
  const terminal::held_signals signals{SIGINT};
  terminal::progress_line progress{to};
  for (;;) {
    auto seen = answer::of(from, from.get(what.route));
    if (!seen || is_over(seen->root()) || !from.running()) return seen;
    if (const auto known = outcomes_of(seen->root())) {
      const auto total =
          std::max(client::count_of(seen->root(), "total"), known->ended() + known->waiting);
      progress.show(static_cast<double>(known->ended()) /
                        static_cast<double>(std::max<std::uint64_t>(total, 1)),
                    known->text(what.counted));
    }
    if (signals.wait(poll_interval)) return error{errc::unavailable, what.left_alone, {}};
  }
}

}  // namespace acumage::commands
