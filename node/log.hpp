// Writes the node's log to stderr, one line per event, as logfmt or JSON, whatever becomes of its reader.
#pragma once

#include "messages/log.hpp"
#include "settings/settings.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace acumage::node {

/// One event without its line end, as
///     ts=2026-08-14T10:02:11.042Z level=info actor=dispatcher msg="circuit opened" lane=pricing
/// or the same as a JSON object. Values are quoted and escaped where needed, so that
/// one event is one line whatever it quotes; field names are reduced to what logfmt can carry, and
/// one that is called like a standard one gets a trailing underscore.
std::string log_text(const log_line& line, settings::log_format format, std::int64_t at_us);

/// The log of one process. Thread-safe; level and format can be changed at any time. Lines to systemd's journal
/// begin with the priority that it is to file them under. A thread of its own writes: whoever logs never waits, and
/// neither does the end of the logger, but for a moment. What a slow or absent reader does not take is dropped, the
/// oldest first, and counted.
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

  /// May outlive the logger: it shares what it needs.
  log_function function() const;

  /// Waits until what was logged is written or dropped; false: it is not within the time.
  bool flush(std::chrono::milliseconds at_most);
  /// Lines so far that were not written.
  std::uint64_t dropped() const;

  void set_level(log_level level);
  void set_format(settings::log_format format);

 private:
  struct form;
  struct state;
  std::shared_ptr<state> state_;
};

}  // namespace acumage::node
