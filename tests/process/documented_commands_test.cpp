// Every command that the documents for operators show, tried on a real node: it ends as it should.
#include "tests/support/documented_commands.hpp"
#include "tests/process/pull_node.hpp"
#include "tests/support/checked_store.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace acumage::tests {
namespace {

namespace fs = std::filesystem;

/// What the documents show and a test cannot do: it needs root, systemd, Debian's packages, or takes minutes.
const std::set<std::string> elsewhere{
    "apt",   "bin/package", "bin/run", "bin/test",   "build/release/acumage-simulator",
    "curl",  "editor",      "install", "journalctl", "systemctl",
    "chown", "mv",          "tar",     "umask"};

std::string slurp(const fs::path& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::string price_row(const std::string& key, const std::string& price, int version) {
  return R"({"entity":"pricing","version":)" + std::to_string(version) +
         R"(,"fields":{"InventoryID":")" + key + R"(","DefaultPrice":")" + price + "\"}}\n";
}

std::string stock_line(const std::string& item, const std::string& warehouse) {
  return R"({"entity":"inventory","version":"1","fields":{"InventoryID":")" + item +
         R"(","WarehouseID":")" + warehouse +
         R"(","QtyOnHand":5}})"
         "\n";
}

std::map<std::string, std::string> settings(const std::string& erp_url) {
  auto all = erp_settings(erp_url);
  all.insert({{"pull.pricing.name", "Acumage Price"},
              {"pull.inventory.name", "Acumage Quantity"},
              {"entities.inventory", "true"},
              {"entities.shipment", "true"},
              {"entities.customer", "true"},
              {"entities.order", "true"},
              {"inventory_sync.warehouses", "EAST, WEST"},
              {"inventory_sync.incomplete", "publish"},
              {"warehouse_sources.EAST", "wh_main"},
              {"warehouse_sources.WEST", "wh_main"},
              {"customer_sync.classes", "RETAIL"},
              {"order_sync.order_types", "SO"},
              {"delivery.park_interval", "3600"}});
  return all;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A folder in which the commands are typed, with what they name; a node with letters, and its store.
class desk {
 public:
  desk() : node_{started(store_), settings(started(erp_))} {
    node_.start();
    take_in();
    name_the_query();
    prepare_folder();
  }

  /// The exit code. One that runs until it is stopped is stopped when it has said something.
  int run(const std::string& command) const {
    const bool endless = command.starts_with("acumage run") || has(command, " --watch") ||
                         has(command, " --follow") || has(command, " --stay");
    if (endless)
      type(command +
           " & p=$!\nfor i in {1..400}; do [ -s out ] && break; sleep 0.05; done\n"
           "[ -s out ] || exit 99\nkill $p; wait $p\n");
    else if (command.starts_with("acumage restore /"))  // of a backup that there is, elsewhere
      type("acumage backup && rm -rf another && acumage restore backups/20* --config F\n");
    else if (command.starts_with("acumage dead-letters edit"))
      type("script -qec \"" + command + "\" /dev/null\n");  // an editor wants a terminal
    else
      type("timeout 30 " + command + "\n");
    const auto typed = "cd '" + folder_.path().string() +
                       "' && echo y | PATH=\"$PWD/bin:$PATH\" VISUAL= EDITOR=./mend bash script "
                       ">out 2>err";
    const int how = std::system(typed.c_str());
    const int code = WIFEXITED(how) ? WEXITSTATUS(how) : -1;
    return endless && code == 128 + SIGTERM ? 0 : code;
  }

  std::string help_of(const std::string& command) const {
    return run(command + " --help") == 0 ? shown() : std::string{};
  }

  std::string shown() const { return slurp(folder_ / "out") + slurp(folder_ / "err"); }

 private:
  static std::string started(sim::erp& erp) {
    REQUIRE(erp.start());
    erp.load({.items = 3, .warehouses = 2});
    return erp.url();
  }

  static std::string started(simulator::store& store) {
    REQUIRE(store.start().ok());
    return store.url();
  }

  void file(const std::string& name, const std::string& text) const {
    std::ofstream{folder_ / name} << text;
  }

  void type(const std::string& script) const { file("script", script); }

  void prepare_folder() {
    node_.set("intake.port", std::to_string(node_.intake_port()));
    node_.set("admin.port", std::to_string(node_.admin_port()));
    node_.set("backup.folder", (folder_ / "backups").string());
    node_.set("backup.keep", "1");
    node_.signal(SIGHUP);
    REQUIRE(node_.wait_for([&] { return has(node_.get("/settings").body, "backups"); }));
    REQUIRE(node_.wait_for([&] { return node_.get("/readyz").status == 200; }));
    fs::copy_file(node_.config(), folder_ / "config.ini");
    file("F", "[connection]\nmagento_url = " + store_.url() +
                  "\nbearer_token = simulator-token\n[intake]\nport = 0\n[admin]\nport = 0\n"
                  "[storage]\npath = another\n");
    file("prices.ndjson", price_row("LAMP-07", "12", 50));
    file("stock.csv", "InventoryID,WarehouseID,QtyOnHand\nLAMP-07,EAST,5\nLAMP-07,WEST,5\n");
    file("stock.ndjson", stock_line("LAMP-07", "EAST") + stock_line("LAMP-07", "WEST"));
    file("mend", "#!/bin/sh\nsed -i 's/abc/7/' \"$1\"\n");
    fs::permissions(folder_ / "mend", fs::perms::owner_all);
    fs::create_directory(folder_ / "bin");
    fs::create_symlink(ACUMAGE_PROGRAM, folder_ / "bin" / "acumage");
  }

  /// 45 letters `data`, one each of `unknown_record` and `unrouted`; a price delivered; another parked.
  void take_in() {
    std::string rows;
    for (int i = 1; i <= 45; ++i) rows += price_row("LAMP-" + std::to_string(100 + i), "abc", 5);
    rows += price_row("RUG-03", "9", 5);
    REQUIRE(node_.changes(rows).status == 200);
    REQUIRE(node_.wait_for([&] { return node_.stat("lanes/pricing/parked") == 1; }));
    REQUIRE(node_.post("/waiting/fail", R"({"all":true})").status == 200);
    REQUIRE(node_.wait_until_settled());
    REQUIRE(node_
                .changes(price_row("LAMP-07", "9", 5) + price_row("RUG-04", "9", 5) +
                         stock_line("LAMP-07", "EAST") + stock_line("LAMP-07", "WEST"))
                .status == 200);
    REQUIRE(node_
                .push(R"({"Inserted":[{"A":1}],"Query":"No such","CompanyId":"N","Id":"1",)"
                      R"("TimeStamp":5})")
                .status == 200);
    REQUIRE(node_.wait_for([&] { return node_.stat("journal/unsettled") == 1; }));
    REQUIRE(node_.stat("dead_letters/total") == 47);
  }

  /// So that the letter `unrouted` is of a query that the settings name by now.
  void name_the_query() {
    node_.set("queries.No such", "pricing");
    node_.signal(SIGHUP);
    REQUIRE(node_.wait_for([&] { return has(node_.get("/settings").body, "queries.No such"); }));
    REQUIRE(node_.wait_for([&] { return node_.get("/readyz").status == 200; }));
  }

  sim::erp erp_;
  checked_store store_{
      {.products = {{"LAMP-07", {}, {}}, {"LAMP-142", {}, {}}}, .sources = {{.code = "wh_main"}}}};
  node_process node_;
  temp_dir folder_;
};

std::string first_word(const std::string& command) { return command.substr(0, command.find(' ')); }

/// Which of `elsewhere` it shows.
std::set<std::string> try_each_of(const std::string& document) {
  const desk at;
  std::set<std::string> not_tried;
  std::size_t tried = 0;
  for (const auto& shown : commands_in(document)) {
    const auto& command = shown.text;
    INFO(shown.place << ": " << command);
    if (first_word(command) != "acumage") {
      CHECK(elsewhere.count(first_word(command)) == 1);
      not_tried.insert(first_word(command));
      continue;
    }
    // These wait for outcomes that some records of this node never have, or for a second look.
    const bool compares = command.starts_with("acumage reconcile ");
    const bool waits = command.find(" replay") != std::string::npos ||
                       command.find(" republish") != std::string::npos ||
                       command.find("--replay") != std::string::npos || compares;
    auto typed = waits && command.find("--help") == std::string::npos &&
                         command.find("--dry-run") == std::string::npos &&
                         command.find("--no-wait") == std::string::npos &&
                         command.find("edit") == std::string::npos
                     ? command + " --no-wait"
                     : command;
    if (const auto out = typed.find(" --out "); compares && out != std::string::npos)
      typed.erase(out, typed.find(' ', out + 7) - out);  // a file of what is not waited for
    const std::string mount = "/mnt/backup/acumage";
    if (const auto place = typed.find(mount);
        typed.starts_with("acumage backup") && place != std::string::npos)
      typed.replace(place, mount.size(), "others");
    const auto code = at.run(typed);
    CAPTURE(at.shown());
    CHECK((code == 0 || (code == 1 && waits) ||
           (code == 2 && is_mention(command, at.help_of(command)))));
    ++tried;
  }
  MESSAGE(document << ": " << tried << " commands");
  CHECK(tried > 5);
  return not_tried;
}

TEST_CASE("documents: every command that they show works on a node with letters") {
  std::set<std::string> not_tried;
  for (const auto* document :
       {"README.md", "docs/operations.md", "docs/recipes.md", "docs/troubleshooting.md"})
    not_tried.merge(try_each_of(document));
  CHECK(not_tried == elsewhere);
}

}  // namespace
}  // namespace acumage::tests
