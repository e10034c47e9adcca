#include "magento/reply.hpp"

#include "transcripts.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::magento;
using acumage::tests::answered;
using acumage::tests::recorded;

namespace {

constexpr const char* outage = "magento_outage.jsonl";
constexpr const char* connection = "magento_connection.jsonl";

batch_outcome judged(carried how) {
  answer reply;
  reply.how = how;
  return judge(reply);
}

batch_verdict verdict(int status, const std::string& body) {
  return judge(answered(status, body)).verdict;
}

bool says(const batch_outcome& outcome, const std::string& words) {
  return outcome.message.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("error text: placeholders are filled by position and by name") {
  CHECK(read_error(R"({"message":"%1 of %2","parameters":["a","b"]})").text == "a of b");
  CHECK(
      read_error(R"({"message":"\"%fieldName\" is required.","parameters":{"fieldName":"prices"}})")
          .text == "\"prices\" is required.");
  CHECK(read_error(R"({"message":"at most %max","parameters":{"max":20}})").text == "at most 20");
  CHECK(read_error(R"({"message":"x %1","parameters":[null]})").text == "x ");
}

TEST_CASE("error text: the longest name is filled first") {
  const auto said = read_error(
      R"({"message":"%field and %fieldName","parameters":{"field":"A","fieldName":"B"}})");
  CHECK(said.text == "A and B");
  const auto many = read_error(
      R"({"message":"%10 %1","parameters":["1st","2","3","4","5","6","7","8","9","10th"]})");
  CHECK(many.text == "10th 1st");
}

TEST_CASE("error text: a value that looks like a placeholder stays as it is") {
  const auto said = read_error(R"({"message":"%1 and %2","parameters":["NO%2PE%fieldName","x"]})");
  CHECK(said.text == "NO%2PE%fieldName and x");
}

TEST_CASE("error text: values without names go to named placeholders in order") {
  const auto said = read_error(
      R"({"message":"Invalid attribute %fieldName = %fieldValue.","parameters":["SKU","NOPE-1"]})");
  CHECK(said.text == "Invalid attribute SKU = NOPE-1.");
  CHECK(said.message == "Invalid attribute %fieldName = %fieldValue.");
  CHECK(said.parameters == std::vector<std::string>{"SKU", "NOPE-1"});
}

TEST_CASE("error text: the lines of errors[] are appended, a promoted one only once") {
  const auto two = recorded(connection, 51);
  CHECK(read_error(two.body).text ==
        "One or more input exceptions have occurred.\n\"username\" is required. Enter and try "
        "again.\n"
        "\"password\" is required. Enter and try again.");
  const auto one = read_error(
      R"({"message":"\"%f\" bad","parameters":{"f":"q"},"errors":[{"message":"\"%f\" bad","parameters":{"f":"q"}}]})");
  CHECK(one.text == "\"q\" bad");
  CHECK(read_error(R"({"message":"m","errors":[{"message":"d","parameters":[]}]})").text == "m\nd");
}

TEST_CASE("error text: the legacy form and XML are read too") {
  const auto legacy =
      read_error(R"({"messages":{"error":[{"code":500,"message":"Fatal error"}]}})");
  CHECK(legacy.message == "Fatal error");
  CHECK(legacy.text == "Fatal error");
  CHECK(legacy.code == 0);
  const auto xml = recorded(connection, 49);
  CHECK(read_error(xml.body).text ==
        "The consumer isn't authorized to access Magento_Backend::admin.");
}

TEST_CASE("error text: of a page its title, else its words without tags") {
  CHECK(read_error(recorded(outage, 829).body).text == "413 Request Entity Too Large");
  CHECK(read_error("<html><style>p{}</style><body><h1>Backend &amp; fetch</h1>\n<p>failed</p>")
            .text == "Backend & fetch failed");
  CHECK(read_error("plain  <words>").text == "plain <words>");
  CHECK(read_error("").text.empty());
  CHECK(read_error("<html><body>x").message.empty());
}

TEST_CASE("error text: at most 4 KB are kept, and no character is cut in two") {
  std::string body = "x";
  while (body.size() < 10000) body += "é";
  const auto text = read_error(body).text;
  CHECK(text.size() == 4095);
  CHECK(judge(answered(400, R"({"message":")" + body + R"("})")).message.size() <= 4096);
}

TEST_CASE("judge: what never reached the store is unavailable, what was sent is uncertain") {
  for (const auto how :
       {carried::name_failed, carried::refused, carried::connect_timeout, carried::tls_failed})
    CHECK(judged(how).verdict == batch_verdict::unavailable);
  CHECK(judged(carried::reset).verdict == batch_verdict::uncertain);
  CHECK(judged(carried::read_timeout).verdict == batch_verdict::uncertain);
  CHECK(judged(carried::read_timeout).message == "no answer in time");
  CHECK(judged(carried::read_timeout).status == 0);
}

TEST_CASE("judge: the recorded answers of a store in trouble") {
  struct expected {
    int number;
    batch_verdict verdict;
    const char* message;
  };
  const expected rows[] = {
      {804, batch_verdict::too_many, "400: Maximum items of type"},
      {814, batch_verdict::unavailable, "503: Error 503: Service Unavailable"},
      {815, batch_verdict::unavailable, "503: Error 503: Service Unavailable"},
      {829, batch_verdict::too_many, "413: 413 Request Entity Too Large"},
      {830, batch_verdict::unavailable, "500: There has been an error processing your request"},
      {831, batch_verdict::unavailable, "500: There has been an error processing your request"},
      {836, batch_verdict::uncertain, "502: 502 Bad Gateway"},
      {841, batch_verdict::contended, "400: Could not save Prices."},
      {842, batch_verdict::contended, "400: Could not save Source Item"},
      {937, batch_verdict::uncertain, "504: 504 Gateway Time-out"},
      {629, batch_verdict::suspect, "500: Internal Error. Details are available"},
      {274, batch_verdict::refused, "400: Input data is empty"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.number);
    const auto outcome = judge(recorded(outage, row.number));
    CHECK(outcome.verdict == row.verdict);
    CHECK(outcome.message.starts_with(row.message));
  }
}

TEST_CASE("judge: a limit on rows is obeyed, whatever form it comes in") {
  CHECK(judge(recorded(outage, 804)).limit == 20);
  CHECK(judge(answered(400,
                       R"({"message":"Maximum items of type \"%1\" is %2","parameters":["T",35]})"))
            .limit == 35);
  CHECK(judge(answered(400, R"({"message":"Maximum items of type \"T\" is 50"})")).limit == 50);
  CHECK(judge(recorded(outage, 829)).limit == 0);
}

TEST_CASE("judge: a 500 that is only text is suspect, the page of a lost database is an outage") {
  CHECK(judge(recorded("magento_base_prices.jsonl", 108)).verdict == batch_verdict::suspect);
  CHECK(judge(recorded(outage, 834)).verdict == batch_verdict::unavailable);
  CHECK(judge(recorded(connection, 46)).verdict == batch_verdict::suspect);
  CHECK(verdict(500, "") == batch_verdict::suspect);
}

TEST_CASE("judge: MySQL's codes mean contention whatever the words and the status") {
  for (const auto* code : {"1213", "1205", "2006", "2013", "\"1213\""})
    for (const int status : {400, 500})
      CHECK(verdict(status, std::string{R"({"message":"Etwas ging schief","code":)"} + code +
                                "}") == batch_verdict::contended);
  CHECK(verdict(400, R"({"message":"Etwas ging schief","code":7})") == batch_verdict::refused);
  CHECK(verdict(400, R"({"message":"Database deadlock found when trying to get lock"})") ==
        batch_verdict::contended);
}

TEST_CASE("judge: a value of ours that quotes a known text does not change the verdict") {
  CHECK(verdict(400, R"({"message":"Bad %1","parameters":["Could not save Prices."]})") ==
        batch_verdict::refused);
}

TEST_CASE("judge: credentials, throttling and edge rules are nobody's attempt") {
  CHECK(judge(recorded(connection, 11)).verdict == batch_verdict::unavailable);
  CHECK(says(judge(recorded(connection, 11)), "Magento_Backend::store"));
  CHECK(verdict(403, "<html><title>403 Forbidden</title></html>") == batch_verdict::unavailable);
  auto throttled = answered(429, R"({"message":"Too Many Requests"})");
  CHECK(judge(throttled).verdict == batch_verdict::unavailable);
  CHECK(judge(throttled).retry_after == std::chrono::seconds{30});
  throttled.retry_after = std::chrono::seconds{7};
  CHECK(judge(throttled).retry_after == std::chrono::seconds{7});
}

TEST_CASE("judge: what is wrong with address or settings names what to check") {
  const auto wrong_code = judge(recorded(connection, 4));
  CHECK(wrong_code.verdict == batch_verdict::unavailable);
  CHECK(says(wrong_code, "connection.store_code"));
  const auto no_route = judge(recorded(connection, 30));
  CHECK(no_route.verdict == batch_verdict::unavailable);
  CHECK(says(no_route, "connection.magento_url"));
  const auto page = judge(answered(404, "<html><title>Not here</title></html>", "text/html"));
  CHECK(page.verdict == batch_verdict::unavailable);
  CHECK(says(page, "404: Not here"));
  const auto field = judge(recorded("magento_base_prices.jsonl", 98));
  CHECK(field.verdict == batch_verdict::unavailable);
  CHECK(says(field, "\"Foo\" is not supported."));
  auto moved = answered(301, "");
  moved.location = "https://www.shop.example/rest/V1";
  CHECK(judge(moved).verdict == batch_verdict::unavailable);
  CHECK(says(judge(moved), "redirected to https://www.shop.example/rest/V1"));
}

TEST_CASE("judge: a malformed signature is a setting to mend, no fault of the rows") {
  for (const auto* message : {"The token length is invalid. Check the length and try again.",
                              "Signature method %1 is not supported"}) {
    const auto outcome = judge(answered(400, R"({"message":")" + std::string{message} + "\"}"));
    CHECK(outcome.verdict == batch_verdict::unavailable);
    CHECK(says(outcome, "connection.oauth_consumer_key"));
  }
}

TEST_CASE("judge: Magento's own refusals are permanent") {
  CHECK(judge(recorded(connection, 32)).verdict == batch_verdict::refused);  // 404 of an entity
  CHECK(judge(recorded(connection, 34)).verdict == batch_verdict::refused);  // 405
  CHECK(verdict(400, R"({"message":"Decoding error."})") == batch_verdict::refused);
}

TEST_CASE("judge: a 503 after a long wait may have been applied") {
  auto late = answered(503, "<html><title>503 first byte timeout</title></html>");
  late.taken = std::chrono::seconds{60};
  CHECK(judge(late).verdict == batch_verdict::uncertain);
  late.taken = std::chrono::milliseconds{40};
  CHECK(judge(late).verdict == batch_verdict::unavailable);
}

TEST_CASE("judge: a success that cannot be read is uncertain") {
  CHECK(verdict(200, "<html>") == batch_verdict::uncertain);
  CHECK(verdict(202, "{}") == batch_verdict::uncertain);
}

TEST_CASE("healthy: only a 2xx with whole JSON") {
  CHECK(healthy(answered(200, "[]")));
  CHECK_FALSE(healthy(answered(200, "[")));
  CHECK_FALSE(healthy(answered(200, "<html></html>")));
  CHECK_FALSE(healthy(answered(500, "[]")));
  answer broken = answered(200, "[]");
  broken.how = carried::reset;
  CHECK_FALSE(healthy(broken));
}
