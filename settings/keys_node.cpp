// Rows of the settings table: the node, its listeners, delivery, disk and log.
#include "settings/keys.hpp"
#include "settings/table_builder.hpp"

namespace acumage::settings {

namespace {

constexpr std::int64_t second = 1'000;
constexpr std::int64_t mebibyte = 1'048'576;
constexpr std::int64_t pebibyte = mebibyte * mebibyte * 1'024;
constexpr key_traits restarts{.when = applies::at_restart};

section_builder& intake_listener(section_builder& to) {
  return to
      .key(
          "address", [](auto& s) -> auto& { return s.intake.address; }, restarts,
          "Address on which the node receives Acumatica's notifications.")
      .key(
          "port", [](auto& s) -> auto& { return s.intake.port; },
          {.min = 0, .max = 65'535, .when = applies::at_restart},
          "Its port; 0: any free one, which is printed at start.")
      .key(
          "header_name", [](auto& s) -> auto& { return s.intake.header_name; },
          "The header in which the sender passes its secret.")
      .key(
          "header_value", [](auto& s) -> auto& { return s.intake.header_value; },
          "The secret; required unless the address is loopback or hmac_secret is set.")
      .key(
          "hmac_secret", [](auto& s) -> auto& { return s.intake.hmac_secret; },
          "Requests signed with it (X-Acumage-Signature: sha256=<hex of HMAC-SHA256 over the "
          "body>) "
          "need no header.")
      .key(
          "tls_certificate", [](auto& s) -> auto& { return s.intake.tls_certificate; },
          "Certificate chain (PEM) of the listener, which then speaks https only; empty: plain "
          "HTTP.")
      .key(
          "tls_key", [](auto& s) -> auto& { return s.intake.tls_key; },
          "Its private key (PEM), without a passphrase.")
      .key(
          "client_ca", [](auto& s) -> auto& { return s.intake.client_ca; },
          "Certificates (PEM) that a client's certificate must lead to; empty: a client needs "
          "none.");
}

section_info intake() {
  section_builder section{"intake", "Where notifications of Acumatica come in"};
  return intake_listener(section)
      .key(
          "company", [](auto& s) -> auto& { return s.intake.company; },
          "The one Acumatica tenant (CompanyId) served; empty: not checked.")
      .key(
          "max_body", [](auto& s) -> auto& { return s.intake.max_body; },
          {.min = 1'024, .max = 268'435'456, .unit = "bytes"}, "Largest body of a request.")
      .key(
          "max_connections", [](auto& s) -> auto& { return s.intake.max_connections; },
          {.min = 1, .max = 100'000},
          "Maximum open connections; at the limit the oldest idle or half-open one is closed.")
      .key(
          "request_timeout", [](auto& s) -> auto& { return s.intake.request_timeout; },
          {.min = 100, .max = 600 * second, .unit = "s"},
          "How long a client may take to send its request.")
      .key(
          "max_unsettled", [](auto& s) -> auto& { return s.intake.max_unsettled; },
          {.min = 1, .max = 100'000'000},
          "Maximum changes accepted and not yet settled; above this, requests are answered 503.")
      .key(
          "max_journal", [](auto& s) -> auto& { return s.intake.max_journal; },
          {.min = mebibyte, .max = pebibyte, .unit = "bytes"},
          "Maximum size of the journal on disk; above this, requests are answered 503.")
      .key(
          "pair_window", [](auto& s) -> auto& { return s.intake.pair_window; },
          {.min = 0, .max = 60 * second, .unit = "s"},
          "How long a lone Deleted waits for its Inserted.")
      .key(
          "assemble_window", [](auto& s) -> auto& { return s.intake.assemble_window; },
          {.min = 0, .max = 60 * second, .unit = "s"},
          "Time without a new row after which a shipment is complete.")
      .key(
          "max_duplicates", [](auto& s) -> auto& { return s.intake.max_duplicates; },
          {.min = 1, .max = 1'000'000'000},
          "How many notifications are remembered to recognize a repeated one.")
      .key(
          "duplicates_days", [](auto& s) -> auto& { return s.intake.duplicates_days; },
          {.min = 1, .max = 365, .unit = "days"}, "How long a notification is remembered.")
      .done();
}

section_info admin() {
  return section_builder{"admin", "Administration and console"}
      .key(
          "address", [](auto& s) -> auto& { return s.admin.address; }, restarts,
          "Address of the API and the console.")
      .key(
          "port", [](auto& s) -> auto& { return s.admin.port; },
          {.min = 0, .max = 65'535, .when = applies::at_restart},
          "Its port; 0: any free one, which is printed at start.")
      .key(
          "hosts", [](auto& s) -> auto& { return s.admin.hosts; },
          "Additional host names under which browsers may reach the console.")
      .key(
          "token", [](auto& s) -> auto& { return s.admin.token; },
          "Bearer token of the API; required unless the address is loopback.")
      .key(
          "tls_certificate", [](auto& s) -> auto& { return s.admin.tls_certificate; },
          "Certificate chain (PEM) of the listener, which then speaks https only; empty: plain "
          "HTTP.")
      .key(
          "tls_key", [](auto& s) -> auto& { return s.admin.tls_key; },
          "Its private key (PEM), without a passphrase.")
      .done();
}

section_builder& concurrency(section_builder& to) {
  constexpr key_traits in_flight{.min = 1, .max = 64};
  return to
      .key(
          "concurrency.pricing", [](auto& s) -> auto& { return s.delivery.concurrency[0]; },
          in_flight, "Price requests in flight; the store locks rows, so more than 1 gains little.")
      .key(
          "concurrency.inventory", [](auto& s) -> auto& { return s.delivery.concurrency[1]; },
          in_flight, "Quantity requests in flight.")
      .key(
          "concurrency.shipment", [](auto& s) -> auto& { return s.delivery.concurrency[2]; },
          in_flight, "Shipments in flight, one per order.")
      .key(
          "concurrency.customer", [](auto& s) -> auto& { return s.delivery.concurrency[3]; },
          in_flight, "Customers in flight.")
      .key(
          "concurrency.order", [](auto& s) -> auto& { return s.delivery.concurrency[4]; },
          in_flight, "Orders in flight.");
}

section_info delivery() {
  section_builder section{"delivery", "Sending to the store"};
  return concurrency(section)
      .key(
          "rate", [](auto& s) -> auto& { return s.delivery.rate; },
          {.min = 0, .max = 10'000'000, .unit = "requests per second"},
          "Maximum requests to the store; 0: no limit.")
      .key(
          "backoff_base", [](auto& s) -> auto& { return s.delivery.backoff_base; },
          {.min = 1, .max = 60 * second, .unit = "s"},
          "Longest pause after the first failed attempt; it doubles with each further one.")
      .key(
          "backoff_cap", [](auto& s) -> auto& { return s.delivery.backoff_cap; },
          {.min = 1, .max = 3'600 * second, .unit = "s"}, "Longest pause between two attempts.")
      .key(
          "park_interval", [](auto& s) -> auto& { return s.delivery.park_interval; },
          {.min = 1 * second, .max = 86'400 * second, .unit = "s"},
          "Interval between two look-ups of a record that the store does not know yet.")
      .key(
          "park_limit", [](auto& s) -> auto& { return s.delivery.park_limit; },
          {.min = 1 * second, .max = 2'592'000 * second, .unit = "s"},
          "Time after which such a record becomes a dead letter.")
      .key(
          "probe_interval", [](auto& s) -> auto& { return s.delivery.probe_interval; },
          {.min = 1 * second, .max = 3'600 * second, .unit = "s"},
          "Interval between two probes of an open circuit.")
      .key(
          "suspect_limit", [](auto& s) -> auto& { return s.delivery.suspect_limit; },
          {.min = 1 * second, .max = 86'400 * second, .unit = "s"},
          "A record that is the only one turned away for this long, while others are delivered, "
          "becomes a dead letter.")
      .key(
          "settle_time", [](auto& s) -> auto& { return s.delivery.settle_time; },
          {.min = 0, .max = 600 * second, .unit = "s"},
          "How long a key rests after an unknown outcome.")
      .key(
          "unknown_sku", [](auto& s) -> auto& { return s.delivery.unknown_sku; },
          "Items that the store does not sell are parked until the limit, or filtered at once.")
      .key(
          "shipment_hold", [](auto& s) -> auto& { return s.delivery.shipment_hold; },
          {.min = 0, .max = 3'600 * second, .unit = "s"},
          "How long a quantity waits for older shipments of its SKU and source.")
      .key(
          "check_skus", [](auto& s) -> auto& { return s.delivery.check_skus; },
          "Look up a SKU in the store before its first quantity is sent.")
      .key(
          "drain_deadline", [](auto& s) -> auto& { return s.delivery.drain_deadline; },
          {.min = 0, .max = 600 * second, .unit = "s"},
          "How long requests in flight may take when the node stops.")
      .done();
}

section_info storage() {
  return section_builder{"storage", "Data folder"}
      .key(
          "path", [](auto& s) -> auto& { return s.storage.path; },
          {.when = applies::at_restart, .folder = true},
          "The data folder; a relative path starts at the working folder.")
      .key(
          "sync", [](auto& s) -> auto& { return s.storage.sync; },
          "Sync the journal to disk before a 2xx; false is for measuring only.")
      .key(
          "reserve", [](auto& s) -> auto& { return s.storage.reserve; },
          {.min = 0, .max = pebibyte, .unit = "bytes"},
          "Free disk space below which new changes are answered 503; it is reserved for settling "
          "accepted changes.")
      .done();
}

section_info backup() {
  return section_builder{"backup", "Copies of the data folder"}
      .key(
          "folder", [](auto& s) -> auto& { return s.backup.folder; }, {.folder = true},
          "Where backups are written, outside the data folder; an absolute path; empty: none by "
          "schedule.")
      .key(
          "every", [](auto& s) -> auto& { return s.backup.every; },
          {.min = 0, .max = 31 * 86'400 * second},
          "Time from one backup to the next; 0: only `acumage backup`.")
      .key(
          "keep", [](auto& s) -> auto& { return s.backup.keep; },
          {.min = 1, .max = 1'000, .unit = "backups"}, "How many of the newest stay in the folder.")
      .done();
}

section_info dead_letters() {
  return section_builder{"dead_letters", "Failed messages"}
      .key(
          "max_bytes", [](auto& s) -> auto& { return s.dead_letters.max_bytes; },
          {.min = mebibyte, .max = pebibyte, .unit = "bytes"},
          "At the limit the intake answers 503, with an alert.")
      .done();
}

section_info history() {
  return section_builder{"history", "The end of every change"}
      .key(
          "retention_days", [](auto& s) -> auto& { return s.history.retention_days; },
          {.min = 1, .max = 3'650, .unit = "days"},
          "How long the end of each change and the remembered values of finished documents are "
          "kept.")
      .key(
          "max_bytes", [](auto& s) -> auto& { return s.history.max_bytes; },
          {.min = mebibyte, .max = pebibyte, .unit = "bytes"},
          "At the limit the oldest records are removed first.")
      .done();
}

section_info log() {
  return section_builder{"log", "Lines on stderr"}
      .key(
          "level", [](auto& s) -> auto& { return s.log.level; },
          "Lowest level that is written to stderr.")
      .key(
          "format", [](auto& s) -> auto& { return s.log.format; }, "One line per event.")
      .done();
}

section_info alerts() {
  return section_builder{"alerts", "When to raise an alarm"}
      .key(
          "webhook_url", [](auto& s) -> auto& { return s.alerts.webhook_url; },
          "Address to which alerts are posted as JSON, in addition to the log; http or https.")
      .key(
          "window", [](auto& s) -> auto& { return s.alerts.window; },
          {.min = 1 * second, .max = 86'400 * second, .unit = "s"},
          "Minimum time between two alerts of one cause; a cause is resolved after it has been "
          "absent for a tenth of it.")
      .key(
          "backlog_age", [](auto& s) -> auto& { return s.alerts.backlog_age; },
          {.min = 1 * second, .max = 604'800 * second, .unit = "s"},
          "Age of the oldest waiting delivery that raises an alert.")
      .key(
          "failure_rate", [](auto& s) -> auto& { return s.alerts.failure_rate; },
          {.min = 0, .max = 1'000},
          "Share of dead letters among the last 100 changes delivered or dead-lettered above which "
          "an alert is raised; 1: none.")
      .key(
          "disk_free", [](auto& s) -> auto& { return s.alerts.disk_free; },
          {.min = 0, .max = pebibyte, .unit = "bytes"},
          "Free space on the disk of the data folder below which an alert is raised.")
      .key(
          "silence", [](auto& s) -> auto& { return s.alerts.silence; },
          {.min = 0, .max = 2'592'000 * second, .unit = "s"},
          "Time without a notification from the ERP after which an alert is raised; 0: none.")
      .done();
}

}  // namespace

std::vector<section_info> node_sections() {
  return {intake(),       admin(),   delivery(), storage(), backup(),
          dead_letters(), history(), log(),      alerts()};
}

}  // namespace acumage::settings
