#include "tests/support/api_document.hpp"

#include "tests/support/schema_document.hpp"
#include "tests/support/value_check.hpp"

#include <algorithm>
#include <cctype>

namespace acumage::tests {

namespace {

using simdjson::dom::element;

const schema_document& document() { return schema_document::of_acumage(); }

std::string upper(std::string_view text) {
  std::string made{text};
  for (auto& c : made) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return made;
}

void add_listeners(const element& servers, std::set<std::string>& to) {
  for (const element one : servers.get_array()) to.emplace(one["description"].get_string().value());
}

/// Members of a body that filters, whose schema is called an order: they may stand in the query as well.
void add_members(const element& operation, std::set<std::string>& to) {
  element schema;
  std::string_view name;
  if (operation.at_pointer("/requestBody/content/application~1json/schema").get(schema) !=
          simdjson::SUCCESS ||
      schema["$ref"].get(name) != simdjson::SUCCESS || !name.ends_with("Order"))
    return;
  for (const auto& member : document().resolved(schema)["properties"].get_object())
    to.emplace(member.key);
}

documented_route route_of(std::string_view method, std::string_view path, const element& item) {
  const auto operation = document().find(upper(method), path).value();
  documented_route made{upper(method), std::string{path}, {}, {}, {}};
  element servers;
  add_listeners(item["servers"].get(servers) == simdjson::SUCCESS
                    ? servers
                    : document().root()["servers"].value(),
                made.listeners);
  for (const auto& one : operation.parameters)
    if (one["in"].get_string().value() == "query")
      made.parameters.emplace(one["name"].get_string().value());
  add_members(operation.whole, made.parameters);
  for (const auto& one : operation.whole["responses"].get_object())
    if (one.key != "default") made.statuses.insert(std::stoi(std::string{one.key}));
  return made;
}

/// Without what comes behind a semicolon.
std::string_view essence(std::string_view content_type) {
  return content_type.substr(0, std::min(content_type.find(';'), content_type.size()));
}

}  // namespace

std::vector<documented_route> documented_routes() {
  std::vector<documented_route> all;
  for (const auto& item : document().root()["paths"].get_object())
    for (const auto& each : item.value.get_object())
      if (each.key != "servers") all.push_back(route_of(each.key, item.key, item.value));
  return all;
}

std::vector<std::string> answer_violations(const std::string& method, const std::string& path,
                                           int status, std::string_view content_type,
                                           std::string_view body) {
  std::vector<std::string> found;
  const auto say = [&](std::string what) {
    found.push_back(method + ' ' + path + ' ' + std::to_string(status) + ": " + std::move(what));
  };
  const auto operation = document().find(method, path);
  if (!operation) return say("no such route"), found;
  element reply;
  if (operation->whole["responses"].at_key(std::to_string(status)).get(reply) != simdjson::SUCCESS)
    return say("no such status"), found;
  element content;
  const std::string type{essence(content_type)};
  if (document().resolved(reply)["content"].at_key(type).get(content) != simdjson::SUCCESS)
    return say("no such content type: " + type), found;
  if (type != "application/json") return found;
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS)
    return say("the body is not JSON"), found;
  check_value(root, content["schema"], "",
              {[](element one) { return document().resolved(one); }, say});
  return found;
}

}  // namespace acumage::tests
