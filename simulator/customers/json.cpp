#include "simulator/customers/json.hpp"

#include "simulator/customers/directory.hpp"
#include "simulator/php_json.hpp"

#include <algorithm>
#include <string_view>

namespace acumage::simulator {
namespace {

/// A PHP object: what has no value has no member.
class php_members {
 public:
  php_members& text(std::string_view name, std::string_view value) {
    return value.empty() ? *this : json(name, php_string(value));
  }
  php_members& number(std::string_view name, std::int64_t value) {
    return json(name, std::to_string(value));
  }
  /// Only shown when set.
  php_members& flag(std::string_view name, bool value) {
    return value ? json(name, "true") : *this;
  }
  php_members& json(std::string_view name, std::string_view value) {
    if (text_.size() > 1) text_ += ',';
    text_ += php_string(name) + ':';
    text_ += value;
    return *this;
  }
  std::string take() { return text_ + '}'; }

 private:
  std::string text_ = "{";
};

std::string text_or_null(std::string_view text) { return text.empty() ? "null" : php_string(text); }

/// A region of the store's list has its code and name; one that is only a text has it for both
/// (transcript row 529).
std::string region_json(const customer_address& of) {
  const auto* const known = region_of(of.region_id);
  php_members made;
  made.json("region_code", text_or_null(known == nullptr ? of.region : known->code));
  made.json("region", text_or_null(known == nullptr ? of.region : known->name));
  return made.number("region_id", of.region_id).take();
}

std::string street_json(const customer_address& of) {
  std::string lines;
  for (const auto& line : of.street) lines += (lines.empty() ? "" : ",") + php_string(line);
  return '[' + lines + ']';
}

std::string address_json(const customer_address& one, std::int64_t customer_id) {
  return php_members{}
      .number("id", one.id)
      .number("customer_id", customer_id)
      .json("region", region_json(one))
      .number("region_id", one.region_id)
      .text("country_id", one.country_id)
      .json("street", street_json(one))
      .text("company", one.company)
      .text("telephone", one.telephone)
      .text("fax", one.fax)
      .text("postcode", one.postcode)
      .text("city", one.city)
      .text("firstname", one.firstname)
      .text("lastname", one.lastname)
      .text("middlename", one.middlename)
      .text("prefix", one.prefix)
      .text("suffix", one.suffix)
      .text("vat_id", one.vat_id)
      .flag("default_shipping", one.default_shipping)
      .flag("default_billing", one.default_billing)
      .take();
}

/// The number of the address that has the flag, as a text; empty: none has.
std::string default_id(const customer& of, bool customer_address::*flag) {
  const auto found = std::find_if(of.addresses.begin(), of.addresses.end(),
                                  [&](const auto& one) { return one.*flag; });
  return found == of.addresses.end() ? std::string{} : std::to_string(found->id);
}

std::string attributes_json(const customer& of) {
  std::string list;
  for (const auto& [code, value] : of.custom_attributes) {
    if (!list.empty()) list += ',';
    list += php_members{}.text("attribute_code", code).text("value", value).take();
  }
  return '[' + list + ']';
}

}  // namespace

std::string to_json(const customer& what) {
  php_members made;
  made.number("id", what.id).number("group_id", what.group_id);
  made.text("default_billing", default_id(what, &customer_address::default_billing));
  made.text("default_shipping", default_id(what, &customer_address::default_shipping));
  made.text("created_at", what.created_at).text("updated_at", what.updated_at);
  made.text("created_in", what.created_in).text("dob", what.dob).text("email", what.email);
  made.text("firstname", what.firstname).text("lastname", what.lastname);
  made.text("middlename", what.middlename).text("prefix", what.prefix).text("suffix", what.suffix);
  if (what.gender != 0) made.number("gender", what.gender);
  made.number("store_id", what.store_id).text("taxvat", what.taxvat);
  made.number("website_id", what.website_id);
  std::string addresses;
  for (const auto& one : what.addresses)
    addresses += (addresses.empty() ? "" : ",") + address_json(one, what.id);
  made.json("addresses", '[' + addresses + ']');
  made.number("disable_auto_group_change", what.disable_auto_group_change);
  made.json("extension_attributes",
            what.is_subscribed ? R"({"is_subscribed":true})" : R"({"is_subscribed":false})");
  if (!what.custom_attributes.empty()) made.json("custom_attributes", attributes_json(what));
  return made.take();
}

std::string to_json(const customer_group& what) {
  return php_members{}
      .number("id", what.id)
      .text("code", what.code)
      .number("tax_class_id", 3)
      .text("tax_class_name", "Retail Customer")
      .take();
}

}  // namespace acumage::simulator
