// What is wrong with the node, and where it sends alerts about it.
#include "node/alert_text.hpp"
#include "node/parts.hpp"
#include "node/reconcile_health.hpp"
#include "settings/version.hpp"
#include "settings/wall_clock.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace acumage::node {

namespace {

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return name.data();
}

bool is_shown_by(lane_health state, alert_cause cause) {
  switch (cause) {
    case alert_cause::circuit_open:
    case alert_cause::mass_failure:
    case alert_cause::auth: return state <= lane_health::refused;
    case alert_cause::backlog_age: return state == lane_health::behind;
    default: return false;
  }
}

}  // namespace

node_facts node::parts::facts() const {
  constexpr std::int64_t day_us = 86'400'000'000;
  node_facts seen;
  seen.now_us = settings::wall_us();
  seen.full = ledger_->why_full();
  seen.old_letters = ledger_->letters_open_before(seen.now_us - day_us);
  seen.intake_expires_us = intake_expires_us_;
  seen.admin_expires_us = admin_expires_us_;
  seen.damages = tables_->damages();
  seen.pulls = pull_conditions();
  for (auto& each : reconcile_conditions(reconciler_->all())) seen.pulls.push_back(std::move(each));
  return seen;
}

/// The lanes' states, and what they do not show.
std::vector<std::string> node::parts::reasons_of(
    const std::vector<condition>& wrong,
    const std::array<api::lane_view, entity_count>& lanes) const {
  std::vector<std::string> reasons;
  for (const auto& each : wrong)
    if (!each.lane || !is_shown_by(lanes.at(index_of(*each.lane)).state, each.cause))
      reasons.push_back(each.words);
  for (const auto each : all_entities) {
    const auto& lane = lanes.at(index_of(each));
    const auto name = std::string{to_string(each)} + ": ";
    if (is_trouble(lane.state))
      reasons.push_back(name + std::string{to_string(lane.state)} + ": " + lane.words.what);
    if (lane.state != lane_health::paused && !stats_.lane(each).sending)
      reasons.push_back(name + "paused");
    if (lane.state != lane_health::intake_stopped && !stats_.lane(each).intake)
      reasons.push_back(name + "intake is off, incoming changes are discarded");
  }
  return reasons;
}

void node::parts::watch_alerts(std::shared_ptr<policy::alert_book> book,
                               std::vector<std::string> untaken) {
  book_ = book ? std::move(book) : std::make_shared<policy::alert_book>(with_.alerts.window);
  if (with_.alerts.webhook_url.set()) {
    webhook_ = std::make_unique<webhook>(webhook::options{.url = with_.alerts.webhook_url.reveal(),
                                                          .proxy = with_.connection.proxy.reveal()},
                                         log_, stats_.webhook);
    for (auto& each : untaken) webhook_->post(std::move(each));
  }
  book_->set_window(with_.alerts.window);
  constexpr std::chrono::milliseconds most_often{10};
  constexpr std::chrono::seconds at_least{1};
  const auto pause =
      std::clamp<std::chrono::milliseconds>(with_.alerts.window / 20, most_often, at_least);
  watch_ = std::make_unique<pulse>(pause, [this] { look_for_alerts(); });
}

/// On the thread of watch_, which has exclusive use of the book while it runs.
void node::parts::look_for_alerts() {
  const auto now = std::chrono::steady_clock::now();
  kept_->lanes.look(with_, stats_, ledger_->figures().letters_by_entity, settings::wall_us());
  auto wrong = lasting_conditions(with_, stats_, facts());
  for (auto& each : events_.look(stats_, now)) wrong.push_back(std::move(each));
  for (const auto& each : book_->look(wrong, now)) tell(each);
}

/// While there is no room on the disk, writers wait for it; that is no fault of the actors.
bool node::parts::answers(std::chrono::milliseconds at_most) const {
  return pipeline_->answers(at_most) || !ledger_->why_full().empty();
}

void node::parts::tell(const policy::alert& what) {
  const alert_sender from{run_id_ + "-alert-" + std::to_string(++alerts_), host_name(),
                          settings::build_version()};
  log_({what.firing ? log_level::warn : log_level::info,
        "alerts",
        (what.firing ? "alert: " : "resolved: ") + what.what.words,
        {{"cause", std::string{to_string(what.what.cause)}}, {"id", from.id}}});
  if (webhook_) webhook_->post(alert_json(what, from, settings::wall_us()));
}

}  // namespace acumage::node
