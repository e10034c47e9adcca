// A pull from Acumatica: what is read, how far it has come, and what was found. Kept over restarts.
#pragma once

#include "messages/entity.hpp"
#include "messages/ticks.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage {

/// Which rows a job reads.
enum class pull_scope : std::uint8_t {
  all,    ///< every row of the inquiry
  delta,  ///< what has changed since the last complete run
  since,  ///< what has changed since a given time
  keys,   ///< named records
};
inline constexpr std::uint64_t pull_scope_count = 4;

enum class pull_state : std::uint8_t { queued, reading, done, failed, cancelled };
inline constexpr std::uint64_t pull_state_count = 5;

/// Why a job makes no progress at the moment.
enum class pull_wait : std::uint8_t {
  none,
  throttled,  ///< Acumatica answered 429, or the own limit of requests a minute is reached
  no_seat,    ///< all API users of the licence are signed in
  no_room,    ///< a quarter of the journal is in use: pushes come first
  erp_down,   ///< Acumatica does not answer
};
inline constexpr std::uint64_t pull_wait_count = 5;

std::string_view to_string(pull_scope which);
std::string_view to_string(pull_state which);
std::string_view to_string(pull_wait which);

struct pull_job {
  std::string id;
  acumage::entity entity = acumage::entity::pricing;
  pull_scope scope = pull_scope::all;
  std::uint64_t since = 0;        ///< ticks; 0: no lower end
  std::uint64_t until = 0;        ///< ticks: the ERP's time when the run began; 0: not begun
  std::vector<std::string> keys;  ///< of pull_scope::keys
  bool dry_run = false;           ///< counts only
  bool force = false;             ///< also sends what has not changed
  bool accept_empty = false;      ///< believes an inquiry without rows
  bool absent_zero = false;       ///< cells that the inquiry no longer has become 0
  bool automatic = false;         ///< by schedule
  bool known_only = false;        ///< there is no inquiry: of all records those that the node knows
  pull_state state = pull_state::queued;
  pull_wait wait = pull_wait::none;
  std::int64_t started_us = 0;  ///< wall clock; 0: not yet
  std::int64_t ended_us = 0;    ///< 0: not yet
  std::uint64_t pages = 0;
  std::uint64_t rows = 0;
  std::uint64_t fresh = 0;  ///< put into the journal
  std::uint64_t unchanged = 0;
  std::uint64_t superseded = 0;  ///< a push of the key is newer
  std::uint64_t missed = 0;      ///< fresh, and older than any push could be late: no push came
  std::uint64_t requests = 0;
  std::uint64_t waited_ms = 0;
  std::uint64_t expected = 0;  ///< rows of the last complete run; 0: unknown
  std::string cursor;          ///< where to go on, as the reader wrote it
  std::string error;
  std::vector<std::string> examples;  ///< the first keys whose values differ
  static constexpr std::size_t most_examples = 20;
  std::vector<std::string> missed_keys;  ///< the first of `missed`
  static constexpr std::size_t most_missed_keys = 5;
  std::uint64_t newest_missed = 0;  ///< ticks, when the newest of them changed

  /// All rows have been read, and the cells that no row named are looked for.
  bool looks_for_absent() const { return cursor == "absent"; }
  void look_for_absent() { cursor = "absent"; }
  bool over() const { return state >= pull_state::done; }
  /// Whether its end says that everything before `until` has been read.
  bool moves_mark() const {
    return state == pull_state::done && !dry_run && !known_only &&
           (scope == pull_scope::all || scope == pull_scope::delta);
  }
};

/// What the last complete run of an entity read.
struct pull_mark {
  std::uint64_t until = 0;  ///< ticks; 0: there was none
  std::uint64_t rows = 0;   ///< of the last run over all rows
  std::int64_t at_us = 0;   ///< wall clock, when it ended
};

/// When an entity that is pulled was read, and when it will be without an operator. Wall clock, 0:
/// never, or not yet known.
struct pull_outlook {
  acumage::entity entity = acumage::entity::pricing;
  std::int64_t complete_us = 0;  ///< end of the last run that read all that had changed
  std::int64_t delta_us = 0;
  std::int64_t sweep_us = 0;
};

/// How many times a value differs, for one row of the ERP.
enum class observation : std::uint8_t {
  unchanged,   ///< as remembered; the remembered version has been moved
  fresh,       ///< another value, or the first: to be put into the journal
  superseded,  ///< something newer is known
  refused,     ///< makes no sense: to be put into the journal, where it becomes a dead letter
};

}  // namespace acumage
