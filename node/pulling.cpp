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

}  // namespace

bool pulls_from_erp(const settings::settings& with) { return !with.acumatica.url.empty(); }

pull::puller_options puller_options_of(const settings::settings& with) {
  const auto& from = with.acumatica;
  pull::puller_options how;
  for (const auto which : all_entities) {
    const auto& is = with.pull.at(index_of(which));
    how.runs.entities.at(index_of(which)) = {is.name};
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
  how.page_size = from.page_size;
  for (const auto which : all_entities) {
    const auto& is = with.pull.at(index_of(which));
    how.inquiries.at(index_of(which)) = {is.name, is.key, is.modified, is.filter, erp::inquiry::gi};
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
