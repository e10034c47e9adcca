// What a person reads of a first load, and the exit code that follows from it.
#include "cli/commands/first_load_text.hpp"
#include "cli/client/json.hpp"

#include <doctest/doctest.h>

#include <string>

namespace acumage::commands {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// An answer of GET /first-load with these entities.
struct shown {
  explicit shown(const std::string& state, const std::string& entities,
                 const std::string& more = "")
      : text{R"({"step":"over","state":")" + state + R"(","dry_run":false,"entities":[)" +
             entities + "]" + more + "}"},
        root{document.read(text)} {
    REQUIRE(root != nullptr);
  }
  std::string text;
  client::json_document document;
  const acumatica::json_node* root;
};

const std::string prices =
    R"({"entity":"pricing","state":"equal","rows":50000,"reading_s":75,"sending_s":25,)"
    R"("sending_measured":true,"checked":50000,"changes":3,"lacking":2,)"
    R"("largest":[{"key":"LAMP-07","store":"5","erp":"500"}],"differences":0})";

TEST_CASE("first load text: the estimate says how long, and when that is a guess") {
  const shown measured{"running", prices};
  const auto text = estimate_text(*measured.root, false);
  CHECK(has(text, "50,000"));
  CHECK(has(text, "about 25.0 s"));
  CHECK(has(text, "about 3 m 45 s in all"));
  CHECK(!has(text, "a guess"));
  const shown guessed{"running", R"({"entity":"order","sending_measured":false})"};
  CHECK(has(estimate_text(*guessed.root, false), "a guess"));
}

TEST_CASE("first load text: the comparison names the largest changes and what the store lacks") {
  const shown load{"running", prices};
  const auto text = comparison_text(*load.root, false);
  CHECK(has(text, "The largest changes of pricing:"));
  CHECK(has(text, "LAMP-07"));
  CHECK(has(text, "2 values of pricing are not in the store yet."));
  CHECK(has(consent_text(*load.root), "3 values to be changed in the store, and 2 records"));
  CHECK(has(creation_text("create_customers", 12), "Magento mails each of them"));
  CHECK(has(creation_text("create_shipments", 1), "another connector"));
}

TEST_CASE(
    "first load text: all equal is said, and exits 0, only if nothing differs or is left out") {
  const shown equal{"done", prices};
  CHECK(ending_text(*equal.root) == "all equal: pricing\n");
  CHECK(ending_code(*equal.root) == 0);
  const shown differs{"done", prices +
                                  R"(,{"entity":"inventory","state":"differs","differences":1,)"
                                  R"("remedies":["A@main (store_edited): run this"]})"};
  CHECK(has(ending_text(*differs.root), "inventory: 1 difference\n  A@main (store_edited)"));
  CHECK(!has(ending_text(*differs.root), "all equal"));
  CHECK(ending_code(*differs.root) == 3);
  const shown left_out{
      "done", prices + R"(,{"entity":"customer","state":"left_out","lacking":9,"paused":true})"};
  CHECK(has(ending_text(*left_out.root), "Its lane stays paused"));
  CHECK(has(ending_text(*left_out.root), "`acumage first-load customer --create-customers`"));
  CHECK(ending_code(*left_out.root) == 1);
}

TEST_CASE("first load text: a failed or cancelled one names the paused lanes and the way on") {
  const std::string paused =
      R"({"entity":"pricing","paused":true},{"entity":"order","paused":true})";
  const shown failed{"failed", paused, R"(,"error":"no","failing":["store: TLS: old"])"};
  const auto text = ending_text(*failed.root);
  CHECK(has(text, "FAIL store: TLS: old"));
  CHECK(has(text, "`acumage first-load` goes on there"));
  CHECK(has(text, "Still paused: pricing, order. `acumage resume pricing order`"));
  CHECK(ending_code(*failed.root) == 1);
  const shown cancelled{"cancelled", paused};
  CHECK(has(ending_text(*cancelled.root), "Still paused: pricing, order."));
  CHECK(ending_code(*cancelled.root) == 1);
}

}  // namespace
}  // namespace acumage::commands
