#include "magento/stock_probes.hpp"

#include "magento/reply.hpp"
#include "magento/sources.hpp"

namespace acumage::magento {

request stock_probe(stock_model stock) {
  return permission_probes(entity::inventory, stock).front().ask;
}

request stock_write_probe() {
  return permission_probes(entity::inventory, stock_model::multi_source).back().ask;
}

bool stock_probe_passed(const answer& reply) {
  return healthy(reply) || lacks_route(reply) || judge(reply).verdict == batch_verdict::refused;
}

}  // namespace acumage::magento
