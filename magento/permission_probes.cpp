#include "magento/permission_probes.hpp"

#include "magento/reply.hpp"

#include <algorithm>
#include <array>
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

permission_probe product_permission() {
  return probe("GET", "/V1/products?searchCriteria%5BpageSize%5D=1&fields=total_count", "",
               "Magento_Catalog::products");
}

using probes = std::vector<permission_probe>;

probes stock_permissions(stock_model stock) {
  if (stock == stock_model::legacy)
    return {probe("GET", "/V1/stockItems/__probe__", "", "Magento_Catalog::catalog_inventory")};
  return {probe("GET", "/V1/inventory/sources?searchCriteria%5BpageSize%5D=1", "",
                "Magento_InventoryApi::source"),
          product_permission(),
          probe("GET", "/V1/stockItems/__probe__", "", "Magento_Catalog::catalog_inventory"),
          probe("POST", "/V1/inventory/source-items", R"({"sourceItems":[]})",
                "Magento_InventoryApi::stock_source_item_assign")};
}

probes shipment_permissions(further_work also) {
  probes all{probe("GET", "/V1/orders/0", "", "Magento_Sales::actions_view"),
             probe("GET", "/V1/shipment/0", "", "Magento_Sales::shipment"),
             probe("POST", "/V1/order/0/ship", "{}", "Magento_Sales::ship")};
  if (also.create_invoices)
    all.push_back(probe("POST", "/V1/order/0/invoice", "{}", "Magento_Sales::invoice"));
  return all;
}

probes order_permissions(further_work also) {
  probes all{probe("GET", "/V1/orders/0", "", "Magento_Sales::actions_view"),
             probe("POST", "/V1/orders/0/comments", "{}", "Magento_Sales::comment"),
             probe("POST", "/V1/orders/0/cancel", "", "Magento_Sales::cancel"),
             probe("POST", "/V1/orders/0/hold", "", "Magento_Sales::hold"),
             probe("POST", "/V1/orders/0/unhold", "", "Magento_Sales::unhold")};
  if (also.create_orders || also.set_statuses)
    all.push_back(probe("POST", "/V1/orders", "{}", "Magento_Sales::create"));
  if (also.create_orders) all.push_back(product_permission());
  return all;
}

struct titled {
  std::string_view id;
  std::string_view path;
};

constexpr std::array<titled, 18> titles{{
    {"Magento_Backend::store", "Stores > Settings > All Stores"},
    {"Magento_Catalog::catalog", "Catalog"},
    {"Magento_Catalog::catalog_inventory", "Catalog > Inventory"},
    {"Magento_Catalog::products", "Catalog > Inventory > Products"},
    {"Magento_Customer::customer", "Customers"},
    {"Magento_Customer::group", "Customers > Customer Groups"},
    {"Magento_Customer::manage", "Customers > All Customers"},
    {"Magento_InventoryApi::source", "Stores > Inventory > Sources"},
    {"Magento_InventoryApi::stock_source_item_assign",
     "Stores > Inventory > Stocks > Source Item Assigning"},
    {"Magento_Sales::actions_view", "Sales > Operations > Orders > Actions > View"},
    {"Magento_Sales::cancel", "Sales > Operations > Orders > Actions > Cancel"},
    {"Magento_Sales::comment", "Sales > Operations > Orders > Actions > Comment"},
    {"Magento_Sales::create", "Sales > Operations > Orders > Actions > Create"},
    {"Magento_Sales::hold", "Sales > Operations > Orders > Actions > Hold"},
    {"Magento_Sales::invoice", "Sales > Operations > Orders > Actions > Invoice"},
    {"Magento_Sales::ship", "Sales > Operations > Orders > Actions > Ship"},
    {"Magento_Sales::shipment", "Sales > Operations > Shipments"},
    {"Magento_Sales::unhold", "Sales > Operations > Orders > Actions > Unhold"},
}};

std::string_view title_of(std::string_view id) {
  const auto found =
      std::find_if(titles.begin(), titles.end(), [&](const titled& each) { return each.id == id; });
  return found == titles.end() ? id : found->path;
}

}  // namespace

std::vector<permission_probe> permission_probes(entity which, stock_model stock,
                                                further_work also) {
  switch (which) {
    case entity::pricing:
      return {probe("POST", "/V1/products/base-prices-information", R"({"skus":["__probe__"]})",
                    "Magento_Catalog::catalog")};
    case entity::inventory: return stock_permissions(stock);
    case entity::shipment: return shipment_permissions(also);
    case entity::customer:
      return {probe("GET", "/V1/customers/search?searchCriteria%5BpageSize%5D=1", "",
                    "Magento_Customer::customer"),
              probe("PUT", "/V1/customers/validate", "{}", "Magento_Customer::manage")};
    case entity::order: return order_permissions(also);
  }
  return {};
}

std::string grant(std::string_view resources) {
  std::string boxes;
  while (!resources.empty()) {
    const auto comma = resources.find(", ");
    boxes += (boxes.empty() ? "" : ", ") + std::string{title_of(resources.substr(0, comma))};
    resources.remove_prefix(comma == std::string_view::npos ? resources.size() : comma + 2);
  }
  return "Grant it to the integration: System > Extensions > Integrations > edit > API, tick " +
         boxes + "; save and reauthorize.";
}

bool permission_probe_passed(const answer& reply) {
  return healthy(reply) || judge(reply).verdict == batch_verdict::refused;
}

}  // namespace acumage::magento
