// The catalogue of the simulated store: products, their stored base prices, websites and store views.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace acumage::simulator {

enum class product_type : std::uint8_t {
  simple,
  virtual_goods,
  downloadable,
  bundle_fixed,    ///< bundle with a price of its own
  bundle_dynamic,  ///< bundle priced by its parts: refuses a base price
  configurable,    ///< refuses a base price
  grouped,         ///< refuses a base price
};
/// "simple", "virtual", "downloadable", "bundle", "bundle-dynamic", "configurable", "grouped".
std::string_view to_string(product_type which);
std::optional<product_type> product_type_from(std::string_view name);

/// A value of a stock item that is ignored while the store's configuration decides.
template <class Value>
struct stock_setting {
  Value value = {};
  bool from_config = true;

  bool operator==(const stock_setting&) const = default;
};

/// The settings of a product's stock item besides quantity and status. The store's configuration:
/// no backorders, minimum 0, stock is managed.
struct stock_rules {
  std::int64_t item_id = 0;            ///< 0: the product's own number
  stock_setting<int> backorders = {};  ///< 0 none, 1 allowed, 2 allowed with notice
  stock_setting<double> min_qty = {};
  stock_setting<bool> manage_stock = {};

  int takes_backorders() const { return backorders.from_config ? 0 : backorders.value; }
  double minimum() const { return min_qty.from_config ? 0 : min_qty.value; }
  bool managed() const { return manage_stock.from_config || manage_stock.value; }

  bool operator==(const stock_rules&) const = default;
};

struct product {
  std::string sku = {};
  product_type type = product_type::simple;
  std::optional<double> price = {};     ///< stored at store 0; none: no row
  std::optional<double> quantity = {};  ///< stored at the source "default"; none: no row
  stock_rules rules = {};
  bool ships_separately = false;  ///< for a bundle: its options are shipped, not itself
};

struct website {
  int id = 0;
  std::string code;
  std::string name;
};

struct store_group {
  int id = 0;
  int website_id = 0;
  std::string code;
  std::string name;
};

struct store_view {
  int id = 0;
  int website_id = 0;
  int group_id = 0;
  std::string code;
  std::string name;
};

enum class price_scope : std::uint8_t { global, website };

/// One element of "prices" after PHP's conversion; no value: missing or null.
struct price_row {
  std::optional<std::string> sku;
  std::optional<double> price;
  std::optional<std::int64_t> store_id;
};

struct price_failure {
  enum class reason : std::uint8_t { sku, price, store };
  reason what = reason::sku;
  std::size_t row = 0;
};

/// A price row of the database, as listed by base-prices-information.
struct stored_price {
  std::string sku;  ///< spelt as it was asked for
  int store_id = 0;
  double price = 0;
};

/// One row as it was applied, in the order of application.
struct applied_price {
  std::uint64_t order = 0;
  std::string sku;  ///< spelt as it was sent
  int store_id = 0;
  double price = 0;
};

/// Thread-safe. SKUs match regardless of letter case and of trailing (not leading) blanks (REST.md
/// 2.2); prices are stored as in DECIMAL(20,6).
class catalogue {
 public:
  catalogue(std::vector<product> products, std::vector<website> websites,
            std::vector<store_group> groups, std::vector<store_view> views);

  void add(product what);
  /// false: there is no such SKU.
  bool remove(std::string_view sku);
  std::size_t size() const;
  bool has(std::string_view sku) const;

  /// A product as shown to clients.
  struct card {
    std::uint64_t number = 0;  ///< order of creation, from 1; its entity id
    std::string sku;
    product_type type = product_type::simple;
    double price = 0;  ///< at store 0; 0 when it has none
    bool ships_separately = false;
  };
  std::optional<card> card_of(std::string_view sku) const;
  std::optional<card> card_of(std::uint64_t number) const;
  /// `wanted` also receives the collated SKU, and must not call the catalogue.
  std::vector<card> cards(const std::function<bool(const std::string&, const card&)>& wanted) const;

  /// Stores the rows without a failure, all in one step. The failures are sorted by row, and within
  /// a row by SKU, price, store (REST.md 2.3). `applied` receives the number of rows stored.
  std::vector<price_failure> apply(const std::vector<price_row>& rows, std::size_t& applied);

  /// Rows of the products that may have a base price, in the order the products were created.
  std::vector<stored_price> prices_of(const std::vector<std::string>& skus) const;

  std::optional<double> price_of(std::string_view sku, int store_id) const;
  /// Of all products; SKUs as the catalogue spells them.
  std::map<std::pair<std::string, int>, double> prices() const;
  void set_price(std::string_view sku, int store_id, double price);

  void set_price_scope(price_scope scope);

  /// From now on every applied row is kept; it grows without bound.
  void keep_history();
  std::vector<applied_price> history() const;

  const std::vector<website>& websites() const { return websites_; }
  const std::vector<store_group>& groups() const { return groups_; }
  const std::vector<store_view>& views() const { return views_; }
  /// Whether it is a store view's code, or "all".
  bool knows_store_code(std::string_view code) const;

 private:
  struct entry {
    std::uint64_t number = 0;  ///< order of creation
    std::string sku;
    product_type type = product_type::simple;
    bool ships_separately = false;
    std::vector<std::pair<int, double>> prices;  ///< by growing store id
  };

  static card card_from(const entry& one);
  const entry* find(std::string_view sku) const;
  /// Per row, the product whose price it may set; none: the SKU is a failure.
  std::vector<entry*> targets_of(const std::vector<price_row>& rows);
  const store_view* view_of(std::int64_t id) const;
  void store_price(entry& where, const price_row& row);

  const std::vector<website> websites_;
  const std::vector<store_group> groups_;
  const std::vector<store_view> views_;

  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, entry> entries_;            ///< by collated SKU
  std::unordered_map<std::uint64_t, std::string> by_number_;  ///< collated SKUs
  std::uint64_t made_ = 0;
  price_scope scope_ = price_scope::global;
  bool keeps_history_ = false;
  std::vector<applied_price> history_;
};

/// A price as stored by MySQL in DECIMAL(20,6): rounded half up to six decimals, clamped to the
/// column.
double as_stored(double price);

}  // namespace acumage::simulator
