// What a store must contain after all changes are settled, calculated simply to check the node.
#pragma once

#include "acumatica/notification.hpp"
#include "cli/client/feed.hpp"
#include "cli/demo/samples.hpp"
#include "messages/change.hpp"
#include "messages/decimal.hpp"
#include "policy/inventory_rules.hpp"
#include "policy/pricing_rules.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::demo {

/// Takes changes in the order in which they are sent. Adds names and prices to the samples at once,
/// and the sums of quantities at the end.
class expected_store {
 public:
  expected_store(const settings::settings& with, demo_samples& into);

  void take(const change& what, client::feed_kind kind);
  void add_up();

  const acumatica::reading& reading() const { return reading_; }

 private:
  struct known_quantity {
    version at;
    decimal value;
  };

  void take_price(const change& what, version at, client::feed_kind kind);
  void take_quantity(const change& what, version at, client::feed_kind kind);

  acumatica::reading reading_;
  policy::price_options prices_;
  policy::inventory_options stock_;
  demo_samples& into_;
  std::set<std::string> named_;                                         ///< folded SKUs
  std::map<std::string, known_document> known_prices_;                  ///< by folded SKU
  std::map<stock_place, std::map<std::string, known_quantity>> cells_;  ///< by folded warehouse
  std::set<stock_place> told_;  ///< the store is updated; not by a baseline alone
  std::uint64_t taken_ = 0;
};

}  // namespace acumage::demo
