// How a status is told of an order that the store has: nothing, a call, a comment, or a refusal (SPEC 7, "Order").
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
/// The status alone is written into the order.
struct order_save {};
/// A note that leaves the status as it is.
struct order_comment {};

/// What is next: the end, a call, or one of the two ways to tell a status.
using order_move = std::variant<row_outcome, order_call, order_save, order_comment>;

/// Nothing is done that the store has done already, and nothing to an order that is complete, closed or
/// canceled. An order of which something has shipped is never cancelled: the store would do it (REST.md 0.8).
/// One on hold is taken from it first, for on hold it cannot be. A status is saved in a state that it
/// belongs to, and is a note in any other: the store would take it unchecked.
order_move next_move(const policy::order_record& record, const held_order& order,
                     const delivery& what);

request call_request(order_call which, std::int64_t order);
/// What the store answered to a call: `true`.
bool says_true(const answer& reply);

/// The text names the change it comes from, so that a repeat after an unknown outcome finds it.
std::string comment_text(const delivery& what, const version& at, const std::string& status);
/// `present`: the status the order has; the store takes no other (T:1087, T:1098). `order` 0: not known yet.
request comment_request(const delivery& what, const policy::order_record& record,
                        const std::string& present, std::int64_t order);
/// The order has another status by now (T:517); only 2.4.7 and later say so.
bool refuses_status(const answer& reply);

/// Everything else of the order stays as it is (T:1096). `order` 0: not known yet.
request status_request(const policy::order_record& record, std::int64_t order);

/// Why the status is told as a note.
std::string note_remark(const policy::order_record& record, const held_order& order);

}  // namespace acumage::magento
