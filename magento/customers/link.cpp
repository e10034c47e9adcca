#include "magento/customers/link.hpp"

#include <charconv>
#include <system_error>

namespace acumage::magento {

customer_link read_customer_link(std::string_view text) {
  customer_link link;
  const auto* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, link.account);
  if (first.ec != std::errc{} || link.account < 1) return {};
  if (first.ptr == end) return link;
  if (*first.ptr != ' ') return {};
  const auto second = std::from_chars(first.ptr + 1, end, link.address);
  if (second.ec != std::errc{} || second.ptr != end || link.address < 1) return {};
  return link;
}

std::string write_customer_link(const customer_link& link) {
  auto text = std::to_string(link.account);
  if (link.address > 0) text += ' ' + std::to_string(link.address);
  return text;
}

}  // namespace acumage::magento
