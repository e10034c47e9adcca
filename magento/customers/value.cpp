#include "magento/customers/value.hpp"

#include "messages/key.hpp"

#include <simdjson.h>
#include <cstdint>
#include <string_view>

namespace acumage::magento {

namespace {

using element = simdjson::dom::element;

std::optional<std::string> text(const element& of, std::string_view name) {
  std::string_view found;
  if (of[name].get(found) != simdjson::SUCCESS) return std::nullopt;
  return std::string{found};
}

int number(const element& of, std::string_view name) {
  std::int64_t found = 0;
  if (of[name].get(found) != simdjson::SUCCESS) return 0;
  return static_cast<int>(found);
}

policy::customer_address read_address(const element& from) {
  policy::customer_address made;
  made.line_1 = text(from, "line1").value_or("");
  made.line_2 = text(from, "line2");
  made.city = text(from, "city").value_or("");
  made.state = text(from, "state");
  made.country = text(from, "country").value_or("");
  made.postal_code = text(from, "postal_code").value_or("");
  made.phone = text(from, "phone").value_or("");
  return made;
}

}  // namespace

std::optional<policy::customer_record> read_customer_value(const std::string& value) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(value).get(root) != simdjson::SUCCESS || !root.is_object()) return std::nullopt;
  policy::customer_record record;
  record.missing = text(root, "missing").value_or("");
  if (!record.missing.empty()) return record;
  record.email = text(root, "email").value_or("");
  record.first_name = text(root, "first_name").value_or("");
  record.last_name = text(root, "last_name").value_or("");
  record.website_id = number(root, "website_id");
  record.group = number(root, "group");
  if (record.email.empty() || record.website_id < 1) return std::nullopt;
  if (element address; root["address"].get(address) == simdjson::SUCCESS)
    record.address = read_address(address);
  record.remark = text(root, "remark").value_or("");
  if (simdjson::dom::object list; root["attributes"].get(list) == simdjson::SUCCESS)
    for (const auto each : list)
      if (std::string_view found; each.value.get(found) == simdjson::SUCCESS)
        record.attributes.emplace(each.key, found);
  return record;
}

std::string customer_account(const delivery& what) {
  const auto record = read_customer_value(what.value);
  return record ? fold_key(record->email) : std::string{};
}

std::string customer_lacks(const std::string& value) {
  const auto record = read_customer_value(value);
  return record ? record->missing : std::string{};
}

}  // namespace acumage::magento
