#include "tests/process/pull_node.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

namespace acumage::tests {

namespace {

using simdjson::dom::element;

std::string started(sim::erp& erp) {
  REQUIRE(erp.start());
  return erp.url();
}

std::string started(simulator::store& store) {
  REQUIRE(store.start().ok());
  return store.url();
}

simulator::store_options shop(std::size_t items) {
  simulator::store_options options;
  options.sources.push_back({.code = "wh_one", .name = "One"});
  options.sources.push_back({.code = "wh_two", .name = "Two"});
  options.keep_history = true;
  for (std::size_t i = 1; i <= items; ++i) options.products.push_back({pull_rig::sku(i), {}, {}});
  return options;
}

std::map<std::string, std::string> settings_for(const std::string& url,
                                                std::map<std::string, std::string> more) {
  more.merge(erp_settings(url));
  more.insert({{"acumatica.page_size", "50"},
               {"acumatica.overlap", "60"},
               {"acumatica.lag", "60"},
               {"acumatica.delta_every", "0"},
               {"pull.pricing.name", "Acumage Price"},
               {"pull.inventory.name", "Acumage Quantity"},
               {"queries.Acumage Price", "pricing"},
               {"queries.Acumage Quantity", "inventory"},
               {"entities.inventory", "true"},
               {"inventory_sync.warehouses", "EAST, WEST"},
               {"warehouse_sources.EAST", "wh_one"},
               {"warehouse_sources.WEST", "wh_two"}});
  return more;
}

std::string text_in(element from, std::string_view name) {
  std::string_view text;
  return from[name].get(text) == simdjson::SUCCESS ? std::string{text} : std::string{};
}

shown_job job_from(element from) {
  shown_job made;
  made.id = text_in(from, "id");
  made.state = text_in(from, "state");
  made.sub_state = text_in(from, "sub_state");
  made.error = text_in(from, "error");
  const auto number = [&](std::string_view name) {
    std::int64_t value = 0;
    return from[name].get(value) == simdjson::SUCCESS ? value : -1;
  };
  made.rows = number("rows");
  made.fresh = number("new");
  made.unchanged = number("unchanged");
  made.superseded = number("superseded");
  return made;
}

std::string four_decimals(const std::string& number) {
  char text[64];
  std::snprintf(text, sizeof text, "%.4f", std::stod(number));
  return text;
}

/// The place of a price among the values.
const std::string price_place = "price";

}  // namespace

std::map<std::string, std::string> erp_settings(const std::string& url) {
  const sim::options is;
  return {{"acumatica.url", url},
          {"acumatica.tenant", is.tenant},
          {"acumatica.client_id", is.client_id},
          {"acumatica.client_secret", is.client_secret},
          {"acumatica.username", is.user},
          {"acumatica.password", is.password},
          {"acumatica.requests_per_minute", "1000"}};
}

pull_rig::pull_rig(std::size_t items, std::map<std::string, std::string> settings,
                   sim::options erp_setup)
    : erp{erp_setup},
      store{shop(items)},
      node{started(store), settings_for(started(erp), std::move(settings))},
      pushes_{erp_setup.push} {}

void pull_rig::start() {
  node.start();
  pushes_.url = "http://127.0.0.1:" + std::to_string(node.intake_port()) + "/push";
  erp.redirect_pushes(pushes_);
}

void pull_rig::write_price(const std::string& sku, const std::string& price, const sim::how& way) {
  const auto done =
      erp.write(sim::entity::item,
                {{"InventoryID", sku}, {"DefaultPrice", price}, {"ItemStatus", "Active"}}, way);
  REQUIRE_MESSAGE(done, done.problem().message);
}

void pull_rig::write_quantity(const std::string& sku, const std::string& warehouse,
                              const std::string& on_hand, const sim::how& way) {
  const auto done = erp.write(sim::entity::quantity,
                              {{"InventoryID", sku},
                               {"WarehouseID", warehouse},
                               {"QtyOnHand", on_hand},
                               {"QtyAvailable", on_hand},
                               {"QtyAvailableForShipment", on_hand}},
                              way);
  REQUIRE_MESSAGE(done, done.problem().message);
}

std::string pull_rig::order(const std::string& entity, const std::string& more) {
  const auto answer = node.post("/resync", R"({"entity":")" + entity + "\"," + more + "}");
  REQUIRE_MESSAGE(answer.status == 202, answer.body);
  simdjson::dom::parser parser;
  const simdjson::padded_string text{answer.body};
  return text_in(parser.parse(text), "id");
}

shown_job pull_rig::job(const std::string& id) {
  const auto answer = node.get("/resync/" + id);
  REQUIRE_MESSAGE(answer.status == 200, answer.body);
  simdjson::dom::parser parser;
  const simdjson::padded_string text{answer.body};
  return job_from(parser.parse(text));
}

std::vector<shown_job> pull_rig::jobs() {
  const auto answer = node.get("/resync");
  REQUIRE_MESSAGE(answer.status == 200, answer.body);
  simdjson::dom::parser parser;
  const simdjson::padded_string text{answer.body};
  std::vector<shown_job> all;
  for (const element one : parser.parse(text)["items"]) all.push_back(job_from(one));
  return all;
}

shown_job pull_rig::wait(const std::string& id) {
  shown_job seen;
  REQUIRE(node.wait_for([&] { return (seen = job(id)).over(); }));
  return seen;
}

void pull_rig::come_to_rest() {
  REQUIRE(node.wait_for([&] {
    const auto all = jobs();
    return std::all_of(all.begin(), all.end(), [](const auto& each) { return each.over(); });
  }));
  const bool settled = node.wait_until_settled();
  REQUIRE_MESSAGE(settled, node.command({"waiting", "list"}).out);
}

bool pull_rig::signed_out() {
  return node.wait_for([&] { return erp.sessions().open == 0; });
}

pull_rig::values pull_rig::in_erp() const {
  values all;
  for (const auto& row : erp.rows(sim::entity::item))
    all[{row.at("InventoryID").value(), price_place}] =
        four_decimals(row.at("DefaultPrice").value());
  for (const auto& row : erp.rows(sim::entity::quantity))
    all[{row.at("InventoryID").value(), row.at("WarehouseID") == "EAST" ? "wh_one" : "wh_two"}] =
        four_decimals(row.at("QtyOnHand").value());
  return all;
}

pull_rig::values pull_rig::in_store() const {
  values all;
  for (const auto& [place, price] : store.prices())
    if (place.second == 0) all[{place.first, price_place}] = four_decimals(price);
  for (const auto& [place, quantity] : store.quantities())
    if (place.second != simulator::default_source) all[place] = four_decimals(quantity);
  return all;
}

std::map<std::pair<std::string, std::string>, std::vector<double>> pull_rig::history() const {
  std::map<std::pair<std::string, std::string>, std::vector<double>> all;
  for (const auto& each : store.history()) all[{each.sku, price_place}].push_back(each.price);
  for (const auto& each : store.stock_history())
    all[{each.sku, each.source_code}].push_back(each.quantity.value_or(-1));
  return all;
}

}  // namespace acumage::tests
