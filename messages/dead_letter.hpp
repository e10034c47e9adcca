// A delivery that failed permanently, kept until an operator has dealt with it.
#pragma once

#include "messages/change.hpp"
#include "messages/outcome.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage {

enum class letter_state : std::uint8_t { open, replaying, resolved, superseded, discarded };
std::string_view to_string(letter_state which);
std::optional<letter_state> letter_state_from(std::string_view name);

/// The part of a change that an operator may edit.
struct change_rows {
  std::string key;
  std::string inserted;  ///< as change::inserted
  std::string deleted;
};

struct dead_letter {
  std::uint64_t id = 0;     ///< assigned by the ledger, kept through replays
  journaled_change change;  ///< as received, or as edited; without an entity if unrouted
  std::optional<change_rows> original;  ///< as received, if it has been edited since
  letter_class reason = letter_class::data;
  letter_state state = letter_state::open;
  std::string error;    ///< the last message
  int status = 0;       ///< HTTP of the last attempt; 0: none
  std::string request;  ///< as sent; empty: never sent
  std::vector<attempt> attempts;
  std::uint64_t attempt_count = 0;  ///< in a list without bodies: how many attempts there are
  std::int64_t first_at_us = 0;
  std::int64_t last_at_us = 0;
  std::uint32_t replays = 0;
  std::string note;
};

/// Selects dead letters; the same in CLI, API and console. Empty members do not restrict.
struct letter_filter {
  std::optional<acumage::entity> entity{};
  std::string key{};  ///< glob: * and ?, without regard to case
  std::optional<letter_class> reason{};
  std::optional<letter_state> state = letter_state::open;
  std::optional<int> status{};             ///< HTTP
  std::string text{};                      ///< in error, key or note, without regard to case
  std::optional<std::int64_t> since_us{};  ///< last_at, inclusive
  std::optional<std::int64_t> until_us{};  ///< last_at, exclusive
  std::vector<std::uint64_t> ids{};
};

/// The parts of each dead letter that a list contains.
enum class letter_parts : std::uint8_t {
  head,  ///< without rows, request and attempts, but with the number of attempts
  whole,
};

struct letter_page {
  std::vector<dead_letter> items;  ///< by increasing id
  std::uint64_t next = 0;          ///< first id of the next page; 0: there is none
};

struct letter_count {
  std::uint64_t total = 0;
  std::map<std::string, std::uint64_t> by_class;
};

/// One record of the history: the end of one accepted change.
struct history_record {
  std::int64_t at_us = 0;
  acumage::entity entity = acumage::entity::pricing;
  std::string key;       ///< of the change
  std::string target{};  ///< key of its delivery, where it differs; empty: the same
  acumage::version version;
  end_kind outcome = end_kind::delivered;
  std::string reason;
  int attempts = 0;
  int status = 0;
  std::uint32_t duration_ms = 0;
  std::string request_id;
  bool recorded = false;  ///< the following; false: an older version wrote the record
  change_source source = change_source::unknown;
  std::optional<std::string> value{};     ///< what was, or was to be, sent; empty: it had none
  std::optional<std::string> previous{};  ///< what was delivered before, as far as is known
  shown_request sent{};                   ///< empty in a list

  static constexpr std::size_t most_value = 250;  ///< longer ones are cut
};

/// Names a record: the time and the acceptance number.
std::string history_id(const history_record& record);
struct history_place {
  std::int64_t at_us = 0;
  std::uint64_t sequence = 0;
};
std::optional<history_place> read_history_id(std::string_view id);

struct history_filter {
  std::optional<acumage::entity> entity{};
  std::string key{};     ///< glob
  bool literal = false;  ///< the key is none: * and ? stand for themselves
  std::optional<end_kind> outcome{};
  std::optional<int> status{};
  std::string text{};  ///< in reason or key
  std::optional<std::int64_t> since_us{};
  std::optional<std::int64_t> until_us{};
};

struct history_page {
  std::vector<history_record> items;  ///< newest first
  std::string next;                   ///< cursor; empty: there is none
};

enum class job_state : std::uint8_t { running, done, cancelled };
std::string_view to_string(job_state which);

/// Why a replay does not move a dead letter in that state; empty when it does.
std::string why_not_replayed(letter_state state, bool force);

/// Why a dead letter in that state is not reopened; empty when it is.
std::string why_not_reopened(letter_state state);

/// A dead letter that a replay has not moved, or that was not reopened.
struct unmoved_letter {
  std::uint64_t id = 0;
  std::string why;
};

/// What reopening a selection of dead letters does.
struct reopened_letters {
  std::uint64_t count = 0;
  std::uint64_t superseded = 0;  ///< of the selection: they stay closed
  // Of those selected by id:
  std::uint64_t already_open = 0;
  std::vector<unmoved_letter> unmoved{};  ///< they stay closed
};

/// A replay: puts dead letters back at the head of the lane, one after another.
struct replay_job {
  std::string id;
  job_state state = job_state::running;
  letter_filter filter;
  bool force = false;
  std::uint32_t rate = 0;         ///< dead letters per second; 0: no limit
  std::uint64_t last_letter = 0;  ///< higher ids were written after the start and are excluded
  version reached{};              ///< dead letters up to this version have been processed
  std::uint64_t total = 0;
  std::uint64_t moved = 0;
  std::uint64_t superseded = 0;
  std::uint64_t failed = 0;
  std::vector<unmoved_letter> unmoved{};  ///< the first `most_unmoved` of those that were not moved
  static constexpr std::size_t most_unmoved = 100;

  void note_unmoved(std::uint64_t letter, std::string why) {
    if (unmoved.size() < most_unmoved) unmoved.push_back({letter, std::move(why)});
  }
};

/// Does `text` match the glob (`*` any run, `?` one character), without regard to ASCII case?
bool glob_matches(std::string_view glob, std::string_view text);

}  // namespace acumage
