#include "simulator/orders/entity.hpp"

#include "simulator/body.hpp"
#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"
#include "simulator/sales/columns.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <utility>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

/// A list of texts as JSON. No value: it is not one.
std::optional<json_part> texts_in(const element& value) {
  simdjson::dom::array list;
  if (value.get(list) != simdjson::SUCCESS) return std::nullopt;
  std::string json;
  for (const element one : list) {
    const auto text = as_string(one);
    if (!text) return std::nullopt;
    json += (json.empty() ? "" : ",") + php_string(*text);
  }
  return json_part{'[' + json + ']'};
}

/// What the store shows of an order and takes back without a word.
bool is_known_extension(std::string_view setter) {
  static constexpr std::array<std::string_view, 8> names{
      "PaymentAdditionalInfo",   "AppliedTaxes", "ItemAppliedTaxes",    "Taxes",
      "AdditionalItemizedTaxes", "GiftMessage",  "ConvertingFromQuote", "PickupLocationCode"};
  return std::any_of(names.begin(), names.end(),
                     [&](const auto& name) { return same_setter(setter, name); });
}

class entity_reader {
 public:
  entity_reader(order_entity& to, answer& refused) : to_{to}, refused_{refused} {}

  bool member(std::string_view name, const element& value) {
    if (name == "items") return items(value);
    if (name == "billing_address")
      return read_order_address(value, name, to_.billing.emplace(), refused_);
    if (name == "payment") return payment(value);
    if (name == "extension_attributes") return extension(value);
    return true;
  }

 private:
  bool items(const element& value) {
    std::vector<element> elements;
    if (!elements_of(value, elements)) {
      refused_ = fatal_error();
      return false;
    }
    const record_reader reader{.columns = order_item_columns(), .inside = "items"};
    return std::all_of(elements.begin(), elements.end(), [&](const element& one) {
      return reader.read(one, to_.items.emplace_back(), refused_);
    });
  }

  bool payment(const element& value) {
    auto& payment = to_.payment.emplace();
    const record_reader reader{.columns = payment_columns(),
                               .inside = "payment",
                               .nested = [&](std::string_view name, const element& list) {
                                 if (auto texts = texts_in(list))
                                   payment[std::string{name}] = std::move(*texts);
                                 return true;
                               }};
    return reader.read(value, payment, refused_);
  }

  bool extension(const element& value) {
    simdjson::dom::object members;
    if (value.get(members) != simdjson::SUCCESS) return true;
    for (const auto& member : members) {
      const auto setter = camel_case(member.key);
      if (same_setter(setter, "ShippingAssignments")) {
        std::vector<element> list;
        if (elements_of(member.value, list) && !list.empty() && !assignment(list.front()))
          return false;
      } else if (!is_known_extension(setter)) {
        refused_ = field_not_supported(setter);
        return false;
      }
    }
    return true;
  }

  bool assignment(const element& value) {
    static const record_columns columns{"shipping:j items:j stock_id:i extension_attributes:j"};
    auto& to = to_.shipping.emplace();
    record unused;
    const record_reader reader{.columns = columns,
                               .nested = [&](std::string_view name, const element& inner) {
                                 if (name == "items") to.has_items = true;
                                 return name != "shipping" || shipping(inner, to);
                               }};
    return reader.read(value, unused, refused_);
  }

  bool shipping(const element& value, shipping_assignment& to) {
    static const record_columns columns{"address:j method:t total:j extension_attributes:j"};
    record plain;
    const record_reader reader{
        .columns = columns, .nested = [&](std::string_view name, const element& inner) {
          return name != "address" ||
                 read_order_address(inner, name, to.address.emplace(), refused_);
        }};
    if (!reader.read(value, plain, refused_)) return false;
    to.method = text_in(plain, "method");
    return true;
  }

  order_entity& to_;
  answer& refused_;
};

}  // namespace

bool read_order_entity(const element& from, order_entity& to, answer& refused) {
  entity_reader inner{to, refused};
  const record_reader reader{.columns = order_columns(),
                             .nested = [&](std::string_view name, const element& value) {
                               return inner.member(name, value);
                             }};
  return reader.read(from, to.head, refused);
}

bool read_order_address(const element& from, std::string_view inside, record& to, answer& refused) {
  const record_reader reader{.columns = order_address_columns(),
                             .inside = inside,
                             .nested = [&](std::string_view name, const element& value) {
                               if (name != "street") return true;
                               auto street = texts_in(value);
                               if (!street) {
                                 refused = wrong_type(name, value.is_array() ? "array" : "string",
                                                      "string[]", inside);
                                 return false;
                               }
                               to["street"] = std::move(*street);
                               return true;
                             }};
  return reader.read(from, to, refused);
}

std::string address_problems(const record& address) {
  static constexpr std::array<std::pair<const char*, const char*>, 8> needed{{
      {"postcode", "Zip code"},
      {"lastname", "Last name"},
      {"street", "Street"},
      {"city", "City"},
      {"email", "Email"},
      {"country_id", "Country"},
      {"firstname", "First Name"},
      {"telephone", "Phone Number"},
  }};
  std::string problems;
  const auto add = [&](const std::string& line) {
    problems += (problems.empty() ? "" : "\n") + line;
  };
  for (const auto& [column, label] : needed)
    if (!address.contains(column))
      add('"' + std::string{label} + "\" is required. Enter and try again.");
  if (const auto email = text_in(address, "email"); email.find('@') == std::string::npos)
    add("Email has a wrong format");
  return problems;
}

}  // namespace acumage::simulator
