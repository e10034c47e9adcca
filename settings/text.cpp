#include "settings/text.hpp"

#include "messages/json_text.hpp"
#include "settings/codec.hpp"
#include "settings/table.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace acumage::settings {

namespace {

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// "old → new" for a key that differs. A secret shows only whether it is there.
std::string step(const key_info& key, const settings& now, const settings& next) {
  const auto before = write_value(key, key.get(now));
  const auto after = write_value(key, key.get(next));
  if (key.kind == value_kind::secret && before == after)
    return key.full_name() + ": replaced by another";
  const auto text = [](const std::string& value) { return value.empty() ? "(empty)" : value; };
  return key.full_name() + ": " + text(before) + " → " + text(after);
}

void keep_origin(const std::string& key, const settings& now, settings& next) {
  next.origins.where.erase(key);
  if (const auto was = now.origins.where.find(key); was != now.origins.where.end())
    next.origins.where.insert(*was);
}

void compare_keys(const section_info& section, const settings& now, reload_plan& plan) {
  for (const auto& key : section.keys) {
    const auto before = key.get(now);
    if (before == key.get(plan.next)) continue;
    auto& list = key.when == applies::at_restart ? plan.needs_restart : plan.changed;
    list.push_back(step(key, now, plan.next));
    if (key.when != applies::at_restart) continue;
    key.set(plan.next, before);
    keep_origin(key.full_name(), now, plan.next);
  }
}

void compare_maps(const section_info& section, const settings& now, const settings& next,
                  reload_plan& plan) {
  std::map<std::string, std::pair<std::string, std::string>> both;
  for (const auto& [key, value] : section.map->entries(now)) both[key].first = value;
  for (const auto& [key, value] : section.map->entries(next)) both[key].second = value;
  const auto text = [](const std::string& value) { return value.empty() ? "(absent)" : value; };
  for (const auto& [key, values] : both)
    if (values.first != values.second)
      plan.changed.push_back(std::string{section.name} + "." + key + ": " + text(values.first) +
                             " → " + text(values.second));
}

/// The entity whose values depend on the section; none if no values depend on it.
std::optional<entity> whose_values(std::string_view section) {
  static const std::map<std::string_view, entity> owners{{"price_sync", entity::pricing},
                                                         {"item_statuses", entity::pricing},
                                                         {"inventory_sync", entity::inventory},
                                                         {"warehouse_sources", entity::inventory},
                                                         {"branch_warehouses", entity::inventory},
                                                         {"branch_sources", entity::inventory},
                                                         {"vendor_inventory", entity::inventory},
                                                         {"shipment_sync", entity::shipment},
                                                         {"shipment_statuses", entity::shipment},
                                                         {"shipment_types", entity::shipment},
                                                         {"shipment_operations", entity::shipment},
                                                         {"ship_via", entity::shipment},
                                                         {"dropship", entity::shipment},
                                                         {"customer_sync", entity::customer},
                                                         {"customer_groups", entity::customer},
                                                         {"customer_attributes", entity::customer},
                                                         {"order_sync", entity::order},
                                                         {"order_statuses", entity::order}};
  const auto found = owners.find(section);
  return found == owners.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace

std::string check_config(std::string_view file, const std::vector<finding>& findings) {
  std::string text;
  std::size_t errors = 0;
  for (const auto& each : findings) {
    const bool bad = each.severity == severity::error;
    if (bad) ++errors;
    text += (bad ? "error " : "warning ") + each.where + ": " + each.message + "\n";
  }
  const std::string name{file.empty() ? "settings" : file};
  if (findings.empty()) return name + ": no problems found\n";
  return text + name + ": " + counted(errors, "error") + ", " +
         counted(findings.size() - errors, "warning") + "\n";
}

std::string findings_json(std::string_view file, const std::vector<finding>& findings) {
  json_writer json;
  json.object().key("file").string(file).key("ok").boolean(!has_errors(findings));
  json.key("findings").array();
  for (const auto& each : findings) {
    json.object().key("severity").string(each.severity == severity::error ? "error" : "warning");
    json.key("where").string(each.where).key("key");
    each.key.empty() ? json.null() : json.string(each.key);
    json.key("message").string(each.message).end();
  }
  return json.end().end().take();
}

std::map<std::string, std::string> list_settings(const settings& value) {
  std::map<std::string, std::string> lines;
  for (const auto& section : settings_table()) {
    for (const auto& key : section.keys)
      lines.emplace(key.full_name(), write_value(key, key.get(value)));
    if (!section.map) continue;
    for (auto& [key, text] : section.map->entries(value))
      lines.emplace(std::string{section.name} + "." + key, std::move(text));
  }
  return lines;
}

std::map<std::string, api::setting> settings_in_force(const settings& value) {
  std::map<std::string, api::setting> all;
  for (auto& [name, text] : list_settings(value)) {
    const auto given = value.origins.where.find(name);
    all.emplace(name, api::setting{std::move(text),
                                   given == value.origins.where.end() ? "default" : given->second});
  }
  return all;
}

reload_plan plan_reload(const settings& now, const settings& next) {
  reload_plan plan;
  plan.next = next;
  for (const auto& section : settings_table()) {
    const auto before = plan.changed.size();
    compare_keys(section, now, plan);
    if (section.map) compare_maps(section, now, next, plan);
    if (plan.changed.size() == before) continue;
    if (section.name != "log") plan.rebuilds = true;
    if (const auto lane = whose_values(section.name)) plan.stale.insert(*lane);
  }
  return plan;
}

}  // namespace acumage::settings
