#include "erp/reply.hpp"

#include "erp/json_value.hpp"
#include "http/header_text.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace acumage::erp {

namespace {

constexpr std::size_t most_words = 400;

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string lower(std::string_view text) {
  std::string made{text};
  for (auto& c : made)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return made;
}

/// The first words found along these names.
std::string first_text(const json_value& from, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (const auto* const found = from.find(name)) {
      if (auto text = found->text(); !text.empty()) return text;
      if (found->is == json_value::form::object)
        if (auto text = first_text(*found, {"exceptionMessage", "message", "value"}); !text.empty())
          return text;
    }
  return {};
}

std::string title_of(const std::string& page) {
  const auto small = lower(page.substr(0, 65'536));
  const auto begin = small.find("<title>");
  const auto end = small.find("</title>");
  if (begin == small.npos || end == small.npos || end < begin + 7) return {};
  return std::string{trimmed(std::string_view{page}.substr(begin + 7, end - begin - 7))};
}

std::string with(const std::string& text, const std::string& words) {
  return words.empty() ? text : text + ": " + words;
}

/// Everything that an error's classification looks at.
struct error_answer {
  const http::reply& came;
  const std::string& where;
  std::string words;

  problem say(trouble kind, std::string remedy) const {
    return {kind, with(where + ": " + std::to_string(came.status), words), std::move(remedy), {}};
  }
};

problem unknown_tenant(const error_answer& it) {
  return it.say(
      trouble::configuration,
      "Set acumatica.tenant to the login name of the tenant, as the sign-in page lists it.");
}

problem no_seat(const error_answer& it) {
  return it.say(
      trouble::no_seat,
      "Close sessions on Users > Active Users (SM201010), or give this user a limit of two "
      "sessions of its own; License Monitoring Console (SM604000) shows who holds them.");
}

constexpr const char* try_again =
    "The node repeats the request. If this lasts, ask the Acumatica administrator.";

bool is_unknown_tenant(const std::string& body) {
  return holds(body, "PXUndefinedCompanyException");
}

problem refused_sign_in(const error_answer& it) {
  const auto status = it.came.status;
  const auto& body = it.came.body;
  if (status == 429 || holds(lower(body), "login limit")) return no_seat(it);
  if (is_unknown_tenant(body)) return unknown_tenant(it);
  if (status >= 500 || status == 408) return it.say(trouble::transport, try_again);
  if (status == 400 || status == 401 || status == 403)
    return it.say(trouble::sign_in_refused,
                  "Correct username, password and client of [acumatica], unlock the user if it is "
                  "locked, and reload the settings. The node does not sign in again before that.");
  return it.say(trouble::configuration,
                "Set acumatica.url to the address of the Acumatica instance, such as "
                "https://erp.example.com/northwind.");
}

problem server_error(const error_answer& it) {
  const auto& body = it.came.body;
  if (holds(body, "NoEntitySatisfiesTheCondition")) return it.say(trouble::absent, "");
  if (is_unknown_tenant(body)) return unknown_tenant(it);
  if (holds(body, "CannotOptimize") || holds(body, "Optimization cannot be performed"))
    return it.say(
        trouble::configuration,
        "Acumatica calculates a field of this query in code, so it cannot filter by it or "
        "list it. Remove the named field from the inquiry's key, filter or columns.");
  if (holds(lower(body), "login limit")) return no_seat(it);
  return it.say(trouble::transport, try_again);
}

problem refused_data(const error_answer& it) {
  const auto status = it.came.status;
  if (status >= 500) return server_error(it);
  if (status == 429)
    return holds(lower(it.came.body), "login limit")
               ? no_seat(it)
               : it.say(trouble::throttled,
                        "Lower acumatica.requests_per_minute below half of the license's number "
                        "(License Monitoring Console, SM604000).");
  if (status == 408) return it.say(trouble::transport, try_again);
  if (status == 401)
    return it.say(trouble::sign_in_refused, "Correct username and password of [acumatica].");
  if (status == 403)
    return it.say(trouble::forbidden,
                  "Give the user the right to the named form or inquiry (Access Rights by Role, "
                  "SM201025); rights count from the next session on.");
  if (status == 404)
    return it.say(trouble::configuration,
                  "Check the name of the inquiry and that it is exposed via OData, the tenant, and "
                  "acumatica.endpoint.");
  if (status >= 300 && status < 400) {
    auto redirect = it;
    redirect.words = "redirected to " + std::string{it.came.header("Location").substr(0, 200)};
    return redirect.say(trouble::configuration,
                        "Set acumatica.url to the address that answers without a redirect.");
  }
  return it.say(trouble::configuration,
                "Compare key, modified and filter of the inquiry with its columns.");
}

problem no_answer(const http::reply& came, const std::string& where) {
  if (came.interrupted) return {trouble::interrupted, where + ": interrupted", "", {}};
  if (came.too_large)
    return {trouble::too_large, where + ": " + came.words, "Lower acumatica.page_size.", {}};
  return {trouble::transport,
          where + ": " + came.words,
          "Check acumatica.url, the network between, and that Acumatica runs.",
          {},
          came.how};
}

std::optional<problem> unreadable(const http::reply& came, asked what, const std::string& where) {
  const auto content = lower(came.header("Content-Type"));
  if (trimmed(came.body).empty())
    return problem{
        trouble::configuration,
        where +
            ": 200 without a body: Acumatica does not "
            "support this query",
        "Do not filter or order by a formula column: compare key, modified and filter of "
        "the inquiry with its columns.",
        {}};
  if (is_web_page(came))
    return problem{trouble::transport,
                   with(where + ": a web page instead of data", title_of(came.body)),
                   "Something in front of Acumatica answers, or the session has ended. The node "
                   "signs in again and repeats the request.",
                   {}};
  if (!holds(content, what == asked::xml ? "xml" : "json"))
    return problem{trouble::transport,
                   where + ": content type \"" + content.substr(0, 100) + "\"; expected " +
                       (what == asked::xml ? "XML" : "JSON"),
                   try_again,
                   {}};
  return std::nullopt;
}

}  // namespace

std::string words_of(const std::string& body) {
  std::string words;
  if (const auto json = read_json(body); json && json->is == json_value::form::object)
    words = first_text(
        *json, {"exceptionMessage", "error_description", "message", "error", "odata.error"});
  else if (!json)
    words = title_of(body);
  for (auto& c : words)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return words.substr(0, most_words);
}

bool is_session_lost(const http::reply& came) {
  if (came.how != http::carried::answered) return false;
  if (came.status == 401) return true;
  return came.status >= 300 && came.status < 400 && holds(lower(came.header("Location")), "login");
}

bool is_web_page(const http::reply& came) {
  return came.how == http::carried::answered && came.status == 200 &&
         (holds(lower(came.header("Content-Type")), "html") ||
          lower(trimmed(came.body).substr(0, 14)).starts_with("<!doctype html") ||
          lower(trimmed(came.body).substr(0, 5)) == "<html");
}

expected<std::string> body_of(http::reply came, asked what, const std::string& where,
                              std::chrono::system_clock::time_point now) {
  if (came.how != http::carried::answered) return no_answer(came, where);
  if (came.status >= 200 && came.status < 300) {
    if (what == asked::sign_in) return std::move(came.body);
    if (auto wrong = unreadable(came, what, where)) return std::move(*wrong);
    return std::move(came.body);
  }
  const error_answer it{came, where, words_of(came.body)};
  auto found = what == asked::sign_in ? refused_sign_in(it) : refused_data(it);
  if (const auto after =
          http::read_retry_after(came.header("Retry-After"), came.header("Date"), now))
    found.not_before = std::chrono::ceil<std::chrono::seconds>(*after);
  return found;
}

}  // namespace acumage::erp
