#include "erp/paging.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using place = cursor::place;

namespace {

/// "A1 A2 B1": rows by the text of their first key and a number.
std::vector<paging::row> rows(const std::vector<std::string>& names) {
  std::vector<paging::row> made;
  for (const auto& name : names)
    made.push_back({name.starts_with('-') ? "null" : "\"" + name.substr(0, 1) + "\"", id_of(name)});
  return made;
}

std::string asked(const paging& at) {
  const auto text = at.condition("K", edm::text, odata::v4);
  return at.skip() == 0 ? text : text + " skip " + std::to_string(at.skip());
}

/// Positions that are new, then what is asked next.
std::string after(paging& at, const std::vector<std::string>& names) {
  const auto verdict = at.take(rows(names));
  std::string text;
  for (const auto i : verdict.fresh) text += names[i] + " ";
  return text + "| " + (verdict.last ? "end" : asked(at)) + (verdict.unstable ? " unstable" : "");
}

}  // namespace

TEST_CASE("erp paging: goes on at the last key, and drops the rows that come again") {
  paging at{{}};
  CHECK(asked(at).empty());
  CHECK(after(at, {"A1", "A2", "B1"}) == "A1 A2 B1 | K ge 'B'");
  CHECK(after(at, {"B1", "B2", "C1"}) == "B2 C1 | K ge 'C'");
  CHECK(after(at, {"C1"}) == "| end");
  CHECK(at.is_over());
}

TEST_CASE("erp paging: a short page is not the end") {
  paging at{{.page_size = 1'000}};
  CHECK(after(at, {"A1", "B1"}) == "A1 B1 | K ge 'B'");
  CHECK(after(at, {"B1", "C1"}) == "C1 | K ge 'C'");
}

TEST_CASE("erp paging: when the last key is gone, what follows comes") {
  paging at{{}};
  CHECK(after(at, {"A1", "B1"}) == "A1 B1 | K ge 'B'");
  CHECK(after(at, {"C1"}) == "C1 | K ge 'C'");
  CHECK(after(at, {}) == "| end");
}

TEST_CASE("erp paging: a page of one key goes on within it, then beyond it") {
  paging at{{}};
  CHECK(after(at, {"A1", "A2", "A3"}) == "A1 A2 A3 | K eq 'A' skip 2");
  CHECK(after(at, {"A3", "A4", "A5"}) == "A4 A5 | K eq 'A' skip 4");
  CHECK(after(at, {"A5"}) == "| K gt 'A'");
  CHECK(after(at, {"B1", "C1"}) == "B1 C1 | K ge 'C'");
}

TEST_CASE("erp paging: spellings that the ERP takes for one key do not loop") {
  paging at{{}};
  CHECK(after(at, {"A1", "a1", "A2"}) == "A1 a1 A2 | K ge 'A'");
  CHECK(after(at, {"A1", "a1", "A2"}) == "| K eq 'A' skip 2");
  CHECK(after(at, {"A2", "a3"}) == "a3 | K eq 'A' skip 3");
  CHECK(after(at, {"a3"}) == "| K gt 'A'");
  CHECK(after(at, {}) == "| end");
}

TEST_CASE("erp paging: rows that moved within a key start it again, and not for ever") {
  paging at{{}};
  CHECK(after(at, {"A1", "A2", "A3"}) == "A1 A2 A3 | K eq 'A' skip 2");
  CHECK(after(at, {"A4", "A5", "A6"}) == "| K eq 'A'");
  CHECK(after(at, {"A1", "A3", "A4"}) == "A4 | K eq 'A' skip 2");
  CHECK(after(at, {"A4", "A5", "A6"}) == "A5 A6 | K eq 'A' skip 4");
  CHECK(after(at, {}) == "| K eq 'A' skip 1");  // a page back is enough
  CHECK(after(at, {"A4", "A6"}) == "| K eq 'A' skip 2");
  CHECK(after(at, {"A6"}) == "| K gt 'A'");
  paging moving{{}};
  after(moving, {"A1", "A2"});
  std::string last;
  for (int i = 0; i < 30 && last.find("unstable") == last.npos; ++i) {
    last = after(moving, {"A" + std::to_string(10 + i)});
    if (asked(moving) == "K eq 'A'" && last.find("unstable") == last.npos)
      after(moving, {"A1", "A2"});
  }
  CHECK(last.find("unstable") != last.npos);
}

TEST_CASE("erp paging: rows without a key come first and do not stop it") {
  paging at{{}};
  CHECK(after(at, {"-1", "-2"}) == "-1 -2 | K eq null skip 1");
  CHECK(after(at, {"-2"}) == "| K ne null");
  CHECK(after(at, {"A1", "B1"}) == "A1 B1 | K ge 'B'");
}

TEST_CASE("erp paging: an empty first page is the end, and shows that nothing came") {
  paging at{{}};
  CHECK(after(at, {}) == "| end");
  CHECK_FALSE(at.at().any);
}

TEST_CASE("erp paging: pages are halved down to a smallest") {
  paging at{{.page_size = 180}};
  CHECK(at.halve(50));
  CHECK(at.at().page_size == 90);
  CHECK(at.halve(50));
  CHECK(at.at().page_size == 50);
  CHECK_FALSE(at.halve(50));
}
