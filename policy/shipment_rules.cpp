#include "policy/shipment_rules.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"
#include "policy/inventory_rules.hpp"
#include "policy/shipment_lines.hpp"
#include "policy/sku.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acumage::policy {

namespace {

std::string folded(std::string_view text) { return fold_key(trimmed(text)); }

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), folded(text)) != names.end();
}

/// Status and Confirmed say the same in two columns: the newer one is believed.
bool is_confirmed(const known_document& known) {
  const auto* status = known.find("status");
  const auto* flag = known.find("confirmed");
  const bool by_status =
      status != nullptr && is_one_of(status->value, {"confirmed", "invoiced", "completed"});
  const bool by_flag = flag != nullptr && is_one_of(flag->value, {"true", "1"});
  if (status == nullptr || flag == nullptr || status->at == flag->at) return by_status || by_flag;
  return status->at < flag->at ? by_flag : by_status;
}

/// Acumatica writes the type in either way.
bool is_drop(const known_document& known) {
  return is_one_of(known.text("type"), {"drop-shipment", "drop shipment"});
}

/// Too little has come to say what is to be shipped: the rest is in rows that have not come yet.
bool is_incomplete(const known_document& known) {
  if (known.find("status") == nullptr && known.find("confirmed") == nullptr) return true;
  if (split_shipment_key(known.key).erp_order.empty()) return true;
  return std::none_of(known.fields.begin(), known.fields.end(), [](const auto& field) {
    return field.first.ends_with("/quantity") || field.first.ends_with("/clash");
  });
}

/// Why the document is none that the store is told of; empty: it is.
std::string reason_to_filter(const known_document& known, const shipment_options& options) {
  if (!options.enabled) return "switched off";
  if (is_one_of(known.text("operation"), {"receipt"})) return "receipt";
  if (!is_one_of(known.text("operation"), {"", "issue"})) return "other operation";
  if (!is_drop(known) && !is_one_of(known.text("type"), {"", "shipment"})) return "other type";
  const auto* number = known.find("store_order");
  if (number != nullptr && number->value.empty() && !options.erp_order_prefix)
    return "created in the ERP";
  if (is_incomplete(known)) return {};
  if (options.trigger == shipment_trigger::invoice_release) {
    if (!is_one_of(known.text("status"), {"completed"})) return "invoice not released";
  } else if (!is_confirmed(known)) {
    return "not confirmed";
  }
  return {};
}

class working {
 public:
  working(const known_document& known, const shipment_options& options)
      : known_{known}, options_{options} {}

  shipment_ruling take() && {
    result_.what = rule();
    if (std::holds_alternative<publish>(result_.what))
      for (const auto& line : order_.lines)
        if (line.quantity != "0")
          result_.quantities.push_back(stock_key(line.sku, source_of(order_, line)));
    return std::move(result_);
  }

 private:
  ruling rule() {
    if (auto reason = reason_to_filter(known_, options_); !reason.empty())
      return filter{std::move(reason)};
    if (is_incomplete(known_)) return park();
    auto lines = lines_of(known_);
    if (!lines.problem.empty()) return reject{letter_class::data, std::move(lines.problem)};
    if (lines.lines.empty()) return filter{"no quantity shipped"};
    order_.lines = std::move(lines.lines);
    name_orders();
    if (auto problem = find_carrier(); !problem.empty())
      return reject{letter_class::unmapped, std::move(problem)};
    if (auto problem = find_sources(); !problem.empty())
      return reject{letter_class::unmapped, std::move(problem)};
    order_.notify = options_.notify;
    order_.create_invoice = options_.create_invoice;
    if (order_.create_invoice) order_.invoice = known_.text("invoice");
    for (auto at = known_.fields.lower_bound("track/");
         at != known_.fields.end() && at->first.starts_with("track/"); ++at)
      order_.tracks.push_back(at->second.value);
    return publish{encode(order_), {}};
  }

  /// Without the number of an order it is told to nobody, and waits for more rows.
  ruling park() {
    const auto key = split_shipment_key(known_.key);
    order_.shipment = key.number;
    order_.erp_order = key.erp_order;
    return publish{encode(order_), {}};
  }

  void name_orders() {
    const auto key = split_shipment_key(known_.key);
    order_.shipment = key.number;
    order_.erp_order = key.erp_order;
    order_.order = known_.text("store_order");
    const auto* number = known_.find("store_order");
    // The column has come and is empty: the order was born in the ERP.
    if (number == nullptr || !number->value.empty() || !options_.erp_order_prefix) return;
    if (order_.erp_order.empty()) return;
    auto created = order_.erp_order;
    if (const auto blank = created.find(' '); blank != std::string::npos) created[blank] = '-';
    order_.order = *options_.erp_order_prefix + created;
  }

  std::string find_carrier() {
    std::string ship_via{known_.text("ship_via")};
    if (is_drop(known_)) {
      if (options_.drop_ship_via.empty())
        return "a drop shipment has no ShipVia; expected one in dropship.ship_via";
      ship_via = options_.drop_ship_via;
    }
    const auto found = options_.carriers.find(folded(ship_via));
    if (found != options_.carriers.end()) {
      order_.carrier = found->second.code;
      order_.title = found->second.title;
    } else {
      order_.carrier = "custom";
      order_.title = ship_via;
      if (!ship_via.empty()) result_.unmapped.push_back({"ship_via", ship_via});
    }
    if (order_.title.empty()) order_.title = order_.carrier;
    return {};
  }

  /// Each line's, and the first one's for the whole; a line that leaves from there has none of its own.
  std::string find_sources() {
    std::string problem;
    const std::string warehouse{known_.text("warehouse")};
    for (auto& line : order_.lines) {
      auto words = find_source(line.source.empty() ? warehouse : line.source, line.source);
      if (problem.empty()) problem = std::move(words);
    }
    order_.source = order_.lines.front().source;
    for (auto& line : order_.lines)
      if (line.source == order_.source) line.source.clear();
    return problem;
  }

  /// Why the warehouse has no source; empty: it has.
  std::string find_source(std::string warehouse, std::string& source) {
    if (options_.sources.empty()) {
      source = "default";
      return {};
    }
    if (const auto found = options_.sources.find(folded(warehouse));
        found != options_.sources.end()) {
      source = found->second;
      return {};
    }
    if (!warehouse.empty()) {
      const auto told = [&](const auto& each) { return each.value == warehouse; };
      if (std::none_of(result_.unmapped.begin(), result_.unmapped.end(), told))
        result_.unmapped.push_back({"warehouse", warehouse});
      return "WarehouseID: " + warehouse +
             " has no source; expected it among the warehouses that have one";
    }
    if (!is_drop(known_))
      return "WarehouseID: none is known; expected a column with a warehouse that has a source";
    source = options_.drop_source;
    if (!source.empty()) return {};
    return "a drop shipment names no warehouse; expected one, or a source in "
           "vendor_inventory.source";
  }

  const known_document& known_;
  const shipment_options& options_;
  shipment_order order_;
  shipment_ruling result_;
};

}  // namespace

shipment_ruling rule_on_shipment(const known_document& known, const shipment_options& options) {
  return working{known, options}.take();
}

}  // namespace acumage::policy
