// A store as the tests of the connection test need it: scripted by path, well unless told otherwise.
#pragma once

#include "../checked_request.hpp"
#include "../transcripts.hpp"
#include "magento/connection_test/connection_test.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::tests {

/// Answers by path, with its query or without; what it was not told is a healthy empty list.
class scripted_transport final : public magento::transport {
 public:
  std::map<std::string, magento::answer> answers;
  std::vector<magento::request> asked;

  magento::answer exchange(const magento::request& what, const std::string&) override {
    tests::check_schema(what);
    asked.push_back(what);
    auto found = answers.find(what.path);
    if (found == answers.end()) found = answers.find(what.path.substr(0, what.path.find('?')));
    return found == answers.end() ? answered(200, "[]") : found->second;
  }
  void interrupt() override {}

  /// Was it asked for, with any query?
  bool was_asked(const std::string& method, const std::string& path) const {
    return std::any_of(asked.begin(), asked.end(), [&](const auto& each) {
      return each.method == method && each.path.substr(0, each.path.find('?')) == path;
    });
  }
};

/// A store with MSI that knows the credential and grants everything.
inline scripted_transport good_store() {
  constexpr const char* connection = "magento_connection.jsonl";
  scripted_transport way;
  way.answers["/V1/modules"] = recorded(connection, 8);
  way.answers["/magento_version"] = recorded(connection, 9);
  way.answers["/V1/store/storeConfigs"] = recorded(connection, 1);
  way.answers["/V1/store/storeViews"] = recorded(connection, 5);
  way.answers["/V1/store/websites"] = recorded(connection, 6);
  return way;
}

/// As Magento refuses a call that needs this permission (REST.md 1.5).
inline magento::answer forbidden(const std::string& resource) {
  return answered(401, R"({"message":"The consumer isn't authorized to access %resources.",)"
                       R"("parameters":{"resources":")" +
                           resource + "\"}}");
}

inline magento::connection_questions questions(std::set<entity> enabled = {entity::pricing}) {
  magento::connection_questions ask;
  ask.url = "https://shop.example.com";
  ask.store_code = "all";
  ask.credential = magento::credential_kind::bearer_token;
  ask.enabled = std::move(enabled);
  return ask;
}

inline const connection_check& find(const connection_report& report, std::string_view name) {
  const auto at = std::find_if(report.checks.begin(), report.checks.end(),
                               [&](const connection_check& one) { return one.name == name; });
  REQUIRE_MESSAGE(at != report.checks.end(), std::string{name});
  return *at;
}

/// Names of the checks that failed, in their order.
inline std::vector<std::string> failed(const connection_report& report) {
  std::vector<std::string> names;
  for (const auto& each : report.checks) {
    if (!each.ok) names.push_back(each.name);
    CHECK(each.remedy.empty() == each.ok);
  }
  return names;
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace acumage::tests
