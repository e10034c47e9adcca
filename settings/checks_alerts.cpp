// Checks the address that alerts are posted to.
#include "settings/address.hpp"
#include "settings/checks.hpp"
#include "settings/webhook_url.hpp"

namespace acumage::settings {

void check_alerts(const settings& value, check_report& report) {
  constexpr std::string_view key = "alerts.webhook_url";
  if (!value.alerts.webhook_url.set()) return;
  // The address is itself a credential, so no message repeats it.
  const auto parts = read_url(split_webhook_url(value.alerts.webhook_url.reveal()).place);
  if (!parts.problem.empty())
    return report.error({key}, std::string{key} + "; expected " + parts.problem);
  if (!parts.https && !is_loopback(parts.host))
    report.warning({key}, std::string{key} +
                              " is http://; the address, which is a credential, travels "
                              "unencrypted; expected https://");
}

}  // namespace acumage::settings
