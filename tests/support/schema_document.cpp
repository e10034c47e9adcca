#include "tests/support/schema_document.hpp"

#include <algorithm>
#include <cctype>

namespace acumage::tests {

namespace {

using simdjson::dom::element;

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> found;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    if (slash > 0) found.push_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return found;
}

/// Name and text of what "{name}" stands for; no value: the path is another one.
std::optional<std::vector<std::pair<std::string, std::string>>> fit(
    std::string_view pattern, const std::vector<std::string_view>& path) {
  const auto wanted = segments_of(pattern);
  if (wanted.size() != path.size()) return std::nullopt;
  std::vector<std::pair<std::string, std::string>> parameters;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (wanted[i].front() == '{') {
      parameters.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), path[i]);
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

std::string_view text_of(const element& in, std::string_view name) {
  std::string_view text;
  return in.at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

/// What a query parameter is called without the brackets of its example.
std::string_view bare(std::string_view name) {
  return name.substr(0, std::min(name.find('['), name.size()));
}

}  // namespace

std::string_view operation::type_of(std::string_view name) const {
  for (const element one : parameters)
    if (text_of(one, "name") == name) return text_of(one, "type");
  return {};
}

bool operation::takes(std::string_view name) const {
  return std::any_of(parameters.begin(), parameters.end(), [&](const element& one) {
    return text_of(one, "in") == "query" && bare(text_of(one, "name")) == name;
  });
}

bool operation::searches() const { return takes("searchCriteria"); }

schema_document::schema_document(const std::string& file) : root_{parser_.load(file)} {
  simdjson::dom::object all;
  if (root_["definitions"].get(all) != simdjson::SUCCESS) return;
  for (const auto& one : all) definitions_.emplace(one.key, one.value);
}

const schema_document& schema_document::of_magento() {
  static const schema_document document{SCHEMA_FILE};
  return document;
}

const schema_document& schema_document::of_acumage() {
  static const schema_document document{API_DOCUMENT};
  return document;
}

element schema_document::resolved(element schema) const {
  constexpr std::string_view prefix = "#/definitions/";
  for (auto to = text_of(schema, "$ref"); !to.empty(); to = text_of(schema, "$ref"))
    schema = to.starts_with(prefix) ? definitions_.at(to.substr(prefix.size()))
                                    : root_.at_pointer(to.substr(1)).value();
  return schema;
}

std::optional<operation> schema_document::find(std::string_view method,
                                               std::string_view path) const {
  std::string name{method};
  for (auto& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto segments = segments_of(path);
  std::optional<operation> best;
  for (const auto& one : root_["paths"].get_object()) {
    auto parameters = fit(one.key, segments);
    element found;
    if (!parameters || one.value.at_key(name).get(found) != simdjson::SUCCESS) continue;
    if (best && best->path_parameters.size() <= parameters->size()) continue;
    best.emplace();
    best->pattern = one.key;
    best->whole = found;
    best->path_parameters = std::move(*parameters);
    simdjson::dom::array all;
    if (found.at_key("parameters").get(all) != simdjson::SUCCESS) continue;
    for (element parameter : all) {
      parameter = resolved(parameter);
      best->parameters.push_back(parameter);
      if (text_of(parameter, "in") == "body") best->body = parameter["schema"].value();
    }
  }
  return best;
}

}  // namespace acumage::tests
