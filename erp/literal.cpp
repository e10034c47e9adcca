#include "erp/literal.hpp"

#include "erp/json_value.hpp"

#include <array>
#include <utility>

namespace acumage::erp {

namespace {

constexpr ticks hour = 3'600 * ticks_per_second;

std::string wrapped(std::string_view kind, std::string_view text) {
  return std::string{kind} + "'" + std::string{text} + "'";
}

std::string v3_literal(const std::string& text, edm type) {
  switch (type) {
    case edm::long_int: return text + "L";
    case edm::decimal: return text + "M";
    case edm::guid: return wrapped("guid", text);
    case edm::date:
    case edm::date_time: return wrapped("datetime", text);
    case edm::date_time_offset: return wrapped("datetimeoffset", text);
    default: return text;
  }
}

}  // namespace

edm read_edm(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, edm>, 14> all{{
      {"Edm.String", edm::text},
      {"Edm.Byte", edm::integer},
      {"Edm.SByte", edm::integer},
      {"Edm.Int16", edm::integer},
      {"Edm.Int32", edm::integer},
      {"Edm.Int64", edm::long_int},
      {"Edm.Decimal", edm::decimal},
      {"Edm.Single", edm::real},
      {"Edm.Double", edm::real},
      {"Edm.Boolean", edm::boolean},
      {"Edm.Guid", edm::guid},
      {"Edm.Date", edm::date},
      {"Edm.DateTime", edm::date_time},
      {"Edm.DateTimeOffset", edm::date_time_offset},
  }};
  for (const auto& [known, type] : all)
    if (known == name) return type;
  return edm::unknown;
}

std::string text_literal(std::string_view text) {
  std::string made{"'"};
  for (const auto c : text) made.append(c == '\'' ? 2 : 1, c);
  return made + "'";
}

std::string literal(std::string_view token, edm type, odata protocol) {
  if (token == "null") return "null";
  const bool quoted = token.starts_with('"');
  const auto text = quoted ? json_text_of(token) : std::string{token};
  if (type == edm::text || (type == edm::unknown && quoted)) return text_literal(text);
  // v3 sends decimals and long integers as strings; no literal but a text has quotes of its own.
  return protocol == odata::v3 ? v3_literal(text, type) : text;
}

ticks instant_of(const written_time& shown, const time_form& how) {
  if (shown.offset && !how.local) return shown.utc();
  return how.in.instant(shown.digits);
}

std::string time_literal(ticks utc, const time_form& how, odata protocol) {
  const auto digits = iso_digits(how.local ? how.in.local(utc) : utc);
  if (how.type == edm::date_time)
    return protocol == odata::v3 ? wrapped("datetime", digits) : digits;
  const auto text =
      digits + iso_offset(how.local ? how.in.offset_at(utc) : std::chrono::seconds{0});
  return protocol == odata::v3 ? wrapped("datetimeoffset", text) : text;
}

ticks widened_from(ticks utc, const time_form& how) {
  return how.local && how.digits_only && how.in.repeats(utc) ? utc - hour : utc;
}

ticks widened_until(ticks utc, const time_form& how) {
  return how.local && how.digits_only && how.in.repeats(utc) ? utc + hour : utc;
}

}  // namespace acumage::erp
