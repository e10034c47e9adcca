// The Test Connection button: what is wrong between here and the store, one line each, with the remedy.
#pragma once

#include "magento/transport.hpp"
#include "messages/entity.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace acumage::magento {

struct check {
  std::string
      name;  ///< "address", "TLS", "store", "credential", "permission pricing", "version", …
  bool ok = false;
  std::string detail;  ///< what was seen
  std::string remedy;  ///< what an administrator does about it; empty when ok
};

struct connection_report {
  bool ok = false;
  std::vector<check> checks;
};

enum class credential_kind : std::uint8_t { none, bearer_token, oauth };

struct connection_questions {
  std::string url;
  std::string store_code;
  credential_kind credential = credential_kind::none;
  std::set<entity> enabled;
};

/// Writes nothing to the store. Stops at the first check without which the next make no sense.
connection_report test_connection(transport& way, const connection_questions& ask);

}  // namespace acumage::magento
