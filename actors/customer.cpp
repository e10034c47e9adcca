#include "actors/customer.hpp"

#include "actors/document_memory.hpp"
#include "acumatica/customer_row.hpp"
#include "magento/customers/conversation.hpp"
#include "magento/customers/value.hpp"
#include "magento/reply.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace acumage::actors {

namespace {

class known_customers final : public entity_rules {
 public:
  known_customers(context& shared, current_reading reading, policy::customer_options options)
      : shared_{shared},
        reading_{std::move(reading)},
        options_{std::move(options)},
        memory_{shared, entity::customer} {}

  policy::ruling rule(const journaled_change& what) override {
    switch (what.what.kind) {
      case change_kind::row:
      case change_kind::baseline: return rule_on_row(what);
      case change_kind::baseline_begin:
      case change_kind::baseline_end: return policy::filter{"baseline"};
      case change_kind::republish: return work_out(what, memory_.of(what.what.key));
    }
    return policy::filter{"unknown kind"};
  }

  /// The node deletes nothing in the store.
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
    const auto row = acumatica::read_customer_row(what.what.inserted, reading_()->aliases);
    if (!row) return policy::reject{letter_class::data, row.problem().message};
    if (what.what.key.empty())
      return policy::reject{letter_class::data,
                            "row: no customer; expected a column CustomerID with a value"};
    if (row->empty()) return policy::filter{"no value"};
    auto& known = memory_.of(what.what.key);
    const auto count = policy::lay(*row, what.version(), known);
    if (count > 0) memory_.changed(what.what.key);
    if (what.what.kind == change_kind::baseline) return policy::filter{"baseline"};
    if (what.force && count < row->size()) return work_out(what, as_told(known, *row));
    if (count == 0 && !memory_.is_owed(what, what.what.key)) return policy::supersede{newer_known};
    return work_out(what, known);
  }

  /// A forced replay sends what its dead letter contains, whatever has arrived since; the later
  /// values stay remembered.
  static known_document as_told(known_document known, const customer_fields& row) {
    for (const auto& [path, value] : row) known.fields[path].value = value;
    return known;
  }

  policy::ruling work_out(const journaled_change& what, const known_document& known) {
    if (known.fields.empty()) return policy::filter{"nothing remembered"};
    if (!options_.enabled) return policy::filter{"switched off"};
    auto ruling = policy::rule_on_customer(known, options_);
    const auto* filtered = std::get_if<policy::filter>(&ruling);
    if (filtered != nullptr && filtered->reason == policy::class_not_listed)
      shared_.stats.unmapped.note("class", std::string{known.text(customer_field::customer_class)},
                                  what.what.key, shared_.now_us());
    return ruling;
  }

  context& shared_;
  current_reading reading_;
  policy::customer_options options_;
  document_memory memory_;
};

/// Parked customers lack a field that no store can supply. Those that have it by now return to the
/// lane once the store answers.
std::optional<magento::request> ask_if_any_is_complete(const lookup& asked) {
  const auto complete = [](const std::string& value) {
    return magento::customer_lacks(value).empty();
  };
  if (std::none_of(asked.values.begin(), asked.values.end(), complete)) return std::nullopt;
  return magento::customer_probes().front();
}

lookup_sent divide_by_completeness(const lookup& asked, const magento::answer& answer) {
  lookup_sent sent;
  if (!magento::customer_probe_passed(answer)) {
    sent.outcome = magento::judge_look_up("customers", answer);
    return sent;
  }
  for (std::size_t i = 0; i < asked.keys.size(); ++i)
    (magento::customer_lacks(asked.values.at(i)).empty() ? sent.what.known : sent.what.unknown)
        .push_back(asked.keys[i]);
  return sent;
}

}  // namespace

rules_maker customer_rules(current_reading reading, policy::customer_options options) {
  return [reading = std::move(reading), options = std::move(options)](context& shared) {
    return std::make_unique<known_customers>(shared, reading, options);
  };
}

std::shared_ptr<const store_language> customer_language(magento::store_links& links) {
  auto language = std::make_shared<store_language>();
  language->begin = [&links, facts = std::make_shared<magento::customer_facts>()](
                        const std::vector<delivery>& rows) {
    return magento::send_customer(rows, links, *facts);
  };
  language->probes = magento::customer_probes;
  language->probe_passed = magento::customer_probe_passed;
  language->ask_known = ask_if_any_is_complete;
  language->read_known = divide_by_completeness;
  language->exclusive = [](const delivery& what) {
    const auto account = magento::customer_account(what);
    return account.empty() ? account : "customer " + account;
  };
  language->render = magento::render_customer;
  return language;
}

}  // namespace acumage::actors
