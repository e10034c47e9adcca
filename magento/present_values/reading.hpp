// The exchanges of one call of present_values: whole searches, and what an unreadable answer means.
#pragma once

#include "magento/paged_search.hpp"
#include "magento/present_values/present_values.hpp"
#include "magento/stock/memory.hpp"
#include "magento/transport.hpp"
#include "messages/outcome.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::magento {

using present_questions = std::span<const present_question>;
using value_list = std::vector<present_value>;

class reading {
 public:
  reading(transport& way, page_limits& limits, std::function<std::string()> next_request_id)
      : way_{way}, limits_{limits}, next_request_id_{std::move(next_request_id)} {}

  /// A search takes several requests when the store accepts only smaller pages.
  answer ask(const request& what);

  /// After an answer that does not show what was asked for. True: the store works, so only the keys
  /// of this question are unreadable. False: an outage, which ends the call.
  bool concerns_keys(std::string_view what, const answer& reply);
  bool concerns_keys(batch_outcome said);
  /// Why these keys are unreadable.
  present_value unreadable() const { return {present_value::kind::unreadable, {}, {}, words_}; }
  const std::optional<batch_outcome>& outage() const { return outage_; }

 private:
  transport& way_;
  page_limits& limits_;
  std::function<std::string()> next_request_id_;
  std::string words_;
  std::optional<batch_outcome> outage_;
};

// False: an outage. `values` has a place for each question.
bool read_prices(reading& by, present_questions questions, int store_id, value_list& values);
bool read_quantities(reading& by, present_questions questions, stock_memory& memory,
                     value_list& values);
bool read_orders(reading& by, present_questions questions, std::int64_t store, value_list& values);
bool read_shipments(reading& by, present_questions questions, std::int64_t store,
                    value_list& values);

}  // namespace acumage::magento
