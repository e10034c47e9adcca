#include "storage/ledger.hpp"

#include "storage/end_write.hpp"
#include "storage/group_commit.hpp"
#include "storage/inspection/table_check.hpp"
#include "storage/keys.hpp"
#include "storage/ledger_state.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace acumage::storage {

namespace {

/// One step of trimming under a lock; a few milliseconds, so that other threads do not wait long.
constexpr std::size_t trim_step = 4096;
/// Steps per call: twenty times more than can arrive in the meantime, but still bounded.
constexpr int trim_turns = 64;

/// Trims step by step until a step finds fewer than its limit; `lock` is released between steps.
template <class Trim>
status trim_in_steps(std::mutex& lock, Trim trim) {
  for (int turn = 0; turn < trim_turns; ++turn) {
    const std::lock_guard guard{lock};
    auto gone = trim(trim_step);
    if (!gone) return gone.problem();
    if (*gone < trim_step) break;
  }
  return done();
}

/// RocksDB's words for some damages of a table do not say which table it is.
error naming_table(error problem, const std::filesystem::path& folder) {
  const auto names = [&](std::string_view part) {
    return problem.message.find(part) != std::string::npos;
  };
  if (problem.code != errc::damaged || names(".sst") || names(".log") || names("MANIFEST") ||
      names("CURRENT"))
    return problem;
  const auto damages = check_table_files(folder);
  if (damages.empty()) return problem;
  const auto where = "data folder " + folder.string() + ": ";
  if (problem.message.starts_with(where)) problem.message.erase(0, where.size());
  problem.message.insert(0, where + damages.front().file + ": ");
  return problem;
}

/// As ledger::end, but without waiting for room.
result<ended> write_ends(stores& in, std::span<const ending> ends,
                         std::span<const dead_letter> letters, std::int64_t now_us) {
  std::unordered_set<std::uint64_t> failed;
  for (const auto& each : ends)
    if (each.outcome == end_kind::dead_lettered) failed.insert(each.version.sequence);
  std::unordered_map<std::uint64_t, const dead_letter*> by_sequence;
  for (const auto& each : letters) {
    if (!failed.contains(each.change.sequence))
      return error{errc::invalid,
                   "ledger: a dead letter of change " + std::to_string(each.change.sequence) +
                       " without its end; expected one that says dead_lettered",
                   {}};
    by_sequence[each.change.sequence] = &each;
  }
  const bool adds =
      std::any_of(ends.begin(), ends.end(), [](const ending& each) { return !each.moves.empty(); });
  std::unique_lock append{in.append_mutex, std::defer_lock};
  if (adds) append.lock();
  const std::lock_guard guard{in.ends_mutex};
  end_write write{in, now_us, ends.size()};
  for (const auto& each : ends) {
    const auto letter = by_sequence.find(each.version.sequence);
    const bool has_letter = each.outcome == end_kind::dead_lettered && letter != by_sequence.end();
    if (auto taken = write.take(each, has_letter ? letter->second : nullptr); !taken)
      return taken.problem();
  }
  return write.write();
}

}  // namespace

ledger::ledger(std::unique_ptr<state> inside) : state_{std::move(inside)} {}
ledger::~ledger() = default;

result<std::unique_ptr<ledger>> ledger::open(ledger_options options) {
  auto db = database::open(options.path,
                           options.read_only ? access_mode::read_only : access_mode::exclusive,
                           options.env);
  if (!db) return naming_table(db.problem(), options.path);
  (*db)->keep_free(options.reserve_bytes / 4);  // the rest of the reserve is for ends
  const auto folder = options.path;
  auto made = std::make_unique<state>(std::move(options), std::move(*db));
  if (auto loaded = made->load(); !loaded) return naming_table(loaded.problem(), folder);
  if (made->in.options.on_failure) made->in.db->tell_failure(made->in.options.on_failure);
  return std::unique_ptr<ledger>{new ledger{std::move(made)}};
}

result<append_outcome> ledger::append(std::span<const submission* const> group,
                                      std::int64_t now_us) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may.problem();
  const std::lock_guard guard{in.append_mutex};
  if (auto whole = not_broken(in); !whole) return whole.problem();
  group_commit commit{in, now_us, switches()};
  for (const auto* each : group)
    if (auto taken = commit.take(*each); !taken) return taken.problem();
  return commit.write();
}

result<std::vector<journaled_change>> ledger::read(entity which, std::uint64_t from,
                                                   std::uint64_t to, std::size_t limit) const {
  return state_->in.entries.read(which, from, to, limit);
}

result<journaled_change> ledger::find(entity which, std::uint64_t sequence) const {
  return state_->in.entries.find(which, sequence);
}

std::pair<std::uint64_t, std::uint64_t> ledger::bounds(entity which) const {
  return state_->in.entries.bounds(which);
}

result<ended> ledger::end(std::span<const ending> ends, std::span<const dead_letter> letters,
                          std::int64_t now_us) {
  if (auto may = state_->may_write(); !may) return may.problem();
  return once_there_is_room(state_->in,
                            [&] { return write_ends(state_->in, ends, letters, now_us); });
}

result<std::optional<delivered_mark>> ledger::mark_of(entity which, const std::string& key) const {
  return read_mark(*state_->in.db, state_->in.marks, mark_key(which, key));
}

result<std::optional<std::string>> ledger::delivered_quantity(const std::string& key) const {
  auto mark = read_mark(*state_->in.db, state_->in.marks, quantity_mark_key(key));
  if (!mark) return mark.problem();
  return *mark ? std::move((*mark)->value) : std::optional<std::string>{};
}

result<history_page> ledger::history(const history_filter& filter, const std::string& cursor,
                                     std::size_t limit) const {
  return state_->in.history.page(filter, cursor, limit);
}

result<history_record> ledger::history_record_of(const std::string& id) const {
  return state_->in.history.record(id);
}

std::int64_t ledger::history_floor_us() const { return state_->in.history.floor_us(); }

ledger_figures ledger::figures() const {
  const auto rows = state_->in.entries.figures();
  const auto letters = state_->in.letters.figures();
  return {.unsettled = rows.count,
          .unsettled_by_entity = rows.by_entity,
          .bytes = rows.bytes,
          .letters = letters.open,
          .letter_bytes = letters.bytes,
          .letters_by_class = letters.open_by_class,
          .letters_by_entity = letters.open_by_entity};
}

std::uint64_t ledger::letters_open_before(std::int64_t us) const {
  return state_->in.letters.open_before(us);
}

storage_memory ledger::memory() const { return state_->in.db->memory(); }

const std::vector<std::string>& ledger::notes() const { return state_->in.db->notes(); }

std::vector<std::string> ledger::check_tables(const std::function<bool()>& goes_on) const {
  return state_->in.db->check_tables(goes_on);
}

void ledger::interrupt() { state_->in.db->interrupt(); }

status ledger::not_interrupted() const { return state_->in.db->not_interrupted(); }

void ledger::stop_waiting() {
  const std::lock_guard guard{state_->in.room_mutex};
  state_->in.gives_up = true;
  state_->in.room_news.notify_all();
}

std::string ledger::why_full() const {
  auto whole = not_broken(state_->in);
  if (!whole) return whole.problem().message;
  auto room = room_for(state_->in, 1, 0);
  if (room) room = room_for_letters(state_->in);
  return room ? std::string{} : room.problem().message;
}

status ledger::sync() {
  // RocksDB asserts when a log that could not be synced is synced again.
  if (auto whole = not_broken(state_->in); !whole) return whole;
  return state_->in.db->sync();
}

status ledger::tidy(std::int64_t now_us) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may;
  look_for_room(in);
  if (in.db->out_of_room()) return done();  // already logged
  {
    const std::lock_guard guard{in.append_mutex};
    if (auto tidied = in.entries.tidy(); !tidied) return tidied;
  }
  auto trimmed = trim_in_steps(
      in.append_mutex, [&](std::size_t limit) { return in.fingerprints.trim(now_us, limit); });
  if (!trimmed) return trimmed;
  if (auto tidied = in.skus.trim(now_us); !tidied) return tidied;
  trimmed = trim_in_steps(in.ends_mutex,
                          [&](std::size_t limit) { return in.history.trim(now_us, limit); });
  if (!trimmed) return trimmed;
  return trim_in_steps(in.ends_mutex,
                       [&](std::size_t limit) { return in.letters.trim(now_us, limit); });
}

}  // namespace acumage::storage
