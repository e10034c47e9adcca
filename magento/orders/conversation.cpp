#include "magento/orders/conversation.hpp"

#include "magento/orders/creation.hpp"
#include "magento/order_search.hpp"
#include "magento/orders/update.hpp"
#include "magento/orders/value.hpp"
#include "magento/reply.hpp"
#include "magento/search_path.hpp"
#include "messages/key.hpp"

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
  explicit order_conversation(const delivery& what)
      : what_{what}, record_{read_order_value(what.value)} {
    if (record_.create) skus_ = ordered_skus(*record_.create);
  }

  step advance(const answer* last) override {
    if (last == nullptr) return record_.waits.empty() ? find() : end(unknown(record_.waits));
    status_ = last->status;
    switch (at_) {
      case stage::finding: return found(*last);
      case stage::asking_products: return took_products(*last);
      case stage::creating: return took_creation(*last);
      case stage::calling: return took_call(*last);
      case stage::commenting: return took_comment(*last);
    }
    return {};
  }

 private:
  enum class stage : std::uint8_t { finding, asking_products, creating, calling, commenting };

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
    last.done->rows.push_back(std::move(said));
    return last;
  }

  static step whole(batch_outcome said) {
    step last;
    last.done = std::move(said);
    return last;
  }

  /// A write that did not succeed. What the store refuses of an order it has is its state's doing.
  static step failed_write(const answer& reply) {
    auto said = judge(reply);
    said.reason = letter_class::conflict;
    return whole(std::move(said));
  }

  step find() { return ask(stage::finding, order_search(record_)); }

  step found(const answer& reply) {
    auto orders = read_order_search(reply);
    if (!orders) return whole(judge_look_up("the order " + record_.number, reply));
    if (orders->size() > 1)
      return end({row_verdict::refused, letter_class::conflict,
                  "the store has more than one order " + record_.number + "; expected one"});
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
    if (left.empty()) return ask(stage::creating, create_order_request(record_, products_));
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

  step took_creation(const answer& reply) {
    if (says_created(reply, record_.number)) {
      made_ = "created";
      const bool is_said =
          record_.action == order_action::unhold ||
          (record_.action == order_action::comment && first_status(record_) == record_.status);
      return is_said ? end({}) : find();
    }
    if (!says_taken(reply)) return whole(judge(reply));
    made_ = "the number is taken";
    return find();
  }

  step update() {
    auto move = next_move(record_, order_, what_);
    if (auto* over = std::get_if<row_outcome>(&move)) return end(std::move(*over));
    if (std::holds_alternative<order_comment>(move)) {
      told_ = record_.status;
      return ask(stage::commenting, comment_request(what_, record_, told_, order_.id));
    }
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

  /// Refused: somebody else may have done it since the look-up, so it is looked up once more.
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

  step took_comment(const answer& reply) {
    const bool as_note = told_ != record_.status;
    if (says_true(reply))
      return end({row_verdict::delivered, letter_class::data,
                  as_note ? "a note only: the store does not take the status " + record_.status +
                                " in its state " + order_.state
                          : std::string{}});
    if (as_note || !refuses_status(reply)) return failed_write(reply);
    told_ = order_.status;
    return ask(stage::commenting, comment_request(what_, record_, told_, order_.id));
  }

  delivery what_;
  policy::order_record record_;
  stage at_ = stage::finding;
  int status_ = 0;  // HTTP of the last answer
  held_order order_;
  std::vector<std::string> skus_;
  std::size_t looked_up_ = 0;  // of skus_
  std::size_t asked_ = 0;      // in the search on its way
  ordered_products products_;
  std::string made_;  // what the store said to the creation; empty: nothing yet
  order_call called_ = order_call::cancel;
  std::set<order_call> refused_;  // each is tried once
  std::string words_;             // of the last refusal
  std::string told_;              // the status of the comment on its way
};

}  // namespace

std::unique_ptr<conversation> send_order(const delivery& what) {
  return std::make_unique<order_conversation>(what);
}

std::string order_request_text(const delivery& what) {
  const auto record = read_order_value(what.value);
  if (!record.waits.empty()) return {};
  if (record.create) return create_order_request(record, {}).body;
  if (record.action == order_action::comment)
    return comment_request(what, record, record.status, 0).body;
  return "POST /V1/orders/{entity_id of " + record.number + "}/" + policy::to_string(record.action);
}

}  // namespace acumage::magento
