// The ledger's calls for pulling and comparing: the jobs, their marks, and values that must be sent again.

#include "messages/key.hpp"
#include "messages/stock_place.hpp"
#include "storage/jobs/first_loads.hpp"
#include "storage/keys.hpp"
#include "storage/ledger_state.hpp"
#include "storage/record_codec.hpp"

#include <mutex>
#include <utility>

namespace acumage::storage {

std::vector<pull_job> ledger::pulls() const { return state_->in.pulls.jobs(); }

pull_mark ledger::pull_mark_of(entity which) const { return state_->in.pulls.mark(which); }

status ledger::save_pull(const pull_job& job) {
  if (auto may = state_->may_write(); !may) return may;
  write_batch batch{*state_->in.db};
  state_->in.pulls.put(batch, job);
  if (auto written = state_->in.db->write(batch, state_->in.accepted()); !written) return written;
  state_->in.pulls.saved(job);
  return done();
}

result<lost_push_memory> ledger::lost_pushes() const { return read_lost_pushes(*state_->in.db); }

status ledger::save_lost_pushes(const lost_push_changes& what) {
  if (auto may = state_->may_write(); !may) return may;
  write_batch batch{*state_->in.db};
  put_lost_pushes(batch, what);
  return state_->in.db->write(batch, state_->in.accepted());
}

result<std::vector<reconcile_status>> ledger::reconciliations() const {
  return read_reconciliations(*state_->in.db);
}

status ledger::save_reconciliation(const reconcile_status& job, const std::string& removed) {
  if (auto may = state_->may_write(); !may) return may;
  write_batch batch{*state_->in.db};
  put_reconciliation(batch, job);
  if (!removed.empty()) remove_reconciliation(batch, removed);
  return state_->in.db->write(batch, state_->in.accepted());
}

result<std::int64_t> ledger::in_force_since(const std::string& schedule, std::int64_t now_us) {
  const auto known = read_reconcile_schedule(*state_->in.db);
  if (!known) return known.problem();
  if (known->text == schedule) return known->since_us;
  if (auto may = state_->may_write(); !may) return may.problem();
  write_batch batch{*state_->in.db};
  put_reconcile_schedule(batch, {schedule, now_us});
  if (auto written = state_->in.db->write(batch, state_->in.accepted()); !written)
    return written.problem();
  return now_us;
}

result<std::optional<first_load>> ledger::load_record() const {
  const auto& db = *state_->in.db;
  const auto stored = db.get(family::meta, std::string{first_load_name});
  if (!stored) return stored.problem();
  if (!*stored) return std::optional<first_load>{};
  auto load = decode_first_load(**stored);
  if (!load) return db.damaged(family::meta, first_load_name);
  return load;
}

status ledger::save_load(const first_load& load) {
  if (auto may = state_->may_write(); !may) return may;
  write_batch batch{*state_->in.db};
  batch.put(family::meta, std::string{first_load_name}, encode(load));
  return state_->in.db->write(batch, state_->in.accepted());
}

namespace {

/// The names of the marks that hold the value last delivered for a key; those of a quantity stand
/// for each of its sources.
result<std::vector<std::string>> value_marks(const stores& in, entity which,
                                             const std::string& key) {
  if (which != entity::inventory) return std::vector{mark_key(which, key)};
  std::vector<std::string> names{quantity_mark_key(key)};
  const auto item = fold_key(split_stock_place(key).item) + '@';
  auto at = in.db->scan(
      {.where = family::marks, .lower = mark_key(which, item), .upper = {}, .interruptible = true});
  for (; at.valid() && at.key().starts_with(mark_key(which, item)); at.next()) {
    auto rest = at.key();
    if (is_quantity_mark(rest)) names.emplace_back(at.key());
  }
  if (auto walked = at.problem(); !walked) return walked.problem();
  return names;
}

}  // namespace

status ledger::void_values(entity which, std::span<const std::string> keys) {
  if (auto may = state_->may_write(); !may) return may;
  auto& in = state_->in;
  const std::lock_guard guard{in.ends_mutex};
  write_batch batch{*in.db};
  std::vector<std::string> changed;
  for (const auto& key : keys) {
    const auto names = value_marks(in, which, key);
    if (!names) return names.problem();
    for (const auto& name : *names) {
      auto mark = read_mark(*in.db, in.marks, name);
      if (!mark) return mark.problem();
      if (!*mark || !(*mark)->value) continue;
      (*mark)->value.reset();
      batch.put(family::marks, name, encode(**mark));
      changed.push_back(name);
    }
  }
  if (changed.empty()) return done();
  const auto written = in.db->write(batch, durability::buffered);
  for (const auto& each : changed) in.marks.written(each);
  return written;
}

}  // namespace acumage::storage
