#include "actors/pricing.hpp"

#include "acumatica/row.hpp"
#include "magento/known_skus.hpp"
#include "magento/prices/conversation.hpp"
#include "magento/reply.hpp"
#include "messages/key.hpp"

#include <optional>
#include <string>
#include <utility>

namespace acumage::actors {

namespace {

std::optional<std::string> text_of(const acumatica::row& columns, acumatica::concept_id which) {
  const auto found = columns.find(which);
  if (found == columns.end() || found->second.type == acumatica::cell::kind::null)
    return std::nullopt;
  return found->second.text;
}

policy::price_row to_price_row(const change& what, const acumatica::field_aliases& aliases) {
  policy::price_row row;
  row.item = what.key;
  const auto columns = acumatica::read_row(entity::pricing, what.inserted, aliases);
  if (!columns) {
    row.damage = columns.problem().message;
    return row;
  }
  row.default_price = text_of(*columns, acumatica::concept_id::default_price);
  row.sales_price = text_of(*columns, acumatica::concept_id::sales_price);
  row.item_status = text_of(*columns, acumatica::concept_id::item_status);
  return row;
}

}  // namespace

rules_maker pricing_rules(current_reading reading, policy::price_options options) {
  return plain_rules(entity::pricing,
                     [reading = std::move(reading), options](const change& what) -> policy::ruling {
                       if (what.kind == change_kind::baseline) return policy::filter{"baseline"};
                       return policy::rule_on_price(to_price_row(what, reading()->aliases),
                                                    options);
                     });
}

std::shared_ptr<const store_language> price_language(int store_id) {
  auto language = std::make_shared<store_language>();
  language->begin = [store_id](const std::vector<delivery>& rows) {
    return magento::send_base_prices(rows, store_id);
  };
  language->probes = [] { return std::vector{magento::price_probe()}; };
  language->probe_passed = magento::healthy;
  language->ask_known = [](const lookup& asked) -> std::optional<magento::request> {
    return magento::prices_request(asked.keys);
  };
  language->read_known = [](const lookup& asked, const magento::answer& answer) {
    auto known = magento::read_known_skus(answer);
    lookup_sent sent;
    for (const auto& key : asked.keys)
      (known.folded.count(fold_key(key)) != 0 ? sent.what.known : sent.what.unknown).push_back(key);
    sent.outcome = std::move(known.outcome);
    return sent;
  };
  language->render = [store_id](const delivery& what) {
    return magento::base_prices_request({&what, 1}, store_id).body;
  };
  return language;
}

rules_maker unsupported_rules(entity which) {
  return plain_rules(which, [which](const change&) -> policy::ruling {
    return policy::reject{letter_class::data,
                          std::string{to_string(which)} + ": not supported yet by this version"};
  });
}

}  // namespace acumage::actors
