// The sender of pushes: the notification, five attempts, the table of failed ones (PULL 6, DOMAIN 2.1).
#include "fixture.hpp"

#include <httplib.h>

#include <atomic>
#include <mutex>
#include <thread>

namespace acumage::simulator::acumatica {
namespace {

/// Takes notifications; answers `status`.
struct receiver {
  int operator()(const std::string& body) {
    std::lock_guard lock{mutex};
    bodies.push_back(body);
    return status;
  }
  std::vector<std::string> received() {
    std::lock_guard lock{mutex};
    return bodies;
  }
  std::mutex mutex;
  std::vector<std::string> bodies;
  std::atomic<int> status = 200;
};

push_options to(receiver& end) {
  return {.receive = [&end](const std::string& body) { return end(body); },
          .between_attempts = 1ms};
}

struct pushing_erp {
  receiver end;
  erp_under_test at;
  explicit pushing_erp(const std::function<void(push_options&)>& change = {}) : at{with(change)} {
    at.erp.clock().freeze();
    at.erp.clock().set(acumatica::at("2025-08-14T10:02:11.300Z"));
  }
  options with(const std::function<void(push_options&)>& change) {
    options made{.push = to(end)};
    if (change) change(made.push);
    return made;
  }
  texts lost(const std::string& column = "Source") const {
    return column_of(at.inquiry("Acumage Lost Pushes").body, column);
  }
};

TEST_CASE("push: an insert, an update and a removal as Acumatica writes them") {
  pushing_erp one;
  const auto ticks = *one.at.erp.write(
      entity::item,
      {{"InventoryID", "LAMP-07"}, {"DefaultPrice", "42.5"}, {"ItemStatus", "Active"}});
  written(one.at.erp, entity::item, {{"InventoryID", "LAMP-07"}, {"DefaultPrice", "43"}});
  REQUIRE(one.at.erp.remove(entity::item, {{"InventoryID", "LAMP-07"}}));
  REQUIRE(one.at.erp.wait_for_pushes());
  auto all = one.end.received();
  REQUIRE(all.size() == 3);
  const auto id = all[0].find("\"Id\":\"") + 6;
  all[0].replace(id, 36, "…");
  CHECK(
      all[0] ==
      R"({"Inserted":[{"InventoryID":"LAMP-07","DefaultPrice":42.500000,"ItemStatus":"Active","LastModifiedOn":"2025-08-14T12:02:11"}],"Deleted":[],"Query":"Acumage Price","CompanyId":"Northwind","Id":"…","TimeStamp":)" +
          std::to_string(ticks) +
          R"(,"AdditionalInfo":{"PXPerformanceInfoStartTime":"08/14/2025 10:02:11"}})");
  CHECK(all[1].find(R"("DefaultPrice":43.000000)") != std::string::npos);
  CHECK(
      all[1].find(
          R"("Deleted":[{"InventoryID":"LAMP-07                       ","DefaultPrice":42.500000)") !=
      std::string::npos);
  CHECK(all[2].starts_with(R"({"Inserted":[],"Deleted":[{"InventoryID":"LAMP-07 )"));
}

TEST_CASE("push: over HTTP, with the secret in the header") {
  httplib::Server server;
  std::mutex mutex;
  std::string secret;
  server.Post("/push", [&](const httplib::Request& req, httplib::Response&) {
    std::lock_guard lock{mutex};
    secret = req.get_header_value("X-Key");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread thread{[&] { server.listen_after_bind(); }};
  erp_under_test at{{.push = {.url = "http://127.0.0.1:" + std::to_string(port) + "/push",
                              .header = "X-Key",
                              .secret = "open"}}};
  add_item(at.erp, "A");
  CHECK(at.erp.wait_for_pushes());
  server.stop();
  thread.join();
  CHECK(at.erp.pushes().delivered == 1);
  CHECK(secret == "open");
}

TEST_CASE("push: five attempts, then a row in the table of failed pushes for two days") {
  pushing_erp one;
  one.end.status = 503;
  const auto ticks = written(one.at.erp, entity::item, {{"InventoryID", "A"}});
  REQUIRE(one.at.erp.wait_for_pushes());
  CHECK(one.end.received().size() == 5);
  CHECK(one.lost() == texts{"\"Acumage Price\""});
  CHECK(one.lost("TimeStamp") == texts{std::to_string(ticks)});
  CHECK(one.lost("ErrorMessage") == texts{"\"The remote server returned an error: (503).\""});
  CHECK(one.lost("Truncated") == texts{"false"});
  CHECK(column_of(one.at
                      .inquiry("Acumage Lost Pushes",
                               {{"$filter", "TimeStamp gt " + std::to_string(ticks)}})
                      .body,
                  "Source")
            .empty());
  CHECK(column_of(one.at
                      .old_inquiry("Acumage Lost Pushes",
                                   {{"$filter", "TimeStamp ge " + std::to_string(ticks) + "L"}})
                      .body,
                  "TimeStamp") == texts{'"' + std::to_string(ticks) + '"'});
  one.at.erp.clock().step(47h);
  CHECK(one.lost().size() == 1);
  one.at.erp.clock().step(2h);
  CHECK(one.lost().empty());
}

TEST_CASE("push: one that works again in time is not lost") {
  pushing_erp one;
  one.at.erp.inject({.what = trouble::push_fails, .count = 4});
  add_item(one.at.erp, "A");
  REQUIRE(one.at.erp.wait_for_pushes());
  CHECK(one.end.received().size() == 1);
  CHECK(one.lost().empty());
  CHECK(one.at.erp.pushes().attempts == 5);
}

TEST_CASE("push: an answer that is lost brings the same notification again") {
  pushing_erp one;
  one.at.erp.inject({.what = trouble::push_unanswered, .count = 1});
  add_item(one.at.erp, "A");
  REQUIRE(one.at.erp.wait_for_pushes());
  const auto all = one.end.received();
  REQUIRE(all.size() == 2);
  CHECK(all[0] == all[1]);
}

TEST_CASE("push: dropped on purpose it appears nowhere, lost on purpose in the table") {
  pushing_erp one;
  written(one.at.erp, entity::item, {{"InventoryID", "A"}}, {.push = push_fate::drop});
  written(one.at.erp, entity::item, {{"InventoryID", "B"}}, {.push = push_fate::lose});
  one.at.erp.inject({.what = trouble::push_dropped, .where = "Acumage Quantity", .count = 1});
  add_quantity(one.at.erp, "A", "EAST", "1", "1");
  add_quantity(one.at.erp, "A", "WEST", "1", "1");
  REQUIRE(one.at.erp.wait_for_pushes());
  CHECK(one.end.received().size() == 1);
  CHECK(one.lost() == texts{"\"Acumage Price\""});
  const auto pushes = one.at.erp.pushes();
  CHECK(pushes.made == 4);
  CHECK(pushes.dropped == 2);
  CHECK(pushes.lost == 1);
  CHECK(pushes.delivered == 1);
}

TEST_CASE("push: a long one is truncated in the table and cannot be sent again") {
  pushing_erp one{[](push_options& how) { how.most_characters = 400; }};
  std::vector<fields> many;
  for (int i = 0; i < 10; ++i) many.push_back({{"InventoryID", "LONG-" + std::to_string(i)}});
  REQUIRE(one.at.erp.write_all(entity::item, many, {.push = push_fate::lose}));
  written(one.at.erp, entity::item, {{"InventoryID", "SHORT"}}, {.push = push_fate::lose});
  REQUIRE(one.at.erp.wait_for_pushes());
  CHECK(one.lost("Truncated") == texts{"true", "false"});
  CHECK(one.at.erp.resend_lost() == 1);
  REQUIRE(one.at.erp.wait_for_pushes());
  REQUIRE(one.end.received().size() == 1);
  CHECK(one.end.received()[0].find("SHORT") != std::string::npos);
  CHECK(one.lost().size() == 1);
}

TEST_CASE("push: many rows of one transaction are one notification") {
  pushing_erp one;
  REQUIRE(one.at.erp.write_all(entity::item, {{{"InventoryID", "A"}}, {{"InventoryID", "B"}}}));
  REQUIRE(one.at.erp.wait_for_pushes());
  REQUIRE(one.end.received().size() == 1);
  CHECK(one.end.received()[0].find(R"({"InventoryID":"B")") != std::string::npos);
}

TEST_CASE("push: a late commit is pushed when it commits, stamped by its statement or its commit") {
  pushing_erp one;
  const auto early =
      written(one.at.erp, entity::item, {{"InventoryID", "A"}}, {.commit_delay = 5min});
  const auto late = written(one.at.erp, entity::item, {{"InventoryID", "B"}},
                            {.commit_delay = 5min, .stamp = push_stamp::commit});
  const auto now = one.at.erp.clock().now();
  CHECK(from_ticks(early) - now < 1s);
  CHECK(from_ticks(late) - now >= 5min);
  CHECK(one.end.received().empty());
  one.at.erp.clock().step(5min);
  REQUIRE(one.at.erp.wait_for_pushes());
  CHECK(one.end.received().size() == 2);
}

TEST_CASE("push: the order can be shuffled") {
  pushing_erp one{[](push_options& how) { how.shuffle_seed = 7; }};
  std::vector<std::string> in_order;
  {
    // Nothing leaves before all are there.
    std::lock_guard hold{one.end.mutex};
    for (int i = 0; i < 50; ++i)
      in_order.push_back(std::to_string(
          written(one.at.erp, entity::item, {{"InventoryID", "S" + std::to_string(i)}})));
  }
  REQUIRE(one.at.erp.wait_for_pushes());
  std::vector<std::string> stamps;
  for (const auto& body : one.end.received()) {
    const auto from = body.find("TimeStamp\":") + 11;
    stamps.push_back(body.substr(from, 18));
  }
  CHECK(stamps != in_order);
  std::sort(stamps.begin(), stamps.end());
  CHECK(stamps == in_order);
}

TEST_CASE("push: fields that did not change can be null in both arrays") {
  pushing_erp one{[](push_options& how) { how.null_unchanged = true; }};
  add_item(one.at.erp, "A", "1");
  written(one.at.erp, entity::item, {{"InventoryID", "A"}, {"DefaultPrice", "2"}});
  REQUIRE(one.at.erp.wait_for_pushes());
  const auto update = one.end.received().back();
  CHECK(update.find(R"("InventoryID":"A","DefaultPrice":2.000000,"ItemStatus":null)") !=
        std::string::npos);
  CHECK(update.find(R"("DefaultPrice":1.000000,"ItemStatus":null)") != std::string::npos);
}

}  // namespace
}  // namespace acumage::simulator::acumatica
