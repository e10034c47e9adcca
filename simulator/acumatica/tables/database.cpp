#include "simulator/acumatica/tables/database.hpp"

#include "simulator/acumatica/guid.hpp"

#include <algorithm>
#include <utility>

namespace acumage::simulator::acumatica {
namespace {

using namespace std::chrono_literals;

/// How long failed pushes (SM502000) and deleted records are kept.
constexpr auto lost_pushes_for = 48h;
constexpr auto deleted_records_for = 240h;

error bad(const schema& of, std::string_view name, const std::string& expected) {
  return {
      errc::invalid, std::string{of.name} + "." + std::string{name} + ": expected " + expected, {}};
}

std::string_view type_name(column_type type) {
  switch (type) {
    case column_type::decimal: return "a number of at most six decimals";
    case column_type::integer: return "a whole number";
    case column_type::boolean: return "true or false";
    case column_type::time: return "a time such as 2025-08-14T10:02:11.357Z";
    default: return "a text";
  }
}

/// Reads the named fields into the row. The error names the first that is not one.
status take(const schema& of, const fields& from, row& to) {
  for (const auto& [name, text] : from) {
    const auto place = of.index_of(name);
    if (!place) return bad(of, name, "a column of this table");
    if (!text) {
      to[*place] = {};
      continue;
    }
    auto value = cell_from(of.columns[*place], *text);
    if (!value) return bad(of, name, std::string{type_name(of.columns[*place].type)});
    to[*place] = std::move(*value);
  }
  return done();
}

}  // namespace

database::database(erp_clock& by) : clock_{by} {
  for (const auto& one : all_schemas()) tables_.emplace_back(one);
}

std::string database::note_id(entity of, std::string_view key) {
  return guid_from(std::string{schema_of(of).name} + '\0' + std::string{key});
}

const row* database::newest(entity of, const std::string& key) const {
  for (auto each = pending_.rbegin(); each != pending_.rend(); ++each) {
    if (each->of != of) continue;
    const auto found = std::find(each->keys.rbegin(), each->keys.rend(), key);
    if (found == each->keys.rend()) continue;
    const auto place = static_cast<std::size_t>(std::distance(found, each->keys.rend())) - 1;
    const auto& after = each->rows[place].after;
    return after ? &*after : nullptr;
  }
  return tables_.at(static_cast<std::size_t>(of)).find(key);
}

result<row> database::key_from(const schema& of, const fields& from) const {
  row made(of.columns.size());
  if (auto taken = take(of, from, made); !taken) return taken.problem();
  for (std::size_t i = 0; i < of.key_count; ++i)
    if (is_null(made[i])) return bad(of, of.columns[i].name, "a value, as it is a key");
  return made;
}

result<row> database::merged(entity of, const fields& from, moment statement) {
  const schema& shape = schema_of(of);
  auto made = key_from(shape, from);
  if (!made) return made;
  if (const row* known = newest(of, at(of).key_of(*made))) {
    row whole = *known;
    if (auto taken = take(shape, from, whole); !taken) return taken.problem();
    made = std::move(whole);
  }
  if (const auto modified = shape.modified()) (*made)[*modified] = time_cell(statement);
  return made;
}

result<std::int64_t> database::write(entity of, const std::vector<fields>& rows, const how& way) {
  std::lock_guard lock{mutex_};
  apply_due();
  transaction made{.of = of,
                   .statement = way.statement ? *way.statement : clock_.stamp(),
                   .commit = {},
                   .ticks = 0,
                   .push = way.push,
                   .rows = {},
                   .keys = {}};
  for (const auto& one : rows) {
    auto whole = merged(of, one, made.statement);
    if (!whole) return whole.problem();
    made.keys.push_back(at(of).key_of(*whole));
    made.rows.push_back({.before = std::nullopt, .after = std::move(*whole)});
  }
  return enqueue(std::move(made), way);
}

result<std::int64_t> database::remove(entity of, const std::vector<fields>& keys, const how& way) {
  std::lock_guard lock{mutex_};
  apply_due();
  transaction made{.of = of,
                   .statement = way.statement ? *way.statement : clock_.stamp(),
                   .commit = {},
                   .ticks = 0,
                   .push = way.push,
                   .rows = {},
                   .keys = {}};
  for (const auto& one : keys) {
    auto key = key_from(schema_of(of), one);
    if (!key) return key.problem();
    made.keys.push_back(at(of).key_of(*key));
    if (newest(of, made.keys.back()) == nullptr)
      return error{errc::not_found,
                   std::string{schema_of(of).name} + ": there is no such row to remove",
                   {}};
    made.rows.emplace_back();
  }
  return enqueue(std::move(made), way);
}

/// A row that an open transaction holds is locked: who comes later commits later.
std::int64_t database::enqueue(transaction made, const how& way) {
  const bool at_once = way.commit_delay.count() <= 0;
  made.commit = clock_.now() + way.commit_delay;
  bool waits = false;
  for (const auto& open : pending_) {
    const bool shares =
        open.of == made.of && std::any_of(open.keys.begin(), open.keys.end(), [&](const auto& key) {
          return std::find(made.keys.begin(), made.keys.end(), key) != made.keys.end();
        });
    if (!shares) continue;
    made.commit = std::max(made.commit, open.commit);
    waits = true;
  }
  // One stamp of the clock per transaction: no two notifications have the same TimeStamp.
  made.ticks = ticks_of(way.stamp == push_stamp::statement && !way.statement
                            ? made.statement
                            : std::max(made.commit, clock_.stamp()));
  const std::int64_t ticks = made.ticks;
  if (at_once && !waits) {
    apply(made);
    return ticks;
  }
  const auto later = std::find_if(pending_.begin(), pending_.end(),
                                  [&](const auto& one) { return one.commit > made.commit; });
  pending_.insert(later, std::move(made));
  return ticks;
}

void database::apply_due() {
  const moment now = clock_.now();
  while (!pending_.empty() && pending_.front().commit <= now) {
    transaction due = std::move(pending_.front());
    pending_.pop_front();
    apply(due);
  }
  forget_lost_pushes();
}

void database::apply(transaction& made) {
  table& rows = at(made.of);
  for (std::size_t i = 0; i < made.rows.size(); ++i) {
    changed_row& one = made.rows[i];
    if (const row* known = rows.find(made.keys[i])) one.before = *known;
    if (one.after) {
      rows.put(*one.after);
    } else {
      rows.erase(made.keys[i]);
      deleted_[made.of].push_back({note_id(made.of, made.keys[i]), made.commit});
    }
  }
  if (on_commit) on_commit(made);
}

/// They are in the order of their time, under one destination.
void database::forget_lost_pushes() {
  const auto oldest = ticks_of(clock_.now() - lost_pushes_for);
  table& lost = at(entity::lost_push);
  while (!lost.rows().empty() && number_of(lost.rows().begin()->second[1]) < oldest)
    lost.erase(std::string{lost.rows().begin()->first});
}

void database::append(entity of, std::vector<row> rows) {
  std::lock_guard lock{mutex_};
  for (auto& one : rows) at(of).append(std::move(one));
}

void database::stamp_rows(entity of, std::size_t count, moment when) {
  std::lock_guard lock{mutex_};
  apply_due();
  const auto modified = schema_of(of).modified();
  if (!modified) return;
  std::vector<row> changed;
  for (const auto& [key, one] : at(of).rows()) {
    if (changed.size() == count) break;
    changed.push_back(one);
    changed.back()[*modified] = time_cell(when);
  }
  for (auto& one : changed) at(of).put(std::move(one));
}

void database::erase_silently(entity of, const std::vector<fields>& keys) {
  std::lock_guard lock{mutex_};
  for (const auto& one : keys)
    if (const auto key = key_from(schema_of(of), one)) at(of).erase(at(of).key_of(*key));
}

void database::read(entity of, const std::function<void(const table&)>& look) {
  std::lock_guard lock{mutex_};
  apply_due();
  look(at(of));
}

std::vector<deleted_record> database::deleted(entity of) {
  std::lock_guard lock{mutex_};
  apply_due();
  auto& all = deleted_[of];
  while (!all.empty() && all.front().at < clock_.now() - deleted_records_for) all.pop_front();
  return {all.begin(), all.end()};
}

std::optional<moment> database::commit_due() {
  std::lock_guard lock{mutex_};
  apply_due();
  if (pending_.empty()) return std::nullopt;
  return pending_.front().commit;
}

}  // namespace acumage::simulator::acumatica
