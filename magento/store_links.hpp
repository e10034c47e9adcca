// Which record of the store belongs to one of the ERP, as noted by conversations.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace acumage::magento {

/// Shared by all conversations of a lane, so an implementation must be thread-safe. A link is what
/// a conversation noted, and may be lost in a power failure: it is checked against the store before
/// it is relied on.
class store_links {
 public:
  virtual ~store_links() = default;
  /// `kind` names the sort: "customer". Keys match in any spelling. Empty: none is known, or it
  /// cannot be read.
  virtual std::optional<std::string> find(std::string_view kind, const std::string& key) = 0;
  virtual void keep(std::string_view kind, const std::string& key, const std::string& value) = 0;
  /// Logs a message, each distinct text once per process.
  virtual void warn_once(const std::string& words) = 0;
};

}  // namespace acumage::magento
