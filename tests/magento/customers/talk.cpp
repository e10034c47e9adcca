#include "talk.hpp"

#include "messages/json_text.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>
#include <cstdint>
#include <set>
#include <utility>

namespace acumage::tests {

std::optional<std::string> plain_links::find(std::string_view kind, const std::string& key) {
  const auto found = kept.find(std::string{kind} + ' ' + key);
  if (found == kept.end()) return std::nullopt;
  return found->second;
}

void plain_links::keep(std::string_view kind, const std::string& key, const std::string& value) {
  ++writes;
  kept[std::string{kind} + ' ' + key] = value;
}

policy::customer_record ann() {
  policy::customer_record record;
  record.email = "new1@example.test";
  record.first_name = "Ann";
  record.last_name = "Lee";
  return record;
}

policy::customer_address berlin() {
  policy::customer_address address;
  address.line_1 = "Teststr. 1";
  address.city = "Berlin";
  address.state = "Berlin";
  address.country = "DE";
  address.postal_code = "10115";
  address.phone = "030123";
  return address;
}

delivery customer(const policy::customer_record& record) {
  delivery what;
  what.entity = entity::customer;
  what.key = "C000902";
  what.value = policy::encode(record);
  return what;
}

std::string account_json(int id, const policy::customer_record& is,
                         const std::vector<std::string>& addresses) {
  json_writer json;
  json.object().key("id").number(id).key("group_id").number(is.group);
  json.key("email").string(is.email);
  json.key("firstname").string(is.first_name).key("lastname").string(is.last_name);
  json.key("store_id").number(1).key("website_id").number(is.website_id);
  json.key("addresses").array();
  for (const auto& each : addresses) json.raw(each);
  json.end();
  if (!is.attributes.empty()) {
    json.key("custom_attributes").array();
    for (const auto& [code, value] : is.attributes)
      json.object().key("attribute_code").string(code).key("value").string(value).end();
    json.end();
  }
  json.end();
  return json.take();
}

std::string address_json(int id, const policy::customer_record& is, const std::string& flags) {
  const auto& at = is.address.value();
  const auto state = at.state.value_or("");
  json_writer json;
  json.object().key("id").number(id).key("customer_id").number(31);
  json.key("region").object().key("region_code").string(state).key("region").string(state);
  json.key("region_id").number(0).end().key("region_id").number(0);
  json.key("country_id").string(at.country).key("street").array().string(at.line_1);
  if (at.line_2) json.string(*at.line_2);
  json.end().key("company").null().key("telephone").string(at.phone);
  json.key("postcode").string(at.postal_code).key("city").string(at.city);
  json.key("firstname").string(is.first_name).key("lastname").string(is.last_name).end();
  auto text = json.take();
  text.insert(text.size() - 1, flags);
  return text;
}

std::string found_json(const std::vector<std::string>& accounts) {
  json_writer json;
  json.object().key("items").array();
  for (const auto& each : accounts) json.raw(each);
  json.end().key("total_count").number(static_cast<std::uint64_t>(accounts.size())).end();
  return json.take();
}

talk send_customer_to(const policy::customer_record& record, plain_links& links,
                      std::vector<magento::answer> answers, magento::customer_facts* facts) {
  magento::customer_facts known;
  if (record.address) known.regions.learn(record.address->country, {});
  std::set<std::string> codes;
  for (const auto& each : record.attributes) codes.insert(each.first);
  known.attributes.learn(std::move(codes));
  std::size_t used = 0;
  const auto way =
      magento::send_customer({customer(record)}, links, facts == nullptr ? known : *facts);
  auto done = carry(*way, [&](const magento::request& what) {
    INFO(what.method << ' ' << what.path << ' ' << what.body);
    REQUIRE(used < answers.size());
    CHECK(what.only_reads == (what.method == "GET"));
    return answers[used++];
  });
  CHECK(used == answers.size());
  return done;
}

std::optional<std::vector<int>> address_ids(const std::string& body) {
  simdjson::dom::parser parser;
  simdjson::dom::array list;
  if (parser.parse(body)["customer"]["addresses"].get(list) != simdjson::SUCCESS)
    return std::nullopt;
  std::vector<int> ids;
  for (const auto each : list) {
    std::int64_t id = 0;
    if (each["id"].get(id) != simdjson::SUCCESS) id = 0;
    ids.push_back(static_cast<int>(id));
  }
  return ids;
}

}  // namespace acumage::tests
