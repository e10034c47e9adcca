#include "actors/sender.hpp"

#include "actors/dispatcher.hpp"
#include "magento/paged_search.hpp"
#include "magento/reply.hpp"
#include "magento/shown/exchange.hpp"

#include <caf/all.hpp>

#include <chrono>
#include <exception>
#include <new>
#include <optional>
#include <utility>

namespace acumage::actors {

namespace {

struct sender_state {
  explicit sender_state(sender_actor::pointer owner) : self{owner} {}
  static constexpr const char* name = "sender";

  void on_batch(const send_batch& order);
  void on_lookup(const send_lookup& order);
  void on_probe();

  batch_outcome converse(const batch& what, const std::string& request_id,
                         magento::shown_exchange& shown);
  void tell_of(const batch& what, const batch_outcome& outcome, const std::string& request_id);
  magento::answer carry(const magento::request& what, const std::string& request_id);
  magento::answer exchange(const magento::request& what, const std::string& request_id,
                           std::size_t rows);
  magento::answer exchange_page(const magento::request& what, const std::string& request_id,
                                std::size_t rows);
  template <class Message>
  void reply(Message&& message) {
    shared->stats.actor(dispatcher_name(which)).count_sent();
    self->send(caf::actor_cast<dispatcher_actor>(self->current_sender()),
               std::forward<Message>(message));
  }

  sender_actor::pointer self;
  context* shared = nullptr;
  actor_row* row = nullptr;
  lane_row* lane = nullptr;
  storage::hand_marks::slot* hand = nullptr;
  std::optional<storage::hand_marks::hold> in_hand;
  entity which = entity::pricing;
  std::shared_ptr<const store_language> language;
  std::shared_ptr<magento::transport> way;  // in use until the actor is gone, however late
  std::function<std::string()> next_request_id;
};

magento::answer sender_state::carry(const magento::request& what, const std::string& request_id) {
  if (!in_hand) return way->exchange(what, request_id);  // a probe or a look-up
  const storage::hand_marks::wait waiting{*in_hand};
  return way->exchange(what, request_id);
}

/// A search takes several requests when the store accepts only smaller pages.
magento::answer sender_state::exchange(const magento::request& what, const std::string& request_id,
                                       std::size_t rows) {
  magento::paged_search search{what, shared->pages};
  while (const auto page = search.next()) search.take(exchange_page(*page, request_id, rows));
  return search.result();
}

magento::answer sender_state::exchange_page(const magento::request& what,
                                            const std::string& request_id, std::size_t rows) {
  auto& counter = what.only_reads ? lane->lookups : lane->requests;
  counter.fetch_add(1);
  if (!what.only_reads && rows > 1) lane->batched_requests.fetch_add(1);
  const auto began = std::chrono::steady_clock::now();
  auto answer = carry(what, request_id);
  const auto took = std::chrono::steady_clock::now() - began;
  lane->call.add(std::chrono::duration_cast<std::chrono::microseconds>(took));
  if (answer.how == magento::carried::answered) {
    lane->refused.store(answer.status == 401 || answer.status == 403, std::memory_order_relaxed);
    lane->reached.store(true, std::memory_order_relaxed);
  }
  log_line told{log_level::debug,
                row->name,
                "request",
                {{"request", request_id},
                 {"method", what.method},
                 {"path", what.path},
                 {"rows", std::to_string(rows)},
                 {"status", std::to_string(answer.status)},
                 {"ms", std::to_string(took / std::chrono::milliseconds{1})}}};
  if (answer.how != magento::carried::answered || answer.status >= 400) {
    const auto& words = told.fields.emplace_back("error", magento::judge(answer).message).second;
    row->last_error.set(words);
  }
  shared->log(told);
  return answer;
}

/// An exception in a conversation is a bug of this program and must not end the lane. The batch is
/// split until the record is alone, which then becomes a dead letter `bug`.
batch_outcome sender_state::converse(const batch& what, const std::string& request_id,
                                     magento::shown_exchange& shown) try {
  std::vector<delivery> rows;
  rows.reserve(what.rows.size());
  for (const auto& each : what.rows) rows.push_back(each.what);
  const auto key = language->exclusive ? language->exclusive(rows.front()) : std::string{};
  std::optional<exclusive_keys::hold> alone;
  {
    // The holder of the key may need to become the only one in hand again before it releases the
    // key.
    const storage::hand_marks::wait waiting{*in_hand};
    alone.emplace(shared->busy, key);
  }
  const auto conversation = language->begin(rows);
  auto step = conversation->advance(nullptr);
  while (step.next) {
    const auto answer = exchange(*step.next, request_id, rows.size());
    shown.note(*step.next, answer);
    step = conversation->advance(&answer);
  }
  return std::move(*step.done);
} catch (const std::bad_alloc&) {
  throw;  // unrelated to the rows: the process ends, and continues from the journal
} catch (const std::exception& problem) {
  batch_outcome failed;
  failed.verdict = batch_verdict::refused;
  failed.reason = letter_class::bug;
  failed.message = std::string{"conversation: "} + problem.what();
  shared->log({log_level::error, row->name, failed.message, {}});
  return failed;
}

/// Delivered, but not as requested: goods for which the store had no open line.
void sender_state::tell_of(const batch& what, const batch_outcome& outcome,
                           const std::string& request_id) {
  if (outcome.verdict != batch_verdict::answered) return;
  for (std::size_t i = 0; i < outcome.rows.size(); ++i) {
    const auto& said = outcome.rows[i];
    if (said.verdict != row_verdict::delivered || said.message.empty()) continue;
    shared->log(
        {log_level::warn,
         row->name,
         "delivered with a remark",
         {{"key", what.rows[i].what.key}, {"request", request_id}, {"remark", said.message}}});
    if (!said.message.starts_with(shortfall_words)) continue;
    lane->last_shortfall.set(what.rows[i].what.key + ": " +
                             said.message.substr(shortfall_words.size()));
    lane->shortfalls.fetch_add(1);
  }
}

void sender_state::on_batch(const send_batch& order) {
  const handled count{*row};
  std::vector<std::uint64_t> sequences;
  for (const auto& each : order.what.rows) sequences.push_back(each.what.version.sequence);
  in_hand.emplace(shared->hands, hand, which, sequences);
  batch_sent sent;
  sent.part = order.part;
  sent.request_id = next_request_id();
  sent.at_us = shared->now_us();
  magento::shown_exchange shown;
  sent.outcome = converse(order.what, sent.request_id, shown);
  sent.shown = shown.by_row(order.what, sent.outcome, language->render);
  if (sent.outcome.verdict == batch_verdict::uncertain) shared->hands.doubt(which, sequences);
  tell_of(order.what, sent.outcome, sent.request_id);
  in_hand.reset();
  for (const auto sequence : sequences) shared->hands.passed(which, sequence);
  reply(std::move(sent));
}

void sender_state::on_lookup(const send_lookup& order) {
  const handled count{*row};
  const auto question = language->ask_known(order.what);
  if (!question) return reply(lookup_sent{{{}, order.what.keys}, {}});
  const auto answer = exchange(*question, next_request_id(), 0);
  reply(language->read_known(order.what, answer));
}

void sender_state::on_probe() {
  const handled count{*row};
  probe_sent sent{true, {}};
  for (const auto& each : language->probes()) {
    const auto answer = exchange(each, next_request_id(), 0);
    if (answer.how != magento::carried::answered) lane->reached.store(false);
    if (language->probe_passed(answer)) continue;
    sent = {false, magento::judge(answer).message};
    break;
  }
  reply(std::move(sent));
}

sender_actor::behavior_type sender(sender_actor::stateful_pointer<sender_state> self,
                                   context* shared, entity which, const std::string& actor_name,
                                   std::shared_ptr<const store_language> language,
                                   std::shared_ptr<magento::transport> way,
                                   std::function<std::string()> next_request_id) {
  auto& state = self->state;
  state.shared = shared;
  state.row = &shared->stats.actor(actor_name);
  state.lane = &shared->stats.lane(which);
  state.which = which;
  state.hand = shared->hands.make_slot();
  state.language = std::move(language);
  state.way = std::move(way);
  state.next_request_id = std::move(next_request_id);
  return {
      [&state](const send_batch& order) { state.on_batch(order); },
      [&state](const send_lookup& order) { state.on_lookup(order); },
      [&state](send_probe) { state.on_probe(); },
  };
}

}  // namespace

sender_actor spawn_sender(caf::actor_system& system, context& shared, entity which,
                          std::string actor_name, std::shared_ptr<const store_language> language,
                          std::shared_ptr<magento::transport> way,
                          std::function<std::string()> next_request_id, bool detach) {
  if (detach)
    return system.spawn<caf::detached>(sender, &shared, which, std::move(actor_name),
                                       std::move(language), std::move(way),
                                       std::move(next_request_id));
  return system.spawn(sender, &shared, which, std::move(actor_name), std::move(language),
                      std::move(way), std::move(next_request_id));
}

}  // namespace acumage::actors
