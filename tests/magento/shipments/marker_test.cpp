#include "magento/shipments/marker.hpp"

#include "magento/shipments/value.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace acumage;
using namespace acumage::magento;

namespace {

policy::shipment_order named(std::string shipment, std::string order) {
  policy::shipment_order of;
  of.shipment = std::move(shipment);
  of.erp_order = std::move(order);
  return of;
}

}  // namespace

TEST_CASE("shipment marker: people can read it, and it comes back as it was") {
  const auto of = named("004417", "SO SO009120");
  const std::vector<policy::shipment_line> lines{{"1", "LAMP-07", "2"}, {"", "DESK", "1.5"}};
  const auto text = marker_text(of, 2, lines);
  CHECK(text == "ERP-SHIP 004417/2 SO SO009120 [1:LAMP-07=2 DESK=1.5]");
  const auto back = read_marker(" " + text + "\n", of);
  REQUIRE(back);
  CHECK(back->part == 2);
  CHECK(back->lines == lines);
  CHECK(read_marker(marker_text(of, 1, lines), of)->part == 1);
}

TEST_CASE("shipment marker: whatever a SKU or a number holds, it comes back") {
  const std::vector<std::string> odd{
      "A B", "[x]", "a:b=c", "100%", "%41", "<b>&\"", "a/2", "Ümläüt", "\xF0\x9F\x98\x80!", "'"};
  for (const auto& each : odd)
    for (const auto& other : odd) {
      const auto of = named(each, other);
      const std::vector<policy::shipment_line> lines{{other, each, "2"}, {"", other, "1"}};
      const auto text = marker_text(of, 1, lines);
      CAPTURE(text);
      CHECK(text.find('<') == std::string::npos);
      CHECK(text.find('\xF0') == std::string::npos);
      const auto back = read_marker(text, of);
      REQUIRE(back);
      CHECK(back->lines == lines);
    }
}

TEST_CASE("shipment marker: only the shipment's own counts") {
  const auto of = named("004417", "SO SO009120");
  const auto text = marker_text(of, 1, {});
  CHECK(read_marker(text, named("004417", "so so009120")));
  CHECK_FALSE(read_marker(text, named("004418", "SO SO009120")));
  CHECK_FALSE(read_marker(text, named("004417", "SO SO009121")));
  CHECK_FALSE(read_marker(text, named("00441", "7 SO SO009120")));
  CHECK_FALSE(read_marker(text, named("004417", "")));
  CHECK(read_marker(marker_text(named("004417", ""), 1, {}), named("004417", "")));
  for (const auto* other : {"", "ERP-SHIP", "ERP-SHIP 004417", "shipped 004417 [a=1]",
                            "ERP-SHIP 004417/x SO SO009120 [a=1]"})
    CHECK_FALSE(read_marker(other, of));
  CHECK(is_marker(text));
  CHECK_FALSE(is_marker("On its way"));
}

TEST_CASE("shipment marker: an invoice is known by its shipment, whatever its number") {
  auto of = named("004417", "SO SO009120");
  const auto bare = invoice_marker_text(of);
  of.invoice = "AR 1";
  CHECK(invoice_marker_text(of) == "ERP-INVOICE 004417 SO SO009120 AR%201");
  CHECK(is_invoice_marker(bare, of));
  of.invoice = "AR2";
  CHECK(is_invoice_marker("ERP-INVOICE 004417 SO SO009120 AR%201", of));
  CHECK_FALSE(is_invoice_marker("ERP-INVOICE 0044170 SO SO009120", of));
  CHECK_FALSE(is_invoice_marker("ERP-INVOICE 004417 SO SO0091201", of));
  CHECK_FALSE(is_invoice_marker("ERP-SHIP 004417 SO SO009120 [a=1]", of));
}

TEST_CASE("shipment value: what the rules have written is read back") {
  auto of = named("004\"417", "SO SO009120");
  of.order = "000000101";
  of.source = "wh_east";
  of.carrier = "ups";
  of.title = "UPS Ground";
  of.notify = true;
  of.invoice = "AR1";
  of.lines = {{"1", "LAMP-07", "2"}, {"", "Dësk", "1.5"}};
  of.tracks = {"1Z97", "1Z98"};
  const auto back = read_shipment_order(encode(of));
  REQUIRE(back);
  CHECK(*back == of);
  for (const auto* bad : {"", "{}", "[]", "42.5", R"({"shipment":"1"})"})
    CHECK_FALSE(read_shipment_order(bad));
}
