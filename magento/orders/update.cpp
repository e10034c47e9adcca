#include "magento/orders/update.hpp"

#include "magento/reply.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"
#include "policy/order_states.hpp"

#include <simdjson.h>
#include <algorithm>
#include <string_view>

namespace acumage::magento {

namespace {

using policy::order_action;

row_outcome done(std::string remark = {}) {
  return {row_verdict::delivered, letter_class::data, std::move(remark)};
}

row_outcome conflict(std::string words) {
  return {row_verdict::refused, letter_class::conflict, std::move(words)};
}

order_move cancel_move(const policy::order_record& record, const held_order& order) {
  if (order.state == "canceled") return done();
  const auto name = "order " + record.number;
  if (order.shipped)
    return conflict(name +
                    " is not cancelled: goods of it have shipped; expected none of its "
                    "items with qty_shipped above 0");
  if (order.finished()) return conflict(name + " is not cancelled: it is " + order.state);
  if (order.state == "holded" && order.left_to_invoice) return order_call::unhold;
  return order_call::cancel;
}

/// For this change, or for one that it settles with the same text.
bool has_comment(const held_order& order, const delivery& what, const std::string& status) {
  const auto is_there = [&](const version& at) {
    const auto text = comment_text(what, at, status);
    return std::any_of(order.comments.begin(), order.comments.end(),
                       [&](const auto& each) { return each.find(text) != std::string::npos; });
  };
  return is_there(what.version) ||
         std::any_of(what.also.begin(), what.also.end(),
                     [&](const auto& each) { return is_there(each.version); });
}

}  // namespace

order_move next_move(const policy::order_record& record, const held_order& order,
                     const delivery& what) {
  const bool held = order.state == "holded";
  switch (record.action) {
    case order_action::cancel: return cancel_move(record, order);
    case order_action::unhold:
      if (!held) return done();
      return order_call::unhold;
    case order_action::hold:
      if (held) return done();
      if (order.finished()) return done("left as it is: " + order.status);
      return order_call::hold;
    case order_action::comment: break;
  }
  if (fold_key(order.status) == fold_key(record.status)) return done();
  if (policy::belongs(record, order.state)) return order_save{};
  if (order.finished()) return done("left as it is: " + order.status);
  if (has_comment(order, what, record.status)) return done(note_remark(record, order));
  return order_comment{};
}

request call_request(order_call which, std::int64_t order) {
  constexpr std::string_view names[]{"/cancel", "/hold", "/unhold"};
  request send;
  send.path = "/V1/orders/" + std::to_string(order);
  send.path += names[static_cast<std::size_t>(which)];
  return send;
}

bool says_true(const answer& reply) {
  if (reply.how != carried::answered || reply.status != 200) return false;
  simdjson::dom::parser parser;
  bool said = false;
  return parser.parse(reply.body).get(said) == simdjson::SUCCESS && said;
}

std::string comment_text(const delivery& what, const version& at, const std::string& status) {
  return "ERP order " + what.key + ": " + status + " [" + std::to_string(at.stamp) + "-" +
         std::to_string(at.sequence) + "]";
}

request comment_request(const delivery& what, const policy::order_record& record,
                        const std::string& present, std::int64_t order) {
  json_writer body;
  body.object().key("statusHistory").object();
  body.key("comment").string(comment_text(what, what.version, record.status));
  if (!present.empty()) body.key("status").string(present);
  body.key("is_customer_notified").number(0).key("is_visible_on_front").number(0);
  if (order != 0) body.key("parent_id").number(order);
  body.end().end();
  request send;
  send.path = "/V1/orders/" + std::to_string(order) + "/comments";
  send.body = body.take();
  return send;
}

request status_request(const policy::order_record& record, std::int64_t order) {
  json_writer body;
  body.object().key("entity").object();
  if (order != 0) body.key("entity_id").number(order);
  body.key("status").string(record.status).end().end();
  request send;
  send.path = "/V1/orders";
  send.body = body.take();
  return send;
}

std::string note_remark(const policy::order_record& record, const held_order& order) {
  const auto states = policy::states_of(record);
  const auto note = "sent as a comment: status " + record.status;
  if (states.empty())
    return note + " is none of Magento's own; expected [order_statuses] to name its state, as in " +
           order.state + '/' + record.status;
  std::string names;
  for (const auto state : states) names += (names.empty() ? "" : " or ") + std::string{state};
  return note + " belongs to state " + names + ", the order is in " + order.state;
}

bool refuses_status(const answer& reply) {
  // The store breaks the line after "order": "… part of the order
  //       status history."
  return reply.how == carried::answered && reply.status == 400 &&
         read_error(reply.body).message.find("is not part of the order") != std::string::npos;
}

}  // namespace acumage::magento
