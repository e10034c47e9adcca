// The part of the poller that handles one client: reads bytes, hands on the request, writes the
// reply.
#include "api/http/poller.hpp"

#include <algorithm>

namespace acumage::api {

namespace {
/// Maximum bytes read from one connection before the others get their turn.
constexpr std::size_t bytes_per_turn = 256 * 1024;
/// The part of each body that is not counted, so that small requests pass while large ones fill the
/// budget.
constexpr std::size_t uncounted_bytes = 64 * 1024;
}  // namespace

void poller::advance(place c) {
  if (c->state == connection_state::handshaking && !shake_hands(c)) return;
  if (!flush(c)) return;
  switch (c->state) {
    case connection_state::idle:
    case connection_state::receiving: return receive(c);
    case connection_state::lingering: return discard(c);
    default: return;
  }
}

/// False when the connection needs nothing more in this turn.
bool poller::shake_hands(place c) {
  switch (c->stream.shake_hands()) {
    case handshake_step::done:
      enter(c, connection_state::idle);
      c->readable = true;  // the first request may have arrived with the handshake
      return true;
    case handshake_step::blocked: return false;
    case handshake_step::plain_http:
      refuse(c, error_reply(400, "bad_request", "connection: plain HTTP; expected https"));
      return false;
    case handshake_step::failed:
      // As after a refusal: closing at once could keep the alert from reaching the client.
      c->readable = true;
      c->stream.finish_writing();
      enter(c, connection_state::lingering);
      discard(c);
      return false;
  }
  return false;
}

void poller::receive(place c) {
  const auto wants_more = [&] {
    return c->state == connection_state::idle || c->state == connection_state::receiving;
  };
  std::size_t read = 0;
  while (wants_more()) {
    if (!c->input.empty()) {
      const auto kept = std::exchange(c->input, {});
      take(c, kept);
      continue;
    }
    if (c->state == connection_state::receiving && !may_buffer(c))
      return enter(c, connection_state::held);
    if (!c->readable) return;
    if (read >= bytes_per_turn) return unfinished_.push_back(c->id);
    const auto got = c->stream.read(scratch_.data(), scratch_.size());
    if (got.then == transferred::state::ended) return close(c);
    if (got.then == transferred::state::blocked) {
      c->readable = false;
      return;
    }
    read += got.bytes;
    take(c, {scratch_.data(), got.bytes});
  }
}

void poller::take(place c, std::string_view bytes) {
  using stage = request_reader::stage;
  if (c->state == connection_state::idle) enter(c, connection_state::receiving);
  while (c->state == connection_state::receiving) {
    bytes.remove_prefix(c->reader.feed(bytes));
    switch (c->reader.at()) {
      case stage::judgement: judge(c, !bytes.empty()); break;
      case stage::refused: return refuse(c, c->reader.refusal());
      case stage::done: c->input = bytes; return hand_on(c);
      case stage::head:
      case stage::body:
        if (bytes.empty()) return charge(c);
    }
  }
}

void poller::judge(place c, bool body_follows) {
  auto& head = c->reader.head();
  head.local_address = c->here.address;
  head.local_port = c->here.port;
  head.remote_address = c->peer;
  head.scheme = how_.tls ? "https" : "http";
  if (how_.admit)
    if (const auto refusal = how_.admit(head)) return refuse(c, *refusal);
  c->proven = !how_.proven || how_.proven(head);
  c->reader.accept_body();
  if (c->reader.at() == request_reader::stage::body && c->reader.framing().wants_continue &&
      !body_follows) {
    c->output += "HTTP/1.1 100 Continue\r\n\r\n";
    flush(c);
  }
}

void poller::hand_on(place c) {
  charge(c);
  enter(c, connection_state::working);
  c->complete_at = now_;
  c->closes = !c->reader.framing().keeps_connection || stopping_;
  ready_request asked{
      .connection = c->id,
      .head = std::move(c->reader.head()),
      .body = c->reader.take_body(),
      .then = c->closes ? after_reply::close_connection : after_reply::keep_connection};
  c->reader = request_reader{how_.max_body};
  hand_on_(std::move(asked));
}

void poller::refuse(place c, const reply& why) {
  const auto text = reply_text(why, c->reader.head().method, after_reply::close_connection);
  c->closes = true;
  c->input.clear();
  c->reader = request_reader{how_.max_body};
  release(c);
  c->output += text;
  enter(c, connection_state::sending);
  if (flush(c) && c->state == connection_state::lingering) discard(c);
}

void poller::answer(place c, std::string text) {
  release(c);
  if (c->stream.number() < 0) {  // the client left while its request was being processed
    enter(c, connection_state::closed);
    by_id_.erase(c->id);
    return;
  }
  if (how_.on_answer)
    how_.on_answer(
        std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - c->complete_at));
  // The reply's head was written before the stop perhaps, and announces no end of the connection.
  c->closes = c->closes || (stopping_ && one_more_ == clock::duration::zero());
  c->output += text;  // after the rest of a 100 Continue
  enter(c, connection_state::sending);
  advance(c);
}

/// False when the connection needs nothing in this turn.
bool poller::flush(place c) {
  while (c->written < c->output.size()) {
    const auto put = c->stream.write(std::string_view{c->output}.substr(c->written));
    if (put.then == transferred::state::ended) {
      close(c);
      return false;
    }
    if (put.then == transferred::state::blocked) return c->state != connection_state::sending;
    c->written += put.bytes;
  }
  c->output.clear();
  c->written = 0;
  if (c->state == connection_state::sending) after_sent(c);
  return c->state != connection_state::closed;
}

void poller::after_sent(place c) {
  if (!c->closes) return enter(c, connection_state::idle);
  c->input.clear();
  c->stream.finish_writing();
  enter(c, connection_state::lingering);
}

void poller::discard(place c) {
  c->stream.finish_writing();
  std::size_t read = 0;
  while (c->readable) {
    if (read >= bytes_per_turn) return unfinished_.push_back(c->id);
    const auto got = c->stream.read(scratch_.data(), scratch_.size());
    if (got.then == transferred::state::ended) return close(c);
    if (got.then == transferred::state::blocked) c->readable = false;
    read += got.bytes;
  }
}

void poller::enter(place c, connection_state state) {
  in(state).splice(in(state).end(), in(c->state), c);
  c->state = state;
  c->since = now_;
}

void poller::close(place c) {
  c->stream.close();
  // While a worker has its request the connection keeps its place. Otherwise clients that ask and
  // leave could accumulate requests beyond max_connections.
  if (c->state == connection_state::working) return;
  enter(c, connection_state::closed);  // before its memory is released: it is no candidate
  by_id_.erase(c->id);
  release(c);
}

void poller::charge(place c) {
  const auto bytes = c->reader.body_bytes();
  const auto counted = bytes > uncounted_bytes ? bytes - uncounted_bytes : 0;
  buffered_ += counted - c->charged;
  if (!c->proven) unproven_ += counted - c->charged;
  c->charged = counted;
}

/// Senders that are not yet authorized do not take the room of authorized ones.
bool poller::may_buffer(place c) {
  const bool has_room =
      buffered_ < how_.max_buffered && (c->proven || unproven_ < how_.max_buffered / 4);
  if (c->reader.body_bytes() < uncounted_bytes || has_room) return true;
  // One connection at a time may exceed the budget, so that a request always completes and frees
  // memory.
  auto& beyond = overdrawn(c);
  if (beyond == 0) beyond = c->id;
  return beyond == c->id;
}

void poller::release(place c) {
  buffered_ -= c->charged;
  if (!c->proven) unproven_ -= c->charged;
  c->charged = 0;
  if (overdrawn(c) == c->id) overdrawn(c) = 0;
  auto& waiting = in(connection_state::held);
  std::array<bool, 2> full{};  // by proven: those after the first one that must wait
  for (auto next = waiting.begin(); next != waiting.end() && !(full[0] && full[1]);) {
    const auto each = next++;
    auto& none_left = full.at(each->proven ? 1 : 0);
    none_left = none_left || !may_buffer(each);
    if (none_left) continue;
    unfinished_.push_back(each->id);
    enter(each, connection_state::receiving);
  }
}

}  // namespace acumage::api
