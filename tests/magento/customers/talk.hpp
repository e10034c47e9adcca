// Carries the conversation about one customer against answers laid out in order, with links in memory.
#pragma once

#include "../talk.hpp"
#include "magento/customers/conversation.hpp"
#include "magento/store_links.hpp"
#include "policy/customer_rules.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::tests {

class plain_links final : public magento::store_links {
 public:
  std::optional<std::string> find(std::string_view kind, const std::string& key) override;
  void keep(std::string_view kind, const std::string& key, const std::string& value) override;
  void warn_once(const std::string& words) override { warnings.push_back(words); }

  std::map<std::string, std::string> kept;  ///< "customer C000902" -> link
  int writes = 0;
  std::vector<std::string> warnings;
};

/// Ann Lee, new1@example.test, website 1, group 1, no address.
policy::customer_record ann();
/// Her address of the transcripts: Teststr. 1, 10115 Berlin.
policy::customer_address berlin();

delivery customer(const policy::customer_record& record);

/// An account as the store shows it; `addresses` are JSON objects.
std::string account_json(int id, const policy::customer_record& is,
                         const std::vector<std::string>& addresses = {});
/// `flags`: "", or members such as `,"default_billing":true`.
std::string address_json(int id, const policy::customer_record& is, const std::string& flags = {});
/// The page of a search.
std::string found_json(const std::vector<std::string>& accounts);

/// The answers go out in order; fails the test when another is asked for, or one is left. Without `facts`
/// the store is known to have no regions, and the attributes that are sent.
talk send_customer_to(const policy::customer_record& record, plain_links& links,
                      std::vector<magento::answer> answers,
                      magento::customer_facts* facts = nullptr);

/// Ids of the addresses in a body, 0 for one without; empty: it has no list.
std::optional<std::vector<int>> address_ids(const std::string& body);

}  // namespace acumage::tests
