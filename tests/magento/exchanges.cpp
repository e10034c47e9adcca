#include "exchanges.hpp"

#include <utility>

namespace acumage::tests {

std::unique_ptr<magento::transport> to(const std::string& url,
                                       std::chrono::milliseconds read_timeout) {
  magento::store_address where;
  where.url = url;
  where.bearer_token = "s3cr3t-token";
  where.read_timeout = read_timeout;
  return magento::connect(where, nullptr);
}

magento::request post(std::string body) {
  magento::request what;
  what.path = "/V1/products/base-prices";
  what.body = std::move(body);
  return what;
}

magento::request get() {
  magento::request what;
  what.method = "GET";
  what.path = "/V1/modules";
  what.only_reads = true;
  return what;
}

void answer_all(int, peer& client) {
  while (!client.read_request().empty()) client.send(http_answer(200, "[]"));
}

}  // namespace acumage::tests
