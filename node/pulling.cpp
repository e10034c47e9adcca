#include "node/pulling.hpp"

#include "settings/codec.hpp"
#include "settings/settings.hpp"
#include "settings/version.hpp"

#include <chrono>
#include <string>

namespace acumage::node {

namespace {

std::chrono::seconds to_seconds(std::chrono::milliseconds time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time);
}

erp::inquiry::source source_of(settings::pull_source which) {
  switch (which) {
    case settings::pull_source::gi: return erp::inquiry::gi;
    case settings::pull_source::entity: return erp::inquiry::entity;
    case settings::pull_source::dac: return erp::inquiry::dac;
  }
  return erp::inquiry::gi;
}

}  // namespace

bool pulls_from_erp(const settings::settings& with) { return !with.acumatica.url.empty(); }

pull::puller_options puller_options_of(const settings::settings& with) {
  const auto& from = with.acumatica;
  pull::puller_options how;
  for (const auto which : all_entities) {
    const auto& is = with.pull.at(index_of(which));
    how.runs.entities.at(index_of(which)) = {is.name, is.source == settings::pull_source::entity};
  }
  how.runs.overlap = to_seconds(from.overlap);
  how.runs.lag = to_seconds(from.lag);
  how.runs.max_rows = from.max_rows;
  how.runs.most_unsettled = with.intake.max_unsettled / 4;
  how.runs.absent_zero = with.absent == settings::absent_rule::zero;
  how.schedule.delta_every = to_seconds(from.delta_every);
  how.schedule.sweep_at = settings::time_of_day(from.sweep_at);
  return how;
}

pull::lost_push_options lost_push_options_of(const settings::settings& with) {
  const auto& from = with.acumatica;
  pull::lost_push_options how;
  how.every = from.url.empty() ? std::chrono::seconds{0} : to_seconds(from.lost_pushes_every);
  how.resync = from.on_lost_push == settings::lost_push_rule::resync;
  how.overlap = to_seconds(from.overlap);
  how.lag = to_seconds(from.lag);
  return how;
}

pull::erp_link_options erp_link_options_of(const settings::settings& with) {
  const auto& from = with.acumatica;
  pull::erp_link_options how;
  auto& to = how.connection;
  to.url = from.url;
  to.tenant = from.tenant;
  to.auth =
      from.auth == settings::erp_sign_in::oauth ? erp::sign_in::oauth : erp::sign_in::password;
  to.client_id = from.client_id;
  to.client_secret = from.client_secret.reveal();
  to.username = from.username;
  to.password = from.password.reveal();
  to.endpoint = from.endpoint;
  to.protocol = from.odata == settings::erp_odata::v4 ? erp::odata::v4 : erp::odata::v3;
  to.time_zone = from.time_zone;
  to.requests_per_minute = from.requests_per_minute;
  to.connect_timeout = from.connect_timeout;
  to.read_timeout = from.read_timeout;
  to.ca_file = from.ca_file.string();
  to.check = from.verify_tls ? http::peer_check::certificate : http::peer_check::none;
  to.proxy = with.connection.proxy.reveal();
  to.session_file = with.storage.path / "acumatica-session";
  to.user_agent = "Acumage/" + std::string{settings::build_version()};
  how.lost_pushes = from.lost_pushes;
  how.page_size = from.page_size;
  for (const auto which : all_entities) {
    const auto& is = with.pull.at(index_of(which));
    how.inquiries.at(index_of(which)) = {.name = is.name,
                                         .key = is.key,
                                         .modified = is.modified,
                                         .filter = is.filter,
                                         .from = source_of(is.source),
                                         .whole_keys = which == entity::shipment};
  }
  return how;
}

error no_erp() {
  return {errc::invalid,
          "acumatica.url is not set; expected the address of the instance, and an inquiry in "
          "[pull.pricing] or another, to pull from",
          {}};
}

}  // namespace acumage::node
