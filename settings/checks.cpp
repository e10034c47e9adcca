#include "settings/checks.hpp"

#include "api/http/tls_context.hpp"
#include "messages/file_problem.hpp"
#include "settings/address.hpp"
#include "settings/codec.hpp"
#include "settings/ini.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace acumage::settings {

namespace {

/// The secret is sent in a header line, so it must be visible ASCII (RFC 9110, 5.5); tokens contain
/// no blanks (RFC 6750, 2.1).
enum class secret_form { token, line };

void check_secret(std::string_view key, const secret& value, secret_form form,
                  check_report& report) {
  const auto& text = value.reveal();
  const auto lowest = form == secret_form::token ? 0x21 : 0x20;
  const auto fits = [&](char c) { return c >= lowest && c <= 0x7e; };
  if (std::all_of(text.begin(), text.end(), fits)) return;
  const std::string what = has_control(text) || text.find('\t') != std::string::npos
                               ? " holds control characters or line ends"
                               : " holds characters that no header can carry";
  report.error({key}, std::string{key} + what + "; expected visible ASCII" +
                          (form == secret_form::token ? " without blanks" : ""));
}

/// RFC 9110, 5.6.2.
bool is_header_name(std::string_view name) {
  constexpr std::string_view allowed =
      "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return !name.empty() && name.find_first_not_of(allowed) == std::string_view::npos;
}

/// Magento's store codes: a letter, then letters, digits and underscores.
bool is_store_code(std::string_view code) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !code.empty() && letter(code.front()) &&
         std::all_of(code.begin(), code.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

/// Is the text in quotes that are not those of config.ini, or that came from another source?
bool is_quoted(std::string_view text) {
  constexpr std::array<std::string_view, 9> quotes{"\"", "'", "`", "“", "”", "‘", "’", "«", "„"};
  return std::any_of(quotes.begin(), quotes.end(),
                     [&](std::string_view each) { return text.starts_with(each); });
}

void check_url(const std::string& url, check_report& report) {
  constexpr std::string_view key = "connection.magento_url";
  if (url.empty()) return;
  if (is_quoted(url))
    return report.error(
        {key},
        std::string{key} +
            " is in quotes; expected the address without them, such as https://shop.example.com");
  const auto parts = read_url(url);
  // The part before an '@' may be a password.
  const bool may_show = url.find('@') == std::string::npos;
  if (!parts.problem.empty())
    return report.error({key}, std::string{key} + (may_show ? " = " + shown(url) : "") +
                                   "; expected " + parts.problem);
  if (!parts.https && !is_loopback(parts.host))
    report.warning({key}, std::string{key} + " = " + shown(url) +
                              "; the token travels unencrypted; expected https://");
  const bool has_rest =
      parts.path.ends_with("/rest") || parts.path.find("/rest/") != std::string::npos;
  if (has_rest)
    report.warning({key}, std::string{key} + " = " + shown(url) +
                              "; expected the address of the store; the node appends /rest/…");
}

/// Only the parts of the address that are not a password are checked, and no message repeats any of
/// it.
void check_proxy(const secret& value, check_report& report) {
  constexpr std::string_view key = "connection.proxy";
  auto url = value.reveal();
  if (url.empty()) return;
  const auto user = url.find("://") + 3;
  if (const auto end = url.rfind('@'); end != std::string::npos && end > user)
    url.erase(user, end + 1 - user);
  const auto parts = read_url(url);
  if (!parts.problem.empty() || (!parts.path.empty() && parts.path != "/"))
    report.error({key}, std::string{key} + "; expected http://[user:password@]host:port");
}

struct named_secret {
  std::string_view key;
  const secret& value;
};

void check_credentials(const settings::connection_section& is, check_report& report) {
  const std::array<named_secret, 4> oauth{
      {{"connection.oauth_consumer_key", is.oauth_consumer_key},
       {"connection.oauth_consumer_secret", is.oauth_consumer_secret},
       {"connection.oauth_token", is.oauth_token},
       {"connection.oauth_token_secret", is.oauth_token_secret}}};
  std::string_view given;
  std::string missing;
  for (const auto& each : oauth) {
    check_secret(each.key, each.value, secret_form::token, report);
    if (each.value.set())
      given = each.key;
    else
      missing += (missing.empty() ? "" : ", ") + std::string{each.key};
  }
  const auto all = {oauth[0].key, oauth[1].key, oauth[2].key, oauth[3].key};
  if (!given.empty() && !missing.empty())
    report.error(all, std::string{given} + " is set, but not " + missing +
                          "; expected all four OAuth secrets, or none");
  if (!given.empty() && is.bearer_token.set())
    report.error({"connection.bearer_token", given},
                 "connection.bearer_token and " + std::string{given} +
                     " are both set; expected the token or the four OAuth secrets");
}

void check_token(const settings::connection_section& is, check_report& report) {
  check_secret("connection.bearer_token", is.bearer_token, secret_form::token, report);
  if (is.confirm_bearer_token.set() && is.confirm_bearer_token != is.bearer_token)
    report.error(
        {"connection.confirm_bearer_token", "connection.bearer_token"},
        "connection.confirm_bearer_token differs from connection.bearer_token; expected the "
        "same token twice, or no confirm_bearer_token");
}

struct listener {
  std::string section;
  const std::string& address;
  api::tls_files tls;
};

void check_certificates(const listener& is, check_report& report) {
  if (!is.tls.wanted()) return;
  const auto certificate = is.section + ".tls_certificate";
  const auto key = is.section + ".tls_key";
  if (is.tls.certificate.empty() != is.tls.key.empty()) {
    const auto& given = is.tls.key.empty() ? certificate : key;
    const auto& missing = is.tls.key.empty() ? key : certificate;
    return report.error({given, missing},
                        given + " is set, but not " + missing + "; expected both or none");
  }
  if (is.tls.certificate.empty())
    return report.error(
        {is.section + ".client_ca", certificate},
        is.section + ".client_ca is set, but not " + certificate + "; expected both or none");
  if (const auto loaded = api::tls_context::load(is.tls); !loaded)
    report.error({is.section + "." + loaded.problem().at},
                 is.section + "." + loaded.problem().message);
}

void check_listener(const listener& is, check_report& report) {
  const auto address = is.section + ".address";
  if (!is_host(is.address))
    report.error({address}, address + " = " + shown(is.address) +
                                "; expected an IP address or a host name without port");
  check_certificates(is, report);
}

void check_intake(const settings::intake_section& is, check_report& report) {
  check_listener({"intake",
                  is.address,
                  {is.tls_certificate.string(), is.tls_key.string(), is.client_ca.string()}},
                 report);
  check_secret("intake.header_value", is.header_value, secret_form::line, report);
  check_secret("intake.hmac_secret", is.hmac_secret, secret_form::line, report);
  if (!is_header_name(is.header_name))
    report.error({"intake.header_name"}, "intake.header_name = " + shown(is.header_name) +
                                             "; expected the name of an HTTP header");
  const bool open = !is.header_value.set() && !is.hmac_secret.set();
  if (open && !is_loopback(is.address))
    report.error({"intake.header_value", "intake.address", "intake.hmac_secret"},
                 "intake.header_value is not set, and intake.address = " + shown(is.address) +
                     " is not loopback; expected a secret");
}

void check_admin(const settings::admin_section& is, check_report& report) {
  check_listener({"admin", is.address, {is.tls_certificate.string(), is.tls_key.string()}}, report);
  check_secret("admin.token", is.token, secret_form::token, report);
  if (!is.token.set() && !is_loopback(is.address))
    report.error({"admin.token", "admin.address"},
                 "admin.token is not set, and admin.address = " + shown(is.address) +
                     " is not loopback; expected a token");
  for (const auto& host : is.hosts)
    if (!is_host(host))
      report.error({"admin.hosts"}, "admin.hosts names " + shown(host) +
                                        "; expected host names without scheme or port");
}

}  // namespace

void check_report::error(std::initializer_list<std::string_view> about, std::string message) {
  add(severity::error, about, std::move(message));
}
void check_report::warning(std::initializer_list<std::string_view> about, std::string message) {
  add(severity::warning, about, std::move(message));
}
void check_report::add(severity how, std::initializer_list<std::string_view> about,
                       std::string message) {
  const auto is_damaged = [&](std::string_view key) { return from_.damaged.contains(key); };
  if (std::any_of(about.begin(), about.end(), is_damaged)) return;
  const auto set_at = from_.where.find(*about.begin());
  const auto& where = set_at == from_.where.end() ? from_.file : set_at->second;
  findings_.push_back({how, where, std::string{*about.begin()}, std::move(message)});
}

void check_connection(const settings& value, check_report& report) {
  const auto& is = value.connection;
  check_url(is.magento_url, report);
  check_proxy(is.proxy, report);
  if (!is_store_code(is.store_code))
    report.error({"connection.store_code"},
                 "connection.store_code = " + shown(is.store_code) +
                     "; expected `all` or a store view's code: a letter, then letters, digits, _");
  check_token(is, report);
  check_credentials(is, report);
  if (const auto& file = is.ca_file.string(); !file.empty())
    if (const int number = why_unreadable(file); number != 0)
      report.error({"connection.ca_file"}, "connection.ca_file = " + shown(file) +
                                               " cannot be read: " + file_problem(file, number) +
                                               "; expected a file of certificates (PEM)");
  if (!is.verify_tls)
    report.warning({"connection.verify_tls"},
                   "connection.verify_tls = false; anyone between the node and the store can read "
                   "the token; expected true except in a test setup");
}

void check_storage(const settings& value, check_report& report) {
  const auto& backup = value.backup;
  if (!backup.folder.empty() && !backup.folder.is_absolute())
    report.error({"backup.folder"}, "backup.folder = " + backup.folder.string() +
                                        "; expected an absolute path, or nothing");
  if (backup.folder.empty() && backup.every.count() > 0)
    report.error({"backup.every", "backup.folder"},
                 "backup.every is set, but not backup.folder; expected both, or every = 0");
  if (value.storage.path.empty())
    report.error({"storage.path"}, "storage.path: empty; expected a writable folder");
}

void check_listeners(const settings& value, check_report& report) {
  check_intake(value.intake, report);
  check_admin(value.admin, report);
  const bool same_port = value.intake.port != 0 && value.intake.port == value.admin.port;
  if (same_port && overlap(value.intake.address, value.admin.address))
    report.error({"admin.port", "intake.port", "intake.address", "admin.address"},
                 "admin.port = " + std::to_string(value.admin.port) +
                     " is also the intake's port; expected different ports on the same address");
}

}  // namespace acumage::settings
