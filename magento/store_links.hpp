// Which record of the store belongs to one of the ERP, as conversations noted it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace acumage::magento {

/// Shared by all conversations of a lane, so an implementation is thread-safe. A link is what a
/// conversation wrote of it, and may be lost with the power: what it says is looked up in the store before
/// it is relied on.
class store_links {
 public:
  virtual ~store_links() = default;
  /// `kind` names the sort: "customer". Keys match in any spelling. Empty: none is known, or it cannot be
  /// read.
  virtual std::optional<std::string> find(std::string_view kind, const std::string& key) = 0;
  virtual void keep(std::string_view kind, const std::string& key, const std::string& value) = 0;
  /// To the log, the same words once in the life of the process.
  virtual void warn_once(const std::string& words) = 0;
};

}  // namespace acumage::magento
