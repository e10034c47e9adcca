#include "magento/stock/legacy.hpp"

#include "magento/reply.hpp"
#include "magento/stock/backorders.hpp"
#include "magento/stock/probes.hpp"
#include "messages/json_text.hpp"
#include "messages/percent_encoding.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace acumage::magento {

namespace {

/// What the answer means for its row; empty when it concerns the whole lane.
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

/// Servers and proxies answer like this to a path they do not accept; an outage may look the same.
bool may_be_the_path(const stock_row& row, const answer& reply) {
  constexpr std::array refusals{400, 401, 403, 404, 414, 500};
  return is_awkward_in_path(row.sku) && reply.how == carried::answered &&
         std::find(refusals.begin(), refusals.end(), reply.status) != refusals.end();
}

row_outcome no_way_to(const stock_row& row, const answer& reply) {
  return {row_verdict::refused, letter_class::data,
          "SKU \"" + row.sku + "\": " + judge(reply).message +
              "; the store is well, but takes no such SKU in a path, and without multi source "
              "inventory there is no other way to its quantity; expected \"AllowEncodedSlashes "
              "NoDecode\" in the web server, Magento 2.4.8 with OAuth, or a SKU of letters, "
              "digits, '-', '_' and '.'"};
}

/// A refusal that may concern only the path is distinguished from an outage by a probe, and a
/// second try.
class legacy_stage final : public stock_stage {
 public:
  std::optional<request> next(stock_batch& batch) override {
    if (probes_) return stock_probe(stock_model::legacy);
    const auto row = first_open(batch);
    if (batch.sources.msi || row == batch.rows.end()) return std::nullopt;
    return legacy_stock_request(*row);
  }

  std::optional<batch_outcome> take(stock_batch& batch, const answer& reply) override {
    if (std::exchange(probes_, false)) {
      if (stock_probe_passed(reply)) return std::nullopt;
      return judge(refused_);
    }
    const auto row = first_open(batch);
    auto ruled = rule_on_row(reply);
    if (!ruled) {
      if (!may_be_the_path(*row, reply)) return judge(reply);
      const bool again = refused_sku_ == row->sku && refused_.status == reply.status;
      if (!again) {
        probes_ = true;
        refused_ = reply;
        refused_sku_ = row->sku;
        return std::nullopt;
      }
      ruled = no_way_to(*row, reply);
    }
    row->outcome = std::move(*ruled);
    return std::nullopt;
  }

 private:
  static std::vector<stock_row>::iterator first_open(stock_batch& batch) {
    return std::find_if(batch.rows.begin(), batch.rows.end(),
                        [](const auto& row) { return row.open(); });
  }

  bool probes_ = false;
  answer refused_;  // the last refusal that may be about the path
  std::string refused_sku_;
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
