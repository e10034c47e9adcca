// The node's own API as docs/openapi.json describes it: its routes, and what an answer may hold.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::tests {

struct documented_route {
  std::string method;                ///< "GET"
  std::string path;                  ///< "/replays/{job}"
  std::set<std::string> listeners;   ///< "admin", "intake"
  std::set<std::string> parameters;  ///< of the query, and members of a body of filters
  std::set<int> statuses;            ///< those that are named one by one
};

/// In the document's order.
std::vector<documented_route> documented_routes();

/// What the document does not know of an answer, such as "GET /stats 200: node.name: missing". `path` as the
/// document writes it. A status that it does not name for the route, another content type, and a member of a
/// JSON body that no schema names are violations.
std::vector<std::string> answer_violations(const std::string& method, const std::string& path,
                                           int status, std::string_view content_type,
                                           std::string_view body);

}  // namespace acumage::tests
