#include "erp/session.hpp"

#include "erp/json_value.hpp"
#include "erp/reply.hpp"
#include "messages/json_text.hpp"
#include "messages/percent_encoding.hpp"

#include <strings.h>
#include <algorithm>
#include <cstdlib>
#include <utility>

namespace acumage::erp {

namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto part = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8U | (k < part.size() ? static_cast<unsigned char>(part[k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      text += k <= part.size() ? letters[bits >> (18 - 6 * k) & 63U] : '=';
  }
  return text;
}

std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string text;
  for (const auto& [name, value] : fields)
    text += (text.empty() ? "" : "&") + name + "=" + percent_encoded(value);
  return text;
}

problem wrong_setting(std::string message, std::string remedy) {
  return {trouble::configuration, std::move(message), std::move(remedy), {}};
}

expected<session> read_token(const options& how, const std::string& body,
                             std::chrono::steady_clock::time_point at) {
  const auto json = read_json(body);
  const auto* const token = json ? json->find("access_token") : nullptr;
  if (token == nullptr || token->text().empty())
    return problem{trouble::transport,
                   "POST /identity/connect/token: no access token in the answer",
                   "Check acumatica.url.",
                   {}};
  session made{base_url(how), true, token->text(), {}};
  const auto* const life = json->find("expires_in");
  const auto seconds = life == nullptr ? 3'600 : std::strtol(life->text().c_str(), nullptr, 10);
  // A tenth of its life is left for the page that is being read.
  made.renew_at = at + std::chrono::milliseconds{std::clamp(seconds, 0L, 86'400L) * 900};
  return made;
}

}  // namespace

http::header_fields session::headers() const {
  if (bearer) return {{"Authorization", "Bearer " + secret}};
  return {{"Cookie", secret}};
}

std::string base_url(const options& how) {
  auto url = how.url;
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url;
}

std::optional<problem> unfit(const options& how) {
  if (!how.url.starts_with("https://") && !how.url.starts_with("http://"))
    return wrong_setting("acumatica.url: not an address; expected https://host/instance",
                         "Set acumatica.url to the address of the Acumatica instance.");
  if (how.tenant.empty())
    return wrong_setting("acumatica.tenant: empty; expected the login name of the tenant",
                         "Set acumatica.tenant.");
  if (how.auth == sign_in::oauth && !how.client_id.ends_with("@" + how.tenant))
    return wrong_setting(
        "acumatica.client_id: belongs to another tenant than acumatica.tenant; "
        "expected it to end with @" +
            how.tenant,
        "Register the client in the tenant (Connected Applications, SM303010), and "
        "copy its ID.");
  return std::nullopt;
}

http::request sign_in_request(const options& how) {
  http::request made;
  made.method = "POST";
  made.headers = {{"User-Agent", how.user_agent}, {"Accept", "application/json"}};
  if (how.auth == sign_in::oauth) {
    made.url = base_url(how) + "/identity/connect/token";
    made.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    made.body = form_of({{"grant_type", "password"},
                         {"client_id", how.client_id},
                         {"client_secret", how.client_secret},
                         {"username", how.username},
                         {"password", how.password},
                         {"scope", "api"}});
    return made;
  }
  made.url = base_url(how) + "/entity/auth/login";
  made.headers.emplace_back("Content-Type", "application/json");
  json_writer json;
  json.object().key("name").string(how.username).key("password").string(how.password);
  made.body = json.key("tenant").string(how.tenant).end().take();
  return made;
}

expected<session> read_session(const options& how, http::reply came,
                               std::chrono::steady_clock::time_point at) {
  const bool oauth = how.auth == sign_in::oauth;
  session made{base_url(how), false, {}, {}};
  take_cookies(made, came);
  const auto body =
      body_of(std::move(came), asked::sign_in,
              oauth ? "POST /identity/connect/token" : "POST /entity/auth/login", how.now());
  if (!body) return body.problem();
  if (oauth) return read_token(how, *body, at);
  if (made.secret.empty())
    return problem{trouble::transport,
                   "POST /entity/auth/login: no cookie in the answer",
                   "Check acumatica.url, and that no proxy removes cookies.",
                   {}};
  return made;
}

http::request sign_out_request(const session& which) {
  return {"POST", which.url + "/entity/auth/logout", which.headers(), {}};
}

std::string basic_authorization(const options& how) {
  return "Basic " + base64(how.username + ":" + how.password);
}

bool take_cookies(session& into, const http::reply& came) {
  std::vector<std::pair<std::string, std::string>> jar;
  const auto add = [&](std::string_view text) {
    const auto equals = text.find('=');
    if (equals == text.npos) return;
    const std::string name{text.substr(0, equals)};
    const std::string value{text.substr(equals + 1)};
    const auto old =
        std::find_if(jar.begin(), jar.end(), [&](auto& one) { return one.first == name; });
    if (old == jar.end())
      jar.emplace_back(name, value);
    else
      old->second = value;
    std::erase_if(jar, [](const auto& one) { return one.second.empty(); });
  };
  for (std::string_view left = into.secret; !left.empty();) {
    const auto end = std::min(left.find("; "), left.size());
    add(left.substr(0, end));
    left.remove_prefix(std::min(end + 2, left.size()));
  }
  const auto before = jar;
  for (const auto& [name, value] : came.headers)
    if (::strcasecmp(name.c_str(), "Set-Cookie") == 0)
      add(std::string_view{value}.substr(0, value.find(';')));
  if (jar == before) return false;
  into.secret.clear();
  for (const auto& [name, value] : jar)
    into.secret += (into.secret.empty() ? "" : "; ") + name + "=" + value;
  return true;
}

}  // namespace acumage::erp
