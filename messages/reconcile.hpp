// A reconciliation: which keys are compared between ERP, node and store, and what was found.
#pragma once

#include "messages/entity.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace acumage {

enum class reconcile_scope : std::uint8_t { all, sample, keys };
inline constexpr std::uint64_t reconcile_scope_count = 3;

/// What is done about differences.
enum class reconcile_fix : std::uint8_t {
  none,
  store,  ///< the node sends its values again where the store was changed
  node,   ///< the node reads the records again that it missed
};
inline constexpr std::uint64_t reconcile_fix_count = 3;

struct reconcile_order {
  acumage::entity entity = acumage::entity::pricing;
  reconcile_scope scope = reconcile_scope::all;
  std::size_t sample = 0;           ///< how many keys, of reconcile_scope::sample
  std::vector<std::string> keys{};  ///< of reconcile_scope::keys
  reconcile_fix fix = reconcile_fix::none;
  bool automatic = false;  ///< by schedule
};

enum class reconcile_state : std::uint8_t {
  comparing,   ///< the first look
  waiting,     ///< until the second look, for a difference counts only if it lasts
  confirming,  ///< the second look
  fixing,
  done,
  failed,
  cancelled,
};
inline constexpr std::uint64_t reconcile_state_count = 7;

inline std::string_view to_string(reconcile_state which) {
  constexpr std::string_view words[] = {"comparing", "waiting", "confirming", "fixing",
                                        "done",      "failed",  "cancelled"};
  return words[static_cast<std::size_t>(which)];
}

/// Values are as the store shows them; empty: none.
struct reconcile_item {
  std::string key;
  std::string what;  ///< the class, as policy/reconciliation.hpp names it
  std::string erp;
  std::string node;
  std::string store;
  std::string remedy;
};

/// Rows of a report.
struct reconcile_page {
  std::vector<reconcile_item> items;
  std::string next;  ///< cursor; empty: there is no more
};

/// Kept over restarts.
struct reconcile_status {
  static constexpr std::size_t most_keys_kept = 20;

  std::string id;
  reconcile_order order;        ///< once it is over, with the first of its keys only
  std::uint64_t key_count = 0;  ///< keys that were named, of reconcile_scope::keys
  reconcile_state state = reconcile_state::comparing;
  bool has_erp = false;  ///< otherwise node and store are compared
  std::int64_t started_us = 0;
  std::int64_t ended_us = 0;                       ///< 0: not yet
  std::uint64_t checked = 0;                       ///< keys of the first look
  std::uint64_t expected = 0;                      ///< keys that are remembered; 0: unknown
  std::uint64_t suspected = 0;                     ///< keys that differed at the first look
  std::map<std::string, std::uint64_t> classes{};  ///< keys by class
  std::uint64_t differences = 0;                   ///< that last
  std::uint64_t fixed = 0;
  std::string file;   ///< CSV of all differences, in the data folder
  std::string error;  ///< why it failed, or was cut short
  /// Ended by the node, for a stop or for an order by hand, before it had compared everything.
  bool cut_short = false;
  std::string note{};  ///< what a job that is not over waits for

  bool over() const { return state >= reconcile_state::done; }
};

}  // namespace acumage
