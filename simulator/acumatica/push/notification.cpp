#include "simulator/acumatica/push/notification.hpp"

#include "messages/json_text.hpp"
#include "simulator/acumatica/odata/row_json.hpp"

namespace acumage::simulator::acumatica {
namespace {

constexpr std::size_t padding = 30;

struct row_style {
  const schema& of;
  const time_zone& zone;
  bool padded = false;
};

void append_value(std::string& to, const row_style& style, std::size_t place, const cell& value) {
  const column& shape = style.of.columns[place];
  if (is_null(value)) {
    to += "null";
    return;
  }
  switch (shape.type) {
    case column_type::text:
    case column_type::guid: {
      std::string text = text_of(value);
      if (style.padded && is_segmented(shape) && text.size() < padding) text.resize(padding, ' ');
      append_json_string(to, text);
      return;
    }
    case column_type::decimal: to += decimal_text(number_of(value), shape.places); return;
    case column_type::integer: to += std::to_string(number_of(value)); return;
    case column_type::boolean: to += number_of(value) == 0 ? "false" : "true"; return;
    case column_type::time: {
      const moment at = time_of(value);
      const auto second = std::chrono::floor<std::chrono::seconds>(at);
      append_json_string(to, iso(second, iso_form::bare, style.zone.offset_at(at)));
      return;
    }
  }
}

/// `other`: the other half of an update, if fields that are equal to it shall be null.
void append_row(std::string& to, const row_style& style, const row& one, const row* other) {
  to += '{';
  for (std::size_t i = 0; i < style.of.columns.size(); ++i) {
    if (i > 0) to += ',';
    append_json_string(to, style.of.columns[i].name);
    to += ':';
    const bool unchanged = other != nullptr && i >= style.of.key_count && one[i] == (*other)[i];
    append_value(to, style, i, unchanged ? cell{} : one[i]);
  }
  to += '}';
}

}  // namespace

std::string notification(const transaction& from, const std::string& id, const std::string& tenant,
                         const time_zone& zone, bool null_unchanged) {
  const row_style style{schema_of(from.of), zone, false};
  const row_style old_style{schema_of(from.of), zone, true};
  std::string inserted;
  std::string deleted;
  for (const auto& [before, after] : from.rows) {
    const bool hides = null_unchanged && before && after;
    if (after) {
      if (!inserted.empty()) inserted += ',';
      append_row(inserted, style, *after, hides ? &*before : nullptr);
    }
    if (before) {
      if (!deleted.empty()) deleted += ',';
      append_row(deleted, old_style, *before, hides ? &*after : nullptr);
    }
  }
  std::string text = "{\"Inserted\":[" + inserted + "],\"Deleted\":[" + deleted + "],\"Query\":";
  append_json_string(text, style.of.inquiry);
  text += ",\"CompanyId\":";
  append_json_string(text, tenant);
  text += ",\"Id\":\"" + id + "\",\"TimeStamp\":" + std::to_string(from.ticks);
  return text += ",\"AdditionalInfo\":{\"PXPerformanceInfoStartTime\":\"" +
                 invariant_date(from.statement) + "\"}}";
}

}  // namespace acumage::simulator::acumatica
