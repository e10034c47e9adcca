// Both neighbours with customers, orders and shipments, and what each of them has of these.
#pragma once

#include "tests/process/pull_node.hpp"

#include <map>
#include <string>

namespace acumage::tests {

/// Thirty customers, thirty orders, and shipments of the first twenty, of two lines each. The store has
/// the orders, as shoppers placed them. The ERP's clock is 100 s beyond the last change. Settings of
/// documents besides those of pull_rig.
class document_rig : public pull_rig {
 public:
  static constexpr std::size_t each = 30;
  static constexpr std::size_t shipped = 20;

  explicit document_rig(std::map<std::string, std::string> settings = {}, sim::options setup = {});

  static std::string customer(std::size_t number);      ///< C000001
  static std::string order_number(std::size_t number);  ///< SO000001
  static std::string shipment(std::size_t number);      ///< SH000001

  void write_customer(std::size_t number, const std::string& city, const sim::how& way = {});
  void write_status(std::size_t order, const std::string& status, const sim::how& way = {});
  /// Both lines of the shipment of an order that has none yet, in one transaction.
  void ship(std::size_t order, const std::string& status, const sim::how& way = {});

  /// All rows of the three entities are pulled, and delivered.
  void pull_all();

  /// "customer C000001", "order SO000001", "shipment of SO000001" -> what matters of it.
  using texts = std::map<std::string, std::string>;
  texts documents_in_erp() const;
  texts documents_in_store() const;
  /// What was sent more than once: an account created again, an order held again, a second shipment.
  texts repeated() const;
};

inline sim::how unpushed() { return {.push = sim::push_fate::drop}; }

}  // namespace acumage::tests
