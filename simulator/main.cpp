// acumage-simulator: the simulated store, and on request the simulated ERP, as a program of their own.
#include "simulator/acumatica/erp.hpp"
#include "simulator/store.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using acumage::errc;
using acumage::error;
using acumage::result;
using acumage::simulator::product;

/// One product a line: SKU, or SKU, tab, type, or with a second tab and a price. Empty lines and
/// lines that start with "#" are skipped.
result<product> product_from(std::string_view line, const std::string& where) {
  product made;
  const auto tab = line.find('\t');
  made.sku = line.substr(0, tab);
  if (tab == std::string_view::npos) return made;
  const auto rest = line.substr(tab + 1);
  const auto second = rest.find('\t');
  const auto type = acumage::simulator::product_type_from(rest.substr(0, second));
  if (!type) {
    return error{errc::invalid,
                 where + ": type = " + std::string{rest.substr(0, second)} +
                     "; expected simple, virtual, downloadable, bundle, "
                     "bundle-dynamic, configurable or grouped",
                 {}};
  }
  made.type = *type;
  if (second == std::string_view::npos) return made;
  const auto text = rest.substr(second + 1);
  double price = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), price);
  if (problem != std::errc{} || end != text.data() + text.size())
    return error{
        errc::invalid, where + ": price = " + std::string{text} + "; expected a number", {}};
  made.price = price;
  return made;
}

result<std::vector<product>> products_in(const std::string& file) {
  std::ifstream lines{file};
  if (!lines)
    return error{errc::not_found, file + ": cannot be read; expected a file of products", {}};
  std::vector<product> all;
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    auto one = product_from(line, file + ':' + std::to_string(number));
    if (!one) return one.problem();
    all.push_back(std::move(*one));
  }
  return all;
}

/// SKU-000001 and so on.
std::vector<product> made_up_products(unsigned count) {
  std::vector<product> all;
  for (unsigned i = 1; i <= count; ++i) {
    const std::string number = std::to_string(i);
    const std::size_t zeros = number.size() < 6 ? 6 - number.size() : 0;
    all.push_back({.sku = "SKU-" + std::string(zeros, '0') + number, .type = {}});
  }
  return all;
}

int fail(const error& problem, int code) {
  std::fprintf(stderr, "%s\n", problem.message.c_str());
  return code;
}

struct erp_settings {
  acumage::simulator::acumatica::options setup;
  acumage::simulator::acumatica::sizes sizes = {.items = 1000,
                                                .warehouses = 2,
                                                .sales_prices = 0,
                                                .customers = 100,
                                                .orders = 100,
                                                .shipments = 0};
};

struct settings {
  acumage::simulator::store_options store;
  erp_settings erp;
  std::optional<std::uint16_t> erp_port;
  std::string products_file;
  std::vector<std::string> sources;
  unsigned product_count = 1000;
  bool fast = false;
  bool single_source = false;
};

void describe(CLI::App& app, settings& to) {
  app.add_option("--port", to.store.port, "port on 127.0.0.1; 0: any")->capture_default_str();
  app.add_option("--token", to.store.token, "bearer token it accepts")->capture_default_str();
  auto* const count =
      app.add_option("--product-count", to.product_count, "products SKU-000001, SKU-000002, …")
          ->capture_default_str();
  app.add_option("--products", to.products_file,
                 "file with one product per line: SKU[<tab>type[<tab>price]]")
      ->excludes(count);
  app.add_option("--source", to.sources, "code of a source besides default; repeatable");
  app.add_flag("--no-inventory-modules", to.single_source,
               "a store whose Magento_Inventory* modules were removed: no /V1/inventory routes");
  app.add_option("--customer-attribute", to.store.customer_attributes,
                 "code of a custom customer attribute; makes the store Adobe Commerce; repeatable");
  app.add_option("--max-page-size", to.store.max_page_size,
                 "most items of a page, as webapi/validation/maximum_page_size; 0: no limit");
  app.add_flag("--history", to.store.keep_history,
               "keep every applied price and source item, for /simulator/stock-history");
  app.add_flag("--fast", to.fast, "keep no log of requests");
}

void describe_erp(CLI::App& app, settings& to) {
  auto& erp = to.erp;
  const std::string group = "ERP";
  auto* const port = app.add_option("--acumatica", to.erp_port,
                                    "also serve an ERP like Acumatica on this port; 0: any")
                         ->group(group);
  const auto add = [&](const char* name, auto& value, const char* help) {
    app.add_option(name, value, help)->capture_default_str()->needs(port)->group(group);
  };
  add("--push-to", erp.setup.push.url,
      "address that gets a push notification of every change, such as "
      "http://127.0.0.1:8080/push");
  add("--push-header", erp.setup.push.header, "header that carries the secret of pushes");
  add("--push-secret", erp.setup.push.secret, "secret of pushes");
  add("--erp-items", erp.sizes.items, "stock items SKU-000001, SKU-000002, …");
  add("--erp-warehouses", erp.sizes.warehouses, "warehouses EAST, WEST, NORTH, SOUTH, WH05, …");
  add("--erp-sales-prices", erp.sizes.sales_prices, "sales prices, of the first items");
  add("--erp-customers", erp.sizes.customers, "customers C000001, C000002, …");
  add("--erp-orders", erp.sizes.orders, "open orders SO000001, SO000002, …");
  add("--erp-shipments", erp.sizes.shipments, "confirmed shipments of the first orders");
  add("--erp-user", erp.setup.user, "user of the API");
  add("--erp-password", erp.setup.password, "its password");
  add("--erp-client-id", erp.setup.client_id, "OAuth client");
  add("--erp-client-secret", erp.setup.client_secret, "its secret");
  add("--erp-seats", erp.setup.licence.seats, "sessions that the license allows");
  add("--erp-requests-per-minute", erp.setup.licence.per_minute,
      "requests per minute that the license allows; 0: no limit");
}

/// Runs until SIGINT or SIGTERM. The exit code.
int serve(acumage::simulator::store_options options, const erp_settings* erp) {
  // Blocked before any thread starts, so that every thread inherits it and sigwait() alone gets
  // them.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  acumage::simulator::store store{std::move(options)};
  if (const auto started = store.start(); !started) return fail(started.problem(), 1);
  std::printf("listening 127.0.0.1:%d\n", static_cast<int>(store.port()));
  std::optional<acumage::simulator::acumatica::erp> neighbour;
  if (erp != nullptr) {
    neighbour.emplace(erp->setup);
    neighbour->load(erp->sizes);
    if (const auto started = neighbour->start(); !started) return fail(started.problem(), 1);
    std::printf("acumatica %s\n", neighbour->url().c_str());
  }
  std::fflush(stdout);
  int signal = 0;
  sigwait(&ends, &signal);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  settings chosen;
  CLI::App app{
      "A store that behaves like Magento 2.4.7, and with --acumatica an ERP that behaves like\n"
      "Acumatica, for trying Acumage without them. Both listen on 127.0.0.1 and print their\n"
      "addresses. Faults, edits and counters: /simulator/state of the store, /__control of the "
      "ERP.",
      "acumage-simulator"};
  describe(app, chosen);
  describe_erp(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }

  if (chosen.products_file.empty()) {
    chosen.store.products = made_up_products(chosen.product_count);
  } else if (auto listed = products_in(chosen.products_file)) {
    chosen.store.products = std::move(*listed);
  } else {
    return fail(listed.problem(), 2);
  }
  for (auto& code : chosen.sources) chosen.store.sources.push_back({.code = std::move(code)});
  chosen.store.multi_source = !chosen.single_source;
  if (chosen.fast) chosen.store.log_limit = 0;
  if (chosen.erp_port) chosen.erp.setup.port = *chosen.erp_port;
  return serve(std::move(chosen.store), chosen.erp_port ? &chosen.erp : nullptr);
}
