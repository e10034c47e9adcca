#include "policy/attempt.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace acumage::policy {
namespace {

using namespace std::chrono_literals;

constexpr time_point now{1000s};

tried_batch tried(batch_verdict verdict, std::vector<std::string> keys) {
  tried_batch made;
  made.outcome.verdict = verdict;
  made.outcome.status = 400;
  made.outcome.message = "the store's words";
  made.at_us = 5;
  std::uint64_t sequence = 0;
  for (auto& key : keys) {
    batch_row row;
    row.what.key = std::move(key);
    row.what.version = {7, ++sequence};
    row.what.value = "1";
    made.what.rows.push_back(std::move(row));
  }
  return made;
}

struct judged {
  attempt_options options{.entity = entity::pricing,
                          .retry = {3, 1s, 300s},
                          .settle_time = 60s,
                          .ignore_unknown = false};
  mass_failure watch;
  recent_deliveries recent;
  attempt_result came{options, {now, 1'000'000, [] { return 0.5; }}, watch, recent};
};

TEST_CASE("attempt: a delivered row remembers version and value, and ends all it covers") {
  judged all;
  auto batch = tried(batch_verdict::answered, {"A"});
  batch.what.rows[0].what.also = {{{5, 40}, "A@EAST"}, {{6, 41}, "A@WEST"}};
  batch.outcome.rows.resize(1);
  all.came.by_row(batch);
  REQUIRE(all.came.ends.size() == 3);
  CHECK(all.came.ends[0].key == "A@EAST");
  CHECK(all.came.ends[0].version == version{5, 40});
  CHECK(all.came.ends[0].mark->version == version{5, 40});
  REQUIRE(all.came.ends[2].mark);
  CHECK(all.came.ends[2].mark->version == version{7, 1});
  CHECK(all.came.ends[2].mark->value == "1");
  CHECK(all.came.ends[2].attempts == 1);
}

TEST_CASE("attempt: each row has its own fate") {
  judged all;
  auto batch = tried(batch_verdict::answered, {"A", "B", "C", "D"});
  batch.outcome.rows.resize(4);
  batch.outcome.rows[1] = {row_verdict::refused, letter_class::unmapped, "no such store"};
  batch.outcome.rows[2] = {row_verdict::unknown_record, letter_class::data, "unknown"};
  batch.outcome.rows[3] = {row_verdict::doubtful, letter_class::data, ""};
  all.came.by_row(batch);
  CHECK(all.came.ends.size() == 1);
  REQUIRE(all.came.failures.size() == 1);
  CHECK(all.came.failures[0].reason == letter_class::unmapped);
  CHECK(all.came.failures[0].attempts.size() == 1);
  REQUIRE(all.came.back.keys.size() == 1);
  CHECK(all.came.back.keys[0].fate == key_fate::parked);
  CHECK(all.came.back.keys[0].words.message == "unknown");
  REQUIRE(all.came.alone.size() == 1);
  CHECK(all.came.alone[0].what.key == "D");
  CHECK(all.came.attempts_failed == 0);
}

TEST_CASE("attempt: the last attempt makes a letter, with all attempts in it") {
  judged all;
  auto batch = tried(batch_verdict::contended, {"A"});
  batch.what.rows[0].past = {{1, 400, "first"}, {2, 400, "second"}};
  all.came.only_row_failed(batch);
  CHECK(all.came.back.keys.empty());
  REQUIRE(all.came.failures.size() == 1);
  CHECK(all.came.failures[0].reason == letter_class::exhausted);
  CHECK(all.came.failures[0].attempts.size() == 3);
  CHECK_FALSE(all.came.failures[0].voids_mark);  // the store refused: it holds what it held
}

TEST_CASE(
    "attempt: a letter voids what was last delivered when the store may hold something else") {
  const auto voids = [](batch_verdict verdict, bool recovered, bool doubted) {
    judged all;
    auto batch = tried(verdict, {"A"});
    batch.what.rows[0].what.recovered = recovered;
    batch.what.rows[0].doubted = doubted;
    all.came.only_row_refused(batch);
    REQUIRE(all.came.failures.size() == 1);
    return all.came.failures[0].voids_mark;
  };
  using enum batch_verdict;
  CHECK_FALSE(voids(refused, false, false));
  CHECK_FALSE(voids(contended, false, false));
  CHECK(voids(refused, true, false));
  CHECK(voids(refused, false, true));
  CHECK(voids(suspect, false, false));
  CHECK(voids(unavailable, false, false));
}

TEST_CASE(
    "attempt: a record that gets no answer rests, after the last attempt too, and is poison then") {
  judged all;
  auto batch = tried(batch_verdict::uncertain, {"A"});
  all.came.only_row_failed(batch);
  REQUIRE(all.came.back.keys.size() == 1);
  CHECK(all.came.back.keys[0].rests);
  CHECK(all.came.back.keys[0].uncertain);
  CHECK(all.came.back.keys[0].again_at == now + 60s);
  judged last;
  batch = tried(batch_verdict::uncertain, {"A"});
  batch.what.rows[0].past.resize(2);
  last.came.only_row_failed(batch);
  CHECK(last.came.failures.empty());  // it may be applied yet
  REQUIRE(last.came.back.keys.size() == 1);
  CHECK(last.came.back.keys[0].given_up == letter_class::poison);
  CHECK(last.came.back.keys[0].rests);
  CHECK(last.came.back.keys[0].doubted);
  CHECK(last.came.back.keys[0].again_at == now + 60s);
  CHECK(last.came.back.keys[0].past.size() == 3);
}

TEST_CASE("attempt: the same batch again is one group and nobody's attempt") {
  judged all;
  auto batch = tried(batch_verdict::contended, {"A", "B"});
  batch.what.been.tries = 1;
  all.came.again(batch, 9);
  CHECK(all.came.back.group == 9);
  CHECK(all.came.back.been.tries == 2);
  CHECK(all.came.back.been.strikes == 0);
  REQUIRE(all.came.back.keys.size() == 2);
  for (const auto& key : all.came.back.keys) {
    CHECK(key.group == 9);
    CHECK(key.past.empty());
    CHECK_FALSE(key.uncertain);
    CHECK(key.again_at == now + 1s);  // the second failure: 2 s at most, half of it drawn
  }
}

TEST_CASE("attempt: an outage gives rows back as they were, late answers let them rest") {
  judged outage;
  auto batch = tried(batch_verdict::unavailable, {"A"});
  outage.came.hold(batch);
  CHECK(outage.came.back.keys[0].fate == key_fate::held);
  CHECK_FALSE(outage.came.back.keys[0].uncertain);
  judged late;
  batch = tried(batch_verdict::uncertain, {"A"});
  late.came.hold(batch);
  CHECK(late.came.back.keys[0].fate == key_fate::again);
  CHECK(late.came.back.keys[0].uncertain);
  CHECK(late.came.back.keys[0].rests);
}

TEST_CASE(
    "attempt: a row that stands alone keeps its strikes over an unanswered request in an outage") {
  for (const std::size_t rows : {1, 2}) {
    judged all;
    auto batch = tried(batch_verdict::uncertain, rows == 1 ? std::vector<std::string>{"A"}
                                                           : std::vector<std::string>{"A", "B"});
    batch.what.been.strikes = 2;
    all.came.hold(batch);
    CHECK(all.came.back.keys[0].been.strikes == (rows == 1 ? 2 : 0));
  }
}

TEST_CASE("attempt: a doubted row that is delivered rests once more and is read back") {
  judged all;
  auto batch = tried(batch_verdict::answered, {"A", "B"});
  batch.outcome.rows.resize(2);
  for (auto& row : batch.what.rows) row.doubted = true;
  batch.what.rows[1].what.verify = true;  // and this is the reading back
  all.came.by_row(batch);
  CHECK(all.came.delivered == 2);
  REQUIRE(all.came.back.keys.size() == 1);
  const auto& back = all.came.back.keys[0];
  CHECK(back.key == "A");
  CHECK(back.fate == key_fate::again);
  CHECK(back.verify);
  CHECK_FALSE(back.rests);  // a newer value need not wait
  CHECK(back.again_at == now + 60s);
  REQUIRE(all.came.ends.size() == 1);
  CHECK(all.came.ends[0].key == "B");
}

TEST_CASE("attempt: from the row on that trips the watch, failing rows are given back") {
  judged all;
  std::vector<std::string> keys;
  for (char c = 'A'; c <= 'Z'; ++c) keys.emplace_back(1, c);
  auto batch = tried(batch_verdict::answered, keys);
  batch.outcome.rows.resize(keys.size(),
                            {row_verdict::refused, letter_class::unmapped, "no store"});
  batch.outcome.rows[24] = {};
  batch.outcome.rows[25].verdict = row_verdict::unknown_record;
  batch.what.rows[20].past.push_back({1, 400, "before"});
  all.came.by_row(batch);
  CHECK(all.watch.held());
  CHECK(all.came.failures.size() == 20);
  CHECK(all.came.ends.size() == 1);
  REQUIRE(all.came.back.keys.size() == 5);
  for (int i = 0; i < 4; ++i) CHECK(all.came.back.keys[i].fate == key_fate::held);
  CHECK(all.came.back.keys[0].past.size() == 1);
  CHECK(all.came.back.keys[4].fate == key_fate::parked);
}

TEST_CASE(
    "attempt: a row of which there is nothing to tell is filtered, for its reason [SPEC 7 "
    "Spelling]") {
  judged all;
  auto batch = tried(batch_verdict::answered, {"A"});
  batch.outcome.rows.push_back({row_verdict::filtered, letter_class::data, "no_stock_item"});
  all.came.by_row(batch);
  REQUIRE(all.came.ends.size() == 1);
  CHECK(all.came.ends[0].outcome == end_kind::filtered);
  CHECK(all.came.ends[0].reason == "no_stock_item");
  CHECK_FALSE(all.came.ends[0].mark);
  CHECK(all.came.attempts_failed == 0);
}

TEST_CASE("attempt: a trial's failure is no attempt and makes no letter") {
  for (const auto verdict : {batch_verdict::contended, batch_verdict::refused}) {
    judged all;
    auto batch = tried(verdict, {"A"});
    batch.what.trial = true;
    batch.what.rows[0].past = {{1, 400, "first"}, {2, 400, "second"}};
    verdict == batch_verdict::refused ? all.came.only_row_refused(batch)
                                      : all.came.only_row_failed(batch);
    CHECK(all.came.failures.empty());
    CHECK(all.came.attempts_failed == 0);
    REQUIRE(all.came.back.keys.size() == 1);
    CHECK(all.came.back.keys[0].fate == key_fate::held);
    CHECK(all.came.back.keys[0].past.size() == 2);
  }
}

TEST_CASE("attempt: pieces carry what the batch has been through, and rows what is left open") {
  auto whole = tried(batch_verdict::uncertain, {"A", "B", "C"});
  whole.what.been.tries = 1;
  whole.what.been.strikes = 2;
  whole.what.rows[1].what.verify = true;
  const auto pieces = split(std::move(whole), 2);
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].been.tries == 1);
  CHECK(pieces[0].been.strikes == 2);
  CHECK(pieces[0].rows[1].doubted);
  CHECK(pieces[0].rows[1].unrested);
  CHECK(pieces[0].rows[1].what.recovered);
  CHECK_FALSE(pieces[0].rows[1].what.verify);
  // What stands alone has not failed alone yet.
  CHECK(pieces[1].been.tries == 0);
  CHECK(pieces[1].been.strikes == 0);
}

TEST_CASE("attempt: a row that stands alone keeps what it has been through, apart from others") {
  judged all;
  auto batch = tried(batch_verdict::uncertain, {"A"});
  batch.outcome.blame = blame::connection;
  batch.what.been.strikes = 1;
  all.came.again(batch, 9);
  REQUIRE(all.came.back.keys.size() == 1);
  const auto& key = all.came.back.keys.front();
  CHECK(all.came.back.group == 0);
  CHECK(key.group == 0);
  CHECK(key.alone);
  CHECK(key.been.strikes == 2);
  CHECK(key.been.turned_away == 0);
  CHECK(key.past.empty());
}

/// A record that is turned away for `since` by now, while so many others got through.
std::vector<failed_delivery> turned_away(std::chrono::seconds since, std::size_t others) {
  judged all;
  for (std::size_t i = 0; i < 30; ++i)
    all.recent.delivered("before " + std::to_string(i), now - since - 1s);
  for (std::size_t i = 0; i < others; ++i) all.recent.delivered(std::to_string(i), now - 1s);
  for (int i = 0; i < 50; ++i) all.recent.delivered("0", now);  // one key counts once
  all.recent.delivered("A", now - since);                       // … and its own not at all
  auto batch = tried(batch_verdict::unavailable, {"A"});
  batch.what.been.alone_since = now - since;
  all.came.turned_away(batch);
  CHECK(all.came.back.keys.size() + all.came.failures.size() == 1);
  return all.came.failures;
}

TEST_CASE("attempt: a record that is turned away goes again, however often [SPEC 6 Attempts]") {
  judged first;
  auto batch = tried(batch_verdict::unavailable, {"A"});
  batch.what.been.turned_away = 1000;
  first.came.turned_away(batch);
  REQUIRE(first.came.back.keys.size() == 1);
  CHECK(first.came.back.keys[0].been.alone_since == now);
  CHECK(first.came.back.keys[0].been.turned_away == 1001);
  CHECK(first.came.back.keys[0].past.empty());
  CHECK(first.came.failures.empty());
  CHECK(turned_away(3600s, 19).empty());
  CHECK(turned_away(3599s, 20).empty());
}

TEST_CASE("attempt: a record that alone is turned away for too long is poison [SPEC 6 Attempts]") {
  const auto failures = turned_away(3600s, 20);
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].reason == letter_class::poison);
  CHECK(failures[0].error.find("turned away for 3600 s") != std::string::npos);
  CHECK(failures[0].error.find("the store's words") != std::string::npos);
}

TEST_CASE(
    "attempt: what is newer than a piece of an unanswered batch waits until nothing can come "
    "late") {
  for (const auto verdict : {batch_verdict::answered, batch_verdict::suspect}) {
    judged all;
    auto pieces = split(tried(batch_verdict::uncertain, {"A", "B", "C", "D"}), 2);
    auto piece = tried(verdict, {});
    piece.what = std::move(pieces[0]);
    piece.outcome.rows.resize(2);
    if (verdict == batch_verdict::answered)
      all.came.by_row(piece);
    else
      all.came.again(piece, 1);
    REQUIRE(all.came.back.keys.size() == 2);
    for (const auto& each : all.came.back.keys) {
      CHECK(each.fate == key_fate::again);
      CHECK(each.rests);
      CHECK(each.again_at >= now + 60s);
    }
  }
}

TEST_CASE("attempt: pieces keep order and batch number, and lose no row") {
  auto whole = tried(batch_verdict::refused, {"A", "B", "C", "D", "E"});
  whole.what.number = 3;
  const auto pieces = split(std::move(whole), 2);
  REQUIRE(pieces.size() == 3);
  CHECK(pieces[2].rows.size() == 1);
  CHECK(pieces[2].rows[0].what.key == "E");
  for (const auto& each : pieces) CHECK(each.number == 3);
}

}  // namespace
}  // namespace acumage::policy
