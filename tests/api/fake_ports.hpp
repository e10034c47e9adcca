// The two ports of the node, scripted: what was asked is written down, what is answered is set before.
#pragma once

#include "api/http/router.hpp"
#include "api/node_port.hpp"

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

namespace acumage::tests {

struct fake_intake : intake_port {
  std::optional<error> refusal;
  std::string unready;
  std::vector<submission> taken;

  result<receipt> submit(submission what) override {
    if (refusal) return *refusal;
    receipt made{};
    for (const auto& each : what.parcels)
      (each.unrouted ? made.unrouted : made.accepted) += each.changes.size();
    taken.push_back(std::move(what));
    return made;
  }
  remembered_records memory;
  result<remembered_records> remembered(std::chrono::milliseconds) override {
    if (refusal) return *refusal;
    return memory;
  }
  std::string why_not_ready() const override { return unready; }
};

struct fake_node : api::node_port {
  api::node_figures now;
  stats_table table;
  api::series hour;
  std::string unready;
  std::optional<error> refusal;
  letter_page page;
  letter_count counted;
  dead_letter one;
  replay_job job;
  std::string ruling;
  api::overtaken_letters newer;
  reopened_letters reopened;
  std::optional<order_ends> ends;
  history_page past;
  history_record past_record;
  key_trace traced;
  std::vector<api::connection_check> checks;
  std::map<std::string, api::setting> in_force;
  waiting_page waiting_now;
  std::vector<unmapped_value> not_mapped;
  std::vector<pull_job> pulled;
  backup_status backup;
  lost_push_report lost;
  std::optional<std::vector<acumage::pull_outlook>> pulled_next;
  std::vector<reconcile_status> compared;
  reconcile_page differing;
  api::reconcile_outlook compared_next;
  reconcile_order compare_order;
  std::optional<first_load> load;
  first_load_order load_order;
  first_load_answer load_answer;

  // What was asked last.
  mutable letter_filter filter;
  mutable history_filter past_filter;
  mutable trace_question trace_asked;
  mutable acumage::waiting_filter waiting_filter;
  mutable acumage::republish_filter republish_filter;
  mutable acumage::forget_filter forget_filter;
  mutable pull_job pull_order;
  mutable std::string text;
  mutable std::uint64_t number = 0;
  mutable std::size_t limit = 0;
  mutable letter_parts parts = letter_parts::whole;
  mutable std::vector<std::string> calls;

  template <class T>
  result<T> answered(std::string call, const T& value) const {
    calls.push_back(std::move(call));
    if (refusal) return *refusal;
    return value;
  }

  api::node_figures figures() const override { return now; }
  api::process_figures process() const override { return {.resident_bytes = 50'000'000}; }
  const stats_table& stats() const override { return table; }
  const api::series& series() const override { return hour; }
  std::string why_not_ready() const override { return unready; }

  result<letter_page> letters(const letter_filter& which, std::uint64_t from_id, std::size_t most,
                              letter_parts wanted) const override {
    filter = which;
    number = from_id;
    limit = most;
    parts = wanted;
    return answered("letters", page);
  }
  result<letter_count> count_letters(const letter_filter& which) const override {
    filter = which;
    return answered("count", counted);
  }
  result<dead_letter> letter(std::uint64_t id) const override {
    number = id;
    return answered("letter", one);
  }
  result<api::edited_letter> edited_letter(std::uint64_t id,
                                           std::string_view change) const override {
    number = id;
    text = change;
    return answered("would edit", api::edited_letter{one, ruling});
  }
  result<api::edited_letter> edit_letter(std::uint64_t id, std::string_view change) override {
    number = id;
    text = change;
    return answered("edit", api::edited_letter{one, ruling});
  }
  result<api::overtaken_letters> overtaken(const letter_filter& which) const override {
    filter = which;
    return answered("overtaken", newer);
  }
  std::optional<order_ends> ends_of(const std::string& order) const override {
    text = order;
    return ends;
  }
  result<std::uint64_t> close_letters(const letter_filter& which, letter_state to,
                                      const std::string& note) override {
    filter = which;
    text = note;
    return answered("close " + std::string{to_string(to)}, counted.total);
  }
  result<reopened_letters> count_reopened(const letter_filter& which) const override {
    filter = which;
    return answered("count reopened", reopened);
  }
  result<reopened_letters> reopen_letters(const letter_filter& which) override {
    filter = which;
    return answered("reopen", reopened);
  }
  result<replay_job> start_replay(const letter_filter& which, bool force,
                                  std::uint32_t rate) override {
    filter = which;
    number = rate;
    return answered(force ? "replay forced" : "replay", job);
  }
  result<replay_job> replay(const std::string& id) const override {
    text = id;
    return answered("job", job);
  }
  result<replay_job> cancel_replay(const std::string& id) override {
    text = id;
    return answered("cancel", job);
  }
  result<history_page> history(const history_filter& which, const std::string& cursor,
                               std::size_t most) const override {
    past_filter = which;
    text = cursor;
    limit = most;
    return answered("history", past);
  }
  result<history_record> history_record_of(const std::string& id) const override {
    text = id;
    return answered("history record", past_record);
  }
  result<key_trace> trace(const trace_question& what) override {
    trace_asked = what;
    return answered("trace", traced);
  }
  result<waiting_page> waiting(const acumage::waiting_filter& which, const std::string& cursor,
                               std::size_t most) const override {
    waiting_filter = which;
    text = cursor;
    limit = most;
    return answered("waiting", waiting_now);
  }
  result<std::uint64_t> order_waiting(const acumage::waiting_filter& which,
                                      api::waiting_order what) override {
    waiting_filter = which;
    return answered(what == api::waiting_order::retry ? "retry" : "fail", counted.total);
  }
  result<std::uint64_t> count_republish(const acumage::republish_filter& which) const override {
    republish_filter = which;
    return answered("count republish", counted.total);
  }
  result<api::republished> republish(const acumage::republish_filter& which) override {
    republish_filter = which;
    return answered("republish", api::republished{"r1", counted.total});
  }
  result<std::uint64_t> count_versions(const acumage::forget_filter& which) const override {
    forget_filter = which;
    return answered("count versions", counted.total);
  }
  result<std::uint64_t> forget_versions(const acumage::forget_filter& which) override {
    forget_filter = which;
    return answered("forget versions", counted.total);
  }
  result<std::vector<unmapped_value>> unmapped() const override {
    return answered("unmapped", not_mapped);
  }
  result<std::string> start_reconciliation(const reconcile_order& order) override {
    compare_order = order;
    return answered("reconcile", std::string{"17"});
  }
  std::vector<reconcile_status> reconciliations() const override { return compared; }
  result<reconcile_page> reconciled(const std::string& id, const std::string& what,
                                    const std::string& cursor, std::size_t most) const override {
    text = id + ' ' + what + ' ' + cursor;
    limit = most;
    return answered("reconciled", differing);
  }
  api::reconcile_outlook reconcile_outlook() const override { return compared_next; }
  status cancel_reconciliation(const std::string& id) override {
    const auto done = answered("cancel reconciliation " + id, true);
    if (!done.ok()) return done.problem();
    return acumage::done();
  }
  result<first_load> start_first_load(const first_load_order& order) override {
    load_order = order;
    return answered("start first load", load.value_or(first_load{}));
  }
  result<first_load> confirm_first_load(const first_load_answer& answer) override {
    load_answer = answer;
    return answered("confirm first load", load.value_or(first_load{}));
  }
  result<first_load> cancel_first_load() override {
    return answered("cancel first load", load.value_or(first_load{}));
  }
  std::optional<first_load> first_load_now() const override { return load; }
  result<pull_job> start_pull(const pull_job& order) override {
    pull_order = order;
    auto made = order;
    made.id = "00000007";
    return answered("pull", made);
  }
  std::vector<pull_job> pulls() const override { return pulled; }
  std::optional<std::vector<acumage::pull_outlook>> pull_outlook() const override {
    return pulled_next;
  }
  lost_push_report lost_pushes() const override { return lost; }
  std::optional<pull_job> wait_for_pull(const std::string& id,
                                        std::chrono::milliseconds) const override {
    for (const auto& each : pulled)
      if (each.id == id) return each;
    return std::nullopt;
  }
  status cancel_pull(const std::string& id) override {
    const auto done = answered("cancel pull " + id, true);
    if (!done.ok()) return done.problem();
    return acumage::done();
  }
  result<backup_status> start_backup(const backup_order& what) override {
    auto made = backup;
    made.is = backup_status::stage::running;
    return answered("backup " + what.folder + " " + std::to_string(what.keep), made);
  }
  backup_status last_backup() const override { return backup; }
  status reload_settings() override {
    const auto done = answered("reload", true);
    if (!done.ok()) return done.problem();
    return acumage::done();
  }
  result<std::string> order_lane(std::optional<entity> which, api::lane_order what) override {
    const std::string name{to_string(what)};
    return answered(std::string{which ? to_string(*which) : "all"} + " " + name,
                    "state after " + name);
  }
  result<std::vector<api::connection_check>> test_connection() override {
    calls.emplace_back("test");
    return checks;
  }
  std::map<std::string, api::setting> settings() const override { return in_force; }
};

struct routed {
  int status = 0;
  std::string head;
  std::string body;
};

/// One request through the routes, without sockets.
inline routed ask(const api::router& routes, std::string method, std::string target,
                  std::string body = {}, std::string type = "application/json") {
  api::request_head head;
  head.method = std::move(method);
  head.target = std::move(target);
  head.headers.push_back({"Host", "localhost"});
  if (!type.empty()) head.headers.push_back({"Content-Type", std::move(type)});
  const auto text = routes.answer(head, std::move(body), api::after_reply::keep_connection);
  const auto end = text.find("\r\n\r\n");
  return {std::atoi(text.c_str() + text.find(' ') + 1), text.substr(0, end + 2),
          text.substr(end + 4)};
}

}  // namespace acumage::tests
