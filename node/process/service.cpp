#include "node/process/service.hpp"

#include "settings/checks.hpp"
#include "settings/text.hpp"
#include "settings/version.hpp"
#include "storage/folder_lock.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <utility>

namespace acumage::node {

namespace {

/// Files whose content may have changed although the settings are the same.
bool has_certificates(const settings::settings& of) {
  return !of.intake.tls_certificate.empty() || !of.admin.tls_certificate.empty() ||
         !of.connection.ca_file.empty();
}

void say_plan(const settings::reload_plan& plan, const log_function& say) {
  for (const auto& change : plan.changed)
    say({log_level::info, "settings", "changed", {{"setting", change}}});
  for (const auto& change : plan.needs_restart)
    say({log_level::warn,
         "settings",
         "changed in the file, takes effect after a restart",
         {{"setting", change}}});
  for (const auto each : plan.stale) {
    const std::string name{to_string(each)};
    say({log_level::warn,
         "settings",
         name + ": the new settings apply only to changes from now on; " +
             (each == entity::pricing
                  ? "for the rest, send the prices from Acumatica again"
                  : "for the rest, see `acumage republish --entity " + name + " --dry-run`"),
         {}});
  }
}

/// A browser's and a command's address of a listener.
std::string url_of(const std::string& address, std::uint16_t port, bool tls) {
  const bool is_v6 = address.find(':') != std::string::npos && address.front() != '[';
  return (tls ? "https://" : "http://") + (is_v6 ? "[" + address + "]" : address) + ":" +
         std::to_string(port);
}

/// What somebody who reads the log wants to know first.
void say_started(const settings::settings_sources& from, const settings::settings& with, node& of,
                 const log_function& say) {
  const auto resumed = of.port().figures().unsettled;
  const auto& store = with.connection.magento_url;
  const auto admin =
      url_of(with.admin.address, of.admin_port(), !with.admin.tls_certificate.empty());
  const auto intake =
      url_of(with.intake.address, of.intake_port(), !with.intake.tls_certificate.empty());
  say({log_level::info,
       "node",
       "started",
       {{"version", settings::build_version()},
        {"settings", from.file.empty() ? "none, the defaults" : from.file},
        {"data", with.storage.path},
        {"resumed", std::to_string(resumed)},
        {"store", store.empty() ? "none" : store},
        {"intake", intake},
        {"console", admin + "/"}}});
}

}  // namespace

service::service(settings::settings_sources from, settings::settings with, logger& log)
    : from_{std::move(from)}, with_{std::move(with)}, log_{log} {}

result<std::unique_ptr<node>> service::make(const settings::settings& with, listening at) {
  const auto say = log_.function();
  node_outlets to;
  to.log = say;
  to.on_crash = [say, &log = log_](const std::string& why) {
    say({log_level::error,
         "node",
         "ending; the next start continues from the journal: " + why,
         {}});
    log.flush(std::chrono::milliseconds{500});
    std::_Exit(1);  // no destructors: they would wait for the broken part
  };
  to.reload = [] { ::kill(::getpid(), SIGHUP); };  // as an operator would
  to.log_dropped = [&log = log_] { return log.dropped(); };
  return node::start(with, std::move(to), std::move(at));
}

status service::start(listening at) {
  auto made = make(with_, std::move(at));
  if (!made) return made.problem();
  node_ = std::move(*made);
  if (const auto why = storage::why_locks_fail(with_.storage.path); !why.empty())
    log_.function()({log_level::warn, "node", "storage.path: " + why, {}});
  say_started(from_, with_, *node_, log_.function());
  return done();
}

status service::reload() {
  const auto say = log_.function();
  auto read = settings::load_for_run(from_);
  for (const auto& each : read.findings)
    say({each.severity == settings::severity::error ? log_level::error : log_level::warn,
         "settings",
         each.message,
         {{"at", each.where}}});
  if (settings::has_errors(read.findings)) {
    say({log_level::error, "settings", "not reloaded: the current settings stay in force", {}});
    return done();
  }
  const auto plan = settings::plan_reload(with_, *read.value);
  say_plan(plan, say);
  if (plan.rebuilds || has_certificates(with_)) {
    if (const auto replaced = replace(plan.next); !replaced) return replaced;
  } else {
    with_.origins = plan.next.origins;  // lines may move although no value changes
  }
  with_.log = plan.next.log;
  node_->show(with_);
  log_.set_level(with_.log.level);
  log_.set_format(with_.log.format);
  say({log_level::info,
       "settings",
       "reloaded",
       {{"changed", std::to_string(plan.changed.size())}}});
  return done();
}

status service::replace(const settings::settings& next) {
  auto at = node_->hand_over();
  listening spare{at.intake.share(), at.admin.share(), at.alerts,
                  at.untaken_alerts, at.tables,        at.figures};
  node_.reset();
  auto made = make(next, std::move(at));
  if (made) {
    with_ = next;
  } else {
    log_.function()({log_level::error,
                     "settings",
                     "the node did not start with the new settings; it continues with the old ones",
                     {{"error", made.problem().message}}});
    made = make(with_, std::move(spare));
  }
  if (!made) return made.problem();
  node_ = std::move(*made);
  return done();
}

}  // namespace acumage::node
