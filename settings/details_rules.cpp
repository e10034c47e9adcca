// The guide to the settings: the settings of each entity.
#include "settings/details.hpp"

#include <array>

namespace acumage::settings {

namespace {

constexpr auto details = std::to_array<setting_details>({
    {"price_sync", "Which price of a row is sent, and how.", "", ""},
    {"price_sync.price",
     "A row without that price, or with `null` for it, is filtered \"no price\"; an explicit 0 is "
     "sent. A negative price, or one that the store's column cannot hold, becomes a dead letter "
     "`data`.",
     "[packages]\ncommerce_pro = true\n[price_sync]\nprice = sales_price",
     "The row's SalesPrice as the base price."},
    {"price_sync.decimals",
     "Prices are exact decimals, never floating-point numbers. A price that equals the last "
     "delivered one after rounding is filtered when it is about to be sent.",
     "decimals = 2", "12.345 in the ERP: `{\"sku\":\"LAMP-07\",\"price\":12.35,\"store_id\":0}`."},
    {"price_sync.store_id",
     "Values other than 0 are for stores whose price scope is Website (Stores > Configuration > "
     "Catalog > Catalog > Price). With price scope Global the store always writes the global "
     "price.",
     "store_id = 2", "`\"store_id\":2` in each row: the price of the websites of store view 2."},
    {"item_statuses",
     "Active (AC), No Purchases (NP) and No Request (NR) are sold; Inactive (IN), No Sales (NS) "
     "and Marked for Deletion (DE) are not: their prices are remembered, and sent when the item is "
     "sold again. A change with any other word is parked as `unknown_word` until the word has a "
     "line here: `acumage unmapped` lists it.",
     "Phasing Out = sold", "Prices of items with that status."},
    {"inventory_sync",
     "Which quantity is published, and for which warehouses. [inventory.md](inventory.md) explains "
     "it with examples.",
     "", ""},
    {"inventory_sync.mode",
     "`configured`: `warehouses` and `[warehouse_sources]` decide. `branch_wise`: "
     "`[branch_warehouses]` "
     "and `[branch_sources]` do, and `warehouses` is not used.",
     "[packages]\ncommerce_pro = true\n[inventory_sync]\nmode = branch_wise\n[branch_warehouses]\n"
     "MAIN = EAST, WEST\n[branch_sources]\nMAIN = default",
     "One quantity for each branch: the sum of its warehouses, at its source."},
    {"inventory_sync.quantity",
     "The store subtracts its own open orders from the quantity it receives, until they ship. "
     "`available` already has the same web orders subtracted, so they would count twice. All three "
     "quantities are remembered: after you change this setting, `acumage republish` sends the "
     "other one.",
     "quantity = on_hand", "60 on hand, 51 available: `\"quantity\":60`."},
    {"inventory_sync.monitor",
     "A row in which none of the listed quantities differs from before is filtered `unchanged`.",
     "monitor = on_hand, available", "The quantity again, whenever one of the two has changed."},
    {"inventory_sync.warehouses",
     "Rows of other warehouses are remembered, filtered and listed by `acumage unmapped`. "
     "`check-config` warns while it is empty.",
     "warehouses = EAST, WEST", "The sum of EAST and WEST where both are mapped to one source."},
    {"inventory_sync.decimals",
     "Sums are exact and never below 0. A product counts as in stock when the rounded quantity is "
     "above "
     "0.",
     "decimals = 0", "75.5: `\"quantity\":75,\"status\":1`."},
    {"inventory_sync.incomplete",
     "Example: only EAST has ever been reported for an item, but its source is EAST + WEST. `hold` "
     "sends nothing until WEST has been reported or a baseline has ended; `publish` sends what is "
     "known.",
     "incomplete = publish", "The quantity of EAST only, until WEST is known."},
    {"warehouse_sources",
     "Sources are those under Stores > Inventory > Sources. Quantities for a source that the store "
     "does not have become dead letters `unmapped`; `test-connection` checks that each source "
     "exists. Shipments leave from the source of their warehouse.",
     "EAST = wh_main\nWEST = wh_main\nOUTLET = wh_outlet",
     "EAST 60 and WEST 15: `\"source_code\":\"wh_main\",\"quantity\":75`."},
    {"branch_warehouses",
     "The row's warehouse decides its branch, not the row's own branch column.",
     "MAIN = EAST, WEST\nSOUTH = SOUTH1", "See `inventory_sync.mode`."},
    {"branch_sources", "Each branch of `[branch_warehouses]` has one source.",
     "MAIN = default\nSOUTH = wh_south", "See `inventory_sync.mode`."},
    {"vendor_inventory",
     "Stock that vendors hold for the merchant: the sum, over an item's vendors, of "
     "QuantityAtVendor × "
     "AvailableForSale %.",
     "", ""},
    {"vendor_inventory.preference",
     "`exclude` leaves it out, `separate` makes it the quantity of a separate source, "
     "`add_to_total` adds it to the quantity of `source`. It counts once per item, however many "
     "rows repeat it.",
     "[packages]\ncommerce_pro = true\n[vendor_inventory]\npreference = separate\nsource = vendors",
     "20 at the vendor, 50 % for sale: `\"source_code\":\"vendors\",\"quantity\":10`."},
    {"vendor_inventory.source",
     "May be empty with `add_to_total` when the settings name one source only.", "source = vendors",
     "See `preference`."},
    {"shipment_sync", "When a shipment is created in the store, and what else happens to it.", "",
     ""},
    {"shipment_sync.trigger",
     "`confirmation`: the shipment's status is Confirmed, Invoiced or Completed. "
     "`invoice_release`: it is Completed; Invoiced alone means an invoice that was created but not "
     "released. Receipts (returns) are never sent.",
     "trigger = invoice_release",
     "No request when the shipment is confirmed; `POST /V1/order/{id}/ship` when its invoice is "
     "released."},
    {"shipment_sync.notify_customer", "The store writes the e-mail from its own templates.",
     "notify_customer = true", "`\"notify\":true`: the customer gets the store's shipment e-mail."},
    {"shipment_sync.create_invoice",
     "After each shipment its contents are invoiced in the store, once; the store captures the "
     "payment. The integration needs the permission Invoice.",
     "create_invoice = true", "`POST /V1/order/{id}/invoice` with the lines that were shipped."},
    {"shipment_statuses",
     "Confirmed (F), Partially Invoiced (Y), Invoiced (I) and Receipted (R) count as confirmed, "
     "Completed (C) as released; Open (N), On Hold (H), Auto-Generated (A) and Canceled (L) as "
     "neither. A column `Confirmed` that is true takes precedence. A change with any other word is "
     "parked as `unknown_word` until the word has a line here: `acumage unmapped` lists it.",
     "Picked = open\nHanded Over = confirmed",
     "No request for a shipment that is *Picked*; a shipment for one that is *Handed Over*."},
    {"shipment_types",
     "Shipment (I) and Drop-Shipment (H) are sent, Transfer (T) is not. Changes with any other "
     "word are parked.",
     "Lieferung = shipment", "Shipments of that type."},
    {"shipment_operations",
     "Issue (I) is sent; Receipt (R), a return, is not. Changes with any other word are parked.",
     "Ausgabe = issue", "Shipments with that operation."},
    {"ship_via",
     "The carrier code is Magento's (`ups`, `usps`, `fedex`, `dhl`, or `custom`), the title is "
     "what the customer sees next to the tracking number. `acumage unmapped` lists every ShipVia "
     "that has no entry.",
     "GROUND = ups, UPS Ground\nPARCEL = dhl, DHL Paket",
     "`\"carrier_code\":\"ups\",\"title\":\"UPS Ground\"` with each tracking number."},
    {"dropship", "Shipments that go from the vendor to the customer.", "", ""},
    {"dropship.ship_via",
     "A drop shipment's own ShipVia is not used. While this is empty, each drop shipment becomes a "
     "dead letter `unmapped`.",
     "[ship_via]\nVENDOR = custom, Vendor shipment\n[dropship]\nship_via = VENDOR",
     "`\"carrier_code\":\"custom\",\"title\":\"Vendor shipment\"`."},
    {"customer_sync", "Which customers become accounts in the store.", "", ""},
    {"customer_sync.classes",
     "Customers of other classes are filtered; `acumage unmapped` lists the classes. "
     "`check-config` warns while this is empty.",
     "classes = WEB, INTL", "Accounts for customers of these two classes."},
    {"customer_sync.website_id",
     "Accounts are per website unless the store shares them (Stores > Configuration > Customers > "
     "Customer Configuration > Account Sharing Options). The id is in the address of the website's "
     "page under Stores > All Stores; `test-connection` lists the existing ones.",
     "website_id = 1", "`\"website_id\":1` in each account, and in the search for it."},
    {"customer_sync.default_group",
     "Ids are listed under Customers > Customer Groups; 1 is General.", "default_group = 4",
     "`\"group_id\":4` for a class that no map covers."},
    {"customer_sync.attributes",
     "The Open Source edition has no screen to create them and silently drops unknown ones; "
     "`test-connection` says so.",
     "attributes = true", "`\"custom_attributes\":[{\"attribute_code\":\"erp_region\",…}]`."},
    {"customer_groups",
     "Write a pair as class/price class. A pair takes precedence over the class alone, and both "
     "over `customer_sync.default_group`.",
     "INTL = 2\nINTL/TRADE = 3",
     "Class INTL, price class TRADE: `\"group_id\":3`; any other price class of INTL: 2."},
    {"customer_attributes",
     "Left: the attribute's id in Acumatica (a column Attribute_REGION, or an element of "
     "Attributes[]). "
     "Right: the attribute code under Stores > Attributes > Customer.",
     "[customer_sync]\nattributes = true\n[customer_attributes]\nREGION = erp_region",
     "`{\"attribute_code\":\"erp_region\",\"value\":\"NORTH\"}`."},
    {"order_sync", "Which orders' statuses are sent to the store, and orders created in the ERP.",
     "", ""},
    {"order_sync.order_types",
     "Orders of other types are filtered. `check-config` warns while this is empty.",
     "order_types = SO, CT", "No request for quotes (QT) or returns (RC)."},
    {"order_sync.order_number_field",
     "The name of the column, in the rows of orders and of shipments, in which the ERP keeps the "
     "store's own order number.",
     "order_number_field = CustomerOrder",
     "A search for the order by `increment_id`; a number that the store does not know is parked."},
    {"order_sync.order_store",
     "Numbers are unique within a store view only. Without it, an order or a shipment whose number "
     "several store views have becomes a dead letter `conflict`. Where one view alone has the "
     "number, the node uses that order, regardless of this setting.",
     "order_store = 1", "Of two orders 000000042, the one with `\"store_id\":1`."},
    {"order_sync.create_erp_orders",
     "An order was created in the ERP if its number column is present and empty. It is saved as it "
     "is: the store reserves no stock for it, takes no payment and sends no e-mail. If this is "
     "off, such orders are filtered.",
     "create_erp_orders = true",
     "`POST /V1/orders` with `increment_id` ERP-SO-SO009130 and `ext_order_id` SO SO009130."},
    {"order_sync.store_id", "Only for orders that are created.", "store_id = 1",
     "`\"store_id\":1`: the Admin shows the order under that store view."},
    {"order_sync.payment_method",
     "An offline method that is installed; the store does not check it. `checkmo` is Check / Money "
     "order.",
     "payment_method = purchaseorder", "`\"payment\":{\"method\":\"purchaseorder\"}`."},
    {"order_sync.shipping_method", "Carrier and method; the store does not check it.",
     "shipping_method = flatrate_flatrate", "The method on the order's page."},
    {"order_sync.increment_prefix",
     "The type and number of the ERP's order follow it. The prefix keeps these numbers distinct "
     "from the store's own.",
     "increment_prefix = ACU-", "`\"increment_id\":\"ACU-SO-SO009130\"`."},
    {"order_statuses",
     "The texts must be Acumatica's exactly. Right: the code of a status under Stores > Settings > "
     "Order Status, or one of the calls `cancel`, `hold`, `unhold`. A status that is not one of "
     "Magento's own comes with the state it is assigned to: `processing/picked`; Magento has no "
     "route that lists its statuses. An order takes a status only in the state it belongs to; in "
     "another state it gets a note. An order never leaves complete, closed or canceled, and is "
     "canceled only when nothing of it has shipped.",
     "Shipping = processing/picked\nReview = fraud\nOn Hold = hold\nCanceled = cancel",
     "`POST /V1/orders` with entity_id and `\"status\":\"picked\"`; `POST /V1/orders/{id}/hold`; "
     "`/cancel`."},
});

}  // namespace

std::span<const setting_details> rule_details() { return details; }

}  // namespace acumage::settings
