// The stock of the simulated store: sources, their source items, and the rules of legacy stock items.
#pragma once

#include "simulator/catalogue.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace acumage::simulator {

inline constexpr std::string_view default_source = "default";

struct source {
  std::string code = {};
  std::string name = {};
  bool enabled = true;
  std::string country = "DE";
  std::string postcode = "12345";
};

/// One element of "sourceItems" after PHP's conversion; no value: missing or null.
struct item_row {
  std::optional<std::string> sku = {};
  std::optional<std::string> source_code = {};
  std::optional<double> quantity = {};
  std::optional<std::int64_t> status = {};
};

struct source_item {
  std::uint64_t id = 0;  ///< order of insertion, from 1
  std::string sku = {};  ///< spelt as in the row's first write
  std::string source_code = {};
  double quantity = 0;
  int status = 0;  ///< 1: in stock
};

/// One change of a source item, in the order of application.
struct applied_item {
  std::uint64_t order = 0;
  std::string sku = {};  ///< spelt as it was sent
  std::string source_code = {};
  std::optional<double> quantity = {};  ///< none: the row was deleted
  int status = 0;
};

/// Thread-safe. SKUs and source codes match regardless of letter case; a row keeps the spelling of
/// its first write. Quantities are stored as in DECIMAL(12,4) (REST.md 3.2).
class inventory {
 public:
  /// "default" always exists.
  explicit inventory(std::vector<source> others);

  /// Adds it, or replaces the one of the same code.
  void add_source(source what);
  /// By ascending code.
  std::vector<source> sources() const;

  /// Upserts rows that passed the store's validation, all in one step; the last of equal keys wins.
  /// false: a source is unknown, and nothing is stored.
  bool apply(const std::vector<item_row>& rows);
  /// A change made by the store itself, not part of the history. false: there is no such source.
  bool set(std::string_view sku, std::string_view source_code, double quantity, int status);
  /// Deducts these quantities, by SKU, from a source, as a shipment does; not part of the history.
  /// Quantity 0 means out of stock, unless there are backorders. false: the source is unknown or
  /// has too little of one SKU, and nothing is changed. Products of unmanaged stock stay unchanged.
  bool deduct(std::string_view source_code, const std::map<std::string, double>& quantities);
  /// The number of rows that were there to delete.
  std::size_t remove(const std::vector<item_row>& rows);

  std::optional<source_item> item_of(std::string_view sku, std::string_view source_code) const;
  using predicate = std::function<bool(const std::string& collated_sku, const source_item& item)>;
  /// Unordered. `wanted` must not call the inventory.
  std::vector<source_item> items(const predicate& wanted) const;
  /// Those of these SKUs, which must be collated.
  std::vector<source_item> items_of(const std::vector<std::string>& skus,
                                    const predicate& wanted) const;

  stock_rules rules_of(std::string_view sku) const;
  void set_rules(std::string_view sku, const stock_rules& rules);

  /// From now on every change is kept; it grows without bound.
  void keep_history();
  std::vector<applied_item> history() const;

 private:
  struct row {
    std::uint64_t id = 0;
    std::size_t source = 0;  ///< index into sources_
    std::string sku;
    double quantity = 0;
    int status = 0;
  };

  row* find_row(std::string_view sku, std::size_t source);
  std::optional<std::size_t> source_index(std::string_view code) const;
  source_item shown(const row& one) const;
  void store_row(std::string sku, std::size_t source, double quantity, int status);
  void collect(const std::string& key, const std::vector<row>& rows, const predicate& wanted,
               std::vector<source_item>& to) const;

  mutable std::shared_mutex mutex_;
  std::vector<source> sources_;  ///< only grows, so that indices stay valid
  std::unordered_map<std::string, std::size_t> source_codes_;  ///< collated
  std::unordered_map<std::string, std::vector<row>> rows_;     ///< by collated SKU, a few each
  std::unordered_map<std::string, stock_rules> rules_;         ///< by collated SKU; missing: config
  std::uint64_t inserted_ = 0;
  bool keeps_history_ = false;
  std::vector<applied_item> history_;
};

/// A quantity as stored by MySQL.
double stored_quantity(double quantity);

}  // namespace acumage::simulator
