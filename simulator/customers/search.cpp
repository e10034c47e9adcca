// The lists: customers, customer groups, and the customer attributes a shop has made for itself
// (REST.md 5).
#include "simulator/search.hpp"
#include "simulator/column.hpp"
#include "simulator/customers/json.hpp"
#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <algorithm>
#include <utility>

namespace acumage::simulator {
namespace {

/// A customer as a search sees it. Column 4 is the e-mail; behind the columns of every shop come
/// the shop's own attributes.
struct customer_line {
  const customer& account;
  std::vector<std::string> texts;  ///< collated

  cell at(std::size_t column) const {
    switch (column) {
      case 0: return static_cast<double>(account.id);
      case 1: return static_cast<double>(account.website_id);
      case 2: return static_cast<double>(account.store_id);
      case 3: return static_cast<double>(account.group_id);
      default: return std::string_view{texts[column - 4]};
    }
  }
};

std::vector<column> customer_columns(const std::vector<std::string>& attributes) {
  constexpr auto number = column_kind::number;
  std::vector<column> all{{"entity_id", number},
                          {"website_id", number},
                          {"store_id", number},
                          {"group_id", number},
                          {"email"},
                          {"firstname"},
                          {"lastname"},
                          {"created_at"},
                          {"updated_at"},
                          {"dob"},
                          {"taxvat"}};
  for (const auto& code : attributes) all.push_back({code});
  return all;
}

customer_line line_of(const customer& one, const std::vector<std::string>& attributes) {
  customer_line made{one, {}};
  for (const auto* text : {&one.email, &one.firstname, &one.lastname, &one.created_at,
                           &one.updated_at, &one.dob, &one.taxvat}) {
    made.texts.push_back(collated(*text));
  }
  for (const auto& code : attributes) {
    const auto found = one.custom_attributes.find(code);
    made.texts.push_back(found == one.custom_attributes.end() ? "" : collated(found->second));
  }
  return made;
}

/// The first name in the query that is no column; empty: all are.
std::string unknown_name(const criteria& asked, const std::vector<column>& columns) {
  const auto known = [&](const std::string& name) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const auto& one) { return one.name == name; });
  };
  for (const auto& group : asked.groups)
    for (const auto& filter : group)
      if (!known(filter.field)) return filter.field;
  for (const auto& order : asked.orders)
    if (!known(order.field)) return order.field;
  return {};
}

/// The page of `found` as the answer.
template <class Record>
answer page_answer(shop& of, const criteria& asked, const std::vector<Record>& found) {
  std::string json;
  const auto page = page_of(asked, found.size(), past_the_end::nothing);
  for (std::size_t i = page.first; i < page.end; ++i)
    json += (json.empty() ? "" : ",") + to_json(found[i]);
  of.seen.read();
  return {.body = search_result(json, asked, found.size())};
}

answer list_customers(shop& of, const call& from) {
  answer made;
  const auto asked = criteria_of(from.what.target, criteria_need::required, made);
  if (!asked) return made;
  const auto& attributes = of.options.customer_attributes;
  const auto columns = customer_columns(attributes);
  if (const auto name = unknown_name(*asked, columns); !name.empty())
    return unknown_attribute(name);
  const auto search = row_search::bind(*asked, columns);
  if (!search) return internal_error(of.reports++);
  const auto emails = search->only(4);
  auto found = emails ? of.accounts.with_emails(*emails) : of.accounts.list();
  std::erase_if(found, [&](const auto& one) { return !search->passes(line_of(one, attributes)); });
  std::stable_sort(found.begin(), found.end(), [&](const auto& left, const auto& right) {
    return search->before(line_of(left, attributes), line_of(right, attributes),
                          [](const auto&, const auto&) { return false; });
  });
  return page_answer(of, *asked, found);
}

/// A group as a search sees it.
struct group_line {
  double id = 0;
  std::string code;

  cell at(std::size_t column) const {
    if (column == 0) return id;
    return std::string_view{code};
  }
};

answer list_customer_groups(shop& of, const call& from) {
  answer made;
  const auto asked = criteria_of(from.what.target, criteria_need::required, made);
  if (!asked) return made;
  const auto search = row_search::bind(*asked, {{"id", column_kind::number}, {"code"}});
  if (!search) return internal_error(of.reports++);
  const auto line = [](const customer_group& one) {
    return group_line{static_cast<double>(one.id), collated(one.code)};
  };
  auto found = of.accounts.groups();
  std::erase_if(found, [&](const auto& one) { return !search->passes(line(one)); });
  std::stable_sort(found.begin(), found.end(), [&](const auto& left, const auto& right) {
    return search->before(line(left), line(right), [](const auto&, const auto&) { return false; });
  });
  return page_answer(of, *asked, found);
}

answer list_customer_attributes(shop& of, const call&) {
  answer made{.body = "["};
  for (const auto& code : of.options.customer_attributes) {
    if (made.body.size() > 1) made.body += ',';
    made.body += "{\"attribute_code\":" + php_string(code) +
                 R"(,"frontend_input":"text","required":false,"visible":true,"options":[],)"
                 R"("frontend_label":)" +
                 php_string(code) +
                 R"(,"user_defined":true,"system":false,"is_used_in_grid":false})";
  }
  made.body += ']';
  of.seen.read();
  return made;
}

}  // namespace

route_table customer_search_routes() {
  return {{"GET", "customers/search", "Magento_Customer::customer", list_customers},
          {"GET", "customerGroups/search", "Magento_Customer::group", list_customer_groups},
          {"GET", "attributeMetadata/customer/custom", anonymous, list_customer_attributes}};
}

}  // namespace acumage::simulator
