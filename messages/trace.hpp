// What happened to a key: what was sent last, what waits or has failed, and what each side holds now.
#pragma once

#include "messages/dead_letter.hpp"
#include "messages/entity.hpp"
#include "messages/outcome.hpp"
#include "messages/waiting.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage {

struct trace_question {
  std::string key;  ///< a SKU also means its quantities
  std::optional<acumage::entity> entity{};
  std::optional<std::int64_t> at_us{};  ///< what was in force in the store then
  std::string cursor{};                 ///< of the history
  std::size_t limit = 20;               ///< records of the history
  bool live = false;                    ///< ERP and store are asked
};

enum class trace_state : std::uint8_t {
  failed,     ///< an open dead letter holds its newest value
  waiting,    ///< a newer value is on its way, or parked
  differs,    ///< the sides were asked and do not agree
  unknown,    ///< a side could not be asked
  in_sync,    ///< the sides were asked and agree
  delivered,  ///< nothing waits and nothing failed; the sides were not asked
  not_sent,   ///< nothing was ever delivered, or it is not known what
};
inline std::string_view to_string(trace_state which) {
  constexpr std::string_view names[] = {"failed",  "waiting",   "differs", "unknown",
                                        "in_sync", "delivered", "not_sent"};
  return names[static_cast<std::size_t>(which)];
}

/// A side as it was asked.
struct asked_side {
  std::optional<std::string> value{};  ///< empty: it has none
  std::string words{};                 ///< why it has none, or a remark
  std::string unavailable{};           ///< why it could not be asked: then there is no value
};

struct live_values {
  asked_side erp;
  asked_side store;
  bool has_erp = false;   ///< an Acumatica is set for this entity
  bool agree = false;     ///< all sides that there are
  std::string finding{};  ///< class of the difference; empty: not compared
  std::string remedy{};
};

struct waiting_value {
  waiting_item what;
  std::string value{};  ///< for people; empty: it has none
};

/// One record of the store.
struct traced_record {
  acumage::entity entity = acumage::entity::pricing;
  std::string key;  ///< of its delivery
  trace_state state = trace_state::not_sent;
  std::string headline{};                     ///< the state as a sentence
  std::optional<history_record> last_sent{};  ///< the newest delivered one, with its request
  std::optional<delivered_mark> delivered{};
  std::optional<std::string> held{};        ///< the value last delivered, for people
  std::optional<std::string> remembered{};  ///< what would be sent now
  std::string why_not{};                    ///< why nothing would be
  std::optional<waiting_value> waits{};
  std::string waits_unknown{};               ///< why it is not known whether anything waits
  std::vector<dead_letter> failed{};         ///< the open ones, newest first
  std::optional<history_record> in_force{};  ///< at the time asked for, with its request
  std::optional<live_values> live{};
};

struct key_trace {
  std::string key;  ///< as asked
  std::optional<std::int64_t> at_us{};
  std::int64_t history_since_us = 0;  ///< nothing older is kept; 0: all of it is
  std::vector<traced_record> records;
  history_page history;
};

}  // namespace acumage
