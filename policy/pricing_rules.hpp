// From what is known of an item to its price, or the reason there is none, by the price settings (SPEC 7, "Pricing").
#pragma once

#include "messages/document.hpp"
#include "policy/erp_words.hpp"
#include "policy/ruling.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::policy {

enum class price_preference : std::uint8_t { default_price, sales_price };

struct price_options {
  bool enabled = true;
  price_preference price = price_preference::default_price;
  int decimals = 4;  ///< 0–6
  word_table<item_sale> item_statuses = policy::item_statuses();
};

/// What is remembered of an item: fields of its document.
namespace price_field {
inline constexpr std::string_view default_price = "default_price";
inline constexpr std::string_view sales_price = "sales_price";
inline constexpr std::string_view status = "status";
}  // namespace price_field

/// The columns of a price row; absent and null both mean unchanged.
struct price_row {
  std::string item;  ///< the SKU, trimmed
  std::optional<std::string> default_price{};
  std::optional<std::string> sales_price{};
  std::optional<std::string> item_status{};
  std::string damage{};  ///< why the row cannot be read; empty: it can
};

/// A price row with everything its ruling depends on.
struct price_change {
  version at;
  price_row row;
  bool baseline = false;  ///< remembered, not sent
  bool owed = false;      ///< newer is known, but nothing as new has been sent
  bool force = false;     ///< send the row's value, whatever has arrived since
};

struct price_ruling {
  ruling what;
  bool remembered = false;  ///< `known` was changed
  /// The item's price changes, and a newer row of it may have been sent already. An entry of its
  /// own, as new as all that is known, sends the price, because no version of a key is sent after a
  /// newer one.
  bool also = false;
};

/// Merges the row into what is known of the item, field by field, and rules on the whole. A row
/// with an invalid price leaves it unchanged.
price_ruling rule_on_price(const price_change& what, known_document& known,
                           const price_options& options);

/// The price that results from all that is known: exact, rounded half up, in its shortest form.
ruling rule_on_known_price(const known_document& known, const price_options& options);

}  // namespace acumage::policy
