// Quantities: source items by SKU and source; the stock item of each SKU in a store without MSI (REST.md 3.1).

#include "magento/present_values/reading.hpp"
#include "magento/reply.hpp"
#include "magento/stock/backorders.hpp"
#include "magento/stock/batch.hpp"
#include "magento/stock/conversation.hpp"
#include "magento/stock/skus.hpp"
#include "magento/stock/sources.hpp"
#include "messages/decimal.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <map>
#include <memory>
#include <utility>

namespace acumage::magento {

namespace {

constexpr int quantity_places = 4;  // DECIMAL(12,4), REST.md 3.2

/// Rows carry no quantity of their own: the stages of the lane only find sources and SKUs.
stock_batch batch_of(present_questions questions) {
  std::vector<delivery> rows(questions.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].key = questions[i].key;
    rows[i].value = "0";
  }
  return stock_batch_of(rows);
}

/// False: an outage, or a refusal that concerns all rows that are still open.
bool run(reading& by, stock_stage& stage, stock_batch& batch) {
  while (const auto ask = stage.next(batch)) {
    auto said = stage.take(batch, by.ask(*ask));
    if (!said) continue;
    static_cast<void>(by.concerns_keys(std::move(*said)));
    return false;
  }
  return true;
}

present_value held(std::string_view quantity, bool in_stock) {
  present_value value;
  value.is = present_value::kind::held;
  const auto figure = decimal::parse(quantity);
  value.value =
      figure ? figure->rounded_half_up(quantity_places).to_string() : std::string{quantity};
  // The node sends status 1 with every quantity above 0.
  if (figure && !figure->zero() && !figure->negative() && !in_stock) value.value += " out of stock";
  return value;
}

/// What the lane's own look-ups found out about a row.
present_value ruled(const row_outcome& said) {
  const bool unknown = said.verdict == row_verdict::unknown_record ||
                       said.verdict == row_verdict::filtered;  // no quantity of its own
  const auto words = said.verdict == row_verdict::filtered
                         ? "the product's type has no quantity of its own"
                         : said.message;
  return {unknown ? present_value::kind::unknown : present_value::kind::unreadable, {}, {}, words};
}

bool read_items(reading& by, stock_batch& batch, value_list& values) {
  std::vector<stock_row> open;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < batch.rows.size(); ++i)
    if (batch.rows[i].open()) {
      open.push_back(batch.rows[i]);
      places.push_back(i);
    }
  for (std::size_t from = 0; from < open.size();) {
    const auto left = std::span<const stock_row>{open}.subspan(from);
    const auto some = left.first(rows_of_one_reading(left));
    const auto reply = by.ask(held_items_request(some));
    const auto items = read_source_items(reply);
    if (!items && !by.concerns_keys("source items", reply)) return false;
    std::map<std::pair<std::string, std::string>, const held_item*> found;
    if (items)
      for (const auto& item : *items)
        found.emplace(std::pair{fold_key(item.sku), item.folded_source}, &item);
    for (std::size_t i = 0; i < some.size(); ++i) {
      auto& value = values[places[from + i]];
      const auto item = found.find({fold_key(trimmed(some[i].sku)), some[i].folded_source});
      if (!items)
        value = by.unreadable();
      else if (item != found.end())
        value = held(item->second->quantity, item->second->in_stock);
      else
        value = {present_value::kind::held, "0", {}, "the SKU has no row at this source"};
    }
    from += some.size();
  }
  return true;
}

/// Empty when the answer is not a stock item.
std::optional<present_value> read_stock_item(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 200) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  simdjson::dom::element quantity;
  bool in_stock = false;
  if (parser.parse(reply.body).get(root) != simdjson::SUCCESS ||
      root["qty"].get(quantity) != simdjson::SUCCESS ||
      root["is_in_stock"].get(in_stock) != simdjson::SUCCESS)
    return std::nullopt;
  // At `min_qty` and below the store itself switches the product off.
  const auto shown = simdjson::minify(quantity);
  simdjson::dom::element least;
  if (root["min_qty"].get(least) == simdjson::SUCCESS) {
    const auto bound = decimal::parse(simdjson::minify(least));
    const auto figure = decimal::parse(shown);
    in_stock = in_stock || (bound && figure && *figure <= *bound);
  }
  return held(shown, in_stock);
}

/// A path with such a character may not reach Magento (REST.md 2.6), which then looks like a wrong
/// credential or an outage.
bool may_be_the_path(const std::string& sku, const answer& reply) {
  return is_awkward_in_path(sku) && reply.how == carried::answered &&
         (reply.status == 401 || judge(reply).verdict == batch_verdict::suspect);
}

bool read_legacy(reading& by, stock_batch& batch, value_list& values) {
  for (std::size_t i = 0; i < batch.rows.size(); ++i) {
    const auto& row = batch.rows[i];
    if (!row.open()) continue;
    const auto sku = std::string{trimmed(row.sku)};
    const auto reply = by.ask(stock_item_request(sku));
    if (auto item = read_stock_item(reply))
      values[i] = std::move(*item);
    else if (reply.how == carried::answered && reply.status == 404 && !lacks_route(reply))
      values[i] = {present_value::kind::unknown, {}, {}, judge(reply).message};
    else if (may_be_the_path(sku, reply))
      values[i] = {present_value::kind::unreadable, {}, {}, judge(reply).message};
    else if (by.concerns_keys("the stock item of " + sku, reply))
      values[i] = by.unreadable();
    else
      return false;
  }
  return true;
}

}  // namespace

bool read_quantities(reading& by, present_questions questions, stock_memory& memory,
                     value_list& values) {
  auto batch = batch_of(questions);
  const bool found = run(by, *find_sources(memory), batch) && run(by, *find_skus(memory), batch);
  if (by.outage()) return false;
  for (std::size_t i = 0; i < batch.rows.size(); ++i) {
    if (!batch.rows[i].open())
      values[i] = ruled(*batch.rows[i].outcome);
    else if (!found)
      values[i] = by.unreadable();
  }
  if (!found) return true;
  return batch.sources.msi ? read_items(by, batch, values) : read_legacy(by, batch, values);
}

}  // namespace acumage::magento
