// The guide to the settings: the store, the queue, the entities and Acumatica's names.
#include "settings/details.hpp"

#include <algorithm>
#include <array>

namespace acumage::settings {

namespace {

constexpr auto details = std::to_array<setting_details>({
    {"connection",
     "The address of the store and the credentials for it. `acumage test-connection` checks all of "
     "it and writes nothing to the store.",
     "", ""},
    {"connection.magento_url",
     "The secure base URL of the store, as shown under Stores > Configuration > General > Web, "
     "without `/rest`. Redirects are not followed: `test-connection` names the address that the "
     "store redirects to. If web server rewrites are off, append `/index.php`.",
     "magento_url = https://shop.example.com",
     "Every call goes to `https://shop.example.com/rest/…`."},
    {"connection.store_code",
     "Part of the address of every call. `all` is the scope of the Admin's \"All Store Views\" and "
     "is nearly always right: its messages are in English, and no value is written for one store "
     "view only. If the store does not know the store code, every lane stops.",
     "store_code = all", "`POST /rest/all/V1/products/base-prices`."},
    {"connection.bearer_token",
     "The access token of the integration. Magento accepts it as a bearer token only when that is "
     "switched on (off by default since 2.4.4); the four OAuth secrets need no switch. A file "
     "keeps it out of `config.ini`.",
     "bearer_token_file = magento-token",
     "`Authorization: Bearer …` in every call. The token is never printed, logged or kept."},
    {"connection.confirm_bearer_token",
     "Guards against a token that was pasted incorrectly: both must be the same.",
     "bearer_token = 8m2kq4v0x7c1n5b9t3y6u8i0o2p4a6s8\n"
     "confirm_bearer_token = 8m2kq4v0x7c1n5b9t3y6u8i0o2p4a6s8",
     "No effect on the store: the two are compared when the settings are read."},
    {"connection.oauth_consumer_key",
     "All four belong together and replace the token. Each request is signed with HMAC-SHA256 and "
     "its own nonce, so an intercepted request cannot be used again. Magento shows the four in a "
     "dialog when the integration is activated.",
     "oauth_consumer_key_file = magento-consumer-key\n"
     "oauth_consumer_secret_file = magento-consumer-secret\n"
     "oauth_token_file = magento-token\noauth_token_secret_file = magento-token-secret",
     "`Authorization: OAuth oauth_consumer_key=\"…\", …` in every call."},
    {"connection.oauth_consumer_secret", "See `oauth_consumer_key`.",
     "oauth_consumer_secret_file = magento-consumer-secret",
     "Signatures; the secret itself is never sent."},
    {"connection.oauth_token", "See `oauth_consumer_key`.", "oauth_token_file = magento-token",
     "`oauth_token=\"…\"` in the header of every call."},
    {"connection.oauth_token_secret", "See `oauth_consumer_key`.",
     "oauth_token_secret_file = magento-token-secret",
     "Signatures; the secret itself is never sent."},
    {"connection.ca_file",
     "For a store whose certificate comes from your own authority. Public certificates need none.",
     "ca_file = company-ca.pem",
     "No effect on the store; a certificate that does not lead to one of these ends the "
     "connection."},
    {"connection.verify_tls",
     "Without the check, anyone between the node and the store can read the token, and "
     "`check-config` warns.",
     "verify_tls = true", "No effect on the store."},
    {"connection.proxy",
     "Put a user name and a password before the host: `http://user:password@host:port`. Hosts that "
     "the environment lists in `NO_PROXY` are reached directly.",
     "proxy = http://proxy.example.com:3128",
     "`CONNECT shop.example.com:443` to the proxy, and through it the requests to the store."},
    {"connection.connect_timeout",
     "After this time the lane waits and probes: an outage does not count as an attempt.",
     "connect_timeout = 5", "No effect on the store: no request has been sent."},
    {"connection.read_timeout",
     "Must exceed the 50 s that a lock wait inside the store may take. The store may still apply a "
     "request that timed out: its key rests for `delivery.settle_time` and is then looked up "
     "before it is sent again.",
     "read_timeout = 120", "The node closes a connection that has not answered for 120 s."},
    {"connection.check_interval",
     "While changes are sent, their answers show whether the store is there. An idle lane has to "
     "ask: "
     "it sends one small read request when it has heard nothing for this long. If the store does "
     "not "
     "answer, the lane is `unreached` in all displays, and it asks again every "
     "`delivery.probe_interval`.",
     "check_interval = 20", "One small read request from each idle lane every 20 s."},
    {"packages", "Packages that the ERP has in addition to Acumatica.", "", ""},
    {"packages.commerce_pro",
     "`price_sync.price = sales_price`, `inventory_sync.mode = branch_wise` and all of "
     "`[vendor_inventory]` except `exclude` need the figures that this package adds to the ERP. "
     "Without the package these values are errors that say so.",
     "commerce_pro = true", "No effect of its own."},
    {"queue",
     "When a lane looks for waiting deliveries, and how many it sends at once. A *run* starts when "
     "the node starts and then every `schedule_interval`. It sends the waiting deliveries, sleeps "
     "for `process_sleep_time` and looks again, until `check_process_time` is over. Lanes are "
     "independent of each other.",
     "", ""},
    {"queue.threshold_count",
     "If more than this many prices (or quantities) are waiting at a look, all of them are sent in "
     "batches; up to this many are sent one by one. Shipments, customers and orders are always "
     "sent one by one. With 0, batches are always used.",
     "threshold_count = 25",
     "25 waiting prices: 25 requests of one row. 26: two requests, of 25 rows and of 1."},
    {"queue.batch_count",
     "Magento handles 200 to 500 rows per request well. If a store limits array sizes, the node "
     "obeys the limit and remembers it.",
     "batch_count = 200",
     "1000 waiting prices: 5 requests `POST /V1/products/base-prices` of 200 rows."},
    {"queue.retry_count",
     "Includes the first attempt. An outage, maintenance, a refused credential and a request limit "
     "do not count as attempts. An answer that no retry can change makes a dead letter at once. "
     "Dead letters are not retried automatically: use `acumage dead-letters replay`.",
     "retry_count = 3", "A record that fails each time is sent three times."},
    {"queue.check_process_time",
     "No look begins after this time; work in progress is finished, not cut off.",
     "check_process_time = 59", "Requests throughout each minute."},
    {"queue.process_sleep_time",
     "With 0, the other two times are unused and a lane sends as soon as a delivery is waiting. "
     "This is the fastest mode and collects the fewest deliveries into batches.",
     "process_sleep_time = 0", "A single price arrives as soon as it has been accepted."},
    {"queue.schedule_interval",
     "A start that falls within a run is postponed to its end. If the interval is longer than "
     "`check_process_time`, there is a pause in which everything is kept and nothing is sent.",
     "check_process_time = 10\nschedule_interval = 300",
     "Ten seconds of requests every five minutes."},
    {"entities",
     "Changes of an entity that is off are accepted and filtered; none of them is sent. `acumage "
     "pause` is different: it keeps everything until `resume`.",
     "", ""},
    {"entities.pricing", "One base price for each SKU, according to `[price_sync]`.",
     "pricing = true", "`POST /V1/products/base-prices`"},
    {"entities.inventory", "One quantity for each SKU and source, according to `[inventory_sync]`.",
     "inventory = true",
     "`POST /V1/inventory/source-items`, or the legacy stock item where the store has no multi "
     "source "
     "inventory."},
    {"entities.shipment", "Shipments of the store's own orders, according to `[shipment_sync]`.",
     "shipment = true", "`POST /V1/order/{id}/ship` and, later, `POST /V1/shipment/track`"},
    {"entities.customer", "Accounts and their addresses, according to `[customer_sync]`.",
     "customer = true", "`POST /V1/customers`, `PUT /V1/customers/{id}`"},
    {"entities.order",
     "Statuses of orders, and orders created in the ERP, according to `[order_sync]`.",
     "order = true",
     "`POST /V1/orders/{id}/comments`, `/hold`, `/unhold`, `/cancel`; `POST /V1/orders`"},
    {"queries",
     "The `Query` of a notification is the name of its generic inquiry. A query that is not listed "
     "is answered 2xx, because sending it again would not help. Its changes are kept as dead "
     "letters `unrouted`, which a replay routes by the settings in force at that time.",
     "MC Price = pricing\nWeb Stock = inventory",
     "The rows of the inquiry \"Web Stock\" are quantities."},
    {"aliases.pricing",
     "Captions are compared without regard to case. Known without any setting: InventoryID, "
     "InventoryCD, SKU; ItemStatus; DefaultPrice, BasePrice, CurySpecificPrice; SalesPrice, "
     "usrKNCPSalesPrice. If a row has several columns of one concept, the first one counts. "
     "Concepts: `item`, `item_status`, `default_price`, `sales_price`.",
     "default_price = List Price",
     "The column \"List Price\" is the price of `price = default_price`."},
    {"aliases.inventory",
     "As for prices. Known: InventoryID …; WarehouseID, Warehouse, SiteID, SiteCD; LocationID, "
     "Location; "
     "Branch, BranchID, BranchCD; QtyOnHand, OnHand, SiteOnHand; QtyAvailable, qtyAvail, "
     "Available, "
     "SiteAvailable; QtyAvailableForShipment, QtyAvailableForShipping, QtyHardAvailable, "
     "AvailableForShipping; VendorID, Vendor; QuantityAtVendor; AvailableForSale. Concepts: "
     "`item`, "
     "`warehouse`, `location`, `branch`, `on_hand`, `available`, `available_for_shipping`, "
     "`vendor`, "
     "`vendor_quantity`, `vendor_share`.",
     "on_hand = Stock, Qty",
     "The first of the two columns that a row has is its quantity on hand."},
    {"aliases.shipment",
     "As for prices. Known: ShipmentNbr, Type, Operation, Status, Confirmed, ShipmentDate, "
     "ShipVia, "
     "WarehouseID, OrderType, OrderNbr, InventoryID, OrderLineNbr, ShippedQty, BaseShippedQty, "
     "UOM, BaseUOM, TrackingNbr, "
     "InvoiceNbr. "
     "Concepts: `shipment_number`, `shipment_type`, `operation`, `status`, `confirmed`, "
     "`shipment_date`, "
     "`ship_via`, `warehouse`, `order_type`, `order_number`, `item`, `order_line`, "
     "`shipped_quantity`, `base_shipped_quantity`, `unit`, `base_unit`, "
     "`tracking_number`, `invoice_number`; nested `details`, `packages`, `orders`.",
     "shipment_number = Shipment Nbr.",
     "Shipments are identified by the column \"Shipment Nbr.\"."},
    {"aliases.customer",
     "As for prices. Known: CustomerID, CustomerName, Email, CustomerClass, PriceClassID, Status, "
     "FirstName, LastName, AddressLine1, AddressLine2, City, State, Country, PostalCode, Phone1. "
     "Concepts: `customer_id`, `customer_name`, `email`, `customer_class`, `price_class`, "
     "`status`, "
     "`first_name`, `last_name`, `address_line_1`, `address_line_2`, `city`, `state`, `country`, "
     "`postal_code`, `phone`; nested `attributes`.",
     "customer_id = Customer", "Customers are identified by the column \"Customer\"."},
    {"aliases.order",
     "As for prices. Known: OrderType, OrderNbr, Status, CustomerID, Email, OrderTotal, "
     "CurrencyID, Date, Details, BillingAddress, ShippingAddress. The store's order number has its "
     "own setting: `order_sync.order_number_field`. Concepts: `order_type`, `order_number`, "
     "`status`, `customer_id`, `email`, `order_total`, `currency`, `date`, `quantity`, "
     "`unit_price`, `extended_price`; nested `details`, `billing_address`, `shipping_address`.",
     "order_number = Order Nbr.",
     "Orders are identified by the columns OrderType and \"Order Nbr.\"."},
});

}  // namespace

std::span<const setting_details> store_details() { return details; }

const setting_details* find_details(std::string_view name) {
  for (const auto part : {store_details(), acumatica_details(), rule_details(), node_details()}) {
    const auto found = std::find_if(part.begin(), part.end(),
                                    [&](const setting_details& each) { return each.name == name; });
    if (found != part.end()) return &*found;
  }
  return nullptr;
}

}  // namespace acumage::settings
