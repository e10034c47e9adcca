// /simulator/customers and customer-groups: accounts and groups, as they are and as the merchant
// changes them.
#include "simulator/control.hpp"
#include "simulator/body.hpp"
#include "simulator/customers/json.hpp"
#include "simulator/customers/writes.hpp"
#include "simulator/shop.hpp"

#include <simdjson.h>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

template <class Record>
answer listed(const std::vector<Record>& all) {
  answer made{.body = "["};
  for (const auto& one : all) {
    if (made.body.size() > 1) made.body += ',';
    made.body += to_json(one);
  }
  made.body += ']';
  return made;
}

answer add_customers(shop& of, std::string_view body) {
  return taken(
      body, "customers",
      R"({"customers":[{"email":"a@b.example","firstname":"Ada","lastname":"Ng"}]} as the )"
      "store itself writes them, each e-mail once on a website",
      [&](const element& one) {
        customer_row row;
        answer refused;
        if (!read_customer(one, row, refused)) return false;
        auto made = account_from(row, of.options.customer_attributes);
        return !made.email.empty() && of.accounts.save(std::move(made)).has_value();
      });
}

answer add_groups(shop& of, std::string_view body) {
  return taken(body, "groups", R"({"groups":[{"id":4,"code":"VIP"}]})", [&](const element& one) {
    customer_group made;
    std::string_view code;
    if (one.at_key("id").get(made.id) != simdjson::SUCCESS ||
        one.at_key("code").get(code) != simdjson::SUCCESS || code.empty()) {
      return false;
    }
    made.code = code;
    of.accounts.add_group(std::move(made));
    return true;
  });
}

}  // namespace

std::optional<answer> answer_customer_control(shop& of, const request& what,
                                              std::string_view path) {
  if (what.method == "GET" && path == "customers") return listed(of.accounts.list());
  if (what.method == "GET" && path == "customer-groups") return listed(of.accounts.groups());
  if (what.method == "POST" && path == "customers") return add_customers(of, what.body);
  if (what.method == "POST" && path == "customer-groups") return add_groups(of, what.body);
  return std::nullopt;
}

}  // namespace acumage::simulator
