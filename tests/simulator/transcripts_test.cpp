// Sends the recorded requests of a real Magento 2.4.7 to the simulator, in their order, and
// compares.
#include "customers/recorded.hpp"
#include "http/raw_client.hpp"
#include "sales/recorded.hpp"
#include "simulator/store.hpp"
#include "transcript.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>

namespace acumage::simulator {
namespace {

using tests::raw_reply;

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

std::string orc(int number) {
  const std::string digits = std::to_string(number);
  return "ORC-" + std::string(4 - digits.size(), '0') + digits;
}

/// The 616 products of the recorded shop. Each had 1000 pieces at the source "default".
std::vector<product> recorded_products() {
  std::vector<product> all;
  for (int i = 2; i <= 600; ++i) all.push_back({.sku = orc(i)});
  for (const char* sku : {"SL/ASH-01", "SP ACE-01", "ÜML-ÄÖ-01", "日本-01", "PCT%2F-01", "PLUS+01",
                          "QUOTE\"01", "APOS'01", "AMP&01", "HASH#01", "Q?MARK01", "Mixed-Case-01"})
    all.push_back({.sku = sku});
  all.push_back({.sku = std::string(64, 'X')});
  all.push_back({.sku = "VIRT-01", .type = product_type::virtual_goods});
  all.push_back({.sku = "BUNDLE-DYN-01", .type = product_type::bundle_dynamic});
  all.push_back({.sku = "GROUPED-01", .type = product_type::grouped});
  for (auto& one : all) one.quantity = 1000;
  // Made anew after the others: it is product 617 and its row the last of the default source.
  all.push_back({.sku = "a product that is gone"});
  all.push_back({.sku = orc(1), .quantity = 1000, .rules = {.item_id = 1203}});
  std::find_if(all.begin(), all.end(), [](const auto& one) {
    return one.sku == "ORC-0100";
  })->rules.item_id = 195;
  return all;
}

/// What was done to the recorded shop between its requests.
class merchant {
 public:
  merchant(store& shop, const std::string& token)
      : shop_{shop},
        headers_{{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}} {
    shop_.remove_product("a product that is gone");
    for (int i = 1; i <= 600; ++i) {
      shop_.set_quantity(orc(i), "wh-eu", 100);
      shop_.set_quantity(orc(i), "wh-us", 300);
    }
  }

  void before(const transcript& row) {
    switch (row.number) {
      case 55: return shop_.switch_bearer_off();
      case 56: return shop_.switch_bearer_on();
      case 430:
        for (auto& one : later_recorded_orders()) shop_.add_order(std::move(one));
        return;
      case 794:  // an async bulk call had written the first
        shop_.set_price("ORC-0011", 0, 15.1);
        return shop_.set_price_scope(price_scope::website);
      case 802: return shop_.set_price_scope(price_scope::global);
      case 803: return arm({.answer = fault_answer::too_many_items, .limit = 20});
      case 809: return shop_.limit_pages(50);
      case 811: return shop_.limit_pages(0);
      case 814: return arm({.answer = fault_answer::maintenance});
      case 830: return arm({.answer = fault_answer::database_down});
      case 836: return arm({.answer = fault_answer::bad_gateway});
      case 840: return hold_rows_for_a_while();
      case 841:
      case 842:
        return arm({.answer = fault_answer::locked, .latency = std::chrono::milliseconds{20}});
      case 813:
      case 823:
      case 835:
      case 838: return shop_.clear_faults();
      case 941: ship_in_bulk(); [[fallthrough]];
      case 937:
      case 939:
      case 945: return give_up(row.status == 504);
      case 938:
      case 940:
      case 942:
      case 946: return wait_for_late_write();
      default: break;
    }
    const bool deadlock = row.number >= 949 && row.number <= 972 && row.status == 400;
    if (deadlock) arm({.answer = fault_answer::save_failed, .when = {.count = 1}});
  }

  void after(const transcript& row) {
    if (row.number < 840 || row.number > 842) return;
    if (holder_.joinable()) holder_.join();
    shop_.clear_faults();
  }

 private:
  void arm(fault what) { shop_.inject(std::move(what)); }

  void hold_rows_for_a_while() {
    const auto arrived = shop_.count().arrived;
    arm({.answer = fault_answer::locked, .latency = std::chrono::seconds{30}});
    holder_ = std::thread{[this, arrived] {
      shop_.wait_for([&](const totals& now) { return now.arrived > arrived; });
      shop_.clear_faults();
    }};
  }

  void give_up(bool gateway) {
    writes_ = shop_.count().writes;
    arm({.answer = gateway ? fault_answer::gateway_timeout : fault_answer::reset,
         .effect = fault_effect::late,
         .late_by = std::chrono::milliseconds{5},
         .when = {.count = 1}});
  }

  /// Async bulk calls (rows 744 and 745), whose effects are seen later.
  void ship_in_bulk() {
    for (const char* order : {"63", "64"}) {
      const auto reply =
          tests::ask(shop_.port(), "POST", std::string{"/rest/V1/order/"} + order + "/ship",
                     headers_, R"({"arguments":{"extension_attributes":{"source_code":"wh-eu"}}})");
      CHECK(reply.status == 200);
    }
  }

  void wait_for_late_write() {
    CHECK(shop_.wait_for([&](const totals& now) { return now.writes > writes_; }));
  }

  store& shop_;
  const tests::raw_headers headers_;
  std::thread holder_;
  std::uint64_t writes_ = 0;
};

/// Elements of a JSON list, sorted: for answers whose order is the database's.
std::optional<std::multiset<std::string>> elements(const std::string& json) {
  simdjson::dom::parser parser;
  simdjson::dom::array list;
  if (parser.parse(json).get(list) != simdjson::SUCCESS) return std::nullopt;
  std::multiset<std::string> found;
  for (const simdjson::dom::element one : list) found.insert(simdjson::minify(one));
  return found;
}

/// The number of the error report is another one each time.
std::string without_record_number(std::string page) {
  constexpr std::string_view words = "Error log record number: ";
  const auto at = page.find(words);
  return at == std::string::npos ? page : page.erase(at + words.size(), 64);
}

bool same_body(const transcript& row, const std::string& got, std::uint16_t port) {
  const auto wanted = without_record_number(
      replaced(row.response, "127.0.0.1:8082", "127.0.0.1:" + std::to_string(port)));
  if (without_record_number(got) == wanted || without_moments(got) == without_moments(wanted))
    return true;
  const bool unordered =
      row.method == "GET" || row.path.find("base-prices-information") != std::string::npos;
  const auto left = elements(wanted);
  return unordered && left && left == elements(got);
}

tests::raw_headers with_token(const transcript& row, const store_options& options) {
  auto headers = row.headers;
  const auto& token = row.token == "limited" ? options.limited_tokens.front().token : options.token;
  for (auto& [name, value] : headers)
    if (name == "Authorization") value = replaced(value, "REDACTED", token);
  return headers;
}

std::vector<std::string> recorded_modules(const std::vector<transcript>& rows) {
  const auto row =
      std::find_if(rows.begin(), rows.end(), [](const auto& one) { return one.number == 8; });
  REQUIRE(row != rows.end());
  simdjson::dom::parser parser;
  std::vector<std::string> names;
  for (const simdjson::dom::element one : parser.parse(row->response).get_array())
    names.emplace_back(one.get_string().value());
  return names;
}

struct tally {
  int sent = 0;
  int matched = 0;
};

/// The endpoint a row is about, without store code, SKU and id.
std::string group_of(const transcript& row) {
  for (const char* part :
       {"source-items-delete", "source-items", "inventory/sources", "base-prices-information",
        "base-prices", "stockItems", "products", "customers", "/ship", "/invoice", "/comments",
        "/cancel", "/hold", "/unhold", "/statuses", "orders"}) {
    const auto at = row.path.find(part);
    if (at == std::string::npos) continue;
    const bool longer = row.path.compare(at, 9, "/shipment") == 0;
    return row.method + ' ' + (longer ? "shipments" : part);
  }
  return "connection and the rest";
}

TEST_CASE("transcripts: the simulator answers as the recorded store did") {
  const auto rows = recorded();
  REQUIRE(rows.size() > 200);
  std::function<raw_reply()> rival;  // creates what row 606 is about to create
  std::optional<raw_reply> winner;
  const store_options options{
      .token = "full-token",
      .limited_tokens = {{"limited-token",
                          {"Magento_Catalog::catalog", "Magento_Catalog::products"}}},
      .products = recorded_products(),
      .sources =
          {{.code = "store-berlin", .name = "Store Berlin"},
           {.code = "wh-eu", .name = "Warehouse EU"},
           {.code = "wh-off", .name = "Disabled warehouse", .enabled = false, .country = "FR"},
           {.code = "wh-us", .name = "Warehouse US", .country = "US"}},
      .orders = first_recorded_orders(),
      .modules = recorded_modules(rows),
      .customers = recorded_customers(),
      .before_customer_insert =
          [&](const customer&) {
            if (const auto send = std::exchange(rival, nullptr)) winner = send();
          },
  };
  store shop{options};
  REQUIRE(shop.start());
  merchant owner{shop, options.token};

  std::map<std::string, tally> groups;
  std::map<std::string, int> skipped;
  for (const auto& row : rows) {
    if (const auto why = left_out_because(row.number); !why.empty()) {
      ++skipped[why];
      continue;
    }
    owner.before(row);
    const auto send = [&] {
      return tests::ask(shop.port(), row.method, row.path, with_token(row, options), row.request);
    };
    if (row.number == 606) rival = send;
    const auto reply = row.number == 607 && winner ? *winner : send();
    owner.after(row);
    auto& group = groups[group_of(row)];
    ++group.sent;
    if (reply.status == row.status && same_body(row, reply.body, shop.port())) {
      ++group.matched;
      continue;
    }
    std::cout << "row " << row.number << " (" << row.note << "): " << reply.status << ' '
              << reply.body.substr(0, 200) << "\n  expected " << row.status << ' '
              << row.response.substr(0, 200) << '\n';
  }
  for (const auto& [name, count] : groups) {
    std::cout << name << ": matched " << count.matched << " of " << count.sent << " ("
              << 100 * count.matched / count.sent << " %)\n";
  }
  for (const auto& [why, count] : skipped)
    std::cout << "not sent: " << count << ", " << why << '\n';
  for (const auto& group : groups) {
    CAPTURE(group.first);
    CHECK(group.second.matched == group.second.sent);
  }
}

}  // namespace
}  // namespace acumage::simulator
