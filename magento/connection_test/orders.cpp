// The part of the connection test that says what can be known of order statuses.
#include "magento/connection_test/parts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace acumage::magento {

namespace {

/// A status that every Magento brings (its InstallOrderStatusesAndInitialSalesConfig), and the state
/// it belongs to.
struct own_status {
  std::string_view code;
  std::string_view state;
};

constexpr std::array<own_status, 9> own_statuses{{{"canceled", "canceled"},
                                                  {"closed", "closed"},
                                                  {"complete", "complete"},
                                                  {"fraud", "processing or payment_review"},
                                                  {"holded", "holded"},
                                                  {"payment_review", "payment_review"},
                                                  {"pending", "new"},
                                                  {"pending_payment", "pending_payment"},
                                                  {"processing", "processing"}}};

}  // namespace

void check_order_statuses(examination& test) {
  for (const auto& mapped : test.ask().order_statuses) {
    const auto name = "order status " + mapped.first;
    const auto where = " (" + mapped.second + ")";
    const auto own =
        std::find_if(own_statuses.begin(), own_statuses.end(),
                     [&](const own_status& each) { return each.code == mapped.first; });
    if (own != own_statuses.end())
      test.pass(name, "one of Magento's own, of the state " + std::string{own->state} + where);
    else
      test.pass(name,
                "cannot be asked of the store: look under Stores > Settings > Order Status that it "
                "is there, spelt like this, and assigned to the state its orders are in" +
                    where);
  }
}

}  // namespace acumage::magento
