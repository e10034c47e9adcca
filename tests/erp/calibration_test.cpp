#include "erp/calibration.hpp"
#include "tests/erp/erp_server.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using namespace acumage::tests;

namespace {

const inquiry price{.name = "Acumage Price", .key = {"InventoryID"}, .modified = "LastModifiedOn"};

columns price_columns(edm time = edm::date_time_offset) {
  columns made;
  made.types = {{"InventoryID", edm::text}, {"LastModifiedOn", time}};
  return made;
}

/// An ERP with one row, of 2025-08-14T10:02:11.357Z.
struct one_row {
  std::string shown;         ///< the row's time as it is written
  std::string local_digits;  ///< the digits it is compared by, when it ignores offsets
  std::vector<std::string> filters = {};

  erp_answer operator()(const erp_request& what) {
    const auto row = R"({"InventoryID":"A","LastModifiedOn":")" + shown + "\"}";
    filters.push_back(what.parameter("$filter"));
    const auto& filter = filters.back();
    const auto from = filter.find("LastModifiedOn ge ");
    if (from == filter.npos) return {200, odata_page({row})};
    return {200,
            odata_page(lies_between(filter, from) ? std::vector{row} : std::vector<std::string>{})};
  }

 private:
  ticks value_at(const std::string& filter, std::size_t at) const {
    auto text = filter.substr(at, filter.find_first_of(" )", at) - at);
    if (text.ends_with('\'')) text.pop_back();
    const auto time = read_iso(text);
    REQUIRE_MESSAGE(time, text);
    return local_digits.empty() ? time->utc() : time->digits;
  }
  bool lies_between(const std::string& filter, std::size_t from) const {
    const auto row = local_digits.empty() ? read_iso("2025-08-14T10:02:11.357Z")->utc()
                                          : read_iso(local_digits)->digits;
    return value_at(filter, from + 18) <= row &&
           row <= value_at(filter, filter.find("LastModifiedOn le ") + 18);
  }
};

expected<time_form> calibrated(one_row row, const std::string& zone_name,
                               edm type = edm::date_time_offset, odata protocol = odata::v4) {
  erp_server erp{std::ref(row)};
  auto how = erp.where();
  how.time_zone = zone_name;
  how.protocol = protocol;
  client way{how};
  return calibrate(way, price, price_columns(type));
}

}  // namespace

TEST_CASE("erp calibration: times with Z, or with an offset, are asked for in UTC") {
  for (const auto* shown :
       {"2025-08-14T10:02:11.357Z", "2025-08-14T12:02:11.357+02:00", "2025-08-14T10:02:11Z"}) {
    const auto form = calibrated({shown, ""}, "+02:00");
    REQUIRE(form);
    CHECK_FALSE(form->local);
  }
}

TEST_CASE("erp calibration: times without a zone are those of acumatica.time_zone") {
  const auto form = calibrated({"2025-08-14T12:02:11.357", ""}, "+02:00");
  REQUIRE(form);
  CHECK(form->local);
  CHECK_FALSE(form->digits_only);
  CHECK(time_literal(read_iso("2025-08-14T10:00:00Z")->utc(), *form, odata::v4) ==
        "2025-08-14T12:00:00+02:00");
}

TEST_CASE("erp calibration: an ERP that ignores offsets compares digits of its zone") {
  const auto form = calibrated({"2025-08-14T12:02:11.357", "2025-08-14T12:02:11.357"}, "+02:00");
  REQUIRE(form);
  CHECK(form->local);
  CHECK(form->digits_only);
}

TEST_CASE("erp calibration: a row that no notation finds is an error with a remedy, not a guess") {
  for (const auto* zone_name : {"+05:00", ""}) {
    const auto form = calibrated({"2025-08-14T12:02:11.357", ""}, zone_name);
    REQUIRE_FALSE(form);
    CHECK(form.problem().kind == trouble::configuration);
    CHECK(form.problem().remedy.find("time_zone") != std::string::npos);
  }
}

TEST_CASE("erp calibration: v3 without offsets needs the zone") {
  const one_row row{"2025-08-14T12:02:11.357", "2025-08-14T12:02:11.357"};
  const auto none = calibrated(row, "", edm::date_time, odata::v3);
  CHECK(none.problem().message.find("time_zone") != std::string::npos);
}

TEST_CASE("erp calibration: v3 digits are those of the zone") {
  one_row row{"2025-08-14T12:02:11.357", "2025-08-14T12:02:11.357"};
  erp_server erp{[&](const erp_request& what) {
    auto copy = what;
    auto& filter = copy.parameters["$filter"];
    for (auto at = filter.find("datetime'"); at != filter.npos; at = filter.find("datetime'"))
      filter.erase(at, 9);
    return row(copy);
  }};
  auto how = erp.where();
  how.time_zone = "+02:00";
  how.protocol = odata::v3;
  client way{how};
  const auto form = calibrate(way, price, price_columns(edm::date_time));
  REQUIRE(form);
  CHECK(form->local);
  CHECK(form->digits_only);
}

TEST_CASE("erp calibration: a column that is no time, and an inquiry without rows") {
  CHECK(calibrated({"x", ""}, "").problem().kind == trouble::configuration);
  CHECK(calibrated({"x", ""}, "", edm::text).problem().kind == trouble::configuration);
  erp_server erp{[](const erp_request&) { return erp_answer{200, odata_page({})}; }};
  client way{erp.where()};
  CHECK(calibrate(way, price, price_columns()).problem().kind == trouble::absent);
  CHECK_FALSE(*has_rows(way, price));
}

TEST_CASE(
    "erp calibration: windows are widened in the hour that comes twice, if digits alone count") {
  time_form form{edm::date_time, true, true, *zone::find("")};
  const auto when = read_iso("2025-10-26T00:30:00Z")->utc();
  CHECK(widened_from(when, form) == when);
  auto berlin = zone::find("Europe/Berlin");
  if (!berlin) return;  // no tzdata here; zone_test has tables of its own
  form.in = *berlin;
  const auto hour = 3'600 * acumage::ticks_per_second;
  CHECK(widened_from(when, form) == when - hour);
  CHECK(widened_until(when, form) == when + hour);
  CHECK(widened_from(when - hour, form) == when - hour);
  form.digits_only = false;
  CHECK(widened_from(when, form) == when);
}

TEST_CASE("erp resume probe: the row of a known key must come first") {
  const auto row = [](const std::string& key) { return R"({"InventoryID":")" + key + "\"}"; };
  bool honest = true;
  erp_server erp{[&](const erp_request& what) -> erp_answer {
    if (what.parameter("$filter").empty())
      return {200, odata_page({row("A"), row("B"), row("C'")})};
    CHECK(what.parameter("$filter") == "InventoryID ge 'C'''");
    return {200, odata_page({row(honest ? "C'" : "A")})};
  }};
  client way{erp.where()};
  CHECK(probe_resume(way, price, price_columns()));
  honest = false;
  const auto told = probe_resume(way, price, price_columns());
  REQUIRE_FALSE(told);
  CHECK(told.problem().kind == trouble::configuration);
  CHECK(told.problem().message.find("cannot be resumed") != std::string::npos);
}

TEST_CASE("erp columns: an unknown inquiry names those that are exposed") {
  erp_server erp{
      [](const erp_request&) { return metadata_of("Other", {"InventoryID:Edm.String"}); }};
  client way{erp.where()};
  const auto told = read_columns(way, price);
  CHECK(told.problem().kind == trouble::configuration);
  CHECK(told.problem().message == "inquiry \"Acumage Price\": not exposed; exposed are Other");
  auto record = price;
  record.from = inquiry::entity;
  CHECK(read_columns(way, record).problem().kind == trouble::configuration);
  auto dac = price;
  dac.from = inquiry::dac;
  CHECK(read_columns(way, dac)->types.empty());
}
