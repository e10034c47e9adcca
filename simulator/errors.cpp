#include "simulator/errors.hpp"

#include "simulator/php_json.hpp"

#include <array>
#include <charconv>

namespace acumage::simulator {
namespace {

/// {"message": …, "parameters": {name: value}}; `value` is JSON.
answer refusal_about(int status, std::string_view message, std::string_view name,
                     std::string_view value) {
  answer made = refusal(status, message);
  made.body.pop_back();
  made.body += ",\"parameters\":{" + php_string(name) + ':' + std::string{value} + "}}";
  return made;
}

}  // namespace

answer refusal(int status, std::string_view message) {
  return {.status = status, .body = "{\"message\":" + php_string(message) + '}'};
}

answer not_processable() { return refusal(400, "Specified request cannot be processed."); }

answer no_route() { return refusal(404, "Request does not match any route."); }

answer no_such_product() {
  return refusal(404,
                 "The product that was requested doesn't exist. Verify the product and try again.");
}

answer method_not_supported(std::string_view method) {
  return refusal(405, "The " + std::string{method} + " HTTP method is not supported.");
}

answer not_authorized(std::string_view resource) {
  return refusal_about(401, "The consumer isn't authorized to access %resources.", "resources",
                       php_string(resource));
}

answer decoding_error() { return refusal(400, "Decoding error."); }

answer parameter_required(std::string_view name) {
  return refusal_about(400, "\"%fieldName\" is required. Enter and try again.", "fieldName",
                       php_string(name));
}

answer field_not_supported(std::string_view name) {
  return refusal_about(400,
                       "\"%fieldName\" is not supported. Correct the field name and try again.",
                       "fieldName", php_string(name));
}

answer no_such_stock_item(std::string_view sku) {
  answer made = refusal(404, "The Product with the \"%1\" SKU doesn't exist.");
  made.body.pop_back();
  made.body += ",\"parameters\":[" + php_string(sku) + "]}";
  return made;
}

answer no_such_source(std::string_view code) {
  return refusal_about(404, "Source with code \"%value\" does not exist.", "value",
                       php_string(code));
}

answer no_such_sale() {
  return refusal(404,
                 "The entity that was requested doesn't exist. Verify the entity and try again.");
}

answer id_needed() { return refusal(400, "An ID is needed. Set the ID and try again."); }

answer page_too_large(std::size_t max) {
  answer made = refusal(400, "Maximum SearchCriteria pageSize is %max");
  made.body.pop_back();
  made.body += ",\"parameters\":{\"max\":" + std::to_string(max) + "}}";
  return made;
}

answer too_many_items(std::string_view type, std::size_t max) {
  answer made = refusal(400, "Maximum items of type \"%type\" is %max");
  made.body.pop_back();
  made.body +=
      ",\"parameters\":{\"type\":" + php_string(type) + ",\"max\":" + std::to_string(max) + "}}";
  return made;
}

answer wrong_type(std::string_view field, std::string_view value, std::string_view type,
                  std::string_view inside) {
  const auto during = [](std::string_view name) {
    return name.empty() ? std::string{}
                        : "Error occurred during \"" + std::string{name} + "\" processing. ";
  };
  return refusal(400, during(inside) + during(field) + "The \"" + std::string{value} +
                          "\" value's type is invalid. The \"" + std::string{type} +
                          "\" type was expected. Verify and try again.");
}

answer no_such_entity(std::string_view field, std::int64_t id) {
  answer made = refusal(404, "No such entity with %fieldName = %fieldValue");
  made.body.pop_back();
  made.body += ",\"parameters\":{\"fieldName\":" + php_string(field) +
               ",\"fieldValue\":" + std::to_string(id) + "}}";
  return made;
}

answer unknown_attribute(std::string_view name) {
  answer made = refusal(400, "The \"%1\" attribute name is invalid. Reset the name and try again.");
  made.body.pop_back();
  made.body += ",\"parameters\":[" + php_string(name) + "]}";
  return made;
}

answer required_fields(const std::vector<std::string_view>& names) {
  if (names.size() == 1) return parameter_required(names.front());
  answer made = refusal(400, "One or more input exceptions have occurred.");
  made.body.pop_back();
  made.body += ",\"errors\":[";
  for (const auto name : names) {
    if (made.body.back() == '}') made.body += ',';
    made.body += parameter_required(name).body;
  }
  made.body += "]}";
  return made;
}

answer invalid_value(std::string_view field, std::string_view value) {
  answer made = refusal(400, "Invalid value of \"%value\" provided for the %fieldName field.");
  made.body.pop_back();
  made.body += ",\"parameters\":{\"fieldName\":" + php_string(field) +
               ",\"value\":" + php_string(value) + "}}";
  return made;
}

answer invalid_default(std::string_view field) {
  return refusal_about(400, "The %fieldName value is invalid. Set the correct value and try again.",
                       "fieldName", php_string(field));
}

answer validation_failed(const std::vector<field_problem>& problems) {
  std::string first{problems.front().message};
  constexpr std::string_view place = "%field";
  first.replace(first.find(place), place.size(), problems.front().field);
  answer made = refusal(400, "Validation Failed: " + first);
  made.body.pop_back();
  made.body += ",\"errors\":[";
  for (const auto& one : problems) {
    if (made.body.back() == '}') made.body += ',';
    made.body += "{\"message\":" + php_string(one.message) +
                 ",\"parameters\":{\"field\":" + php_string(one.field) + "}}";
  }
  made.body += "]}";
  return made;
}

answer internal_error(std::uint64_t number) {
  // PHP's uniqid(): 13 hexadecimal digits.
  std::array<char, 16> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), 0x6b03fcb773596ULL + number, 16)
          .ptr;
  return refusal(500,
                 "Internal Error. Details are available in Magento log file. Report ID: webapi-" +
                     std::string{digits.data(), end});
}

answer fatal_error() {
  return {.status = 500,
          .body = "An error has happened during application run. See exception log for details.\n",
          .content_type = "text/plain;charset=UTF-8"};
}

answer too_many_requests() { return refusal(429, "Too Many Requests"); }

}  // namespace acumage::simulator
