#include "erp/connection_test.hpp"
#include "tests/erp/erp_server.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::erp;
using namespace acumage::tests;

namespace {

constexpr auto* endpoints =
    R"({"version":{"acumaticaBuildVersion":"26.101.0001"},"endpoints":[{"name":"Default","version":"25.200.001"}]})";

const inquiry price{.name = "Acumage Price", .key = {"InventoryID"}, .modified = "LastModifiedOn"};

/// A good ERP with one price.
erp_answer good(const erp_request& what) {
  if (what.path == "/northwind/entity") return {200, endpoints};
  if (what.path.ends_with("$metadata"))
    return metadata_of("Acumage Price",
                       {"InventoryID:Edm.String", "LastModifiedOn:Edm.DateTimeOffset"});
  return {200, odata_page({R"({"InventoryID":"A","LastModifiedOn":"2025-08-14T10:02:11Z"})"})};
}

/// "+address -login": the checks in their order, and the remedies are there when they must be.
std::string outcome(const connection_report& report) {
  std::string text;
  bool ok = true;
  for (const auto& each : report.checks) {
    CHECK(each.remedy.empty() == each.ok);
    CHECK_FALSE(each.detail.empty());
    ok = ok && each.ok;
    text += (text.empty() ? "" : ", ") + std::string{each.ok ? "+" : "-"} + each.name;
  }
  CHECK(report.ok == ok);
  return text;
}

std::string tested(erp_server& erp, const inquiry& what = price) {
  client way{erp.where()};
  const auto text = outcome(test_connection(way, {{{"pricing", what}}, ""}));
  CHECK(erp.open_sessions() == 0);
  return text;
}

}  // namespace

TEST_CASE("erp connection test: a good ERP passes every check, and is signed out") {
  erp_server erp{good};
  CHECK(tested(erp) ==
        "+erp address, +erp TLS, +erp endpoint, +erp login, +erp clock, +inquiry pricing, +erp "
        "tenant, "
        "+inquiry pricing row, +inquiry pricing time, +inquiry pricing order, +erp license, "
        "+erp sign-out");
  for (const auto& one : erp.seen())
    CHECK((one.method == "GET" || one.path.ends_with("/token") || one.path.ends_with("/logout")));
}

TEST_CASE("erp connection test: stops where going on makes no sense") {
  client nowhere{[] {
    options how = erp_server{}.where();
    how.url = "http://127.0.0.1:1/northwind";
    return how;
  }()};
  CHECK(outcome(test_connection(nowhere, {})) == "-erp address");
  erp_server other{[](const erp_request&) { return erp_answer{404, "<html>", "text/html"}; }};
  CHECK(tested(other) == "+erp address, +erp TLS, -erp endpoint");
  erp_server old{[](const erp_request&) {
    return erp_answer{200, R"([{"name":"Default","version":"20.200.001"}])"};
  }};
  CHECK(tested(old) == "+erp address, +erp TLS, -erp endpoint");
  erp_server refusing{good};
  refusing.on_sign_in = [](const erp_request&) {
    return erp_answer{400, R"({"error":"invalid_grant"})"};
  };
  CHECK(tested(refusing) == "+erp address, +erp TLS, +erp endpoint, -erp login");
  erp_server full{good};
  full.on_sign_in = [](const erp_request&) { return erp_answer{429}; };
  CHECK(tested(full) == "+erp address, +erp TLS, +erp endpoint, -erp license");
  erp_server late{good};
  late.date = [] { return http_date(std::chrono::system_clock::now() - std::chrono::hours{1}); };
  CHECK(tested(late) == "+erp address, +erp TLS, -erp clock");
}

TEST_CASE("erp connection test: what is wrong with an inquiry") {
  erp_server erp{good};
  auto what = price;
  what.key = {"SKU"};
  CHECK(tested(erp, what).find("-inquiry pricing,") != std::string::npos);
  what = price;
  what.name = "Other";
  CHECK(tested(erp, what).find("-inquiry pricing,") != std::string::npos);
  erp_server stranger{[](const erp_request& from) {
    return from.path.ends_with("Price") ? erp_answer{200, odata_page({}, "Southwind")} : good(from);
  }};
  CHECK(tested(stranger).find("-inquiry pricing row") != std::string::npos);
  erp_server formula{[](const erp_request& from) {
    return from.parameter("$filter").find("LastModifiedOn ge") == std::string::npos
               ? good(from)
               : erp_answer{200};
  }};
  CHECK(tested(formula).find("-inquiry pricing time") != std::string::npos);
}
