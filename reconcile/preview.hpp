// What a first load would change in the store: the ERP's values beside the store's, without the node's memory.
#pragma once

#include "actors/erp_values.hpp"
#include "magento/present_values/present_values.hpp"
#include "messages/first_load.hpp"
#include "messages/result.hpp"
#include "reconcile/erp_rows.hpp"

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace acumage::reconcile {

/// Adds one record to the comparison: `present` is what the store has of it. What would not be
/// published is not counted.
void add_to(load_comparison& to, entity which, const actors::erp_value& erp,
            const magento::present_value& present);

struct preview_sides {
  const actors::held_rules& rules;
  acumatica::field_aliases aliases;
  magento::present_values& store;
  pull::puller& erp;
  rest_function rest;
};

/// One thread. Changes nothing, and needs no room in the journal. In memory are a page of rows, and
/// of customers 8 bytes for each e-mail.
class preview {
 public:
  /// `seen` is called after each page, with the number of records compared so far.
  preview(entity which, preview_sides sides, std::function<void(std::uint64_t)> seen);

  result<load_comparison> run();

 private:
  status compare(std::vector<actors::erp_value> values);
  status compare_customers(std::vector<actors::erp_value> values);

  entity which_;
  preview_sides sides_;
  std::function<void(std::uint64_t)> seen_;
  std::set<std::uint64_t> emails_;  // hashes: two customers may share an account
  load_comparison found_;
};

}  // namespace acumage::reconcile
