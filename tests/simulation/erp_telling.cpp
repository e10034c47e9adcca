// What the ERP says: each row with the figures, names and texts by which it is known again in the store.
#include "messages/key.hpp"
#include "tests/simulation/erp_rows.hpp"

#include <algorithm>
#include <utility>

namespace acumage::tests {

namespace {

const std::vector<std::string>& all_skus() {
  static const auto all = [] {
    auto skus = known_skus;
    skus.emplace_back(late_sku);
    skus.emplace_back(ghost_sku);
    return skus;
  }();
  return all;
}

/// As Acumatica pads it, or as somebody spells it.
std::string spelt(world& in, const std::string& key) {
  if (in.chance(0.2)) return key + "   ";
  return in.chance(0.1) ? fold_key(key) : key;
}

/// The same number in one of the forms in which it may come.
std::string number_text(world& in, const std::string& value) {
  if (in.chance(0.2)) return quoted(value);
  return in.chance(0.1) ? value + "e0" : value;
}

/// Each row has its figure: a half alone for longer than `pair_window` is a removal, after which a figure that is
/// "unchanged" names none. And shipments leave from EAST, which must have something for them.
bool may_be_halved(const notice& what) {
  return std::none_of(what.rows.begin(), what.rows.end(), [](const told_row& each) {
    return each.bad || each.fields.empty() || each.key.ends_with("@east");
  });
}

}  // namespace

void erp::tell_something() {
  const auto which = world_.below(10);
  tell_of(which < 3   ? entity::pricing
          : which < 6 ? entity::inventory
          : which < 8 ? entity::customer
                      : entity::order);
}

void erp::tell_of(entity lane, const std::string& key) {
  if (lane == entity::pricing) return tell_prices();
  if (lane == entity::inventory) return tell_quantities();
  if (lane == entity::customer) {
    const auto drawn = 1 + world_.below(3);
    return tell_customer(key.empty() ? drawn : static_cast<std::size_t>(key.back() - '0'));
  }
  if (lane != entity::order) return;  // shipments have their stages
  static const std::vector<std::pair<std::string, std::string>> orders{
      {"SO009125", "000000045"}, {"SO009126", "000000046"}, {"SO009120", "000000042"}};
  const auto& drawn = world_.any(orders);
  const auto named = std::find_if(orders.begin(), orders.end(), [&](const auto& each) {
    return fold_key(key).ends_with(fold_key(each.first));
  });
  const auto& [order, number] = named == orders.end() ? drawn : *named;
  tell_status(order, number);
}

void erp::tell_prices() {
  auto& what = start(entity::pricing);
  std::vector<std::string> inserted, deleted;
  std::vector<std::string> skus = all_skus();
  for (auto left = 1 + world_.below(5); left > 0; --left) {
    const auto sku = skus.at(world_.below(skus.size()));
    skus.erase(std::find(skus.begin(), skus.end(), sku));
    told_row row{.key = fold_key(sku)};
    auto value = std::to_string(++values_) + ".5";
    const auto name = quoted(spelt(world_, sku));
    const auto before = last_.contains(sku) ? last_[sku] : "1";
    if (world_.chance(0.08)) {
      inserted.push_back(json_of({{"InventoryID", name}, {"DefaultPrice", "null"}}));
    } else if (world_.chance(0.08)) {
      row.bad = true;
      const auto text = world_.chance(0.5) ? "\"abc\"" : "-3";
      inserted.push_back(json_of({{"InventoryID", name}, {"DefaultPrice", text}}));
    } else {
      row.fields["DefaultPrice"] = value;
      last_[sku] = value;
      inserted.push_back(
          json_of({{"InventoryID", name}, {"DefaultPrice", number_text(world_, value)}}));
    }
    deleted.push_back(json_of({{"InventoryID", quoted(sku)}, {"DefaultPrice", before}}));
    what.rows.push_back(std::move(row));
  }
  if (world_.chance(0.5)) return finish(what, inserted, deleted);
  if (world_.chance(0.3) && may_be_halved(what)) return finish_halved(what, inserted, deleted);
  finish(what, inserted, {});
}

/// WEST and NORTH share a source: a sum of them tells both apart.
std::string erp::quantity_of(const std::string& warehouse) {
  const auto number = ++values_;
  if (warehouse == "NORTH") return std::to_string(number);
  return std::to_string((1000 + number) * (warehouse == "WEST" ? 1000 : 1));
}

void erp::tell_quantities() {
  auto& what = start(entity::inventory);
  std::vector<std::string> inserted, deleted;
  auto skus = all_skus();
  for (auto left = 1 + world_.below(4); left > 0; --left) {
    const auto sku = skus.at(world_.below(skus.size()));
    skus.erase(std::find(skus.begin(), skus.end(), sku));
    static const std::vector<std::string> warehouses{"EAST", "WEST", "NORTH"};
    const auto& warehouse = world_.any(warehouses);
    told_row row{.key = fold_key(sku + "@" + warehouse)};
    const auto now = quantity_of(warehouse);
    const auto cell = sku + "@" + warehouse;
    const auto before = last_.contains(cell) ? last_[cell] : "0";
    const columns place{{"InventoryID", quoted(spelt(world_, sku))},
                        {"WarehouseID", quoted(spelt(world_, warehouse))}};
    auto half = place;
    if (world_.chance(0.05)) {
      row.bad = true;
      half.emplace_back("QtyOnHand", "\"1,234.5\"");
    } else if (world_.chance(0.05)) {
      half.emplace_back("QtyOnHand", "null");
    } else {
      row.fields["QtyOnHand"] = now;
      last_[cell] = now;
      half.emplace_back("QtyOnHand", number_text(world_, now));
    }
    inserted.push_back(json_of(half));
    deleted.push_back(json_of(
        {{"InventoryID", quoted(sku)}, {"WarehouseID", quoted(warehouse)}, {"QtyOnHand", before}}));
    what.rows.push_back(std::move(row));
  }
  if (world_.chance(0.5)) return finish(what, inserted, deleted);
  if (world_.chance(0.3) && may_be_halved(what)) return finish_halved(what, inserted, deleted);
  finish(what, inserted, {});
}

/// The last stage tells everything; those before it parts, not always confirmed.
void erp::tell_shipment(std::size_t which, std::size_t left) {
  const auto& of = shipments_.at(which);
  auto& what = start(entity::shipment);
  static const std::vector<std::string> early{"Open", "Confirmed", "Confirmed"};
  static const std::vector<std::string> final_ones{"Confirmed", "Invoiced", "Completed"};
  const auto& status = left == 0 ? world_.any(final_ones) : world_.any(early);
  std::vector<std::string> inserted;
  for (const auto& line : of.lines) {
    if (left > 0 && world_.chance(0.3)) continue;
    std::vector<std::string> tracks;
    for (const auto& track : of.tracks)
      if (left == 0 || world_.chance(0.4)) tracks.push_back(track);
    if (tracks.empty()) tracks.emplace_back();
    for (const auto& track : tracks) {
      told_row row{.key = fold_key(of.number + "@SO " + of.erp_order)};
      row.fields = {{"Status", status},
                    {"line", std::to_string(line.number)},
                    {"ShippedQty", std::to_string(line.quantity)}};
      if (!track.empty()) row.tracks.push_back(track);
      what.rows.push_back(std::move(row));
      inserted.push_back(json_of({{"ShipmentNbr", quoted(of.number)},
                                  {"Type", quoted("Shipment")},
                                  {"Operation", quoted("Issue")},
                                  {"Status", quoted(status)},
                                  {"ShipVia", quoted("GROUND")},
                                  {"WarehouseID", quoted("EAST")},
                                  {"OrderType", quoted("SO")},
                                  {"OrderNbr", quoted(of.erp_order)},
                                  {"ExternalRef", quoted(of.store_order)},
                                  {"InventoryID", quoted(spelt(world_, line.sku))},
                                  {"OrderLineNbr", std::to_string(line.number)},
                                  {"ShippedQty", std::to_string(line.quantity)},
                                  {"TrackingNbr", track.empty() ? "null" : quoted(track)}}));
    }
  }
  if (inserted.empty()) {
    notices_.pop_back();
    return;
  }
  finish(what, inserted, {});
}

void erp::tell_customer(std::size_t number) {
  auto& what = start(entity::customer);
  const auto id = "C00090" + std::to_string(number);
  const auto mark = std::to_string(++values_);
  told_row row{.key = fold_key(id)};
  columns all{{"CustomerID", quoted(id)}};
  const auto say = [&](const std::string& column, const std::string& text, double share) {
    if (!world_.chance(share)) return all.emplace_back(column, "null"), void();
    row.fields[column] = text;
    all.emplace_back(column, quoted(text));
  };
  const auto address = "ada" + std::to_string(number);
  // The third moves to another address from time to time.
  const bool moves = number == 3 && world_.chance(0.3);
  if (world_.chance(0.03)) {
    row.bad = true;
    all.emplace_back("Email", quoted("nowhere"));
    row.fields["Email"] = "nowhere";
  } else {
    say("Email", address + (moves ? mark : "") + "@example.test", 0.8);
  }
  say("CustomerName", "Ada V" + mark, 0.8);
  if (row.fields.contains("CustomerName")) last_[id] = row.fields["CustomerName"];
  say("CustomerClass", "TRADE", 0.8);
  say("PriceClassID", world_.chance(0.5) ? "GOLD" : "NONE", 0.5);
  const auto share = world_.chance(0.6) ? 1.0 : 0.0;
  say("AddressLine1", mark + " Square", share);
  say("City", "London", share);
  say("Country", "GB", share);
  say("PostalCode", "W1J 7NT", share);
  say("Phone1", "+44 20 7946 0000", share);
  what.rows.push_back(std::move(row));
  finish(what, {json_of(all)}, {});
}

void erp::tell_status(const std::string& order, const std::string& number) {
  auto& what = start(entity::order);
  static const std::vector<std::string> plain{"Open", "Shipping"};
  static const std::vector<std::string> any{"Open", "Shipping", "On Hold", "Released"};
  const auto& status = world_.any(order == "SO009120" ? plain : any);
  told_row row{.key = fold_key("SO " + order)};
  row.fields["Status"] = status;
  const bool named = world_.chance(0.8);
  if (named) row.fields["ExternalRef"] = number;
  what.rows.push_back(row);
  finish(what,
         {json_of({{"OrderType", quoted("SO")},
                   {"OrderNbr", quoted(order)},
                   {"Status", quoted(status)},
                   {"ExternalRef", named ? quoted(number) : "null"}})},
         {});
}

void erp::tell_born(const std::string& order) {
  auto& what = start(entity::order);
  const auto status = world_.chance(0.5) ? "Open" : "Shipping";
  told_row row{.key = fold_key("SO " + order)};
  row.fields = {{"Status", status}, {"ExternalRef", ""}};
  what.rows.push_back(row);
  const auto address = json_of({{"FirstName", quoted("Ada")},
                                {"LastName", quoted("Lovelace")},
                                {"AddressLine1", quoted("12 St James Square")},
                                {"City", quoted("London")},
                                {"Country", quoted("GB")},
                                {"PostalCode", quoted("W1J 7NT")},
                                {"Phone1", quoted("+44 20 7946 0000")}});
  const auto line = [](const std::string& sku, int quantity, int price) {
    return json_of({{"InventoryID", quoted(sku)},
                    {"Quantity", std::to_string(quantity)},
                    {"UnitPrice", std::to_string(price)},
                    {"ExtendedPrice", std::to_string(quantity * price)}});
  };
  finish(what,
         {json_of({{"OrderType", quoted("SO")},
                   {"OrderNbr", quoted(order)},
                   {"Status", quoted(status)},
                   {"ExternalRef", quoted("")},
                   {"CustomerID", quoted("C000902")},
                   {"Email", quoted("ada2@example.test")},
                   {"OrderTotal", "242"},
                   {"CurrencyID", quoted("USD")},
                   {"Date", quoted("2026-08-14T00:00:00")},
                   {"Details", "[" + line("SOFA-12", 1, 42) + "," + line("BED-11", 2, 100) + "]"},
                   {"BillingAddress", address},
                   {"ShippingAddress", address}})},
         {});
  // It is told of once or twice.
  if (world_.chance(0.5))
    world_.after(world_.between(std::chrono::seconds{0}, std::chrono::seconds{60}),
                 [this, order] { tell_born(order); });
}

}  // namespace acumage::tests
