// How quantities are sent to the store: the conversations of magento/ in the form that the sender
// uses.
#include "actors/inventory.hpp"
#include "magento/stock/conversation.hpp"
#include "magento/stock/probes.hpp"
#include "magento/stock/skus.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace acumage::actors {

std::shared_ptr<const store_language> stock_language(magento::stock_options options,
                                                     magento::stock_memory& memory) {
  auto language = std::make_shared<store_language>();
  language->begin = [options, &memory](const std::vector<delivery>& rows) {
    return magento::send_quantities(rows, options, memory);
  };
  language->probes = [&memory] {
    const auto known = memory.sources();
    return magento::stock_probes(known && !known->msi ? magento::stock_model::legacy
                                                      : magento::stock_model::multi_source);
  };
  language->probe_passed = magento::stock_probe_passed;
  language->ask_known = [](const lookup& asked) -> std::optional<magento::request> {
    return magento::known_items_request(asked.keys);
  };
  language->read_known = [](const lookup& asked, const magento::answer& answer) {
    auto found = magento::read_known_items(asked.keys, answer);
    lookup_sent sent;
    sent.outcome = std::move(found.outcome);
    sent.what = {std::move(found.known), std::move(found.unknown)};
    return sent;
  };
  language->render = [](const delivery& what) { return magento::source_items_request(what).body; };
  return language;
}

}  // namespace acumage::actors
