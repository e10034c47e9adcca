// Waiting deliveries, as an operator asks for them, and values that no map of the settings covers.
#pragma once

#include "messages/change.hpp"
#include "messages/entity.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage {

enum class waiting_state : std::uint8_t {
  waiting,    ///< for the next drain
  in_flight,  ///< in an attempt, or its end is being written to disk
  retrying,   ///< for its next attempt
  resting,    ///< until a late effect can no longer occur, or has been read back
  parked,     ///< for the store to know the record
};
inline constexpr std::string_view waiting_state_names[] = {"waiting", "in_flight", "retrying",
                                                           "resting", "parked"};
inline std::string_view to_string(waiting_state which) {
  return waiting_state_names[static_cast<std::size_t>(which)];
}
inline std::optional<waiting_state> waiting_state_from(std::string_view name) {
  for (std::size_t i = 0; i < std::size(waiting_state_names); ++i)
    if (waiting_state_names[i] == name) return static_cast<waiting_state>(i);
  return std::nullopt;
}

/// Selects deliveries. Empty members do not restrict.
struct waiting_filter {
  std::optional<acumage::entity> entity{};
  std::string key{};  ///< glob: * and ?, without regard to case
  std::optional<waiting_state> state{};
};

struct waiting_item {
  acumage::entity entity = acumage::entity::pricing;
  std::string key;  ///< of the delivery
  acumage::version version;
  waiting_state state = waiting_state::waiting;
  std::int64_t since_us = 0;    ///< wall clock: when the oldest change it covers was accepted
  std::int64_t next_at_us = 0;  ///< wall clock; 0: not planned
  std::string last_error;       ///< empty: not tried yet
};

struct waiting_page {
  std::vector<waiting_item> items;
  std::string next;  ///< cursor of the next page; empty: there is none
};

/// Selects the remembered values that are calculated and sent again. Empty members do not restrict.
struct republish_filter {
  std::optional<acumage::entity> entity;
  std::string key;  ///< glob: * and ?, without regard to case
};

/// Selects the records whose last delivered value and versions are forgotten. Empty members do not
/// restrict.
struct forget_filter {
  std::optional<acumage::entity> entity;
  std::string key;  ///< of the change ("LAMP-07@EAST"), glob: * and ?, without regard to case
};

struct unmapped_value {
  std::string kind;     ///< the map that lacks it: ship_via, status, class, warehouse, …
  std::string value;    ///< as Acumatica spells it
  std::string example;  ///< key of a record that has it
  std::uint64_t count = 0;
  std::int64_t last_at_us = 0;  ///< wall clock
};

}  // namespace acumage
