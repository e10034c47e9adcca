// A machine in need: no room on the disk, no descriptors, a clock that jumps, a folder that cannot be written.
#include "tests/process/history_ends.hpp"
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <set>

namespace acumage::tests {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string price_row(int sku, int price) {
  return R"({"InventoryID":")" + stock_sku(static_cast<std::size_t>(sku)) + R"(","DefaultPrice":)" +
         std::to_string(price) + "}";
}

std::string change_line(int number) {
  return R"({"entity":"pricing","version":)" + std::to_string(number) + R"(,"fields":)" +
         price_row(1 + number % 40, number) + "}\n";
}

/// A node of the strained program, and its store.
struct strained {
  explicit strained(std::map<std::string, std::string> settings = {})
      : node{started(store), stock_settings(std::move(settings))} {
    node.use(STRAINED_PROGRAM, "ACUMAGE_TEST_STRAIN=" + folder.path().string());
  }
  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }
  /// `how`: "seen" when the file system says that it is full, "unseen" when only writes meet it.
  void take_room(const std::string& how = "seen") { std::ofstream{folder / "no-room"} << how; }
  void give_room() { fs::remove(folder / "no-room"); }
  /// For the next start.
  void set_descriptors(const std::string& most) { std::ofstream{folder / "descriptors"} << most; }
  void set_clock(const std::string& ahead_s) { std::ofstream{folder / "clock"} << ahead_s; }
  /// Sends until one is refused or `most` were taken.
  int send(int first, int most) {
    int taken = 0;
    for (int i = 0; i < most; ++i, ++taken)
      if (node.changes(change_line(first + i)).status != 200) break;
    return taken;
  }
  bool takes_again(int number) {
    return node.wait_for([&] { return node.changes(change_line(number)).status == 200; }, 20s);
  }
  void check_ends(std::size_t count) {
    const auto ends = all_ends(node, "pricing");
    CHECK(ends.size() == count);
    std::set<std::uint64_t> once;
    for (const auto& [version, end] : ends) once.insert(version);
    CHECK(once.size() == count);
  }

  temp_dir folder;
  checked_store store{stock_shop(60)};
  node_process node;
};

/// A small file system of its own, where one may be mounted.
struct own_disk {
  explicit own_disk(const char* size)
      : mounted{::mount("none", folder.path().c_str(), "tmpfs", 0, size) == 0} {
    if (!mounted) MESSAGE("no file system can be mounted here; expected the right to");
  }
  ~own_disk() {
    if (mounted) ::umount2(folder.path().c_str(), MNT_DETACH);
  }
  own_disk(const own_disk&) = delete;
  own_disk& operator=(const own_disk&) = delete;
  fs::path operator/(const std::string& name) const { return folder / name; }
  fs::path path() const { return folder.path(); }

  temp_dir folder;
  bool mounted;
};

TEST_CASE(
    "no room: the disk is full, new work is refused, and all goes on when there is room [SPEC 2]") {
  std::string how;
  SUBCASE("as the file system says") { how = "seen"; }
  SUBCASE("which only writes notice") { how = "unseen"; }
  strained all;
  auto& node = all.node;
  node.start();
  CHECK(all.send(1, 20) == 20);
  REQUIRE(node.wait_until_settled());
  std::size_t accepted = 20;
  int next = 100;
  for (int round = 0; round < 3; ++round) {
    CAPTURE(round);
    REQUIRE(node.post("/lanes/pricing/pause").status == 200);
    for (int i = 0; i < 10; ++i, ++accepted)
      REQUIRE(node.changes(change_line(next++)).status == 200);
    all.take_room(how);
    // Ends meet the full disk first, or acceptance does.
    if (round != 1) {
      httplib::Client client{"127.0.0.1", node.intake_port()};
      const auto refused = client.Post("/changes", change_line(next++), "application/x-ndjson");
      REQUIRE(refused);
      CHECK(refused->status == 503);
      CHECK(refused->has_header("Retry-After"));
      CHECK(node.get("/readyz").status == 503);
      CHECK(has(node.get("/healthz").body, "bytes free"));
    }
    node.post("/lanes/pricing/resume");
    CHECK(node.wait(1500ms) == -2);  // it lives, through several tries to go on
    CHECK(node.get("/stats").status == 200);
    all.give_room();
    REQUIRE(node.wait_for([&] { return node.post("/lanes/pricing/resume").status == 200; }));
    REQUIRE(all.takes_again(next++));
    ++accepted;
    REQUIRE(node.wait_until_settled());
  }
  all.check_ends(accepted);
  node.kill();
  node.start();  // what was written meanwhile makes sense to the next start
  REQUIRE(node.wait_until_settled());
  all.check_ends(accepted);
  CHECK(node.stop() == 0);
  const auto sound = run_program({"journal", "verify", "--config", node.config()});
  CHECK_MESSAGE(sound.code == 0, sound.out, sound.err);
}

TEST_CASE(
    "no room: the end of the process on a full disk loses nothing that was accepted [SPEC 2]") {
  strained all;
  auto& node = all.node;
  node.start();
  REQUIRE(node.post("/lanes/pricing/pause").status == 200);
  CHECK(all.send(1, 15) == 15);
  all.take_room();
  CHECK(node.changes(change_line(50)).status == 503);
  node.post("/lanes/pricing/resume");
  CHECK(node.wait(1s) == -2);
  bool killed = false;
  SUBCASE("killed") {
    node.kill();
    killed = true;
  }
  SUBCASE("stopped") { CHECK(node.stop() == 0); }
  CHECK_FALSE(node.starts());  // it says so and ends
  CHECK(has(node.log(), "no room on the disk"));
  all.give_room();
  node.start();
  node.post("/lanes/pricing/resume");
  REQUIRE(node.wait_until_settled());
  const auto ends = all_ends(node, "pricing").size();
  // The refused one may stand in the log of a process that was killed: it was sent, and is delivered then.
  CHECK((ends == 15 || (killed && ends == 16)));
}

TEST_CASE(
    "no room: below the reserve nothing new is taken, and delivery goes on [setting "
    "storage.reserve] [SPEC 2]") {
  strained all;
  auto& node = all.node;
  node.start();
  REQUIRE(node.post("/lanes/pricing/pause").status == 200);
  CHECK(all.send(1, 15) == 15);
  REQUIRE(node.stop() == 0);
  node.set("storage.reserve", std::to_string(fs::space(node.data()).available * 2));
  node.start();
  REQUIRE(node.wait_for([&] { return node.get("/readyz").status == 503; }));
  CHECK(node.changes(change_line(50)).status == 503);
  REQUIRE(node.post("/lanes/pricing/resume").status == 200);
  REQUIRE(node.wait_until_settled());
  all.check_ends(15);
}

TEST_CASE("no room: a file system that fills up for real, and is emptied") {
  const own_disk disk{"size=32m"};
  if (!disk.mounted) return;
  {
    strained all{{{"storage.path", (disk / "data").string()}, {"storage.reserve", "0"}}};
    auto& node = all.node;
    node.start();
    REQUIRE(node.post("/lanes/pricing/pause").status == 200);
    std::ofstream{disk / "ballast"} << std::string(std::size_t{12} << 20U, 'x');
    int next = 1;
    std::size_t accepted = 0;
    for (bool full = false; !full && next < 400'000;) {
      std::string lines;
      for (int i = 0; i < 500; ++i) lines += change_line(next++);
      full = node.changes(lines).status != 200;
      if (!full) accepted += 500;
    }
    CHECK(accepted > 1000);
    node.post("/lanes/pricing/resume");
    CHECK(node.wait(1500ms) == -2);
    CHECK(node.get("/stats").status == 200);
    fs::remove(disk / "ballast");
    REQUIRE(node.wait_for([&] { return node.post("/lanes/pricing/resume").status == 200; }));
    REQUIRE(node.wait_until_settled());
    REQUIRE(all.takes_again(next++));
    REQUIRE(node.wait_until_settled());
    all.check_ends(accepted + 1);
    CHECK(node.stop() == 0);
  }
}

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  static_cast<void>(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address));
  return socket;
}

TEST_CASE(
    "no descriptors: connections that take them all keep nothing from disk or store [SPEC 2]") {
  strained all;
  auto& node = all.node;
  all.set_descriptors("450");
  node.start();
  std::vector<int> sockets;
  for (int i = 0; i < 500; ++i) sockets.push_back(connect_to(node.intake_port()));
  CHECK(all.send(1, 60) == 60);
  REQUIRE(node.wait_until_settled());
  CHECK(node.get("/stats").status == 200);
  // Beginning anew after a full disk takes new files, and the connections are still there.
  all.take_room("unseen");
  CHECK(node.changes(change_line(61)).status == 503);
  all.give_room();
  REQUIRE(all.takes_again(61));
  for (const int each : sockets) ::close(each);
  CHECK(all.send(62, 4) == 4);
  REQUIRE(node.wait_until_settled());
  all.check_ends(65);
  CHECK(node.stop() == 0);
}

TEST_CASE("clock: it jumps forward and back, and every change ends once [SPEC 2]") {
  strained all;
  auto& node = all.node;
  all.set_clock("0");
  node.start();
  int next = 1;
  for (const auto* ahead : {"400000", "-400000", "31536000", "-86400", "0"}) {
    CAPTURE(ahead);
    all.set_clock(ahead);
    CHECK(all.send(next, 10) == 10);
    next += 10;
    REQUIRE(node.wait_until_settled());
    CHECK(node.wait(1100ms) == -2);  // a round of trimming
  }
  // What a year's jump forward has made old may be gone; nothing else is.
  CHECK(node.stat("lanes/pricing/delivered") + node.stat("lanes/pricing/superseded") +
            node.stat("lanes/pricing/filtered") ==
        50);
  CHECK(node.stat("dead_letters/total") == 0);
  node.kill();
  node.start();
  CHECK(all.send(next, 5) == 5);
  REQUIRE(node.wait_until_settled());
  const auto sound = run_program({"journal", "verify", "--config", node.config()});
  CHECK_MESSAGE(sound.code == 0, sound.out, sound.err);
}

TEST_CASE("a folder that cannot be written is refused in words at the start") {
  const own_disk disk{"size=16m"};
  if (!disk.mounted) return;
  {
    strained all{{{"storage.path", (disk / "data").string()}, {"storage.reserve", "0"}}};
    auto& node = all.node;
    node.start();
    CHECK(all.send(1, 5) == 5);
    REQUIRE(node.wait_until_settled());
    REQUIRE(node.stop() == 0);
    REQUIRE(::mount("none", disk.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, "size=16m") == 0);
    CHECK_FALSE(node.starts());
    CHECK(has(node.log(), "its file system is read-only"));
    CHECK_FALSE(has(node.log(), "in use by another node"));
    CHECK(run_program({"journal", "verify", "--config", node.config()}).code == 0);
    REQUIRE(::mount("none", disk.path().c_str(), nullptr, MS_REMOUNT, "size=16m") == 0);
    node.start();
    CHECK(all.send(6, 5) == 5);
    REQUIRE(node.wait_until_settled());
    all.check_ends(10);
    CHECK(node.stop() == 0);
  }
}

}  // namespace
}  // namespace acumage::tests
