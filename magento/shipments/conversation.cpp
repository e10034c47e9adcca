#include "magento/shipments/conversation.hpp"

#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "magento/shipments/goods.hpp"
#include "magento/shipments/marker.hpp"
#include "magento/shipments/plan.hpp"
#include "magento/shipments/records.hpp"
#include "magento/shipments/request.hpp"
#include "magento/shipments/value.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <utility>

namespace acumage::magento {

namespace {

using policy::shipment_line;
using policy::shipment_order;

/// The maximum number of items in one request, unless the store sets a lower limit.
constexpr std::size_t most_items = 300;

/// `Could not save …` hides its cause, which may be stock that is still to arrive (REST.md 11).
constexpr std::chrono::minutes unsaved_pause{1};

bool says(const store_error& said, std::string_view words) {
  return said.text.find(words) != std::string::npos;
}

std::string names_of(const std::vector<shipment_line>& lines) {
  std::string names;
  for (const auto& line : lines)
    names += (names.empty() ? "" : ", ") + line.sku + ' ' + line.quantity;
  return names;
}

std::vector<std::string> quantities_of(const shipment_order& wanted) {
  std::vector<std::string> quantities;
  for (const auto& line : wanted.lines)
    if (line.quantity != "0")
      quantities.push_back(line.sku + '@' + policy::source_of(wanted, line));
  return quantities;
}

/// Each member named after a question sends it; the one named `took_…` takes its answer.
class shipment_conversation final : public conversation {
 public:
  shipment_conversation(shipment_order wanted, std::int64_t accepted_us, const shipping_terms& how)
      : wanted_{std::move(wanted)}, accepted_us_{accepted_us}, how_{how} {}

  step advance(const answer* last) override {
    if (last == nullptr) {
      if (!wanted_.order.empty()) return find_order();
      return end({row_verdict::unknown_record, letter_class::unknown_record,
                  "the store's order number, the status or the quantities are not known yet"});
    }
    status_ = last->status;
    return (this->*took_)(*last);
  }

 private:
  using taking = step (shipment_conversation::*)(const answer&);

  step ask(request what, taking took) {
    took_ = took;
    return {std::move(what), std::nullopt};
  }

  step end(row_outcome said) {
    batch_outcome outcome;
    outcome.status = status_;
    outcome.rows.push_back(std::move(said));
    return {std::nullopt, std::move(outcome)};
  }

  static step leave(batch_outcome outcome) { return {std::nullopt, std::move(outcome)}; }

  step refuse(std::string words) {
    return end({row_verdict::refused, letter_class::conflict, std::move(words)});
  }

  step order_missing() {
    return end({row_verdict::unknown_record, letter_class::unknown_record,
                "order " + wanted_.order + " is not in the store"});
  }

  step find_order() {
    shipments_.clear();
    invoices_.clear();
    return ask(order_request(wanted_.order), &shipment_conversation::took_orders);
  }

  step took_orders(const answer& reply) {
    auto found = read_orders(reply);
    if (!found) return leave(judge_look_up("order " + wanted_.order, reply));
    if (found->empty()) return order_missing();
    if (found->size() > 1 && how_.store != 0)
      std::erase_if(*found, [&](const store_order& each) { return each.store != how_.store; });
    if (found->empty())
      return refuse("order " + wanted_.order + " exists in several store views, none of which is " +
                    std::to_string(how_.store) + "; expected order_sync.order_store to name one");
    if (found->size() > 1)
      return refuse("order " + wanted_.order + ": the number exists in the store views " +
                    std::to_string(found->front().store) + " and " +
                    std::to_string(found->back().store) +
                    "; expected order_sync.order_store to name the one that is meant");
    order_ = std::move(found->front());
    asked_products_.clear();
    return ask_products();
  }

  step ask_products() {
    products_ = products_to_ask(order_, wanted_.lines, asked_products_);
    if (products_.empty()) return look_for_shipments();
    products_.resize(values_of_one_search(products_));
    return ask(products_request(products_), &shipment_conversation::took_products);
  }

  /// Without permission to read products, the store's refusals show how a bundle ships.
  step took_products(const answer& reply) {
    const auto found = read_products(reply);
    no_products_ = reply.how == carried::answered && reply.status == 401;
    if (!found && !no_products_)
      return leave(judge_look_up("products of order " + wanted_.order, reply));
    for (const auto& each : products_) asked_products_.insert(std::stoll(each));
    for (auto& item : order_.items)
      if (found && found->contains(item.product)) item.told = found->at(item.product);
    return no_products_ ? look_for_shipments() : ask_products();
  }

  step look_for_shipments() {
    goods_ = wanted_;
    std::erase_if(goods_.lines, [&](const shipment_line& line) {
      return is_only_virtual(order_, fold_key(line.sku));
    });
    return ask(shipments_request(order_.id, 1), &shipment_conversation::took_shipments);
  }

  step took_shipments(const answer& reply) {
    auto page = read_documents(reply);
    if (!page) return leave(judge_look_up("shipments of order " + wanted_.order, reply));
    if (keep(std::move(*page), shipments_))
      return ask(shipments_request(order_.id, ++page_), &shipment_conversation::took_shipments);
    page_ = 1;
    return ship_rest();
  }

  /// Adds a page's documents; true when there are more pages.
  static bool keep(document_page page, std::vector<sales_document>& to) {
    const bool any = !page.documents.empty();
    for (auto& each : page.documents) to.push_back(std::move(each));
    return any && to.size() < page.total;
  }

  /// Goods first, then tracking numbers, then the invoice.
  step ship_rest() {
    const auto so_far = look_through(goods_, order_, shipments_);
    if (!so_far.conflict.empty()) return refuse(so_far.conflict);
    if (so_far.open.empty()) return add_tracks(so_far);
    const auto plan = plan_shipment(goods_, so_far.open, order_, most_);
    if (plan.items.empty()) return ship_nothing(so_far.open, plan.missing);
    auto tracks = missing_tracks(goods_, so_far.ours);
    if (tracks.size() > most_) tracks.resize(most_);  // the others follow one by one
    sent_ = std::max(plan.items.size(), tracks.size());
    marker_ = marker_text(goods_, so_far.next_part, plan.lines);
    return ask(ship_request(order_.id, goods_, plan, tracks, marker_),
               &shipment_conversation::took_ship);
  }

  /// Parts of a bundle may be in rows that are still to come.
  step ship_nothing(const std::vector<shipment_line>& open, const std::string& missing) {
    if (missing.empty())
      return refuse("order " + wanted_.order + " (" + order_.status + ") has no open line for " +
                    names_of(open) + "; expected one with the SKU" +
                    (no_products_ ? ". SKUs with custom options are not recognized: the permission "
                                    "Magento_Catalog::products is missing"
                                  : ""));
    const auto words = "order " + wanted_.order + ": " + missing;
    const auto waited = std::chrono::microseconds{how_.now_us - accepted_us_};
    if (waited > how_.part_limit) return refuse(words + "; expected them in the shipment");
    return end({row_verdict::unknown_record, letter_class::conflict, words});
  }

  /// Learns from the store how a bundle ships; true when that is new.
  bool learns_bundles(const std::string& said) {
    bool news = false;
    for (auto& item : order_.items) {
      const auto at = said.find("bundle product \"" + item.sku + "\" has shipment type \"");
      if (!item.is_bundle() || at == std::string::npos || !corrected_.insert(item.id).second)
        continue;
      const auto line = said.substr(at, said.find('\n', at) - at);
      item.told.separately = line.find("type \"Separately\"") != std::string::npos;
      news = true;
    }
    return news;
  }

  step took_ship(const answer& reply) {
    if (const auto id = read_id(reply)) {
      shipment_ = *id;
      return ask(shipment_request(*id), &shipment_conversation::took_shipped);
    }
    auto outcome = judge(reply);
    if (reply.how != carried::answered) return leave(std::move(outcome));
    const auto said = read_error(reply.body);
    // Once per limit: a line that needs more items than that does not fit a smaller request either.
    if (outcome.verdict == batch_verdict::too_many && outcome.limit > 0 && outcome.limit < sent_ &&
        outcome.limit < most_) {
      most_ = outcome.limit;
      return ship_rest();
    }
    if (says(said, "Could not save a shipment")) return not_saved(std::move(outcome.message));
    if (reply.status == 400 && learns_bundles(said.text)) return ship_rest();
    if (outcome.verdict != batch_verdict::refused) return leave(std::move(outcome));
    if (reply.status == 404) return order_missing();
    if (!says(said, "Shipment Document Validation Error")) return leave(std::move(outcome));
    // Perhaps it was shipped in the meantime, or an earlier request of ours was applied late.
    const bool done_already = !says(said, "when an order has a status of") &&
                              (says(said, "does not allow a shipment") ||
                               says(said, "can't create a shipment without products"));
    if (done_already && !std::exchange(looked_again_, true)) return find_order();
    return refuse(std::move(outcome.message));
  }

  step not_saved(std::string words) {
    row_outcome failed{row_verdict::failed, letter_class::exhausted, std::move(words)};
    failed.wait = unsaved_pause;
    return end(std::move(failed));
  }

  step took_shipped(const answer& reply) {
    auto held = read_document(reply);
    if (!held) {
      auto outcome = judge_look_up("shipment " + std::to_string(shipment_), reply);
      // It was there a moment ago: the next attempt finds it among the order's.
      if (outcome.verdict == batch_verdict::refused) return not_saved(std::move(outcome.message));
      return leave(std::move(outcome));
    }
    for (const auto& line : held->lines)
      for (auto& item : order_.items)
        if (item.id == line.order_item) item.shipped = item.shipped + line.quantity;
    held->id = shipment_;
    held->comments.push_back(marker_);  // regardless of how the store changed it
    shipments_.push_back(std::move(*held));
    return ship_rest();
  }

  step add_tracks(const shipped_so_far& so_far) {
    shortfall_ = so_far.shortfall;
    if (so_far.ours.empty() && goods_.lines.empty()) {
      remark_ = "nothing to ship: all its products are virtual";
      return look_for_invoices();
    }
    if (so_far.ours.empty()) return delivered();
    const auto missing = missing_tracks(goods_, so_far.ours);
    if (missing.empty()) return look_for_invoices();
    shipment_ = so_far.ours.back()->id;
    track_ = missing.front();
    return ask(track_request(order_.id, shipment_, wanted_, track_),
               &shipment_conversation::took_track);
  }

  step took_track(const answer& reply) {
    if (reply.how != carried::answered || reply.status != 200) {
      auto outcome = judge(reply);
      outcome.message = "shipped, but tracking number " + track_ + ": " + outcome.message;
      return leave(std::move(outcome));
    }
    for (auto& each : shipments_)
      if (each.id == shipment_) each.tracks.push_back(track_as_kept(track_));
    return ship_rest();
  }

  step look_for_invoices() {
    if (!wanted_.create_invoice) return delivered();
    return ask(invoices_request(order_.id, page_), &shipment_conversation::took_invoices);
  }

  step took_invoices(const answer& reply) {
    auto page = read_documents(reply);
    if (!page) return leave(judge_look_up("invoices of order " + wanted_.order, reply));
    if (keep(std::move(*page), invoices_)) {
      ++page_;
      return look_for_invoices();
    }
    return invoice_rest();
  }

  step invoice_rest() {
    billed_ = plan_invoice(wanted_, order_, shipments_, invoices_);
    if (billed_.empty()) return delivered();
    while (billed_.size() > most_) billed_.erase(std::prev(billed_.end()));
    return ask(invoice_request(order_.id, wanted_, billed_), &shipment_conversation::took_invoice);
  }

  step took_invoice(const answer& reply) {
    if (read_id(reply)) {
      note_invoice();
      return invoice_rest();
    }
    auto outcome = judge(reply);
    if (reply.how != carried::answered) return leave(std::move(outcome));
    const auto said = read_error(reply.body);
    if (says(said, "does not allow an invoice")) {
      remark_ = "no invoice: the order does not allow one";
      return delivered();
    }
    if (outcome.verdict == batch_verdict::too_many && outcome.limit > 0 &&
        outcome.limit < billed_.size()) {
      most_ = outcome.limit;
      return invoice_rest();
    }
    outcome.message = "shipped, but not invoiced: " + outcome.message;
    if (says(said, "Could not save an invoice")) return not_saved(std::move(outcome.message));
    if (says(said, "Invoice Document Validation Error")) return refuse(std::move(outcome.message));
    return leave(std::move(outcome));
  }

  void note_invoice() {
    sales_document made;
    made.comments.push_back(invoice_marker_text(wanted_));
    for (auto& item : order_.items) {
      const auto found = billed_.find(item.id);
      if (found == billed_.end()) continue;
      item.invoiced = item.invoiced + found->second;
      made.lines.push_back({item.id, found->second});
    }
    invoices_.push_back(std::move(made));
  }

  step delivered() {
    row_outcome done;
    if (!shortfall_.empty()) done.message = std::string{shortfall_words} + shortfall_;
    if (!remark_.empty()) done.message += (done.message.empty() ? "" : "; ") + remark_;
    done.moves = quantities_of(wanted_);
    return end(std::move(done));
  }

  const shipment_order wanted_;
  const std::int64_t accepted_us_;
  const shipping_terms how_;
  shipment_order goods_;               // wanted, without what is virtual
  std::vector<std::string> products_;  // of the last look-up
  std::set<std::int64_t> asked_products_;
  bool no_products_ = false;          // reading them is not permitted
  std::set<std::int64_t> corrected_;  // bundles whose way of shipping the store has corrected
  taking took_ = nullptr;
  int status_ = 0;
  std::size_t page_ = 1;
  store_order order_;
  std::vector<sales_document> shipments_;
  std::vector<sales_document> invoices_;
  std::string marker_;  // of the shipment requested last
  std::int64_t shipment_ = 0;
  std::string track_;  // the one added last
  item_quantities billed_;
  std::size_t most_ = most_items;
  std::size_t sent_ = 0;  // items or tracks, whichever are more
  bool looked_again_ = false;
  std::string shortfall_;
  std::string remark_;
};

/// A delivery that this version cannot read is an error of the program.
class unreadable_shipment final : public conversation {
 public:
  step advance(const answer*) override {
    batch_outcome outcome;
    outcome.rows.push_back(
        {row_verdict::refused, letter_class::bug, "shipment: the delivery does not parse"});
    return {std::nullopt, std::move(outcome)};
  }
};

}  // namespace

std::unique_ptr<conversation> send_shipment(const delivery& what, const shipping_terms& how) {
  auto wanted = read_shipment_order(what.value);
  if (!wanted) return std::make_unique<unreadable_shipment>();
  return std::make_unique<shipment_conversation>(std::move(*wanted), what.accepted_at_us, how);
}

std::string shipment_text(const delivery& what) {
  const auto wanted = read_shipment_order(what.value);
  return wanted ? shipment_text(*wanted) : what.value;
}

std::vector<std::string> quantities_of_shipment(const delivery& what) {
  const auto wanted = read_shipment_order(what.value);
  return wanted ? quantities_of(*wanted) : std::vector<std::string>{};
}

std::string order_of_shipment(const delivery& what) {
  if (const auto order = policy::split_shipment_key(what.key).erp_order; !order.empty())
    return fold_key(order);
  const auto wanted = read_shipment_order(what.value);
  return wanted && !wanted->order.empty() ? '#' + fold_key(wanted->order) : std::string{};
}

}  // namespace acumage::magento
