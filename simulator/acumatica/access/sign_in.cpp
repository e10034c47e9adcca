#include "simulator/acumatica/access/sign_in.hpp"

#include "messages/json_text.hpp"
#include "simulator/acumatica/errors.hpp"
#include "simulator/acumatica/guid.hpp"
#include "simulator/http/url.hpp"

#include <openssl/evp.h>
#include <simdjson.h>

#include <algorithm>
#include <map>

namespace acumage::simulator::acumatica {
namespace {

using parameters = std::map<std::string, std::string, std::less<>>;

unsigned free_seats(const site& of, const strikes& faults) {
  const unsigned all = of.queue.terms().seats;
  const auto* used = faults.find(trouble::seats_used);
  if (used == nullptr) return all;
  return all - static_cast<unsigned>(std::clamp<std::int64_t>(used->value, 0, all));
}

answer no_seat(const strikes& faults) {
  return login_limit(faults.has(trouble::login_limit_as_500) ? 500 : 429);
}

answer bad_credentials(const site& of, std::string_view message) {
  return exception_answer(of.setup.wrong_password_status, message, "PX.Data.PXException");
}

/// Is it the user's password? Counts wrong ones; a locked account takes none.
bool opens(site& of, std::string_view user, std::string_view password) {
  if (of.sessions.locked()) return false;
  const bool right = user == of.setup.user && password == of.setup.password;
  if (right) {
    of.sessions.right_password();
  } else {
    of.sessions.wrong_password();
  }
  return right;
}

/// The tenant where a sign-in lands; no value: there is none of that name.
std::optional<std::string> tenant_of(const site& of, std::string_view named,
                                     const strikes& faults) {
  if (faults.has(trouble::other_tenant)) return of.setup.default_tenant;
  if (!of.setup.several_tenants || named == of.setup.tenant) return of.setup.tenant;
  if (named.empty() || named == of.setup.default_tenant) return of.setup.default_tenant;
  return std::nullopt;
}

std::string_view after(std::string_view text, std::string_view scheme) {
  return text.starts_with(scheme) ? text.substr(scheme.size()) : std::string_view{};
}

std::string cookie_named(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    const auto end = std::min(cookies.find(';'), cookies.size());
    auto one = cookies.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with(name) && one.substr(name.size()).starts_with('='))
      return std::string{one.substr(name.size() + 1)};
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
  }
  return {};
}

std::string session_cookie(const request& what) {
  return cookie_named(what.cookie, "ASP.NET_SessionId");
}

std::string decoded_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  bytes.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  while (bytes.ends_with('\0')) bytes.pop_back();
  return bytes;
}

/// "user:password", where the user may carry the tenant: user@Tenant.
recognised by_password(site& of, std::string_view credentials, const route& to,
                       const strikes& faults) {
  const auto text = decoded_base64(credentials);
  const auto colon = std::min(text.find(':'), text.size());
  std::string_view user = std::string_view{text}.substr(0, colon);
  const std::string suffix = '@' + to.tenant;
  if (user.ends_with(suffix)) user.remove_suffix(suffix.size());
  if (colon == text.size() || !opens(of, user, std::string_view{text}.substr(colon + 1)))
    return {.who = std::nullopt, .refusal = not_signed_in()};
  const auto tenant = tenant_of(of, to.tenant, faults);
  if (!tenant) return {.who = std::nullopt, .refusal = not_found()};
  return {.who = signed_in{{}, *tenant}};
}

answer token_refusal(std::string_view why) {
  return {.status = 400, .body = "{\"error\":\"" + std::string{why} + "\"}"};
}

parameters form_of(const request& what) {
  parameters found;
  for (auto& [name, value] : query_parameters("?" + std::string{what.body}))
    found.emplace(name, std::move(value));
  return found;
}

}  // namespace

answer answer_endpoints(const site& of) {
  const std::string list = "[{\"name\":\"Default\",\"version\":\"" + of.setup.endpoint +
                           "\",\"href\":\"/" + of.setup.instance + "/entity/Default/" +
                           of.setup.endpoint + "\"}]";
  if (of.setup.old_endpoint_list) return {.body = list};
  return {.body =
              "{\"version\":{\"acumaticaBuildVersion\":\"26.101.0001\",\"databaseVersion\":"
              "\"26.101.0001\"},\"endpoints\":" +
              list + '}'};
}

answer answer_login(site& of, const request& what, const strikes& faults) {
  simdjson::dom::parser parser;
  simdjson::dom::object body;
  if (parser.parse(what.body.data(), what.body.size()).get(body) != simdjson::SUCCESS)
    return exception_answer(400, "The request is invalid.", "PX.Data.PXException");
  const auto text = [&](std::string_view name) {
    std::string_view found;
    return body.at_key(name).get(found) == simdjson::SUCCESS ? found : std::string_view{};
  };
  if (of.sessions.locked()) return bad_credentials(of, "Your account is locked out.");
  const auto named = text("tenant").empty() ? text("company") : text("tenant");
  const auto tenant = tenant_of(of, named, faults);
  if (!tenant)
    return exception_answer(500, "The tenant is not defined.",
                            "PX.Data.PXUndefinedCompanyException");
  if (!opens(of, text("name"), text("password")))
    return bad_credentials(of, "Invalid credentials. Please try again.");
  const auto session =
      of.sessions.open(*tenant, free_seats(of, faults), faults.has(trouble::surplus_ends_oldest));
  if (!session) return no_seat(faults);
  return {.status = 204,
          .headers = {{"Set-Cookie", "ASP.NET_SessionId=" + *session + "; path=/; HttpOnly"},
                      {"Set-Cookie", ".ASPXAUTH=" + drawn_secret() + "; path=/; HttpOnly"}}};
}

answer answer_logout(site& of, const request& what) {
  if (!what.has_length) return length_required();
  if (const auto token = after(what.authorization, "Bearer "); !token.empty()) {
    of.sessions.close_token(std::string{token});
  } else {
    of.sessions.close_cookie(session_cookie(what));
  }
  return {.status = 204};
}

/// Of the flows only that of the resource owner's password.
answer answer_token(site& of, const request& what) {
  const auto form = form_of(what);
  const auto value = [&](std::string_view name) {
    const auto found = form.find(name);
    return found == form.end() ? std::string{} : found->second;
  };
  if (value("client_id") != of.setup.client_id || value("client_secret") != of.setup.client_secret)
    return token_refusal("invalid_client");
  if (value("grant_type") != "password") return token_refusal("unsupported_grant_type");
  if (!opens(of, value("username"), value("password"))) return token_refusal("invalid_grant");
  json_writer json;
  json.object().key("access_token").string(of.sessions.issue_token(of.setup.tenant));
  json.key("expires_in").number(static_cast<std::int64_t>(of.setup.token_life.count()));
  json.key("token_type").string("Bearer");
  json.key("scope").string(value("scope").empty() ? "api" : value("scope")).end();
  return {.body = json.take()};
}

recognised recognise(site& of, const request& what, const route& to, const strikes& faults) {
  const bool is_odata = to.to != route::kind::entity;
  recognised made{.who = std::nullopt, .refusal = not_signed_in()};
  if (const auto token = after(what.authorization, "Bearer "); !token.empty()) {
    auto found = of.sessions.by_token(std::string{token}, free_seats(of, faults),
                                      faults.has(trouble::surplus_ends_oldest));
    made.who = std::move(found.who);
    if (!made.who && found.why == denial::no_seat) made.refusal = no_seat(faults);
  } else if (const auto basic = after(what.authorization, "Basic "); is_odata && !basic.empty()) {
    made = by_password(of, basic, to, faults);
  } else {
    made.who = of.sessions.by_cookie(session_cookie(what));
  }
  if (made.who && faults.has(trouble::other_tenant)) made.who->tenant = of.setup.default_tenant;
  return made;
}

void end_token(site& of, const request& what) {
  of.sessions.forget_token(std::string{after(what.authorization, "Bearer ")});
}

}  // namespace acumage::simulator::acumatica
