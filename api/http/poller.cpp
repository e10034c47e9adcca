#include "api/http/poller.hpp"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>

namespace acumage::api {

namespace {

using std::chrono::milliseconds;

// Keys of epoll that are not connections; connections are numbered from 1.
constexpr std::uint64_t listener_key = ~std::uint64_t{0};
constexpr std::uint64_t wake_key = 0;

constexpr std::size_t scratch_bytes = 64 * 1024;
/// Maximum connections accepted in one turn, so that existing ones are served in between.
constexpr int accepts_per_turn = 64;
/// Without free descriptors accept would fail again at once. A close here or in another process
/// frees one.
constexpr milliseconds descriptor_pause{100};
/// The time for a client to read its reply and close before the socket is closed.
constexpr milliseconds linger_time{2000};

constexpr std::array timed_states{connection_state::handshaking, connection_state::idle,
                                  connection_state::receiving, connection_state::sending,
                                  connection_state::lingering};

/// The states without a request in progress.
constexpr std::array unworked_states{connection_state::handshaking, connection_state::idle,
                                     connection_state::receiving, connection_state::held};
/// The states whose connections are closed when there are too many.
constexpr std::array evictable_states{connection_state::handshaking, connection_state::idle,
                                      connection_state::receiving, connection_state::lingering};

void watch(int epoll, int operation, int socket, std::uint32_t events, std::uint64_t key) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = key;
  static_cast<void>(::epoll_ctl(epoll, operation, socket, &event));
}

}  // namespace

poller::poller(poller_options how, descriptor listener, std::function<void(ready_request)> hand_on)
    : how_{std::move(how)},
      listener_{std::move(listener)},
      hand_on_{std::move(hand_on)},
      epoll_{::epoll_create1(EPOLL_CLOEXEC)},
      wake_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)},
      now_{clock::now()},
      scratch_(scratch_bytes) {
  watch(epoll_.number(), EPOLL_CTL_ADD, listener_.number(), EPOLLIN, listener_key);
  watch(epoll_.number(), EPOLL_CTL_ADD, wake_.number(), EPOLLIN, wake_key);
}

status poller::ready() const {
  if (epoll_.open() && wake_.open()) return done();
  return error{errc::unavailable, "poller: no file descriptor left; expected two more", {}};
}

void poller::run() {
  // TLS writes with write(2), which raises SIGPIPE when a peer has gone; here the error code
  // suffices.
  sigset_t broken_pipe;
  ::sigemptyset(&broken_pipe);
  ::sigaddset(&broken_pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
  while (!stopped()) turn();
  for (auto& each : lines_) each.clear();
  by_id_.clear();
}

void poller::turn() {
  std::array<epoll_event, 256> events{};
  const int count =
      ::epoll_wait(epoll_.number(), events.data(), static_cast<int>(events.size()), wait_ms());
  now_ = clock::now();
  auto again = std::move(unfinished_);
  unfinished_.clear();
  bool knocked = false;
  for (int i = 0; i < count; ++i) {
    const auto& event = events.at(static_cast<std::size_t>(i));
    if (event.data.u64 == listener_key)
      knocked = true;
    else
      on_event(event.data.u64, event.events);
  }
  for (const auto id : again)
    if (const auto found = by_id_.find(id); found != by_id_.end()) advance(found->second);
  take_finished();
  // After the others: a client that has sent something must not count as idle when a new one needs
  // the place.
  if (knocked) accept_some();
  expire();
  update_listening();
  in(connection_state::closed).clear();
}

int poller::wait_ms() const {
  if (!unfinished_.empty()) return 0;
  auto until = clock::time_point::max();
  for (const auto state : timed_states)
    if (!in(state).empty()) until = std::min(until, in(state).front().since + patience(state));
  if (accept_again_) until = std::min(until, *accept_again_);
  if (stopping_) until = std::min(until, stop_at_);
  if (stopping_)
    for (const auto state : unworked_states)
      if (!in(state).empty()) until = std::min(until, ends_at(in(state).front()));
  if (until == clock::time_point::max()) return -1;
  const auto left = std::chrono::ceil<milliseconds>(until - clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000));
}

void poller::on_event(std::uint64_t key, std::uint32_t events) {
  if (key == wake_key) {
    std::uint64_t count = 0;
    static_cast<void>(!::read(wake_.number(), &count, sizeof count));
    return;
  }
  const auto found = by_id_.find(key);
  if (found == by_id_.end()) return;
  const auto c = found->second;
  if ((events & (EPOLLERR | EPOLLHUP)) != 0) return close(c);
  if ((events & (EPOLLIN | EPOLLRDHUP)) != 0 || c->stream.reads_at_any_event()) c->readable = true;
  advance(c);
}

void poller::wake() {
  const std::uint64_t one = 1;
  static_cast<void>(!::write(wake_.number(), &one, sizeof one));
}

void poller::finish(std::uint64_t connection, std::string text) {
  bool first = false;
  {
    const std::lock_guard guard{mutex_};
    first = finished_.empty();
    finished_.push_back({connection, std::move(text)});
  }
  if (first) wake();
}

void poller::stop(clock::time_point deadline, clock::time_point work_deadline, farewell how) {
  {
    const std::lock_guard guard{mutex_};
    farewell_wanted_ = deadline;
    stop_wanted_ = std::max(deadline, work_deadline);
    farewell_ = how;
  }
  wake();
}

void poller::take_finished() {
  std::vector<finished> ready;
  std::optional<clock::time_point> wanted;
  auto how = farewell::at_once;
  {
    const std::lock_guard guard{mutex_};
    ready.swap(finished_);
    wanted = farewell_wanted_;
    if (wanted && !stopping_) stop_at_ = stop_wanted_;
    how = farewell_;
  }
  if (wanted && !stopping_) {
    if (how == farewell::after_one_more)
      one_more_ = std::max(*wanted - now_, clock::duration::zero());
    farewell_at_ = now_ + one_more_;
    begin_stop();
  }
  if (stopping_) close_unworked();
  for (auto& each : ready)
    if (const auto found = by_id_.find(each.connection); found != by_id_.end())
      answer(found->second, std::move(each.text));
}

void poller::begin_stop() {
  stopping_ = true;
  // Closing does not remove it from epoll while another descriptor shares it
  // (server::share_listener).
  watch(epoll_.number(), EPOLL_CTL_DEL, listener_.number(), 0, listener_key);
  listener_.close();
}

/// A request that was read before the stop began is answered without an announcement that the
/// connection ends; its client then has as long as the others from that answer on.
poller::clock::time_point poller::ends_at(const connection& c) const {
  return std::max(farewell_at_, c.since + one_more_);
}

void poller::close_unworked() {
  for (const auto state : unworked_states)
    while (!in(state).empty() && ends_at(in(state).front()) <= now_) close(in(state).begin());
}

bool poller::stopped() const {
  if (!stopping_) return false;
  return by_id_.empty() || now_ >= stop_at_;
}

void poller::accept_some() {
  for (int i = 0; i < accepts_per_turn && listener_.open(); ++i) {
    if (!has_room()) return;
    auto came = accept_from(listener_);
    if (came.then == arrival::state::none) return;
    if (came.then == arrival::state::out_of_descriptors) {
      if (!make_room()) accept_again_ = now_ + descriptor_pause;
      return;
    }
    admit_socket(std::move(came));
    if (by_id_.size() > how_.max_connections) make_room();
  }
}

void poller::admit_socket(arrival&& came) {
  const auto first = how_.tls ? connection_state::handshaking : connection_state::idle;
  const auto c =
      in(first).emplace(in(first).end(), ++last_id_,
                        byte_stream{std::move(came.socket), how_.tls.get()}, how_.max_body);
  c->state = first;
  c->here = local_end(c->stream.number());
  c->peer = std::move(came.peer);
  c->since = now_;
  by_id_.emplace(c->id, c);
  // Edge-triggered: a socket that is not read while its request is processed causes no further
  // wake-up.
  watch(epoll_.number(), EPOLL_CTL_ADD, c->stream.number(),
        EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, c->id);
  c->readable = true;
  advance(c);
}

/// Closes the connection that has been idle, half-open or lingering for longest.
bool poller::make_room() {
  auto* oldest = static_cast<line*>(nullptr);
  for (const auto state : evictable_states)
    if (auto& each = in(state);
        !each.empty() && (oldest == nullptr || each.front().since < oldest->front().since))
      oldest = &each;
  if (oldest == nullptr) return false;
  close(oldest->begin());
  return true;
}

bool poller::has_room() const {
  return by_id_.size() < how_.max_connections ||
         std::any_of(evictable_states.begin(), evictable_states.end(),
                     [this](connection_state state) { return !in(state).empty(); });
}

void poller::update_listening() {
  if (!listener_.open()) return;
  if (accept_again_ && now_ >= *accept_again_) accept_again_.reset();
  const bool wanted = has_room() && !accept_again_;
  if (wanted == listening_) return;
  listening_ = wanted;
  watch(epoll_.number(), EPOLL_CTL_MOD, listener_.number(), wanted ? EPOLLIN : 0U, listener_key);
}

poller::clock::duration poller::patience(connection_state state) const {
  switch (state) {
    case connection_state::idle: return how_.idle_timeout;
    case connection_state::handshaking:
    case connection_state::receiving: return how_.request_timeout;
    case connection_state::sending: return how_.reply_timeout;
    default: return linger_time;
  }
}

void poller::expire() {
  for (const auto state : timed_states) {
    auto& waiting = in(state);
    while (!waiting.empty() && waiting.front().since + patience(state) <= now_) {
      const auto c = waiting.begin();
      if (state == connection_state::receiving)
        refuse(c, error_reply(408, "timeout", "request: not complete in time; expected it sooner"));
      else
        close(c);
    }
  }
}

}  // namespace acumage::api
