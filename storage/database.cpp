#include "storage/database.hpp"

#include "storage/folder_access.hpp"
#include "storage/inspection/first_look.hpp"
#include "storage/ledger.hpp"
#include "storage/rocks.hpp"

#include <rocksdb/write_batch.h>

#include <array>
#include <cassert>
#include <utility>

namespace acumage::storage {

namespace {

constexpr std::array<std::string_view, family_count> family_names{
    "journal",      "letters",          "letter_bodies", "letter_index",  "marks",
    "fingerprints", "fingerprint_ages", "history",       "history_names", "stock",
    "known_skus",   "documents",        "links",         "meta"};
constexpr std::string_view format_key = "format";

rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

}  // namespace

std::string_view to_string(family which) {
  return family_names.at(static_cast<std::size_t>(which));
}

// --- write_batch ---

class write_batch::content {
 public:
  explicit content(const rocks_folder& folder) : of{folder} {}
  const rocks_folder& of;
  rocksdb::WriteBatch batch;
};

write_batch::write_batch(const database& of) : content_{std::make_unique<content>(*of.handles_)} {}
write_batch::~write_batch() = default;

// A batch is memory only: none of these can fail before it is written.
void write_batch::put(family where, std::string_view key, std::string_view value) {
  const auto ok = content_->batch.Put(content_->of.at(where), slice(key), slice(value)).ok();
  assert(ok);
}

void write_batch::remove(family where, std::string_view key) {
  const auto ok = content_->batch.Delete(content_->of.at(where), slice(key)).ok();
  assert(ok);
}

void write_batch::remove_range(family where, std::string_view from, std::string_view to) {
  const auto ok = content_->batch.DeleteRange(content_->of.at(where), slice(from), slice(to)).ok();
  assert(ok);
}

void write_batch::set_save_point() { content_->batch.SetSavePoint(); }

void write_batch::roll_back() {
  const auto ok = content_->batch.RollbackToSavePoint().ok();
  assert(ok);
}

bool write_batch::empty() const { return content_->batch.Count() == 0; }

// --- cursor ---

class cursor::position {
 public:
  std::string lower;
  std::string upper;
  rocksdb::Slice lower_slice;
  rocksdb::Slice upper_slice;
  std::unique_ptr<rocksdb::Iterator> iterator;
  std::string where;
  const database* of = nullptr;
  const std::atomic<bool>* interrupted = nullptr;  // null: never
  bool is_interrupted() const { return interrupted != nullptr && *interrupted; }
};

cursor::cursor(std::unique_ptr<position> at) : position_{std::move(at)} {}
cursor::~cursor() = default;
cursor::cursor(cursor&&) noexcept = default;
cursor& cursor::operator=(cursor&&) noexcept = default;

void cursor::seek(std::string_view key) { position_->iterator->Seek(slice(key)); }

void cursor::seek_before(std::string_view key) {
  position_->iterator->SeekForPrev(slice(key));
  if (valid() && this->key() == key) previous();
}

void cursor::next() { position_->iterator->Next(); }
void cursor::previous() { position_->iterator->Prev(); }
bool cursor::valid() const { return !position_->is_interrupted() && position_->iterator->Valid(); }
std::string_view cursor::key() const { return view(position_->iterator->key()); }
std::string_view cursor::value() const { return view(position_->iterator->value()); }

status cursor::problem() const {
  if (position_->is_interrupted()) return position_->of->not_interrupted();
  const auto state = position_->iterator->status();
  if (state.ok() || state.IsIncomplete()) return done();
  return position_->of->failed(state, position_->where);
}

// --- database ---

database::database(std::filesystem::path path, std::unique_ptr<handles> opened)
    : path_{std::move(path)}, handles_{std::move(opened)} {}

database::~database() = default;

result<std::unique_ptr<database>> database::open(const std::filesystem::path& path,
                                                 access_mode access, rocksdb::Env* env) {
  auto tail = rocks_folder::tail::sound;
  std::vector<std::string> notes;
  // Checks outside RocksDB read files on the disk, which another environment does not have.
  const bool on_disk = env == nullptr && access == access_mode::exclusive;
  const auto use = access == access_mode::exclusive ? folder_use::write : folder_use::read;
  if (env == nullptr)
    if (auto may = check_access(path, use); !may) return may.problem();
  if (on_disk) {
    auto before = look_before(path);
    if (!before) return before.problem();
    tail = before->tail;
    notes = std::move(before->notes);
  }
  auto opened = std::make_unique<handles>();
  if (auto opening = opened->open(path, access, tail, env); !opening)
    return with_tables(opening.problem(), path);
  std::unique_ptr<database> made{new database{path, std::move(opened)}};
  made->notes_ = std::move(notes);
  if (on_disk)
    if (auto whole = made->check_whole(); !whole) return whole.problem();
  if (auto checked = made->check_format(access); !checked) return checked.problem();
  return made;
}

status database::check_whole() {
  const auto last = last_sequence();
  if (const auto known = synced_mark::read(path_).value; last < known)
    return vanished(path_, last, known);
  auto mark = synced_mark::open(path_);
  if (!mark) return mark.problem();
  synced_ = std::move(*mark);
  note_files();
  return done();
}

std::uint64_t database::last_sequence() const { return handles_->db().GetLatestSequenceNumber(); }

/// A folder without a version was not created completely, so nothing was ever written to it.
status database::check_format(access_mode access) {
  const auto where = "data folder " + path_.string();
  const auto expected = std::to_string(format_version);
  std::string found;
  if (handles_->has(family::meta)) {
    auto read = get(family::meta, format_key);
    if (!read) return read.problem();
    found = read->value_or("");
  }
  if (found.empty() && handles_->ever_written())
    return error{errc::unsupported,
                 where + ": holds a database without a format version; expected version " +
                     expected + " or an empty folder",
                 {}};
  if (!found.empty() && found != expected)
    return error{errc::unsupported,
                 where + ": format version " + found.substr(0, 20) + "; expected " + expected,
                 {}};
  if (access != access_mode::exclusive) {
    if (!found.empty()) return done();
    return error{errc::not_found, where + ": nothing was ever written; expected a data folder", {}};
  }
  if (auto created = handles_->create_missing(); !created) return created;
  if (!found.empty()) return done();
  write_batch first{*this};
  first.put(family::meta, format_key, expected);
  return write(first, durability::synced);
}

result<std::optional<std::string>> database::get(family where, std::string_view key) const {
  if (!handles_->has(where)) return std::optional<std::string>{};  // an older folder, read only
  count_nothing();
  rocksdb::PinnableSlice value;
  const auto state =
      handles_->db().Get(rocksdb::ReadOptions{}, handles_->at(where), slice(key), &value);
  if (state.ok()) return std::optional{value.ToString()};
  if (state.IsNotFound()) return std::optional<std::string>{};
  return failed(state, "data folder " + path_.string() + ": " + std::string{to_string(where)});
}

cursor database::scan(const scan_range& range) const {
  count_nothing();
  auto at = std::make_unique<cursor::position>();
  at->where = "data folder " + path_.string() + ": " + std::string{to_string(range.where)};
  at->lower = range.lower;
  at->upper = range.upper;
  at->lower_slice = at->lower;
  at->upper_slice = at->upper;
  rocksdb::ReadOptions how;
  // A scan reads each block once, and would evict the blocks that single keys are read from.
  how.fill_cache = false;
  if (!at->lower.empty()) how.iterate_lower_bound = &at->lower_slice;
  if (!at->upper.empty()) how.iterate_upper_bound = &at->upper_slice;
  how.max_skippable_internal_keys = range.max_skipped;
  at->of = this;
  if (range.interruptible) at->interrupted = &interrupted_;
  at->iterator.reset(handles_->has(range.where)
                         ? handles_->db().NewIterator(how, handles_->at(range.where))
                         : rocksdb::NewEmptyIterator());  // an older folder, read only
  cursor made{std::move(at)};
  made.seek(range.lower);
  return made;
}

status database::write(write_batch& batch, durability how) {
  if (handles_->read_only())
    return error{errc::conflict,
                 "data folder " + path_.string() +
                     ": opened for reading only; expected the node that runs on it to change it",
                 {}};
  count_nothing();
  const auto where = "data folder " + path_.string() + ": write";
  if (out_of_room_ || !has_room()) {
    out_of_room_ = true;
    return to_error(rocksdb::Status::NoSpace(), where);
  }
  rocksdb::WriteOptions options;
  options.sync = how == durability::synced;
  // The log holds the writes in the order of their numbers, so this one's are at least this high.
  const auto least = last_sequence() + batch.content_->batch.Count();
  const auto state = handles_->db().Write(options, &batch.content_->batch);
  if (state.ok() && options.sync && synced_) synced_->raise(least);
  if (state.ok()) return done();
  if (is_no_space(state)) stopped_ = out_of_room_ = true;
  if (is_failure(state)) handles_->failure().note(to_error(state, where));
  return to_error(state, where);
}

bool database::has_room() const { return floor_bytes_ == 0 || free_bytes() >= floor_bytes_; }

bool database::resume() {
  if (!has_room()) return false;
  count_nothing();
  if (stopped_ && !handles_->resume()) return false;
  stopped_ = false;
  out_of_room_ = false;
  return true;
}

std::uint64_t database::free_bytes() const {
  std::error_code failed;
  const auto room = std::filesystem::space(path_, failed);
  return failed ? ~std::uint64_t{0} : room.available;
}

status database::sync() {
  const auto least = last_sequence();
  const auto state = handles_->db().SyncWAL();
  if (state.ok() && synced_) synced_->raise(least);
  if (state.ok()) return done();
  const auto problem = to_error(state, "data folder " + path_.string() + ": sync");
  if (is_failure(state)) handles_->failure().note(problem);
  return problem;
}

}  // namespace acumage::storage
