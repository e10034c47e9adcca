// The big trial: from an empty folder to "all equal" between both simulators, killed four times on the way.
#include "bench/child.hpp"
#include "simulator/acumatica/erp.hpp"
#include "simulator/store.hpp"

#include <httplib.h>
#include <simdjson.h>
#include <CLI/CLI.hpp>

#include <sys/wait.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace acumage::bench {
namespace {

namespace erp = simulator::acumatica;
using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

struct sizes {
  std::size_t items = 50'000;
  std::size_t customers = 20'000;
  std::size_t orders = 5'000;
  std::size_t requests_per_minute = 40;
  std::string folder = "first-load-data";
};

std::string padded(std::size_t number, std::size_t digits) {
  const auto text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

simulator::store_options shop_of(const sizes& of) {
  simulator::store_options made;
  made.log_limit = 0;
  made.sources.push_back({.code = "wh_one", .name = "One"});
  made.sources.push_back({.code = "wh_two", .name = "Two"});
  made.products.reserve(of.items);
  for (std::size_t i = 1; i <= of.items; ++i)
    made.products.push_back({erp::item_number(i), {}, {}});
  for (std::size_t i = 1; i <= of.orders; ++i) {
    simulator::order_draft order;
    order.increment_id = padded(i, 9);
    order.lines = {{.sku = erp::item_number(1), .qty = 1, .price = 10}};
    made.orders.push_back(order);
  }
  return made;
}

std::map<std::string, std::string> settings_of(const erp::erp& from, const sizes& of) {
  const erp::options is;
  return {{"acumatica.url", from.url()},
          {"acumatica.tenant", is.tenant},
          {"acumatica.client_id", is.client_id},
          {"acumatica.client_secret", is.client_secret},
          {"acumatica.username", is.user},
          {"acumatica.password", is.password},
          {"acumatica.requests_per_minute", std::to_string(of.requests_per_minute)},
          {"pull.pricing.name", "Acumage Price"},
          {"pull.inventory.name", "Acumage Quantity"},
          {"pull.customer.name", "Acumage Customer"},
          {"pull.order.name", "Acumage Order"},
          {"entities.inventory", "true"},
          {"entities.customer", "true"},
          {"entities.order", "true"},
          {"inventory_sync.warehouses", "EAST, WEST"},
          {"warehouse_sources.EAST", "wh_one"},
          {"warehouse_sources.WEST", "wh_two"},
          {"customer_sync.classes", "GLOBAL"},
          {"order_sync.order_types", "SO"},
          {"order_statuses.Open", "hold"}};
}

/// Of GET /first-load.
struct shown {
  std::string step;
  std::string loading;  ///< the entity that is being loaded
  std::uint64_t done = 0;
};

shown look(const child& node) {
  shown now;
  httplib::Client to{"127.0.0.1", node.admin_port()};
  const auto answer = to.Get("/first-load");
  if (!answer || answer->status != 200) return now;
  simdjson::dom::parser parser;
  const simdjson::padded_string text{answer->body};
  const auto root = parser.parse(text);
  now.step = std::string{root["step"].get_string().value()};
  now.done = root["progress"]["done"].get_uint64();
  for (const auto each : root["entities"].get_array())
    if (each["state"].get_string().value() == "loading")
      now.loading = std::string{each["entity"].get_string().value()};
  return now;
}

/// `acumage first-load`, as an operator calls it.
class command {
 public:
  command(const std::filesystem::path& folder, const child& node) : folder_{folder} {
    std::filesystem::create_directories(folder_);
    const char* const other = std::getenv("ACUMAGE_PROGRAM");  // as of the node
    process_ = tests::spawn({other != nullptr ? other : ACUMAGE_PROGRAM, "first-load", "--yes",
                             "--create-customers", "--config", node.config(), "--admin",
                             "http://127.0.0.1:" + std::to_string(node.admin_port())},
                            folder_);
  }

  /// -1: it runs.
  int code() {
    int how = 0;
    if (process_ != 0 && ::waitpid(process_, &how, WNOHANG) == process_) {
      process_ = 0;
      code_ = WIFEXITED(how) ? WEXITSTATUS(how) : 128;
    }
    return code_;
  }
  void wait() {
    while (code() == -1) std::this_thread::sleep_for(10ms);
  }
  std::string out() const { return tests::text_of(folder_ / "out"); }
  std::string err() const { return tests::text_of(folder_ / "err"); }

 private:
  std::filesystem::path folder_;
  pid_t process_ = 0;
  int code_ = -1;
};

struct plan {
  std::string words;
  std::function<bool(const shown&)> is_there;
};

void check(bool holds, const std::string& what) {
  std::printf("%s %s\n", holds ? "ok  " : "FAIL", what.c_str());
  if (!holds) std::exit(1);
}

std::string four(const std::string& number) {
  char text[64];
  std::snprintf(text, sizeof text, "%.4f", std::stod(number));
  return text;
}

void compare(const erp::erp& from, const simulator::store& to, const sizes& of) {
  const auto prices = to.prices();
  std::size_t differ = 0;
  for (const auto& row : from.rows(erp::entity::item)) {
    const auto found = prices.find({row.at("InventoryID").value(), 0});
    differ += found == prices.end() || four(found->second) != four(row.at("DefaultPrice").value());
  }
  check(differ == 0, "every price equals the ERP's");
  const auto quantities = to.quantities();
  for (const auto& row : from.rows(erp::entity::quantity)) {
    const auto* const source = row.at("WarehouseID") == "EAST" ? "wh_one" : "wh_two";
    const auto found = quantities.find({row.at("InventoryID").value(), source});
    differ += found == quantities.end() || four(found->second) != four(row.at("QtyOnHand").value());
  }
  check(differ == 0, "every quantity equals the ERP's");
  std::map<std::string, int> accounts;
  for (const auto& each : to.customers()) ++accounts[each.email];
  check(accounts.size() == of.customers, "every customer has an account");
  check(std::all_of(accounts.begin(), accounts.end(),
                    [](const auto& each) { return each.second == 1; }),
        "no account was created twice");
  const auto orders = to.orders();
  check(std::all_of(orders.begin(), orders.end(),
                    [](const auto& each) { return each.state == "holded"; }),
        "every order has the ERP's status");
}

int run(const sizes& of) {
  simulator::store store{shop_of(of)};
  if (const auto started = store.start(); !started) fail(started.problem().message);
  erp::erp from;
  from.clock().step(-300s);
  from.load({.items = of.items, .warehouses = 2, .customers = of.customers, .orders = of.orders});
  from.clock().step(100s);
  if (const auto started = from.start(); !started) fail(started.problem().message);
  const std::filesystem::path folder{of.folder};
  child node{folder, store.url(), settings_of(from, of)};
  const auto began = clock::now();
  const auto minutes = [&] {
    return std::chrono::duration<double>(clock::now() - began).count() / 60;
  };

  const std::vector<plan> kills{
      {"while ERP and store are compared",
       [&](const shown& now) { return now.step == "comparing" && now.done > of.items / 2; }},
      {"while quantities are loaded",
       [&](const shown& now) { return now.loading == "inventory" && now.done > of.items; }},
      {"while accounts are created",
       [&](const shown& now) { return now.loading == "customer" && now.done > of.customers / 2; }},
      {"while orders are updated",
       [&](const shown& now) { return now.loading == "order" && now.done > of.orders / 2; }}};
  double peak_mb = 0;
  std::size_t commands = 0;
  int code = -1;
  for (std::size_t i = 0; i <= kills.size(); ++i) {
    node.start();
    command load{folder / ("command-" + std::to_string(++commands)), node};
    for (shown now; load.code() == -1; std::this_thread::sleep_for(50ms)) {
      now = look(node);
      if (i < kills.size() && kills[i].is_there(now)) break;
    }
    peak_mb = std::max(peak_mb, node.peak_rss_mb());
    code = load.code();
    if (code != -1) {
      std::printf("%s%s", load.out().c_str(), load.err().c_str());
      break;
    }
    node.kill();
    load.wait();
    std::printf("%5.1f min: killed %s; the command ended with %d: %s", minutes(),
                kills[i].words.c_str(), load.code(), load.err().c_str());
    std::fflush(stdout);
  }
  check(code == 0, "acumage first-load ended with 0");
  check(commands == kills.size() + 1, "it was killed four times");
  compare(from, store, of);
  const auto seen = store.count();
  std::printf("minutes %.1f, commands %zu, peak memory %.0f MB\n", minutes(), commands, peak_mb);
  std::printf("store: %llu requests, %llu writes of %llu rows\n",
              static_cast<unsigned long long>(seen.arrived),
              static_cast<unsigned long long>(seen.writes),
              static_cast<unsigned long long>(seen.rows_written));
  std::printf("Acumatica: %llu requests\n", static_cast<unsigned long long>(from.count().all));
  return 0;
}

}  // namespace
}  // namespace acumage::bench

int main(int argc, char** argv) {
  acumage::bench::sizes of;
  CLI::App app{"From an empty folder to all equal, killed four times on the way"};
  app.add_option("--items", of.items, "SKUs, each in two warehouses");
  app.add_option("--customers", of.customers);
  app.add_option("--orders", of.orders);
  app.add_option("--requests-per-minute", of.requests_per_minute, "to the simulated Acumatica");
  app.add_option("--folder", of.folder, "for the node's data; emptied first");
  CLI11_PARSE(app, argc, argv);
  return acumage::bench::run(of);
}
