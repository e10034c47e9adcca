// Links of conversations, kept in the ledger.
#pragma once

#include "actors/context.hpp"
#include "magento/store_links.hpp"

#include <mutex>
#include <set>

namespace acumage::actors {

/// Thread-safe. Belongs to the owner of the context and lives as long as the actors.
class kept_links final : public magento::store_links {
 public:
  explicit kept_links(context& shared) : shared_{shared} {}
  std::optional<std::string> find(std::string_view kind, const std::string& key) override;
  void keep(std::string_view kind, const std::string& key, const std::string& value) override;
  void warn_once(const std::string& words) override;

 private:
  context& shared_;
  std::mutex mutex_;
  std::set<std::string> said_;
};

}  // namespace acumage::actors
