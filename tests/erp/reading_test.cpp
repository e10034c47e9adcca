#include "erp/reading.hpp"
#include "tests/erp/erp_server.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using namespace acumage::tests;

namespace {

const inquiry quantity{.name = "Acumage Quantity",
                       .key = {"InventoryID", "WarehouseID"},
                       .modified = "LastModifiedOn",
                       .filter = "WarehouseID ne 'OLD'"};

const std::vector<std::string> columns_of_quantity{
    "InventoryID:Edm.String", "WarehouseID:Edm.String", "LastModifiedOn:Edm.DateTimeOffset"};

std::string row(const std::string& item) {
  return R"({"InventoryID":")" + item +
         R"(","WarehouseID":"EAST","QtyOnHand":60.0000,"LastModifiedOn":"2025-08-14T10:02:11.357Z"})";
}

facts known() {
  facts made;
  made.about.types = {{"InventoryID", edm::text}, {"WarehouseID", edm::text}};
  return made;
}

/// Answers pages in order, and keeps what was asked.
struct pages {
  std::vector<erp_answer> all;
  std::vector<erp_request> asked = {};

  erp_answer operator()(const erp_request& what) {
    if (what.path.ends_with("$metadata"))
      return metadata_of("Acumage Quantity", columns_of_quantity);
    asked.push_back(what);
    return asked.size() <= all.size() ? all[asked.size() - 1] : erp_answer{200, odata_page({})};
  }
};

}  // namespace

TEST_CASE("erp reading: asks by key, hands on what is new, and ends") {
  pages script{{{200, odata_page({row("A"), row("B")})},
                {200, odata_page({row("B"), row("C")})},
                {200, odata_page({row("C")})}}};
  erp_server erp{std::ref(script)};
  client way{erp.where()};
  REQUIRE(way.open());
  const auto before = *way.clock();
  reading all{way, quantity, {}, 1'000, std::nullopt, known()};
  const auto first = all.step();
  REQUIRE(first);
  CHECK(first->rows == std::vector<std::string>{row("A"), row("B")});
  CHECK(first->asked_at >= before);
  CHECK(first->asked_at <= *way.clock());
  CHECK_FALSE(first->last);
  CHECK(all.step()->rows == std::vector<std::string>{row("C")});
  const auto end = all.step();
  CHECK(end->last);
  CHECK(end->rows.empty());
  CHECK(all.step()->last);
  REQUIRE(script.asked.size() == 3);
  CHECK(script.asked[0].parameter("$filter") == "WarehouseID ne 'OLD'");
  CHECK(script.asked[0].parameter("$orderby") == "InventoryID,WarehouseID");
  CHECK(script.asked[0].parameter("$top") == "1000");
  CHECK(script.asked[1].parameter("$filter") == "(InventoryID ge 'B') and (WarehouseID ne 'OLD')");
}

TEST_CASE("erp reading: rows of one key come together, and are read once more after a restart") {
  const auto line = [](const std::string& item, int number) {
    return R"({"InventoryID":")" + item + R"(","WarehouseID":")" + std::to_string(number) + "\"}";
  };
  pages script{{{200, odata_page({line("A", 1), line("A", 2), line("B", 1)})},
                {200, odata_page({line("B", 1), line("B", 2), line("C", 1)})},
                {200, odata_page({line("B", 1), line("B", 2), line("C", 1)})},
                {200, odata_page({line("C", 1), line("C", 2)})},
                {200, odata_page({line("C", 2)})}}};
  erp_server erp{std::ref(script)};
  client way{erp.where()};
  auto whole = quantity;
  whole.whole_keys = true;
  using texts = std::vector<std::string>;
  reading killed{way, whole, {}, 500, std::nullopt, known()};
  const auto first = killed.step();
  CHECK(first->rows == texts{line("A", 1), line("A", 2)});
  CHECK(first->changed.size() == 2);
  CHECK(killed.step()->rows == texts{line("B", 1), line("B", 2)});
  reading all{way, whole, {}, 500, first->resume, known()};
  CHECK(all.step()->rows == texts{line("B", 1), line("B", 2)});
  CHECK(all.step()->rows.empty());
  CHECK(all.step()->rows.empty());  // C may have more rows than a page
  const auto end = [&] {
    for (;;)
      if (auto page = all.step(); page->last || !page->rows.empty()) return *page;
  }();
  CHECK(end.rows == texts{line("C", 1), line("C", 2)});
  CHECK(script.asked[2].parameter("$filter") == "(InventoryID ge 'B') and (WarehouseID ne 'OLD')");
}

TEST_CASE("erp reading: a whole one begins with the question whether it can be resumed") {
  for (const bool in_order : {true, false}) {
    pages script{{{200, odata_page({row("A"), row("B")})},
                  {200, odata_page({row(in_order ? "B" : "A")})},
                  {200, odata_page({row("A"), row("B")})},
                  {200, odata_page({row("A")})}}};
    erp_server erp{std::ref(script)};
    client way{erp.where()};
    reading all{way, quantity, {}, 1'000};
    const auto first = all.step();
    CHECK(bool{first} == in_order);
    if (!first) CHECK(first.problem().message.find("cannot be resumed") != std::string::npos);
    if (first) CHECK(first->rows.size() == 2);
    CHECK(script.asked[1].parameter("$filter").find("InventoryID ge 'B'") != std::string::npos);
    CHECK(script.asked.size() == (in_order ? 3 : 4));
  }
}

TEST_CASE("erp reading: the window and odd keys reach the ERP intact") {
  const std::string odd = "O'Neil/50%+&ä";
  pages script{{{200, odata_page({row("A"), row(odd)})}}};
  erp_server erp{std::ref(script)};
  client way{erp.where()};
  const window when{read_iso("2025-08-14T10:00:00Z")->utc(),
                    read_iso("2025-08-14T11:00:00Z")->utc()};
  reading all{way, quantity, when, 500, std::nullopt, known()};
  REQUIRE(all.step());
  CHECK(all.step()->last);
  CHECK(script.asked[1].parameter("$filter") ==
        "(LastModifiedOn ge 2025-08-14T10:00:00Z) and (LastModifiedOn lt 2025-08-14T11:00:00Z) and "
        "(InventoryID ge 'O''Neil/50%+&ä') and (WarehouseID ne 'OLD')");
}

TEST_CASE("erp reading: goes on at its cursor, in another process") {
  pages script{{{200, odata_page({row("A"), row("B")})}, {200, odata_page({row("B"), row("C")})}}};
  erp_server erp{std::ref(script)};
  client way{erp.where()};
  reading first{way, quantity, {}, 500, std::nullopt, known()};
  const auto kept = first.step()->resume.to_text();
  reading second{way, quantity, {}, 500, cursor::from_text(kept), known()};
  CHECK(second.step()->rows == std::vector<std::string>{row("C")});
}

TEST_CASE("erp reading: after a problem the same page is asked for again") {
  pages script{{{200, odata_page({row("A"), row("B")})},
                {503},
                {200, odata_page({row("B"), row("C")}).substr(0, 150)},
                {200, "<html>", "text/html"},
                {200, odata_page({row("B"), row("C")})}}};
  erp_server erp{std::ref(script)};
  client way{erp.where()};
  reading all{way, quantity, {}, 500, std::nullopt, known()};
  REQUIRE(all.step());
  for (int i = 0; i < 3; ++i) CHECK(all.step().problem().kind == trouble::transport);
  CHECK(all.step()->rows == std::vector<std::string>{row("C")});
  for (std::size_t i = 1; i < 5; ++i) CHECK(script.asked[i].target == script.asked[1].target);
}

TEST_CASE("erp reading: pages that are too large are halved, down to 50 rows") {
  erp_server erp{[](const erp_request& what) -> erp_answer {
    const auto top = std::stoul(what.parameter("$top"));
    return {200, std::string(top * 1'000, ' ') + odata_page({row("A")})};
  }};
  auto how = erp.where();
  how.max_body = 130'000;
  client way{how};
  reading fits{way, quantity, {}, 400, std::nullopt, known()};
  const auto page = fits.step();
  REQUIRE(page);
  CHECK(page->resume.page_size == 100);
  how.max_body = 30'000;
  client small{how};
  reading never{small, quantity, {}, 400, std::nullopt, known()};
  const auto told = never.step();
  REQUIRE_FALSE(told);
  CHECK(told.problem().kind == trouble::too_large);
  CHECK(told.problem().message.find("Acumage Quantity") != std::string::npos);
  CHECK(told.problem().message.find("50 rows") != std::string::npos);
}

TEST_CASE("erp reading: an empty delta is believed only when the inquiry has a row at all") {
  const window when{1, {}};
  pages nothing{{}};
  erp_server erp{std::ref(nothing)};
  client way{erp.where()};
  reading unsure{way, quantity, when, 500, std::nullopt, known()};
  CHECK(unsure.step().problem().kind == trouble::absent);
  REQUIRE(nothing.asked.size() == 2);
  CHECK(nothing.asked[1].parameter("$top") == "1");
  CHECK(nothing.asked[1].parameter("$filter") == "WarehouseID ne 'OLD'");
  pages quiet{{{200, odata_page({})}, {200, odata_page({row("A")})}}};
  erp_server other{std::ref(quiet)};
  client good{other.where()};
  reading sure{good, quantity, when, 500, std::nullopt, known()};
  CHECK(sure.step()->last);
  reading full{way, quantity, {}, 500, std::nullopt, known()};
  CHECK(full.step()->last);
  CHECK(nothing.asked.size() == 3);
}

TEST_CASE("erp reading: a missing column stops it before the first page") {
  pages script{{}};
  erp_server erp{std::ref(script)};
  client way{erp.where()};
  auto what = quantity;
  what.key = {"InventoryID", "LocationID"};
  reading all{way, what, {}, 500};
  const auto told = all.step();
  CHECK(told.problem().kind == trouble::configuration);
  CHECK(
      told.problem().message ==
      "inquiry \"Acumage Quantity\": has no column LocationID; it has InventoryID, LastModifiedOn, "
      "WarehouseID");
  CHECK(script.asked.empty());
}

TEST_CASE("erp reading: v3 writes its own literals") {
  pages script{{{200, R"({"odata.metadata":"x","value":[{"RecordID":"5"},{"RecordID":"7"}]})"}}};
  erp_server erp{std::ref(script)};
  auto how = erp.where();
  how.protocol = odata::v3;
  client way{how};
  facts about;
  about.about.types = {{"RecordID", edm::long_int}};
  about.time = {edm::date_time, true, true, *zone::find("+02:00")};
  reading all{way,  {.name = "Q", .key = {"RecordID"}, .modified = "M"}, {0, {}}, 500, std::nullopt,
              about};
  REQUIRE(all.step());
  CHECK(all.step()->last);
  CHECK(script.asked[1].path == "/northwind/OData/Northwind/Q");
  CHECK(script.asked[1].parameter("$filter").ends_with("and (RecordID ge 7L)"));
}
