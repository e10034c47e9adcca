#include "magento/customers/attributes.hpp"

#include <simdjson.h>
#include <algorithm>
#include <string_view>
#include <utility>

namespace acumage::magento {

namespace {

constexpr std::size_t misses_between = 100;

}  // namespace

std::optional<std::set<std::string>> attribute_memory::with(const std::set<std::string>& wanted) {
  const std::lock_guard guard{mutex_};
  if (!codes_) return std::nullopt;
  const bool all = std::includes(codes_->begin(), codes_->end(), wanted.begin(), wanted.end());
  if (!all && ++missed_ % misses_between == 0) return std::nullopt;
  return codes_;
}

void attribute_memory::learn(std::set<std::string> codes) {
  const std::lock_guard guard{mutex_};
  codes_ = std::move(codes);
}

request attributes_request() {
  request ask;
  ask.method = "GET";
  ask.path = "/V1/attributeMetadata/customer/custom";
  ask.only_reads = true;
  return ask;
}

std::optional<std::set<std::string>> read_known_attributes(const answer& reply) {
  simdjson::dom::parser parser;
  simdjson::dom::array list;
  if (reply.how != carried::answered || reply.status != 200 ||
      parser.parse(reply.body).get(list) != simdjson::SUCCESS)
    return std::nullopt;
  std::set<std::string> codes;
  for (const auto each : list) {
    std::string_view code;
    if (each["attribute_code"].get(code) != simdjson::SUCCESS) return std::nullopt;
    codes.emplace(code);
  }
  return codes;
}

}  // namespace acumage::magento
