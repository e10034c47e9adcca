#include "magento/orders/conversation.hpp"

#include "magento/order_search.hpp"
#include "magento/orders/creation.hpp"
#include "magento/orders/update.hpp"
#include "magento/orders/value.hpp"
#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "messages/key.hpp"
#include "policy/order_states.hpp"

#include <cstdint>
#include <set>
#include <span>
#include <utility>

namespace acumage::magento {

namespace {

using policy::order_action;

row_outcome unknown(std::string words) {
  return {row_verdict::unknown_record, letter_class::unknown_record, std::move(words)};
}

class order_conversation final : public conversation {
 public:
  order_conversation(const delivery& what, region_memory& regions, const order_terms& how)
      : what_{what}, how_{how}, regions_{regions}, record_{read_order_value(what.value)} {
    if (record_.create) skus_ = ordered_skus(*record_.create);
  }

  step advance(const answer* last) override {
    if (last == nullptr) return record_.waits.empty() ? find() : end(unknown(record_.waits));
    status_ = last->status;
    switch (at_) {
      case stage::finding: return found(*last);
      case stage::asking_products: return took_products(*last);
      case stage::asking_regions: return took_regions(*last);
      case stage::creating: return took_creation(*last);
      case stage::calling: return took_call(*last);
      case stage::saving: return took_save(*last);
      case stage::commenting: return took_comment(*last);
    }
    return {};
  }

 private:
  enum class stage : std::uint8_t {
    finding,
    asking_products,
    asking_regions,
    creating,
    calling,
    saving,
    commenting
  };

  step ask(stage at, request what) {
    at_ = at;
    step next;
    next.next = std::move(what);
    return next;
  }

  step end(row_outcome said) const {
    step last;
    last.done.emplace();
    last.done->status = status_;
    if (said.verdict == row_verdict::delivered && !remark_.empty())
      said.message += (said.message.empty() ? "" : "; ") + remark_;
    last.done->rows.push_back(std::move(said));
    return last;
  }

  static step whole(batch_outcome said) {
    step last;
    last.done = std::move(said);
    return last;
  }

  /// A write that failed. If the store refuses a change to an existing order, the cause is the
  /// order's state.
  static step failed_write(const answer& reply) {
    auto said = judge(reply);
    said.reason = letter_class::conflict;
    return whole(std::move(said));
  }

  step find() { return ask(stage::finding, order_search(record_)); }

  step found(const answer& reply) {
    auto orders = read_order_search(reply);
    if (!orders) return whole(judge_look_up("the order " + record_.number, reply));
    const auto count = orders->size();
    if (count > 1 && how_.store != 0)
      std::erase_if(*orders, [&](const held_order& each) { return each.store != how_.store; });
    if (count > 1 && orders->size() != 1)
      return end({row_verdict::refused, letter_class::conflict,
                  "the store has " + std::to_string(count) + " orders " + record_.number +
                      "; expected order_sync.order_store to name the store view of the one that "
                      "is meant"});
    if (orders->empty()) return not_found();
    order_ = std::move(orders->front());
    return update();
  }

  step not_found() {
    if (!made_.empty())
      return end({row_verdict::failed, letter_class::conflict,
                  made_ + ", but the store shows no order " + record_.number});
    if (!record_.create) return end(unknown("the store has no order " + record_.number));
    if (record_.action == order_action::cancel)
      return end({row_verdict::delivered, letter_class::data,
                  "cancelled before the store had it: not created"});
    return ask_products();
  }

  step ask_products() {
    const auto left = std::span<const std::string>{skus_}.subspan(looked_up_);
    if (left.empty()) return ask_regions();
    asked_ = skus_of_one_search(left);
    return ask(stage::asking_products, ordered_products_search(left.first(asked_)));
  }

  step took_products(const answer& reply) {
    auto some = read_ordered_products(reply);
    if (!some) return whole(judge_look_up("products", reply));
    products_.merge(*some);
    for (; asked_ > 0; --asked_, ++looked_up_)
      if (const auto& sku = skus_[looked_up_]; !products_.contains(fold_key(trimmed(sku))))
        return end(unknown("the store has no product with the SKU \"" + sku + "\""));
    return ask_products();
  }

  /// A region counts for taxes only if sent by its number (REST.md 5).
  step ask_regions() {
    for (auto* person : {&record_.create->billing, &record_.create->shipping}) {
      if (person->region.empty()) continue;
      const auto known = regions_.of(person->country);
      country_ = person->country;
      if (!known) return ask(stage::asking_regions, regions_request(country_));
      person->region_id = region_id_of(*known, person->region);
      if (const auto words = region_remark(*known, person->region, person->country);
          remark_.find(words) == std::string::npos)
        remark_ += (remark_.empty() ? "" : "; ") + words;
    }
    return ask(stage::creating, create_order_request(record_, products_));
  }

  step took_regions(const answer& reply) {
    auto found = read_regions(reply);
    if (!found) return whole(judge_look_up("regions of " + country_, reply));
    regions_.learn(country_, std::move(*found));
    return ask_regions();
  }

  step took_creation(const answer& reply) {
    if (says_created(reply, record_.number)) {
      made_ = "created";
      const bool is_said = record_.action == order_action::unhold ||
                           (record_.action == order_action::comment &&
                            first_status(record_).status == record_.status);
      return is_said ? end({}) : find();
    }
    if (!says_taken(reply)) return whole(judge(reply));
    made_ = "the number is taken";
    return find();
  }

  step update() {
    if (!saved_in_.empty()) return read_back();
    auto move = next_move(record_, order_, what_);
    if (auto* over = std::get_if<row_outcome>(&move)) return end(std::move(*over));
    if (std::holds_alternative<order_comment>(move))
      return ask(stage::commenting, comment_request(what_, record_, order_.status, order_.id));
    if (std::holds_alternative<order_save>(move))
      return ask(stage::saving, status_request(record_, order_.id));
    const auto call = std::get<order_call>(move);
    if (refused_.contains(call))
      return end({row_verdict::refused, letter_class::conflict, said_of_it()});
    called_ = call;
    return ask(stage::calling, call_request(call, order_.id));
  }

  std::string said_of_it() const {
    return "order " + record_.number + ": " + words_ + "; its state is " + order_.state +
           ", its status " + order_.status;
  }

  /// Refused: the change may have been made elsewhere since the look-up, so it is looked up once
  /// more.
  step took_call(const answer& reply) {
    if (says_true(reply)) {
      // On the way to a cancellation.
      if (called_ == order_call::unhold && record_.action == order_action::cancel) {
        order_.state = "new";
        return update();
      }
      return end({});
    }
    auto said = judge(reply);
    const bool is_false =
        reply.how == carried::answered && reply.status == 200 && trimmed(reply.body) == "false";
    if (!is_false && said.verdict != batch_verdict::refused) return failed_write(reply);
    words_ = is_false ? std::string{"the store does not cancel it"} : std::move(said.message);
    refused_.insert(called_);
    return find();
  }

  /// The store accepts any text and echoes what was sent: what it keeps is read back (REST.md 6).
  step took_save(const answer& reply) {
    if (reply.how != carried::answered || reply.status != 200) return failed_write(reply);
    saved_in_ = order_.state;
    return find();
  }

  step read_back() {
    if (fold_key(order_.status) != fold_key(record_.status))
      return end({row_verdict::failed, letter_class::conflict,
                  "order " + record_.number + ": the node sent the status " + record_.status +
                      " and the store shows " + order_.status + "; its state is " + order_.state});
    if (policy::belongs(record_, order_.state)) return end({});
    return end({row_verdict::delivered, letter_class::data,
                "status " + record_.status + " set, and the order went from state " + saved_in_ +
                    " to " + order_.state + " meanwhile"});
  }

  /// Refused: the order has another status since the look-up, so it is looked up once more.
  step took_comment(const answer& reply) {
    if (says_true(reply))
      return end({row_verdict::delivered, letter_class::data, note_remark(record_, order_)});
    if (!refuses_status(reply) || std::exchange(looked_again_, true)) return failed_write(reply);
    return find();
  }

  delivery what_;
  order_terms how_;
  region_memory& regions_;
  std::string country_;  // of the last region look-up
  std::string remark_;   // on a created order
  policy::order_record record_;
  stage at_ = stage::finding;
  int status_ = 0;  // HTTP of the last answer
  held_order order_;
  std::vector<std::string> skus_;
  std::size_t looked_up_ = 0;  // of skus_
  std::size_t asked_ = 0;      // in the search in flight
  ordered_products products_;
  std::string made_;  // the store's answer to the creation; empty: none yet
  order_call called_ = order_call::cancel;
  std::set<order_call> refused_;  // each is tried once
  std::string words_;             // of the last refusal
  bool looked_again_ = false;     // for a comment
  std::string saved_in_;          // the order's state when its status was saved; empty: not yet
};

}  // namespace

std::unique_ptr<conversation> send_order(const delivery& what, region_memory& regions,
                                         const order_terms& how) {
  return std::make_unique<order_conversation>(what, regions, how);
}

std::string order_request_text(const delivery& what) {
  const auto record = read_order_value(what.value);
  if (!record.waits.empty()) return {};
  if (record.create) return create_order_request(record, {}).body;
  if (record.action == order_action::comment)
    return (policy::states_of(record).empty() ? comment_request(what, record, {}, 0)
                                              : status_request(record, 0))
        .body;
  return "POST /V1/orders/{entity_id of " + record.number + "}/" + policy::to_string(record.action);
}

}  // namespace acumage::magento
