#include "api/filters.hpp"

#include "api/members.hpp"
#include "api/rfc3339.hpp"
#include "messages/json_text.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using namespace acumage;
using namespace acumage::api;

std::string letter_error(const name_values& given, letter_verb verb = letter_verb::list) {
  const auto read = read_letter_request(given, verb);
  return read.ok() ? "" : read.problem().message;
}

std::string history_error(const name_values& given) {
  const auto read = read_history_request(given);
  return read.ok() ? "" : read.problem().message;
}

}  // namespace

TEST_CASE("filters: every name of the letters is read") {
  const auto read = read_letter_request({{"entity", "pricing"},
                                         {"key", "LAMP-*"},
                                         {"class", "unknown_record"},
                                         {"state", "resolved"},
                                         {"status", "404"},
                                         {"text", "no such"},
                                         {"since", "2026-08-14T10:00:00Z"},
                                         {"until", "2026-08-14T12:00:00+01:00"},
                                         {"id", "7"},
                                         {"id", "9"},
                                         {"limit", "1000"},
                                         {"cursor", "42"}},
                                        letter_verb::list);
  REQUIRE(read.ok());
  const auto& filter = read->filter;
  CHECK(filter.entity == entity::pricing);
  CHECK(filter.key == "LAMP-*");
  CHECK(filter.reason == letter_class::unknown_record);
  CHECK(filter.state == letter_state::resolved);
  CHECK(filter.status == 404);
  CHECK(filter.text == "no such");
  CHECK(rfc3339(*filter.since_us) == "2026-08-14T10:00:00.000Z");
  CHECK(rfc3339(*filter.until_us) == "2026-08-14T11:00:00.000Z");
  CHECK(filter.ids == std::vector<std::uint64_t>{7, 9});
  CHECK(read->limit == 1000);
  CHECK(read->from_id == 42);
}

TEST_CASE("filters: nothing given means open letters, a hundred at most") {
  const auto read = read_letter_request({}, letter_verb::list);
  REQUIRE(read.ok());
  CHECK(read->filter.state == letter_state::open);
  CHECK(read->limit == 100);
  CHECK(read_letter_request({{"state", "any"}}, letter_verb::count)->filter.state == std::nullopt);
}

TEST_CASE("filters: a wrong value is named with its parameter and what was expected") {
  CHECK(letter_error({{"entity", "prices"}}) ==
        "parameter entity = prices; expected pricing, inventory, shipment, customer or order");
  CHECK(letter_error({{"status", "99"}}) == "parameter status = 99; expected 100 to 599");
  CHECK(letter_error({{"limit", "0"}}) == "parameter limit = 0; expected 1 to 1000");
  CHECK(letter_error({{"limit", "1001"}}) == "parameter limit = 1001; expected 1 to 1000");
  CHECK(letter_error({{"since", "yesterday"}})
            .find("parameter since = yesterday; expected RFC 3339") == 0);
  for (const auto* const name : {"status", "entity"})
    CHECK(letter_error({{name, ""}}) ==
          "parameter " + std::string{name} + ": empty; expected a value");
  for (const auto& [name, value] : name_values{{"class", "bad"},
                                               {"state", "closed"},
                                               {"status", "4x"},
                                               {"status", "-404"},
                                               {"id", "0"},
                                               {"id", "x"},
                                               {"id", "99999999999999999999"},
                                               {"limit", "1e2"},
                                               {"cursor", "next"},
                                               {"until", "2026-08-14"}}) {
    CAPTURE(name);
    CAPTURE(value);
    CHECK(letter_error({{name, value}}).find("parameter " + name + " = " + value + "; expected ") ==
          0);
  }
}

TEST_CASE("filters: unknown names and names given twice are errors") {
  CHECK(letter_error({{"colour", "red"}})
            .find("parameter colour: unknown; expected entity, key, class") == 0);
  CHECK(letter_error({{"outcome", "delivered"}}).find("parameter outcome: unknown") == 0);
  CHECK(letter_error({{"Entity", "pricing"}}).find("parameter Entity: unknown") == 0);
  CHECK(letter_error({{"key", "a"}, {"key", "b"}}) == "parameter key: given twice; expected once");
  CHECK(history_error({{"class", "data"}}).find("parameter class: unknown") == 0);
  CHECK(history_error({{"id", "1"}}).find("parameter id: unknown") == 0);
}

TEST_CASE("filters: a range of time that holds nothing is an error") {
  const name_values empty{{"since", "2026-08-14T10:00:00Z"}, {"until", "2026-08-14T10:00:00Z"}};
  CHECK(letter_error(empty).find("parameter until") == 0);
  CHECK(history_error(empty).find("parameter until") == 0);
}

TEST_CASE("filters: each verb takes its own names and no other's [SPEC 9 Filters]") {
  const name_values replay{
      {"all", "true"}, {"dry_run", "true"}, {"force", "false"}, {"rate", "50"}};
  const auto read = read_letter_request(replay, letter_verb::replay);
  REQUIRE(read.ok());
  CHECK(read->dry_run);
  CHECK_FALSE(read->force);
  CHECK(read->rate == 50);
  CHECK_FALSE(letter_error(replay, letter_verb::list).empty());
  CHECK_FALSE(letter_error({{"force", "true"}}, letter_verb::close).empty());
  CHECK_FALSE(letter_error({{"note", "x"}}, letter_verb::replay).empty());
  CHECK_FALSE(letter_error({{"limit", "5"}}, letter_verb::replay).empty());
  CHECK_FALSE(letter_error({{"limit", "5"}}, letter_verb::count).empty());
  CHECK_FALSE(letter_error({{"all", "true"}, {"dry_run", "yes"}}, letter_verb::replay).empty());
  CHECK(read_letter_request({{"id", "3"}, {"note", "mended by hand"}}, letter_verb::close)->note ==
        "mended by hand");
}

TEST_CASE("filters: every name of the history is read") {
  const auto read = read_history_request({{"entity", "order"},
                                          {"key", "SO*"},
                                          {"outcome", "dead_lettered"},
                                          {"status", "500"},
                                          {"text", "x"},
                                          {"since", "2026-08-14T10:00:00Z"},
                                          {"until", "2026-08-15T10:00:00Z"},
                                          {"limit", "5"},
                                          {"cursor", "abc"}});
  REQUIRE(read.ok());
  CHECK(read->filter.entity == entity::order);
  CHECK(read->filter.outcome == end_kind::dead_lettered);
  CHECK(read->filter.status == 500);
  CHECK(read->limit == 5);
  CHECK(read->cursor == "abc");
}

TEST_CASE("filters: members of a body become names and values") {
  const auto read = read_members(
      R"({"id":[7,"18446744073709551615",9007199254740993],"dry_run":true,"key":"a\"b","rate":10})");
  REQUIRE(read.ok());
  CHECK(*read == name_values{{"id", "7"},
                             {"id", "18446744073709551615"},
                             {"id", "9007199254740993"},
                             {"dry_run", "true"},
                             {"key", "a\"b"},
                             {"rate", "10"}});
  CHECK(read_members("")->empty());
  CHECK(read_members(" {} ")->empty());
}

TEST_CASE("filters: a body that is no flat object is refused") {
  for (const auto* body : {"[]", "7", "{", "{}x", "{} {}", R"({"key":null})", R"({"key":{}})",
                           R"({"id":[[1]]})", R"({"id":[null]})", "entity=pricing"}) {
    CAPTURE(body);
    const auto read = read_members(body);
    REQUIRE_FALSE(read.ok());
    CHECK(read.problem().code == errc::invalid);
    CHECK(read.problem().message.find("body: ") == 0);
    CHECK(read.problem().message.find("; expected ") != std::string::npos);
  }
}

TEST_CASE("rfc3339: what is written is read back") {
  for (const std::int64_t ms : {0LL, 1'785'000'000'042LL, -1000LL, 951'782'400'000LL}) {
    const auto read = parse_rfc3339(rfc3339(ms * 1000));
    REQUIRE(read.ok());
    CHECK(*read == ms * 1000);
  }
}

TEST_CASE("rfc3339: offsets, fractions and leap seconds") {
  const auto at = [](std::string_view text) {
    const auto read = parse_rfc3339(text);
    REQUIRE(read.ok());
    return rfc3339(*read);
  };
  CHECK(at("2026-08-14t12:02:11.0425+02:00") == "2026-08-14T10:02:11.042Z");
  CHECK(at("2026-01-01T00:30:00+01:00") == "2025-12-31T23:30:00.000Z");
  CHECK(at("2026-08-14T10:02:11.123456789z") == "2026-08-14T10:02:11.123Z");
  CHECK(at("2026-08-14T10:02:11-00:30") == "2026-08-14T10:32:11.000Z");
  CHECK(at("2016-12-31T23:59:60Z") == "2017-01-01T00:00:00.000Z");
  CHECK(at("2024-02-29T00:00:00Z") == "2024-02-29T00:00:00.000Z");
  CHECK(*parse_rfc3339("1970-01-01T00:00:00.000001Z") == 1);
}

TEST_CASE("rfc3339: anything else is refused") {
  for (const auto* text :
       {"", "2026", "2026-08-14", "2026-08-14T10:02:11", "2026-08-14 10:02:11Z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-08-14T24:00:00Z", "2026-08-14T10:60:00Z", "2026-08-14T10:02:61Z",
        "2026-08-14T10:02:11.Z", "2026-08-14T10:02:11Zx", "2026-08-14T10:02:11+2:00",
        "2026-08-14T10:02:11+24:00", "2026-08-14T10:02:11 02:00", "+026-08-14T10:02:11Z",
        "26-08-14T10:02:11Z"})
    CHECK_MESSAGE(!parse_rfc3339(text).ok(), text);
}
