#include "simulator/catalogue.hpp"

#include "simulator/column.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <unordered_set>

namespace acumage::simulator {
namespace {

constexpr std::array<std::pair<product_type, std::string_view>, 7> type_names{{
    {product_type::simple, "simple"},
    {product_type::virtual_goods, "virtual"},
    {product_type::downloadable, "downloadable"},
    {product_type::bundle_fixed, "bundle"},
    {product_type::bundle_dynamic, "bundle-dynamic"},
    {product_type::configurable, "configurable"},
    {product_type::grouped, "grouped"},
}};

/// Trailing blanks do not count to a collation.
std::string_view trimmed_right(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

bool may_have_base_price(product_type type) {
  switch (type) {
    case product_type::simple:
    case product_type::virtual_goods:
    case product_type::downloadable:
    case product_type::bundle_fixed: return true;
    default: return false;
  }
}

/// The number a SKU is to PHP's loose comparison; none: not numeric.
std::optional<double> numeric_sku(std::string_view sku) {
  while (!sku.empty() && sku.back() == ' ') sku.remove_suffix(1);
  while (!sku.empty() && sku.front() == ' ') sku.remove_prefix(1);
  double value = 0;
  const auto [end, problem] = std::from_chars(sku.data(), sku.data() + sku.size(), value);
  if (problem != std::errc{} || end != sku.data() + sku.size()) return std::nullopt;
  return std::isfinite(value) ? std::optional{value} : std::nullopt;
}

}  // namespace

std::string_view to_string(product_type which) {
  return type_names.at(static_cast<std::size_t>(which)).second;
}

std::optional<product_type> product_type_from(std::string_view name) {
  for (const auto& [type, text] : type_names)
    if (text == name) return type;
  return std::nullopt;
}

double as_stored(double price) {
  // PHP writes a float into SQL with 14 digits (its `precision`), rows 1099 to 1102.
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.14G", price);
  if (!std::isfinite(price)) return 0;  // "INF" is 0 to MySQL
  return as_decimal(std::strtod(text.data(), nullptr), 6,
                    1e14);  // 99999999999999.999999 has no other double
}

catalogue::catalogue(std::vector<product> products, std::vector<website> websites,
                     std::vector<store_group> groups, std::vector<store_view> views)
    : websites_{std::move(websites)}, groups_{std::move(groups)}, views_{std::move(views)} {
  entries_.reserve(products.size());
  for (auto& one : products) add(std::move(one));
}

void catalogue::add(product what) {
  std::unique_lock lock{mutex_};
  entry& made = entries_[collated(what.sku)];
  by_number_.erase(made.number);
  made = {.number = ++made_,
          .sku = std::move(what.sku),
          .type = what.type,
          .ships_separately = what.ships_separately,
          .prices = {}};
  by_number_[made.number] = collated(made.sku);
  if (what.price) made.prices.emplace_back(0, as_stored(*what.price));
}

bool catalogue::remove(std::string_view sku) {
  std::unique_lock lock{mutex_};
  const auto found = entries_.find(collated(sku));
  if (found == entries_.end()) return false;
  by_number_.erase(found->second.number);
  entries_.erase(found);
  return true;
}

std::size_t catalogue::size() const {
  std::shared_lock lock{mutex_};
  return entries_.size();
}

bool catalogue::has(std::string_view sku) const {
  std::shared_lock lock{mutex_};
  return find(sku) != nullptr;
}

catalogue::card catalogue::card_from(const entry& one) {
  const bool priced = !one.prices.empty() && one.prices.front().first == 0;
  return {one.number, one.sku, one.type, priced ? one.prices.front().second : 0,
          one.ships_separately};
}

std::optional<catalogue::card> catalogue::card_of(std::string_view sku) const {
  std::shared_lock lock{mutex_};
  const entry* found = find(sku);
  return found == nullptr ? std::nullopt : std::optional{card_from(*found)};
}

std::optional<catalogue::card> catalogue::card_of(std::uint64_t number) const {
  std::shared_lock lock{mutex_};
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? std::nullopt
                                   : std::optional{card_from(entries_.at(found->second))};
}

std::vector<catalogue::card> catalogue::cards(
    const std::function<bool(const std::string&, const card&)>& wanted) const {
  std::shared_lock lock{mutex_};
  std::vector<card> found;
  for (const auto& [key, one] : entries_)
    if (card shown = card_from(one); wanted(key, shown)) found.push_back(std::move(shown));
  return found;
}

const catalogue::entry* catalogue::find(std::string_view sku) const {
  const auto found = entries_.find(collated(sku));
  return found == entries_.end() ? nullptr : &found->second;
}

const store_view* catalogue::view_of(std::int64_t id) const {
  const auto found =
      std::find_if(views_.begin(), views_.end(), [&](const auto& view) { return view.id == id; });
  return found == views_.end() ? nullptr : &*found;
}

bool catalogue::knows_store_code(std::string_view code) const {
  return code == "all" || std::any_of(views_.begin(), views_.end(),
                                      [&](const auto& view) { return view.code == code; });
}

std::vector<catalogue::entry*> catalogue::targets_of(const std::vector<price_row>& rows) {
  std::vector<entry*> targets(rows.size(), nullptr);
  // in_array() without strict comparison: a bad SKU 123 also condemns a good 00123 (REST.md 2.3).
  std::unordered_set<double> bad_numbers;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].sku) continue;
    const auto found = entries_.find(collated(*rows[i].sku));
    // MySQL finds a SKU with other accents, PHP then misses it among what was asked for (row 151).
    const bool known = found != entries_.end() && lower_case(trimmed_right(found->second.sku)) ==
                                                      lower_case(trimmed_right(*rows[i].sku));
    if (known && may_have_base_price(found->second.type)) {
      targets[i] = &found->second;
    } else if (const auto number = numeric_sku(*rows[i].sku)) {
      bad_numbers.insert(*number);
    }
  }
  if (bad_numbers.empty()) return targets;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (targets[i] == nullptr) continue;
    const auto number = numeric_sku(*rows[i].sku);
    if (number && bad_numbers.contains(*number)) targets[i] = nullptr;
  }
  return targets;
}

std::vector<price_failure> catalogue::apply(const std::vector<price_row>& rows,
                                            std::size_t& applied) {
  std::unique_lock lock{mutex_};
  const auto targets = targets_of(rows);
  std::vector<price_failure> failures;
  applied = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t before = failures.size();
    const auto& row = rows[i];
    if (targets[i] == nullptr) failures.push_back({price_failure::reason::sku, i});
    if (!row.price || *row.price < 0) failures.push_back({price_failure::reason::price, i});
    if (!row.store_id || view_of(*row.store_id) == nullptr)
      failures.push_back({price_failure::reason::store, i});
    if (failures.size() > before) continue;
    store_price(*targets[i], row);
    ++applied;
  }
  return failures;
}

void catalogue::store_price(entry& where, const price_row& row) {
  const double price = as_stored(*row.price);
  const auto store_one = [&](int store_id) {
    const auto at = std::lower_bound(where.prices.begin(), where.prices.end(), store_id,
                                     [](const auto& have, int id) { return have.first < id; });
    if (at != where.prices.end() && at->first == store_id) {
      at->second = price;
    } else {
      where.prices.emplace(at, store_id, price);
    }
    if (keeps_history_) history_.push_back({history_.size() + 1, *row.sku, store_id, price});
  };
  // Global scope rewrites every row to store 0; website scope copies a view's price to all views of
  // its website (REST.md 2.2).
  if (scope_ == price_scope::global || *row.store_id == 0) return store_one(0);
  const int home = view_of(*row.store_id)->website_id;
  for (const auto& view : views_)
    if (view.website_id == home) store_one(view.id);
}

std::vector<stored_price> catalogue::prices_of(const std::vector<std::string>& skus) const {
  std::shared_lock lock{mutex_};
  std::map<std::uint64_t, std::pair<const entry*, const std::string*>> found;
  for (const auto& sku : skus) {
    const entry* one = find(sku);
    if (one != nullptr && may_have_base_price(one->type)) found.try_emplace(one->number, one, &sku);
  }
  std::vector<stored_price> listed;
  for (const auto& [number, product] : found)
    for (const auto& [store_id, price] : product.first->prices)
      listed.push_back({*product.second, store_id, price});
  return listed;
}

std::optional<double> catalogue::price_of(std::string_view sku, int store_id) const {
  std::shared_lock lock{mutex_};
  const entry* found = find(sku);
  if (found == nullptr) return std::nullopt;
  for (const auto& [store, price] : found->prices)
    if (store == store_id) return price;
  return std::nullopt;
}

std::map<std::pair<std::string, int>, double> catalogue::prices() const {
  std::shared_lock lock{mutex_};
  std::map<std::pair<std::string, int>, double> all;
  for (const auto& [folded_sku, one] : entries_)
    for (const auto& [store_id, price] : one.prices) all[{one.sku, store_id}] = price;
  return all;
}

void catalogue::set_price(std::string_view sku, int store_id, double price) {
  std::unique_lock lock{mutex_};
  const auto found = entries_.find(collated(sku));
  if (found == entries_.end()) return;
  auto& prices = found->second.prices;
  std::erase_if(prices, [&](const auto& have) { return have.first == store_id; });
  prices.emplace_back(store_id, as_stored(price));
  std::sort(prices.begin(), prices.end());
}

void catalogue::set_price_scope(price_scope scope) {
  std::unique_lock lock{mutex_};
  scope_ = scope;
}

void catalogue::keep_history() {
  std::unique_lock lock{mutex_};
  keeps_history_ = true;
}

std::vector<applied_price> catalogue::history() const {
  std::shared_lock lock{mutex_};
  return history_;
}

}  // namespace acumage::simulator
