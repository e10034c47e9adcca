// Rows of the settings table: the store, the queue, the entities and Acumatica's names.
#include "settings/keys.hpp"
#include "settings/table_builder.hpp"

namespace acumage::settings {

namespace {

constexpr std::int64_t second = 1'000;

section_info connection() {
  return section_builder{"connection", "Connection Settings"}
      .key(
          "magento_url", [](auto& s) -> auto& { return s.connection.magento_url; },
          "Address of the store, such as https://shop.example.com; while it is empty, acumage run "
          "refuses to start.")
      .key(
          "store_code", [](auto& s) -> auto& { return s.connection.store_code; },
          "Scope of every call, /rest/<store_code>/V1/…; `all` writes the values of all store "
          "views.")
      .key(
          "bearer_token", [](auto& s) -> auto& { return s.connection.bearer_token; },
          "Access token of the store's integration.")
      .key(
          "confirm_bearer_token",
          [](auto& s) -> auto& { return s.connection.confirm_bearer_token; },
          "The token again, optional; if it is given, both must be the same.")
      .key(
          "oauth_consumer_key", [](auto& s) -> auto& { return s.connection.oauth_consumer_key; },
          "OAuth consumer key of the store's integration: first of the four OAuth 1.0a secrets, "
          "which sign each request instead of the token.")
      .key(
          "oauth_consumer_secret",
          [](auto& s) -> auto& { return s.connection.oauth_consumer_secret; },
          "OAuth consumer secret.")
      .key(
          "oauth_token", [](auto& s) -> auto& { return s.connection.oauth_token; },
          "OAuth access token.")
      .key(
          "oauth_token_secret", [](auto& s) -> auto& { return s.connection.oauth_token_secret; },
          "OAuth access token secret.")
      .key(
          "ca_file", [](auto& s) -> auto& { return s.connection.ca_file; },
          "Certificates (PEM) that the store's certificate must lead to; empty: the system's.")
      .key(
          "verify_tls", [](auto& s) -> auto& { return s.connection.verify_tls; },
          "Check the store's certificate; turn this off only in a test setup.")
      .key(
          "proxy", [](auto& s) -> auto& { return s.connection.proxy; },
          "Proxy for requests to the store and to the alert webhook, such as "
          "http://proxy.example.com:3128; empty: the proxy of the environment (HTTPS_PROXY, "
          "http_proxy).")
      .key(
          "connect_timeout", [](auto& s) -> auto& { return s.connection.connect_timeout; },
          {.min = 100, .max = 300 * second, .unit = "s"},
          "How long a connection to the store may take to open.")
      .key(
          "read_timeout", [](auto& s) -> auto& { return s.connection.read_timeout; },
          {.min = 1 * second, .max = 3'600 * second, .unit = "s"},
          "How long the store may take to answer; a lock wait inside it takes 50 s.")
      .key(
          "check_interval", [](auto& s) -> auto& { return s.connection.check_interval; },
          {.min = 0, .max = 3'600 * second, .unit = "s"},
          "How often an idle lane asks the store whether it answers; 0: never.")
      .done();
}

section_info packages() {
  return section_builder{"packages", "Packages of the ERP"}
      .key(
          "commerce_pro", [](auto& s) -> auto& { return s.packages.commerce_pro; },
          "The ERP runs CommercePro, which sales_price, branch_wise and vendor inventory require.")
      .done();
}

section_info queue() {
  return section_builder{"queue", "Queue Processing Settings"}
      .key(
          "threshold_count", [](auto& s) -> auto& { return s.queue.threshold_count; },
          {.min = 0, .max = 100'000},
          "Up to this many waiting deliveries are sent one by one, more of them in batches; "
          "pricing and inventory only.")
      .key(
          "batch_count", [](auto& s) -> auto& { return s.queue.batch_count; },
          {.min = 1, .max = 1'000},
          "Maximum deliveries in one request above the threshold; pricing and inventory only.")
      .key(
          "retry_count", [](auto& s) -> auto& { return s.queue.retry_count; },
          {.min = 1, .max = 100}, "Attempts in all; the last failure makes a dead letter.")
      .key(
          "check_process_time", [](auto& s) -> auto& { return s.queue.check_process_time; },
          {.min = 1 * second, .max = 59 * second, .unit = "s"},
          "How long a run keeps looking for waiting deliveries.")
      .key(
          "process_sleep_time", [](auto& s) -> auto& { return s.queue.process_sleep_time; },
          {.min = 0, .max = 59 * second, .unit = "s"},
          "Pause between two looks of a run; 0: no schedule, send as soon as a delivery is "
          "waiting.")
      .key(
          "schedule_interval", [](auto& s) -> auto& { return s.queue.schedule_interval; },
          {.min = 1 * second, .max = 3'600 * second, .unit = "s"},
          "Interval from the start of one run to the start of the next.")
      .done();
}

section_info entities() {
  return section_builder{"entities", "Individual Sync Status"}
      .key(
          "pricing", [](auto& s) -> auto& { return s.entities[0]; }, "Send prices.")
      .key(
          "inventory", [](auto& s) -> auto& { return s.entities[1]; },
          "Send quantities; [inventory_sync] selects the warehouses.")
      .key(
          "shipment", [](auto& s) -> auto& { return s.entities[2]; }, "Send shipments.")
      .key(
          "customer", [](auto& s) -> auto& { return s.entities[3]; },
          "Send customers; [customer_sync] selects the classes.")
      .key(
          "order", [](auto& s) -> auto& { return s.entities[4]; }, "Send order statuses.")
      .done();
}

section_info queries() {
  return map_section("queries", "Acumatica queries", [](auto& s) -> auto& { return s.queries; },
                     {.key = "Acumatica query name",
                      .value = "entity",
                      .help = "The entity of the rows of a query; this section as a whole replaces "
                              "the five built-in names below.",
                      .examples = {}});
}

template <entity Which>
section_info aliases(std::string_view name, std::string_view title,
                     std::pair<std::string_view, std::string_view> example) {
  return map_section(
      name, title, [](auto& s) -> auto& { return s.aliases[index_of(Which)]; },
      {.key = "concept",
       .value = "column captions",
       .help = "Captions that the designer of a query chose, tried before the built-in ones.",
       .examples = {example}});
}

}  // namespace

std::vector<section_info> store_sections() {
  return {connection(),
          packages(),
          queue(),
          entities(),
          queries(),
          aliases<entity::pricing>("aliases.pricing", "Column captions of price rows",
                                   {"default_price", "List Price, Price1"}),
          aliases<entity::inventory>("aliases.inventory", "Column captions of quantity rows",
                                     {"on_hand", "Stock, Qty"}),
          aliases<entity::shipment>("aliases.shipment", "Column captions of shipment rows",
                                    {"shipment_number", "Shipment Nbr."}),
          aliases<entity::customer>("aliases.customer", "Column captions of customer rows",
                                    {"customer_id", "Customer"}),
          aliases<entity::order>("aliases.order", "Column captions of order rows",
                                 {"order_number", "Order Nbr."})};
}

}  // namespace acumage::settings
