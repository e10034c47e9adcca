// A store with one order at most, which changes by what is asked of it, as the recorded one does.
#pragma once

#include "../talk.hpp"
#include "magento/orders/conversation.hpp"
#include "policy/order_record.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::tests {

struct order_store {
  bool has_order = true;
  std::string number = "000000104";
  std::string state = "new";
  std::string status = "pending";
  std::string shipped = "0";
  std::string invoiced = "0";
  std::vector<std::string> comments;
  std::vector<std::string> unknown_skus;
  /// Answers that stand in for the store's own, by a part of the path; each is given once.
  std::multimap<std::string, magento::answer> instead;
  /// What happened in the store all the same.
  bool applies_unanswered = false;
  std::string created;  ///< body of the creation
  std::shared_ptr<magento::region_memory> regions = std::make_shared<magento::region_memory>();
  bool keeps_saved = true;  ///< else a plugin of the shop undoes what is saved

  magento::answer answer_to(const magento::request& what);

 private:
  std::optional<magento::answer> scripted(const magento::request& what);
  magento::answer apply(const magento::request& what);
  magento::answer search();
  magento::answer products(const magento::request& what) const;
  magento::answer call(const std::string& path);
  magento::answer save(const std::string& body);
  magento::answer comment(const std::string& body);
};

/// Of the change 638-7.
delivery order_update(const policy::order_record& record);
policy::order_record status_of(std::string number, std::string status);
policy::order_record action_on(std::string number, policy::order_action what);
/// ERP-SO-SO009130 with two lines, LAMP-07 and DESK-04.
policy::order_record born_order(std::string status = "processing");

talk send(const policy::order_record& record, order_store& store);
/// The writes among what was asked.
std::vector<std::string> writes(const talk& done);
/// The one row's outcome; fails the test when the verdict is one on the whole.
row_outcome said(const talk& done);

}  // namespace acumage::tests
