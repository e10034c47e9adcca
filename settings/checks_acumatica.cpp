#include "messages/entity.hpp"
#include "settings/address.hpp"
#include "settings/checks.hpp"
#include "settings/codec.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>

namespace acumage::settings {

namespace {

void check_address(const settings::acumatica_section& is, check_report& report) {
  const auto parts = read_url(is.url);
  if (!parts.problem.empty())
    return report.error({"acumatica.url"},
                        "acumatica.url = " + shown(is.url) + "; expected " + parts.problem);
  if (!parts.https && !is_loopback(parts.host))
    report.error({"acumatica.url"},
                 "acumatica.url = " + shown(is.url) +
                     "; the password would travel unencrypted; expected https://");
  if (parts.path.find("/entity") != std::string::npos ||
      parts.path.find("/Main") != std::string::npos)
    report.warning({"acumatica.url"},
                   "acumatica.url = " + shown(is.url) +
                       "; expected the address of the instance; the node appends /entity/…");
}

void check_sign_in(const settings::acumatica_section& is, check_report& report) {
  const auto need = [&](std::string_view key, bool given) {
    if (!given)
      report.error(
          {key, "acumatica.url"},
          std::string{key} + " is not set; expected a value, because acumatica.url is set");
  };
  need("acumatica.tenant", !is.tenant.empty());
  need("acumatica.username", !is.username.empty());
  need("acumatica.password", is.password.set());
  if (is.auth != erp_sign_in::oauth) return;
  need("acumatica.client_id", !is.client_id.empty());
  need("acumatica.client_secret", is.client_secret.set());
  // REST with a token names no tenant: this is the only check of it (PULL.md 2.2).
  if (!is.client_id.empty() && !is.client_id.ends_with("@" + is.tenant))
    report.error({"acumatica.client_id", "acumatica.tenant"},
                 "acumatica.client_id = " + shown(is.client_id) + "; expected it to end with @" +
                     is.tenant + ", the tenant");
}

void check_times(const settings::acumatica_section& is, check_report& report) {
  using std::chrono::seconds;
  if (is.overlap < is.lag)
    report.error({"acumatica.overlap", "acumatica.lag"},
                 "acumatica.overlap is less than acumatica.lag; expected at least as much, or late "
                 "commits are lost");
  const auto too_often = [&](std::string_view key, std::chrono::milliseconds value) {
    if (value.count() != 0 && value < seconds{300})
      report.error({key}, std::string{key} + " is less than 300 s; expected 0, or 300 to 86400");
  };
  too_often("acumatica.delta_every", is.delta_every);
  too_often("acumatica.lost_pushes_every", is.lost_pushes_every);
  if (!is.sweep_at.empty() && !time_of_day(is.sweep_at))
    report.error({"acumatica.sweep_at"}, "acumatica.sweep_at = " + shown(is.sweep_at) +
                                             "; expected a time of day, such as 03:30");
  if (is.odata == erp_odata::v3 && is.time_zone.empty())
    report.error(
        {"acumatica.time_zone", "acumatica.odata"},
        "acumatica.time_zone is not set; expected one, because times in OData v3 name none");
  if (!is.time_zone.empty() && (is.time_zone.find("..") != std::string::npos ||
                                !std::filesystem::is_regular_file(
                                    std::filesystem::path{"/usr/share/zoneinfo"} / is.time_zone)))
    report.error({"acumatica.time_zone"}, "acumatica.time_zone = " + shown(is.time_zone) +
                                              "; expected a name such as Europe/Berlin");
}

void check_endpoint(const settings::acumatica_section& is, check_report& report) {
  const auto slash = is.endpoint.find('/');
  if (slash == 0 || slash == std::string::npos || slash + 1 == is.endpoint.size() ||
      is.endpoint.find('/', slash + 1) != std::string::npos)
    report.error({"acumatica.endpoint"}, "acumatica.endpoint = " + shown(is.endpoint) +
                                             "; expected name/version, such as Default/25.200.001");
}

/// What the REST API calls its record; empty: it has none.
std::string_view record_of(entity which) {
  switch (which) {
    case entity::pricing: return "StockItem";
    case entity::shipment: return "Shipment";
    case entity::customer: return "Customer";
    case entity::order: return "SalesOrder";
    case entity::inventory: break;
  }
  return {};
}

void check_pulled(const settings& value, check_report& report) {
  bool any = false;
  for (const auto which : all_entities) {
    const auto& is = value.pull.at(index_of(which));
    const auto section = "pull." + std::string{to_string(which)};
    if (is.name.empty()) continue;
    any = true;
    const bool by_number = which == entity::inventory || which == entity::shipment;
    if (is.source == pull_source::dac && by_number)
      report.error({section + ".source"},
                   section +
                       ".source = dac; expected gi, because the table names items by "
                       "internal numbers");
    if (is.source == pull_source::entity && which == entity::inventory)
      report.error(
          {section + ".source"},
          section + ".source = entity; expected gi, because REST answers one item at a time");
    else if (is.source == pull_source::entity && is.name != record_of(which))
      report.error({section + ".name", section + ".source"},
                   section + ".name = " + shown(is.name) + "; expected " +
                       std::string{record_of(which)} + ", because " + section + ".source = entity");
    if (is.key.empty() || is.key.size() > 2)
      report.error({section + ".key"}, section + ".key names " + std::to_string(is.key.size()) +
                                           " columns; expected one or two");
    if (is.modified.empty() && is.source != pull_source::entity)
      report.error({section + ".modified"},
                   section + ".modified is empty; expected the column of the last change");
    if (value.acumatica.url.empty())
      report.error({section + ".name", "acumatica.url"},
                   section + ".name is set, but not acumatica.url; expected both or none");
  }
  if (!value.acumatica.url.empty() && !any)
    report.warning({"acumatica.url"},
                   "acumatica.url is set, but no inquiry; expected a name in [pull.pricing] or "
                   "another, or nothing is pulled");
  const auto& stock = value.pull.at(index_of(entity::inventory));
  if (value.absent == absent_rule::zero && !stock.filter.empty())
    report.error(
        {"pull.inventory.absent", "pull.inventory.filter"},
        "pull.inventory.absent = zero; expected an empty pull.inventory.filter, or what it "
        "leaves out becomes 0");
}

void check_reconcile(const settings& value, check_report& report) {
  const auto& is = value.reconcile;
  if (!is.at.empty() && !weekly_time(is.at))
    report.error({"reconcile.at"}, "reconcile.at = " + shown(is.at) +
                                       "; expected a day and a time, such as sunday 03:00");
  for (const auto each : is.entities) {
    const std::string name{to_string(entity_of(each))};
    if (!value.entities.at(index_of(entity_of(each))))
      report.warning({"reconcile.entities"}, "reconcile.entities names " + name +
                                                 ", which is not compared; expected entities." +
                                                 name + " = true");
  }
}

void check_lost_pushes(const settings& value, check_report& report) {
  const auto& name = value.acumatica.lost_pushes;
  if (!name.empty() && value.queries.count(name) > 0)
    report.error({"acumatica.lost_pushes"},
                 "acumatica.lost_pushes = " + shown(name) +
                     " is also in [queries]; expected a query of its own");
}

}  // namespace

void check_acumatica(const settings& value, check_report& report) {
  check_pulled(value, report);
  check_lost_pushes(value, report);
  check_reconcile(value, report);
  if (value.acumatica.url.empty()) return;
  check_address(value.acumatica, report);
  check_sign_in(value.acumatica, report);
  check_times(value.acumatica, report);
  check_endpoint(value.acumatica, report);
}

}  // namespace acumage::settings
