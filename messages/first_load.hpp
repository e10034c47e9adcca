// A first load: from an empty node to a store that equals the ERP, step by step. Kept over restarts.
#pragma once

#include "messages/entity.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage {

enum class load_step : std::uint8_t {
  checking,    ///< the connections to both sides
  counting,    ///< how many rows the ERP has
  comparing,   ///< ERP and store, with the lanes paused: what would change
  asking,      ///< waits for the operator
  loading,     ///< lane by lane: reads the ERP, and sends
  confirming,  ///< reconciles entity by entity
  over,
};
inline constexpr std::uint64_t load_step_count = 7;

enum class load_state : std::uint8_t { running, failed, cancelled, done };
inline constexpr std::uint64_t load_state_count = 4;

inline std::string_view to_string(load_step which) {
  constexpr std::string_view words[] = {"checking", "counting",   "comparing", "asking",
                                        "loading",  "confirming", "over"};
  return words[static_cast<std::size_t>(which)];
}
inline std::string_view to_string(load_state which) {
  constexpr std::string_view words[] = {"running", "failed", "cancelled", "done"};
  return words[static_cast<std::size_t>(which)];
}

/// A value that the load would change in the store.
struct load_change {
  std::string key;
  std::string store;  ///< as it is
  std::string erp;    ///< as it becomes
};

/// What ERP and store have of an entity, before anything is sent.
struct load_comparison {
  std::uint64_t checked = 0;
  std::uint64_t changes = 0;   ///< the store has another value
  std::uint64_t lacking = 0;   ///< the store does not have the record
  std::uint64_t unmapped = 0;  ///< no setting maps a value of the record, or it cannot be read
  std::vector<load_change> largest{};
  static constexpr std::size_t most_shown = 10;
};

struct load_estimate {
  std::uint64_t reading_s = 0;  ///< the ERP's rows, once
  std::uint64_t sending_s = 0;  ///< to the store, if every value differs
  bool measured = false;        ///< `sending_s`; otherwise it is a guess
};

/// A first load of one entity.
struct load_part {
  acumage::entity entity = acumage::entity::pricing;
  std::optional<std::uint64_t> rows{};  ///< of the ERP's inquiry, about
  load_estimate time{};
  std::optional<load_comparison> seen{};
  bool paused = false;    ///< its lane, by the first load, which has not released it
  bool left_out = false;  ///< the operator did not agree to creating the store's records
  std::string job{};      ///< of the puller
  bool loaded = false;    ///< all rows are read, and all that can be sent has been
  std::optional<std::uint64_t> differences{};  ///< of the reconciliation
  std::vector<std::string> remedies{};         ///< of the first of them

  /// Its load creates what cannot be taken back: accounts, which are mailed, and shipments.
  bool creates() const {
    return (entity == acumage::entity::customer || entity == acumage::entity::shipment) && seen &&
           seen->lacking > 0;
  }
};

struct load_progress {
  std::string words;
  std::uint64_t done = 0;
  std::uint64_t expected = 0;  ///< 0: unknown
  double rate = 0;             ///< per second; 0: unknown
};

struct first_load {
  load_step step = load_step::checking;
  load_state state = load_state::running;
  bool dry_run = false;  ///< ends after the comparison, and changes nothing
  std::vector<load_part> parts;
  std::vector<std::string> failing{};  ///< lines of the connection tests
  std::string error{};
  std::int64_t started_us = 0;  ///< wall clock
  std::int64_t ended_us = 0;    ///< 0: not yet
  load_progress progress{};     ///< not kept

  bool over() const { return state != load_state::running; }
  bool waits_for_answer() const { return !over() && step == load_step::asking; }
};

struct first_load_order {
  std::vector<acumage::entity> entities{};  ///< none: those that are on and have an inquiry
  bool dry_run = false;
  bool restart = false;  ///< begins anew, whatever is under way
};

/// The answer to the question before anything is sent.
struct first_load_answer {
  bool create_customers = false;
  bool create_shipments = false;
};

}  // namespace acumage
