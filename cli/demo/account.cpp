#include "cli/demo/account.hpp"

#include "cli/client/json.hpp"
#include "cli/demo/setup.hpp"
#include "cli/terminal/table.hpp"
#include "cli/terminal/terminal.hpp"
#include "messages/decimal.hpp"
#include "messages/key.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace acumage::demo {

namespace {

struct letter_kind {
  std::uint64_t count = 0;
  std::string example;
};

struct letter_account {
  std::map<std::string, letter_kind> open;  ///< by class
  std::uint64_t overtaken =
      0;  ///< closed automatically because something newer of their key was delivered
};

std::string labelled(const std::string& label, const std::string& text) {
  return "  " + label + std::string(14 - label.size(), ' ') + text + "\n";
}

std::string counts_text(const std::map<std::string, std::uint64_t>& counts) {
  std::string text;
  for (const auto& [name, count] : counts)
    text += (text.empty() ? "" : ", ") + terminal::grouped(count) + " " + name;
  return text.empty() ? "none" : text;
}

/// The reason in the history, with the word that the documents use.
std::string explained(const std::string& reason) {
  return reason == "a newer version came" ? reason + " while it waited (coalesced)" : reason;
}

/// Passes each of the "items" of a list to `use`.
template <class Use>
status each_item(client::client& admin, const std::string& target, Use use) {
  const auto reply = admin.get(target);
  if (!reply) return reply.problem();
  if (reply->status != 200) return client::refusal_of(admin.url(), *reply);
  client::json_document document;
  const auto* const root = document.read(reply->body);
  const auto* const items = root == nullptr ? nullptr : client::member(*root, "items");
  if (items != nullptr)
    for (const auto& each : acumatica::json_children{*items}) use(each);
  return done();
}

bool same_number(const std::string& left, const std::string& right) {
  const auto one = decimal::parse(left);
  const auto other = decimal::parse(right);
  return one && other && *one == *other;
}

std::string letters_text(const letter_account& of) {
  std::string text =
      labelled("dead letters", of.overtaken == 0
                                   ? "remaining, by class:"
                                   : terminal::grouped(of.overtaken) +
                                         " closed when a correction was delivered; remaining:");
  for (const auto& [name, kind] : of.open)
    text += labelled("", terminal::grouped(kind.count) + " " + name + ", such as " +
                             terminal::cut_to(terminal::printable(kind.example), 100));
  return of.open.empty() ? text + labelled("", "none") : text;
}

result<letter_account> account_of_letters(client::client& admin) {
  letter_account made;
  const auto read = each_item(admin, "/dead-letters?state=any&limit=1000", [&](const auto& each) {
    if (client::text_of(each, "state") == "superseded") ++made.overtaken;
    if (client::text_of(each, "state") != "open") return;
    auto& kind = made.open[client::text_of(each, "class")];
    if (++kind.count > 1) return;
    const auto key = client::text_of(each, "key");
    kind.example =
        (key.empty() ? "a row without a key" : key) + ": " + client::text_of(each, "error");
  });
  if (!read) return read.problem();
  return made;
}

/// One lane: its outcomes, its requests, and why changes were not sent.
result<std::string> lane_text(client::client& admin, const client::stats_figures& last,
                              const std::string& entity, const std::string& title) {
  std::map<std::string, std::uint64_t> superseded;
  const auto read = each_item(
      admin, "/history?outcome=superseded&limit=1000&entity=" + entity,
      [&](const auto& each) { ++superseded[explained(client::text_of(each, "reason"))]; });
  if (!read) return read.problem();
  client::lane_figures lane;
  for (const auto& each : last.lanes)
    if (each.name == entity) lane = each;
  auto text = labelled(title, terminal::grouped(lane.delivered) + " delivered, " +
                                  terminal::grouped(lane.superseded) + " superseded, " +
                                  terminal::grouped(lane.filtered) + " filtered, " +
                                  terminal::counted(lane.dead_lettered, "dead letter"));
  text += labelled("", "in " + terminal::counted(lane.requests, "write") + ", " +
                           terminal::grouped(lane.batched_requests) + " of them batches; " +
                           terminal::counted(lane.lookups, "look-up") + " and probes");
  if (!superseded.empty()) text += labelled("", "superseded: " + counts_text(superseded));
  if (!lane.filtered_by.empty()) text += labelled("", "filtered: " + counts_text(lane.filtered_by));
  return text;
}

std::string check_text(const std::string& label, const store_check& of, const std::string& words) {
  const auto all = of.equal + of.wrong.size();
  auto text =
      labelled(label, terminal::grouped(of.equal) + " of " + terminal::grouped(all) + " " + words);
  for (const auto& each : of.wrong) text += labelled("", "WRONG  " + each);
  return text;
}

}  // namespace

bool demo_checks::right() const {
  return prices.right() && quantities.right() && sales.right() && erp_prices.right() &&
         erp_quantities.right();
}

store_check check_prices(const store_contents& expected, const std::set<std::string>& missing,
                         const price_of_sku& store) {
  store_check made;
  for (const auto& sku : expected.skus) {
    const auto folded = fold_key(sku);
    const auto price = expected.prices.find(folded);
    if (price == expected.prices.end() || missing.count(folded) != 0) continue;
    const auto found = store(sku);
    if (same_number(found, price->second))
      ++made.equal;
    else
      made.wrong.push_back(sku + ": " + (found.empty() ? "no price" : found) +
                           " in the store; expected " + price->second);
  }
  return made;
}

store_check check_quantities(const store_contents& expected, const std::set<std::string>& missing,
                             const quantity_at& store) {
  store_check made;
  for (const auto& [place, quantity] : expected.quantities) {
    const auto& [sku, source] = place;
    if (missing.count(sku) != 0) continue;
    const auto found = store(sku, source);
    if (same_number(found, quantity))
      ++made.equal;
    else
      made.wrong.push_back(sku + " at " + source + ": " + (found.empty() ? "nothing" : found) +
                           " in the store; expected " + quantity);
  }
  return made;
}

store_check check_sales(const std::vector<simulator::order>& orders,
                        const std::vector<simulator::shipment>& shipments) {
  store_check made;
  std::map<std::int64_t, double> shipped;
  std::set<std::string> markers;
  for (const auto& each : shipments) {
    for (const auto& item : each.items) shipped[item.order_item_id] += item.qty;
    const auto marker = each.comments.empty() ? std::string{} : each.comments.front().comment;
    if (marker.empty() || !markers.insert(marker).second)
      made.wrong.push_back("shipment " + each.increment_id + ": " +
                           (marker.empty() ? "no marker" : marker + " a second time"));
    else
      ++made.equal;
  }
  for (const auto& order : orders)
    for (const auto& item : order.items)
      if (item.qty_shipped > item.qty_ordered || item.qty_shipped != shipped[item.item_id])
        made.wrong.push_back("order " + order.increment_id + ": " + item.sku +
                             " has a shipped quantity that differs from its shipments");
  return made;
}

result<std::string> account_text(client::client& admin, const client::stats_figures& last,
                                 const demo_receipts& receipts, const demo_checks& checks) {
  std::string text = "\nWhat happened\n";
  text +=
      labelled("changes in", terminal::grouped(receipts.accepted) + " accepted, " +
                                 terminal::counted(receipts.duplicates, "duplicate") + ", " +
                                 terminal::grouped(receipts.unrouted) + " with an unmapped query");
  text += labelled("", terminal::grouped(receipts.pushed) + " pushed by the simulated ERP, " +
                           terminal::grouped(receipts.pulled) + " pulled from it");
  const auto prices = lane_text(admin, last, "pricing", "prices");
  if (!prices) return prices.problem();
  const auto quantities = lane_text(admin, last, "inventory", "quantities");
  if (!quantities) return quantities.problem();
  std::string documents;
  for (const auto& [entity, title] :
       {std::pair{"shipment", "shipments"}, {"customer", "customers"}, {"order", "orders"}}) {
    const auto lane = lane_text(admin, last, entity, title);
    if (!lane) return lane.problem();
    documents += *lane;
  }
  const auto letters = account_of_letters(admin);
  if (!letters) return letters.problem();
  text += *prices + *quantities + documents + letters_text(*letters);
  text +=
      check_text("the check", checks.prices, "prices in the store equal the newest accepted ones");
  text += check_text("", checks.quantities,
                     "quantities equal the sums of the last figures of their warehouses");
  text += check_text("", checks.sales,
                     "shipments are in the store once, with the quantities of their orders");
  text += check_text("", checks.erp_prices,
                     "prices in the table of the simulated ERP equal those of the store");
  return text +
         check_text(
             "", checks.erp_quantities,
             "quantities, summed over the warehouses in its table, equal those of the store");
}

std::string where_to_look(bool kept, bool stays) {
  std::string text = "\nLook further\n";
  if (!stays) text += "  acumage demo --stay       keeps running, with the console\n";
  if (!kept) text += "  acumage demo --keep       keeps the data folder as ./demo-data\n";
  const std::string path = std::string{kept_folder} + "/data";
  text += "  acumage dead-letters list --storage.path=" + path + "\n";
  text += "  acumage dead-letters show ID --storage.path=" + path + "\n";
  text += "  acumage reconcile         compares your own ERP, node and store, key by key\n";
  text += "  acumage check-config      shows what your own config.ini still lacks\n";
  return text +
         "  acumage run               runs the node for your store; acumage stats --watch shows "
         "it\n";
}

}  // namespace acumage::demo
