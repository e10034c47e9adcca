// The rows of a report come back as they were written, class by class and page by page.
#include "reconcile/report_rows.hpp"
#include "reconcile/comparison_report.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

namespace acumage::reconcile {
namespace {

using policy::sync_class;

/// 25 rows; each fifth is another class than the rest.
std::string written(const tests::temp_dir& folder) {
  const auto target = (folder / "report.csv").string();
  auto report = comparison_report::begin(target);
  REQUIRE(report.ok());
  for (int i = 0; i < 25; ++i)
    REQUIRE((*report)
                ->add({"K\"" + std::to_string(i) + ",\r\nend",
                       i % 5 == 0 ? sync_class::both : sync_class::store_edited, "", "1",
                       "2, or so", "run it"})
                .ok());
  REQUIRE((*report)->keep().ok());
  return target;
}

std::vector<std::string> keys_of(const std::string& file, const std::string& what,
                                 std::size_t limit) {
  std::vector<std::string> keys;
  std::string cursor;
  do {
    const auto page = report_rows(file, what, cursor, limit);
    REQUIRE_MESSAGE(page.ok(), (page.ok() ? "" : page.problem().message));
    CHECK(page->items.size() <= limit);
    for (const auto& each : page->items) keys.push_back(each.key);
    cursor = page->next;
  } while (!cursor.empty());
  return keys;
}

TEST_CASE("report rows: every row once, in its order, whatever its text holds") {
  const tests::temp_dir folder;
  const auto file = written(folder);
  for (const std::size_t limit : {1U, 7U, 24U, 25U, 100U}) {
    const auto keys = keys_of(file, {}, limit);
    REQUIRE(keys.size() == 25);
    for (std::size_t i = 0; i < keys.size(); ++i)
      CHECK(keys[i] == "K\"" + std::to_string(i) + ",\r\nend");
  }
  const auto first = report_rows(file, {}, {}, 1);
  REQUIRE(first.ok());
  CHECK(first->items.front().what == "both");
  CHECK(first->items.front().erp.empty());
  CHECK(first->items.front().store == "2, or so");
  CHECK(first->items.front().remedy == "run it");
}

TEST_CASE("report rows: one class alone") {
  const tests::temp_dir folder;
  const auto file = written(folder);
  CHECK(keys_of(file, "both", 2).size() == 5);
  CHECK(keys_of(file, "store_edited", 6).size() == 20);
  CHECK(keys_of(file, "unreadable", 6).empty());
  const auto exact = report_rows(file, "both", {}, 5);
  REQUIRE(exact.ok());
  CHECK(exact->next.empty());
}

TEST_CASE("report rows: what no page returned is refused, and a report that is cut ends there") {
  const tests::temp_dir folder;
  const auto file = written(folder);
  CHECK(report_rows(file, "edited", {}, 5).problem().code == errc::invalid);
  for (const auto* cursor : {"x", "-1", "3x", "99999999999999999999", "2"})
    CHECK(report_rows(file, {}, cursor, 5).problem().code == errc::invalid);
  CHECK(report_rows((folder / "none.csv").string(), {}, {}, 5).problem().code == errc::not_found);
  std::ofstream{file, std::ios::app} << "CUT,store_edited,1";
  CHECK(keys_of(file, {}, 100).size() == 25);
}

}  // namespace
}  // namespace acumage::reconcile
