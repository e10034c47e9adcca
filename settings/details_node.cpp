// The guide to the settings: the node, its listeners, delivery, disk and log.
#include "settings/details.hpp"

#include <array>

namespace acumage::settings {

namespace {

constexpr auto details = std::to_array<setting_details>({
    {"intake",
     "The listener that Acumatica pushes to: `POST /push`, and `POST /changes` for other senders.",
     "", ""},
    {"intake.address",
     "Loopback by default, for use behind a proxy on this machine. Any other address needs "
     "`header_value` or `hmac_secret`.",
     "address = 0.0.0.0\nheader_value_file = intake-secret",
     "Acumatica reaches `http://<this machine>:8810/push`."},
    {"intake.port", "The port of `intake.address`.", "port = 8443",
     "The Address of the definition in SM302000 ends in `:8443/push`."},
    {"intake.header_name",
     "The only authentication that Acumatica offers: one header with a fixed value.",
     "header_name = X-Acumage-Key", "Header Name in SM302000."},
    {"intake.header_value",
     "Once set, it is enforced on loopback as well. It is compared in constant time. A request "
     "with a wrong or missing value is answered 401 and nothing is kept.",
     "header_value_file = intake-secret", "Header Value in SM302000."},
    {"intake.hmac_secret",
     "For senders that can sign, such as middleware in front of the node. Acumatica cannot.",
     "hmac_secret_file = hmac.secret", "`X-Acumage-Signature: sha256=…`, or 401."},
    {"intake.tls_certificate",
     "Both this and `tls_key` are needed. They are read at the start and at each reload.",
     "tls_certificate = intake.pem\ntls_key = intake.key",
     "`https://…` only; plain HTTP is refused."},
    {"intake.tls_key", "See `tls_certificate`.", "tls_key = intake.key", "See `tls_certificate`."},
    {"intake.client_ca", "For a proxy or middleware that has its own certificate.",
     "client_ca = clients.pem", "The handshake fails without a certificate of that authority."},
    {"intake.company",
     "One node serves one tenant. Notifications of another tenant are answered 2xx and kept as "
     "dead letters `unrouted`.",
     "company = Northwind",
     "`\"CompanyId\":\"Northwind\"` is accepted; another tenant's rows never reach the store."},
    {"intake.max_body",
     "Larger requests are answered 413. A notification holds every row of a transaction, so mass "
     "updates are large.",
     "max_body = 67108864", "Notifications of up to 64 MB are accepted."},
    {"intake.max_connections", "A bound on memory and open files.", "max_connections = 1024",
     "The oldest idle connection is closed when the 1025th arrives."},
    {"intake.request_timeout", "From the first byte to the last; a slower connection is closed.",
     "request_timeout = 10", "A sender that stalls has to send again."},
    {"intake.max_unsettled",
     "The bound on memory: all unsettled changes, in all lanes. At the limit delivery continues, "
     "and senders are asked to try again later.",
     "max_unsettled = 200000", "503 with `Retry-After`; Acumatica tries up to five times."},
    {"intake.max_journal",
     "The bound on the disk space for changes that are accepted and not yet settled.",
     "max_journal = 21474836480", "503 with `Retry-After`."},
    {"intake.pair_window",
     "The two halves of an update may arrive in separate notifications, in either order. A lone "
     "`Deleted` that finds no other half in this time is a removal.",
     "pair_window = 5", "The quantity without a removed row, at the earliest after 5 s."},
    {"intake.assemble_window",
     "A shipment arrives as rows, perhaps in several notifications. Rows that arrive later are "
     "shipped as a supplement.",
     "assemble_window = 5", "One shipment for all rows that arrived within 5 s of each other."},
    {"intake.max_duplicates",
     "Acumatica delivers at least once. Remembered notifications survive a restart.",
     "max_duplicates = 10000000", "`\"duplicates\":1` in the answer, and nothing is sent twice."},
    {"intake.duplicates_days",
     "Acumatica keeps notifications that it could not deliver for two days.", "duplicates_days = 3",
     "A notification that is sent again within three days is recognized."},
    {"admin", "The listener for the commands, the API and the metrics.", "", ""},
    {"admin.address", "Any address other than loopback needs `token`.", "address = 127.0.0.1",
     "`acumage stats` works on this machine only."},
    {"admin.port", "The commands connect to this port.", "port = 8811",
     "`http://127.0.0.1:8811/stats`"},
    {"admin.hosts",
     "A page of another origin must not reach the node through an operator's browser: any `Origin` "
     "or `Host` other than the address, localhost or these names is answered 403.",
     "hosts = acumage.example.com", "Browsers may open `http://acumage.example.com:8811`."},
    {"admin.token", "When it is set, every route except `/livez` and `/readyz` needs it.",
     "token_file = admin-token",
     "`Authorization: Bearer …`, which the commands send automatically."},
    {"admin.tls_certificate", "As for `[intake]`.",
     "tls_certificate = admin.pem\ntls_key = admin.key", "`https://…` only."},
    {"admin.tls_key", "See `tls_certificate`.", "tls_key = admin.key", "See `tls_certificate`."},
    {"delivery", "How much load the node puts on the store, and what happens after a failure.", "",
     ""},
    {"delivery.concurrency.pricing",
     "Parallel batches that share SKUs block each other in the store's database.",
     "concurrency.pricing = 1", "One price request at a time."},
    {"delivery.concurrency.inventory", "2 may help when several sources are updated at once.",
     "concurrency.inventory = 2", "At most two quantity requests at a time, never of one key."},
    {"delivery.concurrency.shipment",
     "Each needs several requests; shipments of one order are sent one by one.",
     "concurrency.shipment = 4", "Up to four orders are worked on at once."},
    {"delivery.concurrency.customer",
     "A new account takes the store about a second because of the welcome e-mail.",
     "concurrency.customer = 2", "Two accounts at a time."},
    {"delivery.concurrency.order", "One order has one request at a time, whatever the value is.",
     "concurrency.order = 2", "Two orders at a time."},
    {"delivery.rate", "For all lanes together, including look-ups and probes.", "rate = 5",
     "At most five requests in any second."},
    {"delivery.backoff_base",
     "The pause is random, up to this value, so that retries do not coincide; the bound doubles "
     "each time.",
     "backoff_base = 2", "Up to 2 s, up to 4 s, up to 8 s between the attempts."},
    {"delivery.backoff_cap",
     "The upper bound of the doubling. A longer `Retry-After` from the store is obeyed.",
     "backoff_cap = 300", "No pause longer than 5 minutes."},
    {"delivery.park_interval",
     "A SKU or an order that the store does not know yet is looked up, not sent. One request looks "
     "up many of them.",
     "park_interval = 300", "A look-up every five minutes while something is parked."},
    {"delivery.park_limit",
     "After this time it becomes a dead letter `unknown_record`, which a replay parks again.",
     "park_limit = 86400", "No request for a product that is not created within a day."},
    {"delivery.probe_interval",
     "While the store is down, in maintenance or refuses the credential, a lane stops and probes "
     "this often; this does not count as an attempt.",
     "probe_interval = 15", "One small read request from each lane every 15 s."},
    {"delivery.suspect_limit",
     "A 503, 401, 403, 404 or redirect never counts as an attempt. If a firewall answers one "
     "record only in this way, and at least 20 other keys of the lane are delivered within this "
     "time, the record becomes a dead letter `poison`.",
     "suspect_limit = 3600", "The record is sent repeatedly for an hour, then no longer."},
    {"delivery.settle_time",
     "After a timeout or a connection reset the store may still apply the request. The node waits "
     "this long, then sends the newest value and reads it back. If it differs, it is sent once "
     "more.",
     "settle_time = 60", "The same key again, at the earliest a minute later."},
    {"delivery.unknown_sku",
     "`ignore` filters them as `unknown_sku`, for an ERP with many items that are not in the "
     "store.",
     "unknown_sku = ignore",
     "No request; a product created later gets its price with the next change."},
    {"delivery.shipment_hold",
     "The store deducts shipped goods automatically, so a quantity that already includes the "
     "shipment must follow it.",
     "shipment_hold = 60", "First the shipment, then the quantity."},
    {"delivery.check_skus",
     "Magento stores a quantity even if the product does not exist, as an invisible orphan. SKUs "
     "that the store has are remembered.",
     "check_skus = true", "One `GET /V1/products` for up to 100 new SKUs."},
    {"delivery.drain_deadline",
     "Applies to SIGTERM. Unfinished deliveries stay in the journal and continue at the next "
     "start.",
     "drain_deadline = 20",
     "No new request after the stop; the node waits up to 20 s for answers."},
    {"storage", "A change is on disk before it is answered as accepted.", "", ""},
    {"storage.path",
     "Holds the journal, the dead letters, the history and the remembered values. Use a local "
     "disk. Two nodes must never share a folder.",
     "path = /var/lib/acumage", "No effect on the store."},
    {"storage.sync",
     "If this is off, a power failure loses changes that were answered 2xx; `check-config` warns.",
     "sync = true", "2xx only for changes that survive a power failure."},
    {"storage.reserve",
     "Delivery continues in the reserved space: accepted changes are settled, and their dead "
     "letters and history are written. Once more space is free, new changes are accepted again.",
     "reserve = 1073741824", "503 with `Retry-After` while less than 1 GB of the disk is free."},
    {"backup",
     "`acumage backup` copies the data folder of a running node on request; this is the same by "
     "schedule. `acumage restore` makes a data folder of a backup.",
     "", ""},
    {"backup.folder",
     "Use another disk than that of the data folder, or copy the backups to one. On the same disk, "
     "tables are hard links and a backup costs little. Contains personal data and must be readable "
     "by the node's user only.",
     "folder = /mnt/backup/acumage", "No effect on the store."},
    {"backup.every", "A backup that was due while the node was down is made after the start.",
     "every = 3600", "A folder such as 2026-12-01T09-40-11Z each hour."},
    {"backup.keep", "Applies after each backup, also to those made on request in this folder.",
     "keep = 24", "Older backups of the folder are removed."},
    {"dead_letters",
     "Deliveries that failed permanently, kept until an operator replays, resolves or discards "
     "them.",
     "", ""},
    {"dead_letters.max_bytes",
     "No dead letter is ever dropped, so at the limit nothing new is accepted. Delivery continues.",
     "max_bytes = 21474836480", "503 with `Retry-After`, once the dead letters take 20 GB."},
    {"history", "One record for the end of every accepted change.", "", ""},
    {"history.retention_days",
     "Older records and closed dead letters are removed. The remembered values of a shipment or an "
     "order that is finished and has not changed for that long are also removed; the store's "
     "markers and look-ups replace them.",
     "retention_days = 90", "No effect on the store; `GET /history` reaches back 90 days."},
    {"history.max_bytes", "The limit that is reached first applies.", "max_bytes = 4294967296",
     "No effect on the store."},
    {"log", "For operators: one line for each event, and at `info` none for single changes.", "",
     ""},
    {"log.level", "`info` has no line for single changes: the history has them.", "level = warn",
     "No effect on the store; stderr then has only lines that may need attention."},
    {"log.format", "`logfmt` for people, `json` for a log collector.", "format = json",
     "No effect on the store; stderr then reads `{\"level\":\"info\",…}`."},
    {"alerts", "Conditions that need an operator's attention.", "", ""},
    {"alerts.webhook_url",
     "Each alert is one POST, retried for an hour if it fails; chat programs show its `text`. "
     "[operations.md](operations.md) says what each cause means.",
     "webhook_url_file = alerts-url",
     "No effect on the store; the address receives "
     "`{\"state\":\"firing\",\"cause\":\"circuit_open\",\"entity\":\"pricing\",…}`."},
    {"alerts.window",
     "A store that goes up and down for an hour raises four alerts, not a hundred.",
     "window = 3600",
     "No effect on the store; `resolved` is sent six minutes after the cause was last seen."},
    {"alerts.backlog_age",
     "`GET /healthz` and `acumage stats` then name the lane and how long it has been waiting.",
     "backlog_age = 300",
     "No effect on the store; the reason \"pricing: the oldest change waits for 312 s\" after five "
     "minutes."},
    {"alerts.failure_rate",
     "Checked when at least 20 changes of the last hour were delivered or dead-lettered; filtered "
     "and superseded ones do not count.",
     "failure_rate = 0.05",
     "No effect on the store; the reason \"pricing: 12 % of the last changes became dead letters\" "
     "above 5 %."},
    {"alerts.disk_free", "`GET /healthz` and `acumage stats` then name the disk.",
     "disk_free = 5368709120",
     "No effect on the store; the reason \"disk: 4831838208 bytes are free\" below 5 GB."},
    {"alerts.silence",
     "Choose a time longer than the ERP's quiet periods, such as a weekend. `GET /healthz` and "
     "`acumage stats` then name the intake.",
     "silence = 43200",
     "No effect on the store; the reason \"intake: nothing came from the ERP for 12 h\" after half "
     "a day."},
});

}  // namespace

std::span<const setting_details> node_details() { return details; }

}  // namespace acumage::settings
