// The customers of the simulated store: accounts, their addresses, and customer groups.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acumage::simulator {

struct customer_address {
  std::int64_t id = 0;  ///< 0: assigned by the store
  std::string prefix = {};
  std::string firstname = {};
  std::string middlename = {};
  std::string lastname = {};
  std::string suffix = {};
  std::vector<std::string> street = {};
  std::string city = {};
  std::string region = {};     ///< as text; empty: none
  std::int64_t region_id = 0;  ///< of the store's list of regions; 0: none
  std::string country_id = {};
  std::string postcode = {};
  std::string telephone = {};
  std::string fax = {};
  std::string company = {};
  std::string vat_id = {};
  bool default_billing = false;
  bool default_shipping = false;

  bool operator==(const customer_address&) const = default;
};

struct customer {
  std::int64_t id = 0;        ///< 0: assigned by the store
  std::int64_t group_id = 1;  ///< 1: General, the default group
  int website_id = 1;
  int store_id = 1;
  std::string email = {};
  std::string prefix = {};
  std::string firstname = {};
  std::string middlename = {};
  std::string lastname = {};
  std::string suffix = {};
  std::string dob = {};  ///< 1980-12-31; empty: none
  std::int64_t gender = 0;
  std::string taxvat = {};
  std::vector<customer_address> addresses = {};
  std::map<std::string, std::string> custom_attributes = {};  ///< by code
  bool is_subscribed = false;
  std::int64_t disable_auto_group_change = 0;
  std::string created_in = "Default Store View";
  std::string created_at = {};  ///< 2026-11-23 08:48:39, UTC; empty: now
  std::string updated_at = {};

  bool operator==(const customer&) const = default;
};

struct customer_group {
  std::int64_t id = 0;
  std::string code = {};
};

/// Thread-safe. An e-mail address, in any letter case, is unique on each website. Numbers of
/// accounts and of addresses are never reused, not even when saving failed later.
class customer_accounts {
 public:
  customer_accounts(std::vector<customer> customers, std::vector<customer_group> groups);

  /// Adds or replaces; assigns missing numbers and times. Returns the account's number; no value:
  /// another account of its website has the e-mail.
  std::optional<std::int64_t> save(customer what);
  bool remove(std::int64_t id);

  std::optional<customer> find(std::int64_t id) const;
  /// The account that has the e-mail on this website; 0: none.
  std::int64_t owner_of(std::string_view email, int website_id) const;
  /// By ascending number.
  std::vector<customer> list() const;
  /// Those that have one of these e-mails, which are collated; by ascending number.
  std::vector<customer> with_emails(const std::vector<std::string>& emails) const;

  void add_group(customer_group what);
  bool has_group(std::int64_t id) const;
  /// By ascending number.
  std::vector<customer_group> groups() const;

 private:
  using place = std::pair<std::string, int>;  ///< collated e-mail, website
  static place place_of(const customer& one);

  mutable std::shared_mutex mutex_;
  std::map<std::int64_t, customer> accounts_;
  std::map<place, std::int64_t> owners_;
  std::map<std::int64_t, std::string> groups_;
  std::int64_t last_id_ = 0;
  std::int64_t last_address_id_ = 0;
};

/// The current time in the store's format: 2026-11-23 08:48:39, UTC.
std::string database_time();

}  // namespace acumage::simulator
