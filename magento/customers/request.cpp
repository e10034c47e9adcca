#include "magento/customers/request.hpp"

#include "messages/json_text.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <algorithm>
#include <array>
#include <string_view>

namespace acumage::magento {

namespace {

using policy::customer_address;
using policy::customer_record;
using step = address_plan::step;

bool same_text(std::string_view left, std::string_view right) {
  return left == right || fold_key(left) == fold_key(right);
}

std::string_view line_of(const stored_address& stored, std::size_t number) {
  return number < stored.street.size() ? std::string_view{stored.street[number]}
                                       : std::string_view{};
}

bool holds_street(const stored_address& stored, const customer_address& address) {
  return line_of(stored, 0) == address.line_1 &&
         (!address.line_2 || line_of(stored, 1) == *address.line_2);
}

/// The store keeps a known state with its code and name. Text alone does not count for its taxes.
bool holds_state(const stored_address& stored, const customer_address& address) {
  if (!address.state) return true;
  if (address.region_id != 0) return stored.region_id == address.region_id;
  if (address.state->empty()) return stored.region.empty() && stored.region_code.empty();
  return same_text(stored.region, *address.state) || same_text(stored.region_code, *address.state);
}

bool holds(const stored_address& stored, const customer_record& record) {
  const auto& address = *record.address;
  return stored.first_name == record.first_name && stored.last_name == record.last_name &&
         holds_street(stored, address) && stored.city == address.city &&
         stored.country == address.country && stored.postal_code == address.postal_code &&
         stored.phone == address.phone && holds_state(stored, address);
}

bool same_place(const stored_address& stored, const customer_address& address) {
  return same_text(line_of(stored, 0), address.line_1) &&
         (!address.line_2 || same_text(line_of(stored, 1), *address.line_2)) &&
         same_text(stored.postal_code, address.postal_code);
}

enum class address_age : std::uint8_t { fresh, stored };

/// Only its number makes it a region of the store (T:1109 to T:1111). A rewritten address must not
/// name the region of the old one: its number would take precedence.
void write_region(json_writer& json, const customer_address& address, address_age age) {
  const auto state = address.state.value_or("");
  json.key("region").object();
  json.key("region").string(state).key("region_code").string(state);
  if (age == address_age::stored || address.region_id != 0)
    json.key("region_id").number(address.region_id);
  json.end();
}

void write_place(json_writer& json, const customer_record& record) {
  json.key("firstname").string(record.first_name).key("lastname").string(record.last_name);
  json.key("city").string(record.address->city);
  json.key("postcode").string(record.address->postal_code);
  json.key("country_id").string(record.address->country);
  json.key("telephone").string(record.address->phone);
}

void write_street(json_writer& json, std::string_view line_1, std::string_view line_2) {
  json.key("street").array().string(line_1);
  if (!line_2.empty()) json.string(line_2);
  json.end();
}

void write_new(json_writer& json, const customer_record& record, const stored_customer& holder) {
  const auto& address = *record.address;
  json.object();
  write_place(json, record);
  write_street(json, address.line_1, address.line_2.value_or(""));
  if (address.state && !address.state->empty()) write_region(json, address, address_age::fresh);
  // Setting the same default twice is refused, T:581.
  if (!holder.has_default_shipping()) json.key("default_shipping").boolean(true);
  if (!holder.has_default_billing()) json.key("default_billing").boolean(true);
  json.end();
}

/// The store shows missing values as null; these are left out when sent back.
void write_without_nulls(json_writer& json, const simdjson::dom::element& value) {
  simdjson::dom::object members;
  simdjson::dom::array elements;
  if (value.get(members) == simdjson::SUCCESS) {
    json.object();
    for (const auto each : members) {
      if (each.value.is_null()) continue;
      json.key(each.key);
      write_without_nulls(json, each.value);
    }
    json.end();
  } else if (value.get(elements) == simdjson::SUCCESS) {
    json.array();
    for (const auto each : elements) write_without_nulls(json, each);
    json.end();
  } else {
    json.raw(simdjson::minify(value));
  }
}

/// A region without a name does not count.
bool is_nothing(const simdjson::dom::key_value_pair& member) {
  return member.value.is_null() || (member.key == "region" && member.value["region"].is_null());
}

void write_as_read(json_writer& json, const stored_address& stored) {
  simdjson::dom::parser parser;
  const simdjson::dom::object members = parser.parse(stored.json).get_object().value();
  json.object();
  for (const auto each : members) {
    if (is_nothing(each)) continue;
    json.key(each.key);
    write_without_nulls(json, each.value);
  }
  json.end();
}

void write_changed(json_writer& json, const customer_record& record, const stored_address& stored) {
  const auto& address = *record.address;
  const bool keeps_street = holds_street(stored, address);
  const bool keeps_region = holds_state(stored, address) && stored.country == address.country;
  constexpr std::array<std::string_view, 6> ours{"firstname", "lastname",   "city",
                                                 "postcode",  "country_id", "telephone"};
  json.object();
  simdjson::dom::parser parser;
  const simdjson::dom::object members = parser.parse(stored.json).get_object().value();
  for (const auto each : members) {
    if (is_nothing(each) || std::find(ours.begin(), ours.end(), each.key) != ours.end()) continue;
    if (!keeps_street && each.key == "street") continue;
    if (!keeps_region && (each.key == "region" || each.key == "region_id")) continue;
    json.key(each.key);
    write_without_nulls(json, each.value);
  }
  write_place(json, record);
  if (!keeps_street)
    write_street(json, address.line_1,
                 address.line_2 ? std::string_view{*address.line_2} : line_of(stored, 1));
  if (!keeps_region) write_region(json, address, address_age::stored);
  json.end();
}

void write_addresses(json_writer& json, const customer_record& record,
                     const stored_customer& stored, const address_plan& plan) {
  json.key("addresses").array();
  for (std::size_t i = 0; i < stored.addresses.size(); ++i) {
    if (plan.what == step::change && plan.at == i)
      write_changed(json, record, stored.addresses[i]);
    else
      write_as_read(json, stored.addresses[i]);
  }
  if (plan.what == step::add) write_new(json, record, stored);
  json.end();
}

void write_account(json_writer& json, const customer_record& record, std::int64_t website_id) {
  json.key("email").string(record.email);
  json.key("firstname").string(record.first_name).key("lastname").string(record.last_name);
  json.key("website_id").number(website_id).key("group_id").number(record.group);
}

void write_attributes(json_writer& json, const customer_record& record) {
  if (record.attributes.empty()) return;
  json.key("custom_attributes").array();
  for (const auto& [code, value] : record.attributes)
    json.object().key("attribute_code").string(code).key("value").string(value).end();
  json.end();
}

bool holds_account(const stored_customer& stored, const customer_record& record) {
  const auto has = [&](const auto& each) {
    const auto found = stored.attributes.find(each.first);
    return found == stored.attributes.end() ? each.second.empty() : found->second == each.second;
  };
  return same_text(stored.email, record.email) && stored.first_name == record.first_name &&
         stored.last_name == record.last_name && stored.group == record.group &&
         std::all_of(record.attributes.begin(), record.attributes.end(), has);
}

}  // namespace

std::string create_customer_body(const customer_record& record) {
  json_writer json;
  json.object().key("customer").object();
  write_account(json, record, record.website_id);
  if (record.address) {
    json.key("addresses").array();
    write_new(json, record, {});
    json.end();
  }
  write_attributes(json, record);
  json.end().end();
  return json.take();
}

address_plan plan_address(const customer_record& record, const stored_customer& stored,
                          const own_address& own) {
  if (!record.address || !stored.shows_addresses) return {};
  const auto& list = stored.addresses;
  const auto place = [&](auto fits) {
    return static_cast<std::size_t>(std::find_if(list.begin(), list.end(), fits) - list.begin());
  };
  auto at = place([&](const auto& each) { return each.id == own.id; });
  if (at == list.size() && own.sent && own.sent->address)
    at = place([&](const auto& each) { return holds(each, *own.sent); });
  if (at == list.size())
    at = place([&](const auto& each) {
      return each.default_billing && same_place(each, *record.address);
    });
  if (at == list.size()) at = place([&](const auto& each) { return holds(each, record); });
  if (at == list.size()) return {step::add, at};
  return {holds(list[at], record) ? step::keep : step::change, at};
}

std::optional<std::string> update_customer_body(const customer_record& record,
                                                const stored_customer& stored,
                                                const address_plan& plan) {
  const bool addresses = plan.what == step::change || plan.what == step::add;
  if (!addresses && holds_account(stored, record)) return std::nullopt;
  json_writer json;
  json.object().key("customer").object();
  json.key("id").number(stored.id);
  write_account(json, record, stored.website_id > 0 ? stored.website_id : record.website_id);
  if (addresses) write_addresses(json, record, stored, plan);
  write_attributes(json, record);
  json.end().end();
  return json.take();
}

std::int64_t own_address_in(const stored_customer& reply, const customer_record& record,
                            const stored_customer& before, const address_plan& plan) {
  const auto& list = reply.addresses;
  if (plan.what == step::none) return 0;
  const auto was_there = [&](std::int64_t id) {
    return std::any_of(before.addresses.begin(), before.addresses.end(),
                       [&](const auto& each) { return each.id == id; });
  };
  const auto is_own = [&](const stored_address& each) {
    if (plan.what != step::add) return each.id == before.addresses[plan.at].id;
    return !was_there(each.id) && same_place(each, *record.address);
  };
  const auto found = std::find_if(list.begin(), list.end(), is_own);
  return found == list.end() ? 0 : found->id;
}

}  // namespace acumage::magento
