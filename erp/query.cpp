#include "erp/query.hpp"

#include "messages/percent_encoding.hpp"

#include <algorithm>
#include <iterator>

namespace acumage::erp {

namespace {

std::string service_path(const options& how, inquiry::source from) {
  const auto tenant = percent_encoded(how.tenant);
  if (how.protocol == odata::v3 && from == inquiry::gi) return "/OData/" + tenant;
  return "/t/" + tenant + "/api/odata/" + (from == inquiry::dac ? "dac" : "gi");
}

/// Each part between slashes is encoded by itself.
std::string encoded_path(std::string_view path) {
  std::string made;
  for (;;) {
    const auto slash = path.find('/');
    made += percent_encoded(path.substr(0, slash));
    if (slash == path.npos) return made;
    made += '/';
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

std::string inquiry_path(const options& how, const inquiry& what) {
  return service_path(how, what.from) + "/" + percent_encoded(what.name);
}

odata protocol_of(const options& how, const inquiry& what) {
  return what.from == inquiry::dac ? odata::v4 : how.protocol;
}

std::string metadata_path(const options& how) {
  return service_path(how, inquiry::gi) + "/$metadata";
}

std::string entity_path(const options& how, std::string_view name,
                        const std::vector<std::string>& key) {
  auto path = "/entity/" + encoded_path(how.endpoint) + "/" + percent_encoded(name);
  for (const auto& part : key) path += "/" + percent_encoded(part);
  return path;
}

bool fits_path(std::string_view key) {
  return !key.empty() && key.find_first_of("/\\%+&?#*:<>\"") == key.npos &&
         key.find_first_not_of('.') != key.npos && !key.ends_with('.') && key.back() != ' ' &&
         key.front() != ' ';
}

bool is_odata(std::string_view path) {
  return path.starts_with("/t/") || path.starts_with("/OData/");
}

std::string written(const query& what) {
  std::string text;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    text += (text.empty() ? "?$" : "&$") + std::string{name} + "=" + percent_encoded(value);
  };
  add("filter", what.filter);
  add("orderby", what.order);
  add("select", what.select);
  add("expand", what.expand);
  if (what.top > 0) add("top", std::to_string(what.top));
  if (what.skip > 0) add("skip", std::to_string(what.skip));
  return text;
}

std::string all_of(const std::vector<std::string>& conditions) {
  std::vector<std::string> given;
  std::copy_if(conditions.begin(), conditions.end(), std::back_inserter(given),
               [](const auto& each) { return !each.empty(); });
  if (given.size() == 1) return given.front();
  std::string text;
  for (const auto& each : given) text += (text.empty() ? "(" : " and (") + each + ")";
  return text;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

}  // namespace acumage::erp
