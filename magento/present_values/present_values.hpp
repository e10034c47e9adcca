// What the store has now of up to 500 keys: for comparing it with the ERP and the node.
#pragma once

#include "magento/paged_search.hpp"
#include "magento/stock/memory.hpp"
#include "magento/transport.hpp"
#include "messages/entity.hpp"
#include "messages/outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace acumage::magento {

struct present_question {
  std::string
      key;  ///< of the delivery: "LAMP-07", "LAMP-07@main", "SO SO009120", "004417@SO SO009120"
  std::string order{};  ///< of an order or a shipment: the store's order number
};

struct present_value {
  enum class kind : std::uint8_t {
    held,
    unknown,     ///< the store does not have the record, or one of an unfit type
    unreadable,  ///< the store works, but cannot show this record
  };
  kind is = kind::unknown;
  /// A price or quantity in its shortest form ("5 out of stock" if the store does not sell what it
  /// has), the status of an order, or the lines under a shipment's marker (policy/sync_text.hpp).
  std::string value{};
  std::string state{};  ///< of an order
  std::string words{};  ///< why it is unreadable or unknown, or a remark
};

struct present_page {
  std::vector<present_value> values;  ///< one for each question, in its order
  /// The store did not answer, or not for lack of a record: nothing is known of any key, and the
  /// same questions must be asked again later. `values` is then empty.
  std::optional<batch_outcome> outage{};
};

struct present_accounts {
  std::set<std::string> emails;  ///< folded: those that have an account
  std::optional<batch_outcome> outage{};
  std::string unreadable{};  ///< why the store, which works, does not show them; empty: it does
};

struct present_options {
  int price_store = 0;           ///< scope of prices, as price_sync.store_id
  std::int64_t order_store = 0;  ///< store view of a number that exists in several; 0: none
  std::function<std::string()> next_request_id{};  ///< empty: "compare-1", "compare-2", …
};

/// Blocks for several exchanges, so it needs a thread of its own; used by one thread. `way` and
/// `limits` must outlive it. transport::interrupt ends a call with an outage.
class present_values {
 public:
  static constexpr std::size_t most_keys = 500;

  present_values(transport& way, page_limits& limits, present_options options);
  ~present_values();

  /// At most `most_keys`. Not for customers.
  ///
  /// A price: in its scope, or the one it inherits from all store views. A quantity: that of the
  /// source, 0 where a known SKU has no row there. A shipment: "none" if the order has no shipment
  /// with its marker.
  present_page of(entity which, std::span<const present_question> questions);
  /// Which of these e-mails, at most `most_keys`, have an account in the website.
  present_accounts accounts(std::span<const std::string> emails, int website);

 private:
  transport& way_;
  page_limits& limits_;
  present_options options_;
  std::uint64_t requests_ = 0;
  std::unique_ptr<stock_memory> sources_;
};

}  // namespace acumage::magento
