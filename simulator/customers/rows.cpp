#include "simulator/customers/rows.hpp"

#include "simulator/body.hpp"
#include "simulator/errors.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

template <class Record>
struct text_member {
  std::string_view setter;
  std::string Record::*to;
};

constexpr std::array<text_member<customer_address>, 12> address_texts{{
    {"CountryId", &customer_address::country_id},
    {"City", &customer_address::city},
    {"Postcode", &customer_address::postcode},
    {"Telephone", &customer_address::telephone},
    {"Company", &customer_address::company},
    {"Fax", &customer_address::fax},
    {"VatId", &customer_address::vat_id},
    {"Prefix", &customer_address::prefix},
    {"Firstname", &customer_address::firstname},
    {"Middlename", &customer_address::middlename},
    {"Lastname", &customer_address::lastname},
    {"Suffix", &customer_address::suffix},
}};

constexpr std::array<text_member<customer>, 8> customer_texts{{
    {"Email", &customer::email},
    {"Prefix", &customer::prefix},
    {"Firstname", &customer::firstname},
    {"Middlename", &customer::middlename},
    {"Lastname", &customer::lastname},
    {"Suffix", &customer::suffix},
    {"Dob", &customer::dob},
    {"Taxvat", &customer::taxvat},
}};

/// What the store gives to others and takes from nobody; sent back to it, they change nothing.
constexpr std::array<std::string_view, 4> ignored{"CreatedAt", "UpdatedAt", "CreatedIn",
                                                  "Confirmation"};

/// One object of a body, member by member. Its functions return false when the call is refused.
class reader {
 public:
  /// `inside`: the list that holds the object; empty: the object is the body's own.
  reader(std::string_view inside, answer& refused) : inside_{inside}, refused_{refused} {}

  bool number(std::string_view name, const element& value, std::optional<std::int64_t>& to) {
    to = value.is_null() ? std::nullopt : as_int(value);
    return to || value.is_null() || wrong(name, shown(value), "int");
  }

  template <class Record, std::size_t Count>
  bool text(std::string_view name, const element& value,
            const std::array<text_member<Record>, Count>& known, given_texts<Record>& to) {
    const std::string setter = camel_case(name);
    const auto member = std::find_if(known.begin(), known.end(), [&](const auto& one) {
      return same_setter(setter, one.setter);
    });
    if (member == known.end()) return unknown(name);
    if (value.is_null()) return true;
    auto read = as_string(value);
    if (!read) return wrong(name, shown(value), "string");
    to.emplace_back(member->to, std::move(*read));
    return true;
  }

  bool unknown(std::string_view name) {
    refused_ = field_not_supported(camel_case(name));
    return false;
  }

  bool wrong(std::string_view name, std::string_view value, std::string_view type) {
    refused_ = wrong_type(name, value, type, inside_);
    return false;
  }

 private:
  std::string_view inside_;
  answer& refused_;
};

bool is_setter(std::string_view name, std::string_view setter) {
  return same_setter(camel_case(name), setter);
}

bool read_street(const element& value, address_row& to, reader& with) {
  if (value.is_null()) return true;
  simdjson::dom::array lines;
  if (value.get(lines) != simdjson::SUCCESS)
    return with.wrong("street", value.is_string() ? "string" : shown(value), "string[]");
  to.street.emplace();
  for (const element one : lines) to.street->push_back(as_string(one).value_or(""));
  return true;
}

bool read_region(const element& value, address_row& to, reader& with) {
  simdjson::dom::object members;
  if (value.get(members) != simdjson::SUCCESS) return true;  // null, as recorded (row 564)
  static constexpr std::array<text_member<customer_address>, 1> texts{
      {{"Region", &customer_address::region}}};
  for (const auto& member : members) {
    if (is_setter(member.key, "RegionCode")) continue;  // worked out from the number
    const bool read = is_setter(member.key, "RegionId")
                          ? with.number(member.key, member.value, to.region_id)
                          : with.text(member.key, member.value, texts, to.texts);
    if (!read) return false;
  }
  return true;
}

bool read_address_member(std::string_view name, const element& value, address_row& to, reader& with,
                         answer& refused) {
  std::optional<std::int64_t> passed_over;
  const std::string setter = camel_case(name);
  if (same_setter(setter, "Street")) return read_street(value, to, with);
  if (same_setter(setter, "Region")) return read_region(value, to, with);
  if (same_setter(setter, "RegionId")) return with.number(name, value, to.region_id);
  if (same_setter(setter, "Id")) return with.number(name, value, to.id);
  if (same_setter(setter, "CustomerId")) return with.number(name, value, passed_over);
  if (same_setter(setter, "ExtensionAttributes")) return read_extension(value, refused);
  if (same_setter(setter, "CustomAttributes")) return true;  // no address has one here
  for (const auto& [flag, member] :
       {std::pair{"DefaultBilling", &address_row::default_billing},
        std::pair{"DefaultShipping", &address_row::default_shipping}}) {
    if (!same_setter(setter, flag)) continue;
    if (!value.is_null()) to.*member = as_bool(value);
    return true;
  }
  return with.text(name, value, address_texts, to.texts);
}

bool read_addresses(const element& value, customer_row& to, answer& refused) {
  if (value.is_null()) return true;
  std::vector<element> elements;
  if (!elements_of(value, elements)) {
    refused = wrong_type("addresses", "string", "Magento\\Customer\\Api\\Data\\AddressInterface[]");
    return false;
  }
  to.addresses.emplace();
  reader with{"addresses", refused};
  for (const auto& one : elements) {
    auto& row = to.addresses->emplace_back();
    simdjson::dom::object members;
    if (one.get(members) != simdjson::SUCCESS) continue;
    for (const auto& member : members)
      if (!read_address_member(member.key, member.value, row, with, refused)) return false;
  }
  return true;
}

void read_custom_attributes(const element& value, customer_row& to) {
  simdjson::dom::array list;
  if (value.get(list) != simdjson::SUCCESS) return;
  for (const element one : list) {
    element code;
    element content;
    if (one.at_key("attribute_code").get(code) != simdjson::SUCCESS) continue;
    if (one.at_key("value").get(content) != simdjson::SUCCESS) continue;
    to.custom_attributes.emplace_back(as_string(code).value_or(""),
                                      as_string(content).value_or(""));
  }
}

bool read_extensions(const element& value, customer_row& to, answer& refused) {
  simdjson::dom::object members;
  if (value.get(members) != simdjson::SUCCESS) return true;
  for (const auto& member : members) {
    if (!is_setter(member.key, "IsSubscribed")) {
      refused = field_not_supported(camel_case(member.key));
      return false;
    }
    to.is_subscribed = as_bool(member.value);
  }
  return true;
}

bool read_member(std::string_view name, const element& value, customer_row& to, reader& with,
                 answer& refused) {
  const std::string setter = camel_case(name);
  if (same_setter(setter, "Addresses")) return read_addresses(value, to, refused);
  if (same_setter(setter, "ExtensionAttributes")) return read_extensions(value, to, refused);
  if (same_setter(setter, "CustomAttributes")) {
    read_custom_attributes(value, to);
    return true;
  }
  for (const auto& one : ignored)
    if (same_setter(setter, one)) return true;
  for (const auto& [number, member] :
       {std::pair{"Id", &customer_row::id}, std::pair{"GroupId", &customer_row::group_id},
        std::pair{"WebsiteId", &customer_row::website_id},
        std::pair{"StoreId", &customer_row::store_id}, std::pair{"Gender", &customer_row::gender},
        std::pair{"DisableAutoGroupChange", &customer_row::disable_auto_group_change},
        std::pair{"DefaultBilling", &customer_row::default_billing},
        std::pair{"DefaultShipping", &customer_row::default_shipping}}) {
    if (same_setter(setter, number)) return with.number(name, value, to.*member);
  }
  return with.text(name, value, customer_texts, to.texts);
}

/// 31.12.1980 as 1980-12-31; what has another form is kept as it is.
std::string as_date(const std::string& text) {
  int day = 0;
  int month = 0;
  int year = 0;
  if (std::sscanf(text.c_str(), "%2d.%2d.%4d", &day, &month, &year) != 3) return text;
  const auto padded = [](int number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
  };
  return padded(year, 4) + '-' + padded(month, 2) + '-' + padded(day, 2);
}

}  // namespace

void address_row::apply_to(customer_address& to) const {
  for (const auto& [member, text] : texts) to.*member = text;
  if (street) to.street = *street;
  if (region_id) to.region_id = *region_id;
}

void customer_row::apply_to(customer& to, const std::vector<std::string>& known) const {
  for (const auto& [member, text] : texts) to.*member = text;
  to.dob = as_date(to.dob);
  if (group_id) to.group_id = *group_id;
  if (gender) to.gender = *gender;
  if (disable_auto_group_change) to.disable_auto_group_change = *disable_auto_group_change;
  if (is_subscribed) to.is_subscribed = *is_subscribed;
  for (const auto& [code, value] : custom_attributes) {
    if (std::find(known.begin(), known.end(), code) == known.end()) continue;
    if (value.empty()) {
      to.custom_attributes.erase(code);
    } else {
      to.custom_attributes[code] = value;
    }
  }
}

bool read_customer(const element& value, customer_row& to, answer& refused) {
  simdjson::dom::object members;
  if (value.get(members) != simdjson::SUCCESS) {
    refused = fatal_error();
    return false;
  }
  reader with{"", refused};
  for (const auto& member : members)
    if (!read_member(member.key, member.value, to, with, refused)) return false;
  return true;
}

}  // namespace acumage::simulator
