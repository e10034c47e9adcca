#include "erp/literal.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;

TEST_CASE("erp literal: follows the type in $metadata, in v4 and in v3") {
  const auto both = [](std::string_view token, edm type) {
    return literal(token, type, odata::v4) + " " + literal(token, type, odata::v3);
  };
  CHECK(both(R"("O'Neil's")", edm::text) == "'O''Neil''s' 'O''Neil''s'");
  CHECK(both("5512", edm::integer) == "5512 5512");
  CHECK(both(R"("5512")", edm::integer) == "5512 5512");
  CHECK(both("638912345678901234", edm::long_int) == "638912345678901234 638912345678901234L");
  CHECK(both(R"("12.5000")", edm::decimal) == "12.5000 12.5000M");
  CHECK(both("true", edm::boolean) == "true true");
  CHECK(both(R"("5f0d6f3e-6c1a-4b43-9a55-2f3f8d1e7a10")", edm::guid) ==
        "5f0d6f3e-6c1a-4b43-9a55-2f3f8d1e7a10 guid'5f0d6f3e-6c1a-4b43-9a55-2f3f8d1e7a10'");
  CHECK(both(R"("2025-08-14T10:00:00")", edm::date_time) ==
        "2025-08-14T10:00:00 datetime'2025-08-14T10:00:00'");
  CHECK(both("null", edm::text) == "null null");
  CHECK(both(R"("A")", edm::unknown) == "'A' 'A'");
  CHECK(both("7", edm::unknown) == "7 7");
  CHECK(literal("\"\\u00e4\\\"\"", edm::text, odata::v4) == "'ä\"'");
}

TEST_CASE("erp literal: every type of $metadata that is written in a way of its own") {
  CHECK(read_edm("Edm.String") == edm::text);
  CHECK(read_edm("Edm.Int32") == edm::integer);
  CHECK(read_edm("Edm.Int64") == edm::long_int);
  CHECK(read_edm("Edm.DateTimeOffset") == edm::date_time_offset);
  CHECK(read_edm("Edm.Stream") == edm::unknown);
}

TEST_CASE("erp literal: an instant in UTC, in a zone, and without an offset") {
  const auto when = read_iso("2025-08-14T10:02:11.357Z")->utc();
  time_form form;
  CHECK(time_literal(when, form, odata::v4) == "2025-08-14T10:02:11.357Z");
  CHECK(time_literal(when, form, odata::v3) == "datetimeoffset'2025-08-14T10:02:11.357Z'");
  form.local = true;
  form.in = *zone::find("+02:00");
  CHECK(time_literal(when, form, odata::v4) == "2025-08-14T12:02:11.357+02:00");
  form.type = edm::date_time;
  CHECK(time_literal(when, form, odata::v3) == "datetime'2025-08-14T12:02:11.357'");
}
