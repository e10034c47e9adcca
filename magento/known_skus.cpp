#include "magento/known_skus.hpp"

#include "magento/reply.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"

#include <simdjson.h>
#include <cassert>
#include <string_view>

namespace acumage::magento {

request prices_request(std::span<const std::string> skus) {
  assert(skus.size() <= most_priced_skus);
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

known_skus read_known_skus(const answer& reply) {
  known_skus known;
  known.outcome = judge_look_up("prices", reply);
  if (reply.how != carried::answered || reply.status != 200) return known;
  simdjson::dom::parser parser;
  simdjson::dom::array entries;
  if (parser.parse(reply.body).get(entries) != simdjson::SUCCESS) return known;
  std::set<std::string> skus;
  for (const auto entry : entries) {
    std::string_view sku;
    if (entry["sku"].get(sku) != simdjson::SUCCESS) return known;
    skus.insert(fold_key(trimmed(sku)));
  }
  known.folded = std::move(skus);
  known.outcome = {};
  known.outcome.status = reply.status;
  return known;
}

}  // namespace acumage::magento
