// Backups of the data folder and reloads, for the node's port.
#include "node/parts.hpp"
#include "settings/text.hpp"
#include "settings/wall_clock.hpp"

namespace acumage::node {

void node::parts::start_backups() {
  const auto& in = with_.backup;
  backups_ = std::make_unique<backup::keeper>(
      [this] {
        return backup::source{*ledger_, with_.storage.path, settings::config_text(with_),
                              settings::wall_us()};
      },
      backup::schedule{{in.folder.string(), static_cast<std::uint32_t>(in.keep)},
                       std::chrono::duration_cast<std::chrono::seconds>(in.every)},
      log_);
}

result<backup_status> node::parts::start_backup(const backup_order& what) {
  return backups_->order(what);
}

backup_status node::parts::last_backup() const { return backups_->last(); }

status node::parts::reload_settings() {
  if (!to_.reload)
    return error{errc::conflict,
                 "settings: this node runs without a settings file; expected `acumage run`",
                 {}};
  to_.reload();
  return done();
}

}  // namespace acumage::node
