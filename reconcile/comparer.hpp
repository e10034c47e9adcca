// Walks over the keys of an entity, and compares what ERP, node and store have of each.
#pragma once

#include "actors/erp_values.hpp"
#include "actors/held_values.hpp"
#include "magento/present_values/present_values.hpp"
#include "messages/reconcile.hpp"
#include "messages/result.hpp"
#include "policy/reconciliation.hpp"
#include "pull/puller.hpp"
#include "reconcile/erp_rows.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace acumage::reconcile {

/// What a walk uses of the node.
struct compared_sides {
  const actors::held_values& held;
  const actors::held_rules& rules;
  acumatica::field_aliases aliases;
  magento::present_values& store;
  pull::puller* erp = nullptr;  ///< null: node and store are compared
  bool by_key = false;          ///< of the ERP only single records can be read
  rest_function rest;
};

/// The three sides of a key. `erp`: null if it does not have the key, or was not asked.
policy::compared joined(entity which, const actors::erp_value* erp, const actors::held_value& held,
                        const magento::present_value& present, bool asked);

/// One thread. In memory are a page of rows, 500 keys, and 8 bytes for each key of the ERP.
class comparer {
 public:
  using sink = std::function<status(const policy::compared&, const policy::finding&)>;

  comparer(entity which, compared_sides sides);

  /// Every key of the ERP's inquiry, then those that only the node knows.
  status all(const sink& to);
  /// Every key of `all` that is in the set of hashes.
  status all_of(const std::unordered_set<std::uint64_t>& wanted, const sink& to);
  /// These keys; of a quantity also an item without a source: each of its sources.
  status some(std::span<const std::string> keys, const sink& to);
  /// At most `count` keys that the node remembers, chosen at random.
  result<std::vector<std::string>> sample(std::size_t count, std::uint64_t seed);

  std::uint64_t hash_of(const std::string& key) const;

 private:
  status walk_erp(const sink& to);
  status walk_node(const sink& to);
  status compare(std::vector<actors::erp_value> values, bool asked, const sink& to);
  status compare_some(std::span<const actors::erp_value> values, bool asked, const sink& to);

  entity which_;
  compared_sides sides_;
  std::optional<erp_rows> erp_;
  const std::unordered_set<std::uint64_t>* wanted_ = nullptr;
  std::vector<std::uint64_t> seen_;  // hashes of the keys that the ERP has
};

}  // namespace acumage::reconcile
