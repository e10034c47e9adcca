// The guide to the settings: Acumatica, and what is pulled from it.
#include "settings/details.hpp"

#include <array>

namespace acumage::settings {

namespace {

constexpr auto details = std::to_array<setting_details>({
    {"acumatica",
     "With an address the node also asks Acumatica: it pulls what changed, finds lost "
     "notifications, and compares both sides. Without one nothing changes: notifications are all "
     "it knows. `acumage test-connection --erp` checks the connection.",
     "", ""},
    {"acumatica.url",
     "The address up to the name of the instance, as in the browser, without `/Main` and "
     "`/entity`.",
     "url = https://erp.example.com/northwind",
     "Requests to `https://erp.example.com/northwind/entity/…` and "
     "`…/t/Northwind/api/odata/gi/…`."},
    {"acumatica.tenant",
     "The name under *Tenant* on the sign-in page. After signing in, the node checks that it is in "
     "this tenant, because Acumatica may silently choose another.",
     "tenant = Northwind", "A wrong tenant ends the run with an error that names both."},
    {"acumatica.auth",
     "`oauth` needs a connected application (SM303010) with the flow *Resource Owner Password "
     "Credentials*. `password` signs in with a cookie for REST and with HTTP Basic for OData. "
     "Either way one session is open while something is read, and it is signed out afterwards.",
     "auth = password", "One API user of the license is in use while a job runs, none otherwise."},
    {"acumatica.client_id", "As shown on SM303010, with @ and the tenant at its end.",
     "client_id = 4B8C63E6-33F9-1F5E-9C2D-0F6C2E9B7A11@Northwind", "Required with `auth = oauth`."},
    {"acumatica.client_secret", "A file keeps it out of `config.ini`.",
     "client_secret_file = acumatica-client-secret", "Never printed, logged or kept."},
    {"acumatica.username",
     "A user of its own, with access to the inquiries only, and a limit of two sessions (the "
     "second is needed for a moment when a token is renewed).",
     "username = acumage",
     "A refused sign-in is never repeated before the settings change, so that the account is not "
     "locked."},
    {"acumatica.password", "A file keeps it out of `config.ini`.",
     "password_file = acumatica-password", "Never printed, logged or kept."},
    {"acumatica.endpoint",
     "Rows are read through the inquiries, so nothing else depends on it yet. `test-connection "
     "--erp` "
     "lists the endpoints that Acumatica offers.",
     "endpoint = Default/24.200.001",
     "The check *erp endpoint* of `acumage test-connection --erp`."},
    {"acumatica.odata",
     "v3 has other addresses, writes decimals as text, and its times name no zone.",
     "odata = v3\ntime_zone = Europe/Berlin",
     "`GET …/OData/Northwind/…` instead of `…/t/Northwind/api/odata/gi/…`."},
    {"acumatica.time_zone",
     "Only for times without a zone. A wrong one is noticed: before the first delta the node asks "
     "for one known row by its time.",
     "time_zone = America/New_York", "An error that says which reading brought the row, if any."},
    {"acumatica.ca_file", "For an Acumatica whose certificate comes from your own authority.",
     "ca_file = company-ca.pem",
     "A certificate that does not lead to one of these ends the connection."},
    {"acumatica.verify_tls",
     "Without the check, anyone between the node and Acumatica can read the password.",
     "verify_tls = true", "Requests to any server that answers at the address when it is off."},
    {"acumatica.requests_per_minute",
     "From half of the allowance on (SM604000), Acumatica delays every request of the license, "
     "also those of others.",
     "requests_per_minute = 100",
     "At 40 requests of 1,000 rows, 50,000 items in three warehouses take four minutes."},
    {"acumatica.page_size", "Halved automatically when an answer exceeds 64 MB.", "page_size = 500",
     "More requests, each shorter."},
    {"acumatica.max_rows", "Guards against an inquiry that joins too much.", "max_rows = 100000",
     "The job fails, and the next delta begins where it would have begun."},
    {"acumatica.connect_timeout", "Includes the name and TLS.", "connect_timeout = 5",
     "The state `erp_down` of the job, and another try."},
    {"acumatica.read_timeout",
     "Acumatica queues requests above its limits for up to 10 minutes without saying so.",
     "read_timeout = 600", "The state `erp_down` of the job, and another try."},
    {"acumatica.overlap",
     "A row is stamped when its statement runs, but visible only after its transaction commits. A "
     "delta therefore reads again what changed shortly before the last one.",
     "overlap = 1800", "More rows counted as unchanged in each delta."},
    {"acumatica.lag",
     "A notification may be older than a reading that did not see it yet. Pulled rows count as "
     "this much older, so that such a notification wins. Longer than the longest transaction, such "
     "as a mass update or the release of a batch.",
     "lag = 1800",
     "A value that was lost arrives with the first delta that begins this much after the change."},
    {"acumatica.delta_every",
     "Starts after the first complete run (`acumage resync pricing --all`).", "delta_every = 900",
     "A notification that was lost is corrected within this time and `lag`."},
    {"acumatica.sweep_at",
     "A sweep also finds rows whose time did not move, and those that left the inquiry.",
     "sweep_at = 03:30", "One complete run a night, at `requests_per_minute`."},
    {"acumatica.lost_pushes",
     "A generic inquiry over the notifications that failed (SM502000), with the columns HookId, "
     "TimeStamp, Source, ErrorMessage and Truncated. Add it to the push definition as well: its "
     "notifications reach the same check, without an interval.",
     "lost_pushes = Acumage Lost Pushes",
     "An alert that names the query and the error; `acumage lost-pushes` lists them."},
    {"acumatica.lost_pushes_every", "Acumatica keeps failed notifications for two days.",
     "lost_pushes_every = 1800", "One sign-in and one request each time."},
    {"acumatica.on_lost_push",
     "`resync` also orders a pull of what changed since the first lost notification, as soon as "
     "`lag` has passed after the last one.",
     "on_lost_push = resync", "A job that appears in `acumage resync status`."},
    {"pull.pricing",
     "Best the inquiry that already sends the notifications: its columns then have the same names, "
     "and `[aliases.pricing]` serves both.",
     "", ""},
    {"pull.pricing.source",
     "`entity` reads a record of the REST API for each key that is given or that the node knows: "
     "no delta, "
     "and no first load; `name` is then the record's. `dac` reads a table over OData v4, whatever "
     "`acumatica.odata` is; its columns are not "
     "checked.",
     "source = entity", "`acumage resync pricing --key …` reads the record by REST."},
    {"pull.pricing.name", "Its name as on SM208000, where *Expose via OData* is set.",
     "name = Acumage Price", "`acumage resync pricing --all` reads it."},
    {"pull.pricing.key",
     "Pages follow these columns, so that no row is missed when rows change meanwhile. Captions as "
     "OData shows them.",
     "key = InventoryID", "`$orderby=InventoryID` in each request."},
    {"pull.pricing.modified",
     "The newest of the times of all tables that the inquiry joins; a delta reads by it.",
     "modified = LastModifiedOn", "`LastModifiedOn ge …` in the requests of a delta."},
    {"pull.pricing.filter",
     "Added to every request. Values are compared as Acumatica displays them.",
     "filter = ItemStatus eq 'Active'",
     "Rows outside it are not pulled; notifications are not affected."},
    {"pull.inventory", "As for prices. The inquiry must have a row for each item and warehouse.",
     "", ""},
    {"pull.inventory.source",
     "Quantities are only in an inquiry: records of the REST API have one item and warehouse each, "
     "and "
     "the table names them by internal numbers.",
     "source = gi", "The rows of the inquiry `name`."},
    {"pull.inventory.name", "Its name as on SM208000, where *Expose via OData* is set.",
     "name = Acumage Quantity", "`acumage resync inventory --all` reads it."},
    {"pull.inventory.key",
     "Pages follow these columns, so that no row is missed when rows change meanwhile. Captions as "
     "OData shows them.",
     "key = InventoryID, WarehouseID", "`$orderby=InventoryID,WarehouseID` in each request."},
    {"pull.inventory.modified",
     "The newest of the times of all tables that the inquiry joins; a delta reads by it.",
     "modified = LastModifiedOn", "`LastModifiedOn ge …` in the requests of a delta."},
    {"pull.inventory.filter",
     "Added to every request. Values are compared as Acumatica displays them.",
     "filter = WarehouseID ne 'DAMAGED'",
     "Rows outside it are not pulled; notifications are not affected."},
    {"pull.inventory.absent",
     "With `keep`, what a complete run did not find keeps its quantity. With `zero` it becomes 0.",
     "absent = zero", "The store's quantity falls to 0, or to the sum of the other warehouses."},
    {"pull.shipment", "As for prices: one row for each line of a shipment.", "", ""},
    {"pull.shipment.source",
     "`entity` reads a record of the REST API for each key that is given or that the node knows: "
     "no delta, "
     "and no first load; `name` is then the record's. The table of shipments names items by "
     "internal numbers, so `dac` is refused.",
     "source = entity", "`acumage resync shipment --key SH-0017` reads the record by REST."},
    {"pull.shipment.name", "Its name as on SM208000, where *Expose via OData* is set.",
     "name = Acumage Shipment", "`acumage resync shipment --all` reads it."},
    {"pull.shipment.key",
     "Pages follow these columns, so that no row is missed when rows change meanwhile. Captions as "
     "OData shows them.",
     "key = ShipmentNbr, OrderLineNbr", "`$orderby=ShipmentNbr,OrderLineNbr` in each request."},
    {"pull.shipment.modified",
     "The newest of the times of all tables that the inquiry joins; a delta reads by it.",
     "modified = LastModifiedOn", "`LastModifiedOn ge …` in the requests of a delta."},
    {"pull.shipment.filter",
     "Added to every request. Values are compared as Acumatica displays them.",
     "filter = ShipmentDate gt 2026-01-01T00:00:00Z",
     "Rows outside it are not pulled; notifications are not affected."},
    {"pull.customer", "As for prices.", "", ""},
    {"pull.customer.source",
     "`entity` reads a record of the REST API for each key that is given or that the node knows: "
     "no delta, "
     "and no first load; `name` is then the record's. `dac` reads a table over OData v4, whatever "
     "`acumatica.odata` is; its columns are not "
     "checked.",
     "source = entity", "`acumage resync customer --key …` reads the record by REST."},
    {"pull.customer.name", "Its name as on SM208000, where *Expose via OData* is set.",
     "name = Acumage Customer", "`acumage resync customer --all` reads it."},
    {"pull.customer.key",
     "Pages follow these columns, so that no row is missed when rows change meanwhile. Captions as "
     "OData shows them.",
     "key = CustomerID", "`$orderby=CustomerID` in each request."},
    {"pull.customer.modified",
     "The newest of the times of all tables that the inquiry joins; a delta reads by it.",
     "modified = LastModifiedOn", "`LastModifiedOn ge …` in the requests of a delta."},
    {"pull.customer.filter",
     "Added to every request. Values are compared as Acumatica displays them.",
     "filter = CustomerClass eq 'WEB'",
     "Rows outside it are not pulled; notifications are not affected."},
    {"pull.order", "As for prices.", "", ""},
    {"pull.order.source",
     "`entity` reads a record of the REST API for each key that is given or that the node knows: "
     "no delta, "
     "and no first load; `name` is then the record's. `dac` reads a table over OData v4, whatever "
     "`acumatica.odata` is; its columns are not "
     "checked.",
     "source = entity", "`acumage resync order --key …` reads the record by REST."},
    {"pull.order.name", "Its name as on SM208000, where *Expose via OData* is set.",
     "name = Acumage Order", "`acumage resync order --all` reads it."},
    {"pull.order.key",
     "Pages follow these columns, so that no row is missed when rows change meanwhile. Captions as "
     "OData shows them.",
     "key = OrderType, OrderNbr", "`$orderby=OrderType,OrderNbr` in each request."},
    {"pull.order.modified",
     "The newest of the times of all tables that the inquiry joins; a delta reads by it.",
     "modified = LastModifiedOn", "`LastModifiedOn ge …` in the requests of a delta."},
    {"pull.order.filter", "Added to every request. Values are compared as Acumatica displays them.",
     "filter = OrderType eq 'SO'",
     "Rows outside it are not pulled; notifications are not affected."},
    {"reconcile",
     "`acumage reconcile` compares on request. This is the same by schedule: each entity after the "
     "other, with the ERP where an inquiry is set in `[pull]`, otherwise node and store.",
     "", ""},
    {"reconcile.at",
     "A run that was missed while the node was down begins after the next start, once. A manual "
     "order goes first: the scheduled run gives way and begins again after it.",
     "at = sunday 03:00",
     "A report in `acumage reconcile list` and in the console. Differences that last raise the "
     "alert `difference`, until a later run over all keys of the entity finds none."},
    {"reconcile.entities", "In this order. Customers are not compared.",
     "entities = pricing, inventory", "One report for each."},
});

}  // namespace

std::span<const setting_details> acumatica_details() { return details; }

}  // namespace acumage::settings
