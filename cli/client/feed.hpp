// Submits a file to a node's intake, at the node's pace, and reports what it refuses.
#pragma once

#include "cli/client/client.hpp"
#include "cli/client/payload.hpp"
#include "messages/entity.hpp"
#include "messages/result.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace acumage::client {

/// In rows.
struct feed_totals {
  std::uint64_t accepted = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t unrouted = 0;
  std::uint64_t discarded = 0;
  std::uint64_t refused = 0;   ///< lines that the node or the reader refused
  std::uint64_t requests = 0;  ///< answered with a receipt

  std::uint64_t taken() const { return accepted + duplicates + unrouted + discarded; }
};

struct feed_hooks {
  /// Called before every request, even if there is nothing to wait for: to keep the rate or, with a
  /// reason, as long as a 503 requires. False: stop.
  std::function<bool(std::chrono::milliseconds, std::string_view why)> pause;
  /// Called after every request.
  std::function<void(const feed_totals&, std::uint64_t file_bytes)> progress;
  /// A refused line: its number in the file and the reason.
  std::function<void(std::size_t line, const std::string& why)> refused;
  std::function<std::chrono::steady_clock::time_point()> now;
};

enum class feed_kind : std::uint8_t {
  news,
  baseline,  ///< current quantities: remembered, not sent (SPEC 7)
};

/// By entity.
using known_records = std::array<std::uint64_t, entity_count>;

/// One thread.
class feed {
 public:
  /// `rate` in rows per second; 0: no limit.
  feed(client& to, double rate, feed_hooks hooks, feed_kind kind = feed_kind::news);

  /// The size of a request: small enough to keep the rate smoothly.
  payload_limits limits() const;

  /// Until the end of the file. A refused line affects only itself: the rest of its request is
  /// submitted again without it. errc::unavailable if the node is gone or refuses the client; the
  /// message names the line.
  status send(payload_source& from);
  /// The same with a file of notifications and changes.
  status send(std::istream& from);

  /// Ends a baseline, which the first send() has begun: all of it has been submitted. Errors as
  /// above.
  status end_baseline();
  /// Waits until the node has processed everything accepted; returns how many records it knows.
  /// Errors as above.
  result<known_records> known();

  const feed_totals& totals() const { return totals_; }

 private:
  status mark_baseline(const std::string& place);
  status deliver(payload what);
  status deliver_halves(payload what);
  bool drop_named(payload& from, const error& why);
  bool keep_pace();
  result<bool> read_known(const std::string& json, known_records& into) const;
  bool wait_as_told(const http_reply& reply, const error& why);
  bool take_receipt(const std::string& json);

  client& to_;
  double rate_;
  feed_hooks hooks_;
  feed_kind kind_;
  feed_totals totals_;
  bool baseline_begun_ = false;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace acumage::client
