// The settings of Acumatica: what is refused, and what is warned of.
#include "settings/codec.hpp"
#include "tests/settings/loading.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::settings;
using namespace acumage::tests;

namespace {

/// Complete settings, with lines that replace those of the same key.
std::vector<std::string> complete(std::vector<std::string> more = {}) {
  std::vector<std::string> all{"--acumatica.url=https://erp.example.com/northwind",
                               "--acumatica.tenant=Northwind",
                               "--acumatica.client_id=4B8C63E6@Northwind",
                               "--acumatica.client_secret=cs",
                               "--acumatica.username=acumage",
                               "--acumatica.password=pw",
                               "--pull.pricing.name=Acumage Price"};
  for (auto& each : more) all.push_back(std::move(each));
  return all;
}

loaded with(std::vector<std::string> more) { return load_overrides(complete(std::move(more))); }

}  // namespace

TEST_CASE("acumatica settings: complete ones are accepted, and none are needed") {
  CHECK(with({}).value);
  CHECK(load_overrides({}).value);
}

TEST_CASE("acumatica settings: the address [setting acumatica.url]") {
  CHECK(has_error(with({"--acumatica.url=erp.example.com"}), "acumatica.url"));
  CHECK(has_error(with({"--acumatica.url=http://erp.example.com/x"}), "unencrypted"));
  CHECK(with({"--acumatica.url=http://127.0.0.1:9190/northwind"}).value);
  CHECK(has_warning(with({"--acumatica.url=https://erp/northwind/entity"}), "appends /entity"));
  CHECK(has_error(load_overrides({"--pull.order.name=Orders"}), "but not acumatica.url"));
  CHECK(has_warning(with({"--pull.pricing.name="}), "nothing is pulled"));
}

TEST_CASE(
    "acumatica settings: signing in needs all of its parts [setting acumatica.tenant] [setting "
    "acumatica.client_id] [setting acumatica.client_secret] [setting acumatica.username] [setting "
    "acumatica.password] [setting acumatica.auth]") {
  for (const auto* key : {"tenant", "client_id", "client_secret", "username", "password"})
    CHECK(has_error(with({"--acumatica." + std::string{key} + "="}),
                    "acumatica." + std::string{key} + " is not set"));
  CHECK(has_error(with({"--acumatica.client_id=4B8C63E6@Other"}), "expected it to end with @"));
  CHECK(with({"--acumatica.auth=password", "--acumatica.client_id=", "--acumatica.client_secret="})
            .value);
  CHECK(has_error(with({"--acumatica.auth=cookie"}), "acumatica.auth = cookie; expected oauth"));
}

TEST_CASE(
    "acumatica settings: what each entity is read from [setting pull.pricing.source] [setting "
    "pull.inventory.source] [setting pull.shipment.source] [setting pull.customer.source] [setting "
    "pull.order.source]") {
  for (const auto* each : {"pricing", "customer", "order"})
    CHECK(with({"--pull." + std::string{each} + ".name=Table",
                "--pull." + std::string{each} + ".source=dac"})
              .value);
  for (const auto* each : {"inventory", "shipment"})
    CHECK(has_error(with({"--pull." + std::string{each} + ".name=Table",
                          "--pull." + std::string{each} + ".source=dac"}),
                    "internal numbers"));
  CHECK(
      with({"--pull.order.name=SalesOrder", "--pull.order.source=entity", "--pull.order.modified="})
          .value);
  CHECK(has_error(with({"--pull.order.name=Orders", "--pull.order.source=entity"}),
                  "expected SalesOrder"));
  CHECK(has_error(with({"--pull.inventory.name=Q", "--pull.inventory.source=entity"}),
                  "one item at a time"));
}

TEST_CASE(
    "acumatica settings: times fit each other [setting acumatica.overlap] [setting acumatica.lag] "
    "[setting acumatica.delta_every] [setting acumatica.lost_pushes_every] [setting "
    "acumatica.sweep_at]") {
  CHECK(has_error(with({"--acumatica.lag=1200"}), "acumatica.overlap is less than acumatica.lag"));
  CHECK(with({"--acumatica.lag=1200", "--acumatica.overlap=1200"}).value);
  CHECK(has_error(with({"--acumatica.lag=59"}), "acumatica.lag = 59"));
  CHECK(has_error(with({"--acumatica.delta_every=299"}), "expected 0, or 300 to 86400"));
  CHECK(with({"--acumatica.delta_every=0"}).value);
  CHECK(has_error(with({"--acumatica.lost_pushes_every=10"}), "expected 0, or 300 to 86400"));
  CHECK(has_error(with({"--acumatica.sweep_at=25:00"}), "expected a time of day"));
  CHECK(with({"--acumatica.sweep_at=03:30"}).value);
}

TEST_CASE(
    "acumatica settings: OData v3 names no zone [setting acumatica.odata] [setting "
    "acumatica.time_zone]") {
  CHECK(has_error(with({"--acumatica.odata=v3"}), "acumatica.time_zone is not set"));
  CHECK(with({"--acumatica.odata=v3", "--acumatica.time_zone=Europe/Berlin"}).value);
  CHECK(has_error(with({"--acumatica.time_zone=Berlin"}), "such as Europe/Berlin"));
  CHECK(has_error(with({"--acumatica.time_zone=../../etc/passwd"}), "such as Europe/Berlin"));
}

TEST_CASE(
    "acumatica settings: the endpoint has a name and a version [setting acumatica.endpoint]") {
  for (const auto* bad : {"Default", "/25.200.001", "Default/", "a/b/c"})
    CHECK(has_error(with({"--acumatica.endpoint=" + std::string{bad}}), "expected name/version"));
}

TEST_CASE("acumatica settings: one or two key columns [setting pull.pricing.key]") {
  CHECK(has_error(with({"--pull.pricing.key="}), "names 0 columns; expected one or two"));
  CHECK(has_error(with({"--pull.pricing.key=A, B, C"}), "names 3 columns"));
  CHECK(has_error(with({"--pull.pricing.modified="}), "pull.pricing.modified is empty"));
}

TEST_CASE(
    "acumatica settings: what a filter leaves out never becomes 0 [setting pull.inventory.absent] "
    "[setting pull.inventory.filter]") {
  CHECK(has_error(with({"--pull.inventory.name=Q", "--pull.inventory.absent=zero",
                        "--pull.inventory.filter=WarehouseID eq 'EAST'"}),
                  "expected an empty pull.inventory.filter"));
  CHECK(with({"--pull.inventory.name=Q", "--pull.inventory.absent=zero"}).value);
}

TEST_CASE(
    "acumatica settings: failed notifications have a query of their own [setting "
    "acumatica.lost_pushes]") {
  CHECK(with({"--acumatica.lost_pushes=Acumage Lost Pushes"}).value);
  CHECK(has_error(with({"--acumatica.lost_pushes=mc price"}), "is also in [queries]"));
  CHECK(has_error(with({"--acumatica.on_lost_push=ignore"}), "expected alert"));
}

TEST_CASE("acumatica settings: names of sections with a dot are found from every source") {
  settings_sources from;
  from.environment = {{"ACUMAGE__PULL_PRICING__FILTER", "ItemStatus eq 'Active'"}};
  const auto done = load_text(
      "[acumatica]\nurl = https://erp.example.com/x\ntenant = T\n"
      "client_id = a@T\nclient_secret = c\nusername = u\npassword = p\n"
      "[pull.pricing]\nname = Acumage Price\n",
      from);
  REQUIRE(done.value);
  CHECK(done.value->pull[0].name == "Acumage Price");
  CHECK(done.value->pull[0].filter == "ItemStatus eq 'Active'");
}

TEST_CASE(
    "acumatica settings: the weekly reconciliation [setting reconcile.at] [setting "
    "reconcile.entities]") {
  CHECK(with({"--reconcile.at=sunday 03:00"}).value);
  CHECK(with({"--reconcile.at=Fri  23:59"}).value);
  for (const auto* bad : {"sunday", "03:00", "su 03:00", "someday 03:00", "sunday 24:00",
                          "sundays 03:00", "sunday03:00"})
    CHECK(has_error(with({"--reconcile.at=" + std::string{bad}}), "such as sunday 03:00"));
  CHECK(weekly_time("Tuesday 01:02")->day == 2);
  CHECK(weekly_time("sat 01:02")->day == 6);
  CHECK(weekly_time("sat 01:02")->at == std::chrono::minutes{62});
  CHECK(has_error(with({"--reconcile.entities=pricing, customer"}), "customer"));
  CHECK(has_warning(with({"--reconcile.entities=order"}), "expected entities.order = true"));
  CHECK_FALSE(
      has_warning(with({"--reconcile.entities=order", "--entities.order=true"}), "reconcile."));
}
