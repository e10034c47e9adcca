// How shipments are sent to the store: the conversations of magento/ in the form that the sender
// uses.
#include "actors/shipment.hpp"
#include "magento/permission_probes.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace acumage::actors {

namespace {

std::vector<magento::request> probes_of(bool invoices) {
  std::vector<magento::request> asked;
  // Shipments do not depend on the stock model.
  for (auto& each : magento::permission_probes(entity::shipment, magento::stock_model::multi_source,
                                               {.create_invoices = invoices}))
    asked.push_back(std::move(each.ask));
  return asked;
}

}  // namespace

std::shared_ptr<const store_language> shipment_language(const policy::shipment_options& options,
                                                        magento::shipping_terms terms,
                                                        std::function<std::int64_t()> now_us) {
  auto language = std::make_shared<store_language>();
  language->begin = [terms, now_us = std::move(now_us)](const std::vector<delivery>& rows) {
    auto how = terms;
    how.now_us = now_us();
    return magento::send_shipment(rows.front(), how);  // shipments always go one by one
  };
  language->probes = [invoices = options.create_invoice] { return probes_of(invoices); };
  language->probe_passed = magento::permission_probe_passed;
  language->ask_known = [](const lookup& asked) {
    return magento::known_shipments_request(asked.values);
  };
  language->read_known = [](const lookup& asked, const magento::answer& answer) {
    auto found = magento::read_known_shipments(asked.keys, asked.values, answer);
    lookup_sent sent;
    sent.outcome = std::move(found.outcome);
    sent.what = {std::move(found.known), std::move(found.unknown)};
    return sent;
  };
  language->exclusive = magento::order_of_shipment;
  language->moves = magento::quantities_of_shipment;
  language->render = [](const delivery& what) { return magento::shipment_text(what); };
  return language;
}

}  // namespace acumage::actors
