#include "simulator/acumatica/access/sessions.hpp"

#include "simulator/acumatica/guid.hpp"

#include <algorithm>

namespace acumage::simulator::acumatica {
namespace {

/// Wrong passwords until the account is locked.
constexpr unsigned most_wrong = 5;

}  // namespace

/// Also of tokens: a session of the scope `api` closes with its token.
void session_book::close_idle() {
  const moment now = clock_.now();
  for (auto each = tokens_.begin(); each != tokens_.end();) {
    if (each->second.expires > now) {
      ++each;
      continue;
    }
    sessions_.erase(each->second.session);
    each = tokens_.erase(each);
  }
  std::erase_if(sessions_, [&](const auto& one) { return now - one.second.last_used > idle; });
}

std::optional<std::string> session_book::open_locked(const std::string& tenant, unsigned seats,
                                                     bool ends_oldest) {
  if (sessions_.size() >= seats) {
    if (!ends_oldest || sessions_.empty()) {
      ++counts_.refused;
      return std::nullopt;
    }
    sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(), [](auto& a, auto& b) {
      return a.second.number < b.second.number;
    }));
  }
  const std::string id = drawn_secret().substr(0, 24);
  sessions_.emplace(id, session{tenant, clock_.now(), ++last_number_});
  ++counts_.sign_ins;
  counts_.peak = std::max(counts_.peak, sessions_.size());
  return id;
}

std::optional<std::string> session_book::open(const std::string& tenant, unsigned seats,
                                              bool ends_oldest) {
  std::lock_guard lock{mutex_};
  close_idle();
  return open_locked(tenant, seats, ends_oldest);
}

std::optional<signed_in> session_book::by_cookie(const std::string& id) {
  std::lock_guard lock{mutex_};
  close_idle();
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return std::nullopt;
  found->second.last_used = clock_.now();
  return signed_in{id, found->second.tenant};
}

std::string session_book::issue_token(const std::string& tenant) {
  std::lock_guard lock{mutex_};
  std::string made = drawn_secret();
  tokens_.emplace(made, token{tenant, clock_.now() + token_life, {}});
  ++counts_.tokens;
  return made;
}

session_book::by_token_answer session_book::by_token(const std::string& which, unsigned seats,
                                                     bool ends_oldest) {
  std::lock_guard lock{mutex_};
  close_idle();
  const auto found = tokens_.find(which);
  if (found == tokens_.end()) return {};
  token& known = found->second;
  if (sessions_.count(known.session) == 0) {
    const auto opened = open_locked(known.tenant, seats, ends_oldest);
    if (!opened) return {std::nullopt, denial::no_seat};
    known.session = *opened;
  }
  sessions_.find(known.session)->second.last_used = clock_.now();
  return {signed_in{known.session, known.tenant}, denial::unknown};
}

bool session_book::close_cookie(const std::string& id) {
  std::lock_guard lock{mutex_};
  close_idle();
  const bool closed = sessions_.erase(id) > 0;
  counts_.sign_outs += closed ? 1 : 0;
  return closed;
}

/// The token stays usable; its next use opens a session again (PULL 2.2).
bool session_book::close_token(const std::string& which) {
  std::lock_guard lock{mutex_};
  close_idle();
  const auto found = tokens_.find(which);
  const bool closed = found != tokens_.end() && sessions_.erase(found->second.session) > 0;
  counts_.sign_outs += closed ? 1 : 0;
  return closed;
}

void session_book::kill(const std::string& id) {
  std::lock_guard lock{mutex_};
  sessions_.erase(id);
}

void session_book::kill_all() {
  std::lock_guard lock{mutex_};
  sessions_.clear();
}

void session_book::forget_token(const std::string& which) {
  std::lock_guard lock{mutex_};
  const auto found = tokens_.find(which);
  if (found == tokens_.end()) return;
  sessions_.erase(found->second.session);
  tokens_.erase(found);
}

bool session_book::wrong_password() {
  std::lock_guard lock{mutex_};
  ++counts_.wrong_passwords;
  return ++wrong_in_a_row_ >= most_wrong;
}

void session_book::right_password() {
  std::lock_guard lock{mutex_};
  wrong_in_a_row_ = 0;
}

bool session_book::locked() const {
  std::lock_guard lock{mutex_};
  return wrong_in_a_row_ >= most_wrong;
}

void session_book::unlock() { right_password(); }

session_counts session_book::count() {
  std::lock_guard lock{mutex_};
  close_idle();
  session_counts now = counts_;
  now.open = sessions_.size();
  return now;
}

}  // namespace acumage::simulator::acumatica
