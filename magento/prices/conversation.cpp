#include "magento/prices/conversation.hpp"

#include "magento/figures.hpp"
#include "magento/known_skus.hpp"
#include "magento/permission_probes.hpp"
#include "magento/prices/failures.hpp"
#include "magento/reply.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

bool is_ok(const answer& reply) { return reply.how == carried::answered && reply.status == 200; }

/// Rows to be verified are read first; those that the store already has are delivered, the others
/// are sent with the rest.
class price_conversation final : public conversation {
 public:
  price_conversation(std::vector<delivery> rows, int store_id)
      : rows_{std::move(rows)}, store_id_{store_id}, outcomes_(rows_.size()) {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      (rows_[i].verify ? unread_ : unsent_).push_back(i);
  }

  step advance(const answer* last) override {
    step result;
    if (last != nullptr) {
      status_ = last->status;
      result.done = asked_.empty() ? take_written(*last) : take_held(*last);
    }
    if (result.done) return result;
    if (!unread_.empty())
      result.next = ask_held();
    else if (!unsent_.empty())
      result.next = send();
    else
      result.done = by_row();
    return result;
  }

 private:
  request ask_held() {
    const auto count = std::min(unread_.size(), most_priced_skus);
    asked_.assign(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(count));
    unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(count));
    std::vector<std::string> skus;
    for (const auto row : asked_) skus.push_back(rows_[row].key);
    return prices_request(skus);
  }

  std::optional<batch_outcome> take_held(const answer& reply) {
    const auto held = read_held_prices(reply, store_id_);
    if (!held) return judge_look_up("prices", reply);
    for (const auto row : std::exchange(asked_, {})) {
      const auto found = held->find(fold_key(trimmed(rows_[row].key)));
      const auto is_held =
          found != held->end() && same_figure(rows_[row].value, found->second, price_places);
      if (!is_held) unsent_.push_back(row);
    }
    return std::nullopt;
  }

  /// In the given order: the store locks in that order, and reports failures in it.
  request send() {
    std::sort(unsent_.begin(), unsent_.end());
    sent_.clear();
    for (const auto row : unsent_) sent_.push_back(rows_[row]);
    return base_prices_request(sent_, store_id_);
  }

  batch_outcome take_written(const answer& reply) {
    auto said = read_base_prices(sent_, reply);
    if (said.verdict != batch_verdict::answered) return said;
    for (std::size_t i = 0; i < unsent_.size(); ++i)
      outcomes_[unsent_[i]] = std::move(said.rows[i]);
    return by_row();
  }

  batch_outcome by_row() {
    batch_outcome outcome;
    outcome.status = status_;
    outcome.rows = std::move(outcomes_);
    return outcome;
  }

  std::vector<delivery> rows_;
  int store_id_;
  int status_ = 0;
  std::vector<row_outcome> outcomes_;  ///< delivered unless the store reports otherwise
  std::vector<std::size_t> unread_;    ///< places in rows_
  std::vector<std::size_t> asked_;
  std::vector<std::size_t> unsent_;
  std::vector<delivery> sent_;
};

}  // namespace

std::optional<std::map<std::string, std::string>> read_held_prices(const answer& reply,
                                                                   int store_id) {
  if (!is_ok(reply)) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::array entries;
  if (parser.parse(reply.body).get(entries) != simdjson::SUCCESS) return std::nullopt;
  std::map<std::string, std::string> held;
  for (const auto entry : entries) {
    std::string_view sku;
    std::int64_t scope = 0;
    simdjson::dom::element price;
    if (entry["sku"].get(sku) != simdjson::SUCCESS ||
        entry["store_id"].get(scope) != simdjson::SUCCESS ||
        entry["price"].get(price) != simdjson::SUCCESS)
      return std::nullopt;
    if (scope == store_id) held[fold_key(trimmed(sku))] = simdjson::minify(price);
  }
  return held;
}

request base_prices_request(std::span<const delivery> rows, int store_id) {
  json_writer body;
  body.object().key("prices").array();
  for (const auto& row : rows) {
    assert(!row.value.empty());
    body.object().key("price").raw(row.value);
    body.key("store_id").number(store_id);
    body.key("sku").string(row.key).end();
  }
  body.end().end();
  request send;
  send.path = "/V1/products/base-prices";
  send.body = body.take();
  return send;
}

batch_outcome read_base_prices(std::span<const delivery> rows, const answer& reply) {
  if (!is_ok(reply)) return judge(reply);
  const auto failures = read_price_failures(reply.body);
  if (!failures) return judge(reply);
  batch_outcome outcome;
  outcome.status = reply.status;
  outcome.rows = assign_failures(rows, *failures);
  return outcome;
}

std::unique_ptr<conversation> send_base_prices(std::vector<delivery> rows, int store_id) {
  return std::make_unique<price_conversation>(std::move(rows), store_id);
}

request price_probe() {
  return permission_probes(entity::pricing, stock_model::multi_source).front().ask;
}

}  // namespace acumage::magento
