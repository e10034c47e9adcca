#include "node/lane_check.hpp"

#include "actors/shipment_rows.hpp"
#include "node/lanes.hpp"
#include "node/options.hpp"
#include "policy/shipment_rules.hpp"
#include "settings/settings.hpp"

#include <exception>
#include <utility>
#include <variant>

namespace acumage::node {

namespace {

/// The shipment rules record on disk what they see, which a check must not do.
policy::ruling rule_on_shipment(const storage::ledger& in, const journaled_change& what,
                                const edit_rules& by) {
  const auto row = actors::read_shipment_row(what.what.inserted, by.reading->aliases);
  if (!row) return policy::reject{letter_class::data, row.problem().message};
  auto known = in.document_of(entity::shipment, what.what.key);
  if (!known) return policy::reject{letter_class::bug, known.problem().message};
  auto document = std::move(*known).value_or(known_document{});
  document.key = what.what.key;
  if (auto laid = policy::lay_shipment(*row, what.version(), document)) return std::move(*laid);
  return policy::rule_on_shipment(document, shipment_options_of(by.with)).what;
}

policy::ruling rule_on(storage::ledger& in, const journaled_change& what,
                       const edit_rules& by) try {
  if (what.what.entity == entity::shipment) return rule_on_shipment(in, what, by);
  stats_table unseen;
  const auto hands = storage::hand_marks::unkept();
  actors::context alone{.ledger = in,
                        .stats = unseen,
                        .log = [](const log_line&) {},
                        .now_us = [] { return std::int64_t{0}; },
                        .draw = [] { return 0.0; },
                        .hands = *hands};
  return lane_rules_of(what.what.entity, by.with, by.reading)(alone)->rule(what);
} catch (const std::exception& problem) {
  return policy::reject{letter_class::bug, problem.what()};
}

}  // namespace

result<std::string> lane_would(storage::ledger& in, const journaled_change& what,
                               const edit_rules& by) {
  auto ruling = rule_on(in, what, by);
  if (auto* refused = std::get_if<policy::reject>(&ruling))
    return error{errc::invalid, "change: " + refused->error, {}};
  if (const auto* filtered = std::get_if<policy::filter>(&ruling))
    return "filtered: " + filtered->reason;
  if (const auto* older = std::get_if<policy::supersede>(&ruling))
    return "superseded: " + older->reason;
  return std::string{};
}

}  // namespace acumage::node
