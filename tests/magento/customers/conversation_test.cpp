// Which account a customer is, and what is written to it (REST.md 5).
#include "../transcripts.hpp"
#include "magento/customers/value.hpp"
#include "talk.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr const char* customers = "magento_customers.jsonl";
using lines = std::vector<std::string>;

const std::string search = "GET /V1/customers/search";
const std::string create = "POST /V1/customers";
const std::string read_31 = "GET /V1/customers/31";
const std::string update_31 = "PUT /V1/customers/31";
const std::string key = "customer C000902";
const auto nobody = [] { return recorded(customers, 595); };

row_outcome only_row(const talk& done) {
  REQUIRE(done.outcome.verdict == batch_verdict::answered);
  REQUIRE(done.outcome.rows.size() == 1);
  return done.outcome.rows.front();
}

void check_delivered(const talk& done, const std::string& remark = {}) {
  const auto row = only_row(done);
  CHECK(row.verdict == row_verdict::delivered);
  CHECK(row.message == remark);
}

answer is_31(const policy::customer_record& record) {
  return answered(200, account_json(31, record));
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("customer: an unknown one is searched, created and linked [SPEC 7 Customer]") {
  plain_links links;
  auto record = ann();
  record.email = "new1+tag@example.test";
  const auto done = send_customer_to(record, links, {nobody(), is_31(record)});
  check_delivered(done);
  CHECK(done.lines() == lines{search, create});
  CHECK(has(readable(done.asked[0]), "[field]=email&"));
  CHECK(has(done.asked[0].path, "=new1%2Btag%40example.test&"));
  CHECK(has(readable(done.asked[0]),
            "[field]=website_id&searchCriteria[filter_groups][1][filters]"
            "[0][value]=1&"));
  CHECK(done.asked[1].body ==
        R"({"customer":{"email":"new1+tag@example.test","firstname":"Ann","lastname":"Lee",)"
        R"("website_id":1,"group_id":1}})");
  CHECK(render_customer(customer(record)) == done.asked[1].body);
  CHECK(links.kept[key] == "31");
}

TEST_CASE("customer: found by e-mail, only what differs is written [SPEC 6 Unchanged]") {
  plain_links links;
  const auto page = answered(200, found_json({account_json(31, ann())}));
  check_delivered(send_customer_to(ann(), links, {page}));
  CHECK(links.kept[key] == "31");

  auto married = ann();
  married.last_name = "Ng";
  plain_links fresh;
  const auto done = send_customer_to(married, fresh, {page, is_31(married)});
  check_delivered(done);
  CHECK(done.lines() == lines{search, update_31});
  CHECK(done.asked[1].body ==
        R"({"customer":{"id":31,"email":"new1@example.test","firstname":"Ann","lastname":"Ng",)"
        R"("website_id":1,"group_id":1}})");
}

TEST_CASE("customer: the link goes before the e-mail, which is then updated [SPEC 7 Customer]") {
  plain_links links;
  links.kept[key] = "31";
  auto moved = ann();
  moved.email = "ann.lee@example.test";
  const auto done = send_customer_to(moved, links, {is_31(ann()), is_31(moved)});
  check_delivered(done);
  CHECK(done.lines() == lines{read_31, update_31});
  CHECK(has(done.asked[1].body, "\"email\":\"ann.lee@example.test\""));
  CHECK(links.writes == 0);
}

TEST_CASE("customer: an e-mail that differs by letter case only is not written") {
  plain_links links;
  links.kept[key] = "31";
  auto loud = ann();
  loud.email = "NEW1@Example.TEST";
  check_delivered(send_customer_to(loud, links, {is_31(ann())}));
}

TEST_CASE("customer: a link to an account that is gone is replaced") {
  plain_links links;
  links.kept[key] = "99999 5";
  const auto done =
      send_customer_to(ann(), links, {recorded(customers, 602), nobody(), is_31(ann())});
  check_delivered(done);
  CHECK(done.lines() == lines{"GET /V1/customers/99999", search, create});
  CHECK(links.kept[key] == "31");
}

TEST_CASE("customer: a link that is no number never gets into a path") {
  for (const auto* text : {"abc", "31abc", "-1", "0", "31 x", ""}) {
    CAPTURE(text);
    plain_links links;
    links.kept[key] = text;
    const auto done = send_customer_to(ann(), links, {nobody(), is_31(ann())});
    CHECK(done.lines() == lines{search, create});
  }
}

TEST_CASE("customer: a link to an account of another website is not the one that is meant") {
  plain_links links;
  links.kept[key] = "33";
  auto elsewhere = ann();
  elsewhere.website_id = 2;
  const auto done = send_customer_to(
      ann(), links, {answered(200, account_json(33, elsewhere)), nobody(), is_31(ann())});
  check_delivered(done);
  CHECK(links.kept[key] == "31");
}

TEST_CASE("customer: accounts that the database finds by a similar e-mail are passed over") {
  auto umlaut = ann();
  umlaut.email = "\xC3\xBC@example.test";
  auto plain = ann();
  plain.email = "u@example.test";
  plain_links links;
  const auto done = send_customer_to(
      plain, links, {answered(200, found_json({account_json(34, umlaut)})), is_31(plain)});
  CHECK(done.lines() == lines{search, create});
}

TEST_CASE("customer: created by somebody else meanwhile, it is searched once more and updated") {
  auto grown = ann();
  grown.group = 3;
  for (const int duplicate : {530, 531}) {
    plain_links links;
    const auto done =
        send_customer_to(grown, links,
                         {nobody(), recorded(customers, duplicate),
                          answered(200, found_json({account_json(31, ann())})), is_31(grown)});
    check_delivered(done);
    CHECK(done.lines() == lines{search, create, search, update_31});
    CHECK_FALSE(has(readable(done.asked[2]), "website_id"));
    CHECK(links.kept[key] == "31");
  }
}

TEST_CASE("customer: an account that another website shares is updated and stays there") {
  auto there = ann();
  there.website_id = 2;
  there.group = 3;
  auto here = ann();
  auto after = there;
  after.group = 1;
  plain_links links;
  const auto done =
      send_customer_to(here, links,
                       {nobody(), recorded(customers, 530),
                        answered(200, found_json({account_json(31, there)})), is_31(after)});
  check_delivered(done);
  CHECK(has(done.asked.back().body, "\"website_id\":2"));
}

TEST_CASE("customer: an e-mail that the store refuses and does not find is a conflict") {
  plain_links links;
  const auto row =
      only_row(send_customer_to(ann(), links, {nobody(), recorded(customers, 530), nobody()}));
  CHECK(row.verdict == row_verdict::refused);
  CHECK(row.reason == letter_class::conflict);
}

TEST_CASE("customer: a new e-mail that another account has is a conflict [SPEC 7 Customer]") {
  plain_links links;
  links.kept[key] = "31";
  auto moved = ann();
  moved.email = "new2@example.test";
  const auto row =
      only_row(send_customer_to(moved, links, {is_31(ann()), recorded(customers, 585)}));
  CHECK(row.verdict == row_verdict::refused);
  CHECK(row.reason == letter_class::conflict);
  CHECK(has(row.message, "new2@example.test belongs to another account"));
  CHECK(has(row.message, "31, linked to it before"));
}

TEST_CASE(
    "customer: two creates at once, one dies with a report and finds the other's account next "
    "time") {
  plain_links links;
  const auto first = send_customer_to(ann(), links, {nobody(), recorded(customers, 606)});
  CHECK(first.outcome.verdict == batch_verdict::suspect);
  CHECK(has(first.outcome.message, "webapi-6b03fe01de292"));
  const auto second =
      send_customer_to(ann(), links, {answered(200, found_json({account_json(53, ann())}))});
  check_delivered(second);
  CHECK(links.kept[key] == "53");
}

TEST_CASE("customer: a create without an answer is looked for before it is repeated") {
  plain_links links;
  const auto first = send_customer_to(ann(), links, {nobody(), broken(carried::read_timeout)});
  CHECK(first.outcome.verdict == batch_verdict::uncertain);
  CHECK(!links.kept.contains(key));
  const auto second =
      send_customer_to(ann(), links, {answered(200, found_json({account_json(31, ann())}))});
  CHECK(second.lines() == lines{search});
  check_delivered(second);
}

TEST_CASE("customer: a dropped group is set by an update [SPEC 7 Customer]") {
  auto trade = ann();
  trade.group = 3;
  plain_links links;
  const auto done = send_customer_to(trade, links, {nobody(), is_31(ann()), is_31(trade)});
  check_delivered(done);
  CHECK(done.lines() == lines{search, create, update_31});

  // The credential may not set it: nobody's attempt, and the account is linked.
  plain_links other;
  const auto refused = send_customer_to(
      trade, other,
      {nobody(), is_31(ann()),
       answered(401, R"({"message":"The consumer isn't authorized to access %resources.",)"
                     R"("parameters":{"resources":"Magento_Customer::manage"}})")});
  CHECK(refused.outcome.verdict == batch_verdict::unavailable);
  CHECK(other.kept[key] == "31");
}

TEST_CASE("customer: a group that the store will not keep is told") {
  auto trade = ann();
  trade.group = 3;
  plain_links links;
  links.kept[key] = "31";
  check_delivered(send_customer_to(trade, links, {is_31(ann()), is_31(ann())}),
                  "the store keeps group 1 instead of 3");
}

TEST_CASE("customer: attributes that the store lacks are warned of [SPEC 7 Customer]") {
  auto record = ann();
  record.attributes = {{"erp_id", "C0042"}, {"nope", "1"}, {"gone", ""}};
  auto kept = ann();
  kept.attributes = {{"erp_id", "C0042"}};
  plain_links links;
  customer_facts facts;
  const auto codes = answered(200, R"([{"attribute_code":"erp_id"},{"attribute_code":"other"}])");
  const auto done = send_customer_to(record, links, {codes, nobody(), is_31(kept)}, &facts);
  check_delivered(done);
  CHECK(done.lines().front() == "GET /V1/attributeMetadata/customer/custom");
  CHECK(has(done.asked[2].body,
            R"("custom_attributes":[{"attribute_code":"erp_id","value":"C0042"}])"));
  CHECK(links.warnings.size() == 2);  // one for each; links keep the same words to once
  // Held already, so what the store lacks is no reason to write it again.
  check_delivered(send_customer_to(record, links, {is_31(kept)}, &facts));
  const auto notice = answered(200, "<b>Notice</b>: Undefined index");
  customer_facts fresh;
  CHECK(send_customer_to(record, links, {notice}, &fresh).outcome.verdict ==
        batch_verdict::unavailable);
}

TEST_CASE("customer: one attribute that differs is written, none is not mentioned") {
  auto record = ann();
  record.attributes = {{"erp_region", "EU"}};
  auto before = record;
  before.attributes["erp_region"] = "US";
  plain_links links;
  links.kept[key] = "31";
  const auto done = send_customer_to(record, links, {is_31(before), is_31(record)});
  check_delivered(done);
  CHECK(has(done.asked[1].body, R"("value":"EU")"));
  check_delivered(send_customer_to(record, links, {is_31(record)}));
}

TEST_CASE("customer: what is not known yet parks it without a request [SPEC 7 Customer]") {
  policy::customer_record record;
  record.missing = "no class known yet";
  plain_links links;
  const auto done = send_customer_to(record, links, {});
  CHECK(only_row(done).verdict == row_verdict::unknown_record);
  CHECK(only_row(done).message == "no class known yet");
  CHECK(render_customer(customer(record)).empty());
  CHECK(customer_account(customer(record)).empty());
  CHECK(customer_lacks(policy::encode(record)) == "no class known yet");
}

TEST_CASE("customer: two of the ERP with one e-mail are about one account") {
  auto loud = ann();
  loud.email = "NEW1@Example.TEST";
  CHECK(customer_account(customer(loud)) == customer_account(customer(ann())));
  CHECK(customer_lacks(policy::encode(ann())).empty());
}

TEST_CASE("customer: settings that the store does not know are letters with the remedy") {
  struct line {
    int number;
    const char* words;
  };
  for (const auto& [number, words] :
       std::vector<line>{{548, "customer_sync.website_id"}, {549, "[customer_groups]"}}) {
    plain_links links;
    const auto row =
        only_row(send_customer_to(ann(), links, {nobody(), recorded(customers, number)}));
    CHECK(row.verdict == row_verdict::refused);
    CHECK(row.reason == letter_class::unmapped);
    CHECK(has(row.message, words));
  }
}

TEST_CASE("customer: what the store refuses for good is a letter, in its words (REST.md 11)") {
  for (const int number : {533, 534, 539, 545, 546, 547, 562, 566, 567}) {
    CAPTURE(number);
    plain_links links;
    const auto done = send_customer_to(ann(), links, {nobody(), recorded(customers, number)});
    CHECK(done.outcome.verdict == batch_verdict::refused);
    CHECK(done.outcome.reason == letter_class::data);
    CHECK(has(done.outcome.message, "400: "));
  }
  plain_links links;
  const auto field = send_customer_to(ann(), links, {nobody(), recorded(customers, 558)});
  CHECK(field.outcome.verdict == batch_verdict::unavailable);
}

TEST_CASE("customer: an account that changed while it was being updated is another attempt's") {
  for (const int number : {581, 588, 591}) {
    CAPTURE(number);
    plain_links links;
    links.kept[key] = "31";
    auto married = ann();
    married.last_name = "Ng";
    const auto done = send_customer_to(married, links, {is_31(ann()), recorded(customers, number)});
    CHECK(only_row(done).verdict == row_verdict::failed);
    CHECK(links.kept[key] == "31");
  }
}

TEST_CASE("customer: a failed look-up is nobody's attempt, whichever it is") {
  for (const auto how : {carried::read_timeout, carried::refused}) {
    plain_links links;
    CHECK(send_customer_to(ann(), links, {broken(how)}).outcome.verdict ==
          batch_verdict::unavailable);
    links.kept[key] = "31";
    CHECK(send_customer_to(ann(), links, {broken(how)}).outcome.verdict ==
          batch_verdict::unavailable);
  }
  plain_links links;
  links.kept[key] = "31";
  const auto route = answered(404, R"({"message":"Request does not match any route."})");
  CHECK(send_customer_to(ann(), links, {route}).outcome.verdict == batch_verdict::unavailable);
}

TEST_CASE("customer: probes pass on the refusal of an empty body, and not on a 401") {
  CHECK(customer_probes().size() == 2);
  CHECK(customer_probe_passed(answered(200, R"({"items":[],"total_count":0})")));
  CHECK(customer_probe_passed(recorded(customers, 570)));
  CHECK_FALSE(
      customer_probe_passed(answered(401, R"({"message":"The consumer isn't authorized"})")));
  CHECK_FALSE(customer_probe_passed(broken(carried::refused)));
}

TEST_CASE("customer: what is encoded is read back as it was") {
  auto record = ann();
  record.address = berlin();
  record.address->line_2 = "";
  record.attributes = {{"a\"b", "x"}, {"c", ""}};
  record.remark = "why";
  CHECK(read_customer_value(policy::encode(record)) == record);
  CHECK(read_customer_value(policy::encode(ann())) == ann());
  for (const auto* text : {"", "[]", "{}", "{\"email\":1}", "not json"})
    CHECK_FALSE(read_customer_value(text).has_value());
}
