// Who gets in, on every route of both listeners, and where secrets are not (SPEC 2.8, 4).
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace acumage::tests {
namespace {

const std::string admin_token = "an-admin-token-of-32-characters-x";
const std::string intake_secret = "an-intake-secret-of-32-characters";
const std::string hmac_secret = "a-key-for-signatures-of-32-chars-";
const std::string store_token = "a-store-token-of-32-characters-xy";

std::string slurp(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// Every path that the sources name, its captures filled in: a new route is in it by itself.
std::set<std::string> paths_in(const std::vector<std::string>& files) {
  std::set<std::string> paths;
  const std::regex literal{R"re("(/[a-z][^" ]*)")re"};
  for (const auto& name : files) {
    const auto text = slurp(std::filesystem::path{API_SOURCES} / name);
    REQUIRE_FALSE(text.empty());
    for (auto at = std::sregex_iterator{text.begin(), text.end(), literal};
         at != std::sregex_iterator{}; ++at) {
      auto path = std::regex_replace((*at)[1].str(), std::regex{R"(\{entity\})"}, "pricing");
      path = std::regex_replace(path, std::regex{R"(\{order\})"}, "resume");
      paths.insert(std::regex_replace(path, std::regex{R"(\{[a-z]+\})"}, "1"));
    }
  }
  return paths;
}

const std::set<std::string> open_paths{"/livez", "/readyz"};

/// The page of the console and what it loads: no token, but the same names and origins as all else.
std::set<std::string> console_paths() {
  std::set<std::string> paths{"/"};
  for (const auto& each : std::filesystem::directory_iterator{API_SOURCES "/console"})
    if (each.path().filename() != "index.html")
      paths.insert("/console/" + each.path().filename().string());
  return paths;
}
const std::vector<std::string> methods{"GET", "POST", "DELETE", "HEAD", "OPTIONS"};

int status(std::uint16_t port, const std::string& method, const std::string& path,
           const httplib::Headers& headers) {
  httplib::Client to{"127.0.0.1", port};
  httplib::Request asked;
  asked.method = method;
  asked.path = path;
  asked.headers = headers;
  if (method == "POST") asked.body = "{}";
  if (method == "POST") asked.set_header("Content-Type", "application/json");
  const auto reply = to.send(asked);
  REQUIRE(reply);
  return reply->status;
}

struct guarded_node {
  guarded_node(std::map<std::string, std::string> more) : node{started(store), std::move(more)} {
    node.start();
  }
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }

  checked_store store{{.products = {{"SKU-101", {}, {}}}}};
  node_process node;
};

struct listener {
  std::uint16_t port = 0;
  std::set<std::string> paths;
  httplib::Headers right;
  std::vector<httplib::Headers> wrong;
};

/// Returns how many combinations it tried.
std::size_t check_each(const listener& at) {
  std::size_t tried = 0;
  const auto console = console_paths();
  for (const auto& path : at.paths)
    for (const auto& method : methods) {
      INFO(method << " " << path);
      const bool is_open = (open_paths.count(path) != 0 || console.count(path) != 0) &&
                           (method == "GET" || method == "HEAD");
      for (const auto& headers : at.wrong) {
        CHECK((status(at.port, method, path, headers) == 401) != is_open);
        ++tried;
      }
      const auto let_in = status(at.port, method, path, at.right);
      CHECK(let_in != 401);
      CHECK(let_in != 403);
      ++tried;
    }
  return tried;
}

std::vector<listener> listeners_of(const node_process& node) {
  const httplib::Headers bearer{{"Authorization", "Bearer " + admin_token}};
  const httplib::Headers header{{"X-Acumage-Key", intake_secret}};
  const std::vector<std::string> admin{"admin_routes.cpp", "letter_routes.cpp",
                                       "waiting_routes.cpp"};
  auto admin_paths = paths_in(admin);
  admin_paths.merge(console_paths());
  return {{node.admin_port(),
           admin_paths,
           bearer,
           {{},
            header,
            {{"Authorization", "Bearer " + intake_secret}},
            {{"Authorization", "Bearer " + admin_token + "x"}},
            {{"Authorization", "Basic " + admin_token}}}},
          {node.intake_port(),
           paths_in({"intake_routes.cpp"}),
           header,
           {{},
            bearer,
            {{"X-Acumage-Key", admin_token}},
            {{"X-Acumage-Key", intake_secret.substr(1)}}}}};
}

std::map<std::string, std::string> secrets(const std::string& address) {
  return {{"admin.token", admin_token},
          {"intake.header_name", "X-Acumage-Key"},
          {"intake.header_value", intake_secret},
          {"admin.address", address},
          {"intake.address", address}};
}

TEST_CASE("access: each route asks for its own secret, on loopback and beyond [SPEC 5 Secret]") {
  std::size_t tried = 0;
  for (const auto* address : {"127.0.0.1", "0.0.0.0"}) {
    guarded_node all{secrets(address)};
    for (const auto& each : listeners_of(all.node)) tried += check_each(each);
  }
  MESSAGE(tried << " combinations of listener, route, method and credential");
  CHECK(tried > 500);
}

TEST_CASE("access: a page of another origin and another name get nothing from loopback") {
  guarded_node all{{}};
  const std::vector<httplib::Headers> foreign{
      {{"Origin", "https://evil.example"}},
      {{"Origin", "null"}},
      {{"Host", "evil.example"}},
      {{"Host", "evil.example:" + std::to_string(all.node.admin_port())}}};
  for (auto each : listeners_of(all.node)) {
    const bool is_admin = each.port == all.node.admin_port();
    for (const auto& path : each.paths)
      for (const auto& method : methods)
        for (const auto& headers : foreign) {
          // Acumatica names the intake as its administrator spelt it; a page cannot read an answer there.
          if (open_paths.count(path) != 0 || (!is_admin && headers.count("Host") != 0)) continue;
          INFO(method << " " << path << " " << headers.begin()->second);
          CHECK(status(each.port, method, path, headers) == 403);
        }
  }
}

TEST_CASE("access: no secret is in any file, log, answer or output [SPEC 5 Secret]") {
  auto with = secrets("127.0.0.1");
  with.insert({{"connection.bearer_token", store_token},
               {"intake.hmac_secret", hmac_secret},
               {"log.level", "debug"}});
  guarded_node all{with};
  auto& node = all.node;
  const auto price = price_notification(
      "a", 1, {R"({"InventoryID":"SKU-101","DefaultPrice":5})", R"({"DefaultPrice":"x"})"});
  httplib::Client to{"127.0.0.1", node.intake_port()};
  for (const auto& secret : {intake_secret, hmac_secret, std::string{"wrong"}})
    to.Post("/push", {{"X-Acumage-Key", secret}}, price, "application/json");
  std::string seen;
  // The store refuses this token: the lane tells why it stands.
  REQUIRE(node.wait_for([&] { return node.log().find("401") != std::string::npos; }));
  httplib::Client admin{"127.0.0.1", node.admin_port()};
  for (const auto& token : {admin_token, std::string{"wrong"}})
    for (const auto* path : {"/stats", "/settings", "/metrics", "/healthz", "/history", "/waiting",
                             "/dead-letters", "/dead-letters/1"}) {
      const auto reply = admin.Get(path, {{"Authorization", "Bearer " + token}});
      REQUIRE(reply);
      seen += reply->body;
      for (const auto& header : reply->headers) seen += header.first + header.second;
    }
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"check-config"}, {"test-connection"}, {"stats"}, {"dead-letters", "show", "1"}}) {
    auto arguments = words;
    arguments.insert(arguments.end(), {"--config", node.config()});
    const auto end = run_program(arguments);
    seen += end.out + end.err;
  }
  node.signal(SIGHUP);
  node.stop();
  seen += node.log();
  for (const auto& file : std::filesystem::recursive_directory_iterator{node.data()})
    if (file.is_regular_file()) seen += slurp(file.path());
  CHECK(seen.find("SKU-101") != std::string::npos);  // files and answers were read
  for (const auto& secret : {admin_token, intake_secret, hmac_secret, store_token})
    CHECK(seen.find(secret) == std::string::npos);
}

}  // namespace
}  // namespace acumage::tests
