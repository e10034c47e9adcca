// Forgets the versions last given to keys, for when the ERP's time stamps go back.

#include "messages/key.hpp"
#include "messages/stock_place.hpp"
#include "storage/keys.hpp"
#include "storage/ledger_state.hpp"
#include "storage/record_codec.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace acumage::storage {

namespace {

constexpr std::size_t page_size = 1024;  // records looked at under one lock: a few milliseconds

enum class walk_mode : std::uint8_t { count, forget };

/// One pass over all that remembers versions of an entity.
class version_walk {
 public:
  version_walk(stores& in, entity which, const std::string& key_glob, walk_mode how)
      : in_{in}, which_{which}, glob_{fold_key(key_glob)}, how_{how} {}

  /// The number of matching keys. What an entity remembers in addition to its marks is counted
  /// before the marks; a key that also has a mark is counted there.
  result<std::uint64_t> run() {
    const auto beginning = glob_.substr(0, glob_.find_first_of("*?"));
    if (which_ == entity::inventory) {
      const auto item = beginning.substr(0, beginning.find('@'));
      if (auto walked = each_record(family::stock, item, &version_walk::look_at_item); !walked)
        return walked.problem();
    }
    if (which_ != entity::inventory) {
      const auto walked = each_record(family::documents, mark_key(which_, beginning),
                                      &version_walk::look_at_document);
      if (!walked) return walked.problem();
    }
    const auto walked =
        each_record(family::marks, mark_key(which_, beginning), &version_walk::look_at_mark);
    if (!walked) return walked.problem();
    return count_;
  }

 private:
  using look = status (version_walk::*)(const cursor&, write_batch&);

  /// Those whose names begin with `beginning`, in pages; each page is one write.
  status each_record(family where, const std::string& beginning, look at_record) {
    auto from = beginning;
    for (bool over = false; !over;) {
      const std::lock_guard guard{in_.ends_mutex};
      write_batch batch{*in_.db};
      auto at = in_.db->scan({.where = where, .lower = from, .upper = {}, .interruptible = true});
      std::size_t seen = 0;
      for (; at.valid() && at.key().starts_with(beginning) && seen < page_size; at.next(), ++seen)
        if (auto looked = (this->*at_record)(at, batch); !looked) return looked;
      if (auto walked = at.problem(); !walked) return walked;
      over = seen < page_size || !at.valid();
      if (!over) from = at.key();
      if (auto written = write(batch); !written) return written;
    }
    return done();
  }

  status write(write_batch& batch) {
    if (how_ == walk_mode::count) return done();
    const auto written = in_.db->write(batch, durability::buffered);
    for (const auto& each : std::exchange(changed_marks_, {})) in_.marks.written(each);
    return written;
  }

  bool meant(std::string_view folded_key) const {
    return glob_.empty() || glob_matches(glob_, folded_key);
  }

  static bool tells(const delivered_mark& mark) { return mark.version != version{} || mark.value; }

  /// The mark stays, without version and value: it still proves that the key was delivered once.
  status look_at_mark(const cursor& at, write_batch& batch) {
    const auto mark = decode_mark(at.value());
    if (!mark) return in_.db->damaged(family::marks, at.key());
    auto key = at.key().substr(1);
    const bool beside = is_quantity_mark(key);  // counted with its cells
    if (!tells(*mark) || !meant(key)) return done();
    if (!beside) ++count_;
    batch.put(family::marks, at.key(), encode(delivered_mark{}));
    changed_marks_.emplace_back(at.key());
    return done();
  }

  /// The figures are kept.
  status look_at_item(const cursor& at, write_batch& batch) {
    auto stock = decode_stock(at.value());
    if (!stock) return in_.db->damaged(family::stock, at.key());
    bool changed = false;
    for (auto& [warehouse, location, figures] : stock->cells) {
      auto gone = forget(stock_place_key({stock->item, warehouse, location}),
                         {&figures[0].at, &figures[1].at, &figures[2].at});
      if (!gone) return gone.problem();
      changed = changed || *gone;
    }
    for (auto& [vendor, quantity, share] : stock->vendors) {
      auto gone = forget(stock_place_key({.item = stock->item, .vendor = vendor}),
                         {&quantity.at, &share.at});
      if (!gone) return gone.problem();
      changed = changed || *gone;
    }
    if (changed) batch.put(family::stock, at.key(), encode(*stock));
    return done();
  }

  /// The fields are kept.
  status look_at_document(const cursor& at, write_batch& batch) {
    auto kept = decode_kept_document(at.value());
    if (!kept) return in_.db->damaged(family::documents, at.key());
    std::vector<version*> versions;
    for (auto& [path, field] : kept->document.fields) versions.push_back(&field.at);
    auto gone = forget(kept->document.key, versions);
    if (!gone) return gone.problem();
    if (*gone) batch.put(family::documents, at.key(), encode(*kept));
    return done();
  }

  /// True: this key had a version, and now has the lowest one.
  result<bool> forget(const std::string& key, const std::vector<version*>& versions) {
    const auto known = [](const version* each) { return *each != version{}; };
    if (std::none_of(versions.begin(), versions.end(), known) || !meant(fold_key(key)))
      return false;
    for (auto* each : versions) *each = {};
    const auto mark = read_mark(*in_.db, in_.marks, mark_key(which_, key));
    if (!mark) return mark.problem();
    if (!*mark || !tells(**mark)) ++count_;
    return true;
  }

  stores& in_;
  entity which_;
  std::string glob_;  // folded, as keys are in names
  walk_mode how_;
  std::uint64_t count_ = 0;
  std::vector<std::string> changed_marks_;  // of the current page
};

}  // namespace

result<std::uint64_t> ledger::count_versions(entity which, const std::string& key_glob) const {
  return version_walk{state_->in, which, key_glob, walk_mode::count}.run();
}

result<std::uint64_t> ledger::forget_versions(entity which, const std::string& key_glob) {
  auto& in = state_->in;
  if (auto may = state_->may_write(); !may) return may.problem();
  auto count = version_walk{in, which, key_glob, walk_mode::forget}.run();
  if (!count) return count;
  if (in.accepted() == durability::buffered) return count;
  if (auto synced = in.db->sync(); !synced) return synced.problem();
  return count;
}

}  // namespace acumage::storage
