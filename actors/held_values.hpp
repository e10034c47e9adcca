// What the node has of a page of keys: remembered, delivered, on its way, and failed; for a comparison.
#pragma once

#include "actors/context.hpp"
#include "magento/present_values/present_values.hpp"
#include "messages/control.hpp"
#include "messages/result.hpp"
#include "policy/customer_rules.hpp"
#include "policy/inventory_rules.hpp"
#include "policy/order_record.hpp"
#include "policy/order_rules.hpp"
#include "policy/pricing_rules.hpp"
#include "policy/reconciliation.hpp"
#include "policy/shipment_rules.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace acumage::actors {

/// The settings in force.
struct held_rules {
  policy::price_options prices;
  policy::inventory_options stock;
  policy::shipment_options shipments;
  policy::order_options orders;
  policy::customer_options customers =
      {};  ///< only of what the ERP has: customers are not compared
};

/// Values are figures, or texts as in policy/sync_text.hpp.
struct held_value {
  std::string key;    ///< as asked
  std::string order;  ///< of an order or a shipment: the store's order number; empty: none is known
  std::optional<std::string> remembered{};  ///< what the rules would publish now
  std::optional<std::string> delivered{};   ///< empty: none, or no longer known
  std::optional<std::string> waits{};
  bool parked = false;
  bool remembers = false;              ///< a row of it was received and is kept
  std::vector<std::string> changes{};  ///< the keys of its changes: of a quantity, of its cells
  std::uint64_t dead_letter = 0;       ///< the newest open one of these
  bool not_mapped = false;
  std::string words{};                           ///< why nothing is published
  std::optional<policy::order_record> record{};  ///< of an order: what would be published

  /// Otherwise the record is not for the store, or never came.
  bool is_known() const {
    return remembered || delivered || waits || dead_letter != 0 || not_mapped;
  }
};

struct key_page {
  std::vector<std::string> keys;
  std::string next;  ///< cursor; empty: there is no more
};

/// Reads memory, marks and dead letters from the disk, and asks the lane's batcher. Used by one
/// thread, which it may block. `shared` must outlive it.
class held_values {
 public:
  /// pipeline::waiting with a time limit.
  using waiting_call = std::function<result<waiting_rows>(entity, const waiting_query&)>;

  held_values(context& shared, held_rules rules, waiting_call waiting);

  /// One for each key, in their order. Waits until the lane has taken in all that was accepted
  /// before; errc::unavailable if it has not by then, or the batcher does not answer. Not for
  /// customers.
  result<std::vector<held_value>> of(entity which, std::span<const std::string> keys,
                                     std::chrono::steady_clock::time_point until) const;

  /// The same at once, whatever the lane still has to take in, and without what waits. Also for
  /// customers.
  result<std::vector<held_value>> at_once(entity which, std::span<const std::string> keys) const;

  /// The newest time stamp of what is remembered of the key; 0: nothing is.
  result<std::uint64_t> newest_stamp(entity which, const std::string& key) const;

  /// The highest acceptance number of the entity.
  std::uint64_t head(entity which) const { return shared_.ledger.bounds(which).second; }
  /// The keys, folded, of the entries above this number that are not settled. The lane may hold them,
  /// as it holds the rows of a shipment, so that nothing of them waits yet.
  result<std::set<std::string>> unsettled_above(entity which, std::uint64_t number) const;

  /// The keys of an item's figures, one for each of its sources; none: nothing is known of it.
  result<std::vector<std::string>> keys_of(const std::string& item) const;

  /// The keys of the store's records that belong to the next `limit` remembered items or documents;
  /// an item has one for each of its sources.
  result<key_page> keys(entity which, const std::string& cursor, std::size_t limit) const;

 private:
  context& shared_;
  held_rules rules_;
  waiting_call waiting_;
};

/// What the rules would publish of a document: into `remembered`, with what goes with it. Returns
/// the value as a delivery would carry it.
std::optional<std::string> take_document(entity which, const known_document& known,
                                         bool delivered_before, const held_rules& rules,
                                         held_value& held);
/// The same for the figure of an item at a source.
void take_figure(item_stock& stock, const std::string& source, const baseline_memory& baseline,
                 const held_rules& rules, held_value& held);

/// What to ask the store for it.
magento::present_question question_of(const held_value& held);

/// Node and store of a key; the caller adds what the ERP has.
policy::compared compared_of(entity which, const held_value& held,
                             const magento::present_value& present);

}  // namespace acumage::actors
