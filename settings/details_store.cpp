// The guide to the settings: the store, the queue, the entities and how Acumatica names things.
#include "settings/details.hpp"

#include <algorithm>
#include <array>

namespace acumage::settings {

namespace {

constexpr auto details = std::to_array<setting_details>({
    {"connection",
     "How the store is reached, and as whom. `acumage test-connection` tries all of it and writes "
     "nothing to the store.",
     "", ""},
    {"connection.magento_url",
     "The secure base URL of the store, as it stands under Stores > Configuration > General > Web, "
     "without `/rest`. Redirects are not followed: `test-connection` names the address that the "
     "store redirects to. Where web server rewrites are off, `/index.php` stands behind it.",
     "magento_url = https://shop.example.com",
     "Every call goes to `https://shop.example.com/rest/…`."},
    {"connection.store_code",
     "Stands in the address of every call. `all` is the scope of the Admin's \"All Store Views\", "
     "and "
     "what a shop nearly always wants: its messages are English, and no value is written for one "
     "store view only. A store code that the store does not know holds every lane.",
     "store_code = all", "`POST /rest/all/V1/products/base-prices`."},
    {"connection.bearer_token",
     "The access token of the integration. Magento takes it as a bearer token only when that is "
     "switched on (off by default since 2.4.4); the four OAuth secrets need no switch. A file "
     "keeps "
     "it out of `config.ini`.",
     "bearer_token_file = magento-token",
     "`Authorization: Bearer …` in every call. The token is never printed, logged or kept."},
    {"connection.confirm_bearer_token",
     "Guards against a token that was pasted badly: both must be the same.",
     "bearer_token = 8m2kq4v0x7c1n5b9t3y6u8i0o2p4a6s8\n"
     "confirm_bearer_token = 8m2kq4v0x7c1n5b9t3y6u8i0o2p4a6s8",
     "Nothing: it is compared when the settings are read."},
    {"connection.oauth_consumer_key",
     "All four belong together, and instead of a token. Each request is signed with HMAC-SHA256 "
     "and a "
     "nonce of its own, so nothing that is read on the way can be used again. They stand in the "
     "dialogue that Magento shows when the integration is activated.",
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
     "For a store whose certificate comes from an authority of your own. Public certificates need "
     "none.",
     "ca_file = company-ca.pem",
     "Nothing; a certificate that does not lead there ends the connection."},
    {"connection.verify_tls",
     "Without it whoever stands in between can read the token, and `check-config` warns.",
     "verify_tls = true", "Nothing."},
    {"connection.proxy",
     "A user name and a password stand before the host: `http://user:password@host:port`. Hosts "
     "that "
     "the environment names in `NO_PROXY` are reached directly.",
     "proxy = http://proxy.example.com:3128",
     "`CONNECT shop.example.com:443` to the proxy, and inside of it what goes to the store."},
    {"connection.connect_timeout",
     "When it is over the lane waits and probes: an outage uses up no attempt.",
     "connect_timeout = 5", "Nothing: no request has been sent."},
    {"connection.read_timeout",
     "Must exceed the 50 s that a lock wait inside the store may take. What timed out may still be "
     "applied there: its key rests for `delivery.settle_time` and is then looked up before it is "
     "sent "
     "again.",
     "read_timeout = 120", "A connection that is closed when it has not answered for 120 s."},
    {"packages", "What the ERP has beside Acumatica itself.", "", ""},
    {"packages.commerce_pro",
     "`price_sync.price = sales_price`, `inventory_sync.mode = branch_wise` and all of "
     "`[vendor_inventory]` but `exclude` need the figures that this package adds to the ERP; used "
     "without it they are errors that say so.",
     "commerce_pro = true", "Nothing by itself."},
    {"queue",
     "When a lane looks for what waits, and how much it sends at once. A *run* starts at the "
     "node's "
     "start and then every `schedule_interval`; it sends what waits, sleeps `process_sleep_time`, "
     "looks "
     "again, until `check_process_time` is over. Lanes are independent of each other.",
     "", ""},
    {"queue.threshold_count",
     "When more than this many prices (or quantities) wait at a look, all of them go in batches; "
     "up to "
     "this many go one by one. Shipments, customers and orders always go one by one. 0 batches "
     "always.",
     "threshold_count = 25",
     "25 waiting prices: 25 requests of one row. 26: two requests, of 25 rows and of 1."},
    {"queue.batch_count",
     "Magento takes 200 to 500 rows a request well. When a store limits array sizes the node obeys "
     "and "
     "remembers.",
     "batch_count = 200",
     "1000 waiting prices: 5 requests `POST /V1/products/base-prices` of 200 rows."},
    {"queue.retry_count",
     "Counts the first attempt too. An outage, maintenance, a refused credential and a limit of "
     "requests are no attempts; an answer that no repetition can mend makes a letter at once. "
     "Nothing "
     "retries a letter by itself: `acumage dead-letters replay` does.",
     "retry_count = 3", "A record that fails each time is sent three times."},
    {"queue.check_process_time",
     "A look that would begin later is not made; what is in hand is finished, not cut.",
     "check_process_time = 59", "Requests through the whole of each minute."},
    {"queue.process_sleep_time",
     "With 0 the other two times are unused and a lane sends whenever something waits: quickest, "
     "and "
     "the least is collected into batches.",
     "process_sleep_time = 0", "A lone price arrives as soon as it has been accepted."},
    {"queue.schedule_interval",
     "A start that falls into a run happens at its end. Longer than `check_process_time`, there is "
     "a "
     "pause in which everything is kept and nothing sent.",
     "check_process_time = 10\nschedule_interval = 300",
     "Ten seconds of requests every five minutes."},
    {"entities",
     "What is off is accepted and filtered, and nothing of it is sent. `acumage pause` is another "
     "thing: it keeps everything until `resume`.",
     "", ""},
    {"entities.pricing", "One base price for each SKU, by `[price_sync]`.", "pricing = true",
     "`POST /V1/products/base-prices`"},
    {"entities.inventory", "One quantity for each SKU and source, by `[inventory_sync]`.",
     "inventory = true",
     "`POST /V1/inventory/source-items`, or the legacy stock item where the store has no multi "
     "source "
     "inventory."},
    {"entities.shipment", "Shipments of the store's own orders, by `[shipment_sync]`.",
     "shipment = true", "`POST /V1/order/{id}/ship` and, later, `POST /V1/shipment/track`"},
    {"entities.customer", "Accounts and their addresses, by `[customer_sync]`.", "customer = true",
     "`POST /V1/customers`, `PUT /V1/customers/{id}`"},
    {"entities.order", "Statuses of orders, and orders born in the ERP, by `[order_sync]`.",
     "order = true",
     "`POST /V1/orders/{id}/comments`, `/hold`, `/unhold`, `/cancel`; `POST /V1/orders`"},
    {"queries",
     "The `Query` of a notification is the name of its generic inquiry. A query that is not listed "
     "is "
     "answered 2xx, for sending it again would not help, and kept as a letter `unrouted` that a "
     "replay "
     "routes by the settings of that time.",
     "MC Price = pricing\nWeb Stock = inventory",
     "The rows of the inquiry \"Web Stock\" are quantities."},
    {"aliases.pricing",
     "Captions are compared without case. Known without any setting: InventoryID, InventoryCD, "
     "SKU; "
     "ItemStatus; DefaultPrice, BasePrice, CurySpecificPrice; SalesPrice, usrKNCPSalesPrice. "
     "Several of "
     "one concept in a row: the first counts. Concepts: `item`, `item_status`, `default_price`, "
     "`sales_price`.",
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
     "Shipments are told apart by the column \"Shipment Nbr.\"."},
    {"aliases.customer",
     "As for prices. Known: CustomerID, CustomerName, Email, CustomerClass, PriceClassID, Status, "
     "FirstName, LastName, AddressLine1, AddressLine2, City, State, Country, PostalCode, Phone1. "
     "Concepts: `customer_id`, `customer_name`, `email`, `customer_class`, `price_class`, "
     "`status`, "
     "`first_name`, `last_name`, `address_line_1`, `address_line_2`, `city`, `state`, `country`, "
     "`postal_code`, `phone`; nested `attributes`.",
     "customer_id = Customer", "Customers are told apart by the column \"Customer\"."},
    {"aliases.order",
     "As for prices. Known: OrderType, OrderNbr, Status, CustomerID, Email, OrderTotal, "
     "CurrencyID, Date, "
     "Details, BillingAddress, ShippingAddress. The store's order number has a setting of its own: "
     "`order_sync.order_number_field`. Concepts: `order_type`, `order_number`, `status`, "
     "`customer_id`, "
     "`email`, `order_total`, `currency`, `date`, `quantity`, `unit_price`, `extended_price`; "
     "nested "
     "`details`, `billing_address`, `shipping_address`.",
     "order_number = Order Nbr.",
     "Orders are told apart by the columns OrderType and \"Order Nbr.\"."},
});

}  // namespace

std::span<const setting_details> store_details() { return details; }

const setting_details* find_details(std::string_view name) {
  for (const auto part : {store_details(), rule_details(), node_details()}) {
    const auto found = std::find_if(part.begin(), part.end(),
                                    [&](const setting_details& each) { return each.name == name; });
    if (found != part.end()) return &*found;
  }
  return nullptr;
}

}  // namespace acumage::settings
