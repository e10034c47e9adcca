#include "simulator/sales/request.hpp"

#include "simulator/body.hpp"
#include "simulator/column.hpp"
#include "simulator/customers/customers.hpp"
#include "simulator/errors.hpp"
#include "simulator/sales/columns.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace acumage::simulator {
namespace {

using simdjson::dom::element;

/// A top-level member in either spelling; null and missing are the same.
std::optional<element> given(const element& body, std::string_view name) {
  answer unused;
  return required(body, name, unused);
}

struct list_kind {
  std::string_view name;
  std::string_view php_class;
  const record_columns& columns;
};

/// false: the call is refused.
bool read_list(const element& body, const list_kind& kind, const call& from,
               std::vector<record>& to, answer& refused) {
  const auto list = given(body, kind.name);
  if (!list) return true;
  std::vector<element> elements;
  if (!elements_of(*list, elements)) {
    refused = fatal_error();
    return false;
  }
  if (from.array_limit != 0 && elements.size() > from.array_limit) {
    refused = too_many_items(R"(\Magento\Sales\Api\Data\)" + std::string{kind.php_class},
                             from.array_limit);
    return false;
  }
  return std::all_of(elements.begin(), elements.end(), [&](const element& one) {
    return record_reader{kind.columns}.read(one, to.emplace_back(), refused);
  });
}

bool read_source_code(const element& value, std::optional<std::string>& to, bool multi_source,
                      answer& refused) {
  simdjson::dom::object members;
  if (value.get(members) != simdjson::SUCCESS) return true;
  for (const auto& member : members) {
    const auto setter = camel_case(member.key);
    if (!multi_source || !same_setter(setter, "SourceCode")) {
      refused = field_not_supported(setter);
      return false;
    }
    if (member.value.is_null()) continue;
    to = as_string(member.value);
    if (to) continue;
    refused = wrong_type("source_code", shown(member.value), "string");
    return false;
  }
  return true;
}

bool read_arguments(const element& body, sale_request& to, bool multi_source, answer& refused) {
  const auto arguments = given(body, "arguments");
  if (!arguments) return true;
  record unused;
  const record_reader reader{
      .columns = arguments_columns(), .nested = [&](std::string_view, const element& value) {
        return read_source_code(value, to.source_code, multi_source, refused);
      }};
  return reader.read(*arguments, unused, refused);
}

bool read_comment(const element& body, sale_request& to, answer& refused) {
  const auto append = given(body, "appendComment");
  to.append_comment = append && as_bool(*append);
  const auto comment = given(body, "comment");
  to.has_bad_comment = comment && !comment->is_object();
  return !comment || to.has_bad_comment ||
         record_reader{new_comment_columns()}.read(*comment, to.comment.emplace(), refused);
}

}  // namespace

std::optional<sale_request> read_sale(const call& from, sale_kind kind, bool multi_source,
                                      answer& refused) {
  const bool ships = kind == sale_kind::shipment;
  const auto body = decode(from.what, parser_of_thread(), refused);
  if (!body) return std::nullopt;
  sale_request made;
  std::vector<record> items;
  std::vector<record> packages;
  const list_kind lines{"items",
                        ships ? "ShipmentItemCreationInterface" : "InvoiceItemCreationInterface",
                        new_shipment_item_columns()};
  const list_kind tracks{"tracks", "ShipmentTrackCreationInterface", new_track_columns()};
  const list_kind parcels{"packages", "ShipmentPackageCreationInterface", new_package_columns()};
  const bool usable = read_list(*body, lines, from, items, refused) &&
                      read_comment(*body, made, refused) &&
                      (!ships || (read_list(*body, tracks, from, made.tracks, refused) &&
                                  read_list(*body, parcels, from, packages, refused))) &&
                      read_arguments(*body, made, ships && multi_source, refused);
  if (!usable) return std::nullopt;
  made.has_items = !items.empty();
  for (const auto& one : items) {
    made.quantities[static_cast<std::int64_t>(number_in(one, "order_item_id"))] =
        number_in(one, "qty");
  }
  return made;
}

double sale_request::quantity_of(const order_item& line, double open) const {
  double wanted = open;
  if (has_items) {
    const auto found = quantities.find(line.item_id);
    wanted = found == quantities.end() ? 0 : std::min(found->second, open);
  }
  return std::max(line.is_qty_decimal ? wanted : std::trunc(wanted), 0.0);
}

sales_comment comment_from(const sale_request& what, std::int64_t& last) {
  return {.entity_id = ++last,
          .comment = as_varchar(text_in(*what.comment, "comment"), longest_text),
          .is_customer_notified = what.append_comment ? 1 : 0,
          .is_visible_on_front =
              static_cast<std::int64_t>(number_in(*what.comment, "is_visible_on_front")),
          .created_at = database_time()};
}

}  // namespace acumage::simulator
