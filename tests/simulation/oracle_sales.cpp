// Shipments, invoices, orders and customers: each once, with all that was told of it.
#include "messages/key.hpp"
#include "tests/simulation/oracle.hpp"

#include <algorithm>

namespace acumage::tests {

namespace {

/// Whichever it is.
bool is_shipped(const texts& status) {
  return status && std::all_of(status->begin(), status->end(), [](const std::string& each) {
           return each == "Confirmed" || each == "Invoiced" || each == "Completed";
         });
}

/// "ERP-SHIP 004417 …" or "ERP-SHIP 004417/2 …": a part of this shipment.
bool is_part(const simulator::shipment& what, const std::string& number) {
  return std::any_of(what.comments.begin(), what.comments.end(), [&](const auto& each) {
    return each.comment.find("ERP-SHIP " + number + " ") != std::string::npos ||
           each.comment.find("ERP-SHIP " + number + "/") != std::string::npos;
  });
}

std::string words_of(const std::map<std::string, double>& quantities) {
  std::string text;
  for (const auto& [sku, quantity] : quantities)
    text += " " + sku + "=" + std::to_string(static_cast<int>(quantity));
  return text.empty() ? " nothing" : text;
}

std::string words_of(const std::set<std::string>& names) {
  std::string text;
  for (const auto& each : names) text += " " + each;
  return text;
}

}  // namespace

/// Promise 4: what was told of a shipment is shipped, and once.
void oracle::check_shipments() {
  const auto all = store_.shop.sold.shipments();
  for (const auto& of : sender_.shipments()) {
    const auto key = fold_key(of.number + "@SO " + of.erp_order);
    std::map<std::string, double> told, shipped;
    std::set<std::string> tracks, has_tracks;
    std::set<std::string> lines;
    bool certain = true;
    for (const auto& row : rows_of(entity::shipment, key)) {
      lines.insert(row.told->fields.at("line"));
      tracks.insert(row.told->tracks.begin(), row.told->tracks.end());
      certain = certain && !is_lost(row.stamp, key);
    }
    for (const auto& line : of.lines)
      if (lines.contains(std::to_string(line.number))) told[line.sku] += line.quantity;
    for (const auto& each : all) {
      if (!is_part(each, of.number)) continue;
      for (const auto& item : each.items) shipped[item.sku] += item.qty;
      for (const auto& track : each.tracks)
        if (!has_tracks.insert(track.number).second && each.tracks.size() > 1)
          world_.fail("shipment " + of.number + " has the track " + track.number + " twice");
    }
    for (const auto& line : of.lines)
      if (shipped[line.sku] > line.quantity)
        world_.fail("nothing twice: shipment " + of.number + " shipped" + words_of(shipped));
    std::erase_if(shipped, [](const auto& each) { return each.second == 0; });
    if (!certain || !is_shipped(newest(entity::shipment, key, "Status"))) continue;
    if (shipped != told)
      world_.fail("shipment " + of.number + " told" + words_of(told) + "; shipped" +
                  words_of(shipped));
    if (has_tracks != tracks)
      world_.fail("shipment " + of.number + " has tracks" + words_of(has_tracks) + "; told" +
                  words_of(tracks));
  }
  for (const auto& order : store_.shop.sold.orders())
    for (const auto& item : order.items) {
      double sum = 0;
      for (const auto& each : all)
        for (const auto& line : each.items)
          if (each.order_id == order.entity_id && line.order_item_id == item.item_id)
            sum += line.qty;
      if (sum != item.qty_shipped || sum > item.qty_ordered)
        world_.fail("order " + order.increment_id + ": shipments of " + item.sku +
                    " do not add up");
    }
}

/// What was shipped is invoiced, and once.
void oracle::check_invoices() {
  const auto shipments = sender_.shipments();
  const auto all = store_.shop.sold.invoices();
  for (const auto& order : store_.shop.sold.orders()) {
    bool certain = true;
    for (const auto& of : shipments)
      if (of.store_order == order.increment_id) {
        const auto key = fold_key(of.number + "@SO " + of.erp_order);
        const auto rows = rows_of(entity::shipment, key);
        for (const auto& row : rows) certain = certain && !is_lost(row.stamp, key);
        // Opened again in the ERP before its invoice was made: that waits until it is confirmed again.
        if (!rows.empty() && !is_shipped(newest(entity::shipment, key, "Status"))) certain = false;
      }
    for (const auto& item : order.items) {
      double sum = 0;
      for (const auto& each : all)
        for (const auto& line : each.items)
          if (each.order_id == order.entity_id && line.order_item_id == item.item_id)
            sum += line.qty;
      if (sum > item.qty_shipped || sum != item.qty_invoiced ||
          (certain && sum != item.qty_shipped))
        world_.fail("order " + order.increment_id + ": of " + item.sku + " " +
                    std::to_string(item.qty_shipped) + " are shipped and " + std::to_string(sum) +
                    " invoiced");
    }
  }
}

void oracle::check_orders() {
  std::map<std::string, int> numbers;
  for (const auto& order : store_.shop.sold.orders()) {
    ++numbers[order.increment_id];
    std::set<std::string> comments;
    for (const auto& each : order.comments)
      if (each.comment.find("ERP") != std::string::npos && !comments.insert(each.comment).second)
        world_.fail("order " + order.increment_id + " has the comment twice: " + each.comment);
  }
  for (const auto& [number, count] : numbers)
    if (count > 1) world_.fail("order " + number + " is there " + std::to_string(count) + " times");
  for (const auto* order : {"SO009998", "SO009999"}) {
    const auto key = fold_key(std::string{"SO "} + order);
    const auto rows = rows_of(entity::order, key);
    const bool lost = std::any_of(rows.begin(), rows.end(),
                                  [&](const auto& row) { return is_lost(row.stamp, key); });
    const auto there = numbers.contains(std::string{"ERP-SO-"} + order);
    if (!lost && there != !rows.empty())
      world_.fail(std::string{"order "} + order + (there ? " was made of nothing" : " is missing"));
  }
  const std::vector<std::pair<std::string, std::string>> held{{"SO009125", "000000045"},
                                                              {"SO009126", "000000046"}};
  for (const auto& [order, number] : held) {
    const auto key = fold_key("SO " + order);
    const auto known = known_of(entity::order, key);
    const auto rows = rows_of(entity::order, key);
    const bool lost = std::any_of(rows.begin(), rows.end(),
                                  [&](const auto& row) { return is_lost(row.stamp, key); });
    const auto is = store_.shop.sold.order_of(number);
    if (lost || !known.contains("ExternalRef") || !is) continue;
    const auto status = expected(entity::order, key, "Status");
    if (status == std::set<std::string>{"On Hold"} && is->state != "holded")
      world_.fail("order " + number + " is " + is->state + "; newest accepted is On Hold");
    if (status == std::set<std::string>{"Released"} && is->state == "holded")
      world_.fail("order " + number + " is on hold; newest accepted is Released");
  }
}

void oracle::check_customers() {
  std::set<std::string> emails;
  for (const auto* key : {"C000901", "C000902", "C000903"}) check_customer(key, emails);
  for (const auto& each : store_.shop.accounts.list()) {
    std::set<std::string> addresses;
    for (const auto& address : each.addresses)
      for (const auto& line : address.street)
        if (!addresses.insert(line).second)
          world_.fail("customer " + each.email + " has the address twice: " + line);
  }
}

void oracle::check_customer(const std::string& id, std::set<std::string>& emails) {
  const auto key = fold_key(id);
  auto known = known_of(entity::customer, key);
  const auto rows = rows_of(entity::customer, key);
  if (rows.empty() || !known.contains("Email") || !known.contains("CustomerName") ||
      !known.contains("CustomerClass"))
    return;
  const auto emails_of = expected(entity::customer, key, "Email");
  if (!emails_of || emails_of->contains("nowhere")) return;
  emails.insert(emails_of->begin(), emails_of->end());
  const bool ordered = !forgettings_of(entity::customer, key).empty();
  for (const auto& row : rows)
    if (is_lost(row.stamp, key) && (ordered || row.stamp == rows.back().stamp)) return;
  const auto accounts = store_.shop.accounts.list();
  const auto mine = std::find_if(accounts.begin(), accounts.end(),
                                 [&](const auto& each) { return emails_of->contains(each.email); });
  if (mine == accounts.end())
    return world_.fail("customer " + id + " has no account" + words_of(*emails_of));
  const auto names = expected(entity::customer, key, "CustomerName");
  const auto called = mine->firstname + " " + mine->lastname;
  if (names && !names->contains(called))
    world_.fail("customer " + id + " is " + called + "; newest accepted is" + words_of(*names) +
                ends_in_words(entity::customer, key));
  const auto classes = expected(entity::customer, key, "PriceClassID");
  const auto in_group = [&](const std::string& each) {
    return mine->group_id == (each == "GOLD" ? 3 : 2);
  };
  if (classes && std::none_of(classes->begin(), classes->end(), in_group))
    world_.fail("customer " + id + " is in the wrong group");
  const auto streets = expected(entity::customer, key, "AddressLine1");
  if (!streets || streets->contains("")) return;
  const bool there =
      std::any_of(mine->addresses.begin(), mine->addresses.end(), [&](const auto& each) {
        return !each.street.empty() && streets->contains(each.street.front());
      });
  if (!there) world_.fail("customer " + id + " has no address" + words_of(*streets));
}

}  // namespace acumage::tests
