#include "magento/stock/backorders.hpp"

#include "magento/reply.hpp"
#include "messages/percent_encoding.hpp"

#include <simdjson.h>
#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

/// The store is healthy, but its answer does not contain this stock item.
bool shows_nothing(const std::string& sku, const answer& reply) {
  if (reply.how != carried::answered) return false;
  // An answer that is not JSON is a store in trouble, and unrelated to the product.
  if (reply.status == 200) return healthy(reply);
  if (reply.status == 404) return true;
  const auto verdict = judge(reply).verdict;
  if (verdict == batch_verdict::refused) return true;
  return is_awkward_in_path(sku) && (reply.status == 401 || verdict == batch_verdict::suspect);
}

class backorders_stage final : public stock_stage {
 public:
  explicit backorders_stage(stock_memory& memory) : memory_{memory} {}

  std::optional<request> next(stock_batch& batch) override {
    for (auto& row : batch.rows) {
      if (!row.open() || row.some || answered_.contains(row.folded_sku)) continue;
      const auto remembered = memory_.backorders(row.folded_sku);
      if (!remembered) {
        sku_ = row.sku;
        folded_ = row.folded_sku;
        return stock_item_request(sku_);
      }
      apply(batch, row.folded_sku, *remembered);
    }
    return std::nullopt;
  }

  std::optional<batch_outcome> take(stock_batch& batch, const answer& reply) override {
    const auto allowed = read_backorders(reply);
    if (!allowed && !shows_nothing(sku_, reply))
      return judge_look_up("the stock item of " + sku_, reply);
    if (allowed) memory_.learn_backorders(folded_, *allowed);
    apply(batch, folded_, allowed.value_or(false));
    return std::nullopt;
  }

 private:
  void apply(stock_batch& batch, const std::string& folded_sku, bool allowed) {
    answered_.insert(folded_sku);
    for (auto& row : batch.rows)
      if (row.folded_sku == folded_sku) row.backorders = allowed;
  }

  stock_memory& memory_;
  std::string sku_;
  std::string folded_;
  std::set<std::string> answered_;
};

}  // namespace

bool is_awkward_in_path(std::string_view sku) {
  return sku.find_first_of("/\\:@&=+$,;%") != std::string_view::npos;
}

request stock_item_request(const std::string& sku) {
  request look_up;
  look_up.method = "GET";
  look_up.path = "/V1/stockItems/" + percent_encoded(sku);
  look_up.only_reads = true;
  return look_up;
}

std::optional<bool> read_backorders(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 200) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::int64_t backorders = 0;
  if (parser.parse(reply.body).get(root) != simdjson::SUCCESS) return std::nullopt;
  if (root["backorders"].get(backorders) != simdjson::SUCCESS) return std::nullopt;
  return backorders == 1 || backorders == 2;
}

std::unique_ptr<stock_stage> find_backorders(stock_memory& memory) {
  return std::make_unique<backorders_stage>(memory);
}

}  // namespace acumage::magento
