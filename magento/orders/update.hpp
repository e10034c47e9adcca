// How an order in the store gets a status: no action, a call, a comment, or a refusal (SPEC 7, "Order").
#pragma once

#include "magento/order_search.hpp"
#include "magento/transport.hpp"
#include "messages/delivery.hpp"
#include "messages/outcome.hpp"
#include "policy/order_record.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace acumage::magento {

/// A call without a body.
enum class order_call : std::uint8_t { cancel, hold, unhold };
/// Only the status is written into the order.
struct order_save {};
/// A comment that leaves the status as it is.
struct order_comment {};

/// The next step: the end, a call, or one of the two ways to set a status.
using order_move = std::variant<row_outcome, order_call, order_save, order_comment>;

/// Does nothing that the store has done already, and nothing to an order that is complete, closed
/// or canceled. Never cancels an order of which something has shipped, because the store would
/// accept it (REST.md 0.8). Takes an order off hold first, because one on hold cannot be cancelled.
/// A status is saved in a state that it belongs to. In any other state it becomes a comment,
/// because the store would accept it unchecked.
order_move next_move(const policy::order_record& record, const held_order& order,
                     const delivery& what);

request call_request(order_call which, std::int64_t order);
/// The store's answer to a call: `true`.
bool says_true(const answer& reply);

/// The text names the change it comes from, so that a repeat after an unknown outcome finds it.
std::string comment_text(const delivery& what, const version& at, const std::string& status);
/// `present`: the status of the order; the store accepts no other (T:1087, T:1098). `order` 0: not
/// known yet.
request comment_request(const delivery& what, const policy::order_record& record,
                        const std::string& present, std::int64_t order);
/// The order has another status by now (T:517); only 2.4.7 and later report it.
bool refuses_status(const answer& reply);

/// Everything else of the order stays as it is (T:1096). `order` 0: not known yet.
request status_request(const policy::order_record& record, std::int64_t order);

/// Why the status is sent as a comment.
std::string note_remark(const policy::order_record& record, const held_order& order);

}  // namespace acumage::magento
