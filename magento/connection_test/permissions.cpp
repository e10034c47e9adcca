// The part of the connection test that checks the permissions of the integration.
#include "magento/connection_test/parts.hpp"
#include "magento/reply.hpp"
#include "magento/search_path.hpp"

#include <string>
#include <string_view>

namespace acumage::magento {

namespace {

void check_entity(examination& test, entity which, stock_model stock) {
  const auto name = "permission " + std::string{to_string(which)};
  std::string missing;
  for (const auto& probe : permission_probes(which, stock, test.ask().also)) {
    const auto reply = test.call(probe.ask);
    const auto said = read_error(reply.body);
    if (reply.how == carried::answered && reply.status == 401) {
      const auto named = said.parameter("resources");
      missing += (missing.empty() ? "" : ", ") + (named.empty() ? probe.resource : named);
      continue;
    }
    // Any other answer of Magento's is given after the permission check.
    const auto checked = reply.how == carried::answered && reply.status < 500 &&
                         (healthy(reply) || !said.message.empty());
    if (!checked) {
      test.untested(name, reply);
      return;
    }
  }
  if (missing.empty())
    test.pass(name, "granted");
  else
    test.fail(name, "missing: " + missing, grant(missing));
}

/// A search of the entity that finds nothing; empty: it has none.
std::string fruitless_search(entity which) {
  const auto search = [](std::string_view resource, std::string_view field,
                         std::string_view value) {
    search_path path{resource};
    path.group().filter(field, "eq", value);
    return path.page(largest_page).fields("total_count").take().path;
  };
  switch (which) {
    case entity::inventory: return search("/V1/products", "sku", "__probe__");
    case entity::customer: return search("/V1/customers/search", "email", "probe@example.invalid");
    case entity::shipment:
    case entity::order: return search("/V1/orders", "entity_id", "0");
    case entity::pricing: break;
  }
  return {};
}

}  // namespace

void check_pages(examination& test, stock_model stock) {
  for (const auto which : test.ask().enabled) {
    if (which == entity::inventory && stock == stock_model::legacy) continue;  // searches nothing
    request what;
    what.method = "GET";
    what.path = fruitless_search(which);
    what.only_reads = true;
    if (what.path.empty()) continue;
    const auto reply = test.call_once(what);
    if (reply.how == carried::answered && reply.status == 401) continue;  // reported elsewhere
    if (const auto most = page_limit(reply); most > 0)
      test.pass("page size", "the store allows " + std::to_string(most) +
                                 " items on a page, so searches for more are divided");
    else if (healthy(reply))
      test.pass("page size", "searches for " + std::to_string(largest_page) + " items are allowed");
    else
      test.untested("page size", reply);
    return;
  }
}

void check_permissions(examination& test, stock_model stock) {
  for (const auto which : test.ask().enabled) check_entity(test, which, stock);
}

}  // namespace acumage::magento
