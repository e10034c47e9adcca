#include "erp/cursor.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;

TEST_CASE("erp cursor: text and back, at every place") {
  using place = cursor::place;
  for (const auto where : {place::start, place::from, place::within, place::beyond, place::end}) {
    cursor made{.where = where, .key = R"("O'Neil \"ä\"")", .skip = 7, .page_size = 500};
    made.seen = {id_of("row"), id_of("other")};
    made.restarts = 2;
    made.any = true;
    const auto read = cursor::from_text(made.to_text());
    REQUIRE(read);
    CHECK(*read == made);
    CHECK(made.to_text().find('\n') == std::string::npos);
  }
  CHECK(*cursor::from_text(cursor{}.to_text()) == cursor{});
}

TEST_CASE("erp cursor: anything else is no cursor") {
  const auto text = cursor{.seen = {id_of("row")}, .page_size = 5}.to_text();
  for (std::size_t size = 0; size < text.size(); ++size)
    CHECK_FALSE(cursor::from_text(text.substr(0, size)));
  for (const auto* bad : {"{}", "null", R"({"where":"nowhere","key":"","any":true})"})
    CHECK_FALSE(cursor::from_text(bad));
}
