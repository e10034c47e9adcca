#include "simulator/acumatica/route.hpp"

#include "simulator/http/url.hpp"

#include <algorithm>

namespace acumage::simulator::acumatica {
namespace {

using kind = route::kind;

/// "%2F" divides like "/": a web server decodes it before it routes.
std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> found;
  const std::string decoded = path_decoded(path);
  std::string_view rest = decoded;
  while (!rest.empty()) {
    const auto slash = std::min(rest.find('/'), rest.size());
    if (slash > 0) found.emplace_back(rest.substr(0, slash));
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  return found;
}

bool is(const std::vector<std::string>& path, std::size_t at, std::string_view word) {
  return path.size() > at && path[at] == word;
}

/// Behind the service: nothing, $metadata, or an inquiry.
route in_service(const std::vector<std::string>& path, std::size_t at, dialect by) {
  route made{.to = kind::services, .speaks = by};
  if (path.size() == at) return made;
  if (path.size() > at + 1) return {};
  made.name = path[at];
  if (made.name == "$metadata") {
    made.to = kind::metadata;
    return made;
  }
  constexpr std::string_view parameters = "_WithParameters(";
  if (const auto mark = made.name.find(parameters); mark != std::string::npos) {
    made.with_parameters = true;
    made.name.resize(mark);
  }
  made.to = kind::inquiry;
  return made;
}

/// Behind the service of classes: also the records that were deleted.
route in_classes(const std::vector<std::string>& path, std::size_t at) {
  if (path.size() == at + 2 && path[at + 1] == "px.GetDeletedRecords()")
    return {.to = kind::deleted, .name = path[at], .of_class = true};
  route made = in_service(path, at, dialect::odata_v4);
  made.of_class = true;
  return made;
}

/// Behind <inst>/entity.
route in_entities(const request& what, const std::vector<std::string>& path, const options& setup) {
  if (path.size() == 2) return {.to = what.method == "GET" ? kind::endpoints : kind::unknown};
  if (is(path, 2, "auth") && path.size() == 4 && what.method == "POST") {
    if (path[3] == "login") return {.to = kind::login};
    if (path[3] == "logout") return {.to = kind::logout};
  }
  if (!is(path, 2, "Default") || !is(path, 3, setup.endpoint) || path.size() < 5) return {};
  if (what.method != "GET" && what.method != "PUT") return {};
  return {.to = kind::entity, .name = path[4], .keys = {path.begin() + 5, path.end()}};
}

}  // namespace

std::string path_decoded(std::string_view part) {
  std::string plus_kept;
  for (const char c : part) {
    if (c == '+') {
      plus_kept += "%2B";
    } else {
      plus_kept += c;
    }
  }
  return url_decoded(plus_kept);
}

std::string route::label() const {
  switch (to) {
    case kind::unknown: break;
    case kind::endpoints: return "endpoints";
    case kind::login: return "login";
    case kind::logout: return "logout";
    case kind::token: return "token";
    case kind::inquiry: return (of_class ? "dac " : "gi ") + name;
    case kind::services: return "services";
    case kind::metadata: return "metadata";
    case kind::deleted: return "dac " + name;
    case kind::entity: return "entity " + name;
  }
  return "unknown";
}

route route_of(const request& what, const options& setup) {
  const auto path = segments_of(what.path());
  if (path.size() < 2 || path[0] != setup.instance) return {};
  if (path[1] == "entity") return in_entities(what, path, setup);
  if (path[1] == "identity") {
    const bool is_token = path.size() == 4 && path[2] == "connect" && path[3] == "token";
    return {.to = is_token && what.method == "POST" ? kind::token : kind::unknown};
  }
  if (what.method != "GET") return {};
  const std::string root = '/' + setup.instance + '/';
  route made;
  if (path[1] == "t" && is(path, 3, "api") && is(path, 4, "odata") && path.size() > 5) {
    if (path[5] == "gi") made = in_service(path, 6, dialect::odata_v4);
    if (path[5] == "dac") made = in_classes(path, 6);
    made.tenant = path[2];
    made.service = root + "t/" + path[2] + "/api/odata/" + path[5];
  } else if (path[1] == "OData" && path.size() > 2) {
    made = in_service(path, 3, dialect::odata_v3);
    made.tenant = path[2];
    made.service = root + "OData/" + path[2];
  } else if (path[1] == "ODatav4" && path.size() > 2) {
    made = in_classes(path, 3);
    made.tenant = path[2];
    made.service = root + "ODatav4/" + path[2];
  }
  return made;
}

}  // namespace acumage::simulator::acumatica
