// Writes the node's log to stderr as logfmt or JSON, without waiting for a slow reader.
#pragma once

#include "messages/log.hpp"
#include "settings/settings.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace acumage::node {

/// One event without its line end, such as
///     ts=2026-08-14T10:02:11.042Z level=info actor=dispatcher msg="circuit opened" lane=pricing
/// or the same as a JSON object. Values are quoted and escaped where needed, so that one event is
/// always one line. Field names are reduced to the characters that logfmt allows. A name equal to a
/// standard one gets a trailing underscore.
std::string log_text(const log_line& line, settings::log_format format, std::int64_t at_us);

/// The log of one process. Thread-safe. Level and format can be changed at any time. Lines to
/// systemd's journal begin with their priority. A separate thread writes, so that logging never
/// waits and destroying the logger waits only a moment. Lines that a slow or absent reader does not
/// accept are dropped, the oldest first, and counted.
class logger {
 public:
  struct options {
    log_level level = log_level::info;
    settings::log_format format = settings::log_format::logfmt;
    int to = 2;  ///< descriptor
  };

  explicit logger(options how);
  ~logger();
  logger(const logger&) = delete;
  logger& operator=(const logger&) = delete;

  /// May outlive the logger, because it shares what it needs.
  log_function function() const;

  /// Waits until all logged lines are written or dropped; false if that takes longer.
  bool flush(std::chrono::milliseconds at_most);
  /// The number of lines so far that were not written.
  std::uint64_t dropped() const;

  void set_level(log_level level);
  void set_format(settings::log_format format);

 private:
  struct form;
  struct state;
  std::shared_ptr<state> state_;
};

}  // namespace acumage::node
