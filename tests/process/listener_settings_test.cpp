// What the settings of the two listeners, the data folder and the log make of the real program.
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <map>

namespace acumage::tests {
namespace {

std::string price(const std::string& id, const std::string& value = "5",
                  const std::string& note = "", const std::string& sku = "LAMP-07") {
  return price_notification(id, 1,
                            {R"({"InventoryID":")" + sku + R"(","DefaultPrice":")" + value +
                             R"(","Note":")" + note + "\"}"});
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct rig {
  explicit rig(std::map<std::string, std::string> settings)
      : store{{.products = {{.sku = "LAMP-07"}}}}, node{started(store), std::move(settings)} {}
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  /// The status of a push with this header.
  int push_with(const std::string& name, const std::string& value) const {
    httplib::Client to{"127.0.0.1", node.intake_port()};
    const auto answer =
        to.Post("/push", httplib::Headers{{name, value}}, price("a"), "application/json");
    return answer ? answer->status : 0;
  }
  int stats_with(const std::string& name, const std::string& value) const {
    httplib::Client to{"127.0.0.1", node.admin_port()};
    const auto answer = to.Get("/stats", httplib::Headers{{name, value}});
    return answer ? answer->status : 0;
  }
  /// Notifications of 100 KB, at most 40, until one is refused: its status; 0: none was.
  int push_until_refused(const std::string& value) {
    for (int i = 0; i < 40; ++i) {
      const auto said = node.push(
          price(std::to_string(i), value, std::string(100'000, 'x'), "LAMP-" + std::to_string(i)));
      if (said.status != 200) return said.status;
      if (value != "5") REQUIRE(node.wait_until_settled());
    }
    return 0;
  }

  checked_store store;
  node_process node;
};

/// An open connection to the intake, which is read from for 6 s at most.
class connection {
 public:
  explicit connection(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
    const timeval limit{6, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  ~connection() { ::close(socket_); }
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  void send(const std::string& text) { ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL); }
  /// The other side says something or closes.
  bool ends() {
    char byte = 0;
    return ::recv(socket_, &byte, 1, 0) >= 0;
  }

 private:
  int socket_;
};

TEST_CASE("setting intake.address: it listens there, or does not start") {
  rig all{{{"intake.address", "192.0.2.1"}, {"intake.header_value", "s3cret"}}};
  CHECK_FALSE(all.node.starts());
  CHECK(has(all.node.log(), "192.0.2.1"));
}

TEST_CASE("setting admin.address: it listens there, or does not start") {
  rig all{{{"admin.address", "192.0.2.1"}, {"admin.token", "s3cret"}}};
  CHECK_FALSE(all.node.starts());
  CHECK(has(all.node.log(), "192.0.2.1"));
}

TEST_CASE("the listeners have the ports asked for [setting intake.port] [setting admin.port]") {
  rig first{{}};
  first.node.start();
  const auto taken = std::to_string(first.node.admin_port());
  rig second{{{"intake.port", taken}}};
  CHECK_FALSE(second.node.starts());
  CHECK(has(second.node.log(), taken));
  const auto other = std::to_string(first.node.intake_port());
  rig third{{{"admin.port", other}}};
  CHECK_FALSE(third.node.starts());
  CHECK(has(third.node.log(), other));
}

TEST_CASE(
    "the secret is in the header asked for [setting intake.header_name] [setting "
    "intake.header_value]") {
  rig all{{{"intake.header_name", "X-Shop"}, {"intake.header_value", "s3cret"}}};
  all.node.start();
  CHECK(all.push_with("X-Shop", "s3cret") == 200);
  CHECK(all.push_with("X-Shop", "other") == 401);
  CHECK(all.push_with("X-Acumage-Key", "s3cret") == 401);
}

TEST_CASE("setting intake.hmac_secret: what is not signed with it is refused") {
  rig all{{{"intake.hmac_secret", "s3cret"}}};
  all.node.start();
  CHECK(all.node.push(price("a")).status == 401);
  const temp_dir folder;
  std::ofstream{folder / "rows.json"} << price("a");
  const auto signed_one = all.node.command({"send", (folder / "rows.json").string()});
  CHECK_MESSAGE(signed_one.code == 0, signed_one.out, signed_one.err);
}

TEST_CASE("setting intake.company: what another company says is unrouted") {
  rig all{{{"intake.company", "Southwind"}}};
  all.node.start();
  CHECK(has(all.node.push(price("a")).body, R"("unrouted":1)"));
  CHECK(all.node.stop() == 0);
  all.node.set("intake.company", "Northwind");
  all.node.start();
  CHECK(has(all.node.push(price("b")).body, R"("accepted":1)"));
}

TEST_CASE("setting intake.max_body: a longer request is refused") {
  rig all{{{"intake.max_body", "2000"}}};
  all.node.start();
  CHECK(all.node.push(price("a", "5", std::string(1'000, 'x'))).status == 200);
  CHECK(all.node.push(price("b", "5", std::string(2'000, 'x'))).status == 413);
}

TEST_CASE("setting intake.max_connections: one more closes the oldest") {
  rig all{{{"intake.max_connections", "2"}}};
  all.node.start();
  connection oldest{all.node.intake_port()};
  const connection second{all.node.intake_port()};
  const connection third{all.node.intake_port()};
  CHECK(oldest.ends());
}

TEST_CASE("setting intake.request_timeout: a request that takes longer is ended") {
  rig all{{{"intake.request_timeout", "0.2"}}};
  all.node.start();
  connection slow{all.node.intake_port()};
  slow.send("POST /push HTTP/1.1\r\n");
  CHECK(slow.ends());
}

TEST_CASE("setting intake.max_journal: a journal of that size takes no more") {
  rig all{{{"intake.max_journal", "1048576"}}};
  all.node.start();
  CHECK(all.node.post("/lanes/pricing/pause").status == 200);
  CHECK(all.push_until_refused("5") == 503);
}

TEST_CASE("setting dead_letters.max_bytes: with so many letters nothing more is accepted") {
  rig all{{{"dead_letters.max_bytes", "1048576"}}};
  all.node.start();
  CHECK(all.push_until_refused("no price") == 503);
}

TEST_CASE("setting admin.hosts: browsers reach it under these names") {
  rig all{{{"admin.hosts", "shop-node.example"}}};
  all.node.start();
  CHECK(all.stats_with("Host", "shop-node.example") == 200);
  CHECK(all.stats_with("Host", "other.example") == 403);
}

TEST_CASE("setting admin.token: it must be shown") {
  rig all{{{"admin.token", "s3cret"}}};
  all.node.start();
  CHECK(all.stats_with("Authorization", "Bearer s3cret") == 200);
  CHECK(all.stats_with("Authorization", "Bearer other") == 401);
}

TEST_CASE("setting storage.path: the data folder is there") {
  rig all{{}};
  all.node.start();
  CHECK(std::filesystem::exists(all.node.data()));
}

TEST_CASE("setting alerts.disk_free: less free space is a reason to be degraded") {
  rig all{{{"alerts.disk_free", "1125899906842624"}}};
  all.node.start();
  CHECK(has(all.node.get("/healthz").body, "disk: "));
  CHECK(all.node.stop() == 0);
  all.node.set("alerts.disk_free", "0");
  all.node.start();
  CHECK_FALSE(has(all.node.get("/healthz").body, "disk: "));
}

TEST_CASE("setting log.level: lines below it are not written") {
  rig all{{{"log.level", "error"}}};
  all.node.start();
  CHECK(all.node.stop() == 0);
  CHECK(all.node.log().empty());
}

TEST_CASE("setting log.format: each line is JSON") {
  rig all{{{"log.format", "json"}}};
  all.node.start();
  CHECK(all.node.stop() == 0);
  CHECK(all.node.log().starts_with("{"));
}

}  // namespace
}  // namespace acumage::tests
