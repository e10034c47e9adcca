// Reads a store's lists: store views, websites, sources, customer groups, attributes.
#pragma once

#include "magento/transport.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace acumage::magento {

struct store_view {
  int id = 0;
  std::string code;
  std::string name;
  int website_id = 0;
  bool active = true;
};
/// GET /V1/store/storeViews. For all of these: empty when the answer is not such a list.
std::optional<std::vector<store_view>> read_store_views(const answer& reply);

/// GET /V1/store/storeConfigs: the base currency of each store view, by its id.
std::optional<std::map<int, std::string>> read_currencies(const answer& reply);

/// GET /V1/store/websites: names by id.
std::optional<std::map<int, std::string>> read_websites(const answer& reply);

/// GET /V1/attributeMetadata/customer/custom: their codes.
std::optional<std::vector<std::string>> read_attributes(const answer& reply);

/// A page of a search.
template <class Item>
struct list_page {
  std::vector<Item> items;
  std::size_t total = 0;  ///< on all pages
};

struct source_state {
  std::string code;
  bool enabled = true;
};
/// GET /V1/inventory/sources
std::optional<list_page<source_state>> read_source_states(const answer& reply);

struct customer_group {
  int id = 0;
  std::string code;  ///< the store's own code
};
/// GET /V1/customerGroups/search
std::optional<list_page<customer_group>> read_customer_groups(const answer& reply);

}  // namespace acumage::magento
