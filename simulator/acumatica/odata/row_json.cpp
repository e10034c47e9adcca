#include "simulator/acumatica/odata/row_json.hpp"

#include "messages/json_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acumage::simulator::acumatica {
namespace {

constexpr std::size_t usual_padding = 30;

}  // namespace

bool is_segmented(const column& of) {
  static constexpr std::array<std::string_view, 5> names{"InventoryID", "WarehouseID", "CustomerID",
                                                         "OrderNbr", "ShipmentNbr"};
  return std::find(names.begin(), names.end(), of.name) != names.end();
}

row_writer::row_writer(const schema& of, std::vector<std::size_t> select, dialect by,
                       const time_zone& zone, const strikes& faults)
    : of_{of},
      select_{std::move(select)},
      by_{by},
      zone_{zone},
      faults_{faults},
      decimals_as_text_{by == dialect::odata_v3 || faults.has(trouble::decimals_as_text)},
      distorts_first_{faults.has(trouble::keyless_row) || faults.has(trouble::bad_number)} {
  if (const auto* padding = faults.find(trouble::padded_keys))
    padded_to_ = padding->value > 0 ? static_cast<std::size_t>(padding->value) : usual_padding;
  if (const auto* longer = faults.find(trouble::huge_rows))
    blanks_.assign(static_cast<std::size_t>(std::max<std::int64_t>(longer->value, 0)), ' ');
  for (const auto& one : of.columns)
    emptied_.push_back(faults.names(trouble::empty_field, one.name));
}

std::string row_writer::time_text(moment at) const {
  const auto offset = zone_.offset_at(at);
  if (by_ == dialect::odata_v3) return iso(at, iso_form::bare, offset);
  if (const auto* shifted = faults_.find(trouble::time_with_offset))
    return iso(at, iso_form::offset,
               shifted->value == 0 ? offset : std::chrono::minutes{shifted->value});
  if (faults_.has(trouble::time_bare)) return iso(at, iso_form::bare, offset);
  if (faults_.has(trouble::time_local_as_utc)) return iso(at, iso_form::wrong, offset);
  return iso(at, iso_form::utc, {});
}

void row_writer::write_cell(std::string& to, std::size_t place, const cell& value,
                            bool is_first) const {
  const column& shape = of_.columns[place];
  const bool keyless =
      is_first && distorts_first_ && place == 0 && faults_.has(trouble::keyless_row);
  if (is_null(value) || emptied_[place] || keyless) {
    to += "null";
    return;
  }
  switch (shape.type) {
    case column_type::text:
    case column_type::guid: {
      std::string text = text_of(value);
      if (is_segmented(shape) && text.size() < padded_to_) text.resize(padded_to_, ' ');
      append_json_string(to, text);
      return;
    }
    case column_type::decimal: {
      if (is_first && distorts_first_ && faults_.has(trouble::bad_number)) {
        to += "\"n/a\"";
        return;
      }
      const auto* quote = decimals_as_text_ ? "\"" : "";
      to += quote + decimal_text(number_of(value), shape.places) + quote;
      return;
    }
    case column_type::integer: {
      // 64 bits are a text in v3; TimeStamp is the only such column.
      const bool as_text = shape.name == "TimeStamp" &&
                           (by_ == dialect::odata_v3 || faults_.has(trouble::times_as_text_ticks));
      const auto* quote = as_text ? "\"" : "";
      to += quote + std::to_string(number_of(value)) + quote;
      return;
    }
    case column_type::boolean: to += number_of(value) == 0 ? "false" : "true"; return;
    case column_type::time: append_json_string(to, time_text(time_of(value))); return;
  }
}

void row_writer::write(std::string& to, const row& one, bool is_first) const {
  to += '{';
  to += blanks_;
  for (std::size_t i = 0; i < select_.size(); ++i) {
    if (i > 0) to += ',';
    append_json_string(to, of_.columns[select_[i]].name);
    to += ':';
    write_cell(to, select_[i], one[select_[i]], is_first);
  }
  to += '}';
}

}  // namespace acumage::simulator::acumatica
