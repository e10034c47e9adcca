#include "magento/stock/probes.hpp"

#include "magento/reply.hpp"
#include "magento/stock/sources.hpp"

#include <utility>

namespace acumage::magento {

request stock_probe(stock_model stock) { return stock_probes(stock).front(); }

std::vector<request> stock_probes(stock_model stock) {
  std::vector<request> all;
  for (auto& probe : permission_probes(entity::inventory, stock))
    all.push_back(std::move(probe.ask));
  return all;
}

bool stock_probe_passed(const answer& reply) {
  return healthy(reply) || lacks_route(reply) || judge(reply).verdict == batch_verdict::refused;
}

}  // namespace acumage::magento
