// One run of `acumage send` over its files: progress, refusals, and what the node has accepted.
#pragma once

#include "cli/arguments/choices.hpp"
#include "cli/client/feed.hpp"
#include "cli/client/rows.hpp"
#include "cli/terminal/progress.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/terminal.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::commands {

/// One file, or the standard input.
struct input {
  std::string path;
  std::optional<client::rows_meaning> rows;  ///< empty: it holds notifications or changes

  std::string name() const;
};

class send_run {
 public:
  send_run(std::vector<input> files, terminal::terminal& to);

  /// Returns the exit code.
  int send(client::client& node, double rate, client::feed_kind kind);
  void print(arguments::output_form form);

 private:
  status send_file(client::feed& all);
  bool end_baseline(client::feed& of);
  client::feed_hooks hooks();
  bool pause(std::chrono::milliseconds wait, std::string_view why);
  void show(const client::feed_totals& totals, std::uint64_t bytes, const std::string& note);
  void refused(std::size_t line, const std::string& why);
  bool holds_rows() const;
  int stopped(const error& why);

  const terminal::held_signals signals_{SIGINT, SIGTERM};
  std::vector<input> files_;
  std::vector<std::uint64_t> sizes_;
  terminal::terminal& to_;
  terminal::progress_line progress_;
  std::chrono::steady_clock::time_point began_;
  client::feed_totals totals_;
  std::optional<client::known_records> known_;
  client::feed_totals shown_;
  std::uint64_t shown_bytes_ = 0;
  std::uint64_t all_bytes_ = 0;
  std::uint64_t past_bytes_ = 0;
  std::uint64_t named_ = 0;
  std::string last_wait_;
  std::size_t at_ = 0;
};

}  // namespace acumage::commands
