// /V1/customers: reading, creating, saving and removing accounts (REST.md 5).
#include "simulator/body.hpp"
#include "simulator/customers/checks.hpp"
#include "simulator/customers/json.hpp"
#include "simulator/customers/writes.hpp"
#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <simdjson.h>

#include <charconv>
#include <utility>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

constexpr std::string_view may_read = "Magento_Customer::customer";
constexpr std::string_view may_write = "Magento_Customer::manage";

struct customer_body {
  customer_row customer;
  std::optional<std::string> password;
};

/// No value: `refused` holds the answer.
std::optional<customer_body> read_body(const call& from, answer& refused) {
  const auto body = decode(from.what, parser_of_thread(), refused);
  if (!body) return std::nullopt;
  const auto what = required(*body, "customer", refused);
  customer_body made;
  if (!what || !read_customer(*what, made.customer, refused)) return std::nullopt;
  element given;
  if (body->at_key("password").get(given) == simdjson::SUCCESS) made.password = as_string(given);
  return made;
}

/// May the credential manage customers? Who may not is served like a guest.
bool manages(const shop& of, const request& what) {
  return claims_signature(what.authorization) || of.allows(what.authorization, may_write);
}

answer create_customer(shop& of, const call& from) {
  answer made;
  auto body = read_body(from, made);
  if (!body) return made;
  auto& row = body->customer;
  if (!manages(of, from.what)) row.group_id.reset();
  if (body->password)
    if (auto refused = refuse_password(*body->password)) return std::move(*refused);
  if (row.addresses)
    for (auto& one : *row.addresses) one.id.reset();
  return create_account(of, row, address_care::left_out);
}

/// What is not a number is 0 to PHP, and 0 is no account: a new one is made (transcript row 589).
answer save_customer(shop& of, const call& from) {
  answer made;
  const auto body = read_body(from, made);
  if (!body) return made;
  const auto& text = from.parameters.front();
  std::int64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  if (id == 0) id = body->customer.id.value_or(0);
  if (id == 0) return create_account(of, body->customer, address_care::refused);
  return save_account(of, id, body->customer);
}

/// The number in the path. No value: `refused` holds the answer.
std::optional<std::int64_t> id_of(const call& from, answer& refused) {
  const auto& text = from.parameters.front();
  std::int64_t id = 0;
  const auto end = text.data() + text.size();
  if (std::from_chars(text.data(), end, id).ptr == end) return id;
  refused = wrong_type("", text, "int");
  return std::nullopt;
}

answer read_customer_of(shop& of, const call& from) {
  answer made;
  const auto id = id_of(from, made);
  if (!id) return made;
  const auto account = of.accounts.find(*id);
  if (!account) return no_such_entity("customerId", *id);
  of.seen.read();
  return {.body = to_json(*account)};
}

answer delete_customer(shop& of, const call& from) {
  answer made;
  const auto id = id_of(from, made);
  if (!id) return made;
  if (!of.accounts.remove(*id)) return no_such_entity("customerId", *id);
  of.seen.wrote(1);
  return {.body = "true", .rows = 1};
}

answer validate_customer(shop& of, const call& from) {
  answer made;
  const auto body = read_body(from, made);
  if (!body) return made;
  customer read;
  body->customer.apply_to(read, of.options.customer_attributes);
  // The texts of this route are others than those of the saving ones (rows 1107 and 1108).
  std::string messages;
  const auto need = [&](std::string_view label, bool is_there) {
    if (is_there) return;
    messages += (messages.empty() ? "" : ",") +
                php_string("The \"" + std::string{label} +
                           "\" attribute value is empty. Set the attribute and try again.");
  };
  need("Group", body->customer.group_id.has_value());
  need("First Name", !read.firstname.empty());
  need("Last Name", !read.lastname.empty());
  of.seen.read();
  made.body = std::string{R"({"valid":)"} + (messages.empty() ? "true" : "false") +
              R"(,"messages":[)" + messages + "]}";
  return made;
}

/// Always true, as long as the shop does not let guests learn of accounts (row 603).
answer is_email_available(shop& of, const call& from) {
  answer made;
  const auto body = decode(from.what, parser_of_thread(), made);
  if (!body || !required(*body, "customerEmail", made)) return made;
  of.seen.read();
  return {.body = "true"};
}

}  // namespace

route_table customer_routes() {
  constexpr std::string_view deadlock =
      "Database deadlock found when trying to get lock; try restarting transaction";
  return {{"POST", "customers", anonymous, create_customer, deadlock},
          {"POST", "customers/isEmailAvailable", anonymous, is_email_available},
          {"PUT", "customers/validate", may_write, validate_customer},
          {"PUT", "customers/:customerId", may_write, save_customer, deadlock},
          {"GET", "customers/:customerId", may_read, read_customer_of},
          {"DELETE", "customers/:customerId", "Magento_Customer::delete", delete_customer}};
}

}  // namespace acumage::simulator
