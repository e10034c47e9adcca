// A node whose intake is under attack goes on taking, delivering and answering.
#include "tests/api/http/client.hpp"
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::tests {
namespace {

TEST_CASE("attack: beside hundreds of half-open and malformed requests all pushes are delivered") {
  constexpr std::size_t rows = 20;
  stock_rig all{stock_shop(rows), {{"intake.max_connections", "100"}}};
  const auto port = all.node.intake_port();
  const std::vector<std::string> beginnings{
      "", "POST /push HTTP/1.1\r\nHost: local",
      "POST /push HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n{",
      "POST /push HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"};
  const std::vector<std::pair<std::string, int>> malformed{
      {"POST /push HTTP/1.1\r\nHost: h\r\nContent-Length: 2x\r\n\r\n{}", 400},
      {"POST /push HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nTransfer-Encoding: "
       "chunked\r\n\r\n{}",
       400},
      {"GET /" + std::string(100'000, 'a'), 414},
      {post("/push", std::string(100'000, '[')), 400},
      {post("/push", "{\"Query\":\"\xff\"}"), 400},
      {post("/push", std::string(1, '\0')), 400}};
  std::vector<client> open;
  for (std::size_t i = 0; i < rows; ++i) {
    for (int crowd = 0; crowd < 20; ++crowd) {
      open.emplace_back(port);
      open.back().send(beginnings[open.size() % beginnings.size()]);
    }
    const auto& [bytes, status] = malformed[i % malformed.size()];
    client hostile{port};
    CHECK(hostile.ask(bytes).status == status);
    const auto row = R"({"InventoryID":")" + stock_sku(i) + R"(","DefaultPrice":5})";
    CHECK(all.node.push(price_notification("n" + std::to_string(i), 1, {row})).status == 200);
    CHECK(all.node.stat("journal/unsettled") >= 0);
  }
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.node.stat("lanes/pricing/delivered") == rows);
  CHECK(all.node.stat("dead_letters/total") == 0);
  CHECK(all.node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
