// Documents of REST APIs, as far as requests and answers are held against them: the published one of Magento
// (Swagger 2.0), and the node's own (OpenAPI 3.0).
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace acumage::tests {

/// A method on a path, found for one request.
struct operation {
  std::string_view pattern = {};  ///< such as "/V1/orders/{id}"
  simdjson::dom::element whole = {};
  std::vector<simdjson::dom::element> parameters = {};
  std::optional<simdjson::dom::element> body = {};  ///< its schema; none: no body is expected
  std::vector<std::pair<std::string, std::string>> path_parameters = {};  ///< name, text

  /// Of a parameter, whatever its place; empty: there is none of that name.
  std::string_view type_of(std::string_view name) const;
  /// A parameter of the query?
  bool takes(std::string_view name) const;
  /// Does it take the criteria of a search?
  bool searches() const;
};

/// Read once, by all threads.
class schema_document {
 public:
  /// tests/data/openapi.json; throws when it cannot be read.
  static const schema_document& of_magento();
  /// docs/openapi.json; throws when it cannot be read.
  static const schema_document& of_acumage();

  simdjson::dom::element root() const { return root_; }

  /// `path` from "/V1/" on, without a query. Fixed words go before parameters.
  std::optional<operation> find(std::string_view method, std::string_view path) const;
  /// What a schema that only refers to another one stands for.
  simdjson::dom::element resolved(simdjson::dom::element schema) const;

 private:
  explicit schema_document(const std::string& file);

  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
  std::unordered_map<std::string_view, simdjson::dom::element> definitions_;
};

}  // namespace acumage::tests
