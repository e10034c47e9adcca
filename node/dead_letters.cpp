// Dead letters, replays and the history of the running node.
#include "node/edited_dead_letter.hpp"
#include "node/overtaken.hpp"
#include "node/parts.hpp"
#include "settings/wall_clock.hpp"

#include <algorithm>
#include <utility>

namespace acumage::node {

result<letter_page> node::parts::letters(const letter_filter& filter, std::uint64_t from_id,
                                         std::size_t limit, letter_parts wanted) const {
  return ledger_->letters(filter, from_id, limit, wanted);
}

result<letter_count> node::parts::count_letters(const letter_filter& filter) const {
  return ledger_->count_letters(filter);
}

result<dead_letter> node::parts::letter(std::uint64_t id) const { return ledger_->letter(id); }

result<api::edited_letter> node::parts::edited_letter(std::uint64_t id,
                                                      std::string_view change) const {
  return acumage::node::edited_letter(*ledger_, id, change, {with_, reading_});
}

result<api::edited_letter> node::parts::edit_letter(std::uint64_t id, std::string_view change) {
  auto edited = acumage::node::edit_letter(*ledger_, id, change, {with_, reading_});
  if (edited)
    log_({log_level::info, "node", "dead letter edited", {{"letter", std::to_string(id)}}});
  return edited;
}

result<std::uint64_t> node::parts::close_letters(const letter_filter& filter, letter_state to,
                                                 const std::string& note) {
  return ledger_->close_letters(filter, to, note, settings::wall_us());
}

result<reopened_letters> node::parts::count_reopened(const letter_filter& filter) const {
  return ledger_->count_reopened(filter);
}

result<reopened_letters> node::parts::reopen_letters(const letter_filter& filter) {
  return ledger_->reopen_letters(filter, settings::wall_us());
}

result<replay_job> node::parts::start_replay(const letter_filter& filter, bool force,
                                             std::uint32_t rate) {
  const std::lock_guard guard{orders_mutex_};
  if (const auto running = ledger_->job(); running && running->state == job_state::running)
    return error{errc::conflict,
                 "replay: job " + running->id + " is running; expected one job at a time",
                 {}};
  auto order = ledger_->replay_order(filter);
  if (!order) return order.problem();
  replay_job job;
  job.id = next_request_id();
  job.filter = filter;
  job.force = force;
  job.rate = rate;
  job.total = order->size();
  for (const auto id : *order) job.last_letter = std::max(job.last_letter, id);
  if (order->empty()) job.state = job_state::done;
  if (auto kept = ledger_->save_job(job); !kept) return kept.problem();
  if (force)
    log_({log_level::warn,
          "node",
          "replay with force: older versions may overwrite newer ones",
          {{"job", job.id}, {"letters", std::to_string(job.total)}}});
  if (job.state == job_state::running) pipeline_->replay(job);
  return job;
}

result<api::overtaken_letters> node::parts::overtaken(const letter_filter& filter) const {
  return acumage::node::overtaken(*ledger_, filter);
}

std::optional<order_ends> node::parts::ends_of(const std::string& order) const {
  return ledger_->followed().of(order);
}

result<replay_job> node::parts::replay(const std::string& id) const {
  auto job = ledger_->job();
  if (!job || job->id != id)
    return error{
        errc::not_found, "replay: no job " + id + "; expected the id of the latest job", {}};
  return std::move(*job);
}

result<replay_job> node::parts::cancel_replay(const std::string& id) {
  const std::lock_guard guard{orders_mutex_};
  auto job = replay(id);
  if (!job) return job;
  if (job->state != job_state::running) return job;
  pipeline_->cancel_replay(id);
  job->state = job_state::cancelled;
  return job;
}

result<history_page> node::parts::history(const history_filter& filter, const std::string& cursor,
                                          std::size_t limit) const {
  return ledger_->history(filter, cursor, limit);
}

}  // namespace acumage::node
