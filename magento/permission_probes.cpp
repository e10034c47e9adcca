#include "magento/permission_probes.hpp"

#include "magento/base_prices.hpp"
#include "magento/reply.hpp"

#include <utility>

namespace acumage::magento {

namespace {

permission_probe probe(std::string method, std::string path, std::string body,
                       std::string resource) {
  permission_probe result;
  result.ask.method = std::move(method);
  result.ask.path = std::move(path);
  result.ask.body = std::move(body);
  result.ask.only_reads = true;
  result.resource = std::move(resource);
  return result;
}

}  // namespace

std::vector<permission_probe> permission_probes(entity which, stock_model stock) {
  switch (which) {
    case entity::pricing: return {{price_probe(), "Magento_Catalog::catalog"}};
    case entity::inventory:
      if (stock == stock_model::legacy)
        return {probe("GET", "/V1/stockItems/__probe__", "", "Magento_Catalog::catalog_inventory")};
      return {probe("GET", "/V1/inventory/sources?searchCriteria%5BpageSize%5D=1", "",
                    "Magento_InventoryApi::source"),
              probe("GET", "/V1/products?searchCriteria%5BpageSize%5D=1&fields=total_count", "",
                    "Magento_Catalog::products"),
              probe("GET", "/V1/stockItems/__probe__", "", "Magento_Catalog::catalog_inventory"),
              probe("POST", "/V1/inventory/source-items", R"({"sourceItems":[]})",
                    "Magento_InventoryApi::stock_source_item_assign")};
    case entity::shipment:
      return {probe("GET", "/V1/orders/0", "", "Magento_Sales::actions_view"),
              probe("GET", "/V1/shipment/0", "", "Magento_Sales::shipment"),
              probe("POST", "/V1/order/0/ship", "{}", "Magento_Sales::ship")};
    case entity::customer:
      return {probe("GET", "/V1/customers/search?searchCriteria%5BpageSize%5D=1", "",
                    "Magento_Customer::customer"),
              probe("PUT", "/V1/customers/validate", "{}", "Magento_Customer::manage")};
    case entity::order:
      return {probe("GET", "/V1/orders/0", "", "Magento_Sales::actions_view"),
              probe("POST", "/V1/orders/0/hold", "", "Magento_Sales::hold")};
  }
  return {};
}

std::vector<permission_probe> invoice_probes() {
  return {probe("GET", "/V1/invoices?searchCriteria%5BpageSize%5D=1&fields=total_count", "",
                "Magento_Sales::sales_invoice"),
          probe("POST", "/V1/order/0/invoice", "{}", "Magento_Sales::invoice")};
}

bool permission_probe_passed(const answer& reply) {
  return healthy(reply) || judge(reply).verdict == batch_verdict::refused;
}

}  // namespace acumage::magento
