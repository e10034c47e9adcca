// The part of the connection test that reports what can be known of order statuses.
#include "magento/connection_test/parts.hpp"
#include "policy/order_states.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace acumage::magento {

namespace {

std::string listed(const std::vector<std::string_view>& states) {
  std::string text;
  for (const auto state : states) text += (text.empty() ? "" : " or ") + std::string{state};
  return text;
}

}  // namespace

void check_order_statuses(examination& test) {
  for (const auto& [mapped, setting] : test.ask().order_statuses) {
    const auto name = "order status " + mapped;
    const auto where = " (" + setting + ")";
    const auto [state, status] = policy::split_status(mapped);
    const auto own = policy::states_of_own(status);
    if (!own.empty() && state.empty())
      test.pass(name, "one of Magento's own, of the state " + listed(own) + where);
    else if (!state.empty())
      test.pass(name,
                "cannot be asked of the store: look under Stores > Settings > Order Status "
                "that it is there, spelt like this, and assigned to the state " +
                    std::string{state} + where);
    else
      test.fail(name,
                "none of Magento's own, so the state it belongs to is not known: the store "
                "would get a note instead" +
                    where,
                "Write the state before it, as in processing/" + mapped +
                    ": look under Stores > Settings > Order Status which state it is assigned to.");
  }
}

}  // namespace acumage::magento
