#include "magento/stock/conversation.hpp"

#include "magento/figures.hpp"
#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "magento/stock/backorders.hpp"
#include "magento/stock/legacy.hpp"
#include "magento/stock/skus.hpp"
#include "magento/stock/sources.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

constexpr int quantity_places = 4;  // DECIMAL(12,4), REST.md 3.2
constexpr std::size_t most_items = 300;
constexpr std::size_t most_source_bytes = 600;

/// The answer to a write is an empty list (T:228).
bool says_done(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 200) return false;
  simdjson::dom::parser parser;
  simdjson::dom::array list;
  return parser.parse(reply.body).get(list) == simdjson::SUCCESS && list.size() == 0;
}

bool holds(const held_item& item, const stock_row& row) {
  return fold_key(item.sku) == fold_key(trimmed(row.sku)) &&
         item.folded_source == row.folded_source && item.in_stock == row.in_stock() &&
         same_figure(row.quantity, item.quantity, quantity_places);
}

/// Reads the rows to be verified; those that the store already has are delivered.
class read_back_stage final : public stock_stage {
 public:
  std::optional<request> next(stock_batch& batch) override {
    if (!batch.sources.msi) return std::nullopt;
    asked_.clear();
    for (const auto& row : batch.rows)
      if (row.open() && row.verify) asked_.push_back(row);
    if (asked_.empty()) return std::nullopt;
    asked_.resize(rows_of_one_reading(asked_));
    return held_items_request(asked_);
  }

  std::optional<batch_outcome> take(stock_batch& batch, const answer& reply) override {
    const auto items = read_source_items(reply);
    if (!items) return judge_look_up("source items", reply);
    auto left = asked_.size();
    for (auto& row : batch.rows) {
      if (left == 0) break;
      if (!row.open() || !row.verify) continue;
      --left;
      row.verify = false;
      const auto is_held = std::any_of(items->begin(), items->end(),
                                       [&](const auto& item) { return holds(item, row); });
      if (is_held) row.outcome = row_outcome{};
    }
    return std::nullopt;
  }

 private:
  std::vector<stock_row> asked_;
};

class write_stage final : public stock_stage {
 public:
  std::optional<request> next(stock_batch& batch) override {
    if (!batch.sources.msi || !batch.has_open()) return std::nullopt;
    return source_items_request(batch);
  }

  std::optional<batch_outcome> take(stock_batch& batch, const answer& reply) override {
    if (!says_done(reply)) return judge(reply);
    for (auto& row : batch.rows)
      if (row.open()) row.outcome = row_outcome{};
    return std::nullopt;
  }
};

class stock_conversation final : public conversation {
 public:
  stock_conversation(stock_batch batch, std::vector<std::unique_ptr<stock_stage>> stages)
      : batch_{std::move(batch)}, stages_{std::move(stages)} {}

  step advance(const answer* last) override {
    step result;
    if (last != nullptr) {
      batch_.status = last->status;
      if ((result.done = stages_[at_]->take(batch_, *last))) return result;
    }
    for (; at_ < stages_.size(); ++at_)
      if ((result.next = stages_[at_]->next(batch_))) return result;
    result.done = by_row();
    return result;
  }

 private:
  batch_outcome by_row() const {
    batch_outcome outcome;
    outcome.status = batch_.status;
    for (const auto& row : batch_.rows) outcome.rows.push_back(row.outcome.value());
    return outcome;
  }

  stock_batch batch_;
  std::vector<std::unique_ptr<stock_stage>> stages_;
  std::size_t at_ = 0;
};

}  // namespace

request source_items_request(const stock_batch& batch) {
  json_writer body;
  body.object().key("sourceItems").array();
  for (const auto& row : batch.rows) {
    if (!row.open()) continue;
    body.object().key("sku").string(row.sku).key("source_code").string(row.source);
    body.key("quantity").raw(row.quantity);
    body.key("status").number(row.in_stock() ? 1 : 0).end();
  }
  body.end().end();
  request send;
  send.path = "/V1/inventory/source-items";
  send.body = body.take();
  return send;
}

request source_items_request(const delivery& what) {
  return source_items_request(stock_batch_of({&what, 1}));
}

std::size_t rows_of_one_reading(std::span<const stock_row> rows) {
  std::vector<std::string> skus;
  std::set<std::string_view> seen;
  std::set<std::string_view> sources;
  std::size_t source_bytes = 0;
  std::size_t count = 0;
  for (const auto& row : rows) {
    if (seen.insert(row.folded_sku).second) skus.push_back(row.sku);
    if (sources.insert(row.folded_source).second) source_bytes += row.source.size() + 3;
    const auto fits = skus_of_one_search(skus) == skus.size() &&
                      skus.size() * sources.size() <= most_items &&
                      source_bytes <= most_source_bytes;
    if (count > 0 && !fits) break;
    ++count;
  }
  return count;
}

request held_items_request(std::span<const stock_row> rows) {
  std::vector<std::string> skus;
  std::set<std::string_view> seen;
  std::set<std::string_view> sources;
  std::string codes;
  for (const auto& row : rows) {
    if (seen.insert(row.folded_sku).second) skus.push_back(row.sku);
    if (sources.insert(row.folded_source).second) codes += (codes.empty() ? "" : ",") + row.source;
  }
  search_path path{"/V1/inventory/source-items"};
  filter_by_skus(path, skus);
  path.group().filter("source_code", "in", codes);
  return path.page(skus.size() * sources.size()).take();
}

request default_items_request(std::span<const std::string> skus) {
  search_path path{"/V1/inventory/source-items"};
  filter_by_skus(path, skus);
  path.group().filter("source_code", "eq", "default");
  return path.page(skus.size()).take();
}

std::optional<std::vector<held_item>> read_source_items(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 200) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::array entries;
  if (parser.parse(reply.body)["items"].get(entries) != simdjson::SUCCESS) return std::nullopt;
  std::vector<held_item> items;
  for (const auto entry : entries) {
    std::string_view sku;
    std::string_view source;
    simdjson::dom::element quantity;
    std::int64_t status = 0;
    if (entry["sku"].get(sku) != simdjson::SUCCESS ||
        entry["source_code"].get(source) != simdjson::SUCCESS ||
        entry["quantity"].get(quantity) != simdjson::SUCCESS ||
        entry["status"].get(status) != simdjson::SUCCESS)
      return std::nullopt;
    items.push_back({std::string{trimmed(sku)}, fold_key(trimmed(source)),
                     simdjson::minify(quantity), status == 1});
  }
  return items;
}

std::unique_ptr<conversation> send_quantities(const std::vector<delivery>& rows,
                                              stock_options options, stock_memory& memory) {
  std::vector<std::unique_ptr<stock_stage>> stages;
  stages.push_back(find_sources(memory));
  if (options.check_skus) stages.push_back(find_skus(memory));
  stages.push_back(find_backorders(memory));
  stages.push_back(std::make_unique<read_back_stage>());
  stages.push_back(std::make_unique<write_stage>());
  stages.push_back(write_legacy_stock());
  return std::make_unique<stock_conversation>(stock_batch_of(rows), std::move(stages));
}

}  // namespace acumage::magento
