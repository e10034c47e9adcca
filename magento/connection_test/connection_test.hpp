// The Test Connection button: what is wrong between the node and the store, one line each, with the remedy.
#pragma once

#include "magento/permission_probes.hpp"
#include "magento/transport.hpp"
#include "messages/connection_report.hpp"
#include "messages/entity.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace acumage::magento {

enum class credential_kind : std::uint8_t { none, bearer_token, oauth };

struct connection_questions {
  std::string url;
  std::string store_code;
  credential_kind credential = credential_kind::none;
  std::set<entity> enabled;
  further_work also;
  /// What the settings name and the store must have: each with the keys that name it, such as
  /// "[warehouse_sources] EAST". Anything not named is not checked.
  std::map<std::string, std::string> sources;
  std::map<int, std::string> websites;
  std::map<int, std::string> store_views;
  std::map<int, std::string> customer_groups;
  std::map<std::string, std::string> customer_attributes;
  std::map<std::string, std::string> order_statuses;
  bool send_attributes = false;  ///< of customers, whether any is mapped or not
};

/// Writes nothing to the store. Stops at the first failed check that makes the following ones
/// pointless.
connection_report test_connection(transport& way, const connection_questions& ask);

}  // namespace acumage::magento
