#include "magento/reply.hpp"

#include "magento/page_text.hpp"

#include <simdjson.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace acumage::magento {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds throttle_pause = 30s;  // REST.md 8.3: no Retry-After from Magento

/// A slower 503 is a proxy that stopped waiting (REST.md 8.2), not maintenance, which is answered
/// in milliseconds: PHP may still be at work.
constexpr std::chrono::seconds slow_503 = 10s;

struct ruling {
  batch_verdict verdict = batch_verdict::refused;
  std::string_view advice;  ///< what an administrator should check; empty: nothing
};

struct phrase {
  std::string_view words;  ///< as in the raw English message, REST.md 11
  ruling means;
};

constexpr std::string_view check_url_text =
    "check connection.magento_url, and that the store's version has this API";

constexpr std::string_view check_secrets_text =
    "check the OAuth secrets: connection.oauth_consumer_key and the three after it";

constexpr std::array<phrase, 15> phrases{{
    {"Could not save Prices", {batch_verdict::contended, {}}},
    {"Could not delete Prices", {batch_verdict::contended, {}}},
    {"Could not save Source Item", {batch_verdict::contended, {}}},
    {"The product was unable to be saved. Please try again", {batch_verdict::contended, {}}},
    {"Database deadlock found", {batch_verdict::contended, {}}},
    {"Database lock wait timeout exceeded", {batch_verdict::contended, {}}},
    {"Database connection error", {batch_verdict::contended, {}}},
    {"Could not save a shipment", {batch_verdict::uncertain, {}}},
    {"Could not save an invoice", {batch_verdict::uncertain, {}}},
    {"Maximum items of type", {batch_verdict::too_many, {}}},
    {"Specified request cannot be processed",
     {batch_verdict::unavailable, "check connection.store_code and connection.magento_url"}},
    {"Request does not match any route", {batch_verdict::unavailable, check_url_text}},
    {"The token length is invalid", {batch_verdict::unavailable, check_secrets_text}},
    {"Signature method", {batch_verdict::unavailable, check_secrets_text}},
    {"is not supported. Correct the field name",
     {batch_verdict::unavailable,
      "check the store's version: it does not know a field that is sent"}},
}};

bool lock_code(long code) { return code == 1213 || code == 1205 || code == 2006 || code == 2013; }

/// The meaning of the store's own message, which is more specific than the status (REST.md 0.3).
const ruling* by_words(const store_error& said) {
  static constexpr ruling lock{batch_verdict::contended, {}};
  if (lock_code(said.code)) return &lock;
  for (const auto& known : phrases)
    if (said.message.find(known.words) != std::string::npos) return &known.means;
  return nullptr;
}

/// PHP could not reach MySQL: a page sent as text/plain that contains both messages (REST.md 0.15).
bool database_down(const std::string& body) {
  return is_page(body) &&
         body.find("There has been an error processing your request") != std::string::npos &&
         body.find("An error has happened during application run") != std::string::npos;
}

/// Answers that Magento does not write itself, or writes before it reads the request.
const ruling* by_status(const answer& reply) {
  static constexpr ruling away{batch_verdict::unavailable, {}};
  static constexpr ruling maybe{batch_verdict::uncertain, {}};
  static constexpr ruling credential{
      batch_verdict::unavailable,
      "check the credential and its permissions; test-connection checks them separately"};
  static constexpr ruling forbidden{
      batch_verdict::unavailable,
      "check what stands before the store: firewall, CDN, allowed addresses, password"};
  static constexpr ruling large{batch_verdict::too_many, {}};
  switch (reply.status) {
    case 401: return &credential;
    case 403:
    case 407: return &forbidden;
    case 408:  // the request arrived incomplete
    case 421:
    case 425:
    case 429: return &away;
    case 413: return &large;
    case 503: return reply.taken < slow_503 ? &away : &maybe;
    case 521:  // Cloudflare: it could not connect to the store
    case 523:
    case 525:
    case 526:
    case 530: return &away;
    default: return reply.status > 500 ? &maybe : nullptr;
  }
}

ruling rule(const answer& reply, const store_error& said) {
  // Not readable as a success, but may be one.
  if (reply.status < 300) return {batch_verdict::uncertain, "expected JSON from the store"};
  if (reply.status < 400)
    return {batch_verdict::unavailable,
            "expected the store itself: check connection.magento_url (https, www, path)"};
  if (const auto* known = by_status(reply)) return *known;
  if (const auto* known = by_words(said)) return *known;
  if (reply.status == 500)
    return {database_down(reply.body) ? batch_verdict::unavailable : batch_verdict::suspect, {}};
  // Magento refuses in its own grammar; anything else comes from a web server in front of it.
  if (said.message.empty()) return {batch_verdict::unavailable, check_url_text};
  return {batch_verdict::refused, {}};
}

/// A message of the store itself concerns the record. A gateway's message does not, and neither
/// does an unreadable success.
blame blame_of(const answer& reply, batch_verdict verdict, const store_error& said) {
  if (verdict == batch_verdict::unavailable || reply.status == 503) return blame::store;
  if (verdict != batch_verdict::uncertain) return blame::record;
  return by_status(reply) == nullptr && by_words(said) != nullptr ? blame::record
                                                                  : blame::connection;
}

/// The maximum number of rows: `Maximum items of type "%type" is %max` (REST.md 8.1). 0: not given.
std::size_t row_limit(const store_error& said) {
  auto digits = said.parameter("max");
  if (digits.empty() && said.parameters.size() >= 2) digits = said.parameters[1];
  if (digits.empty())
    if (const auto at = said.text.rfind(' '); at != std::string::npos)
      digits = said.text.substr(at + 1);
  std::size_t limit = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), limit);
  return limit;
}

std::string compose(const answer& reply, const store_error& said, std::string_view advice) {
  auto message = std::to_string(reply.status) + ": ";
  if (reply.status >= 300 && reply.status < 400)
    message += "redirected to " + (reply.location.empty() ? "nowhere" : reply.location);
  else
    message += said.text.empty() ? "no words" : said.text;
  if (!advice.empty()) {
    message += "; ";
    message += advice;
  }
  return cut_text(std::move(message));
}

std::string_view words_for(carried how) {
  switch (how) {
    case carried::answered: return "answered";
    case carried::name_failed: return "host name not found";
    case carried::refused: return "connection refused";
    case carried::connect_timeout: return "no connection in time";
    case carried::tls_failed: return "TLS failed";
    case carried::reset: return "connection broken before the answer was complete";
    case carried::read_timeout: return "no answer in time";
  }
  return "no answer";
}

batch_outcome judge_unanswered(const answer& reply) {
  batch_outcome outcome;
  const auto sent = reply.how == carried::reset || reply.how == carried::read_timeout;
  outcome.verdict = sent ? batch_verdict::uncertain : batch_verdict::unavailable;
  outcome.blame = sent ? blame::connection : blame::store;
  outcome.message =
      cut_text(reply.detail.empty() ? std::string{words_for(reply.how)} : reply.detail);
  return outcome;
}

}  // namespace

batch_outcome judge(const answer& reply) {
  if (reply.how != carried::answered) return judge_unanswered(reply);
  const auto said = read_error(reply.body);
  const auto [verdict, advice] = rule(reply, said);
  batch_outcome outcome;
  outcome.verdict = verdict;
  outcome.blame = blame_of(reply, verdict, said);
  outcome.status = reply.status;
  outcome.message = compose(reply, said, advice);
  outcome.retry_after = reply.retry_after;
  if (reply.status == 429 && !outcome.retry_after) outcome.retry_after = throttle_pause;
  if (verdict == batch_verdict::too_many && reply.status != 413) outcome.limit = row_limit(said);
  return outcome;
}

batch_outcome judge_look_up(std::string_view what, const answer& reply) {
  auto outcome = judge(reply);
  if (outcome.verdict == batch_verdict::uncertain) outcome.verdict = batch_verdict::unavailable;
  if (reply.how == carried::answered && reply.status < 300) outcome.blame = blame::store;
  outcome.message = cut_text("look-up of " + std::string{what} + ": " + outcome.message);
  return outcome;
}

bool healthy(const answer& reply) {
  if (reply.how != carried::answered || reply.status < 200 || reply.status > 299) return false;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  return parser.parse(reply.body).get(root) == simdjson::SUCCESS;
}

}  // namespace acumage::magento
