// Each fault of PULL 8 that is not shown with its subject: what a client sees of it.
#include "fixture.hpp"

namespace acumage::simulator::acumatica {
namespace {

const std::string price = "Acumage Price";

struct struck_erp : erp_under_test {
  struck_erp() {
    erp.clock().freeze();
    erp.clock().set(at("2025-08-14T10:02:11.357Z"));
    for (const auto* sku : {"A", "B", "C", "D"}) add_item(erp, sku, "42.5");
  }
  raw_reply page(const std::string& top = "2") const {
    return inquiry(price, {{"$orderby", "InventoryID"}, {"$top", top}});
  }
};

using ending = raw_reply::end;

TEST_CASE("fault: skip and count choose the requests, where chooses the route") {
  struck_erp at;
  const auto id =
      at.erp.inject({.what = trouble::declined, .where = "Acumage Price", .skip = 1, .count = 1});
  CHECK(at.page().status == 200);
  CHECK(at.inquiry("Acumage Quantity").status == 200);
  CHECK(at.page().status == 429);
  CHECK(at.page().status == 200);
  CHECK(at.erp.clear_fault(id));
  CHECK(!at.erp.clear_fault(id));
  at.erp.inject({.what = trouble::declined, .where = "login"});
  CHECK(at.login().status == 429);
}

TEST_CASE("fault: what a gateway or a broken connection answers") {
  struck_erp at;
  at.erp.inject({.what = trouble::gateway, .value = 503, .count = 1});
  CHECK(at.page().status == 503);
  at.erp.inject({.what = trouble::gateway, .count = 1});
  CHECK(at.page().status == 502);
  at.erp.inject({.what = trouble::reset, .count = 1});
  const auto broken = at.page();
  CHECK(broken.how == ending::reset);
  CHECK(broken.status == 0);
  CHECK(at.page().status == 200);
}

TEST_CASE("fault: a body that breaks off, one that is cut within its length, a slow one") {
  struck_erp at;
  const auto whole = at.page().body;
  at.erp.inject({.what = trouble::cut_body, .count = 1});
  const auto cut = at.page();
  CHECK(cut.how == ending::cut);
  CHECK(cut.promised == whole.size());
  CHECK(cut.body.size() < whole.size());
  at.erp.inject({.what = trouble::garbled, .count = 1});
  const auto garbled = at.page();
  CHECK(garbled.how == ending::whole);
  CHECK(garbled.body == whole.substr(0, whole.size() / 2));
  at.erp.inject({.what = trouble::slow_body, .value = 1, .count = 1});
  CHECK(at.page().body == whole);
}

TEST_CASE("fault: 200 with the sign-in page, without a body, without rows") {
  struck_erp at;
  at.erp.inject({.what = trouble::login_page, .count = 1});
  const auto page = at.page();
  CHECK(page.status == 200);
  CHECK(page.header("Content-Type").find("html") != std::string::npos);
  CHECK(page.body.find("Login.aspx") != std::string::npos);
  at.erp.inject({.what = trouble::no_body, .count = 1});
  CHECK(at.page().status == 200);
  at.erp.inject({.what = trouble::no_body, .count = 1});
  CHECK(at.page().body.empty());
  at.erp.inject({.what = trouble::silent_empty, .count = 1});
  CHECK(column_of(at.page().body, "InventoryID").empty());
  CHECK(column_of(at.page().body, "InventoryID").size() == 2);
}

TEST_CASE("fault: a page is shorter than $top though rows follow") {
  struck_erp at;
  at.erp.inject({.what = trouble::page_cut, .value = 1});
  CHECK(column_of(at.page("3").body, "InventoryID") == texts{"\"A\""});
}

TEST_CASE("fault: $orderby changes nothing") {
  struck_erp at;
  at.erp.inject({.what = trouble::order_ignored});
  CHECK(column_of(at.page("2").body, "InventoryID") == texts{"\"D\"", "\"C\""});
}

TEST_CASE("fault: a column that is a formula or missing") {
  struck_erp at;
  at.erp.inject({.what = trouble::formula_column, .field = "DefaultPrice"});
  CHECK(at.inquiry(price, {{"$filter", "DefaultPrice gt 1"}}).body.empty());
  CHECK(at.inquiry(price, {{"$orderby", "DefaultPrice"}}).body.empty());
  CHECK(column_of(at.page().body, "DefaultPrice").size() == 2);
  at.erp.clear_faults();
  at.erp.inject({.what = trouble::missing_column, .field = "LastModifiedOn"});
  CHECK(at.page().body.find("LastModifiedOn") == std::string::npos);
  CHECK(at.inquiry(price, {{"$select", "LastModifiedOn"}}).body.empty());
  CHECK(at.ask("GET", at.gi + "$metadata", {at.basic}).body.find("LastModifiedOn") ==
        std::string::npos);
}

TEST_CASE("fault: values come padded, empty, as texts or as nonsense") {
  struck_erp at;
  at.erp.inject({.what = trouble::padded_keys, .value = 10, .count = 1});
  CHECK(column_of(at.page("1").body, "InventoryID") == texts{"\"A         \""});
  at.erp.inject({.what = trouble::empty_field, .field = "DefaultPrice", .count = 1});
  CHECK(column_of(at.page("1").body, "DefaultPrice") == texts{"null"});
  at.erp.inject({.what = trouble::decimals_as_text, .count = 1});
  CHECK(column_of(at.page("1").body, "DefaultPrice") == texts{"\"42.500000\""});
  at.erp.inject({.what = trouble::keyless_row, .count = 1});
  CHECK(column_of(at.page("2").body, "InventoryID") == texts{"null", "\"B\""});
  at.erp.inject({.what = trouble::bad_number, .count = 1});
  CHECK(column_of(at.page("2").body, "DefaultPrice") == texts{"\"n/a\"", "42.5"});
}

TEST_CASE("fault: times come with an offset, without a zone, or with the wrong one") {
  struck_erp at;
  const auto time = [&](trouble what, std::int64_t value = 0) {
    at.erp.inject({.what = what, .value = value, .count = 1});
    return column_of(at.page("1").body, "LastModifiedOn").at(0);
  };
  CHECK(time(trouble::time_with_offset) == "\"2025-08-14T12:02:11.357+02:00\"");
  CHECK(time(trouble::time_with_offset, -300) == "\"2025-08-14T05:02:11.357-05:00\"");
  CHECK(time(trouble::time_bare) == "\"2025-08-14T12:02:11.357\"");
  CHECK(time(trouble::time_local_as_utc) == "\"2025-08-14T12:02:11.357Z\"");
  // Such a time, asked for as it was read, is not found; with the zone's offset it is.
  CHECK(
      column_of(at.inquiry(price, {{"$filter", "LastModifiedOn eq 2025-08-14T12:02:11.357Z"}}).body,
                "InventoryID")
          .empty());
  CHECK(
      column_of(
          at.inquiry(price, {{"$filter", "LastModifiedOn eq 2025-08-14T12:02:11.357+02:00"}}).body,
          "InventoryID")
          .size() == 4);
}

TEST_CASE("fault: a page above 64 MiB, which shrinks with $top") {
  struck_erp at;
  at.erp.inject({.what = trouble::huge_rows, .value = 20 << 20});
  CHECK(at.page("4").body.size() > (std::size_t{64} << 20));
  const auto small = at.page("1");
  CHECK(small.body.size() < (std::size_t{21} << 20));
  CHECK(column_of(small.body, "InventoryID") == texts{"\"A\""});
}

TEST_CASE("fault: the row behind a page changes or vanishes before the next page") {
  struck_erp at;
  at.erp.clock().step(1min);
  at.erp.inject({.what = trouble::row_changes, .count = 1});
  at.page("2");
  const auto changed = at.erp.row(entity::item, {{"InventoryID", "C"}});
  CHECK(changed->at("LastModifiedOn") == "2025-08-14T10:03:11.357Z");
  CHECK(changed->at("DefaultPrice") == "42.500000");
  at.erp.inject({.what = trouble::row_vanishes, .count = 1});
  at.page("2");
  CHECK(column_of(at.page("9").body, "InventoryID") == texts{"\"A\"", "\"B\"", "\"D\""});
}

TEST_CASE("fault: a silent delay is as long as it says") {
  struck_erp at;
  at.erp.inject({.what = trouble::queue_delay, .value = 30, .count = 1});
  const auto began = std::chrono::steady_clock::now();
  CHECK(at.page().status == 200);
  CHECK(std::chrono::steady_clock::now() - began >= 30ms);
}

TEST_CASE("fault: the hook behind a page can do anything else") {
  std::vector<std::size_t> pages;
  erp_under_test at{{.after_page = [&](std::string_view route, std::size_t rows) {
    CHECK(route == "gi Acumage Price");
    pages.push_back(rows);
  }}};
  add_item(at.erp, "A");
  at.inquiry(price);
  CHECK(pages == std::vector<std::size_t>{1});
}

TEST_CASE("fault: every name is known in JSON, and what is none is refused") {
  for (int i = 0; i <= static_cast<int>(trouble::push_unanswered); ++i) {
    const auto what = static_cast<trouble>(i);
    CHECK(trouble_from(to_string(what)) == what);
  }
  const auto made =
      fault_from_json(R"({"fault":"page_cut","value":5,"where":"gi","skip":1,"count":2})");
  REQUIRE(made);
  CHECK(made->value == 5);
  CHECK(made->count == 2);
  CHECK(!fault_from_json(R"({"fault":"nothing"})"));
  CHECK(!fault_from_json(R"({"value":5})"));
  CHECK(!fault_from_json(R"({"fault":"page_cut","values":5})"));
}

}  // namespace
}  // namespace acumage::simulator::acumatica
