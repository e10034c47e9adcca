#include "cli/folder/folder.hpp"

#include "api/admin_routes.hpp"
#include "backup/backup.hpp"
#include "cli/folder/without_node.hpp"
#include "node/edited_dead_letter.hpp"
#include "node/lane_switches.hpp"
#include "node/node.hpp"
#include "node/options.hpp"
#include "node/overtaken.hpp"
#include "settings/each_entity.hpp"
#include "settings/text.hpp"
#include "settings/version.hpp"
#include "settings/wall_clock.hpp"
#include "storage/ledger.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <utility>

namespace acumage::folder {

namespace {

/// The node's port on a ledger alone.
class folder_port final : public without_node {
 public:
  folder_port(settings::settings with, std::unique_ptr<storage::ledger> folder)
      : with_{std::move(with)},
        reading_{std::make_shared<const acumatica::reading>(node::reading_of(with_))},
        folder_{std::move(folder)} {}

  api::node_figures figures() const override;
  api::process_figures process() const override { return {}; }
  const stats_table& stats() const override { return stats_; }
  const api::series& series() const override { return series_; }
  std::string why_not_ready() const override { return "no node is running"; }
  result<letter_page> letters(const letter_filter& filter, std::uint64_t from_id, std::size_t limit,
                              letter_parts parts) const override {
    return folder_->letters(filter, from_id, limit, parts);
  }
  result<letter_count> count_letters(const letter_filter& filter) const override {
    return folder_->count_letters(filter);
  }
  result<dead_letter> letter(std::uint64_t id) const override { return folder_->letter(id); }
  result<api::edited_letter> edited_letter(std::uint64_t id,
                                           std::string_view change) const override {
    return node::edited_letter(*folder_, id, change, {with_, reading_});
  }
  result<api::edited_letter> edit_letter(std::uint64_t id, std::string_view change) override {
    return node::edit_letter(*folder_, id, change, {with_, reading_});
  }
  result<api::overtaken_letters> overtaken(const letter_filter& filter) const override {
    return node::overtaken(*folder_, filter);
  }
  result<std::uint64_t> close_letters(const letter_filter& filter, letter_state to,
                                      const std::string& note) override {
    return folder_->close_letters(filter, to, note, settings::wall_us());
  }
  result<reopened_letters> count_reopened(const letter_filter& filter) const override {
    return folder_->count_reopened(filter);
  }
  result<reopened_letters> reopen_letters(const letter_filter& filter) override {
    return folder_->reopen_letters(filter, settings::wall_us());
  }
  result<replay_job> start_replay(const letter_filter& filter, bool force,
                                  std::uint32_t rate) override;
  result<replay_job> replay(const std::string& id) const override;
  result<replay_job> cancel_replay(const std::string& id) override;
  result<history_page> history(const history_filter& filter, const std::string& cursor,
                               std::size_t limit) const override {
    return folder_->history(filter, cursor, limit);
  }
  result<history_record> history_record_of(const std::string& id) const override {
    return folder_->history_record_of(id);
  }
  std::optional<first_load> first_load_now() const override {
    auto kept = folder_->load_record();
    if (!kept || !*kept) return std::nullopt;
    for (auto& part : (*kept)->parts)
      part.paused = part.paused && !folder_->switches().at(index_of(part.entity)).sending;
    return std::move(*kept);
  }
  std::vector<pull_job> pulls() const override { return folder_->pulls(); }
  lost_push_report lost_pushes() const override;
  result<std::uint64_t> count_versions(const forget_filter& filter) const override {
    return settings::of_each(
        filter.entity, [&](entity each) { return folder_->count_versions(each, filter.key); });
  }
  result<std::uint64_t> forget_versions(const forget_filter& filter) override {
    return settings::of_each(
        filter.entity, [&](entity each) { return folder_->forget_versions(each, filter.key); });
  }
  result<backup_status> start_backup(const backup_order& what) override {
    auto wanted = what;
    if (wanted.folder.empty()) {
      wanted.folder = with_.backup.folder.string();
      if (wanted.keep == 0) wanted.keep = static_cast<std::uint32_t>(with_.backup.keep);
    }
    auto made = backup::make_backup(
        {*folder_, with_.storage.path, settings::config_text(with_), settings::wall_us()}, wanted,
        [] { return true; });
    if (made) backup_ = *made;
    return made;
  }
  backup_status last_backup() const override { return backup_; }
  result<std::string> order_lane(std::optional<entity> which, api::lane_order what) override;
  result<std::vector<api::connection_check>> test_connection() override {
    return std::vector<api::connection_check>{};
  }
  std::map<std::string, api::setting> settings() const override {
    return settings::settings_in_force(with_);
  }

 private:
  result<storage::moved> move(std::uint64_t id, bool force);

  settings::settings with_;
  std::shared_ptr<const acumatica::reading> reading_;
  std::unique_ptr<storage::ledger> folder_;
  backup_status backup_;
  stats_table stats_;
  api::series series_;
};

lost_push_report folder_port::lost_pushes() const {
  lost_push_report made;
  auto known = folder_->lost_pushes();
  if (!known) return {{}, 0, known.problem().message};
  made.items.assign(known->all.rbegin(), known->all.rend());
  made.asked_us = known->asked_us;
  return made;
}

api::node_figures folder_port::figures() const {
  const auto stored = folder_->figures();
  api::node_figures figures;
  figures.name = "acumage";
  figures.version = settings::build_version();
  figures.state = "stopped";
  figures.unsettled = stored.unsettled;
  figures.journal_bytes = stored.bytes;
  figures.letters = stored.letters;
  figures.letters_by_class = stored.letters_by_class;
  figures.letters_by_entity = stored.letters_by_entity;
  figures.now_us = settings::wall_us();
  return figures;
}

result<storage::moved> folder_port::move(std::uint64_t id, bool force) {
  const auto kept = folder_->letter(id);
  if (!kept) return kept.problem();
  if (kept->reason != letter_class::unrouted)
    return folder_->move_back(id, force, nullptr, settings::wall_us());
  const auto routed = acumatica::reroute(kept->change.what, *reading_);
  if (!routed) return routed.problem();
  return folder_->move_back(id, force, &*routed, settings::wall_us());
}

result<replay_job> folder_port::start_replay(const letter_filter& filter, bool force,
                                             std::uint32_t rate) {
  if (const auto job = folder_->job(); job && job->state == job_state::running)
    return error{errc::conflict,
                 "replay: job " + job->id +
                     " was running when the node stopped; expected it to end after the next start",
                 {}};
  const auto order = folder_->replay_order(filter);
  if (!order) return order.problem();
  replay_job job;
  job.id = "offline";
  job.filter = filter;
  job.force = force;
  job.rate = rate;
  job.total = order->size();
  for (const auto id : *order) {
    const auto before = folder_->letter(id);
    const auto moved = move(id, force);
    if (!moved && moved.problem().code == errc::full) return moved.problem();
    // A dead letter that cannot be put back remains one, and the next follows.
    const bool gone = !moved || *moved == storage::moved::gone;
    const bool overtaken = moved && *moved == storage::moved::superseded;
    ++(gone ? job.failed : overtaken ? job.superseded : job.moved);
    if (!moved)
      job.note_unmoved(id, moved.problem().message);
    else if (gone || overtaken)
      job.note_unmoved(
          id, why_not_replayed(overtaken ? letter_state::superseded : before->state, force));
  }
  job.state = job_state::done;
  if (auto saved = folder_->save_job(job); !saved) return saved.problem();
  return job;
}

result<replay_job> folder_port::replay(const std::string& id) const {
  auto job = folder_->job();
  if (!job || job->id != id)
    return error{
        errc::not_found, "replay: no job " + id + "; expected the id of the latest job", {}};
  return std::move(*job);
}

result<replay_job> folder_port::cancel_replay(const std::string& id) {
  auto job = replay(id);
  if (!job || job->state != job_state::running) return job;
  job->state = job_state::cancelled;
  if (auto saved = folder_->save_job(*job); !saved) return saved.problem();
  return job;
}

result<std::string> folder_port::order_lane(std::optional<entity> which, api::lane_order what) {
  for (const auto each : all_entities) {
    if (which && *which != each) continue;
    const auto after = node::switched(folder_->switches().at(index_of(each)), what);
    if (auto saved = folder_->save_switches(each, after); !saved) return saved.problem();
  }
  return std::string{api::state_after(what)};
}

/// Extracts status and body from the reply that the routes wrote.
client::http_reply reply_in(std::string_view text) {
  client::http_reply made;
  const auto space = text.find(' ');
  if (space != std::string_view::npos && space + 4 <= text.size())
    std::from_chars(text.data() + space + 1, text.data() + space + 4, made.status);
  if (const auto blank = text.find("\r\n\r\n"); blank != std::string_view::npos)
    made.body = text.substr(blank + 4);
  return made;
}

class folder_access final : public client::admin_access {
 public:
  folder_access(std::string name, settings::settings with, std::unique_ptr<storage::ledger> folder)
      : name_{std::move(name)},
        port_{std::move(with), std::move(folder)},
        routes_{api::admin_routes(port_, {})} {}

  result<client::http_reply> get(const std::string& target) override {
    return ask("GET", target, {});
  }
  result<client::http_reply> post(const std::string& target, const std::string& json) override {
    return ask("POST", target, json);
  }
  result<client::http_reply> put(const std::string& target, const std::string& json) override {
    return ask("PUT", target, json);
  }
  result<client::http_reply> remove(const std::string& target) override {
    return ask("DELETE", target, {});
  }
  const std::string& name() const override { return name_; }
  bool running() const override { return false; }

 private:
  result<client::http_reply> ask(const char* method, const std::string& target,
                                 const std::string& json) {
    api::request_head head;
    head.method = method;
    head.target = target;
    head.headers = {{"Content-Type", "application/json"}};
    return reply_in(routes_.answer(head, json, api::after_reply::close_connection));
  }

  std::string name_;
  folder_port port_;
  api::router routes_;
};

}  // namespace

result<std::unique_ptr<client::admin_access>> open_folder(const settings::settings& with,
                                                          folder_use use) {
  auto how = node::ledger_options_of(with);
  how.read_only = use == folder_use::look;
  const auto path = how.path.string();
  std::error_code ignored;
  // Opening would create the folder, and a mistyped path must not become an empty node.
  if (!std::filesystem::is_directory(how.path, ignored))
    return error{
        errc::not_found, path + ": no such folder; expected the data folder of a node", {}};
  auto folder = storage::ledger::open(std::move(how));
  if (!folder) return folder.problem();
  return std::unique_ptr<client::admin_access>{new folder_access{path, with, std::move(*folder)}};
}

}  // namespace acumage::folder
