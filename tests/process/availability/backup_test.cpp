// A restore drill with the real program: backup under way, kill, restore, and what is sent then.
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace acumage::tests {
namespace {

namespace fs = std::filesystem;

simulator::store_options shop() {
  simulator::store_options options;
  for (int i = 1; i <= 9; ++i) options.products.push_back({"SKU-" + std::to_string(i), {}, {}});
  return options;
}

std::string started(simulator::store& store) {
  REQUIRE(store.start().ok());
  return store.url();
}

std::string price(int sku, std::uint64_t stamp) {
  return price_notification("n" + std::to_string(stamp), stamp,
                            {R"({"InventoryID":"SKU-)" + std::to_string(sku) +
                             R"(","DefaultPrice":)" + std::to_string(stamp) + "}"});
}

TEST_CASE("backup: what was accepted before is in it, and a restored node sends only after resume") {
  checked_store store{shop()};
  node_process node{started(store), {}};
  node.start();
  const temp_dir backups;
  CHECK(node.push(price(1, 1)).status == 200);
  REQUIRE(node.wait_until_settled());
  node.post("/lanes/pricing/pause");
  CHECK(node.push(price(2, 2)).status == 200);

  const auto made = node.command({"backup", backups.path().string()});
  INFO(made.out << made.err);
  REQUIRE(made.code == 0);
  CHECK(made.out.find("1 unsettled change; checked") != std::string::npos);
  CHECK(node.get("/backups").body.find("\"state\":\"done\"") != std::string::npos);
  const auto path = fs::directory_iterator { backups.path() } -> path();
  CHECK(made.out.find(path.string()) == 0);

  // What came after the backup is lost with the folder; the newer price of SKU-2 is in the store.
  CHECK(node.push(price(2, 3)).status == 200);
  node.post("/lanes/pricing/resume");
  REQUIRE(node.wait_until_settled());
  CHECK(store.price_of("SKU-2") == "3");
  node.kill();

  const auto refused = run_program({"restore", path.string(), "--config", node.config()});
  CHECK(refused.code == 1);
  CHECK(refused.err.find("is not empty") != std::string::npos);
  fs::rename(node.data(), node.data() + ".lost");
  const auto restored = run_program({"restore", path.string(), "--config", node.config()});
  INFO(restored.out << restored.err);
  REQUIRE(restored.code == 0);
  CHECK(restored.out.find("acumage resume --all") != std::string::npos);

  node.start();
  CHECK(node.stat("journal/unsettled") == 1);
  CHECK(node.wait_for([&] { return node.stat("lanes/pricing/waiting") == 1; }));
  CHECK(store.price_of("SKU-2") == "3");        // nothing goes out before somebody says so
  CHECK(node.push(price(2, 3)).status == 200);  // what a resync brings
  CHECK(node.push(price(1, 1)).status == 200);  // known: filtered or superseded
  CHECK(node.post("/lanes/pricing/resume").status == 200);
  REQUIRE(node.wait_until_settled());
  CHECK(store.price_of("SKU-2") == "3");
  CHECK(store.price_of("SKU-1") == "1");
  CHECK(node.stop() == 0);

  // Without a node, the folder itself is copied.
  const auto cold =
      run_program({"backup", backups.path().string(), "--keep", "1", "--config", node.config()});
  INFO(cold.out << cold.err);
  CHECK(cold.code == 0);
  CHECK(cold.out.find("1 older backup removed") != std::string::npos);
}

TEST_CASE("backup: by schedule, where the settings say [setting backup.folder]") {
  checked_store store{shop()};
  const temp_dir backups;
  node_process node{
      started(store),
      {{"backup.folder", backups.path().string()}, {"backup.every", "3600"}, {"backup.keep", "2"}}};
  node.start();
  REQUIRE(node.wait_for(
      [&] { return node.get("/backups").body.find("\"state\":\"done\"") != std::string::npos; }));
  CHECK(node.log().find("actor=backup msg=made path=" + backups.path().string()) !=
        std::string::npos);
  CHECK(node.stop() == 0);
}

TEST_CASE("backup: what cannot be written is named, and the node goes on") {
  checked_store store{shop()};
  node_process node{started(store), {}};
  node.start();
  const auto failed = node.command({"backup", "/proc/nowhere"});
  CHECK(failed.code == 1);
  CHECK(failed.err.find("/proc/nowhere") != std::string::npos);
  CHECK(failed.err.find("; expected") != std::string::npos);
  CHECK(node.command({"backup"}).code == 1);
  CHECK(node.command({"backup", "/tmp", "--keep", "many"}).code != 0);
  CHECK(node.push(price(1, 1)).status == 200);
  REQUIRE(node.wait_until_settled());
  CHECK(node.stop() == 0);
}

}  // namespace
}  // namespace acumage::tests
