#include "actors/pricing.hpp"

#include "actors/document_memory.hpp"
#include "acumatica/contradiction.hpp"
#include "acumatica/row.hpp"
#include "magento/known_skus.hpp"
#include "magento/prices/conversation.hpp"
#include "magento/reply.hpp"
#include "messages/key.hpp"

#include <algorithm>
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

/// What is remembered of an item, in the form of a document: a price that arrives while the item is
/// not for sale is sent once it is.
class known_prices final : public entity_rules {
 public:
  known_prices(context& shared, current_reading reading, policy::price_options options)
      : reading_{std::move(reading)},
        options_{std::move(options)},
        memory_{shared, entity::pricing} {}

  policy::ruling rule(const journaled_change& what) override {
    switch (what.what.kind) {
      case change_kind::row:
      case change_kind::baseline: return rule_on_row(what);
      case change_kind::baseline_begin:
      case change_kind::baseline_end: return policy::filter{"baseline"};
      case change_kind::republish: return work_out(what.what.key);
    }
    return policy::filter{"unknown kind"};
  }

  /// An item that has left the query keeps its price.
  policy::ruling removed(const journaled_change& lone) override {
    const auto& fields = memory_.of(lone.what.key).fields;
    const bool outlived = std::any_of(fields.begin(), fields.end(), [&](const auto& each) {
      return each.second.at.stamp >= lone.what.stamp;
    });
    if (outlived) return policy::supersede{"the other half came"};
    return policy::filter{"removed"};
  }

  observation observe(const journaled_change& read, observing how) override {
    return memory_.observe(read.what.key, how, [&] { return rule_on_row(read); });
  }

  result<own_entries> keep() override { return memory_.keep(); }

 private:
  policy::ruling rule_on_row(const journaled_change& what) {
    policy::price_change told;
    told.at = what.version();
    told.row = price_row_of(what.what, reading_()->aliases);
    told.baseline = what.what.kind == change_kind::baseline;
    told.force = what.force;
    if (told.row.item.empty()) {
      known_document nobody;
      return policy::rule_on_price(told, nobody, options_).what;
    }
    auto& known = memory_.of(what.what.key);
    const bool outdated = std::any_of(known.fields.begin(), known.fields.end(),
                                      [&](const auto& each) { return each.second.at > told.at; });
    told.owed = outdated && !told.baseline && memory_.is_owed(what, what.what.key);
    auto came = policy::rule_on_price(told, known, options_);
    if (came.remembered) memory_.changed(what.what.key);
    if (came.also) memory_.send_again(what.what.key, what.what.accepted_at_us);
    return std::move(came.what);
  }

  policy::ruling work_out(const std::string& key) {
    const auto& known = memory_.of(key);
    if (known.fields.empty()) return policy::filter{"nothing remembered"};
    if (!options_.enabled) return policy::filter{"switched off"};
    return policy::rule_on_known_price(known, options_);
  }

  current_reading reading_;
  policy::price_options options_;
  document_memory memory_;
};

}  // namespace

policy::price_row price_row_of(const change& what, const acumatica::field_aliases& aliases) {
  policy::price_row row;
  row.item = what.key;
  if (auto words = acumatica::contradiction_in(what, aliases)) {
    row.damage = *std::move(words);
    return row;
  }
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

rules_maker pricing_rules(current_reading reading, policy::price_options options) {
  return [reading = std::move(reading), options = std::move(options)](context& shared) {
    return std::make_unique<known_prices>(shared, reading, options);
  };
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
