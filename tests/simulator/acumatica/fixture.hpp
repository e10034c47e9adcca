// A small ERP, and the requests the tests send to it: raw HTTP, nothing of the node.
#pragma once

#include "../http/raw_client.hpp"
#include "simulator/acumatica/erp.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::simulator::acumatica {

using namespace std::chrono_literals;
using tests::raw_headers;
using tests::raw_reply;

inline moment at(std::string_view text) { return parse_iso(text)->at; }

inline std::string encoded(std::string_view text) {
  std::string made;
  for (const char c : text) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') {
      made += c;
    } else if (byte >= '0' && byte <= '9') {
      made += c;
    } else {
      made += '%';
      made += hex[byte >> 4U];
      made += hex[byte & 15U];
    }
  }
  return made;
}

/// A started ERP with a cookie session where one is asked for.
struct erp_under_test {
  explicit erp_under_test(options setup = {}) : erp{std::move(setup)} { REQUIRE(erp.start()); }

  raw_reply ask(const std::string& method, const std::string& path, const raw_headers& headers = {},
                const std::string& body = {}) const {
    return tests::ask(erp.port(), method, path, headers, body);
  }
  raw_reply login(const std::string& tenant = "Northwind",
                  const std::string& password = "erp-password") const {
    return ask("POST", "/northwind/entity/auth/login", {{"Content-Type", "application/json"}},
               R"({"name":"api","password":")" + password + R"(","tenant":")" + tenant + R"("})");
  }
  /// The header with the session that an answer sets; its cookies come in any order.
  static std::pair<std::string, std::string> session_of(const raw_reply& reply) {
    const auto at = reply.head.find("ASP.NET_SessionId=");
    REQUIRE(at != std::string::npos);
    return {"Cookie", reply.head.substr(at, reply.head.find(';', at) - at)};
  }
  /// The header with the cookies of a new session.
  std::pair<std::string, std::string> signed_in(const std::string& tenant = "Northwind") const {
    const auto reply = login(tenant);
    REQUIRE(reply.status == 204);
    return session_of(reply);
  }
  raw_reply token(const std::string& changes = {}) const {
    std::string form =
        "grant_type=password&client_id=" +
        encoded("5F0D6F3E-6C1A-4B43-9A55-2F3F8D1E7A10@Northwind") +
        "&client_secret=erp-client-secret&username=api&password=erp-password&scope=api";
    if (!changes.empty()) form = changes;
    return ask("POST", "/northwind/identity/connect/token",
               {{"Content-Type", "application/x-www-form-urlencoded"}}, form);
  }
  std::pair<std::string, std::string> bearer() const {
    const auto reply = token();
    REQUIRE(reply.status == 200);
    const auto from = reply.body.find("access_token\":\"") + 15;
    return {"Authorization",
            "Bearer " + reply.body.substr(from, reply.body.find('"', from) - from)};
  }

  static inline const std::string gi = "/northwind/t/Northwind/api/odata/gi/";
  static inline const std::string old_gi = "/northwind/OData/Northwind/";
  static inline const std::string rest = "/northwind/entity/Default/25.200.001/";
  /// api:erp-password
  static inline const std::pair<std::string, std::string> basic{"Authorization",
                                                                "Basic YXBpOmVycC1wYXNzd29yZA=="};

  /// By HTTP Basic, which needs no session. `query` with plain text in its values.
  raw_reply inquiry(const std::string& name,
                    const std::vector<std::pair<std::string, std::string>>& query = {}) const {
    return ask("GET", target(gi + encoded(name), query), {basic});
  }
  raw_reply old_inquiry(const std::string& name,
                        const std::vector<std::pair<std::string, std::string>>& query = {}) const {
    return ask("GET", target(old_gi + encoded(name), query),
               {basic, {"Accept", "application/json"}});
  }
  static std::string target(std::string path,
                            const std::vector<std::pair<std::string, std::string>>& query) {
    char mark = '?';
    for (const auto& [option, value] : query) {
      path += mark + option + '=' + encoded(value);
      mark = '&';
    }
    return path;
  }

  class erp erp;
};

/// The texts of one column, as JSON writes them.
inline std::vector<std::string> column_of(const std::string& body, std::string_view name) {
  simdjson::dom::parser parser;
  simdjson::dom::array rows;
  std::vector<std::string> found;
  if (parser.parse(body).at_key("value").get(rows) != simdjson::SUCCESS) return {"no rows"};
  for (const simdjson::dom::element one : rows)
    found.push_back(simdjson::minify(one.at_key(name).value()));
  return found;
}

using texts = std::vector<std::string>;

/// Writes that the tests expect to succeed.
inline std::int64_t written(erp& to, entity of, const fields& what, const how& way = {}) {
  const auto made = to.write(of, what, way);
  REQUIRE_MESSAGE(made, made.problem().message);
  return *made;
}

inline void add_item(erp& to, const std::string& sku, const std::string& price = "1") {
  written(to, entity::item,
          {{"InventoryID", sku}, {"DefaultPrice", price}, {"ItemStatus", "Active"}});
}

inline void add_quantity(erp& to, const std::string& sku, const std::string& warehouse,
                         const std::string& hand, const std::string& available) {
  written(to, entity::quantity,
          {{"InventoryID", sku},
           {"WarehouseID", warehouse},
           {"QtyOnHand", hand},
           {"QtyAvailable", available},
           {"QtyAvailableForShipment", available}});
}

}  // namespace acumage::simulator::acumatica
