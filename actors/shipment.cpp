#include "actors/shipment.hpp"

#include "actors/document_memory.hpp"
#include "actors/shipment_rows.hpp"
#include "messages/key.hpp"
#include "policy/shipment_order.hpp"

#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace acumage::actors {

namespace {

constexpr std::string_view order_link = "order of shipment";
constexpr std::size_t most_warned = 1000;  // different values of a column; more are counted only

class shipment_memory_rules final : public entity_rules {
 public:
  shipment_memory_rules(context& shared, current_reading reading, policy::shipment_options options)
      : shared_{shared},
        reading_{std::move(reading)},
        options_{std::move(options)},
        memory_{shared, entity::shipment} {}

  policy::ruling rule(const journaled_change& what) override {
    switch (what.what.kind) {
      case change_kind::row:
      case change_kind::baseline: return rule_on_row(what);
      case change_kind::republish: return work_out(what.what.key, what);
      case change_kind::baseline_begin:
      case change_kind::baseline_end: break;
    }
    return policy::filter{"baseline"};
  }

  /// The node deletes nothing in the store.
  policy::ruling removed(const journaled_change&) override { return policy::filter{"removed"}; }

  policy::ruling complete(const std::string& document, const journaled_change& newest) override {
    return work_out(document, newest);
  }

  observation observe(const journaled_change& read, observing how) override {
    return memory_.observe(document_of(read.what.key), how, [&] { return take_row(read); });
  }

  result<own_entries> keep() override { return memory_.keep(); }

  status forget_finished(std::int64_t before_us) override {
    const auto over = [&](const known_document& known, bool delivered) {
      return policy::is_over(known, options_, delivered);
    };
    return memory_.forget_finished(before_us, over, order_link);
  }

 private:
  policy::ruling rule_on_row(const journaled_change& what) {
    auto ruled = take_row(what);
    if (!std::holds_alternative<policy::reject>(ruled)) remember_order(what.what.key);
    return ruled;
  }

  /// Keeps nothing but in `memory_`, for a row may only be compared.
  policy::ruling take_row(const journaled_change& what) {
    const auto& key = what.what.key;
    if (key.empty())
      return policy::reject{letter_class::data,
                            "row: no shipment; expected a column ShipmentNbr with a value"};
    const auto row = read_shipment_row(what.what.inserted, reading_()->aliases);
    if (!row) return policy::reject{letter_class::data, row.problem().message};
    const auto document = document_of(key);
    auto& known = memory_.of(document);
    auto problem = policy::lay_shipment(*row, what.version(), known);
    const bool older = problem && std::holds_alternative<policy::supersede>(*problem);
    if (problem && !(older && (what.force || is_owed(what, document)))) return std::move(*problem);
    memory_.changed(document);
    if (what.what.kind == change_kind::baseline) return policy::filter{"baseline"};
    note(document, what, policy::rule_on_shipment(known, options_));
    return policy::assemble{document};
  }

  bool is_owed(const journaled_change& what, const std::string& document) const {
    return what.what.kind == change_kind::row && memory_.is_owed(what, document);
  }

  /// A row whose order is null because it did not change belongs to the only order that the
  /// shipment is known to have. With none, or several, it is a document of its own, and waits.
  std::string document_of(const std::string& key) const {
    const auto [number, order] = policy::split_shipment_key(key);
    if (!order.empty()) return key;
    const auto known = order_of(number);
    return known && !known->empty() ? std::string{number} + '@' + *known : key;
  }

  /// The only order of a shipment; an empty text: it has several.
  std::optional<std::string> order_of(std::string_view shipment) const {
    auto known = shared_.ledger.link_of(order_link, std::string{shipment});
    if (!known) throw std::runtime_error{known.problem().message};
    return std::move(*known);
  }

  void remember_order(const std::string& key) {
    const auto [number, order] = policy::split_shipment_key(key);
    if (order.empty()) return;
    const auto known = order_of(number);
    if (known && (known->empty() || fold_key(*known) == fold_key(order))) return;
    const auto kept = shared_.ledger.keep_link(order_link, std::string{number},
                                               known ? std::string{} : std::string{order});
    if (!kept) throw std::runtime_error{kept.problem().message};
  }

  /// From its first row on, quantities that may include it wait for it.
  void note(const std::string& document, const journaled_change& what,
            const policy::shipment_ruling& ruling) {
    if (std::holds_alternative<policy::publish>(ruling.what))
      shared_.shipments.note(document, what.version(), ruling.quantities);
  }

  policy::ruling work_out(const std::string& document, const journaled_change& newest) {
    const auto& known = memory_.of(document);
    if (known.fields.empty()) return policy::filter{"nothing remembered"};
    auto ruling = policy::rule_on_shipment(known, options_);
    note(document, newest, ruling);
    for (const auto& each : ruling.unmapped) tell(each, document);
    if (auto* told = std::get_if<policy::publish>(&ruling.what)) {
      told->key = document;
      return std::move(ruling.what);
    }
    shared_.shipments.release(document, newest.version().sequence);
    if (auto* word = std::get_if<policy::unknown_word>(&ruling.what)) word->key = document;
    return std::move(ruling.what);
  }

  void tell(const policy::unmapped_name& name, const std::string& document) {
    shared_.stats.unmapped.note(name.kind, name.value, document, shared_.now_us());
    if (warned_.size() >= most_warned || !warned_.insert(name.kind + '/' + name.value).second)
      return;
    shared_.log({log_level::warn,
                 "shipment",
                 "a value that no setting maps",
                 {{name.kind, name.value}, {"key", document}}});
  }

  context& shared_;
  current_reading reading_;
  policy::shipment_options options_;
  document_memory memory_;
  std::set<std::string> warned_;
};

}  // namespace

rules_maker shipment_rules(current_reading reading, policy::shipment_options options) {
  return [reading = std::move(reading), options = std::move(options)](context& shared) {
    return std::make_unique<shipment_memory_rules>(shared, reading, options);
  };
}

}  // namespace acumage::actors
