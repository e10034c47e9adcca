#include "tests/actors/pipe.hpp"

#include "actors/document_memory.hpp"

#include "actors/pricing.hpp"
#include "tests/support/checked_transport.hpp"

#include <doctest/doctest.h>
#include <caf/all.hpp>

#include <algorithm>
#include <filesystem>
#include <future>
#include <thread>

namespace acumage::tests {

namespace {

constexpr std::int64_t first_moment_us = 1'790'000'000'000'000;  // in 2026

std::string numbered(std::size_t number) {
  auto digits = std::to_string(number);
  return "SKU-" + std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
}

}  // namespace

pipe::pipe(pipe_options options) : options_{std::move(options)} { start(); }
pipe::~pipe() { stop(); }

std::int64_t pipe::now_us() const { return first_moment_us + passed_.count() * 1000; }

void pipe::start() {
  stats_ = std::make_unique<stats_table>();
  storage::ledger_options how;
  how.path = folder_ / "data";
  how.sync = options_.sync;
  auto opened = storage::ledger::open(how);
  REQUIRE(opened.ok());
  ledger_ = std::move(*opened);
  auto hands = storage::hand_marks::open(how.path);
  REQUIRE(hands.ok());
  hands_ = std::move(*hands);
  shared_.reset(new actors::context{*ledger_, *stats_, options_.log, [this] { return now_us(); },
                                    [] { return 0.5; }, *hands_});
  facts_ = std::make_unique<actors::store_facts>(*shared_, [this] { return time_point{passed_}; });
  links_ = std::make_unique<actors::kept_links>(*shared_);
  gate_ = std::make_unique<actors::intake_gate>(*shared_, 1'000'000);
  config_ = std::make_unique<caf::actor_system_config>();
  config_->set("scheduler.policy", caf::atom("testing"));
  system_ = std::make_unique<caf::actor_system>(*config_);
  scheduler_ = &dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
  graph_ = std::make_unique<actors::pipeline>(*system_, *shared_, *gate_, setup());
  run();
}

actors::pipeline_setup pipe::setup() {
  actors::pipeline_setup setup;
  for (const auto each : all_entities)
    setup.lanes.at(index_of(each)) =
        options_.lanes ? options_.lanes(each, *shared_, *facts_, *links_) : lane_setup_of(each);
  setup.pair_window = options_.pair_window;
  setup.assemble_window = options_.assemble_window;
  setup.connect = [this] {
    auto way = options_.connect ? options_.connect() : connect_to(store);
    return std::make_unique<checked_transport>(std::move(way), schema_);
  };
  setup.next_request_id = [] { return std::string{"r"}; };
  setup.reroute = [](const change& kept) -> result<change> { return kept; };
  setup.on_crash = [](const std::string& why) { FAIL(why); };
  setup.detach = false;
  return setup;
}

actors::lane_setup pipe::lane_setup_of(entity which) {
  const auto reading = std::make_shared<const acumatica::reading>();
  const auto current = [reading] { return reading; };
  actors::lane_setup lane;
  if (which == entity::pricing) {
    lane.rules = options_.rule ? actors::plain_rules(which, options_.rule)
                               : actors::pricing_rules(current, {});
    lane.language = actors::price_language(0);
  } else if (which == entity::inventory) {
    lane.rules = actors::inventory_rules(current, options_.stock);
    lane.language = actors::stock_language({}, *facts_);
  } else {
    lane.rules = actors::unsupported_rules(which);
    return lane;
  }
  lane.batcher.plan = options_.plan;
  lane.batcher.schedule = options_.schedule;
  lane.batcher.concurrency = options_.concurrency;
  lane.batcher.sending = ledger_->switches().at(index_of(which)).sending;
  lane.dispatcher.judging.retry = options_.retry;
  lane.dispatcher.judging.settle_time = options_.settle_time;
  if (which == options_.lane) lane.dispatcher.check_interval = options_.check_interval;
  lane.dispatcher.judging.ignore_unknown = options_.ignore_unknown;
  return lane;
}

bool is_balanced(const stats_table& stats, const storage::ledger& ledger) {
  const auto unsettled = ledger.figures().unsettled_by_entity;
  return std::all_of(all_entities.begin(), all_entities.end(), [&](entity each) {
    const auto& is = stats.lane(each);
    return is.accepted + is.resumed + is.replayed == is.delivered + is.superseded + is.filtered +
                                                         is.dead_lettered +
                                                         unsettled.at(index_of(each));
  });
}

void pipe::stop() {
  CHECK(balanced());
  graph_.reset();
  scheduler_->run();
  system_.reset();
  gate_.reset();
  hands_.reset();
  ledger_.reset();
}

void pipe::note_death() {
  const auto path = folder_ / "data";
  std::filesystem::copy_file(path / "in-hand", path / "as-it-died",
                             std::filesystem::copy_options::overwrite_existing);
}

void pipe::restart() {
  stop();
  const auto path = folder_ / "data";
  if (std::filesystem::exists(path / "as-it-died"))
    std::filesystem::rename(path / "as-it-died", path / "in-hand");
  start();
}

void pipe::die_of(std::uint64_t sequence) {
  const auto path = folder_ / "data";
  stop();
  auto marks = storage::hand_marks::open(path);
  REQUIRE(marks.ok());
  {
    const storage::hand_marks::hold held{
        **marks, (*marks)->make_slot(), options_.lane, {&sequence, 1}};
    storage::hand_marks::note_crash();
    std::filesystem::copy_file(path / "in-hand", path / "as-it-died");
  }
  marks->reset();
  std::filesystem::rename(path / "as-it-died", path / "in-hand");
  start();
}

void pipe::replay(replay_job job) {
  job.id = "job-" + std::to_string(++jobs_);
  for (const auto& each : letters()) job.last_letter = std::max(job.last_letter, each.id);
  REQUIRE(ledger_->save_job(job).ok());
  graph_->replay(job);
  advance(std::chrono::seconds{1});
}

void pipe::republish() {
  const auto page = ledger_->stock("", 1000);
  REQUIRE(page.ok());
  std::vector<change> entries;
  for (const auto& item : page->items)
    for (auto& each : actors::republished(
             item, options_.stock, [](const std::string&) { return true; }, now_us()))
      entries.push_back(std::move(each));
  const auto head = ledger_->append_own(entries);
  REQUIRE(head.ok());
  graph_->entries_added(entity::inventory, *head, entries.size());
  const auto prices = ledger_->documents(entity::pricing, "", 1000);
  REQUIRE(prices.ok());
  entries.clear();
  for (const auto& each : prices->documents)
    entries.push_back(actors::republished(entity::pricing, each, now_us()));
  const auto last = ledger_->append_own(entries);
  REQUIRE(last.ok());
  graph_->entries_added(entity::pricing, *last, entries.size());
  run();
}

void pipe::set_sending(entity which, bool on) {
  REQUIRE(ledger_->save_switches(which, {.sending = on, .intake = true}).ok());
  graph_->set_sending(which, on);
  run();
}

void pipe::run() { scheduler_->run(); }

void pipe::advance(std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds step{100};
  for (auto left = time; left.count() > 0; left -= step) {
    const auto now = std::min(left, step);
    passed_ += now;
    scheduler_->advance_time(now);
    scheduler_->run();
  }
}

change price_change(const std::string& sku, const std::string& price, std::uint64_t stamp) {
  change what;
  what.key = sku;
  what.stamp = stamp;
  what.inserted = R"({"InventoryID":")" + sku + R"(","DefaultPrice":)" + price + "}";
  return what;
}

pipe_options stock_options() {
  pipe_options options;
  options.lane = entity::inventory;
  return options;
}

namespace {

std::string stock_row(const std::string& item, const std::string& place,
                      const std::string& quantity) {
  const auto slash = place.find('/');
  auto row = R"({"InventoryID":")" + item + R"(","WarehouseID":")" + place.substr(0, slash);
  if (slash != std::string::npos) row += R"(","LocationID":")" + place.substr(slash + 1);
  return row + R"(","QtyOnHand":)" + quantity + "}";
}

}  // namespace

change stock_change(const std::string& item, const std::string& place, const std::string& quantity,
                    std::uint64_t stamp) {
  change what;
  what.entity = entity::inventory;
  what.key = item + "@" + place;
  what.stamp = stamp;
  what.inserted = stock_row(item, place, quantity);
  return what;
}

change stock_update(const std::string& item, const std::string& place, const std::string& before,
                    const std::string& now, std::uint64_t stamp) {
  auto what = stock_change(item, place, now, stamp);
  what.deleted = stock_row(item, place, before);
  return what;
}

void pipe::push_changes(std::vector<change> what, std::optional<pull_job> progress) {
  const auto rows = std::count_if(what.begin(), what.end(),
                                  [](const change& each) { return !is_marker(each.kind); });
  for (auto& each : what) each.accepted_at_us = now_us();
  submission whole;
  whole.progress = std::move(progress);
  parcel one;
  one.changes = std::move(what);
  whole.parcels.push_back(std::move(one));
  // The submitter waits for its commit on another thread, as an HTTP worker does.
  auto answer = std::async(std::launch::async, [&] { return gate_->submit(std::move(whole)); });
  while (gate_->waiting() == 0) std::this_thread::yield();  // the test scheduler is not thread-safe
  run();
  const auto receipt = answer.get();
  REQUIRE(receipt.ok());
  REQUIRE(receipt->accepted == static_cast<std::uint64_t>(rows));
}

void pipe::push(const std::string& sku, const std::string& price, std::uint64_t stamp) {
  push_changes({price_change(sku, price, stamp)});
}

void pipe::push_all(std::size_t count, std::uint64_t stamp) {
  std::vector<change> all;
  for (std::size_t i = 1; i <= count; ++i)
    all.push_back(price_change(numbered(i), std::to_string(i), stamp));
  push_changes(std::move(all));
}

void pipe::pause() { set_sending(options_.lane, false); }

void pipe::resume() { set_sending(options_.lane, true); }

template <class Answer, class Handle, class Question>
Answer pipe::ask(const actors::link<Handle>& whom, const Question& question) {
  caf::scoped_actor self{*system_};
  whom.row->count_sent();
  auto asked = self->request(whom.to, caf::infinite, question);
  run();
  Answer came{};
  asked.receive([&](Answer& answer) { came = std::move(answer); },
                [&](const caf::error& problem) { FAIL(system_->render(problem)); });
  return came;
}

waiting_rows pipe::waiting(const waiting_query& query, std::optional<entity> of) {
  return ask<waiting_rows>(graph_->batcher(of.value_or(options_.lane)), query);
}

std::uint64_t pipe::order(waiting_order::verb what, const waiting_filter& filter,
                          std::optional<entity> of) {
  return ask<std::uint64_t>(graph_->batcher(of.value_or(options_.lane)),
                            waiting_order{what, filter});
}

std::uint64_t pipe::forget(const std::string& key_glob) {
  const auto done = ask<forgotten>(graph_->lane(options_.lane), forget_order{key_glob});
  REQUIRE_FALSE(done.problem);
  return done.count;
}

std::vector<observation> pipe::observe(std::vector<change> rows, bool whole_run, bool first,
                                       bool dry_run) {
  const auto which = rows.empty() ? options_.lane : rows.front().entity;
  const auto seen = ask<observed_rows>(graph_->lane(which),
                                       observe_rows{std::move(rows), whole_run, first, dry_run});
  REQUIRE_FALSE(seen.problem);
  return seen.what;
}

bool pipe::drain() { return ask<bool>(graph_->batcher(options_.lane), drain_atom::value); }

std::vector<history_record> pipe::history(const std::string& key) const {
  history_filter filter;
  filter.key = key;
  const auto page = ledger_->history(filter, "", 10'000);
  REQUIRE(page.ok());
  return page->items;
}

std::vector<std::string> pipe::ends_of(const std::string& key) const {
  std::vector<std::string> ends;
  for (const auto& each : history(key))
    ends.push_back(std::string{to_string(each.outcome)} + (each.reason.empty() ? "" : " ") +
                   each.reason);
  return ends;
}

std::vector<dead_letter> pipe::letters() const {
  const auto page = ledger_->letters({}, 0, 1000);
  REQUIRE(page.ok());
  return page->items;
}

}  // namespace acumage::tests
