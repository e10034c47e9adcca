// The state that a database reports: its files, its failures and its damaged parts.
#include "storage/database.hpp"
#include "storage/inspection/log_check.hpp"
#include "storage/inspection/table_check.hpp"
#include "storage/keys.hpp"
#include "storage/ledger.hpp"
#include "storage/rocks.hpp"

#include <rocksdb/utilities/checkpoint.h>

#include <limits>
#include <memory>
#include <utility>

namespace acumage::storage {

void database::note_files() {
  const auto list = list_of(path_);
  if (synced_ && list.number != 0) synced_->note_list(list.number, list.bytes);
}

status database::checkpoint(const std::filesystem::path& to) const {
  // Without a flush: it would leave one more small table each time.
  constexpr auto never_flush = std::numeric_limits<std::uint64_t>::max();
  rocksdb::Checkpoint* made = nullptr;
  auto state = rocksdb::Checkpoint::Create(&handles_->db(), &made);
  const std::unique_ptr<rocksdb::Checkpoint> copier{made};
  if (state.ok()) state = copier->CreateCheckpoint(to.string(), never_flush);
  if (state.ok()) return done();
  return to_error(state, "checkpoint " + to.string());
}

status database::not_interrupted() const {
  if (!interrupted_) return done();
  return error{errc::unavailable,
               "data folder " + path_.string() +
                   ": the node reloads or stops; expected the request again later",
               {}};
}

std::vector<std::string> database::check_tables(const std::function<bool()>& goes_on) const {
  std::vector<std::string> damages;
  for (const auto& table : handles_->tables()) {
    if (!goes_on()) break;
    const auto damage = check_table_file(path_ / table);
    if (!damage) continue;
    const auto family = handles_->family_of(table);
    if (family.empty()) continue;  // merged in the meantime: no record is read from it any more
    const auto where = "data folder " + path_.string() + ": " + family + ": " + table + ": ";
    if (damage->unreadable)
      handles_->failure().note({errc::storage_failed, where + damage->problem, {}});
    else
      damages.push_back(where + damage->problem + "; " + damage_remedy);
  }
  return damages;
}

std::string database::family_of(const std::string& file) const { return handles_->family_of(file); }
storage_memory database::memory() const { return handles_->memory(); }

void database::tell_failure(const std::function<void(const error&)>& whom) {
  handles_->failure().tell(whom);
}

/// For a read. A damaged or undecodable record concerns only its reader; a disk error concerns
/// everyone.
error database::failed(const rocksdb::Status& state, const std::string& where) const {
  auto problem = to_error(state, where);
  if (problem.code == errc::storage_failed) handles_->failure().note(problem);
  return problem;
}

status database::set_aside(family where, std::string_view key, std::string_view value) {
  notes_.push_back(damaged(where, key).message + (synced_ ? "; set aside" : ""));
  if (handles_->read_only()) return done();
  write_batch batch{*this};
  batch.put(family::meta,
            std::string{aside_prefix} + std::string{to_string(where)} + "/" + hex(key), value);
  batch.remove(where, key);
  return write(batch, durability::synced);
}

error database::damaged(family where, std::string_view key) const {
  return {errc::damaged,
          "data folder " + path_.string() + ": " + std::string{to_string(where)} + " record " +
              hex(key.substr(0, 64)) + ": the bytes make no sense; expected a record of format " +
              std::to_string(format_version),
          {}};
}

}  // namespace acumage::storage
