#include "erp/lost_pushes.hpp"
#include "tests/erp/erp_server.hpp"

#include <doctest/doctest.h>

using namespace acumage::erp;
using namespace acumage::tests;

TEST_CASE("erp lost pushes: a time stamp is a number or a text, and never a double") {
  const auto number = read_lost_push(
      R"({"HookId":"h","TimeStamp":638912345678901234,"Source":"MC Quantity","ErrorMessage":"503","Truncated":true})");
  REQUIRE(number);
  CHECK(number->at == 638912345678901234);
  CHECK(number->query == "MC Quantity");
  CHECK(number->error == "503");
  CHECK(number->truncated);
  CHECK(read_lost_push(R"({"HookId":"h","TimeStamp":"638912345678901234"})")->at ==
        638912345678901234);
  CHECK(read_lost_push(R"({"HookId":"h","TimeStamp":"638912345678901234.0000"})")->at ==
        638912345678901234);
  for (const auto* bad :
       {R"({"HookId":"h"})", R"({"TimeStamp":1})", R"({"HookId":"h","TimeStamp":1.5})",
        R"({"HookId":"h","TimeStamp":"x"})", "[]", ""})
    CHECK_FALSE(read_lost_push(bad));
}

TEST_CASE("erp lost pushes: asked for with the literal of the column's type") {
  for (const std::string type : {"Edm.Int64", "Edm.String"}) {
    std::string filter;
    erp_server erp{[&](const erp_request& what) -> erp_answer {
      if (what.path.ends_with("$metadata"))
        return metadata_of("Acumage Lost Pushes", {"HookId:Edm.Guid", "TimeStamp:" + type});
      if (filter.empty()) filter = what.parameter("$filter");
      return {200, odata_page({R"({"HookId":"h","TimeStamp":7})"})};
    }};
    client way{erp.where()};
    const auto all = read_lost_pushes(way, "Acumage Lost Pushes", 5);
    REQUIRE(all);
    CHECK(all->size() == 1);
    CHECK(filter == (type == "Edm.Int64" ? "TimeStamp ge 5" : "TimeStamp ge '5'"));
  }
}

TEST_CASE("erp lost pushes: none is no problem") {
  erp_server erp{[&](const erp_request& what) -> erp_answer {
    return what.path.ends_with("$metadata")
               ? metadata_of("L", {"HookId:Edm.Guid", "TimeStamp:Edm.Int64"})
               : erp_answer{200, odata_page({})};
  }};
  client way{erp.where()};
  CHECK(read_lost_pushes(way, "L", 5)->empty());
}
