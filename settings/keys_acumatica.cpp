// Rows of the settings table: Acumatica, and what is pulled from it.
#include "settings/keys.hpp"
#include "settings/table_builder.hpp"

namespace acumage::settings {

namespace {

constexpr std::int64_t second = 1'000;
constexpr std::int64_t day = 86'400 * second;

section_builder& acumatica_address(section_builder& to) {
  return to
      .key(
          "url", [](auto& s) -> auto& { return s.acumatica.url; },
          "Address of the Acumatica instance, such as https://erp.example.com/northwind; empty: "
          "nothing is pulled.")
      .key(
          "tenant", [](auto& s) -> auto& { return s.acumatica.tenant; },
          "Login name of the tenant.")
      .key(
          "auth", [](auto& s) -> auto& { return s.acumatica.auth; },
          "How the node signs in: oauth with a connected application, or password with a session "
          "cookie.")
      .key(
          "client_id", [](auto& s) -> auto& { return s.acumatica.client_id; },
          "Client ID of the connected application; it ends with @ and the tenant.")
      .key(
          "client_secret", [](auto& s) -> auto& { return s.acumatica.client_secret; },
          "Shared secret of the connected application.")
      .key(
          "username", [](auto& s) -> auto& { return s.acumatica.username; },
          "User that the node signs in as.")
      .key(
          "password", [](auto& s) -> auto& { return s.acumatica.password; }, "Its password.")
      .key(
          "endpoint", [](auto& s) -> auto& { return s.acumatica.endpoint; },
          "Name and version of the contract-based REST endpoint; the connection test checks that "
          "Acumatica offers it.")
      .key(
          "odata", [](auto& s) -> auto& { return s.acumatica.odata; },
          "OData version of the inquiries; v3 for Acumatica before 2024 R2.")
      .key(
          "time_zone", [](auto& s) -> auto& { return s.acumatica.time_zone; },
          "Time zone of the times that Acumatica shows, such as Europe/Berlin; v3 requires it.")
      .key(
          "ca_file", [](auto& s) -> auto& { return s.acumatica.ca_file; },
          "Certificates (PEM) that Acumatica's certificate must lead to; empty: the system's.")
      .key(
          "verify_tls", [](auto& s) -> auto& { return s.acumatica.verify_tls; },
          "Check Acumatica's certificate; turn this off only in a test setup.");
}

section_builder& acumatica_limits(section_builder& to) {
  return to
      .key(
          "requests_per_minute", [](auto& s) -> auto& { return s.acumatica.requests_per_minute; },
          {.min = 1, .max = 1'000},
          "Requests the node makes at most; keep below half of what the license allows.")
      .key(
          "page_size", [](auto& s) -> auto& { return s.acumatica.page_size; },
          {.min = 50, .max = 5'000, .unit = "rows"}, "Rows that one request asks for.")
      .key(
          "max_rows", [](auto& s) -> auto& { return s.acumatica.max_rows; },
          {.min = 1, .max = 100'000'000, .unit = "rows"}, "A run that finds more rows fails.")
      .key(
          "connect_timeout", [](auto& s) -> auto& { return s.acumatica.connect_timeout; },
          {.min = 100, .max = 300 * second, .unit = "s"},
          "How long a connection to Acumatica may take to open.")
      .key(
          "read_timeout", [](auto& s) -> auto& { return s.acumatica.read_timeout; },
          {.min = 1 * second, .max = 3'600 * second, .unit = "s"},
          "How long Acumatica may take to answer; it may hold a request for 10 minutes.");
}

section_info acumatica() {
  section_builder section{"acumatica", "Acumatica, for pulling"};
  acumatica_address(section);
  return acumatica_limits(section)
      .key(
          "overlap", [](auto& s) -> auto& { return s.acumatica.overlap; },
          {.min = 60 * second, .max = day, .unit = "s"},
          "How far a delta reaches back before the last complete run; at least lag.")
      .key(
          "lag", [](auto& s) -> auto& { return s.acumatica.lag; },
          {.min = 60 * second, .max = day, .unit = "s"},
          "How much older than its reading a pulled row counts; longer than the longest "
          "transaction "
          "of the ERP.")
      .key(
          "delta_every", [](auto& s) -> auto& { return s.acumatica.delta_every; },
          {.min = 0, .max = day, .unit = "s"},
          "Interval between two deltas, after the first complete run; 0: none.")
      .key(
          "sweep_at", [](auto& s) -> auto& { return s.acumatica.sweep_at; },
          "Local time at which all rows are read each day, such as 03:30; empty: never.")
      .key(
          "lost_pushes", [](auto& s) -> auto& { return s.acumatica.lost_pushes; },
          "Inquiry over the notifications that Acumatica could not deliver; empty: not read.")
      .key(
          "lost_pushes_every", [](auto& s) -> auto& { return s.acumatica.lost_pushes_every; },
          {.min = 0, .max = day, .unit = "s"}, "Interval at which it is read; 0: never.")
      .key(
          "on_lost_push", [](auto& s) -> auto& { return s.acumatica.on_lost_push; },
          "What a lost notification does: raise an alert, or also pull what changed since.")
      .done();
}

template <entity Which>
section_builder pulled(std::string_view name, std::string_view title) {
  section_builder section{name, title};
  section
      .key(
          "source", [](auto& s) -> auto& { return s.pull[index_of(Which)].source; },
          "What is read: a generic inquiry, single records of the REST API, or a table over OData "
          "v4.")
      .key(
          "name", [](auto& s) -> auto& { return s.pull[index_of(Which)].name; },
          "Name of the inquiry (exposed through OData), record or table; empty: not pulled.")
      .key(
          "key", [](auto& s) -> auto& { return s.pull[index_of(Which)].key; },
          "Columns that identify a row: one or two, by which the inquiry is sorted.")
      .key(
          "modified", [](auto& s) -> auto& { return s.pull[index_of(Which)].modified; },
          "Column of the time of the last change.")
      .key(
          "filter", [](auto& s) -> auto& { return s.pull[index_of(Which)].filter; },
          "Further OData condition, such as ItemStatus eq 'Active'; empty: none.");
  return section;
}

section_info reconcile() {
  return section_builder{"reconcile", "Comparing Acumatica, the node and the store"}
      .key(
          "at", [](auto& s) -> auto& { return s.reconcile.at; },
          "Day and local time of a weekly reconciliation of all keys, such as sunday 03:00; empty: "
          "never.")
      .key(
          "entities", [](auto& s) -> auto& { return s.reconcile.entities; },
          "What it compares; empty: all of these that are sent.")
      .done();
}

}  // namespace

std::vector<section_info> acumatica_sections() {
  return {acumatica(),
          pulled<entity::pricing>("pull.pricing", "Prices, pulled").done(),
          pulled<entity::inventory>("pull.inventory", "Quantities, pulled")
              .key(
                  "absent", [](auto& s) -> auto& { return s.absent; },
                  "What a complete run does with quantities that the inquiry no longer has; zero "
                  "needs an empty filter.")
              .done(),
          pulled<entity::shipment>("pull.shipment", "Shipments, pulled").done(),
          pulled<entity::customer>("pull.customer", "Customers, pulled").done(),
          pulled<entity::order>("pull.order", "Orders, pulled").done(),
          reconcile()};
}

}  // namespace acumage::settings
