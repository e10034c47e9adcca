// The part of the connection test that asks what the integration may do.
#include "magento/connection_test/parts.hpp"
#include "magento/reply.hpp"

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
    // Any other answer of Magento's comes from behind the check of the permission.
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

}  // namespace

void check_permissions(examination& test, stock_model stock) {
  for (const auto which : test.ask().enabled) check_entity(test, which, stock);
}

}  // namespace acumage::magento
