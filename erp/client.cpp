#include "erp/client.hpp"

#include "erp/query.hpp"
#include "messages/percent_encoding.hpp"

#include <algorithm>
#include <utility>

namespace acumage::erp {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto farewell_time = 2s;
constexpr std::size_t most_open = 8;

http::options options_of(const options& how) {
  return {.ca_file = how.ca_file,
          .check = how.check,
          .pinned_key = how.pinned_key,
          .own_certificate = how.own_certificate,
          .own_key = how.own_key,
          .proxy = how.proxy,
          .connect_timeout = how.connect_timeout,
          .exchange_timeout = how.read_timeout,
          .max_body = how.max_body};
}

bool is_metadata(const std::string& path) { return path.ends_with("/$metadata"); }

/// "GET /t/Northwind/api/odata/gi/Acumage Quantity"
std::string place_of(const http::request& what) {
  return what.method + " " + percent_decoded(what.url.substr(0, what.url.find('?')));
}

std::chrono::seconds patience(trouble kind, int failures) {
  const bool seat = kind == trouble::no_seat;
  if (!seat && kind != trouble::throttled && kind != trouble::transport) return 0s;
  const auto first = seat ? 60s : 5s;
  const auto most = seat ? 900s : 300s;
  return std::min<std::chrono::seconds>(first * (1 << std::min(failures - 1, 10)), most);
}

}  // namespace

client::client(options how)
    : how_{std::move(how)}, http_{options_of(how_)}, pace_{how_.requests_per_minute} {
  if (!how_.session_file.empty()) open_ = read_sessions(how_.session_file);
}

expected<std::string> client::get(const std::string& path) { return ask({"GET", path, {}, {}}); }

expected<std::string> client::put(const std::string& path, std::string body) {
  return ask({"PUT", path, {{"Content-Type", "application/json"}}, std::move(body)});
}

expected<nothing> client::open(reach far) {
  if (latched_) return *latched_;
  const bool basic = how_.auth == sign_in::password && far == reach::odata;
  auto ready = prepare(basic ? proof::basic : proof::session);
  return ready ? ready : expected<nothing>{failed(ready.problem())};
}

void client::interrupt() noexcept { http_.interrupt(); }

std::optional<ticks> client::clock() const { return clock_.now(steady_clock::now()); }

client::proof client::proof_for(const std::string& path) const {
  if (path == "/entity") return proof::none;
  return how_.auth == sign_in::password && is_odata(path) ? proof::basic : proof::session;
}

expected<std::string> client::ask(http::request what) {
  if (latched_) return *latched_;
  const auto by = proof_for(what.url);
  what.headers.emplace_back("Accept",
                            is_metadata(what.url) ? "application/xml" : "application/json");
  what.headers.emplace_back("User-Agent", how_.user_agent);
  auto body = ask_once(what, by, false);
  const bool lost = !body && body.problem().kind == trouble::sign_in_refused && !latched_;
  if (lost) body = ask_once(what, by, true);
  if (!body) return failed(body.problem());
  failures_ = 0;
  return body;
}

/// trouble::sign_in_refused without a latch: the session was lost, and a second try is worth it.
expected<std::string> client::ask_once(const http::request& what, proof by, bool again) {
  if (const auto ready = prepare(by); !ready) return ready.problem();
  auto request = what;
  request.url = base_url(how_) + what.url;
  if (by == proof::session)
    for (auto& field : session_->headers()) request.headers.push_back(std::move(field));
  if (by == proof::basic) request.headers.emplace_back("Authorization", basic_authorization(how_));
  auto came = send(std::move(request));
  if (by == proof::session && came.status / 100 == 2) follow_cookies(came);
  const bool lost = by != proof::none && is_session_lost(came);
  doubted_ = by == proof::session && is_web_page(came);
  auto body = body_of(std::move(came), is_metadata(what.url) ? asked::xml : asked::json,
                      place_of(what), how_.now());
  if (lost) {
    const problem refused{trouble::sign_in_refused,
                          place_of(what) + ": the sign-in does not hold",
                          "Correct username and password of [acumatica], and check that no other "
                          "program uses the same "
                          "user: a surplus sign-in may end an older session.",
                          {}};
    if (again || by != proof::session) return latch(refused);
    end(*std::exchange(session_, std::nullopt));  // in case only the answer was wrong
    return refused;
  }
  if (body && clock_problem_) return *clock_problem_;
  return body;
}

expected<nothing> client::prepare(proof by) {
  if (auto wrong = unfit(how_)) return std::move(*wrong);
  if (by == proof::session) return ensure_session();
  if (by == proof::none || clock()) return nothing{};
  // A page's version needs the time at which it was asked for.
  auto came = send({"GET", base_url(how_) + "/entity", {{"Accept", "application/json"}}, {}});
  const auto body = body_of(std::move(came), asked::json, "GET /entity", how_.now());
  if (!body) return body.problem();
  return clock_problem_ ? expected<nothing>{*clock_problem_} : nothing{};
}

expected<nothing> client::ensure_session() {
  if (session_ && doubted_) {
    end(*std::exchange(session_, std::nullopt));
    doubted_ = false;
  }
  if (session_ && session_->renew_at && steady_clock::now() >= *session_->renew_at) return renew();
  if (session_) return nothing{};
  end_others();
  return start_session();
}

/// The new token first, then the end of the old session: the calls of one never fail in between.
expected<nothing> client::renew() {
  const auto old = *session_;
  auto made = start_session();
  if (!made && made.problem().kind == trouble::no_seat) {
    end(old);
    session_.reset();
    return start_session();
  }
  if (session_->secret != old.secret) end(old);
  return made;
}

expected<nothing> client::start_session() {
  auto came = send(sign_in_request(how_));
  auto made = read_session(how_, std::move(came), steady_clock::now());
  if (!made)
    return made.problem().kind == trouble::sign_in_refused ? latch(made.problem()) : made.problem();
  ++counted_.sign_ins;
  open_.push_back(*made);
  if (const auto wrong = keep(); !wrong.empty()) {
    end(*made);
    return problem{trouble::configuration,
                   wrong,
                   "Make the data folder writable: the node keeps its session there to be able to "
                   "end it.",
                   {}};
  }
  session_ = std::move(*made);
  return clock_problem_ ? expected<nothing>{*clock_problem_} : nothing{};
}

http::reply client::send(http::request what) {
  const auto began = steady_clock::now();
  http_.rest(pace_.next(began));
  const auto at = steady_clock::now();
  if (pace_.next(began) > began)
    counted_.waited_ms += static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(at - began).count());
  auto came = http_.exchange(what);
  // The kept connection had ended, and no answer began: what only reads is sent again.
  const bool reads = what.method != "POST" || came.sent == 0;
  if (came.reused && came.how == http::carried::reset && !came.interrupted && !came.answer_began &&
      reads)
    came = http_.exchange(what);
  if (came.sent > 0) {
    pace_.note(at);
    ++counted_.requests;
  }
  if (came.how == http::carried::answered) {
    const auto taken = clock_.take(came.header("Date"), how_.now(), steady_clock::now());
    clock_problem_ = taken ? std::nullopt : std::optional{taken.problem()};
  }
  return came;
}

bool client::sign_out() {
  if (session_) end(*std::exchange(session_, std::nullopt));
  return end_others();
}

bool client::end_others() {
  bool all = true;
  for (const auto& one : std::vector<session>{open_})
    if (!session_ || one.secret != session_->secret) all = end(one) && all;
  return all;
}

bool client::end(const session& which) {
  auto how = options_of(how_);
  how.connect_timeout = std::min<std::chrono::milliseconds>(how.connect_timeout, farewell_time);
  how.exchange_timeout = std::min<std::chrono::milliseconds>(how.exchange_timeout, farewell_time);
  auto request = sign_out_request(which);
  request.headers.emplace_back("User-Agent", how_.user_agent);
  const auto came = http::client{how}.exchange(request);
  if (came.sent > 0) ++counted_.requests;
  // An instance that the settings no longer name is asked only once.
  const bool ours = which.url == base_url(how_);
  const bool unsure = came.how != http::carried::answered || came.status >= 500;
  if (unsure && ours) return false;
  forget(which.secret);
  return !unsure;
}

/// Acumatica renews its cookies now and then.
void client::follow_cookies(const http::reply& came) {
  const auto old = session_->secret;
  if (session_->bearer || !take_cookies(*session_, came)) return;
  open_.push_back(*session_);
  forget(old);
}

void client::forget(const std::string& secret) {
  std::erase_if(open_, [&](const auto& one) { return one.secret == secret; });
  static_cast<void>(keep());
}

std::string client::keep() {
  if (open_.size() > most_open) open_.erase(open_.begin());
  return write_sessions(how_.session_file, open_);
}

problem client::latch(problem what) {
  what.message = cleaned(std::move(what.message));
  latched_ = what;
  return what;
}

problem client::failed(problem what) {
  if (what.kind == trouble::interrupted) return what;
  what.message = cleaned(std::move(what.message));
  what.not_before = std::max(what.not_before, patience(what.kind, ++failures_));
  return what;
}

/// Without the secrets, should Acumatica repeat one in its words.
std::string client::cleaned(std::string text) const {
  std::vector<std::string> secrets{how_.password, how_.client_secret};
  for (const auto& one : open_) secrets.push_back(one.secret);
  for (const auto& secret : secrets)
    if (!secret.empty())
      for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at + 3))
        text.replace(at, secret.size(), "***");
  return text;
}

}  // namespace acumage::erp
