// Hands what a file holds to the intake of a node, at its pace, and names what it refuses.
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
  std::uint64_t refused = 0;   ///< lines that the node, or the reader, did not take
  std::uint64_t requests = 0;  ///< answered with a receipt

  std::uint64_t taken() const { return accepted + duplicates + unrouted + discarded; }
};

struct feed_hooks {
  /// Before every request, also for no time at all: for the rate, or (with a reason) as the node told it
  /// to with a 503. False: stop feeding.
  std::function<bool(std::chrono::milliseconds, std::string_view why)> pause;
  /// After every request.
  std::function<void(const feed_totals&, std::uint64_t file_bytes)> progress;
  /// A line that was not taken: its number in the file, and why.
  std::function<void(std::size_t line, const std::string& why)> refused;
  std::function<std::chrono::steady_clock::time_point()> now;
};

enum class feed_kind : std::uint8_t {
  news,
  baseline,  ///< how things stand: remembered, and nothing is sent (SPEC 7)
};

/// By entity.
using known_records = std::array<std::uint64_t, entity_count>;

/// One thread.
class feed {
 public:
  /// `rate` in rows a second; 0: no limit.
  feed(client& to, double rate, feed_hooks hooks, feed_kind kind = feed_kind::news);

  /// Until the end of the stream. A refused line costs only itself: what stood with it in a request is
  /// handed over again without it. errc::unavailable: the node is gone or refuses us; what line it was at
  /// is in the words.
  status send(std::istream& from);

  /// Of a baseline, whose begin the first send() has told: says that all of it has come. Errors as above.
  status end_baseline();
  /// Waits until the node has taken in all that was accepted; how many records it knows. Errors as above.
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
