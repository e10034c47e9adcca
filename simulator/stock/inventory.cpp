#include "simulator/stock/inventory.hpp"

#include "simulator/column.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace acumage::simulator {
namespace {

constexpr std::size_t sku_length = 64;

}  // namespace

double stored_quantity(double quantity) { return as_decimal(quantity, 4, 99'999'999.9999); }

inventory::inventory(std::vector<source> others) {
  add_source({.code = std::string{default_source},
              .name = "Default Source",
              .country = "US",
              .postcode = "00000"});
  for (auto& one : others) add_source(std::move(one));
}

void inventory::add_source(source what) {
  if (what.name.empty()) what.name = what.code;
  std::unique_lock lock{mutex_};
  const auto [at, fresh] = source_codes_.try_emplace(collated(what.code), sources_.size());
  if (fresh) {
    sources_.push_back(std::move(what));
  } else {
    sources_[at->second] = std::move(what);
  }
}

std::vector<source> inventory::sources() const {
  std::shared_lock lock{mutex_};
  std::vector<source> all = sources_;
  std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) {
    return collated(left.code) < collated(right.code);
  });
  return all;
}

std::optional<std::size_t> inventory::source_index(std::string_view code) const {
  const auto found = source_codes_.find(collated(code));
  return found == source_codes_.end() ? std::nullopt : std::optional{found->second};
}

bool inventory::apply(const std::vector<item_row>& rows) {
  std::vector<std::size_t> indices;
  indices.reserve(rows.size());
  std::unique_lock lock{mutex_};
  // An unknown source breaks the foreign key of a new row, and new rows are written before old ones
  // and in one statement (REST.md 3.2): so nothing is stored.
  for (const auto& one : rows) {
    const auto index = source_index(one.source_code.value_or(""));
    if (!index) return false;
    indices.push_back(*index);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::string sku = as_varchar(rows[i].sku.value_or(""), sku_length);
    const double quantity = stored_quantity(rows[i].quantity.value_or(0));
    const int status = static_cast<int>(rows[i].status.value_or(0));
    if (keeps_history_)
      history_.push_back({history_.size() + 1, sku, sources_[indices[i]].code, quantity, status});
    store_row(std::move(sku), indices[i], quantity, status);
  }
  return true;
}

bool inventory::set(std::string_view sku, std::string_view source_code, double quantity,
                    int status) {
  std::unique_lock lock{mutex_};
  const auto index = source_index(source_code);
  if (index) store_row(as_varchar(sku, sku_length), *index, stored_quantity(quantity), status);
  return index.has_value();
}

void inventory::store_row(std::string sku, std::size_t source, double quantity, int status) {
  auto& rows = rows_[collated(sku)];
  const auto at = std::find_if(rows.begin(), rows.end(),
                               [&](const auto& have) { return have.source == source; });
  if (at == rows.end()) {
    rows.push_back({++inserted_, source, std::move(sku), quantity, status});
  } else {
    at->quantity = quantity;
    at->status = status;
  }
}

inventory::row* inventory::find_row(std::string_view sku, std::size_t source) {
  const auto found = rows_.find(collated(sku));
  if (found == rows_.end()) return nullptr;
  const auto at = std::find_if(found->second.begin(), found->second.end(),
                               [&](const auto& one) { return one.source == source; });
  return at == found->second.end() ? nullptr : &*at;
}

bool inventory::deduct(std::string_view source_code,
                       const std::map<std::string, double>& quantities) {
  std::unique_lock lock{mutex_};
  const auto source = source_index(source_code);
  if (!source) return false;
  std::vector<std::pair<row*, row>> changed;
  for (const auto& [sku, quantity] : quantities) {
    const auto ruled = rules_.find(collated(sku));
    const stock_rules rules = ruled == rules_.end() ? stock_rules{} : ruled->second;
    if (!rules.managed()) continue;
    row* const at = find_row(sku, *source);
    if (at == nullptr || at->quantity < quantity) return false;
    row left = *at;
    left.quantity = stored_quantity(at->quantity - quantity);
    left.status = left.quantity == rules.minimum() && rules.takes_backorders() == 0 ? 0 : 1;
    changed.emplace_back(at, std::move(left));
  }
  for (auto& [at, left] : changed) *at = std::move(left);
  return true;
}

std::size_t inventory::remove(const std::vector<item_row>& rows) {
  std::unique_lock lock{mutex_};
  std::size_t gone = 0;
  for (const auto& one : rows) {
    const auto source = source_index(one.source_code.value_or(""));
    const auto found = rows_.find(collated(as_varchar(one.sku.value_or(""), sku_length)));
    if (!source || found == rows_.end()) continue;
    const auto erased =
        std::erase_if(found->second, [&](const auto& have) { return have.source == *source; });
    if (found->second.empty()) rows_.erase(found);
    if (erased == 0) continue;
    ++gone;
    if (keeps_history_) {
      history_.push_back({.order = history_.size() + 1,
                          .sku = *one.sku,
                          .source_code = sources_[*source].code,
                          .quantity = std::nullopt});
    }
  }
  return gone;
}

source_item inventory::shown(const row& one) const {
  return {one.id, one.sku, sources_[one.source].code, one.quantity, one.status};
}

std::optional<source_item> inventory::item_of(std::string_view sku,
                                              std::string_view source_code) const {
  std::shared_lock lock{mutex_};
  const auto source = source_index(source_code);
  const auto found = rows_.find(collated(sku));
  if (!source || found == rows_.end()) return std::nullopt;
  for (const auto& one : found->second)
    if (one.source == *source) return shown(one);
  return std::nullopt;
}

void inventory::collect(const std::string& key, const std::vector<row>& rows,
                        const predicate& wanted, std::vector<source_item>& to) const {
  for (const auto& one : rows)
    if (source_item item = shown(one); wanted(key, item)) to.push_back(std::move(item));
}

std::vector<source_item> inventory::items(const predicate& wanted) const {
  std::shared_lock lock{mutex_};
  std::vector<source_item> found;
  for (const auto& [key, rows] : rows_) collect(key, rows, wanted, found);
  return found;
}

std::vector<source_item> inventory::items_of(const std::vector<std::string>& skus,
                                             const predicate& wanted) const {
  std::shared_lock lock{mutex_};
  std::vector<source_item> found;
  for (const auto& sku : skus) {
    const auto at = rows_.find(sku);
    if (at != rows_.end()) collect(sku, at->second, wanted, found);
  }
  return found;
}

stock_rules inventory::rules_of(std::string_view sku) const {
  std::shared_lock lock{mutex_};
  const auto found = rules_.find(collated(sku));
  return found == rules_.end() ? stock_rules{} : found->second;
}

void inventory::set_rules(std::string_view sku, const stock_rules& rules) {
  std::unique_lock lock{mutex_};
  rules_[collated(sku)] = rules;
}

void inventory::keep_history() {
  std::unique_lock lock{mutex_};
  keeps_history_ = true;
}

std::vector<applied_item> inventory::history() const {
  std::shared_lock lock{mutex_};
  return history_;
}

}  // namespace acumage::simulator
