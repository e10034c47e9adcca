#include "simulator/acumatica/push/sender.hpp"

#include "simulator/acumatica/guid.hpp"
#include "simulator/acumatica/push/notification.hpp"

#include <httplib.h>

#include <algorithm>
#include <utility>

namespace acumage::simulator::acumatica {
namespace {

using std::chrono::milliseconds;

/// How long an attempt may take; Acumatica's limit is not known (PULL 9).
constexpr int attempt_seconds = 30;

bool is_success(int status) { return status >= 200 && status < 300; }

std::string why(int status) {
  if (status == 0) return "Unable to connect to the remote server";
  return "The remote server returned an error: (" + std::to_string(status) + ").";
}

}  // namespace

push_sender::push_sender(erp_clock& clock, database& data, fault_list& faults,
                         const push_options& how)
    : clock_{clock},
      data_{data},
      faults_{faults},
      hook_id_{guid_from("push destination")},
      how_{how},
      random_{how.shuffle_seed} {}

push_sender::~push_sender() { stop(); }

void push_sender::start(std::string tenant, time_zone zone) {
  tenant_ = std::move(tenant);
  zone_ = zone;
  thread_ = std::thread{[this] { run(); }};
}

void push_sender::stop() {
  {
    std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void push_sender::redirect(push_options how) {
  std::lock_guard lock{mutex_};
  how_ = std::move(how);
}

void push_sender::wake() {
  {
    std::lock_guard lock{mutex_};
    awake_ = true;
  }
  changed_.notify_all();
}

/// Called with the database's lock held.
void push_sender::enqueue(const transaction& committed) {
  const schema& shape = schema_of(committed.of);
  {
    std::lock_guard lock{mutex_};
    if (shape.inquiry.empty() || committed.of == entity::lost_push) return;
    if (how_.url.empty() && !how_.receive) return;
    ++counts_.made;
    if (committed.push == push_fate::drop ||
        faults_.strike_push(trouble::push_dropped, shape.inquiry)) {
      ++counts_.dropped;
      return;
    }
    waiting_.push_back(
        {.query = std::string{shape.inquiry},
         .ticks = committed.ticks,
         .body = notification(committed, drawn_guid(), tenant_, zone_, how_.null_unchanged),
         .attempts = 0,
         .fails = committed.push == push_fate::lose,
         .due = steady::now()});
    awake_ = true;
  }
  changed_.notify_all();
}

bool push_sender::take(push& to, std::optional<steady::time_point>& next) {
  const auto now = steady::now();
  std::vector<std::size_t> due;
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    if (waiting_[i].due <= now) {
      due.push_back(i);
      if (how_.shuffle_seed == 0) break;
    } else {
      next = next ? std::min(*next, waiting_[i].due) : waiting_[i].due;
    }
  }
  if (due.empty()) return false;
  const std::size_t place = how_.shuffle_seed == 0 ? due[0] : due[random_() % due.size()];
  to = std::move(waiting_[place]);
  waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(place));
  return true;
}

void push_sender::run() {
  for (;;) {
    const auto commit = data_.commit_due();
    push next;
    push_options how;
    {
      std::unique_lock lock{mutex_};
      working_ = false;
      commits_open_ = commit.has_value();
      std::optional<steady::time_point> until;
      if (commit) until = steady::now() + std::max(*commit - clock_.now(), moment::duration{1000});
      if (!stopping_ && !take(next, until)) {
        changed_.notify_all();
        if (!awake_) {
          const auto woken = [this] { return stopping_ || awake_; };
          if (until) {
            changed_.wait_until(lock, *until, woken);
          } else {
            changed_.wait(lock, woken);
          }
        }
        awake_ = false;
        working_ = true;
        if (stopping_) return;
        continue;
      }
      if (stopping_) return;
      working_ = true;
      how = how_;
    }
    attempt(std::move(next), how);
  }
}

/// The answer's status; 0: no answer.
int push_sender::posted(const push& what, const push_options& how) {
  if (what.fails || faults_.strike_push(trouble::push_fails, what.query)) return 0;
  int status = 0;
  if (how.receive) {
    status = how.receive(what.body);
  } else {
    const auto host = how.url.find("//");
    const auto path = how.url.find('/', host == std::string::npos ? 0 : host + 2);
    httplib::Client client{how.url.substr(0, path)};
    client.set_connection_timeout(attempt_seconds);
    client.set_read_timeout(attempt_seconds);
    client.set_write_timeout(attempt_seconds);
    const auto reply =
        client.Post(path == std::string::npos ? std::string{"/"} : how.url.substr(path),
                    {{how.header, how.secret}}, what.body, "application/json");
    status = reply ? reply->status : 0;
  }
  return faults_.strike_push(trouble::push_unanswered, what.query) ? 0 : status;
}

void push_sender::attempt(push what, const push_options& how) {
  const int status = posted(what, how);
  ++what.attempts;
  const bool delivered = is_success(status);
  if (!delivered && what.attempts >= how.attempts) {
    {
      std::lock_guard lock{mutex_};
      ++counts_.attempts;
    }
    return give_up(std::move(what), status, how);
  }
  std::lock_guard lock{mutex_};
  ++counts_.attempts;
  if (delivered) {
    ++counts_.delivered;
    return;
  }
  what.due = steady::now() + how.between_attempts;
  waiting_.push_back(std::move(what));
}

void push_sender::give_up(push what, int status, const push_options& how) {
  const bool truncated = what.body.size() > how.most_characters;
  if (truncated) what.body.resize(how.most_characters);
  const fields one{{"HookId", hook_id_},
                   {"TimeStamp", std::to_string(what.ticks)},
                   {"Source", what.query},
                   {"ErrorMessage", why(status)},
                   {"Truncated", truncated ? "true" : "false"}};
  {
    std::lock_guard lock{mutex_};
    ++counts_.lost;
    what.attempts = 0;
    what.fails = false;
    if (!truncated) lost_.insert_or_assign(what.ticks, std::move(what));
  }
  static_cast<void>(data_.write(entity::lost_push, {one}, {}));
}

std::size_t push_sender::resend_lost() {
  std::vector<fields> sent;
  data_.read(entity::lost_push, [&](const table& rows) {
    std::lock_guard lock{mutex_};
    for (const auto& [key, one] : rows.rows()) {
      const auto found = lost_.find(number_of(one[1]));
      if (found == lost_.end()) continue;
      found->second.due = steady::now();
      waiting_.push_back(std::move(found->second));
      lost_.erase(found);
      sent.push_back(fields_of(rows.shape(), one));
    }
  });
  data_.erase_silently(entity::lost_push, sent);
  wake();
  return sent.size();
}

push_counts push_sender::count() const {
  std::lock_guard lock{mutex_};
  push_counts now = counts_;
  now.waiting = waiting_.size() + (working_ ? 1 : 0);
  return now;
}

bool push_sender::is_idle() const {
  return waiting_.empty() && !working_ && !awake_ && !commits_open_;
}

bool push_sender::wait_until_idle(milliseconds at_most) {
  wake();
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, at_most, [this] { return is_idle(); });
}

}  // namespace acumage::simulator::acumatica
