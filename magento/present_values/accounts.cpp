#include "magento/present_values/pages.hpp"
#include "magento/present_values/present_values.hpp"
#include "messages/key.hpp"

namespace acumage::magento {

present_accounts present_values::accounts(std::span<const std::string> emails, int website) {
  reading by{way_, limits_, options_.next_request_id};
  present_accounts found;
  for (auto left = emails; !left.empty();) {
    const auto some = left.first(values_of_one_search(left));
    left = left.subspan(some.size());
    const auto page = [&](std::size_t number) {
      search_path path{"/V1/customers/search"};
      filter_by_values(path, "email", some);
      path.group().filter("website_id", "eq", std::to_string(website));
      return path.page(largest_page, number).fields("items[email],total_count").take();
    };
    const auto take = [&](simdjson::dom::element account) {
      found.emails.insert(fold_key(trimmed(text_of(account, "email"))));
    };
    if (each_item(by, "customers", page, take)) continue;
    found.outage = by.outage();
    found.unreadable = by.unreadable().words;
    return found;
  }
  return found;
}

}  // namespace acumage::magento
