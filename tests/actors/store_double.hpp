// A store in memory behind the transport interface, which does as it is told: for the tests of the pipe.
#pragma once

#include "magento/transport.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace acumage::tests {

/// One price row as it stood in a request; of a quantity `sku` is "SKU@source", and `price` the quantity.
struct sent_row {
  std::string sku;
  std::string price;
  friend bool operator==(const sent_row&, const sent_row&) = default;
};

/// What the test's senders share. Single-threaded, like the test scheduler.
struct store_double {
  using fault = std::function<std::optional<magento::answer>(const std::vector<sent_row>&)>;

  std::map<std::string, std::string> prices;
  std::set<std::string> unknown;                  ///< SKUs the catalogue does not have
  std::map<std::string, std::string> quantities;  ///< by "SKU@source"
  std::set<std::string> sources{"main", "wh_north", "vendors"};
  std::size_t orphans = 0;  ///< quantities stored of SKUs that the catalogue does not have
  /// Answers a look-up of quantities' conversations instead of the store.
  std::function<std::optional<magento::answer>(const std::string& path)> look_up;
  std::vector<std::vector<sent_row>> requests;  ///< prices and quantities, in order
  std::size_t probes = 0;
  std::size_t lookups = 0;
  fault before;                          ///< answers instead of the store; nothing is applied
  fault after;                           ///< answers instead of the store; the rows are applied
  std::optional<magento::answer> probe;  ///< of every probe, while set
  std::map<std::string, std::vector<std::string>> applied;  ///< per SKU, in order

  magento::answer exchange(const magento::request& what);
  std::vector<std::size_t> sizes() const;  ///< rows per request
  void apply(const std::vector<sent_row>& rows);
  void apply_stock(const std::vector<sent_row>& rows);

 private:
  magento::answer exchange_stock(const magento::request& what);
  magento::answer write_stock(const std::string& body);
  magento::answer look_up_stock(const std::string& path);
};

/// Answers for scripts.
magento::answer replied(int status, std::string body, std::string type = "application/json");
magento::answer broken(magento::carried how);
magento::answer maintenance();
magento::answer unauthorised();

/// To be given to the pipeline; `store` must outlive it.
std::unique_ptr<magento::transport> connect_to(store_double& store);

}  // namespace acumage::tests
