#include "policy/new_order.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"
#include "policy/store_text.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace acumage::policy {

namespace {

constexpr std::size_t most_number = 50;   // increment_id, REST.md 8.5
constexpr std::size_t most_erp_key = 32;  // ext_order_id
constexpr std::size_t most_email = 128;   // customer_email of an order
constexpr int places = 4;                 // DECIMAL(20,4), DECIMAL(12,4)
constexpr int most_digits = 14;           // PHP rounds to this many, REST.md 12
constexpr std::size_t most_lines = 10'000;

class order_reader {
 public:
  order_reader(const known_document& known, const order_options& options)
      : known_{known}, options_{options} {}

  result<new_order> read() {
    new_order order;
    order.store_id = options_.store_id;
    order.payment_method = options_.payment_method;
    order.shipping_method = options_.shipping_method;
    check_lengths();
    order.email = email();
    order.currency = currency();
    order.lines = lines(order.subtotal);
    order.total = figure("total", "OrderTotal");
    order.billing = person("billing", "shipping");
    order.shipping = person("shipping", "billing");
    if (!problem_.empty()) return error{errc::invalid, "order " + known_.key + ": " + problem_, {}};
    return order;
  }

 private:
  /// Keeps the first problem only.
  void wrong(const std::string& words) {
    if (problem_.empty()) problem_ = words;
  }

  std::string text(const std::string& path) const { return std::string{known_.text(path)}; }

  void check_lengths() {
    if (const auto number = created_number(known_.key, options_); number.size() > most_number)
      wrong("the number " + number + " is too long for the store; expected at most 50 characters");
    if (known_.key.size() > most_erp_key)
      wrong("its key is too long for the store; expected at most 32 characters");
  }

  std::string email() {
    auto address = text("email");
    const auto at = address.find('@');
    const bool good = at != std::string::npos && at > 0 && at == address.rfind('@') &&
                      address.find('.', at) > at + 1 && address.back() != '.' &&
                      address.find('.', at) != std::string::npos && address.size() <= most_email &&
                      std::none_of(address.begin(), address.end(), [](char each) {
                        return static_cast<unsigned char>(each) <= ' ' || each == ',' ||
                               each == ';' || each == '<' || each == '>';
                      });
    if (!good || beyond_basic_plane(address))
      wrong("Email is \"" + address + "\"; expected an e-mail address");
    return address;
  }

  std::string currency() {
    auto code = text("currency");
    const auto capital = [](char each) { return each >= 'A' && each <= 'Z'; };
    if (code.size() != 3 || !std::all_of(code.begin(), code.end(), capital))
      wrong("CurrencyID is \"" + code + "\"; expected a code such as USD");
    return code;
  }

  /// Rounded explicitly as the store's column does; "" with a problem when it is not an amount.
  decimal amount(const std::string& path, const char* column, const char* below) {
    const auto shown = text(path);
    const auto read = decimal::parse(shown);
    if (!read || read->negative() || *read >= *decimal::parse(below)) {
      wrong(std::string{column} + " is \"" + shown + "\"; expected a number from 0 to below " +
            below);
      return {};
    }
    const auto rounded = read->rounded_half_up(places);
    if (rounded.zero() && !read->zero())
      wrong(std::string{column} + " is \"" + shown +
            "\", which is 0 when rounded; expected 0, or at least 0.0001");
    if (rounded.significant_digits() > most_digits)
      wrong(std::string{column} + " is \"" + shown +
            "\", more digits than the store keeps; expected at most 14 significant digits");
    return rounded;
  }

  std::string figure(const std::string& path, const char* column) {
    return amount(path, column, "1000000000000").to_string();
  }

  order_line line(const std::string& path, decimal& subtotal) {
    order_line made;
    made.sku = text(path + "item");
    if (made.sku.empty()) wrong("a line has no InventoryID; expected one in each of Details");
    const auto quantity = amount(path + "quantity", "Quantity", "100000000");
    if (quantity.zero()) wrong("Quantity of " + made.sku + " is 0; expected more");
    made.quantity = quantity.to_string();
    const auto price = amount(path + "unit_price", "UnitPrice", "1000000000000");
    made.price = price.to_string();
    const bool extended = !text(path + "extended_price").empty();
    const auto sum = extended ? amount(path + "extended_price", "ExtendedPrice", "1000000000000")
                              : (price * quantity).rounded_half_up(places);
    made.extended = sum.to_string();
    subtotal = subtotal + sum;
    return made;
  }

  std::vector<order_line> lines(std::string& subtotal) {
    std::vector<order_line> all;
    decimal sum;
    const auto count = text("detail/count");
    const auto most = count.empty() ? 0 : std::stoul(count);
    if (most == 0) wrong("its lines are not known; expected Details in the query");
    if (most > most_lines) wrong("it has " + count + " lines; expected at most 10000");
    for (std::size_t i = 1; i <= most && problem_.empty(); ++i)
      all.push_back(line("detail/" + std::to_string(i) + "/", sum));
    subtotal = sum.to_string();
    if (sum.significant_digits() > most_digits)
      wrong("the sum of its lines, " + subtotal +
            ", has more digits than the store keeps; expected at most 14 significant digits");
    return all;
  }

  bool knows(const std::string& part) const {
    const auto from = known_.fields.lower_bound(part + "/");
    return from != known_.fields.end() && from->first.starts_with(part + "/");
  }

  /// An order with a single address uses it for both.
  order_person person(const std::string& wanted, const std::string& other) {
    const auto part = (knows(wanted) ? wanted : other) + "/";
    order_person made;
    take_name(part, made);
    for (const auto* each : {"line_1", "line_2"})
      if (auto line = text(part + each); !line.empty()) made.street.push_back(std::move(line));
    made.city = text(part + "city");
    made.region = text(part + "state");
    made.country = text(part + "country");
    made.postal_code = text(part + "postal_code");
    made.phone = text(part + "phone");
    check_text(made);
    const auto capital = [](char each) { return each >= 'A' && each <= 'Z'; };
    const auto& country = made.country;
    if (made.last_name.empty() || made.street.empty() || made.city.empty())
      wrong(
          "its address is incomplete; expected a name, AddressLine1 and City in BillingAddress "
          "or ShippingAddress");
    else if (country.size() != 2 || !std::all_of(country.begin(), country.end(), capital))
      wrong("Country is \"" + country + "\"; expected a code such as US");
    return made;
  }

  /// The store would silently keep it as question marks (REST.md 12).
  void check_text(const order_person& person) {
    auto texts = person.street;
    texts.insert(texts.end(), {person.first_name, person.last_name, person.city, person.region,
                               person.postal_code, person.phone});
    for (const auto& each : texts)
      if (beyond_basic_plane(each))
        wrong("its address says \"" + each +
              "\", with a character beyond U+FFFF (an emoji?), which the store cannot keep");
  }

  /// The last word is the last name, as it is for customers (SPEC 5).
  void take_name(const std::string& part, order_person& made) const {
    const auto whole = text(part + "name");
    const auto cut = whole.rfind(' ');
    const auto first = cut == std::string::npos ? whole : whole.substr(0, cut);
    const auto last = cut == std::string::npos ? whole : whole.substr(cut + 1);
    made.first_name = text(part + "first_name");
    made.last_name = text(part + "last_name");
    if (made.first_name.empty()) made.first_name = made.last_name.empty() ? first : made.last_name;
    if (made.last_name.empty()) made.last_name = last.empty() ? made.first_name : last;
    made.first_name = std::string{trimmed(made.first_name)};
  }

  const known_document& known_;
  const order_options& options_;
  std::string problem_;
};

}  // namespace

order_key split_order_key(std::string_view key) {
  const auto cut = key.find(' ');
  if (cut == std::string_view::npos) return {key, {}};
  return {key.substr(0, cut), key.substr(cut + 1)};
}

std::string created_number(std::string_view key, const order_options& options) {
  const auto [type, number] = split_order_key(key);
  return options.increment_prefix + std::string{type} + '-' + std::string{number};
}

result<new_order> new_order_of(const known_document& known, const order_options& options) {
  return order_reader{known, options}.read();
}

}  // namespace acumage::policy
