#include "recorded.hpp"

namespace acumage::simulator {
namespace {

std::string orc(int number) {
  const std::string digits = std::to_string(number);
  return "ORC-" + std::string(4 - digits.size(), '0') + digits;
}

draft_line line(const std::string& sku, double qty, double price) {
  return {.sku = sku, .qty = qty, .price = price, .name = "Oracle " + sku};
}

/// Two pieces of product `i`, for even ones three of another, for every fifth one of a third.
order_draft order_of(int i) {
  order_draft made{.lines = {line(orc(i), 2, 10 + i / 10.0)},
                   .customer_email = "guest" + std::to_string(i) + "@example.test"};
  if (i % 2 == 0) made.lines.push_back(line(orc(100 + i), 3, 20 + i / 10.0));
  if (i % 5 == 0) made.lines.push_back(line(orc(150 + i), 1, 25 + i / 10.0));
  return made;
}

order_draft virtual_order() {
  return {.lines = {line("VIRT-01", 1, 5)}, .customer_email = "guest41@example.test"};
}

}  // namespace

std::vector<order_draft> first_recorded_orders() {
  std::vector<order_draft> all;
  for (int i = 1; i <= 40; ++i) all.push_back(order_of(i));
  all.push_back(virtual_order());
  return all;
}

std::vector<order_draft> later_recorded_orders() {
  std::vector<order_draft> all;
  for (int i = 51; i <= 84; ++i) all.push_back(order_of(i));
  all.push_back(virtual_order());
  return all;
}

}  // namespace acumage::simulator
