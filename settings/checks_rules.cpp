// Checks the dependencies between the entities' settings.
#include "policy/order_states.hpp"
#include "settings/checks.hpp"
#include "settings/codec.hpp"
#include "settings/suggest.hpp"

#include <algorithm>
#include <set>

namespace acumage::settings {

namespace {

bool on(const settings& value, entity which) { return value.entities.at(index_of(which)); }

/// The connector's documented requirement: without the package the ERP has no such figures.
void check_packages(const settings& value, check_report& report) {
  if (value.packages.commerce_pro) return;
  const auto needs = [&](std::string_view key, const std::string& what) {
    report.error({key, "packages.commerce_pro"},
                 std::string{key} + " = " + what +
                     " needs the CommercePro package; expected packages.commerce_pro = true");
  };
  if (value.price_sync.price == policy::price_preference::sales_price)
    needs("price_sync.price", "sales_price");
  if (value.inventory_sync.mode == inventory_mode::branch_wise)
    needs("inventory_sync.mode", "branch_wise");
  if (value.vendor_inventory.preference == vendor_preference::separate)
    needs("vendor_inventory.preference", "separate");
  if (value.vendor_inventory.preference == vendor_preference::add_to_total)
    needs("vendor_inventory.preference", "add_to_total");
}

void check_warehouses(const settings& value, check_report& report) {
  const auto& is = value.inventory_sync;
  if (is.mode != inventory_mode::configured) return;
  if (is.warehouses.empty() && on(value, entity::inventory))
    report.warning(
        {"inventory_sync.warehouses", "entities.inventory"},
        "inventory_sync.warehouses is empty, so no quantity is sent; expected the monitored "
        "warehouses");
  if (value.warehouse_sources.empty()) return;
  for (const auto& warehouse : is.warehouses)
    if (!value.warehouse_sources.contains(warehouse))
      report.error({"inventory_sync.warehouses", "warehouse_sources"},
                   "inventory_sync.warehouses names " + shown(warehouse) +
                       ", which has no source; expected it in [warehouse_sources]");
}

void check_branches(const settings& value, check_report& report) {
  name_map<std::string> branch_of;
  for (const auto& [branch, warehouses] : value.branch_warehouses)
    for (const auto& warehouse : warehouses) {
      const auto [other, added] = branch_of.emplace(warehouse, branch);
      if (added) continue;
      const auto twice = other->second == branch ? " twice" : " and " + shown(other->second);
      report.error({"branch_warehouses"}, "branch_warehouses: warehouse " + shown(warehouse) +
                                              " is in " + shown(branch) + twice +
                                              "; expected one branch per warehouse");
    }
  if (value.inventory_sync.mode != inventory_mode::branch_wise) return;
  if (value.branch_warehouses.empty() && on(value, entity::inventory))
    report.warning(
        {"branch_warehouses", "inventory_sync.mode", "entities.inventory"},
        "branch_warehouses is empty, so no quantity is sent; expected branch = warehouses");
  for (const auto& [branch, ignored] : value.branch_warehouses)
    if (!value.branch_sources.contains(branch))
      report.error({"branch_warehouses", "branch_sources"},
                   "branch_warehouses names branch " + shown(branch) +
                       ", which has no source; expected it in [branch_sources]");
}

/// A quantity is identified by "SKU@source", split at the last '@'.
void check_sources(const settings& value, check_report& report) {
  const auto check = [&](std::string_view where, const std::string& source) {
    if (source.find_first_of("@ \t") == std::string::npos) return;
    report.error({where}, std::string{where} + ": source " + shown(source) +
                              " holds a blank or an '@'; expected a Magento source code");
  };
  for (const auto& [ignored, source] : value.warehouse_sources) check("warehouse_sources", source);
  for (const auto& [ignored, source] : value.branch_sources) check("branch_sources", source);
  check("vendor_inventory.source", value.vendor_inventory.source);
}

void check_vendors(const settings& value, check_report& report) {
  const auto& is = value.vendor_inventory;
  if (is.preference == vendor_preference::exclude || !is.source.empty()) return;
  const bool by_branch = value.inventory_sync.mode == inventory_mode::branch_wise;
  const auto& mapped = by_branch ? value.branch_sources : value.warehouse_sources;
  std::set<std::string> sources;
  for (const auto& [ignored, source] : mapped) sources.insert(source);
  const bool separate = is.preference == vendor_preference::separate;
  if (!separate && sources.size() < 2) return;
  report.error({"vendor_inventory.source", "vendor_inventory.preference", "inventory_sync.mode",
                "branch_sources", "warehouse_sources"},
               std::string{"vendor_inventory.source is empty, but preference = "} +
                   (separate ? "separate" : "add_to_total with several sources") +
                   " needs it; expected a Magento source code");
}

void check_nothing_sent(const settings& value, check_report& report) {
  if (on(value, entity::customer) && value.customer_sync.classes.empty())
    report.warning(
        {"customer_sync.classes", "entities.customer"},
        "customer_sync.classes is empty, so no customer is sent; expected customer classes");
  if (on(value, entity::order) && value.order_sync.order_types.empty())
    report.warning({"order_sync.order_types", "entities.order"},
                   "order_sync.order_types is empty, so no order is sent; expected order types");
  for (const auto each : all_entities) {
    if (!on(value, each)) continue;
    const auto brings = [&](const auto& query) { return query.second == each; };
    if (std::any_of(value.queries.begin(), value.queries.end(), brings)) continue;
    const auto key = "entities." + std::string{to_string(each)};
    report.warning({key, "queries"},
                   key + " = true, but no query brings it; expected one in [queries]");
  }
}

void check_customer_groups(const settings& value, check_report& report) {
  for (const auto& [key, ignored] : value.customer_groups) {
    if (key.find(" /") == std::string::npos && key.find("/ ") == std::string::npos) continue;
    report.error({"customer_groups"}, "customer_groups: " + shown(key) +
                                          " has blanks around its '/'; expected class/price class");
  }
}

/// "picked" or "processing/picked"; policy/order_states decides what is sent for it.
void check_order_statuses(const settings& value, check_report& report) {
  const auto& states = policy::magento_states();
  for (const auto& [text, mapped] : value.order_statuses) {
    policy::order_record record;
    policy::set_status(record, mapped);
    if (record.action != policy::order_action::comment) continue;
    const auto name = "order_statuses: " + text + " = " + mapped;
    const auto slash = mapped.find('/');
    const bool has_state = slash != std::string::npos;
    if (record.status.empty() || record.status.find('/') != std::string::npos ||
        (has_state && record.state.empty()))
      report.error({"order_statuses"}, name + "; expected status or state/status");
    else if (has_state && std::find(states.begin(), states.end(), record.state) == states.end())
      report.error({"order_statuses"}, name + ": " + shown(record.state) +
                                           " is no state of Magento; expected one of new, "
                                           "pending_payment, payment_review, processing, holded, "
                                           "complete, closed or canceled" +
                                           did_you_mean(nearest(record.state, states)));
    else if (policy::states_of(record).empty())
      report.warning({"order_statuses"},
                     name +
                         ": none of Magento's own statuses, so its state is not known and the "
                         "store gets a note only; expected state/status, as in processing/" +
                         record.status);
  }
}

void check_delivery(const settings& value, check_report& report) {
  const auto& is = value.delivery;
  if (is.backoff_base > is.backoff_cap)
    report.error(
        {"delivery.backoff_base", "delivery.backoff_cap"},
        "delivery.backoff_base is longer than delivery.backoff_cap; expected at most as long");
  if (is.park_interval > is.park_limit)
    report.warning({"delivery.park_interval", "delivery.park_limit"},
                   "delivery.park_interval is longer than delivery.park_limit, so a parked record "
                   "is dead-lettered at its first look-up; expected a shorter one");
  if (!value.storage.sync)
    report.warning(
        {"storage.sync"},
        "storage.sync = false; accepted changes can be lost when the machine stops; expected "
        "true outside of measurements");
}

}  // namespace

void check_rules(const settings& value, check_report& report) {
  check_packages(value, report);
  check_warehouses(value, report);
  check_branches(value, report);
  check_sources(value, report);
  check_vendors(value, report);
  check_nothing_sent(value, report);
  check_customer_groups(value, report);
  check_order_statuses(value, report);
  check_delivery(value, report);
}

}  // namespace acumage::settings
