#include "magento/stock/legacy.hpp"

#include "magento/percent_encoding.hpp"
#include "magento/reply.hpp"
#include "messages/json_text.hpp"

#include <algorithm>
#include <utility>

namespace acumage::magento {

namespace {

/// What the answer says of its row; empty when it is one about the whole lane.
std::optional<row_outcome> rule_on_row(const answer& reply) {
  if (healthy(reply) && reply.status == 200) return row_outcome{};
  const auto said = judge(reply);
  switch (said.verdict) {
    case batch_verdict::refused:
      if (reply.status == 404)
        return row_outcome{row_verdict::unknown_record, letter_class::unknown_record, said.message};
      return row_outcome{row_verdict::refused, letter_class::data, said.message};
    case batch_verdict::too_many:
      return row_outcome{row_verdict::refused, letter_class::data, said.message};
    case batch_verdict::contended:
      return row_outcome{row_verdict::failed, letter_class::data, said.message};
    default: return std::nullopt;
  }
}

class legacy_stage final : public stock_stage {
 public:
  std::optional<request> next(stock_batch& batch) override {
    const auto row = first_open(batch);
    if (batch.sources.msi || row == batch.rows.end()) return std::nullopt;
    return legacy_stock_request(*row);
  }

  std::optional<batch_outcome> take(stock_batch& batch, const answer& reply) override {
    auto ruled = rule_on_row(reply);
    if (!ruled) return judge(reply);
    first_open(batch)->outcome = std::move(*ruled);
    return std::nullopt;
  }

 private:
  static std::vector<stock_row>::iterator first_open(stock_batch& batch) {
    return std::find_if(batch.rows.begin(), batch.rows.end(),
                        [](const auto& row) { return row.open(); });
  }
};

}  // namespace

request legacy_stock_request(const stock_row& row) {
  json_writer body;
  body.object().key("stockItem").object();
  body.key("qty").raw(row.quantity);
  body.key("is_in_stock").boolean(row.in_stock()).end().end();
  request send;
  send.method = "PUT";
  send.path = "/V1/products/" + percent_encoded(row.sku) + "/stockItems/1";
  send.body = body.take();
  return send;
}

std::unique_ptr<stock_stage> write_legacy_stock() { return std::make_unique<legacy_stage>(); }

}  // namespace acumage::magento
