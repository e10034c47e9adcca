#include "rig.hpp"

using namespace acumage;
using namespace acumage::tests;

namespace {

std::vector<std::string> keys(const history_page& page) {
  std::vector<std::string> found;
  for (const auto& each : page.items) found.push_back(each.key);
  return found;
}

std::vector<std::string> keys(rig& at, const history_filter& filter) {
  const auto page = at.ledger->history(filter, {}, 1000);
  REQUIRE(page.ok());
  CHECK(page->next.empty());
  return keys(*page);
}

using list = std::vector<std::string>;

}  // namespace

TEST_CASE("ledger: the history keeps all of an end") {
  rig at;
  const auto entry = at.accept(price("LAMP-07", 638'912'345'678'901'234));
  auto end = end_of(entry, end_kind::filtered);
  end.reason = "unchanged";
  end.attempts = 2;
  end.status = 503;
  end.duration_ms = 1234;
  end.request_id = "req-9";
  at.end({end});
  at.reopen();
  const auto page = at.ledger->history({}, {}, 10);
  REQUIRE(page->items.size() == 1);
  const auto& kept = page->items[0];
  CHECK(kept.at_us == at.now_us);
  CHECK(kept.entity == entity::pricing);
  CHECK(kept.key == "LAMP-07");
  CHECK(kept.version == entry.version());
  CHECK(kept.outcome == end_kind::filtered);
  CHECK(kept.reason == "unchanged");
  CHECK(kept.attempts == 2);
  CHECK(kept.status == 503);
  CHECK(kept.duration_ms == 1234);
  CHECK(kept.request_id == "req-9");
}

TEST_CASE("ledger: the history comes newest first, page by page, with or without a key") {
  rig at;
  for (int i = 0; i < 7; ++i) {
    at.end({end_of(at.accept(price(i % 2 == 0 ? "EVEN" : "ODD", 1)))});
    at.now_us += i % 3 == 0 ? 0 : second_us;  // some in the same microsecond
  }
  const auto walk = [&](const history_filter& filter) {
    std::vector<std::uint64_t> found;
    std::string cursor;
    do {
      const auto page = at.ledger->history(filter, cursor, 2);
      REQUIRE(page.ok());
      CHECK(page->items.size() <= 2);
      for (const auto& each : page->items) found.push_back(each.version.sequence);
      cursor = page->next;
    } while (!cursor.empty());
    return found;
  };
  CHECK(walk({}) == std::vector<std::uint64_t>{7, 6, 5, 4, 3, 2, 1});
  history_filter even;
  even.key = "even";
  CHECK(walk(even) == std::vector<std::uint64_t>{7, 5, 3, 1});
  even.key = "ev?n";
  CHECK(walk(even) == std::vector<std::uint64_t>{7, 5, 3, 1});
  CHECK(at.ledger->history({}, "not a cursor", 2).problem().code == errc::invalid);
}

TEST_CASE("ledger: the history is found by every part of a filter") {
  rig at;
  auto first = end_of(at.accept(price("LAMP-07", 1)), end_kind::filtered);
  first.reason = "No price";
  at.end({first});
  at.now_us += second_us;
  auto second = end_of(at.accept(row(entity::order, "SO SO009120", 1)));
  second.status = 200;
  at.end({second});
  const auto found = [&](const auto& set) {
    history_filter filter;
    set(filter);
    return keys(at, filter);
  };
  CHECK(found([](auto&) {}) == list{"SO SO009120", "LAMP-07"});
  CHECK(found([](auto& f) { f.entity = entity::order; }) == list{"SO SO009120"});
  CHECK(found([](auto& f) { f.key = "lamp*"; }) == list{"LAMP-07"});
  CHECK(found([](auto& f) { f.key = "lamp-07"; }) == list{"LAMP-07"});
  CHECK(found([](auto& f) {
          f.key = "lamp-07";
          f.entity = entity::order;
        }).empty());
  CHECK(found([](auto& f) { f.outcome = end_kind::filtered; }) == list{"LAMP-07"});
  CHECK(found([](auto& f) { f.status = 200; }) == list{"SO SO009120"});
  CHECK(found([](auto& f) { f.text = "no PRICE"; }) == list{"LAMP-07"});
  CHECK(found([](auto& f) { f.text = "so0091"; }) == list{"SO SO009120"});
  CHECK(found([](auto& f) { f.since_us = noon_us + second_us; }) == list{"SO SO009120"});
  CHECK(found([](auto& f) { f.until_us = noon_us + second_us; }) == list{"LAMP-07"});
  CHECK(found([](auto& f) {
          f.key = "LAMP-07";
          f.until_us = noon_us;
        }).empty());
}

TEST_CASE(
    "ledger: the history lets go of what is old, with its names [setting history.retention_days]") {
  rig at{{.path = {}, .history_us = 30 * day_us}};
  at.end({end_of(at.accept(price("OLD", 1)))});
  at.now_us += day_us;
  at.end({end_of(at.accept(price("NEW", 1)))});
  at.now_us += 29 * day_us;
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  CHECK(keys(at, {}) == list{"NEW"});
  history_filter old;
  old.key = "OLD";
  CHECK(keys(at, old).empty());
  at.reopen();
  CHECK(keys(at, {}) == list{"NEW"});
  at.close();
  CHECK(stored_keys(at.path(), "history").size() == 1);
  CHECK(stored_keys(at.path(), "history_names").size() == 1);
}

TEST_CASE(
    "ledger: the history lets go of the oldest when it is too large, also after a restart [setting "
    "history.max_bytes]") {
  rig at{{.path = {}, .max_history_bytes = 5000}};
  for (int i = 0; i < 200; ++i) {
    at.end({end_of(at.accept(price("SKU-" + std::to_string(i), 1)))});
    at.now_us += second_us;
    if (i == 100) at.reopen();
  }
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  const auto left = keys(at, {});
  CHECK(left.size() > 20);
  CHECK(left.size() < 100);
  CHECK(left.front() == "SKU-199");
  at.reopen();
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  CHECK(keys(at, {}) == left);
}

TEST_CASE("ledger: looking up one key does not read the history of others") {
  rig at{{.path = {}, .sync = false}};
  at.end({end_of(at.accept(price("RARE", 1)))});
  for (int chunk = 0; chunk < 20; ++chunk) {
    REQUIRE(at.accept(one(parcel_of(std::vector<change>(1000, price("COMMON", 1))))).ok());
    std::vector<ending> ends;
    const auto rows = at.ledger->read(entity::pricing, 0, UINT64_MAX, 1000);
    REQUIRE(rows.ok());
    for (const auto& each : *rows) ends.push_back(end_of(each));
    at.end(ends);
  }
  history_filter rare;
  rare.key = "rare";
  records_passed();
  CHECK(keys(at, rare) == list{"RARE"});
  CHECK(records_passed() < 20);
}

TEST_CASE("ledger: a walk for a request gives up once it is interrupted [SPEC 8]") {
  rig at;
  at.end({end_of(at.accept(price("LAMP-07", 1)))});
  CHECK(at.ledger->not_interrupted().ok());
  at.ledger->interrupt();
  CHECK(at.ledger->not_interrupted().problem().code == errc::unavailable);
  CHECK(at.ledger->history({}, {}, 10).problem().code == errc::unavailable);
  CHECK(at.ledger->history({.key = "LAMP-07"}, {}, 10).problem().code == errc::unavailable);
  CHECK(at.ledger->letters({}, 0, 10).problem().code == errc::unavailable);
  CHECK(at.ledger->count_letters({}).problem().code == errc::unavailable);
  CHECK(at.ledger->close_letters({}, letter_state::resolved, "", noon_us).problem().code ==
        errc::unavailable);
  CHECK(at.ledger->count_versions(entity::pricing, "").problem().code == errc::unavailable);
  CHECK(at.ledger->stock("", 10).ok());  // the lane walks there, too
}
