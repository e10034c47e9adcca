#include "erp/zone.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using namespace std::chrono_literals;

namespace {

std::string bytes_of(std::int64_t value, unsigned size) {
  std::string text;
  for (unsigned i = size; i > 0; --i)
    text += static_cast<char>(static_cast<std::uint64_t>(value) >> ((i - 1) * 8) & 0xFFU);
  return text;
}

std::string header(std::int64_t times, std::int64_t types) {
  return "TZif2" + std::string(15, '\0') + bytes_of(0, 4) + bytes_of(0, 4) + bytes_of(0, 4) +
         bytes_of(times, 4) + bytes_of(types, 4) + bytes_of(4, 4);
}

/// One change in the table, from `first` to `second` hours; the footer rules after it.
std::string tzif(std::int64_t at, int first, int second, const std::string& footer) {
  const auto type = [](int hours) { return bytes_of(hours * 3'600, 4) + std::string(2, '\0'); };
  return header(0, 1) + type(0) + std::string(4, 'x') + header(1, 2) + bytes_of(at, 8) +
         std::string(1, '\1') + type(first) + type(second) + std::string(4, 'x') + "\n" + footer +
         "\n";
}

ticks at(std::string_view text) { return read_iso(text)->utc(); }

zone berlin() { return *zone::read(tzif(0, 1, 1, "CET-1CEST,M3.5.0,M10.5.0/3"), "Berlin"); }

}  // namespace

TEST_CASE("erp zone: the table counts up to its last change, the rule after it") {
  const auto zone = *zone::read(tzif(1'000'000'000, -5, -6, "<-03>3"), "x");
  CHECK(zone.offset_at(at("1999-01-01T00:00:00Z")) == -5h);
  CHECK(zone.offset_at(at("2024-01-01T00:00:00Z")) == -3h);
}

TEST_CASE("erp zone: summer time on both halves of the earth") {
  const auto north = berlin();
  CHECK(north.offset_at(at("2025-03-30T00:59:59Z")) == 1h);
  CHECK(north.offset_at(at("2025-03-30T01:00:00Z")) == 2h);
  CHECK(north.offset_at(at("2025-10-26T00:59:59Z")) == 2h);
  CHECK(north.offset_at(at("2025-10-26T01:00:00Z")) == 1h);
  CHECK(iso_digits(north.local(at("2025-08-14T10:02:11.357Z"))) == "2025-08-14T12:02:11.357");
  const auto south = *zone::read(tzif(0, 10, 10, "AEST-10AEDT,M10.1.0,M4.1.0/3"), "Sydney");
  CHECK(south.offset_at(at("2025-01-15T00:00:00Z")) == 11h);
  CHECK(south.offset_at(at("2025-07-15T00:00:00Z")) == 10h);
}

TEST_CASE("erp zone: the hour that comes twice, in both its passes, and no other") {
  const auto zone = berlin();
  CHECK_FALSE(zone.repeats(at("2025-10-25T23:59:59Z")));
  for (const auto* twice : {"2025-10-26T00:00:00Z", "2025-10-26T00:30:00Z", "2025-10-26T01:00:00Z",
                            "2025-10-26T01:59:59Z"})
    CHECK_MESSAGE(zone.repeats(at(twice)), twice);
  CHECK_FALSE(zone.repeats(at("2025-10-26T02:00:00Z")));
  CHECK_FALSE(zone.repeats(at("2025-03-30T01:00:00Z")));
  CHECK_FALSE(zone.repeats(at("2025-03-30T00:30:00Z")));
}

TEST_CASE("erp zone: fixed offsets, UTC, and names that do not exist") {
  CHECK(zone::find("")->offset_at(0) == 0s);
  CHECK(zone::find("UTC")->offset_at(at("2025-08-14T00:00:00Z")) == 0s);
  CHECK(zone::find("-03:30")->offset_at(at("2025-08-14T00:00:00Z")) == -(3h + 30min));
  for (const auto* wrong : {"Europe/Nowhere", "../etc/passwd", "/etc/passwd", "+2"}) {
    const auto found = zone::find(wrong);
    REQUIRE_FALSE(found);
    CHECK(found.problem().kind == trouble::configuration);
    CHECK_FALSE(found.problem().remedy.empty());
  }
}

TEST_CASE("erp zone: a damaged file is a problem") {
  const auto whole = tzif(0, 1, 1, "CET-1CEST,M3.5.0,M10.5.0/3");
  for (std::size_t size = 0; size + 28 < whole.size(); ++size)
    CHECK_FALSE(zone::read(whole.substr(0, size), "x"));
  CHECK_FALSE(zone::read(tzif(0, 1, 1, "CET-1CEST,J60,J300"), "x"));
}
