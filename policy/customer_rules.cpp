#include "policy/customer_rules.hpp"

#include "messages/json_text.hpp"
#include "messages/key.hpp"
#include "policy/email.hpp"
#include "policy/store_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace acumage::policy {

namespace {

namespace field = customer_field;

constexpr std::size_t longest_text = 255;  // characters, REST.md 5

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

enum class sort : std::uint8_t { name, line, free };

/// Why the store cannot keep the text, in words; empty: it can.
std::string text_problem(std::string_view column, std::string_view text, sort what) {
  const auto where = std::string{column} + ": ";
  if (what != sort::free && characters(text) > longest_text)
    return where + "longer than the 255 characters that the store keeps";
  if (beyond_basic_plane(text))
    return where + "holds a character beyond U+FFFF (an emoji?), which the store cannot keep";
  if (what == sort::name && text.find_first_of("<>") != std::string_view::npos)
    return where + "holds < or >; the store takes no markup in a name";
  return {};
}

/// First and last name, and the columns they come from.
struct person {
  std::string first;
  std::string last;
  std::string_view first_column = "FirstName";
  std::string_view last_column = "LastName";
};

/// The last word is the last name; a single word is both.
void split(std::string_view whole, person& into) {
  const auto blank = whole.find_last_of(" \t\r\n");
  const bool single = blank == std::string_view::npos;
  if (into.first.empty()) {
    into.first = std::string{single ? whole : trimmed(whole.substr(0, blank))};
    into.first_column = "CustomerName";
  }
  if (into.last.empty()) {
    into.last = std::string{single ? whole : whole.substr(blank + 1)};
    into.last_column = "CustomerName";
  }
}

/// Sets `missing` when a name that was never known cannot be derived from another.
person person_of(const known_document& known, std::string& missing) {
  person made;
  made.first = known.text(field::first_name);
  made.last = known.text(field::last_name);
  const auto lacks = [&](const std::string& text, std::string_view path) {
    return text.empty() && known.find(path) == nullptr;
  };
  if (const auto whole = known.text(field::name); !whole.empty())
    split(whole, made);
  else if (known.find(field::name) == nullptr &&
           (lacks(made.first, field::first_name) || lacks(made.last, field::last_name)))
    missing = "no name known yet; expected a row with CustomerName, or with FirstName and LastName";
  else if (made.first.empty())
    made.first = made.last;
  else if (made.last.empty())
    made.last = made.first;
  return made;
}

struct part {
  std::string_view path;
  std::string_view column;
};
constexpr std::array<part, 5> demanded{{{field::line_1, "AddressLine1"},
                                        {field::city, "City"},
                                        {field::country, "Country"},
                                        {field::postal_code, "PostalCode"},
                                        {field::phone, "Phone1"}}};
constexpr std::array<part, 2> optional_parts{
    {{field::line_2, "AddressLine2"}, {field::state, "State"}}};

std::optional<std::string> if_known(const known_document& known, std::string_view path) {
  const auto* found = known.find(path);
  if (found == nullptr) return std::nullopt;
  return found->value;
}

/// The store interprets digits as its own number of a region.
bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "de" -> "DE"; empty: not a two-letter code, which the store would drop with the whole address
/// (T:561).
std::string country_code(std::string_view text) {
  std::string code{text};
  for (auto& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const bool letters = code.size() == 2 && std::all_of(code.begin(), code.end(),
                                                       [](char c) { return c >= 'A' && c <= 'Z'; });
  return letters ? code : std::string{};
}

/// Sets address or remark; returns the part of it that the store cannot keep, or "".
std::string take_address(const known_document& known, customer_record& into) {
  bool any = false;
  std::string lacking;
  for (const auto& each : demanded) {
    const bool there = !known.text(each.path).empty();
    any = any || there;
    if (!there) lacking += (lacking.empty() ? "" : ", ") + std::string{each.column};
  }
  if (!any) return {};
  const auto country = country_code(known.text(field::country));
  if (!lacking.empty()) {
    into.remark = "sent without an address, which lacks " + lacking;
    return {};
  }
  if (country.empty()) {
    into.remark = "sent without an address, whose Country \"" +
                  std::string{known.text(field::country)} + "\" is no code of two letters";
    return {};
  }
  for (const auto& each : demanded)
    if (auto bad = text_problem(each.column, known.text(each.path), sort::line); !bad.empty())
      return bad;
  for (const auto& each : optional_parts)
    if (auto bad = text_problem(each.column, known.text(each.path), sort::line); !bad.empty())
      return bad;
  customer_address made;
  made.line_1 = known.text(field::line_1);
  made.line_2 = if_known(known, field::line_2);
  made.city = known.text(field::city);
  made.state = if_known(known, field::state);
  if (made.state && is_number(*made.state)) made.state.reset();
  made.country = country;
  made.postal_code = known.text(field::postal_code);
  made.phone = known.text(field::phone);
  into.address = std::move(made);
  return {};
}

std::string take_attributes(const known_document& known, const customer_options& options,
                            customer_record& into) {
  for (const auto& [id, code] : options.attributes) {
    const auto* found = known.find(std::string{field::attribute_prefix} + id);
    if (found == nullptr) continue;
    if (auto bad = text_problem("Attribute_" + id, found->value, sort::free); !bad.empty())
      return bad;
    into.attributes.emplace(code, found->value);
  }
  return {};
}

int group_of(const known_document& known, const customer_options& options) {
  const auto which = fold_key(known.text(field::customer_class));
  const auto price_class = fold_key(known.text(field::price_class));
  if (!price_class.empty())
    if (const auto pair = options.groups.find(which + '/' + price_class);
        pair != options.groups.end())
      return pair->second;
  const auto alone = options.groups.find(which);
  return alone == options.groups.end() ? options.default_group : alone->second;
}

ruling incomplete(std::string missing) {
  customer_record record;
  record.missing = std::move(missing);
  return publish{encode(record), {}};
}

void write(json_writer& json, const customer_address& address) {
  json.key("address").object();
  json.key("line1").string(address.line_1);
  if (address.line_2) json.key("line2").string(*address.line_2);
  json.key("city").string(address.city);
  if (address.state) json.key("state").string(*address.state);
  json.key("country").string(address.country);
  json.key("postal_code").string(address.postal_code);
  json.key("phone").string(address.phone).end();
}

}  // namespace

std::string encode(const customer_record& record) {
  json_writer json;
  json.object();
  if (!record.missing.empty()) {
    json.key("missing").string(record.missing).end();
    return json.take();
  }
  json.key("email").string(record.email);
  json.key("first_name").string(record.first_name);
  json.key("last_name").string(record.last_name);
  json.key("website_id").number(record.website_id);
  json.key("group").number(record.group);
  if (record.address) write(json, *record.address);
  if (!record.remark.empty()) json.key("remark").string(record.remark);
  if (!record.attributes.empty()) {
    json.key("attributes").object();
    for (const auto& [code, value] : record.attributes) json.key(code).string(value);
    json.end();
  }
  json.end();
  return json.take();
}

std::size_t lay(const customer_fields& row, const version& at, known_document& known) {
  std::size_t count = 0;
  for (const auto& [path, value] : row) count += known.lay(path, value, at) ? 1U : 0U;
  return count;
}

ruling rule_on_customer(const known_document& known, const customer_options& options) {
  if (known.find(field::customer_class) == nullptr)
    return incomplete("no class known yet; expected a row with CustomerClass");
  if (options.classes.count(fold_key(known.text(field::customer_class))) == 0)
    return filter{std::string{class_not_listed}};
  if (known.find(field::email) == nullptr)
    return incomplete("no e-mail known yet; expected a row with Email");
  customer_record record;
  record.email = known.text(field::email);
  if (auto bad = email_problem(record.email); !bad.empty())
    return reject{letter_class::data, std::move(bad)};
  auto who = person_of(known, record.missing);
  if (!record.missing.empty()) return incomplete(std::move(record.missing));
  if (who.first.empty() || who.last.empty())
    return reject{letter_class::data,
                  "CustomerName: empty, as are FirstName and LastName; expected a name"};
  auto bad = text_problem(who.first_column, who.first, sort::name);
  if (bad.empty()) bad = text_problem(who.last_column, who.last, sort::name);
  if (bad.empty()) bad = take_address(known, record);
  if (bad.empty()) bad = take_attributes(known, options, record);
  if (!bad.empty()) return reject{letter_class::data, std::move(bad)};
  record.first_name = std::move(who.first);
  record.last_name = std::move(who.last);
  record.website_id = options.website_id;
  record.group = group_of(known, options);
  return publish{encode(record), {}};
}

}  // namespace acumage::policy
