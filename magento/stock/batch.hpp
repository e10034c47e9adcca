// A batch of quantities during its conversation: its rows and what is known of them so far.
#pragma once

#include "magento/stock/memory.hpp"
#include "magento/transport.hpp"
#include "messages/delivery.hpp"
#include "messages/outcome.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::magento {

/// The two halves of a delivery key: "LAMP@07@wh_east" -> "LAMP@07", "wh_east". A source code
/// contains no '@', a SKU may.
struct stock_key {
  std::string_view sku;
  std::string_view source;
};
stock_key split_stock_key(std::string_view key);

struct stock_row {
  std::string sku;
  std::string source;
  std::string quantity;       ///< exact decimal, >= 0
  std::string folded_sku;     ///< messages/key.hpp
  std::string folded_source;  ///< the store accepts a code in any letter case (T:266)
  bool some = false;          ///< quantity > 0
  bool verify = false;        ///< read before it is written (messages/delivery.hpp)
  bool backorders = false;    ///< looked up only when the quantity is 0
  std::optional<row_outcome> outcome;

  bool open() const { return !outcome.has_value(); }
  /// A product that may be sold below zero stays in stock: otherwise backorders do not work
  /// (REST.md 3.3).
  bool in_stock() const { return some || backorders; }
};

struct stock_batch {
  std::vector<stock_row> rows;  ///< in the order given
  store_sources sources;
  int status = 0;  ///< HTTP of the last answer

  bool has_open() const;
  /// Each once, in their order, of the open rows for which `which` is true.
  template <class Predicate>
  std::vector<std::string> open_skus(Predicate which) const;
  void rule_sku(std::string_view folded_sku, const row_outcome& said);
};

stock_batch stock_batch_of(std::span<const delivery> rows);

/// One stage of the conversation. Stages follow each other over the same batch; one that needs
/// nothing from the store sends no request.
class stock_stage {
 public:
  virtual ~stock_stage() = default;
  /// The next request; none when the stage is finished.
  virtual std::optional<request> next(stock_batch& batch) = 0;
  /// A verdict ends the conversation: it applies to the whole batch, whatever was found for single
  /// rows before. That is found again when the batch, or its half, comes back: what the store has
  /// is remembered, what it does not have costs one more look-up.
  virtual std::optional<batch_outcome> take(stock_batch& batch, const answer& reply) = 0;
};

template <class Predicate>
std::vector<std::string> stock_batch::open_skus(Predicate which) const {
  std::vector<std::string> skus;
  std::set<std::string_view> seen;
  for (const auto& row : rows)
    if (row.open() && which(row) && seen.insert(row.folded_sku).second) skus.push_back(row.sku);
  return skus;
}

}  // namespace acumage::magento
