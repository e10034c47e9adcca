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

unknown_word no_word(std::string kind, std::string_view column, std::string_view word,
                     const std::string& expected) {
  return {std::move(kind), std::string{trimmed(word)},
          "unknown_word: " + std::string{column} + " is \"" + std::string{trimmed(word)} +
              "\"; expected " + expected};
}

/// The meaning of a document's words. Empty members: the necessary words are unknown.
struct understood {
  std::optional<shipment_kind> kind = shipment_kind::shipment;
  std::optional<shipment_direction> direction = shipment_direction::issue;
  std::optional<shipment_stage> stage = shipment_stage::open;
  std::optional<bool> confirmed = false;  ///< from the column of that name
};

template <class Meaning>
void understand(std::string_view word, const word_table<Meaning>& table,
                std::optional<Meaning>& into) {
  if (!trimmed(word).empty()) into = meaning_of(word, table);
}

understood words_of(const known_document& known, const shipment_options& options) {
  understood words;
  understand(known.text("type"), options.types, words.kind);
  understand(known.text("operation"), options.operations, words.direction);
  understand(known.text("status"), options.statuses, words.stage);
  understand(known.text("confirmed"), flags(), words.confirmed);
  return words;
}

/// Status and Confirmed give the same fact in two columns. Confirmed takes precedence, unless the
/// status is newer and means that the shipment is open again. Empty: this depends on an unknown
/// word.
std::optional<bool> is_confirmed(const known_document& known, const understood& words) {
  const auto* status = known.find("status");
  const auto* flag = known.find("confirmed");
  const bool newer_status = status != nullptr && flag != nullptr && flag->at < status->at;
  const bool newer_flag = status != nullptr && flag != nullptr && status->at < flag->at;
  if (words.confirmed && *words.confirmed)
    return !(newer_status && words.stage == shipment_stage::open);
  if (newer_flag && words.confirmed) return false;
  if (words.stage && *words.stage != shipment_stage::open) return true;
  if (!words.stage || !words.confirmed) return std::nullopt;
  return false;
}

bool is_drop(const known_document& known, const shipment_options& options) {
  return meaning_of(known.text("type"), options.types) == shipment_kind::drop_shipment;
}

/// Too few rows have arrived to know what is to be shipped: the rest is still to come.
bool is_incomplete(const known_document& known) {
  if (known.find("status") == nullptr && known.find("confirmed") == nullptr) return true;
  if (split_shipment_key(known.key).erp_order.empty()) return true;
  return std::none_of(known.fields.begin(), known.fields.end(), [](const auto& field) {
    return field.first.ends_with("/quantity") || field.first.ends_with("/clash");
  });
}

/// Why the status keeps the document from being sent; empty: it does not.
std::optional<ruling> ruling_on_status(const known_document& known, const understood& words,
                                       const shipment_options& options) {
  const bool released = options.trigger == shipment_trigger::invoice_release;
  const auto counts = !released      ? is_confirmed(known, words)
                      : !words.stage ? std::nullopt
                                     : std::optional{words.stage == shipment_stage::released};
  if (counts && *counts) return std::nullopt;
  if (counts) return filter{released ? "invoice not released" : "not confirmed"};
  if (!words.stage)
    return no_word("shipment_status", "Status", known.text("status"),
                   "a status of Acumatica, or a line in [shipment_statuses]");
  return no_word("confirmed", "Confirmed", known.text("confirmed"), "true or false");
}

/// Why the document is not for the store; empty: it is.
std::optional<ruling> reason_against(const known_document& known, const shipment_options& options) {
  if (!options.enabled) return filter{"switched off"};
  const auto words = words_of(known, options);
  if (!words.direction)
    return no_word("shipment_operation", "Operation", known.text("operation"),
                   "Issue, Receipt, or a line in [shipment_operations]");
  if (*words.direction == shipment_direction::receipt) return filter{"receipt"};
  if (!words.kind)
    return no_word("shipment_type", "Type", known.text("type"),
                   "Shipment, Drop-Shipment, Transfer, or a line in [shipment_types]");
  if (*words.kind == shipment_kind::transfer) return filter{"transfer"};
  const auto* number = known.find("store_order");
  if (number != nullptr && number->value.empty() && !options.erp_order_prefix)
    return filter{"created in the ERP"};
  if (is_incomplete(known)) return std::nullopt;
  return ruling_on_status(known, words, options);
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
    if (auto against = reason_against(known_, options_)) return *std::move(against);
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

  /// Without an order number it is not sent, and waits for more rows.
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
    // The column arrived and is empty: the order was created in the ERP.
    if (number == nullptr || !number->value.empty() || !options_.erp_order_prefix) return;
    if (order_.erp_order.empty()) return;
    auto created = order_.erp_order;
    if (const auto blank = created.find(' '); blank != std::string::npos) created[blank] = '-';
    order_.order = *options_.erp_order_prefix + created;
  }

  std::string find_carrier() {
    std::string ship_via{known_.text("ship_via")};
    if (is_drop(known_, options_)) {
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

  /// Sets each line's source, and that of the first as the shipment's; a line with the same source
  /// has none of its own.
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

  /// Why the warehouse has no source; empty: it has one.
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
    if (!is_drop(known_, options_))
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

bool is_over(const known_document& known, const shipment_options& options, bool delivered) {
  const auto words = words_of(known, options);
  if (words.direction == shipment_direction::receipt || words.kind == shipment_kind::transfer)
    return true;
  const auto* number = known.find("store_order");
  if (number != nullptr && number->value.empty() && !options.erp_order_prefix) return true;
  const auto status = folded_word(known.text("status"));
  if (status == "canceled" || status == "cancelled" || status == "l") return true;
  return delivered && (options.create_invoice || words.stage == shipment_stage::released);
}

shipment_ruling rule_on_shipment(const known_document& known, const shipment_options& options) {
  return working{known, options}.take();
}

}  // namespace acumage::policy
