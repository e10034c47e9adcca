// Inquiries of contract REST, which are read by PUT: the parameters come in the body.
#include "simulator/acumatica/errors.hpp"
#include "simulator/acumatica/guid.hpp"
#include "simulator/acumatica/rest/entities.hpp"
#include "simulator/acumatica/rest/reads.hpp"

#include <simdjson.h>

#include <algorithm>

namespace acumage::simulator::acumatica {
namespace {

/// The value of a parameter; empty: it is not given.
std::string parameter(const simdjson::dom::object& body, std::string_view name) {
  simdjson::dom::object field;
  std::string_view text;
  if (body.at_key(name).get(field) != simdjson::SUCCESS) return {};
  return field.at_key("value").get(text) == simdjson::SUCCESS ? std::string{text} : std::string{};
}

void append_rows(std::string& to, site& of, const std::string& item, const std::string& warehouse,
                 const record_style& style) {
  const schema& shape = schema_of(entity::quantity);
  std::string key;
  append_key(key, cell{item});
  if (!warehouse.empty()) append_key(key, cell{warehouse});
  std::size_t count = 0;
  of.data.read(entity::quantity, [&](const table& rows) {
    for (auto each = rows.rows().lower_bound(key);
         each != rows.rows().end() && each->first.starts_with(key); ++each) {
      if (count++ > 0) to += ',';
      append_head(to, database::note_id(entity::quantity, each->first), count);
      for (std::size_t i = 1; i + 1 < shape.columns.size(); ++i)
        append_field(to, shape.columns[i].name, shape.columns[i], each->second[i], style);
      to += ",\"LocationID\":{},\"custom\":{}}";
    }
  });
}

}  // namespace

/// InventorySummaryInquiry answers; SalesPricesInquiry cannot (PULL 0.5).
answer answer_inquiry_by_put(site& of, const call& by) {
  if (by.to.name == "SalesPricesInquiry") return cannot_optimize(by.to.name, "SalesPriceDetails");
  if (by.to.name != "InventorySummaryInquiry" || !by.to.keys.empty()) return not_found();
  if (by.faults.has(trouble::forbidden)) return forbidden("Inventory Summary (IN401000)");
  if (by.faults.has(trouble::cannot_optimize)) return cannot_optimize(by.to.name, "Results");
  simdjson::dom::parser parser;
  simdjson::dom::object body;
  if (parser.parse(by.what.body.data(), by.what.body.size()).get(body) != simdjson::SUCCESS)
    return exception_answer(400, "The request is invalid.", "PX.Data.PXException");
  const auto item = parameter(body, "InventoryID");
  const auto warehouse = parameter(body, "WarehouseID");
  if (item.empty())
    return exception_answer(500, "Error: 'Inventory ID' cannot be empty.",
                            "PX.Data.PXFieldValueProcessingException");
  const record_style style{
      .zone = of.setup.zone, .faults = by.faults, .select = {}, .expand = {}, .related = {}};
  const column text{"InventoryID"};
  std::string made;
  append_head(made, guid_from("summary " + item), 1);
  append_field(made, "InventoryID", text, cell{item}, style);
  append_field(made, "WarehouseID", text, warehouse.empty() ? cell{} : cell{warehouse}, style);
  const auto expand = names_in(by.what.target, "$expand");
  if (std::find(expand.begin(), expand.end(), "Results") != expand.end()) {
    made += ",\"Results\":[";
    if (by.who.tenant == of.setup.tenant) append_rows(made, of, item, warehouse, style);
    made += ']';
  }
  return {.body = made + ",\"custom\":{}}"};
}

}  // namespace acumage::simulator::acumatica
