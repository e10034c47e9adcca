// The guide to the settings: the node itself, its listeners, delivery, disk and log.
#include "settings/details.hpp"

#include <array>

namespace acumage::settings {

namespace {

constexpr auto details = std::to_array<setting_details>({
    {"intake",
     "The listener that Acumatica pushes to: `POST /push`, and `POST /changes` for others.", "",
     ""},
    {"intake.address",
     "Loopback by default: a proxy on this machine may stand before it. Any other address needs "
     "`header_value` or `hmac_secret`.",
     "address = 0.0.0.0\nheader_value_file = intake-secret",
     "Acumatica reaches `http://<this machine>:8810/push`."},
    {"intake.port", "The port of `intake.address`.", "port = 8443",
     "The Address of the definition in SM302000 ends in `:8443/push`."},
    {"intake.header_name",
     "All that Acumatica offers to show who it is: one header with a fixed value.",
     "header_name = X-Acumage-Key", "Header Name in SM302000."},
    {"intake.header_value",
     "Once set it is enforced on loopback too; compared in constant time. A wrong or missing one "
     "is "
     "answered 401 and nothing is kept.",
     "header_value_file = intake-secret", "Header Value in SM302000."},
    {"intake.hmac_secret",
     "For senders that can sign, such as a middleware before the node. Acumatica itself cannot.",
     "hmac_secret_file = hmac.secret", "`X-Acumage-Signature: sha256=…`, or 401."},
    {"intake.tls_certificate", "Both this and `tls_key` are needed, and read at the start.",
     "tls_certificate = intake.pem\ntls_key = intake.key",
     "`https://…` only; plain HTTP is refused."},
    {"intake.tls_key", "See `tls_certificate`.", "tls_key = intake.key", "See `tls_certificate`."},
    {"intake.client_ca", "For a proxy or middleware that has a certificate of its own.",
     "client_ca = clients.pem", "A handshake that fails without a certificate of that authority."},
    {"intake.company",
     "One node serves one tenant. The notifications of another are answered 2xx and kept as "
     "letters "
     "`unrouted`.",
     "company = Northwind",
     "`\"CompanyId\":\"Northwind\"` is taken; any other tenant's rows never reach "
     "the store."},
    {"intake.max_body",
     "Larger ones are answered 413. A notification holds every row of a transaction: mass updates "
     "are "
     "large.",
     "max_body = 67108864", "Notifications of up to 64 MB are taken."},
    {"intake.max_connections", "A bound on memory and open files.", "max_connections = 1024",
     "The oldest idle connection is closed when the 1025th comes."},
    {"intake.request_timeout", "From the first byte to the last; a slow one is closed.",
     "request_timeout = 10", "A sender that stalls has to send again."},
    {"intake.max_unsettled",
     "The bound on memory: everything that waits, in all lanes. Delivery goes on, and the sender "
     "is told "
     "to come again.",
     "max_unsettled = 200000", "503 with `Retry-After`; Acumatica tries up to five times."},
    {"intake.max_journal", "The bound on disk of what is accepted and not yet settled.",
     "max_journal = 21474836480", "503 with `Retry-After`."},
    {"intake.pair_window",
     "The two halves of an update may come in separate notifications, in either order. A lone "
     "`Deleted` "
     "that finds no other half in this time is a removal.",
     "pair_window = 5", "The quantity of a row that is gone, at the earliest after 5 s."},
    {"intake.assemble_window",
     "A shipment comes as rows, perhaps in several notifications. Rows that come later are shipped "
     "as a "
     "supplement.",
     "assemble_window = 5", "One shipment for all rows that came within 5 s of each other."},
    {"intake.max_duplicates",
     "Acumatica delivers at least once. What is remembered survives a restart.",
     "max_duplicates = 10000000", "`\"duplicates\":1` in the answer, and nothing twice."},
    {"intake.duplicates_days", "Acumatica keeps what it could not deliver for two days.",
     "duplicates_days = 3", "A notification that is sent again within three days is known."},
    {"admin", "The listener of the commands, the API and the figures.", "", ""},
    {"admin.address", "Any address but loopback needs `token`.", "address = 127.0.0.1",
     "`acumage stats` works on this machine only."},
    {"admin.port", "The commands look for it here.", "port = 8811",
     "`http://127.0.0.1:8811/stats`"},
    {"admin.hosts",
     "A page of another origin must not reach the node through somebody's browser: any `Origin` or "
     "`Host` but the address, localhost or these is answered 403.",
     "hosts = acumage.example.com", "Browsers may open `http://acumage.example.com:8811`."},
    {"admin.token", "Everything but `/livez` and `/readyz` needs it, when it is set.",
     "token_file = admin-token",
     "`Authorization: Bearer …`, which the commands send by themselves."},
    {"admin.tls_certificate", "As for `[intake]`.",
     "tls_certificate = admin.pem\ntls_key = admin.key", "`https://…` only."},
    {"admin.tls_key", "See `tls_certificate`.", "tls_key = admin.key", "See `tls_certificate`."},
    {"delivery", "How hard the store is worked, and what follows a failure.", "", ""},
    {"delivery.concurrency.pricing",
     "Parallel batches that share SKUs meet each other's locks in the store's database.",
     "concurrency.pricing = 1", "One price request at a time."},
    {"delivery.concurrency.inventory", "2 may pay when different sources are told at once.",
     "concurrency.inventory = 2", "At most two quantity requests at a time, never of one key."},
    {"delivery.concurrency.shipment",
     "Each needs several requests; those of one order go one by one.", "concurrency.shipment = 4",
     "Up to four orders are worked on at once."},
    {"delivery.concurrency.customer",
     "A new account takes the store a second, for its welcome mail.", "concurrency.customer = 2",
     "Two accounts at a time."},
    {"delivery.concurrency.order", "One order has one request at a time, whatever this says.",
     "concurrency.order = 2", "Two orders at a time."},
    {"delivery.rate", "For all lanes together; look-ups and probes count.", "rate = 5",
     "At most five requests in any second."},
    {"delivery.backoff_base",
     "The pause is drawn at random up to this, so that failures do not come in step; then it "
     "doubles.",
     "backoff_base = 2", "Up to 2 s, up to 4 s, up to 8 s between the attempts."},
    {"delivery.backoff_cap",
     "Where the doubling ends. A longer `Retry-After` of the store is obeyed.", "backoff_cap = 300",
     "No pause longer than 5 minutes."},
    {"delivery.park_interval",
     "A SKU or an order that the store does not know yet is looked up, not sent: many of them with "
     "one "
     "request.",
     "park_interval = 300", "A look-up every five minutes while something is parked."},
    {"delivery.park_limit", "Then it is a letter `unknown_record`, which a replay parks again.",
     "park_limit = 86400", "Nothing for a product that is not created within a day."},
    {"delivery.probe_interval",
     "While the store is down, in maintenance or refuses the credential, a lane holds and asks "
     "this "
     "often; no attempt is used up.",
     "probe_interval = 15", "One small read request of each lane every 15 s."},
    {"delivery.settle_time",
     "After a timeout or a reset the store may still apply what was sent. Then the newest value is "
     "sent "
     "and read back; a difference is sent once more.",
     "settle_time = 60", "The same key at the earliest a minute later."},
    {"delivery.unknown_sku",
     "`ignore` filters them `unknown_sku`, for an ERP with many items that are not in the shop.",
     "unknown_sku = ignore",
     "Nothing; a product created later gets its price with the next change."},
    {"delivery.shipment_hold",
     "The store deducts what ships by itself: a quantity that knows of the shipment already must "
     "come "
     "after it.",
     "shipment_hold = 60", "First the shipment, then the quantity."},
    {"delivery.check_skus",
     "Magento keeps a quantity without a product, as an orphan that nobody sees. What it has is "
     "remembered.",
     "check_skus = true", "One `GET /V1/products` for up to 100 new SKUs."},
    {"delivery.drain_deadline",
     "At SIGTERM. What has not ended then is in the journal and goes on at the next start.",
     "drain_deadline = 20", "No new request after the stop; answers are awaited for 20 s."},
    {"storage", "What is accepted is on disk before it is answered.", "", ""},
    {"storage.path",
     "Journal, letters, history and memory. A disk of the machine itself; two nodes never share "
     "one.",
     "path = /var/lib/acumage", "Nothing."},
    {"storage.sync",
     "Without it a machine that loses power loses what it had answered 2xx; `check-config` warns.",
     "sync = true", "2xx only for what would survive."},
    {"storage.reserve",
     "Delivery goes on in that room: what was accepted ends, and its letters and history are "
     "written. Once more is free, new changes are taken again.",
     "reserve = 1073741824", "503 with `Retry-After` while less than 1 GB of the disk is free."},
    {"dead_letters", "What failed for good, until somebody replays, resolves or discards it.", "",
     ""},
    {"dead_letters.max_bytes",
     "No letter is ever dropped, so at the limit nothing new is accepted. Delivery goes on.",
     "max_bytes = 21474836480", "503 with `Retry-After`, once the letters take 20 GB."},
    {"history", "One record for the end of every accepted change.", "", ""},
    {"history.retention_days",
     "Older records are removed, and closed dead letters. So is what is remembered of a shipment "
     "or an order that is "
     "finished and has not changed for that long; the store's markers and look-ups replace it.",
     "retention_days = 90", "Nothing; `GET /history` reaches back 90 days."},
    {"history.max_bytes", "Whichever limit is met first.", "max_bytes = 4294967296", "Nothing."},
    {"log", "For operators: one line for each event, none for each change at `info`.", "", ""},
    {"log.level", "`info` has no line for single changes: the history has them.", "level = warn",
     "Nothing; stderr then has only what may need a person."},
    {"log.format", "`logfmt` for people, `json` for a log collector.", "format = json",
     "Nothing; stderr then reads `{\"level\":\"info\",…}`."},
    {"alerts", "What is worth a person's attention.", "", ""},
    {"alerts.webhook_url",
     "Each alert is one POST, tried again for an hour when it fails; `text` is what chat programs "
     "show. "
     "[operations.md](operations.md) says what each cause means.",
     "webhook_url_file = alerts-url",
     "Nothing; the address is sent "
     "`{\"state\":\"firing\",\"cause\":\"circuit_open\",\"entity\":\"pricing\",…}`."},
    {"alerts.window",
     "A store that comes and goes for an hour is told of four times, not a hundred.",
     "window = 3600", "Nothing; `resolved` comes six minutes after the cause was last seen."},
    {"alerts.backlog_age", "`GET /healthz` and `acumage stats` then name the lane, and since when.",
     "backlog_age = 300",
     "Nothing; the reason \"pricing: the oldest change waits for 312 s\" after five minutes."},
    {"alerts.failure_rate",
     "Looked at when at least 20 changes of the last hour ended so; filtered and superseded ones "
     "do not "
     "count.",
     "failure_rate = 0.05",
     "Nothing; the reason \"pricing: 12 % of the last changes became dead letters\" above 5 %."},
    {"alerts.disk_free", "`GET /healthz` and `acumage stats` then name the disk.",
     "disk_free = 5368709120",
     "Nothing; the reason \"disk: 4831838208 bytes are free\" below 5 GB."},
});

}  // namespace

std::span<const setting_details> node_details() { return details; }

}  // namespace acumage::settings
