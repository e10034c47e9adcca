// A customer's row: columns, attributes in both forms, and what counts as unchanged (SPEC 5).
#include "acumatica/customer_row.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace acumage;
using namespace acumage::acumatica;

namespace {

std::map<std::string, std::string> fields(std::string_view json,
                                          const field_aliases& aliases = {}) {
  const auto read = read_customer_row(json, aliases);
  REQUIRE(read);
  std::map<std::string, std::string> found;
  for (const auto& [path, text] : *read) CHECK(found.emplace(path, text).second);
  return found;
}

std::string problem(std::string_view json) {
  const auto read = read_customer_row(json, {});
  REQUIRE_FALSE(read);
  return read.problem().message;
}

using texts = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("customer row: every column of the table has its path, trimmed [SPEC 5]") {
  const auto found = fields(R"({"CustomerID":"C000902   ","CustomerName":"Ada Lovelace ",
      "Email":" ada@example.com","CustomerClass":"INTL  ","PriceClassID":"TRADE","Status":"Active",
      "FirstName":"Ada","LastName":"Lovelace","AddressLine1":"12 Elm St","AddressLine2":"Flat 3",
      "City":"Boston","State":"MA","Country":"US","PostalCode":2108,"Phone1":"617","NoteID":null})");
  CHECK(found == texts{{"name", "Ada Lovelace"},
                       {"email", "ada@example.com"},
                       {"class", "INTL"},
                       {"price_class", "TRADE"},
                       {"status", "Active"},
                       {"first_name", "Ada"},
                       {"last_name", "Lovelace"},
                       {"address/line1", "12 Elm St"},
                       {"address/line2", "Flat 3"},
                       {"address/city", "Boston"},
                       {"address/state", "MA"},
                       {"address/country", "US"},
                       {"address/postal_code", "2108"},
                       {"address/phone", "617"}});
}

TEST_CASE("customer row: null and absent are unchanged, an empty text clears [SPEC 5]") {
  CHECK(fields(R"({"CustomerID":"C1","Email":null,"AddressLine2":"","Attributes":null})") ==
        texts{{"address/line2", ""}});
  CHECK(fields(R"({"CustomerID":"C1"})").empty());
}

TEST_CASE("customer row: attributes come as columns or as a list, a column goes first [SPEC 5]") {
  CHECK(fields(R"({"CustomerID":"C1","Attribute_REGION":"EU ","attribute_Tier":7,
      "ATTRIBUTE_OPEN":true,"Attribute_OLD":null,"Attribute_":"x",
      "Attributes":[{"AttributeID":"REGION","Value":"US"},{"AttributeID":"LANG ","Value":"de"},
                    {"AttributeID":"GONE","Value":null},{"Value":"no id"},
                    {"AttributeID":"CLEARED","Value":""}]})") == texts{{"attribute/region", "EU"},
                                                                       {"attribute/tier", "7"},
                                                                       {"attribute/open", "true"},
                                                                       {"attribute/lang", "de"},
                                                                       {"attribute/cleared", ""}});
}

TEST_CASE("customer row: a hundred thousand attributes, each twice, are read as one each") {
  std::string list;
  for (int i = 0; i < 100'000; ++i)
    list += R"({"AttributeID":"A)" + std::to_string(i) + R"(","Value":1},)";
  const auto found = fields(R"({"CustomerID":"C1","Attributes":[)" + list + list +
                            R"({"AttributeID":"LAST","Value":2}]})");
  CHECK(found.size() == 100'001);
}

TEST_CASE("customer row: configured captions come before the known ones") {
  field_aliases aliases;
  aliases.add(entity::customer, concept_id::email, "ContactMail");
  CHECK(fields(R"({"Email":"a@example.com","contactmail":"b@example.com"})", aliases) ==
        texts{{"email", "b@example.com"}});
}

TEST_CASE("customer row: a list where a text is expected is said to be wrong") {
  CHECK(problem(R"({"Email":{"value":"a@example.com"}})").find("email: a list or an object") == 0);
  CHECK(problem(R"({"Attribute_X":[1]})").find("Attribute_X: a list or an object") == 0);
  CHECK(problem(R"({"Attributes":"REGION"})").find("Attributes: ") == 0);
  CHECK(problem(R"({"Attributes":[7]})").find("Attributes: ") == 0);
  CHECK(problem(R"({"Attributes":[{"AttributeID":"A","Value":[]}]})").find("Attributes: ") == 0);
  CHECK_FALSE(read_customer_row("", {}));
  CHECK_FALSE(read_customer_row("[]", {}));
}
