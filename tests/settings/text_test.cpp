#include "settings/text.hpp"

#include "settings/secrets.hpp"
#include "settings/table.hpp"
#include "tests/settings/loading.hpp"

#include <doctest/doctest.h>

#include <set>
#include <sstream>

using namespace acumage;
using namespace acumage::settings;
using namespace acumage::tests;

TEST_CASE("config.ini: the shipped file is the table's own text") {
  const auto shipped = read_whole_file(CONFIG_INI);
  REQUIRE(shipped);
  const bool same = *shipped == config_text();
  CHECK_MESSAGE(same, "config.ini differs from config_text()");
}

TEST_CASE("config.ini: the shipped file loads without findings and equals the defaults") {
  const auto done = load_settings({.file = CONFIG_INI, .overrides = {}, .environment = {}});
  CHECK(lines(done.findings) == std::vector<std::string>{});
  REQUIRE(done.value);
  CHECK(*done.value == acumage::settings::settings{});
}

TEST_CASE("config.ini: every key stands in it once, with a sentence, in at most 100 columns") {
  const auto text = "\n" + config_text();
  for (const auto& section : settings_table())
    for (const auto& key : section.keys) {
      CAPTURE(key.full_name());
      CHECK(key.help.ends_with('.'));
      const auto start = text.find("\n[" + std::string{section.name} + "]");
      REQUIRE(start != std::string::npos);
      const auto end = text.find("\n[", start + 1);
      CHECK(text.substr(start, end - start).find("\n" + std::string{key.name} + " =") !=
            std::string::npos);
    }
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);)
    CHECK(line.size() <= 102);  // bytes: `…` has three
}

TEST_CASE("check-config: one line per finding, then a summary") {
  CHECK(check_config("config.ini", {}) == "config.ini: no problems found\n");
  CHECK(check_config("", {}) == "settings: no problems found\n");
  const auto done = load_text("[queue]\nbatch_count = 0\n[storage]\nsync = no\n");
  CHECK(check_config("config.ini", done.findings) ==
        "error config.ini:2: queue.batch_count = 0; expected 1 to 1000\n"
        "warning config.ini:4: storage.sync = false; accepted changes can be lost when the machine "
        "stops; "
        "expected true outside of measurements\n"
        "config.ini: 1 error, 1 warning\n");
}

TEST_CASE("listing: every key and map entry with its value in force") {
  const auto done = load_text(
      "[queue]\nprocess_sleep_time = 0.25\n[ship_via]\nGROUND = ups, UPS Ground\n"
      "[inventory_sync]\nwarehouses = EAST,WEST\n[alerts]\nfailure_rate = 0.05\n");
  const auto listed = list_settings(done.value.value());
  CHECK(listed.at("queue.process_sleep_time") == "0.25");
  CHECK(listed.at("ship_via.GROUND") == "ups, UPS Ground");
  CHECK(listed.at("inventory_sync.warehouses") == "EAST, WEST");
  CHECK(listed.at("alerts.failure_rate") == "0.05");
  CHECK(listed.at("entities.pricing") == "false");
  CHECK(listed.at("queries.MC Price") == "pricing");
  CHECK(listed.at("delivery.unknown_sku") == "park");
}

TEST_CASE("reload: each changed key is named with old and new, and what needs a restart") {
  const auto now = load_text("[ship_via]\nGROUND = ups, UPS\nAIR = fedex, FedEx\n").value.value();
  const auto next = load_text(
                        "[ship_via]\nGROUND = dhl, DHL\nSEA = x, Ship\n[queue]\nbatch_count = 50\n"
                        "[intake]\nport = 9000\ncompany = Northwind\n[admin]\ntoken = "
                        "t\n[storage]\npath = other\n")
                        .value.value();
  const auto plan = plan_reload(now, next);
  CHECK(plan.changed == std::vector<std::string>{
                            "queue.batch_count: 25 → 50", "ship_via.AIR: fedex, FedEx → (absent)",
                            "ship_via.GROUND: ups, UPS → dhl, DHL",
                            "ship_via.SEA: (absent) → x, Ship",
                            "intake.company: (empty) → Northwind", "admin.token: unset → set"});
  CHECK(plan.needs_restart ==
        std::vector<std::string>{"intake.port: 8810 → 9000", "storage.path: data → other"});
  CHECK(plan.next.intake.port == 8810);
  CHECK(plan.next.storage.path == now.storage.path);
  CHECK(plan.next.intake.company == "Northwind");
  CHECK(plan.rebuilds);
  CHECK(plan.stale == std::set{entity::shipment});
  CHECK(plan.next.origins.where.count("intake.port") == 0);  // as before: the default
  CHECK(plan.next.origins.where.count("intake.company") == 1);
  const auto same = plan_reload(now, now);
  CHECK(same.changed.empty());
  CHECK_FALSE(same.rebuilds);
}

TEST_CASE(
    "reload: the log's settings need no new node, and those of values say what to send again") {
  const auto plan = [](const char* next) { return plan_reload({}, load_text(next).value.value()); };
  CHECK_FALSE(plan("[log]\nlevel = debug\nformat = json\n").rebuilds);
  CHECK(plan("[queue]\nbatch_count = 5\n").rebuilds);
  CHECK(plan("[queue]\nbatch_count = 5\n").stale.empty());
  CHECK(plan("[price_sync]\ndecimals = 2\n").stale == std::set{entity::pricing});
  CHECK(plan("[inventory_sync]\nquantity = available\n[warehouse_sources]\nEAST = a\n").stale ==
        std::set{entity::inventory});
}

TEST_CASE("reload: addresses and the data folder need a restart, and nothing else does") {
  for (const auto& section : settings_table())
    for (const auto& key : section.keys) {
      CAPTURE(key.full_name());
      const bool address =
          key.name == "port" ||
          (key.name == "address" && (section.name == "intake" || section.name == "admin"));
      CHECK((key.when == applies::at_restart) == (address || key.full_name() == "storage.path"));
    }
}
