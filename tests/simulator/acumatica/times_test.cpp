// Times: ticks, zones, notations, the clock.
#include "fixture.hpp"

namespace acumage::simulator::acumatica {
namespace {

const time_zone berlin{60min, true};

TEST_CASE("times: ticks are those of the vendor's samples, in UTC") {
  CHECK(ticks_of(at("2017-05-05T12:16:22.949367Z")) / 10 == 636295833829493672 / 10);
  CHECK(from_ticks(638465233453014192) == at("2024-03-20T09:22:25.301419Z"));
}

TEST_CASE("times: the three notations, without zeros at the end") {
  const auto moment = at("2025-08-14T10:02:11.350Z");
  CHECK(iso(moment, iso_form::utc, 0min) == "2025-08-14T10:02:11.35Z");
  CHECK(iso(moment, iso_form::offset, 120min) == "2025-08-14T12:02:11.35+02:00");
  CHECK(iso(moment, iso_form::offset, -330min) == "2025-08-14T04:32:11.35-05:30");
  CHECK(iso(moment, iso_form::bare, 120min) == "2025-08-14T12:02:11.35");
  CHECK(iso(moment, iso_form::wrong, 120min) == "2025-08-14T12:02:11.35Z");
  CHECK(iso(at("2025-08-14T10:02:11Z"), iso_form::utc, 0min) == "2025-08-14T10:02:11Z");
  CHECK(http_date(moment) == "Thu, 14 Aug 2025 10:02:11 GMT");
  CHECK(invariant_date(moment) == "08/14/2025 10:02:11");
}

TEST_CASE("times: what is no time is refused") {
  for (const auto* text : {"2025-02-30", "2025-08-14 10:02", "2025-08-14T25:00:00Z",
                           "2025-08-14T10:02:11+2", "2025-08-14T10:02:11.Z", "14.8.2025", ""})
    CHECK_MESSAGE(!parse_iso(text), text);
}

TEST_CASE("times: summer begins and ends at 01:00 UTC, and an hour comes twice") {
  CHECK(berlin.offset_at(at("2025-03-30T00:59:59Z")) == 60min);
  CHECK(berlin.offset_at(at("2025-03-30T01:00:00Z")) == 120min);
  CHECK(berlin.offset_at(at("2025-10-26T00:59:59Z")) == 120min);
  CHECK(berlin.offset_at(at("2025-10-26T01:00:00Z")) == 60min);
  CHECK(berlin.to_utc(at("2025-08-14T12:00:00")) == at("2025-08-14T10:00:00Z"));
  CHECK(berlin.to_utc(at("2025-10-26T02:30:00")) == at("2025-10-26T01:30:00Z"));
  CHECK(berlin.to_utc(at("2025-10-26T01:30:00")) == at("2025-10-25T23:30:00Z"));
}

TEST_CASE("times: in the night of the change two hours read alike without an offset") {
  erp_under_test erp;
  erp.erp.clock().freeze();
  erp.erp.clock().set(at("2025-10-26T00:30:00Z"));
  add_item(erp.erp, "FIRST");
  erp.erp.clock().step(1h);
  add_item(erp.erp, "SECOND");
  const auto old = column_of(erp.old_inquiry("Acumage Price").body, "LastModifiedOn");
  CHECK(old == texts{"\"2025-10-26T02:30:00\"", "\"2025-10-26T02:30:00\""});
  CHECK(column_of(erp.old_inquiry("Acumage Price",
                                  {{"$filter", "LastModifiedOn eq datetime'2025-10-26T02:30:00'"}})
                      .body,
                  "InventoryID") == texts{"\"SECOND\""});
  erp.erp.inject({.what = trouble::time_with_offset});
  CHECK(column_of(erp.inquiry("Acumage Price").body, "LastModifiedOn") ==
        texts{"\"2025-10-26T02:30:00+02:00\"", "\"2025-10-26T02:30:00+01:00\""});
}

TEST_CASE("clock: real time plus an offset, or a time that stands still") {
  erp_clock clock;
  const auto before = clock.now();
  clock.step(1h);
  CHECK(clock.now() >= before + 1h);
  clock.freeze();
  const auto still = clock.now();
  CHECK(clock.now() == still);
  const auto first = clock.stamp();
  CHECK(first < clock.stamp());
  clock.set(at("2025-08-14T10:00:00Z"));
  CHECK(clock.now() == at("2025-08-14T10:00:00Z"));
  clock.thaw();
  CHECK(clock.now() >= at("2025-08-14T10:00:00Z"));
  CHECK(clock.now() < at("2025-08-14T11:00:00Z"));
}

TEST_CASE("clock: the header Date tells it, ahead or missing on demand") {
  erp_under_test erp;
  erp.erp.clock().freeze();
  erp.erp.clock().set(at("2025-08-14T10:02:11.9Z"));
  CHECK(erp.ask("GET", "/northwind/entity").header("Date") == "Thu, 14 Aug 2025 10:02:11 GMT");
  erp.erp.inject({.what = trouble::clock_skew, .value = 60'000});
  CHECK(erp.login().header("Date") == "Thu, 14 Aug 2025 10:03:11 GMT");
  erp.erp.inject({.what = trouble::no_date, .where = "gi "});
  CHECK(erp.inquiry("Acumage Price").header("Date").empty());
}

}  // namespace
}  // namespace acumage::simulator::acumatica
