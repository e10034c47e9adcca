#include "acumatica/order_row.hpp"

#include "messages/key.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace acumage::acumatica {

namespace {

error wrong(std::string_view column, const std::string& words) {
  return {errc::invalid, std::string{column} + ": " + words, {}};
}

/// Null: absent or null in the row.
const cell* cell_in(const row& columns, concept_id which) {
  const auto found = columns.find(which);
  if (found == columns.end() || found->second.type == cell::kind::null) return nullptr;
  return &found->second;
}

/// A text column, and the member that it is read into.
template <class Into>
struct text_column {
  concept_id which;
  told_text Into::*to;
};

template <class Into, std::size_t Count>
status take_texts(const row& columns, const std::array<text_column<Into>, Count>& wanted,
                  Into& into) {
  for (const auto& [which, to] : wanted) {
    const auto* found = cell_in(columns, which);
    if (found == nullptr) continue;
    if (found->type == cell::kind::nested)
      return wrong(to_string(which), "it is nested; expected a text or a number");
    into.*to = std::string{trimmed(found->text)};
  }
  return done();
}

constexpr std::array<text_column<erp_order_row>, 4> header_columns{{
    {concept_id::status, &erp_order_row::status},
    {concept_id::email, &erp_order_row::email},
    {concept_id::order_total, &erp_order_row::total},
    {concept_id::currency, &erp_order_row::currency},
}};

constexpr std::array<text_column<erp_order_line>, 4> line_columns{{
    {concept_id::item, &erp_order_line::item},
    {concept_id::quantity, &erp_order_line::quantity},
    {concept_id::unit_price, &erp_order_line::unit_price},
    {concept_id::extended_price, &erp_order_line::extended_price},
}};

constexpr std::array<text_column<erp_order_address>, 10> address_columns{{
    {concept_id::customer_name, &erp_order_address::name},
    {concept_id::first_name, &erp_order_address::first_name},
    {concept_id::last_name, &erp_order_address::last_name},
    {concept_id::address_line_1, &erp_order_address::line_1},
    {concept_id::address_line_2, &erp_order_address::line_2},
    {concept_id::city, &erp_order_address::city},
    {concept_id::state, &erp_order_address::state},
    {concept_id::country, &erp_order_address::country},
    {concept_id::postal_code, &erp_order_address::postal_code},
    {concept_id::phone, &erp_order_address::phone},
}};

status take_store_number(const row& columns, told_column& into) {
  constexpr auto which = concept_id::store_order_number;
  into.there = columns.count(which) > 0;
  const auto* found = cell_in(columns, which);
  if (found == nullptr) return done();
  if (found->type != cell::kind::string && found->type != cell::kind::number)
    return wrong(to_string(which), "it is " + found->text + "; expected a text");
  into.text = std::string{trimmed(found->text)};
  return done();
}

status take_lines(const row& columns, const field_aliases& aliases,
                  std::optional<std::vector<erp_order_line>>& into) {
  const auto* list = cell_in(columns, concept_id::details);
  if (list == nullptr) return done();
  if (list->type != cell::kind::nested)
    return wrong("Details", "it is " + list->text + "; expected a list");
  const auto rows = read_rows(entity::order, list->text, aliases);
  if (!rows) return wrong("Details", rows.problem().message);
  into.emplace();
  for (const auto& each : *rows) {
    auto& line = into->emplace_back();
    if (auto taken = take_texts(each, line_columns, line); !taken)
      return wrong("Details", taken.problem().message);
  }
  return done();
}

status take_address(const row& columns, concept_id which, const field_aliases& aliases,
                    std::optional<erp_order_address>& into) {
  const auto* nested = cell_in(columns, which);
  if (nested == nullptr) return done();
  if (nested->type != cell::kind::nested)
    return wrong(to_string(which), "it is " + nested->text + "; expected an object");
  const auto parts = read_row(entity::order, nested->text, aliases);
  if (!parts) return wrong(to_string(which), parts.problem().message);
  if (auto taken = take_texts(*parts, address_columns, into.emplace()); !taken)
    return wrong(to_string(which), taken.problem().message);
  return done();
}

}  // namespace

result<erp_order_row> read_order_row(std::string_view json_object, const field_aliases& aliases) {
  const auto columns = read_row(entity::order, json_object, aliases);
  if (!columns) return columns.problem();
  erp_order_row told;
  if (auto taken = take_store_number(*columns, told.store_number); !taken) return taken.problem();
  if (auto taken = take_texts(*columns, header_columns, told); !taken) return taken.problem();
  if (auto taken = take_lines(*columns, aliases, told.lines); !taken) return taken.problem();
  for (const auto& [which, into] : {std::pair{concept_id::billing_address, &told.billing},
                                    std::pair{concept_id::shipping_address, &told.shipping}})
    if (auto taken = take_address(*columns, which, aliases, *into); !taken) return taken.problem();
  return told;
}

}  // namespace acumage::acumatica
