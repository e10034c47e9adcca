// The contents of one intake request, and the port through which it reaches the committer.
#pragma once

#include "messages/change.hpp"
#include "messages/pull.hpp"
#include "messages/result.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acumage {

/// Changes that are duplicates together or not at all: the rows of one notification, or one change
/// with its own "id".
struct parcel {
  std::string
      fingerprint;  ///< 16 bytes of a digest over CompanyId, Id, Query and rows; empty: never a duplicate
  std::vector<change> changes;
  /// No mapping has the Query: the changes become dead letters `unrouted`, and their entity is
  /// meaningless.
  bool unrouted = false;
};

/// Accepted or refused as a whole.
struct submission {
  std::vector<parcel> parcels;
  /// How far the job has come that read these rows; written with them.
  std::optional<pull_job> progress{};
};

/// Counted in rows; an update (Inserted and Deleted of one key) is one row.
struct receipt {
  std::size_t accepted = 0;
  std::size_t duplicates = 0;
  std::size_t unrouted = 0;
  std::size_t discarded = 0;
};

/// The number of remembered records of each entity: items, shipments, customers, orders.
struct remembered_records {
  bool complete = false;  ///< includes everything accepted before the question; false: ask again
  std::array<std::uint64_t, entity_count> known{};
};

/// The way from an HTTP thread into the journal.
class intake_port {
 public:
  virtual ~intake_port() = default;

  /// Blocks until the changes are synced to disk. errc::full: no room at present; errc::too_large:
  /// more rows than max_unsettled; errc::storage_failed: nothing was accepted; errc::unavailable:
  /// stopping.
  virtual result<receipt> submit(submission what) = 0;

  /// Waits until everything accepted so far has been read into memory, but no longer than the given
  /// time.
  virtual result<remembered_records> remembered(std::chrono::milliseconds at_most) = 0;

  /// Why no change can be accepted now; empty when one can.
  virtual std::string why_not_ready() const = 0;
};

}  // namespace acumage
