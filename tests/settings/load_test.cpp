#include "settings/load.hpp"

#include "settings/names.hpp"
#include "settings/suggest.hpp"
#include "settings/table.hpp"
#include "settings/text.hpp"
#include "tests/settings/loading.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace acumage;
using namespace acumage::settings;
using namespace acumage::tests;

TEST_CASE("settings: without any source they are the defaults") {
  const auto done = load_settings({});
  REQUIRE(done.value);
  CHECK(*done.value == acumage::settings::settings{});
  CHECK(done.findings.empty());
}

TEST_CASE("settings: a file that cannot be read is an error that names it") {
  const auto done =
      load_settings({.file = "/no/such/config.ini", .overrides = {}, .environment = {}});
  CHECK_FALSE(done.value);
  CHECK(lines(done.findings) ==
        std::vector<std::string>{
            "error /no/such/config.ini: cannot be read: not found; expected a settings file"});
  const temp_dir folder;
  CHECK_FALSE(
      load_settings({.file = folder.path().string(), .overrides = {}, .environment = {}}).value);
}

TEST_CASE("settings: every mistake is reported at once, with its place and what was expected") {
  const auto done = load_text(R"(early = 1
[queue]
batch_count = 0
bach_count = 5
retry_count = 3
retry_count = 4
[qeue]
threshold_count = 1
[log]
level = loud
this is nothing
[delivery]
batch_count = 5
)",
                              {.file = {},
                               .overrides = {"--queue.thresold_count=1", "--quue.batch_count=1",
                                             "nonsense", "--queries.MC Price=pricing"},
                               .environment = {{"ACUMAGE__QUEUE__BATCH_CONT", "1"},
                                               {"ACUMAGE__QUEUE__RETRY_COUNT", "0"},
                                               {"ACUMAGE__SHIP_VIA__GROUND", "ups, UPS"},
                                               {"ACUMAGE_UNRELATED", "x"}}});
  CHECK_FALSE(done.value);
  CHECK(report(done.findings) ==
        R"(error config.ini:1: `early` is before any section; expected [section] first
error config.ini:3: queue.batch_count = 0; expected 1 to 1000
error config.ini:4: unknown key queue.bach_count; did you mean `batch_count`?
error config.ini:6: queue.retry_count is given a second time; expected it once (line 5)
error config.ini:7: unknown section [qeue]; did you mean `queue`?
error config.ini:10: log.level = loud; expected error, warn, info or debug
error config.ini:11: a line without '='; expected key = value, [section] or a comment
error config.ini:13: unknown key delivery.batch_count; did you mean `queue.batch_count`?
error ACUMAGE__QUEUE__BATCH_CONT: unknown setting ACUMAGE__QUEUE__BATCH_CONT; did you mean `ACUMAGE__QUEUE__BATCH_COUNT`?
error ACUMAGE__QUEUE__RETRY_COUNT: queue.retry_count = 0; expected 1 to 100
error ACUMAGE__SHIP_VIA__GROUND: [ship_via] is a map; expected its entries in the settings file
error --queue.thresold_count: unknown key queue.thresold_count; did you mean `threshold_count`?
error --quue.batch_count: unknown section `quue`; did you mean `queue`?
error nonsense: not a setting; expected --section.key=value
error --queries.MC Price: [queries] is a map; expected its entries in the settings file
)");
}

TEST_CASE(
    "settings: defaults yield to the file, the file to the environment, that to the command line") {
  settings_sources more;
  CHECK(load_text("[queue]\nbatch_count = 2\n", more).value.value().queue.batch_count == 2);
  more.environment["ACUMAGE__QUEUE__BATCH_COUNT"] = "3";
  CHECK(load_text("[queue]\nbatch_count = 2\n", more).value.value().queue.batch_count == 3);
  more.overrides = {"--queue.batch_count=4", "--queue.batch_count=5"};
  CHECK(load_text("[queue]\nbatch_count = 2\n", more).value.value().queue.batch_count == 5);
  CHECK(load_text("[queue]\nthreshold_count = 2\n").value.value().queue.batch_count == 25);
}

TEST_CASE("settings: each value is told with the line, variable or flag that gave it") {
  settings_sources more;
  more.environment = {{"ACUMAGE__QUEUE__RETRY_COUNT", "4"}};
  more.overrides = {"--queue.batch_count=5"};
  const temp_dir folder;
  more.file = (folder / "config.ini").string();
  write_file(more.file,
             "[queue]\nbatch_count = 2\nthreshold_count = 9\nretry_count = 2\n"
             "[ship_via]\n ground = ups, UPS Ground\n");
  const auto done = load_settings(more);
  REQUIRE(done.value);
  const auto told = settings_in_force(*done.value);
  CHECK(told.at("queue.batch_count").value == "5");
  CHECK(told.at("queue.batch_count").source == "--queue.batch_count");
  CHECK(told.at("queue.retry_count").source == "ACUMAGE__QUEUE__RETRY_COUNT");
  CHECK(told.at("queue.threshold_count").source == more.file + ":3");
  CHECK(told.at("queue.process_sleep_time").source == "default");
  CHECK(told.at("ship_via.ground").source == more.file + ":6");
  CHECK(told.at("queries.MC Price").source == "default");
}

TEST_CASE("settings: keys with dots can be overridden from both sides") {
  const auto done =
      load_settings({.file = {},
                     .overrides = {"--delivery.concurrency.shipment=7"},
                     .environment = {{"ACUMAGE__DELIVERY__CONCURRENCY_PRICING", "3"}}});
  REQUIRE(done.value);
  CHECK(done.value->delivery.concurrency == std::array<std::size_t, entity_count>{3, 1, 7, 2, 2});
}

TEST_CASE("settings: every key has a variable of its own") {
  std::set<std::string> seen;
  for (const auto& section : settings_table())
    for (const auto& name : names_in(section)) {
      CAPTURE(name);
      CHECK(seen.insert(variable_of(section.name, name)).second);
    }
}

TEST_CASE("settings: maps hold keys with blanks and dots, trimmed and without case") {
  const auto done = load_text(R"([warehouse_sources]
 EAST 1.2  = wh_east
[ship_via]
GROUND = ups, UPS Ground, tracked
[branch_warehouses]
MAIN = EAST, WEST
[customer_groups]
INTL = 2
INTL/TRADE = 3
[aliases.pricing]
default_price = List Price, Price1
)");
  REQUIRE(done.value);
  const auto& value = *done.value;
  CHECK(value.warehouse_sources.at("EAST 1.2") == "wh_east");
  CHECK(value.warehouse_sources.find(" east 1.2 ") != value.warehouse_sources.end());
  CHECK(value.ship_via.at("ground") == carrier{"ups", "UPS Ground, tracked"});
  CHECK(value.branch_warehouses.at("MAIN") == acumage::settings::settings::names{"EAST", "WEST"});
  CHECK(value.customer_groups.at("intl/trade") == 3);
  CHECK(value.aliases[0].at(acumatica::concept_id::default_price) ==
        acumage::settings::settings::names{"List Price", "Price1"});
}

TEST_CASE("settings: a map in the file replaces the built-in one") {
  const auto done = load_text("[queries]\nMy Prices = pricing\n");
  REQUIRE(done.value);
  CHECK(done.value->queries.size() == 1);
  CHECK(done.value->queries.contains("my prices"));
  CHECK(load_text("[queue]\n").value.value().queries.size() == 5);
  const auto reopened = load_text("[queries]\nA = pricing\n[queue]\n[queries]\nB = order\n");
  CHECK(reopened.value.value().queries.size() == 2);
}

TEST_CASE("settings: map entries that cannot be are errors") {
  CHECK(has_error(
      load_text("[queries]\nMC Price = prcing\n"),
      "queries.MC Price = prcing; expected one of pricing, inventory, shipment, customer, order; "
      "did you mean `pricing`?"));
  CHECK(has_error(load_text("[ship_via]\nGROUND = ups\n"), "expected carrier code, title"));
  CHECK(has_error(load_text("[ship_via]\nGROUND = ups,\n"), "expected carrier code, title"));
  for (const auto* group : {"0", "-1", "two", "1.5", "", "2147483648"})
    CHECK(has_error(load_text("[customer_groups]\nINTL = " + std::string{group} + "\n"),
                    "1 to 2147483647"));
  CHECK(has_error(load_text("[warehouse_sources]\nEAST =\n"), "expected a value"));
  CHECK(has_error(load_text("[branch_warehouses]\nMAIN = EAST,\n"), "none of them empty"));
  CHECK(has_error(load_text("[aliases.pricing]\ndefault_prise = X\n"),
                  "did you mean `default_price`?"));
  CHECK(
      has_error(load_text("[customer_groups]\nINTL / TRADE = 2\n"), "expected class/price class"));
  CHECK(has_error(load_text("[aliases.prices]\n"), "did you mean `aliases.pricing`?"));
}

TEST_CASE("settings: keys of a map that differ in case alone are duplicates") {
  CHECK(has_error(load_text("[warehouse_sources]\nEAST = a\n\neast = b\n"),
                  "warehouse_sources.east is given a second time; expected it once (line 2)"));
}

TEST_CASE("settings: text that is no text is refused from the environment, too") {
  CHECK(has_error(load_overrides({"--connection.store_code=a\nb"}), "without control characters"));
  CHECK(has_error(load_overrides({"--dropship.ship_via=caf\xE9"}), "(not UTF-8)"));
}

TEST_CASE(
    "settings: paths of files start at the folder of the settings file, the data folder does not") {
  const temp_dir folder;
  write_file(folder / "ca.pem", "x");
  write_file(folder / "config.ini", "[connection]\nca_file = ca.pem\n[storage]\npath = data\n");
  const auto done =
      load_settings({.file = (folder / "config.ini").string(), .overrides = {}, .environment = {}});
  REQUIRE(done.value);
  CHECK(done.value->connection.ca_file == folder / "ca.pem");
  CHECK(done.value->storage.path == "data");
}

TEST_CASE("settings: run needs an address and a credential, other commands do not") {
  CHECK(findings_for_run({}, "config.ini").size() == 2);
  acumage::settings::settings ready;
  ready.connection.magento_url = "https://shop.example.com";
  CHECK(findings_for_run(ready, "config.ini").size() == 1);
  ready.connection.bearer_token = secret{"t"};
  CHECK(findings_for_run(ready, "config.ini").empty());
  const auto done = load_overrides({"--connection.magento_url=https://shop.example.com"});
  CHECK(done.value);
  CHECK(done.findings.empty());
}

TEST_CASE("settings: what run starts with is what check-config calls sound") {
  const auto empty = load_for_run({});
  CHECK_FALSE(empty.value);
  CHECK(has_errors(empty.findings));
  const auto ready =
      load_for_run({.file = {},
                    .overrides = {"--connection.magento_url=https://shop.example.com",
                                  "--connection.bearer_token=t"},
                    .environment = {}});
  CHECK(ready.value);
  CHECK_FALSE(has_errors(ready.findings));
}

TEST_CASE("settings: findings come in the order of the file, what stands in no line last") {
  const auto done = load_text(
      "[queue]\nbatch_count = 0\n[connection]\nmagento_url = 'https://shop.example.com'\n"
      "[storage]\npath =\nsync = no\n[admin]\nadress = x\n",
      {.file = {}, .overrides = {"--queue.retry_count=0"}, .environment = {}});
  std::vector<std::string> places;
  for (const auto& each : done.findings) places.push_back(each.where);
  CHECK(places == std::vector<std::string>{"config.ini:2", "config.ini:4", "config.ini:6",
                                           "config.ini:7", "config.ini:9", "--queue.retry_count"});
}

TEST_CASE("settings: an empty data folder and quotes around the address are named") {
  CHECK(has_error(load_text("[storage]\npath =\n"),
                  "storage.path: empty; expected a writable folder"));
  for (const std::string url :
       {"'https://shop.example.com'", "“https://shop.example.com”", "`https://shop.example.com`"})
    CHECK(has_error(load_text("[connection]\nmagento_url = " + url + "\n"),
                    "connection.magento_url is in quotes; expected the address without them"));
  CHECK(has_error(load_overrides({"--connection.magento_url=\"https://shop.example.com\""}),
                  "is in quotes"));
  CHECK(load_text("[connection]\nmagento_url = \"https://shop.example.com\"\n").value);
}

TEST_CASE("settings: keys of an unknown section are judged by the section that was meant") {
  const auto done = load_text("[qeue]\nbatch_count = 0\nretry_cuont = 3\nthreshold_count = 10\n");
  CHECK(has_error(done, "unknown section [qeue]; did you mean `queue`?"));
  CHECK(has_error(done, "qeue.batch_count = 0; expected 1 to 1000"));
  CHECK(has_error(done, "unknown key qeue.retry_cuont; did you mean `retry_count`?"));
  CHECK(done.findings.size() == 3);
  CHECK(load_text("[nothing like it]\nx = 1\n").findings.size() == 1);
}

TEST_CASE("settings: switches are taken alike, whatever their words") {
  for (const std::string on : {"true", "on", "yes", "1"})
    for (const std::string off : {"false", "off", "no", "0"}) {
      const auto done = load_text("[entities]\npricing = " + on + "\norder = " + off + "\n");
      REQUIRE(done.value);
      CHECK(done.value->entities.at(index_of(entity::pricing)));
      CHECK_FALSE(done.value->entities.at(index_of(entity::order)));
    }
}

TEST_CASE("settings: a query's title may hold any sign, in quotes [SPEC 4]") {
  const auto done = load_text("[queries]\n\"Prices = web; #2\" = pricing\nMC Stock = inventory\n");
  REQUIRE(done.value);
  CHECK(done.value->queries.size() == 2);
  CHECK(done.value->queries.count("Prices = web; #2") == 1);
}

TEST_CASE("settings: a suggestion is near, or there is none") {
  constexpr std::array<std::string_view, 3> names{"batch_count", "retry_count", "port"};
  CHECK(nearest("Batch_Count", names) == "batch_count");
  CHECK(nearest("btach_count", names) == "batch_count");
  CHECK(nearest("prot", names) == "port");
  CHECK(nearest("linger", names) == "");
  CHECK(nearest("", names) == "");
  CHECK(nearest(std::string(1000, 'x'), names) == "");
  CHECK(did_you_mean("") == "");
}
