#include "reconcile/preview.hpp"

#include "messages/key.hpp"
#include "policy/reconciliation.hpp"
#include "policy/sync_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <span>
#include <utility>

namespace acumage::reconcile {

namespace {

using namespace std::chrono_literals;
using kind = magento::present_value::kind;

/// Between the figures that both texts begin with; 0 for words. Only for their order.
double difference(const load_change& of) {
  return std::abs(std::strtod(of.erp.c_str(), nullptr) - std::strtod(of.store.c_str(), nullptr));
}

void keep_largest(std::vector<load_change>& all, load_change one) {
  const auto place = std::upper_bound(
      all.begin(), all.end(), one,
      [](const auto& left, const auto& right) { return difference(left) > difference(right); });
  all.insert(place, std::move(one));
  if (all.size() > load_comparison::most_shown) all.pop_back();
}

bool is_there(entity which, const magento::present_value& present) {
  // A shipment is known by the node's own marker.
  return present.is == kind::held && !(which == entity::shipment && present.value == "none");
}

}  // namespace

void add_to(load_comparison& to, entity which, const actors::erp_value& erp,
            const magento::present_value& present) {
  if (!erp.value && !erp.not_mapped) return;
  ++to.checked;
  if (erp.not_mapped || present.is == kind::unreadable) {
    ++to.unmapped;
  } else if (!is_there(which, present)) {
    ++to.lacking;
  } else if (!policy::same_value(which, *erp.value, present.value) &&
             !(erp.record && policy::suffices(*erp.record, present.state, present.value))) {
    ++to.changes;
    keep_largest(to.largest, {erp.key, present.value, *erp.value});
  }
}

preview::preview(entity which, preview_sides sides, std::function<void(std::uint64_t)> seen)
    : which_{which}, sides_{std::move(sides)}, seen_{std::move(seen)} {}

result<load_comparison> preview::run() {
  const erp_rows rows{sides_.erp, sides_.rest};
  const auto read = rows.each_value(
      which_, sides_.rules, sides_.aliases, [&](std::vector<actors::erp_value> values) -> status {
        if (!sides_.rest(0ms)) return ended();
        auto compared = which_ == entity::customer ? compare_customers(std::move(values))
                                                   : compare(std::move(values));
        seen_(found_.checked);
        return compared;
      });
  if (!read) return read.problem();
  return std::move(found_);
}

status preview::compare(std::vector<actors::erp_value> values) {
  const std::span<const actors::erp_value> all{values};
  for (std::size_t at = 0; at < all.size(); at += magento::present_values::most_keys) {
    const auto some =
        all.subspan(at, std::min(magento::present_values::most_keys, all.size() - at));
    std::vector<magento::present_question> questions;
    for (const auto& each : some) questions.push_back({each.key, each.order});
    magento::present_page page;
    for (std::chrono::milliseconds waited{0};;) {
      page = sides_.store.of(which_, questions);
      if (!page.outage) break;
      if (auto paused = wait_again(sides_.rest, waited, "store: " + page.outage->message, 0ms);
          !paused)
        return paused;
    }
    for (std::size_t i = 0; i < some.size(); ++i)
      add_to(found_, which_, some[i], page.values.at(i));
  }
  return done();
}

/// Whether each e-mail has an account: what an account differs in is written without a question.
status preview::compare_customers(std::vector<actors::erp_value> values) {
  std::vector<std::string> emails;
  for (auto& each : values) {
    if (!each.value) continue;
    if (emails_.insert(std::hash<std::string>{}(fold_key(trimmed(*each.value)))).second)
      emails.push_back(std::move(*each.value));
  }
  const std::span<const std::string> all{emails};
  for (std::size_t at = 0; at < all.size(); at += magento::present_values::most_keys) {
    const auto some =
        all.subspan(at, std::min(magento::present_values::most_keys, all.size() - at));
    magento::present_accounts page;
    for (std::chrono::milliseconds waited{0};;) {
      page = sides_.store.accounts(some, sides_.rules.customers.website_id);
      if (!page.unreadable.empty() && !page.outage)
        return error{errc::unavailable, "store: customers: " + page.unreadable, {}};
      if (!page.outage) break;
      if (auto paused = wait_again(sides_.rest, waited, "store: " + page.outage->message, 0ms);
          !paused)
        return paused;
    }
    found_.checked += some.size();
    for (const auto& each : some)
      found_.lacking += page.emails.count(fold_key(trimmed(each))) == 0 ? 1 : 0;
  }
  return done();
}

}  // namespace acumage::reconcile
