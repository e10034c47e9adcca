// Addresses of an account: which is the ERP's, and that no other is ever lost (REST.md 5).
#include "../transcripts.hpp"
#include "magento/customers/request.hpp"
#include "talk.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>
#include <algorithm>
#include <random>

using namespace acumage;
using namespace acumage::magento;
using namespace acumage::tests;

namespace {

constexpr const char* customers = "magento_customers.jsonl";
const std::string key = "customer C000902";
const std::string billing = R"(,"default_billing":true)";
const std::string both = R"(,"default_shipping":true,"default_billing":true)";
using ids = std::vector<int>;

policy::customer_record ann_of_berlin() {
  auto record = ann();
  record.address = berlin();
  return record;
}

policy::customer_record ann_of(const std::string& street) {
  auto record = ann_of_berlin();
  record.address->line_1 = street;
  return record;
}

answer account(const std::vector<std::string>& addresses) {
  return answered(200, account_json(31, ann(), addresses));
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string remark(const talk& done) {
  REQUIRE(done.outcome.rows.size() == 1);
  CHECK(done.outcome.rows[0].verdict == row_verdict::delivered);
  return done.outcome.rows[0].message;
}

}  // namespace

TEST_CASE("customer addresses: a new account has it as its default [SPEC 7 Customer]") {
  plain_links links;
  const auto done = send_customer_to(
      ann_of_berlin(), links,
      {recorded(customers, 595), account({address_json(16, ann_of_berlin(), both)})});
  CHECK(remark(done).empty());
  CHECK(
      has(done.asked[1].body,
          R"("addresses":[{"firstname":"Ann","lastname":"Lee","city":"Berlin","postcode":"10115",)"
          R"("country_id":"DE","telephone":"030123","street":["Teststr. 1"],)"
          R"("region":{"region":"Berlin","region_code":"Berlin"},)"
          R"("default_shipping":true,"default_billing":true}])"));
  CHECK(links.kept[key] == "31 16");
}

TEST_CASE(
    "customer addresses: an account that is shared across websites stays linked [SPEC 7 "
    "Customer]") {
  plain_links links;
  const auto duplicate = answered(
      400, R"({"message":"A customer with the same email address already exists in an associated )"
           R"(website."})");
  auto record = ann_of_berlin();
  auto elsewhere = record;
  elsewhere.website_id = 2;
  const auto shared = [&](const policy::customer_record& is, const std::vector<std::string>& list) {
    return account_json(31, is, list);
  };
  const auto home = address_json(16, elsewhere, both);
  send_customer_to(
      record, links,
      {answered(200, found_json({})), duplicate, answered(200, found_json({shared(elsewhere, {})})),
       answered(200, shared(elsewhere, {home}))});
  CHECK(links.kept[key] == "31 16");
  auto moved = record;
  moved.email = "new2@example.test";
  moved.address->line_1 = "Neue Str. 2";
  auto moved_there = moved;
  moved_there.website_id = 2;
  const auto done =
      send_customer_to(moved, links,
                       {answered(200, shared(elsewhere, {home})),
                        answered(200, shared(moved_there, {address_json(16, moved_there, both)}))});
  CHECK(done.asked.back().method == "PUT");
  CHECK(address_ids(done.asked.back().body) == ids{16});
}

TEST_CASE("customer addresses: one that the store drops in silence is told [SPEC 7 Customer]") {
  plain_links links;
  const auto done =
      send_customer_to(ann_of_berlin(), links, {recorded(customers, 595), account({})});
  CHECK(has(remark(done), "dropped the address"));
  CHECK(links.kept[key] == "31");
}

TEST_CASE("customer addresses: a remark of the rules is passed on") {
  auto record = ann();
  record.remark = "sent without an address, which lacks City";
  plain_links links;
  links.kept[key] = "31";
  CHECK(remark(send_customer_to(record, links, {account({})})) == record.remark);
}

TEST_CASE("customer addresses: the one that the node made is changed, the others are given back") {
  plain_links links;
  links.kept[key] = "31 17";
  const auto before = {address_json(16, ann_of("Elsewhere 9"), both),
                       address_json(17, ann_of("Old Street 3")),
                       address_json(18, ann_of("Third 4"))};
  const auto after = {address_json(16, ann_of("Elsewhere 9"), both),
                      address_json(17, ann_of_berlin()), address_json(18, ann_of("Third 4"))};
  const auto done = send_customer_to(ann_of_berlin(), links, {account(before), account(after)});
  CHECK(remark(done).empty());
  const auto& body = done.asked.back().body;
  CHECK(address_ids(body) == ids{16, 17, 18});
  for (const auto* street : {"Elsewhere 9", "Teststr. 1", "Third 4"}) CHECK(has(body, street));
  CHECK_FALSE(has(body, "Old Street 3"));
  CHECK(links.kept[key] == "31 17");
  CHECK(links.writes == 0);
}

TEST_CASE(
    "customer addresses: the default billing one is taken over when street and postcode are "
    "equal") {
  plain_links links;
  auto theirs = ann_of_berlin();
  theirs.address->phone = "0";
  const auto before = {address_json(15, ann_of("Other 1")), address_json(16, theirs, billing)};
  const auto after = {address_json(15, ann_of("Other 1")),
                      address_json(16, ann_of_berlin(), billing)};
  const auto page = found_json({account_json(31, ann(), before)});
  const auto done = send_customer_to(ann_of_berlin(), links, {answered(200, page), account(after)});
  CHECK(address_ids(done.asked.back().body) == ids{15, 16});
  CHECK(has(done.asked.back().body, "\"telephone\":\"030123\""));
  CHECK(links.kept[key] == "31 16");
}

TEST_CASE("customer addresses: another default stays the default, and a new one is added") {
  plain_links links;
  links.kept[key] = "31";
  const auto before = {address_json(16, ann_of("Other 1"), both)};
  const auto after = {address_json(16, ann_of("Other 1"), both), address_json(20, ann_of_berlin())};
  const auto done = send_customer_to(ann_of_berlin(), links, {account(before), account(after)});
  const auto& body = done.asked.back().body;
  CHECK(address_ids(body) == ids{16, 0});
  CHECK(body.find("default_billing") == body.rfind("default_billing"));
  CHECK(links.kept[key] == "31 20");
}

TEST_CASE("customer addresses: only the default that is missing is set (T:581)") {
  plain_links links;
  links.kept[key] = "31";
  const auto before = {address_json(16, ann_of("Other 1"), billing)};
  const auto after = {address_json(16, ann_of("Other 1"), billing),
                      address_json(20, ann_of_berlin(), R"(,"default_shipping":true)")};
  const auto done = send_customer_to(ann_of_berlin(), links, {account(before), account(after)});
  const auto& body = done.asked.back().body;
  CHECK(body.find("default_billing") == body.rfind("default_billing"));
  CHECK(has(body, "\"default_shipping\":true"));
}

TEST_CASE("customer addresses: unchanged ones are not sent [SPEC 7 Customer]") {
  plain_links links;
  links.kept[key] = "31 16";
  auto married = ann();
  married.last_name = "Ng";
  const auto done = send_customer_to(
      married, links,
      {account({address_json(16, ann_of_berlin(), both)}),
       answered(200, account_json(31, married, {address_json(16, ann_of_berlin(), both)}))});
  CHECK_FALSE(address_ids(done.asked.back().body).has_value());
  CHECK(links.kept[key] == "31 16");
}

TEST_CASE("customer addresses: the same told twice is one change [SPEC 6 Unchanged]") {
  plain_links links;
  links.kept[key] = "31 16";
  const auto done = send_customer_to(ann_of_berlin(), links,
                                     {account({address_json(16, ann_of_berlin(), both)})});
  CHECK(done.asked.size() == 1);
}

TEST_CASE("customer addresses: what an update without an answer has added is not added again") {
  plain_links links;
  links.kept[key] = "31";
  const auto other = address_json(16, ann_of("Other 1"), both);
  const auto first =
      send_customer_to(ann_of_berlin(), links, {account({other}), broken(carried::read_timeout)});
  CHECK(first.outcome.verdict == batch_verdict::uncertain);
  const auto second = send_customer_to(ann_of_berlin(), links,
                                       {account({other, address_json(20, ann_of_berlin())})});
  CHECK(remark(second).empty());
  CHECK(links.kept[key] == "31 20");
}

TEST_CASE(
    "customer addresses: what may have been added is changed when the ERP says otherwise since") {
  plain_links links;
  const auto nobody = recorded(customers, 595);
  const auto first =
      send_customer_to(ann_of("Old 1"), links, {nobody, broken(carried::read_timeout)});
  CHECK(first.outcome.verdict == batch_verdict::uncertain);
  const auto page =
      found_json({account_json(31, ann(), {address_json(16, ann_of("Old 1"), both)})});
  const auto second =
      send_customer_to(ann_of_berlin(), links,
                       {answered(200, page), account({address_json(16, ann_of_berlin(), both)})});
  CHECK(address_ids(second.asked.back().body) == ids{16});
  CHECK(links.kept[key] == "31 16");
}

TEST_CASE("customer addresses: one that is equal in everything is the ERP's, default or not") {
  plain_links links;
  const auto done = send_customer_to(
      ann_of_berlin(), links,
      {answered(200, found_json({account_json(31, ann(),
                                              {address_json(16, ann_of("Other 1"), both),
                                               address_json(20, ann_of_berlin())})}))});
  CHECK(remark(done).empty());
  CHECK(links.kept[key] == "31 20");
}

TEST_CASE("customer addresses: parts never known stay as the store has them") {
  auto record = ann_of_berlin();
  record.address->line_2.reset();
  record.address->state.reset();
  record.address->phone = "040";
  auto stored = ann_of_berlin();
  stored.address->line_2 = "3rd floor";
  plain_links links;
  links.kept[key] = "31 16";
  auto after = stored;
  after.address->phone = "040";
  const auto done = send_customer_to(
      record, links,
      {account({address_json(16, stored, both)}), account({address_json(16, after, both)})});
  const auto& body = done.asked.back().body;
  CHECK(has(body, "3rd floor"));
  CHECK(has(body, R"("region":{"region_code":"Berlin","region":"Berlin","region_id":0})"));
  // What is known to be empty is cleared.
  record.address->line_2 = "";
  record.address->state = "";
  const auto cleared = send_customer_to(
      record, links,
      {account({address_json(16, stored, both)}), account({address_json(16, after, both)})});
  CHECK_FALSE(has(cleared.asked.back().body, "3rd floor"));
  CHECK(has(cleared.asked.back().body, R"("region":{"region":"","region_code":"","region_id":0})"));
}

TEST_CASE("customer addresses: a state goes with the store's number of it [SPEC 7 Customer]") {
  constexpr const char* states =
      R"({"id":"US","available_regions":[{"id":"12","code":"CA","name":"California"},)"
      R"({"id":"57","code":"TX","name":"Texas"}]})";
  for (const auto* state : {"TX", "texas", " Texas "}) {
    auto record = ann();
    record.address = berlin();
    record.address->country = "US";
    record.address->state = state;
    plain_links links;
    customer_facts facts;
    const auto done =
        send_customer_to(record, links,
                         {answered(200, states), answered(200, found_json({})),
                          answered(200, account_json(31, record, {address_json(7, record)}))},
                         &facts);
    CHECK(readable(done.asked.front()) ==
          "/V1/directory/countries/US?fields=id,available_regions[id,code,name]");
    CHECK(has(done.asked.back().body, "\"region_id\":57}"));
    CHECK(done.outcome.rows.front().message.empty());
    REQUIRE(facts.regions.of("US"));
    CHECK(facts.regions.of("US")->size() == 2);
  }
}

TEST_CASE(
    "customer addresses: a region the store does not have is text, and remarked [SPEC 7 "
    "Customer]") {
  auto record = ann();
  record.address = berlin();
  plain_links links;
  customer_facts facts;
  facts.regions.learn("DE", {{81, "BAY", "Bayern"}});
  const auto done =
      send_customer_to(record, links,
                       {answered(200, found_json({})),
                        answered(200, account_json(31, record, {address_json(7, record)}))},
                       &facts);
  CHECK(has(done.asked.back().body, R"("region":{"region":"Berlin","region_code":"Berlin"})"));
  CHECK(has(done.outcome.rows.front().message, "no region \"Berlin\" of DE"));
}

TEST_CASE(
    "customer addresses: a region that was stored as text gets its number [SPEC 7 Customer]") {
  auto record = ann();
  record.address = berlin();
  plain_links links;
  customer_facts facts;
  facts.regions.learn("DE", {{82, "BER", "Berlin"}});
  const auto stored =
      account_json(31, record, {address_json(7, record, R"(,"default_billing":true)")});
  const auto done = send_customer_to(
      record, links, {answered(200, found_json({stored})), answered(200, stored)}, &facts);
  CHECK(done.asked.back().method == "PUT");
  CHECK(has(done.asked.back().body, "\"region_id\":82}"));
}

TEST_CASE("regions: what is no answer about them is judged, a country the store lacks has none") {
  CHECK(read_regions(answered(404, R"({"message":"The country isn't available."})"))->empty());
  CHECK_FALSE(read_regions(answered(200, "<html>")));
  CHECK_FALSE(read_regions(answered(404, R"({"message":"Request does not match any route."})")));
  CHECK(read_regions(answered(200, R"({"id":"GB"})"))->empty());
  // The US have four regions with the code AE.
  const std::vector<store_region> all{{6, "AE", "Armed Forces Africa"},
                                      {9, "AE", "Armed Forces Europe"}};
  CHECK(region_id_of(all, "armed forces europe") == 9);
  CHECK(region_id_of(all, "ae") == 6);
  CHECK(region_remark({}, "Kent", "GB").empty());
}

TEST_CASE("customer addresses: a state counts by its code or its name") {
  auto record = ann_of_berlin();
  record.address->country = "US";
  record.address->state = "CA";
  const auto stored = read_customer(recorded(customers, 565));
  REQUIRE(stored.has_value());
  CHECK(plan_address(record, *stored, {19, {}}).what == address_plan::step::keep);
  record.address->state = "california";
  CHECK(plan_address(record, *stored, {19, {}}).what == address_plan::step::keep);
  record.address->state = "NY";
  const auto plan = plan_address(record, *stored, {19, {}});
  CHECK(plan.what == address_plan::step::change);
  const auto body = update_customer_body(record, *stored, plan);
  REQUIRE(body.has_value());
  CHECK(has(*body, R"("region":{"region":"NY","region_code":"NY","region_id":0})"));
  CHECK_FALSE(has(*body, "\"region_id\":12"));
}

TEST_CASE("customer addresses: an account that does not show them keeps them") {
  plain_links links;
  links.kept[key] = "31 16";
  auto bare = account_json(31, ann());
  const std::string list = R"(,"addresses":[])";
  bare.replace(bare.find(list), list.size(), "");
  auto married = ann_of_berlin();
  married.last_name = "Ng";
  auto after = ann();
  after.last_name = "Ng";
  const auto done = send_customer_to(married, links,
                                     {answered(200, bare), answered(200, account_json(31, after))});
  CHECK_FALSE(address_ids(done.asked.back().body).has_value());
  CHECK(has(remark(done), "does not show"));
}

TEST_CASE("customer addresses: none that the store has is ever lost [SPEC 7 Customer]") {
  constexpr unsigned seed = 20'260'814;
  INFO("seed " << seed);
  std::mt19937 random{seed};
  const auto draw = [&](int most) {
    return static_cast<int>(random() % static_cast<unsigned>(most));
  };
  const auto street = [&] { return "Street " + std::to_string(draw(4)); };
  for (int run = 0; run < 2000; ++run) {
    std::vector<std::string> list;
    ids stored_ids;
    const int count = draw(5);
    const int billing_at = draw(6);
    for (int i = 0; i < count; ++i) {
      stored_ids.push_back(16 + i);
      auto is = ann_of(street());
      if (draw(3) == 0) is.address->city = "Hamburg";
      list.push_back(address_json(16 + i, is, i == billing_at ? billing : ""));
    }
    auto record = ann();
    if (draw(2) == 0) record.last_name = "Ng";
    if (draw(5) > 0) record.address = ann_of(street()).address;
    const auto stored = read_customer(answered(200, account_json(31, ann(), list)));
    REQUIRE(stored.has_value());
    const auto plan = plan_address(record, *stored, {draw(2) == 0 ? 0 : 16 + draw(6), {}});
    const auto body = update_customer_body(record, *stored, plan);
    const auto sent = body ? address_ids(*body) : std::nullopt;
    if (!sent) continue;  // nothing is said of them
    for (const int id : stored_ids) CHECK(std::count(sent->begin(), sent->end(), id) == 1);
    CHECK(std::count(sent->begin(), sent->end(), 0) <= 1);
    CHECK(sent->size() <= stored_ids.size() + 1);
  }
}

TEST_CASE("customer addresses: one without a region is given back without one (T:564)") {
  const auto stored = read_customer(recorded(customers, 564));
  REQUIRE(stored.has_value());
  const auto body = update_customer_body(ann_of_berlin(), *stored, {address_plan::step::add, 1});
  REQUIRE(body.has_value());
  CHECK(address_ids(*body) == ids{18, 0});
  CHECK(body->find("\"region\":{") == body->rfind("\"region\":{"));
}
