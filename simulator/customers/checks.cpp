#include "simulator/customers/checks.hpp"

#include "simulator/customers/directory.hpp"
#include "simulator/errors.hpp"
#include "simulator/php_json.hpp"

#include <algorithm>
#include <cctype>

namespace acumage::simulator {
namespace {

constexpr std::size_t longest_name = 255;

bool is_ascii_alnum(char c) {
  return static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool is_any_of(std::string_view all, char c) { return all.find(c) != std::string_view::npos; }

/// Letters of any script, digits, blanks and a few signs. Outside ASCII, only the length
/// distinguishes: what takes four bytes is an emoji to this store, the rest are letters.
bool is_name(std::string_view text) {
  std::size_t characters = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0xF0) return false;
    if (byte < 0x80 && !is_ascii_alnum(c) && !is_any_of(" \t\n,-_.'`&", c)) return false;
    if ((byte & 0xC0U) != 0x80U) ++characters;  // not in the middle of a character
  }
  return characters <= longest_name;
}

std::string upper(std::string_view text) {
  std::string made{text};
  for (auto& c : made) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return made;
}

void add_host_problems(std::string_view host, std::vector<std::string>& to) {
  const std::string quoted = '\'' + std::string{host} + '\'';
  const auto dot = host.rfind('.');
  if (dot == std::string_view::npos) {
    to.insert(to.end(),
              {R"("Email" is not a valid hostname.)",
               "The input does not match the expected structure for a DNS hostname",
               quoted + " looks like a local network name, which is not an acceptable format."});
    return;
  }
  const bool plain = std::all_of(host.begin(), host.end(), [](char c) {
    return is_ascii_alnum(c) || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
  });
  if (plain && dot + 1 < host.size() && host.front() != '.') return;
  to.insert(to.end(), {R"("Email" is not a valid hostname.)",
                       quoted +
                           " looks like a DNS hostname but we cannot match it against the hostname "
                           "schema for TLD '" +
                           upper(host.substr(dot + 1)) + "'.",
                       quoted + " does not look like a valid local network name."});
}

void add_email_problems(std::string_view email, std::vector<std::string>& to) {
  static constexpr std::string_view invalid = R"("Email" is not a valid email address.)";
  constexpr std::size_t longest_local = 64;
  const auto at = email.rfind('@');
  if (at == std::string_view::npos) {
    to.emplace_back(invalid);
    return;
  }
  const auto local = email.substr(0, at);
  const auto host = email.substr(at + 1);
  if (local.size() > longest_local || host.size() > longest_name) {
    to.emplace_back(R"("Email" uses too many characters.)");
    return;
  }
  add_host_problems(host, to);
  const bool fits = !local.empty() && local.front() != '.' && local.back() != '.' &&
                    std::all_of(local.begin(), local.end(), [](char c) {
                      return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80 ||
                             is_any_of("!#$%&'*+-/=?^_`{|}~.", c);
                    });
  if (!fits) to.emplace_back(invalid);
}

void add_name_problem(std::string_view label, std::string_view name, bool needed,
                      std::vector<std::string>& to) {
  if (name.empty() && needed) {
    to.push_back('"' + std::string{label} + "\" is a required value.");
  } else if (!is_name(name)) {
    to.push_back(std::string{label} + " is not valid!");
  }
}

/// An empty line is none.
bool has_street(const customer_address& what) {
  return std::any_of(what.street.begin(), what.street.end(),
                     [](const auto& line) { return !line.empty(); });
}

}  // namespace

std::vector<std::string> problems_of(const customer& what) {
  constexpr std::int64_t last_gender = 3;  // not specified
  std::vector<std::string> found;
  add_name_problem("First Name", what.firstname, true, found);
  add_name_problem("Middle Name", what.middlename, false, found);
  add_name_problem("Last Name", what.lastname, true, found);
  add_email_problems(what.email, found);
  if (what.gender < 0 || what.gender > last_gender)
    found.push_back("Attribute gender does not contain option with Id " +
                    std::to_string(what.gender));
  return found;
}

std::optional<answer> refuse_address(const customer_address& what) {
  constexpr std::size_t most_lines = 2;
  std::vector<std::string_view> missing;
  const auto need = [&](std::string_view name, bool there) {
    if (!there) missing.push_back(name);
  };
  need("firstname", !what.firstname.empty());
  need("lastname", !what.lastname.empty());
  need("street", has_street(what));
  need("city", !what.city.empty());
  need("telephone", !what.telephone.empty());
  need("postcode", !what.postcode.empty());
  need("countryId", !what.country_id.empty());
  if (!missing.empty()) return required_fields(missing);
  if (!is_country(what.country_id)) return invalid_value("countryId", what.country_id);
  const auto* const in = region_of(what.region_id);
  if (what.region_id != 0 && (in == nullptr || in->country != what.country_id))
    return invalid_value("regionId", std::to_string(what.region_id));
  if (what.street.size() > most_lines)
    return refusal(400, R"("Street Address" cannot contain more than 2 lines.)");
  return std::nullopt;
}

std::optional<answer> refuse_password(std::string_view password) {
  constexpr std::size_t shortest = 8;
  constexpr std::ptrdiff_t kinds_needed = 3;
  const auto refused = [](std::string_view message, std::string_view parameter) {
    answer made = refusal(400, message);
    made.body.pop_back();
    made.body += ",\"parameters\":[" + php_string(parameter) + "]}";
    return made;
  };
  if (password.size() < shortest) {
    return refused(
        "The password needs at least %1 characters. Create a new password and try again.", "8");
  }
  const auto has = [&](auto test) {
    return std::any_of(password.begin(), password.end(),
                       [&](char c) { return test(static_cast<unsigned char>(c)) != 0; })
               ? 1
               : 0;
  };
  const std::ptrdiff_t kinds = has([](int c) { return std::islower(c); }) +
                               has([](int c) { return std::isupper(c); }) +
                               has([](int c) { return std::isdigit(c); }) +
                               has([](int c) { return static_cast<int>(std::isalnum(c) == 0); });
  if (kinds >= kinds_needed) return std::nullopt;
  return refused(
      "Minimum of different classes of characters in password is %1. Classes of characters: Lower "
      "Case, Upper Case, Digits, Special Characters.",
      "3");
}

}  // namespace acumage::simulator
