// How orders are sent to the store: the conversation of magento/ in the form that the sender uses.
#include "actors/order.hpp"
#include "magento/permission_probes.hpp"
#include "messages/key.hpp"
#include "policy/order_states.hpp"

#include <algorithm>
#include <cassert>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acumage::actors {

std::shared_ptr<const store_language> order_language(const policy::order_options& options,
                                                     magento::order_terms terms) {
  auto language = std::make_shared<store_language>();
  language->begin = [terms, regions = std::make_shared<magento::region_memory>()](
                        const std::vector<delivery>& rows) {
    assert(rows.size() == 1);  // documents leave one by one
    return magento::send_order(rows.front(), *regions, terms);
  };
  const bool saves =
      std::any_of(options.statuses.begin(), options.statuses.end(), [](const auto& each) {
        policy::order_record record;
        policy::set_status(record, each.second);
        return record.action == policy::order_action::comment && !policy::states_of(record).empty();
      });
  language->probes = [create = options.create, saves] {
    std::vector<magento::request> all;
    for (auto& probe : magento::permission_probes(
             entity::order, magento::stock_model::multi_source,
             {.create_invoices = false, .create_orders = create, .set_statuses = saves}))
      all.push_back(std::move(probe.ask));
    return all;
  };
  language->probe_passed = magento::permission_probe_passed;
  language->ask_known = [](const lookup& asked) { return magento::known_orders_request(asked); };
  language->read_known = [](const lookup& asked, const magento::answer& answer) {
    auto found = magento::read_known_orders(asked, answer);
    lookup_sent sent;
    sent.outcome = std::move(found.outcome);
    sent.what = {std::move(found.known), std::move(found.unknown)};
    return sent;
  };
  language->exclusive = [](const delivery& what) { return fold_key(what.key); };
  language->render = magento::order_request_text;
  return language;
}

}  // namespace acumage::actors
