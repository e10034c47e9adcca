#include "node/process/standby.hpp"

#include "storage/folder_lock.hpp"

#include <string>
#include <utility>

namespace acumage::node {

status standby::check(const settings::settings& with) {
  const auto why = storage::why_locks_fail(with.storage.path);
  if (why.empty()) return done();
  return error{errc::invalid, "storage.path = " + with.storage.path.string() + ": " + why, {}};
}

standby::standby(const settings::settings& with, const log_function& say)
    : folder_{with.storage.path} {
  api::server_options how;
  how.address = with.admin.address;
  how.port = with.admin.port;
  how.workers = 1;
  how.tls = {with.admin.tls_certificate.string(), with.admin.tls_key.string()};
  how.admit = [](const api::request_head& head) -> std::optional<api::reply> {
    if (head.path() == "/livez" || head.path() == "/readyz") return std::nullopt;
    return api::error_reply(503, "standby",
                            "standby: this node waits for the data folder; expected the node that "
                            "serves");
  };
  api::router routes;
  routes.get("/livez", [](const api::request&) { return api::word_reply(200, "alive"); });
  routes.get("/readyz", [](const api::request&) { return api::word_reply(503, "standby"); });
  probes_ = std::make_unique<api::server>(std::move(how), std::move(routes));
  const auto listens = probes_->start();
  const auto holder = storage::holder_of(folder_).value_or(0);
  say({log_level::info,
       "standby",
       "waits for the data folder",
       {{"data", folder_.string()},
        {"held_by", holder == 0 ? "unknown" : std::to_string(holder)},
        {"probes", listens ? with.admin.address + ":" + std::to_string(probes_->port())
                           : "none: " + listens.problem().message}}});
}

bool standby::must_wait() const { return storage::holder_of(folder_).has_value(); }

api::descriptor standby::admin_listener() const { return probes_->share_listener(); }

}  // namespace acumage::node
