// What one request to the intake brings, and the port through which it reaches the committer.
#pragma once

#include "messages/change.hpp"
#include "messages/result.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace acumage {

/// Changes that are duplicates together or not at all: the rows of one notification, or one change
/// with an "id" of its own.
struct parcel {
  std::string
      fingerprint;  ///< 16 bytes of a digest over CompanyId, Id, Query and rows; empty: never a duplicate
  std::vector<change> changes;
  /// The Query is in no mapping: the changes become letters `unrouted`, their entity means nothing.
  bool unrouted = false;
};

/// Accepted whole or refused whole.
struct submission {
  std::vector<parcel> parcels;
};

/// Counted in rows; an update (Inserted and Deleted of one key) is one row.
struct receipt {
  std::size_t accepted = 0;
  std::size_t duplicates = 0;
  std::size_t unrouted = 0;
  std::size_t discarded = 0;
};

/// How many records of each entity are remembered: items, shipments, customers, orders.
struct remembered_records {
  bool complete = false;  ///< with all that was accepted before the question; false: ask again
  std::array<std::uint64_t, entity_count> known{};
};

/// The way from an HTTP thread into the journal.
class intake_port {
 public:
  virtual ~intake_port() = default;

  /// Blocks until the changes are synced to disk. errc::full: no room now; errc::too_large: more rows
  /// than max_unsettled; errc::storage_failed: nothing was accepted; errc::unavailable: stopping.
  virtual result<receipt> submit(submission what) = 0;

  /// Waits, at most so long, until all that was accepted by now has been taken into memory.
  virtual result<remembered_records> remembered(std::chrono::milliseconds at_most) = 0;

  /// Can a change be accepted now? The text says why not; empty: yes.
  virtual std::string why_not_ready() const = 0;
};

}  // namespace acumage
