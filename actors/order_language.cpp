// How orders are told to the store: the conversation of magento/ as the sender takes it.
#include "actors/order.hpp"
#include "magento/orders/conversation.hpp"
#include "magento/permission_probes.hpp"
#include "messages/key.hpp"

#include <cassert>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acumage::actors {

std::shared_ptr<const store_language> order_language(const policy::order_options& options) {
  auto language = std::make_shared<store_language>();
  language->begin = [](const std::vector<delivery>& rows) {
    assert(rows.size() == 1);  // documents leave one by one
    return magento::send_order(rows.front());
  };
  language->probes = [create = options.create] {
    std::vector<magento::request> all;
    for (auto& probe :
         magento::permission_probes(entity::order, magento::stock_model::multi_source,
                                    {.create_invoices = false, .create_orders = create}))
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
