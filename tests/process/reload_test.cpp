// SIGHUP takes the settings over without refusing or losing anything, or leaves everything as it was (SPEC 4).
#include "tests/process/history_ends.hpp"
#include "tests/process/loads/mixed_load.hpp"
#include "tests/process/stock_node.hpp"
#include "tests/support/certificates.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <mutex>
#include <random>
#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

/// Returns when it is over, one way or the other.
void reload(node_process& node) {
  const auto ends = [&] {
    const auto log = node.log();
    return count(log, "msg=reloaded") + count(log, "not reloaded");
  };
  const auto before = ends();
  node.signal(SIGHUP);
  REQUIRE(node.wait_for([&] { return ends() > before; }));
}

std::string push_of(std::uint64_t number) {
  return stock_notification("n" + std::to_string(number), number,
                            {stock_row(stock_sku(number % 40), "EAST", std::to_string(number))});
}

TEST_CASE("reload: settings of every kind count from then on, and the store's part is named") {
  stock_rig all{stock_shop(60), stock_settings({{"queue.threshold_count", "0"}})};
  all.let_wait(40, "5");
  all.node.post("/lanes/inventory/resume");
  REQUIRE(all.node.wait_until_settled());
  CHECK(all.quantity_writes() == std::vector<std::size_t>{25, 15});
  all.node.set("queue.batch_count", "40");
  all.node.set("intake.company", "Somebody else");
  all.node.set("inventory_sync.quantity", "available");
  all.node.set("storage.path", all.node.data() + "-other");
  reload(all.node);
  CHECK(has(all.node.log(), "queue.batch_count: 25 → 40"));
  CHECK(has(all.node.log(), "acumage republish --entity inventory --dry-run"));
  CHECK(has(all.node.log(), "takes effect after a restart"));
  CHECK(has(all.node.get("/settings").body, R"("queue.batch_count":"40")"));
  CHECK(has(all.node.get("/settings").body, R"("storage.path":")" + all.node.data() + "\""));
  CHECK(has(all.node.push(push_of(1)).body, R"("unrouted":1)"));
  CHECK(all.node.stat("dead_letters/by_class/unrouted") == 1);  // the same data folder
  CHECK(all.node.stop() == 0);
}

TEST_CASE("reload: the settings tell where each is given now, also when no value has changed") {
  stock_rig all{stock_shop(1), stock_settings()};
  const auto source = [&](const std::string& of) {
    const auto body = all.node.get("/settings").body;
    const auto at = body.find("\"" + of + "\":\"", body.find("\"sources\":")) + of.size() + 4;
    return body.substr(at, body.find('"', at) - at);
  };
  CHECK(source("log.level") == "default");
  CHECK(source("storage.path").find("config.ini:") != std::string::npos);
  all.node.set("alerts.window", "900");  // what it is anyway
  reload(all.node);
  CHECK(has(source("alerts.window"), "config.ini:"));
  all.node.set("log.level", "debug");
  reload(all.node);
  CHECK(has(all.node.get("/settings").body, R"("log.level":"debug")"));
  CHECK(has(source("log.level"), "config.ini:"));
  CHECK(all.node.stop() == 0);
}

TEST_CASE("reload: a mistake anywhere changes nothing") {
  stock_rig all{stock_shop(1), stock_settings()};
  const auto before = all.node.get("/settings").body;
  all.node.set("queue.batch_count", "40");
  all.node.set("queue.retry_count", "many");
  reload(all.node);
  CHECK(has(all.node.log(), "not reloaded: the current settings stay in force"));
  CHECK(all.node.get("/settings").body == before);
  all.node.set("queue.retry_count", "2");
  reload(all.node);
  CHECK(has(all.node.get("/settings").body, R"("queue.batch_count":"40")"));
  CHECK(all.node.stop() == 0);
}

TEST_CASE("reload: nobody is refused meanwhile, neither on new connections nor on open ones") {
  stock_rig all{stock_shop(40), stock_settings()};
  std::atomic<bool> going{true};
  std::atomic<std::uint64_t> numbers{0};
  std::mutex mutex;
  std::string refused;  // what was answered instead
  std::vector<std::thread> senders;
  for (int i = 0; i < 4; ++i)
    senders.emplace_back([&, keep = i % 2 == 0] {
      httplib::Client to{"127.0.0.1", all.node.intake_port()};
      to.set_keep_alive(keep);
      to.set_read_timeout(30);
      while (going) {
        const auto began = std::chrono::steady_clock::now();
        const auto answer = to.Post("/push", push_of(++numbers), "application/json");
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        if (answer && answer->status == 200) continue;
        const std::lock_guard guard{mutex};
        refused += (keep ? "open: " : "new: ") +
                   (answer ? std::to_string(answer->status) + " " + answer->body
                           : httplib::to_string(answer.error())) +
                   " after " + std::to_string(took.count()) + " s" + "\n";
      }
    });
  for (const auto* batch : {"30", "31", "32", "33", "34"}) {
    all.node.set("queue.batch_count", batch);
    reload(all.node);
  }
  going = false;
  for (auto& each : senders) each.join();
  CHECK(refused == "");
  MESSAGE(numbers.load() << " pushes during five reloads");
  CHECK(numbers > 20);
  REQUIRE(all.node.wait_until_settled());
  const auto ends = all_ends(all.node, "inventory");
  CHECK(ends.size() == numbers);
  for (std::uint64_t i = 1; i <= numbers; ++i) CHECK(ends.count(i) == 1);
  CHECK(all.node.stop() == 0);
}

TEST_CASE("reload: under load of all entities, again and again, everything ends once") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  mixed_load all{seed};
  all.node.start();
  all.start();
  for (const auto* batch : {"30", "31", "32", "33", "34"}) {
    const auto written = all.store.count().rows_written;
    REQUIRE(all.store.wait_for(
        [&](const simulator::totals& seen) { return seen.rows_written > written + 50; }));
    all.node.set("queue.batch_count", batch);
    reload(all.node);
  }
  all.stop();
  all.come_to_rest();
  all.prices.check(all.node, all.store);
  all.quantities.check(all.node, all.store);
  all.documents.check(all.node, all.store);
  CHECK(all.node.stop() == 0);
}

TEST_CASE("reload: a SIGTERM that comes in the middle of it ends the process in time") {
  stock_rig all{stock_shop(40), stock_settings({{"delivery.drain_deadline", "1"}})};
  simulator::fault hang;
  hang.latency = 30s;
  hang.where.method = "POST";
  all.store.inject(hang);
  REQUIRE(all.node.push(push_of(1)).status == 200);
  REQUIRE(all.store.wait_for([](const simulator::totals& seen) { return seen.arrived > 0; }));
  all.node.set("queue.batch_count", "30");
  all.node.signal(SIGHUP);
  REQUIRE(all.node.wait_for([&] { return has(all.node.log(), "batch_count: 25 → 30"); }));
  all.node.signal(SIGTERM);
  CHECK(all.node.wait(6s) == 0);
  all.store.clear_faults();
  all.node.start();
  CHECK(all.node.wait_until_settled());
}

/// What the listeners need, written over what was there.
struct pem_files {
  void write(const certificate& own) const {
    std::ofstream{folder / "own.pem"} << own.pem();
    std::ofstream{folder / "own.key"} << own.key_pem();
  }
  std::string name(const std::string& file) const { return (folder / file).string(); }
  std::string put(const std::string& file, const std::string& text) const {
    std::ofstream{folder / file} << text;
    return name(file);
  }
  temp_dir folder;
};

struct tls_caller {
  const pem_files& files;
  std::uint16_t port;
  std::string path;

  /// 0: refused, by either side.
  int status(const certificate& authority, const certificate* own = nullptr) const {
    const auto with = [&](auto&& to) {
      to.set_ca_cert_path(files.put("trusted.pem", authority.pem()).c_str());
      to.enable_server_certificate_verification(true);
      const auto answer = to.Get(path.c_str());
      return answer ? answer->status : 0;
    };
    if (own == nullptr) return with(httplib::SSLClient{"localhost", port});
    return with(httplib::SSLClient{"localhost", port, files.put("client.pem", own->pem()),
                                   files.put("client.key", own->key_pem())});
  }
};

TEST_CASE("reload: each listener's certificates are read again, and who may call by them") {
  const auto first = make_authority("First");
  const auto second = make_authority("Second");
  const auto clients = make_authority("Clients");
  const auto strangers = make_authority("Strangers");
  const auto known = make_server(clients, "DNS:erp");
  const auto late = make_server(clients, "DNS:erp", validity::over);
  const auto stranger = make_server(strangers, "DNS:erp");
  const pem_files files;
  files.write(make_server(first, "DNS:localhost"));
  files.put("clients.pem", clients.pem());
  stock_rig all{stock_shop(1), stock_settings({{"intake.tls_certificate", files.name("own.pem")},
                                               {"intake.tls_key", files.name("own.key")},
                                               {"intake.client_ca", files.name("clients.pem")},
                                               {"admin.tls_certificate", files.name("own.pem")},
                                               {"admin.tls_key", files.name("own.key")}})};
  const tls_caller intake{files, all.node.intake_port(), "/livez"};
  const tls_caller admin{files, all.node.admin_port(), "/stats"};
  CHECK(intake.status(first, &known) == 200);
  CHECK(intake.status(first) == 0);
  CHECK(intake.status(first, &late) == 0);
  CHECK(intake.status(first, &stranger) == 0);
  CHECK(intake.status(second, &known) == 0);
  CHECK(admin.status(first) == 200);
  CHECK(admin.status(second) == 0);

  files.write(make_server(second, "DNS:localhost"));
  files.put("clients.pem", strangers.pem());
  CHECK(intake.status(first, &known) == 200);  // not before it is told
  reload(all.node);
  CHECK(intake.status(first, &known) == 0);
  CHECK(intake.status(second, &known) == 0);
  CHECK(intake.status(second, &stranger) == 200);
  CHECK(admin.status(second) == 200);
  CHECK(admin.status(first) == 0);

  files.write(make_server(second, "DNS:elsewhere"));
  reload(all.node);
  CHECK(admin.status(second) == 0);  // the client's part: the name is wrong
  files.write(make_server(second, "DNS:localhost", validity::over));
  reload(all.node);
  CHECK(admin.status(second) == 0);

  files.write(make_server(second, "DNS:localhost"));
  reload(all.node);
  files.put("own.key", make_server(second, "DNS:localhost").key_pem());  // of another certificate
  reload(all.node);
  CHECK(has(all.node.log(), "not reloaded"));
  CHECK(has(all.node.log(), "does not belong to tls_certificate"));
  CHECK(intake.status(second, &stranger) == 200);  // as before
  CHECK(all.node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
