// A store with one order: ships, tracks and invoices as the recorded one does, for tests of conversations.
#pragma once

#include "magento/transport.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace acumage::tests {

class sales_shelf {
 public:
  struct item {
    std::int64_t id = 0;
    std::string sku;
    int ordered = 0;
    int shipped = 0;
    int invoiced = 0;
    std::string type = "simple";
    std::int64_t parent = 0;
    std::int64_t product = 0;
    bool separately = false;  ///< a bundle whose options ship
  };
  struct product {
    std::int64_t id = 0;
    std::string sku;
    std::string attributes = {};  ///< JSON of custom_attributes, without the brackets
  };
  struct record {
    std::int64_t id = 0;
    std::map<std::int64_t, int> lines;
    std::vector<std::string> tracks = {};
    std::vector<std::string> comments = {};
    std::string source = {};
  };

  std::string number = "000000101";
  std::string status = "processing";
  std::vector<item> items;
  std::vector<record> shipments;
  std::vector<record> invoices;
  std::vector<product> products;

  magento::answer serve(const magento::request& what);
  /// Pieces shipped of that order item.
  int shipped(std::int64_t id) const;

 private:
  magento::answer orders(const std::string& path) const;
  magento::answer found_products(const std::string& path) const;
  std::string bundle_problem(std::int64_t id) const;
  magento::answer ship(const std::string& body);
  magento::answer track(const std::string& body);
  magento::answer invoice(const std::string& body);
  item* find(std::int64_t id);
  const item* find(std::int64_t id) const;

  std::int64_t next_id_ = 20;
};

}  // namespace acumage::tests
