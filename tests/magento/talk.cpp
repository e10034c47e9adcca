#include "talk.hpp"

#include "checked_request.hpp"
#include "messages/json_text.hpp"
#include "messages/percent_encoding.hpp"
#include "transcripts.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <utility>

namespace acumage::tests {

namespace {

std::string page(const char* name, const std::vector<std::string>& values) {
  json_writer json;
  json.object().key("items").array();
  for (const auto& value : values) json.object().key(name).string(value).end();
  json.end().key("total_count").number(static_cast<std::uint64_t>(values.size())).end();
  return json.take();
}

}  // namespace

std::vector<std::string> talk::lines() const {
  std::vector<std::string> result;
  for (const auto& what : asked)
    result.push_back(what.method + " " + what.path.substr(0, what.path.find('?')));
  return result;
}

std::ptrdiff_t talk::times(std::string_view line) const {
  const auto all = lines();
  return std::count(all.begin(), all.end(), line);
}

talk carry(magento::conversation& what, const store_script& store) {
  talk done;
  auto step = what.advance(nullptr);
  while (step.next) {
    REQUIRE_FALSE(step.done.has_value());
    REQUIRE(done.asked.size() < 2000);
    done.asked.push_back(*step.next);
    check_schema(*step.next);
    const auto reply = store(*step.next);
    step = what.advance(&reply);
  }
  REQUIRE(step.done.has_value());
  done.outcome = std::move(*step.done);
  return done;
}

std::vector<row_verdict> verdicts(const talk& done) {
  REQUIRE(done.outcome.verdict == batch_verdict::answered);
  std::vector<row_verdict> result;
  for (const auto& row : done.outcome.rows) result.push_back(row.verdict);
  return result;
}

std::string readable(const magento::request& what) { return acumage::percent_decoded(what.path); }

delivery quantity(std::string key, std::string value) {
  delivery result;
  result.entity = entity::inventory;
  result.key = std::move(key);
  result.value = std::move(value);
  return result;
}

delivery doubted(std::string key, std::string value) {
  auto result = quantity(std::move(key), std::move(value));
  result.verify = true;
  return result;
}

std::string sources_json(const std::vector<std::string>& codes) {
  return page("source_code", codes);
}
std::string products_json(const std::vector<std::string>& skus) { return page("sku", skus); }

bool asks(const magento::request& what, std::string_view path) {
  return what.path.substr(0, what.path.find('?')) == path;
}

magento::answer stocked_store(const magento::request& what) {
  if (asks(what, "/V1/inventory/sources"))
    return answered(200, sources_json({"default", "wh_east"}));
  if (asks(what, "/V1/products")) {
    auto list = readable(what);
    list = list.substr(list.find("[value]=") + 8);
    list = list.substr(0, list.find('&')) + ",";
    std::vector<std::string> known;
    for (auto at = list.find(','); at != std::string::npos; at = list.find(',')) {
      if (!list.starts_with("NOPE")) known.push_back(list.substr(0, at));
      list.erase(0, at + 1);
    }
    return answered(200, products_json(known));
  }
  if (what.path.starts_with("/V1/stockItems/")) return answered(200, R"({"backorders":0})");
  return answered(200, "[]");
}

store_script stocked_but(std::string path, magento::answer reply) {
  return [path = std::move(path), reply = std::move(reply)](const magento::request& what) {
    return what.path.starts_with(path) ? reply : stocked_store(what);
  };
}

magento::answer broken(magento::carried how) {
  magento::answer reply;
  reply.how = how;
  reply.detail = "shop:443: connection lost";
  return reply;
}

}  // namespace acumage::tests
