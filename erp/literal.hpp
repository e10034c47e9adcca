// Values as OData writes them in a filter.
#pragma once

#include "erp/options.hpp"
#include "erp/time_text.hpp"
#include "erp/zone.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace acumage::erp {

/// The types of $metadata that are written in ways of their own.
enum class edm : std::uint8_t {
  text,
  integer,   ///< Byte, Int16, Int32
  long_int,  ///< Int64
  decimal,
  real,  ///< Single, Double
  boolean,
  guid,
  date,
  date_time,  ///< without an offset; v3 only
  date_time_offset,
  unknown,  ///< no $metadata read: as the JSON of the answer has it
};

/// "Edm.String" -> text
edm read_edm(std::string_view name);

/// `token`: the value in the JSON of an answer, with the quotes of a string. A text is quoted, and
/// its quotes are doubled; null stays null.
std::string literal(std::string_view token, edm type, odata protocol);

std::string text_literal(std::string_view text);

/// How the times of an inquiry are written in a filter.
struct time_form {
  edm type = edm::date_time_offset;
  /// Times are written as the zone shows them; otherwise in UTC with Z.
  bool local = false;
  /// Only the digits count, so that an hour that comes twice is ambiguous.
  bool digits_only = false;
  zone in = {};
};

/// The instant that a row's time means. Of an hour that comes twice, the second one.
ticks instant_of(const written_time& shown, const time_form& how);

/// The literal of an instant.
std::string time_literal(ticks utc, const time_form& how, odata protocol);

/// The same instant, moved by an hour out of a repeated hour when the literal has no offset: `from`
/// an hour earlier, `until` an hour later, so that nothing between them is missed.
ticks widened_from(ticks utc, const time_form& how);
ticks widened_until(ticks utc, const time_form& how);

}  // namespace acumage::erp
