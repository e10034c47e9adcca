#include "tests/process/pulls/comparison.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

namespace acumage::tests {

namespace {

std::string text_in(simdjson::dom::element job, std::string_view name) {
  std::string_view text;
  return job[name].get(text) == simdjson::SUCCESS ? std::string{text} : std::string{};
}

comparison read(const std::string& body) {
  simdjson::dom::parser parser;
  const simdjson::dom::element job = parser.parse(body);
  comparison seen;
  seen.state = text_in(job, "state");
  seen.error = text_in(job, "error");
  seen.note = text_in(job, "note");
  seen.differences = job["differences"].get_int64();
  seen.fixed = job["fixed"].get_int64();
  for (const auto [name, count] : job["classes"].get_object())
    if (count.get_int64().value() != 0) seen.classes[std::string{name}] = count.get_int64();
  for (const auto each : job["items"].get_array())
    seen.keys[text_in(each, "class")].insert(text_in(each, "key"));
  return seen;
}

}  // namespace

comparison compare(node_process& node, const std::string& order,
                   const std::function<void(const std::string&)>& said,
                   std::chrono::seconds at_most) {
  const auto begun = node.post("/reconcile", order);
  REQUIRE_MESSAGE(begun.status == 202, begun.body);
  simdjson::dom::parser parser;
  const std::string id{parser.parse(begun.body)["id"].get_string().value()};
  comparison seen;
  REQUIRE(node.wait_for(
      [&] {
        seen = read(node.get("/reconcile/" + id).body);
        if (said) said(seen.note);
        return seen.state == "done" || seen.state == "failed" || seen.state == "cancelled";
      },
      at_most));
  return seen;
}

}  // namespace acumage::tests
