#include "tests/process/history_ends.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <string_view>

namespace acumage::tests {

std::multimap<std::uint64_t, change_end> all_ends(node_process& node, const std::string& entity) {
  std::multimap<std::uint64_t, change_end> ends;
  simdjson::dom::parser parser;
  std::string cursor;
  do {
    const auto page = node.get("/history?limit=1000&entity=" + entity +
                               (cursor.empty() ? "" : "&cursor=" + cursor));
    REQUIRE(page.status == 200);
    const simdjson::padded_string text{page.body};
    const auto whole = parser.parse(text).value();
    for (const auto item : whole["items"].get_array()) {
      const auto version = std::string{item["version"].get_string().value()};
      std::string_view reason;
      if (item["reason"].get_string().get(reason) != simdjson::SUCCESS) reason = {};
      ends.emplace(
          std::stoull(version),
          change_end{std::string{item["key"].get_string().value()},
                     std::string{item["outcome"].get_string().value()}, std::string{reason}});
    }
    std::string_view next;
    cursor = whole["next"].get_string().get(next) == simdjson::SUCCESS ? std::string{next} : "";
  } while (!cursor.empty());
  return ends;
}

}  // namespace acumage::tests
