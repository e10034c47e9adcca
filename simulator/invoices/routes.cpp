// POST /V1/order/:id/invoice and GET /V1/invoices (REST.md 4.1; of the list no answer is recorded, it
// follows Adobe's schema).
#include "simulator/column.hpp"
#include "simulator/customers/customers.hpp"
#include "simulator/php_json.hpp"
#include "simulator/sales/columns.hpp"
#include "simulator/sales/lookup.hpp"
#include "simulator/sales/request.hpp"
#include "simulator/sales/rules.hpp"
#include "simulator/shipments/json.hpp"

#include <utility>

namespace acumage::simulator {
namespace {

constexpr std::string_view could_not_invoice =
    "Could not save an invoice, see error log for details";

struct line_to_invoice {
  order_item* line = nullptr;
  double quantity = 0;
};

std::vector<line_to_invoice> lines_of(stored_order& order, const sale_request& what) {
  std::vector<line_to_invoice> lines;
  for (auto& line : order.is.items)
    if (const double quantity = what.quantity_of(line, to_invoice(line)); quantity > 0)
      lines.push_back({&line, quantity});
  return lines;
}

/// Unlike a shipment, an invoice is not cut to what is open (Magento's InvoiceService).
const order_item* too_much_of(const order& order, const sale_request& what) {
  for (const auto& line : order.items) {
    const auto asked = what.quantities.find(line.item_id);
    if ((line.parent_item_id != 0) == line.bills_apart && asked != what.quantities.end() &&
        asked->second > to_invoice(line)) {
      return &line;
    }
  }
  return nullptr;
}

answer quantity_refusal(const order_item& line) {
  answer made = refusal(400, "We found an invalid quantity to invoice item \"%1\".");
  made.body.pop_back();
  made.body += ",\"parameters\":[" + php_string(line.name) + "]}";
  return made;
}

/// The products' line comes before the order's (transcript row 404).
std::string problems_of(const order& order, const std::vector<line_to_invoice>& lines) {
  std::string problems;
  if (lines.empty())
    problems += "\nThe invoice can't be created without products. Add products and try again.";
  if (const auto problem = invoice_problem(order); !problem.empty()) problems += '\n' + problem;
  return problems;
}

answer invoice_lines(sales_tables& all, stored_order& order, const sale_request& what) {
  if (const auto* line = too_much_of(order.is, what); can_invoice(order.is) && line != nullptr)
    return quantity_refusal(*line);
  const auto lines = lines_of(order, what);
  if (const auto problems = problems_of(order.is, lines); !problems.empty())
    return refusal(400, "Invoice Document Validation Error(s):" + problems);
  const auto id = ++all.last.invoice;
  stored_invoice made{.created_at = database_time()};
  made.is.entity_id = id;
  made.is.increment_id = numbered(id);
  made.is.order_id = order.is.entity_id;
  for (const auto& [line, quantity] : lines) {
    made.is.items.push_back({.entity_id = ++all.last.invoice_item,
                             .order_item_id = line->item_id,
                             .sku = line->sku,
                             .qty = quantity});
    line->qty_invoiced += quantity;
  }
  if (what.comment) made.is.comments.push_back(comment_from(what, all.last.invoice_comment));
  put_into_process(order.is);
  settle(order.is);
  order.updated_at = made.created_at;
  all.insert(std::move(made));
  return {.body = php_string(std::to_string(id)), .rows = lines.size()};
}

answer invoice_order(shop& of, const call& from) {
  answer made;
  const auto what = read_sale(from, sale_kind::invoice, of.options.multi_source, made);
  if (!what) return made;
  return with_order(of, from, [&](sales_tables& all, stored_order& order) {
    return invoice_lines(all, order, *what);
  });
}

std::string item_json(const sold_item& what, const invoice& in, const order_item& line) {
  record made;
  const double total = as_decimal(line.price * what.qty, 4, 1e16);
  for (const auto* column : {"price", "base_price"}) made[column] = line.price;
  for (const auto* column : {"row_total", "base_row_total"}) made[column] = total;
  made["entity_id"] = static_cast<double>(what.entity_id);
  made["parent_id"] = static_cast<double>(in.entity_id);
  set_text(made, "name", line.name);
  if (line.product_id != 0) made["product_id"] = static_cast<double>(line.product_id);
  made["sku"] = what.sku;
  made["order_item_id"] = static_cast<double>(what.order_item_id);
  made["qty"] = what.qty;
  return to_json(made, invoice_item_columns());
}

std::string invoice_json(const stored_invoice& what, const stored_order& of) {
  record made;
  std::string items;
  double pieces = 0;
  double goods = 0;
  for (const auto& one : what.is.items) {
    const auto line = std::find_if(of.is.items.begin(), of.is.items.end(), [&](const auto& item) {
      return item.item_id == one.order_item_id;
    });
    if (line == of.is.items.end()) continue;
    pieces += one.qty;
    goods = as_decimal(goods + one.qty * line->price, 4, 1e16);
    items += (items.empty() ? "" : ",") + item_json(one, what.is, *line);
  }
  std::string notes;
  for (const auto& one : what.is.comments)
    notes += (notes.empty() ? "" : ",") + note_json(one, what.is.entity_id);
  constexpr double paid = 2;
  made["state"] = paid;
  for (const auto* column : {"subtotal", "base_subtotal", "grand_total", "base_grand_total"})
    made[column] = goods;
  made["created_at"] = what.created_at;
  made["updated_at"] = what.created_at;
  made["entity_id"] = static_cast<double>(what.is.entity_id);
  made["increment_id"] = what.is.increment_id;
  made["order_id"] = static_cast<double>(what.is.order_id);
  if (of.is.store_id != 0) made["store_id"] = static_cast<double>(of.is.store_id);
  made["total_qty"] = pieces;
  made["items"] = json_part{'[' + items + ']'};
  made["comments"] = json_part{'[' + notes + ']'};
  return to_json(made, invoice_columns());
}

/// An invoice as a search sees it.
class invoice_line {
 public:
  explicit invoice_line(const stored_invoice& of) : of_{of} {}

  cell at(std::size_t column) const {
    switch (column) {
      case 0: return id_cell(of_.is.order_id);
      case 1: return id_cell(of_.is.entity_id);
      case 2: return text_cell(of_.is.increment_id, scratch_);
      default: return text_cell(of_.created_at, scratch_);
    }
  }

 private:
  const stored_invoice& of_;
  mutable std::string scratch_;
};

answer list_invoices(shop& of, const call& from) {
  answer made;
  const auto search = search_of(of, from,
                                {{"order_id", column_kind::number},
                                 {"entity_id", column_kind::number},
                                 {"increment_id"},
                                 {"created_at"},
                                 {"updated_at"}},
                                made);
  if (!search) return made;
  made.body = of.sold.read([&](const sales_tables& all) {
    return page_json(
        *search, candidates(all.invoices, all.invoices_of, search->how.only_numbers(0)),
        [](const auto* one) { return invoice_line{*one}; },
        [&](const auto* one) { return invoice_json(*one, *all.find_order(one->is.order_id)); });
  });
  of.seen.read();
  return made;
}

}  // namespace

route_table invoice_routes() {
  return {{"POST", "order/:orderId/invoice", "Magento_Sales::invoice", invoice_order,
           could_not_invoice},
          {"GET", "invoices", "Magento_Sales::sales_invoice", list_invoices}};
}

}  // namespace acumage::simulator
