// The command line of the real program: help, settings, letters with and without a node, send, demo.
#include "tests/process/node_process.hpp"
#include "tests/support/certificates.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <sys/wait.h>
#include <csignal>
#include <fstream>
#include <thread>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;

simulator::store_options shop() {
  simulator::store_options options;
  options.products.push_back({"LAMP-07", {}, {}});
  return options;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("help, version, and what is unknown") {
  CHECK(run_program({"--help"}).code == 0);
  for (const auto* command : {"run", "check-config", "test-connection", "stats", "dead-letters",
                              "pause", "resume", "stop-intake", "start-intake", "waiting",
                              "republish", "forget-versions", "unmapped", "send", "demo"}) {
    const auto help = run_program({command, "--help"});
    CHECK(help.code == 0);
    CHECK(has(help.out, command));
  }
  CHECK(has(run_program({"--version"}).out, "0.1.0"));
  CHECK(run_program({"rnu"}).code == 2);
  CHECK(has(run_program({"rnu"}).err, "run"));
}

TEST_CASE("check-config: the shipped file is good, and every mistake is named at once") {
  const std::vector<std::string> shipped{"check-config", "--config", SHIPPED_CONFIG};
  const auto bare = run_program(shipped);  // what `run` says of it, too
  CHECK(bare.code == 2);
  CHECK(has(bare.out, "connection.magento_url is not set"));
  auto filled = shipped;
  filled.insert(filled.end(), {"--connection.magento_url=https://shop.example.com",
                               "--connection.bearer_token=t", "--json"});
  const auto good = run_program(filled);
  CHECK(good.code == 0);
  CHECK(has(good.out, "\"ok\":true"));
  const temp_dir folder;
  std::ofstream{folder / "bad.ini"} << "[queue]\nbatch_count = 0\nbatch_cuont = 5\n";
  const auto bad = run_program({"check-config", "--config", (folder / "bad.ini").string()});
  CHECK(bad.code == 2);
  const auto text = bad.out + bad.err;
  CHECK(has(text, "bad.ini:2"));
  CHECK(has(text, "1 to 1000"));
  CHECK(has(text, "did you mean `batch_count`"));
}

TEST_CASE("run refuses to start without a store [setting connection.magento_url]") {
  const auto end = run_program({"run", "--config", SHIPPED_CONFIG});
  CHECK(end.code == 2);
  CHECK(has(end.err, "magento_url"));
}

TEST_CASE("test-connection: good, and with a bad credential [setting connection.bearer_token]") {
  checked_store store{shop()};
  REQUIRE(store.start().ok());
  node_process node{store.url()};
  CHECK(run_program({"test-connection", "--config", node.config()}).code == 0);
  const auto bad = run_program(
      {"test-connection", "--config", node.config(), "--connection.bearer_token=wrong"});
  CHECK(bad.code == 1);
  CHECK(has(bad.out, "standalone Bearer tokens"));
}

TEST_CASE("test-connection: requests signed with the four OAuth secrets, and with a wrong one") {
  checked_store store{shop()};
  REQUIRE(store.start().ok());
  store.switch_bearer_off();
  const node_process node{store.url(),
                          {{"connection.bearer_token", ""},
                           {"connection.oauth_consumer_key", "simulator-consumer-key"},
                           {"connection.oauth_consumer_secret", "simulator-consumer-secret"},
                           {"connection.oauth_token", "simulator-oauth-token"},
                           {"connection.oauth_token_secret", "simulator-oauth-token-secret"}}};
  const auto good = run_program({"test-connection", "--config", node.config()});
  CHECK_MESSAGE(good.code == 0, good.out, good.err);
  const auto bad = run_program(
      {"test-connection", "--config", node.config(), "--connection.oauth_token_secret=wrong"});
  CHECK(bad.code == 1);
  CHECK(has(bad.out, "The signature is invalid"));
}

TEST_CASE(
    "TLS: commands reach a node whose listeners have certificates, and no others do [setting "
    "intake.tls_certificate] [setting intake.tls_key] [setting intake.client_ca] [setting "
    "admin.tls_certificate] [setting admin.tls_key]") {
  checked_store store{shop()};
  REQUIRE(store.start().ok());
  const auto authority = make_authority("Ours");
  const auto own = make_server(authority, "DNS:shop-node.example");
  const auto other = make_server(authority, "DNS:shop-node.example");
  const temp_dir folder;
  const auto file = [&](const std::string& name, const std::string& text) {
    std::ofstream{folder / name} << text;
    return (folder / name).string();
  };
  const auto chain = file("own.pem", own.pem());
  const auto key = file("own.key", own.key_pem());
  const auto ca = file("ca.pem", authority.pem());
  node_process node{store.url(),
                    {{"intake.tls_certificate", chain},
                     {"intake.tls_key", key},
                     {"intake.client_ca", ca},
                     {"intake.hmac_secret", "s3cret"},
                     {"admin.tls_certificate", chain},
                     {"admin.tls_key", key}}};
  node.start();
  const auto with = [&](std::vector<std::string> words) {
    for (const auto& each :
         {std::string{"--admin"}, "https://127.0.0.1:" + std::to_string(node.admin_port()),
          std::string{"--intake"}, "https://127.0.0.1:" + std::to_string(node.intake_port()),
          std::string{"--config"}, node.config()})
      words.push_back(each);
    return run_program(words);
  };
  const auto rows = file(
      "rows.ndjson",
      R"({"entity":"pricing","version":5,"fields":{"InventoryID":"LAMP-07","DefaultPrice":9}})");
  const std::vector<std::string> shown{"--client-certificate", chain, "--client-key", key};
  CHECK(with({"send", rows}).code == 1);
  CHECK(
      with({"send", rows, shown[0], shown[1], shown[2], shown[3], "--intake.hmac_secret=t"}).code ==
      1);
  CHECK(with({"send", rows, shown[0], shown[1], shown[2], shown[3]}).code == 0);
  CHECK(node.wait_for([&] { return store.price_of("LAMP-07") == "9"; }));
  CHECK(has(with({"stats"}).out, "pricing"));
  const auto foreign = file("other.pem", other.pem());
  const auto other_key = file("other.key", other.key_pem());
  const auto wary =
      with({"stats", "--admin.tls_certificate=" + foreign, "--admin.tls_key=" + other_key});
  CHECK(wary.code == 1);
  CHECK(has(wary.err, "certificate is not the one expected"));
  CHECK(node.stop() == 0);
}

TEST_CASE("send, letters, replay and discard: with the node, and without it") {
  checked_store store{shop()};
  REQUIRE(store.start().ok());
  node_process node{store.url()};
  node.start();
  const std::vector<std::string> at{
      "--admin",  "http://127.0.0.1:" + std::to_string(node.admin_port()),
      "--intake", "http://127.0.0.1:" + std::to_string(node.intake_port()),
      "--config", node.config()};
  const auto with = [&](std::vector<std::string> words) {
    words.insert(words.end(), at.begin(), at.end());
    return run_program(words);
  };
  const temp_dir folder;
  std::ofstream{folder / "rows.ndjson"}
      << R"({"entity":"pricing","version":5,"fields":{"InventoryID":"LAMP-07","DefaultPrice":9}})"
      << "\n"
      << R"({"entity":"pricing","version":5,"fields":{"InventoryID":"BAD-1","DefaultPrice":"abc"}})"
      << "\n"
      << R"({"entity":"pricing","version":5,"fields":{"InventoryID":"BAD-2","DefaultPrice":-1}})"
      << "\n";
  CHECK(with({"send", (folder / "rows.ndjson").string()}).code == 0);
  REQUIRE(node.wait_until_settled());
  CHECK(store.price_of("LAMP-07") == "9");
  const auto list = with({"dead-letters", "list"});
  CHECK(list.code == 0);
  CHECK(has(list.out, "BAD-1"));
  CHECK(has(list.out, "BAD-2"));
  CHECK(has(with({"dead-letters", "count", "--json"}).out, "\"count\":2"));
  CHECK(has(with({"dead-letters", "show", "1"}).out, "is not a number"));
  CHECK(with({"dead-letters", "discard", "--key", "bad-2", "--note", "not ours"}).code == 0);
  const auto closed = with({"dead-letters", "replay", "2"});  // SPEC 9: says why nothing moved
  CHECK(closed.code == 1);
  CHECK(has(closed.out, "dead letter 2: it is discarded; expected an open one: reopen it first"));
  CHECK(has(with({"dead-letters", "reopen", "2"}).out, "1 dead letter reopened"));
  CHECK(node.stat("dead_letters/total") == 2);
  CHECK(node.stat("dead_letters/by_class/data") == 2);
  CHECK(with({"dead-letters", "discard", "2"}).code == 0);
  CHECK(with({"stats", "--json"}).code == 0);
  CHECK(has(with({"stats"}).out, "pricing"));
  CHECK(node.stop() == 0);

  const auto offline = run_program({"dead-letters", "list", "--config", node.config()});
  CHECK(offline.code == 0);
  CHECK(has(offline.out, "BAD-1"));
  CHECK_FALSE(has(offline.out, "BAD-2"));
  CHECK(run_program({"dead-letters", "replay", "--key", "BAD-1", "--config", node.config()}).code ==
        0);
  CHECK(has(run_program({"dead-letters", "count", "--json", "--config", node.config()}).out,
            "\"count\":0"));
  node.start();
  REQUIRE(node.wait_until_settled());
  CHECK(node.stat("dead_letters/total") == 1);  // it still makes no sense: the same letter again
  CHECK(has(node.get("/dead-letters/1").body, "\"replays\":1"));
  CHECK(node.stop() == 0);
}

TEST_CASE("demo: runs to its end without a terminal and accounts for everything") {
  const auto end = run_program({"demo"});
  INFO(end.out << end.err);
  CHECK(end.code == 0);
  CHECK(has(end.out, "the store still has 42.5"));
  CHECK(has(end.out, "--delta: 1 row read, 1 new; 1 change had no push"));
  CHECK(has(end.out, "the store has 39.9"));
  CHECK(has(end.out, "300 of 300 prices in the table of the simulated ERP"));
  CHECK(has(end.out, "300 of 300 quantities, summed over the warehouses in its table"));
  CHECK_FALSE(has(end.out, "WRONG"));
}

TEST_CASE("demo: --stay names the console first, keeps it open, and ends at Ctrl-C") {
  const temp_dir folder;
  const auto demo =
      spawn({ACUMAGE_PROGRAM, "demo", "--stay", "--seconds-per-file", "0"}, folder.path());
  const auto out = [&] { return text_of(folder / "out"); };
  for (int i = 0; i < 1200 && !has(out(), "The demo stays"); ++i) std::this_thread::sleep_for(50ms);
  const std::string words = "the console is at http://127.0.0.1:";
  const auto text = out();
  const auto at = text.find(words);
  REQUIRE(at != std::string::npos);
  CHECK(text.rfind('\n', at) == std::string::npos);  // in the first line
  httplib::Client console{"127.0.0.1", std::stoi(text.substr(at + words.size()))};
  const auto page = console.Get("/");
  CHECK((page && page->status == 200));
  ::kill(demo, SIGINT);
  int how = 0;
  REQUIRE(::waitpid(demo, &how, 0) == demo);
  CHECK(WIFEXITED(how));
  CHECK(WEXITSTATUS(how) == 0);
}

}  // namespace
}  // namespace acumage::tests
