#include "simulator/customers/writes.hpp"

#include "simulator/customers/checks.hpp"
#include "simulator/customers/directory.hpp"
#include "simulator/customers/json.hpp"
#include "simulator/errors.hpp"
#include "simulator/shop.hpp"

#include <algorithm>
#include <utility>

namespace acumage::simulator {
namespace {

std::string lines_of(const std::vector<std::string>& problems) {
  std::string lines;
  for (const auto& one : problems) lines += (lines.empty() ? "" : "\n") + one;
  return lines;
}

/// Why the account may not be written. Whether its group exists is looked at before anything else.
std::optional<answer> refuse_account(const shop& of, const customer& what) {
  if (!of.accounts.has_group(what.group_id))
    return refusal(400, "The specified customer group id does not exist.");
  if (what.email.empty())
    return refusal(400, "The customer email is missing. Enter and try again.");
  const auto owner = of.accounts.owner_of(what.email, what.website_id);
  if (owner != 0 && owner != what.id)
    return refusal(
        400, "A customer with the same email address already exists in an associated website.");
  const auto problems = problems_of(what);
  if (!problems.empty()) return refusal(400, lines_of(problems));
  return std::nullopt;
}

/// The first view that `wanted` holds for; the admin scope is none.
template <class Wanted>
const store_view* view_where(const shop& of, Wanted wanted) {
  const auto& all = of.goods.views();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& one) { return one.id != 0 && wanted(one); });
  return found == all.end() ? nullptr : &*found;
}

/// The store view of a new account, by what the row says of view and website. nullptr: `refused`
/// holds the answer.
const store_view* view_for(const shop& of, const customer_row& row, answer& refused) {
  const auto of_website = [&](const auto& one) { return one.website_id == row.website_id; };
  if (!row.store_id && !row.website_id) return view_where(of, [](const auto&) { return true; });
  if (!row.store_id) {
    const auto* const found = view_where(of, of_website);
    if (found == nullptr) {
      refused = refusal(404, "The website with id " + std::to_string(*row.website_id) +
                                 " that was requested wasn't found. Verify the website and try "
                                 "again.");
    }
    return found;
  }
  const auto* const found = view_where(of, [&](const auto& one) { return one.id == row.store_id; });
  if (found != nullptr && (!row.website_id || of_website(*found))) return found;
  refused = row.website_id
                ? refusal(400, "The store view is not in the associated website.")
                : refusal(404,
                          "The store that was requested wasn't found. Verify the store and "
                          "try again.");
  return nullptr;
}

/// Writes a new account without its addresses. Its number; no value: `refused` holds the answer.
std::optional<std::int64_t> insert(shop& of, const customer_row& row, answer& refused) {
  const auto* const view = view_for(of, row, refused);
  if (view == nullptr) return std::nullopt;
  customer made{.website_id = view->website_id, .store_id = view->id, .created_in = view->name};
  row.apply_to(made, of.options.customer_attributes);
  if (auto problem = refuse_account(of, made)) {
    refused = std::move(*problem);
    return std::nullopt;
  }
  if (of.options.before_customer_insert) of.options.before_customer_insert(made);
  const auto id = of.accounts.save(std::move(made));
  // Taken since the look at it: the database's own refusal, which nobody translates (row 606).
  if (!id) refused = internal_error(of.reports++);
  return id;
}

using default_flag = bool customer_address::*;

void set_default(std::vector<customer_address>& all, std::size_t at, default_flag flag,
                 const std::optional<bool>& wanted) {
  if (!wanted) return;
  if (*wanted)
    for (auto& one : all) one.*flag = false;
  all[at].*flag = *wanted;
}

/// What the account's addresses become when the rows replace them: rows with a number are merged
/// into the stored address of that number, others are new, stored ones that no row names are gone.
/// No value: `refused` holds the answer.
std::optional<std::vector<customer_address>> replaced_addresses(
    const std::vector<customer_address>& stored, const std::vector<address_row>& rows,
    answer& refused) {
  std::vector<customer_address> made;
  for (const auto& row : rows) {
    auto& one = made.emplace_back();
    if (const auto id = row.id.value_or(0); id != 0) {
      const auto found = std::find_if(stored.begin(), stored.end(),
                                      [&](const auto& address) { return address.id == id; });
      if (found == stored.end()) {
        refused = no_such_entity("addressId", id);
        return std::nullopt;
      }
      one = *found;
    }
    row.apply_to(one);
    if (auto problem = refuse_address(one)) {
      refused = std::move(*problem);
      return std::nullopt;
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    set_default(made, i, &customer_address::default_billing, rows[i].default_billing);
    set_default(made, i, &customer_address::default_shipping, rows[i].default_shipping);
  }
  return made;
}

/// The default must be one of the addresses that are sent, also the stored default when the row
/// names none (row 581). Are no addresses there at all, it may be anything.
std::optional<answer> refuse_default(const customer& stored, const customer_row& row,
                                     default_flag flag, const std::optional<std::int64_t>& named,
                                     std::string_view field) {
  std::int64_t wanted = named.value_or(0);
  std::vector<std::int64_t> there;
  for (const auto& one : stored.addresses) {
    if (!named && one.*flag) wanted = one.id;
    if (!row.addresses) there.push_back(one.id);
  }
  if (row.addresses)
    for (const auto& one : *row.addresses) there.push_back(one.id.value_or(0));
  const bool holds =
      wanted == 0 || there.empty() || std::find(there.begin(), there.end(), wanted) != there.end();
  return holds ? std::nullopt : std::optional{invalid_default(field)};
}

void name_default(customer& of, default_flag flag, const std::optional<std::int64_t>& named) {
  if (!named) return;
  for (auto& one : of.addresses) one.*flag = one.id == *named;
}

/// The account with the row's fields. No value: `refused` holds the answer.
std::optional<customer> changed(const shop& of, customer account, const customer_row& row,
                                answer& refused) {
  const auto refuse = [&](std::optional<answer> problem) {
    if (problem) refused = std::move(*problem);
    return problem.has_value();
  };
  constexpr auto billing = &customer_address::default_billing;
  constexpr auto shipping = &customer_address::default_shipping;
  if (refuse(refuse_default(account, row, billing, row.default_billing, "default_billing")) ||
      refuse(refuse_default(account, row, shipping, row.default_shipping, "default_shipping"))) {
    return std::nullopt;
  }
  if (row.id) account.id = *row.id;
  if (!of.accounts.find(account.id)) {
    refused = no_such_entity("customerId", account.id);
    return std::nullopt;
  }
  row.apply_to(account, of.options.customer_attributes);
  if (row.website_id) account.website_id = static_cast<int>(*row.website_id);
  if (row.store_id) account.store_id = static_cast<int>(*row.store_id);
  if (refuse(refuse_account(of, account))) return std::nullopt;
  name_default(account, billing, row.default_billing);
  name_default(account, shipping, row.default_shipping);
  account.updated_at.clear();
  return account;
}

bool has_website(const shop& of, int id) {
  const auto& all = of.goods.websites();
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
}

/// The stored account as the answer to a write.
answer written(shop& of, std::int64_t id) {
  of.seen.wrote(1);
  const auto now = of.accounts.find(id);
  return {.body = now ? to_json(*now) : "null", .rows = 1};
}

/// Gives the account its addresses. false: `refused` holds the answer.
bool set_addresses(shop& of, std::int64_t id, const std::vector<address_row>& rows,
                   answer& refused) {
  auto account = of.accounts.find(id);
  if (!account) return true;  // removed meanwhile
  auto made = replaced_addresses(account->addresses, rows, refused);
  if (!made) return false;
  account->addresses = std::move(*made);
  static_cast<void>(of.accounts.save(std::move(*account)));
  return true;
}

}  // namespace

answer create_account(shop& of, const customer_row& row, address_care care) {
  answer made;
  const auto id = insert(of, row, made);
  if (!id) return made;
  auto addresses = row.addresses.value_or(std::vector<address_row>{});
  if (care == address_care::left_out) {
    std::erase_if(addresses, [](const auto& one) {
      customer_address read;
      one.apply_to(read);
      return !is_country(read.country_id);
    });
  }
  if (set_addresses(of, *id, addresses, made)) return written(of, *id);
  if (care == address_care::left_out) of.accounts.remove(*id);
  return made;
}

answer save_account(shop& of, std::int64_t id, const customer_row& row) {
  answer made;
  auto account = of.accounts.find(id);
  if (!account) return no_such_entity("customerId", id);
  account = changed(of, std::move(*account), row, made);
  if (!account) return made;
  id = account->id;
  // Only the database reports what breaks a foreign or a unique key.
  if (!has_website(of, account->website_id) || !of.accounts.save(std::move(*account)))
    return internal_error(of.reports++);
  if (row.addresses && !set_addresses(of, id, *row.addresses, made)) return made;
  return written(of, id);
}

customer account_from(const customer_row& row, const std::vector<std::string>& known_attributes) {
  customer made{.id = row.id.value_or(0)};
  row.apply_to(made, known_attributes);
  if (row.website_id) made.website_id = static_cast<int>(*row.website_id);
  if (row.store_id) made.store_id = static_cast<int>(*row.store_id);
  for (const auto& one : row.addresses.value_or(std::vector<address_row>{})) {
    auto& address = made.addresses.emplace_back();
    address.id = one.id.value_or(0);
    one.apply_to(address);
    address.default_billing = one.default_billing.value_or(false);
    address.default_shipping = one.default_shipping.value_or(false);
  }
  return made;
}

}  // namespace acumage::simulator
