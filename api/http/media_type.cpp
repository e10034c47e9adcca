#include "api/http/media_type.hpp"

#include "api/http/message.hpp"

#include <algorithm>
#include <array>

namespace acumage::api {

namespace {

media_type named(std::string_view essence) {
  constexpr std::array<std::string_view, 2> json{"application/json", "text/json"};
  constexpr std::array<std::string_view, 3> ndjson{"application/x-ndjson", "application/ndjson",
                                                   "application/jsonl"};
  const auto is = [&](std::string_view each) { return same_token(each, essence); };
  if (std::any_of(json.begin(), json.end(), is)) return media_type::json;
  if (std::any_of(ndjson.begin(), ndjson.end(), is)) return media_type::ndjson;
  return media_type::foreign;
}

/// JSON between systems is UTF-8 (RFC 8259, 8.1); other parameters do not affect the bytes.
bool is_foreign_charset(std::string_view parameter) {
  constexpr std::string_view name = "charset=";
  if (!same_token(parameter.substr(0, name.size()), name)) return false;
  auto value = parameter.substr(name.size());
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  return !same_token(value, "utf-8");
}

}  // namespace

media_type media_type_of(std::string_view content_type) {
  if (without_ows(content_type).empty()) return media_type::none;
  auto end = std::min(content_type.find(';'), content_type.size());
  const auto type = named(without_ows(content_type.substr(0, end)));
  while (end < content_type.size()) {
    content_type.remove_prefix(end + 1);
    end = std::min(content_type.find(';'), content_type.size());
    if (is_foreign_charset(without_ows(content_type.substr(0, end)))) return media_type::foreign;
  }
  return type;
}

bool is_form(std::string_view content_type) {
  constexpr std::string_view multipart = "multipart/";
  constexpr std::string_view encoded = "application/x-www-form-urlencoded";
  return same_token(content_type.substr(0, multipart.size()), multipart) ||
         same_token(content_type.substr(0, encoded.size()), encoded);
}

}  // namespace acumage::api
