#include "magento/customers/records.hpp"

#include <simdjson.h>
#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

using element = simdjson::dom::element;

std::string text(const element& of, std::string_view name) {
  std::string_view found;
  if (of[name].get(found) != simdjson::SUCCESS) return {};
  return std::string{found};
}

/// Ids come as numbers, and some as text ("default_billing":"16"). 0: none.
std::int64_t id_in(const element& of, std::string_view name) {
  element found;
  if (of[name].get(found) != simdjson::SUCCESS) return 0;
  std::int64_t id = 0;
  if (found.get(id) == simdjson::SUCCESS) return id;
  std::string_view digits;
  if (found.get(digits) == simdjson::SUCCESS)
    std::from_chars(digits.data(), digits.data() + digits.size(), id);
  return id;
}

bool flag(const element& of, std::string_view name) {
  bool found = false;
  return of[name].get(found) == simdjson::SUCCESS && found;
}

stored_address address_of(const element& from, const element& customer) {
  stored_address made;
  made.id = id_in(from, "id");
  made.first_name = text(from, "firstname");
  made.last_name = text(from, "lastname");
  if (simdjson::dom::array lines; from["street"].get(lines) == simdjson::SUCCESS)
    for (const auto line : lines)
      if (std::string_view words; line.get(words) == simdjson::SUCCESS)
        made.street.emplace_back(words);
  made.city = text(from, "city");
  made.country = text(from, "country_id");
  made.postal_code = text(from, "postcode");
  made.phone = text(from, "telephone");
  if (element region; from["region"].get(region) == simdjson::SUCCESS) {
    made.region = text(region, "region");
    made.region_code = text(region, "region_code");
    made.region_id = id_in(region, "region_id");
  }
  made.default_billing =
      flag(from, "default_billing") || made.id == id_in(customer, "default_billing");
  made.default_shipping =
      flag(from, "default_shipping") || made.id == id_in(customer, "default_shipping");
  made.json = simdjson::minify(from);
  return made;
}

std::string as_text(const element& value) {
  std::string_view words;
  if (value.get(words) == simdjson::SUCCESS) return std::string{words};
  return simdjson::minify(value);
}

std::optional<stored_customer> customer_of(const element& from) {
  stored_customer made;
  made.id = id_in(from, "id");
  made.group = id_in(from, "group_id");
  made.website_id = id_in(from, "website_id");
  made.email = text(from, "email");
  made.first_name = text(from, "firstname");
  made.last_name = text(from, "lastname");
  if (made.id < 1 || made.email.empty()) return std::nullopt;
  if (simdjson::dom::array list; from["addresses"].get(list) == simdjson::SUCCESS) {
    made.shows_addresses = true;
    for (const auto each : list) {
      made.addresses.push_back(address_of(each, from));
      made.shows_addresses = made.shows_addresses && made.addresses.back().id > 0;
    }
  }
  if (simdjson::dom::array list; from["custom_attributes"].get(list) == simdjson::SUCCESS)
    for (const auto each : list)
      if (element value; each["value"].get(value) == simdjson::SUCCESS)
        made.attributes.emplace(text(each, "attribute_code"), as_text(value));
  return made;
}

bool is_success(const answer& reply) {
  return reply.how == carried::answered && reply.status == 200;
}

}  // namespace

bool stored_customer::has_default_billing() const {
  return std::any_of(addresses.begin(), addresses.end(),
                     [](const auto& each) { return each.default_billing; });
}

bool stored_customer::has_default_shipping() const {
  return std::any_of(addresses.begin(), addresses.end(),
                     [](const auto& each) { return each.default_shipping; });
}

std::optional<stored_customer> read_customer(const answer& reply) {
  if (!is_success(reply)) return std::nullopt;
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(reply.body).get(root) != simdjson::SUCCESS || !root.is_object())
    return std::nullopt;
  return customer_of(root);
}

std::optional<std::vector<stored_customer>> read_customers(const answer& reply) {
  if (!is_success(reply)) return std::nullopt;
  simdjson::dom::parser parser;
  element items;
  if (parser.parse(reply.body)["items"].get(items) != simdjson::SUCCESS) return std::nullopt;
  std::vector<stored_customer> found;
  if (items.is_null()) return found;  // T:596
  simdjson::dom::array list;
  if (items.get(list) != simdjson::SUCCESS) return std::nullopt;
  for (const auto each : list) {
    auto made = customer_of(each);
    if (!made) return std::nullopt;
    found.push_back(std::move(*made));
  }
  return found;
}

}  // namespace acumage::magento
