#include "magento/base_prices.hpp"

#include "magento/price_failures.hpp"
#include "magento/reply.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <cassert>
#include <optional>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

request information_request(std::span<const std::string> skus) {
  json_writer body;
  body.object().key("skus").array();
  for (const auto& sku : skus) body.string(sku);
  body.end().end();
  request ask;
  ask.path = "/V1/products/base-prices-information";
  ask.body = body.take();
  ask.only_reads = true;
  return ask;
}

/// Empty when the body is not a list of `{"price":…,"store_id":…,"sku":"…"}`.
std::optional<std::set<std::string>> read_skus(const std::string& body) {
  simdjson::dom::parser parser;
  simdjson::dom::array entries;
  if (parser.parse(body).get(entries) != simdjson::SUCCESS) return std::nullopt;
  std::set<std::string> skus;
  for (const auto entry : entries) {
    std::string_view sku;
    if (entry["sku"].get(sku) != simdjson::SUCCESS) return std::nullopt;
    skus.insert(fold_key(trimmed(sku)));
  }
  return skus;
}

bool is_ok(const answer& reply) { return reply.how == carried::answered && reply.status == 200; }

class price_conversation final : public conversation {
 public:
  price_conversation(std::vector<delivery> rows, int store_id)
      : rows_{std::move(rows)}, store_id_{store_id} {}

  step advance(const answer* last) override {
    step result;
    if (last == nullptr)
      result.next = base_prices_request(rows_, store_id_);
    else
      result.done = read_base_prices(rows_, *last);
    return result;
  }

 private:
  std::vector<delivery> rows_;
  int store_id_;
};

}  // namespace

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

request known_skus_request(std::span<const std::string> skus) {
  assert(skus.size() <= 500);
  return information_request(skus);
}

known_skus read_known_skus(const answer& reply) {
  known_skus known;
  auto folded = is_ok(reply) ? read_skus(reply.body) : std::nullopt;
  if (!folded) {
    known.outcome = judge(reply);
    return known;
  }
  known.outcome.status = reply.status;
  known.folded = std::move(*folded);
  return known;
}

request price_probe() {
  const std::string nobody = "__probe__";
  return information_request({&nobody, 1});
}

}  // namespace acumage::magento
