#include "policy/pricing_rules.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"
#include "policy/sku.hpp"

#include <algorithm>
#include <utility>

namespace acumage::policy {

namespace {

/// The store's column is DECIMAL(20,6) and silently clamps larger values (REST.md 0, item 12).
const decimal& highest_price() {
  static const auto highest = decimal::parse("99999999999999.999999");
  return *highest;
}

/// PHP rounds to this many digits when it writes a number as text (REST.md 12).
constexpr int most_digits = 14;

struct published_kind {
  std::string_view field;
  std::string column;
};

published_kind published(const price_options& options) {
  if (options.price == price_preference::sales_price)
    return {price_field::sales_price, "SalesPrice"};
  return {price_field::default_price, "DefaultPrice"};
}

ruling to_price(const std::string& text, const std::string& column, const price_options& options) {
  const auto wrong = [&](const std::string& words) {
    return reject{letter_class::data, column + ": " + words};
  };
  const auto price = decimal::parse(text);
  if (!price) return wrong(price.problem().message);
  const auto shown = price->to_string();
  if (price->negative()) return wrong(shown + " is negative; expected 0 or more");
  const auto rounded = price->rounded_half_up(options.decimals);
  if (rounded.zero() && !price->zero())
    return wrong(shown + " is 0 when rounded; expected 0, or more decimals (price_sync.decimals)");
  if (rounded > highest_price())
    return wrong(shown +
                 " is more than the store's column holds; expected at most "
                 "99999999999999.999999");
  if (rounded.significant_digits() > most_digits)
    return wrong(shown + " has more digits than the store keeps; expected at most " +
                 std::to_string(most_digits) + " significant digits");
  return publish{rounded.to_string(), {}};
}

/// The shortest form of a price that may be sent later; empty: it never may.
std::optional<std::string> as_remembered(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const auto price = decimal::parse(*text);
  if (!price || price->negative()) return std::nullopt;
  return price->to_string();
}

/// Merges fields and records which ones count.
class price_layer {
 public:
  price_layer(const version& at, known_document& known) : at_{at}, known_{known} {}

  /// Whether it is not older than what is known.
  bool lay(std::string_view field, const std::optional<std::string>& value) {
    if (!value) return false;
    told = true;
    const auto* before = known_.find(field);
    fresh = fresh || before == nullptr || before->at < at_;
    const bool counts = known_.lay(field, *value, at_);
    any = any || counts;
    all = all && counts;
    return counts;
  }

  bool told = false;
  bool any = false;
  bool all = true;
  bool fresh = false;  ///< at least one field is news, not a trace of the row itself

 private:
  const version& at_;
  known_document& known_;
};

version newest_of(const known_document& known) {
  version newest;
  for (const auto& [name, field] : known.fields) newest = std::max(newest, field.at);
  return newest;
}

/// A forced replay sends what its dead letter contains, whatever has arrived since; the later
/// values stay remembered.
known_document as_told(known_document known, const price_row& row) {
  const auto tell = [&](std::string_view field, const std::optional<std::string>& value) {
    if (value) known.fields.insert_or_assign(std::string{field}, known_field{*value, {}});
  };
  tell(price_field::default_price, row.default_price);
  tell(price_field::sales_price, row.sales_price);
  tell(price_field::status, row.item_status);
  return known;
}

}  // namespace

ruling rule_on_known_price(const known_document& known, const price_options& options) {
  const std::string status{trimmed(known.text(price_field::status))};
  if (!status.empty()) {
    const auto sale = meaning_of(status, options.item_statuses);
    if (!sale)
      return unknown_word{"item_status", status,
                          "unknown_word: ItemStatus is \"" + status +
                              "\"; expected a status of Acumatica, or a line in [item_statuses]"};
    if (*sale == item_sale::not_sold) return filter{"inactive item"};
  }
  const auto [field, column] = published(options);
  const auto* price = known.find(field);
  if (price == nullptr) return filter{"no price"};
  return to_price(price->value, column, options);
}

price_ruling rule_on_price(const price_change& what, known_document& known,
                           const price_options& options) {
  auto row = what.row;
  if (!row.damage.empty()) return {reject{letter_class::data, row.damage}};
  if (auto problem = sku_problem(row.item); !problem.empty())
    return {reject{letter_class::data, std::move(problem)}};
  const auto [field, column] = published(options);
  const auto& price = field == price_field::sales_price ? row.sales_price : row.default_price;
  if (price) {
    auto sent = to_price(*price, column, options);
    if (std::holds_alternative<reject>(sent)) return {std::move(sent)};
  }
  row.default_price = as_remembered(row.default_price);
  row.sales_price = as_remembered(row.sales_price);
  price_layer on{what.at, known};
  on.lay(price_field::sales_price, row.sales_price);
  on.lay(price_field::default_price, row.default_price);
  const bool status_counts = on.lay(price_field::status, row.item_status);

  price_ruling came{filter{"no price"}, on.any};
  if (what.baseline) {
    came.what = filter{"baseline"};
  } else if (!options.enabled) {
    came.what = filter{"switched off"};
  } else if (what.force && on.told && !on.all) {
    came.what = rule_on_known_price(as_told(known, row), options);
  } else if (on.told && !on.any && !what.owed) {
    came.what = supersede{newer_known};
  } else if (price || status_counts || what.owed) {
    came.what = rule_on_known_price(known, options);
    came.also =
        on.fresh && std::holds_alternative<publish>(came.what) && what.at < newest_of(known);
  }
  if (came.also) came.what = filter{"sent with a newer change"};
  return came;
}

}  // namespace acumage::policy
