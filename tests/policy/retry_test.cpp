#include "policy/circuit.hpp"
#include "policy/retry_policy.hpp"
#include "policy/verdicts.hpp"

#include <doctest/doctest.h>

namespace acumage::policy {
namespace {

using namespace std::chrono_literals;

TEST_CASE("backoff: doubles from the base up to the cap, times the draw") {
  const retry_options options{3, 1s, 300s};
  CHECK(backoff(1, 0.5, options) == 500ms);
  CHECK(backoff(2, 0.5, options) == 1s);
  CHECK(backoff(5, 0.5, options) == 8s);
  CHECK(backoff(40, 0.999, options) <= 300s);
  CHECK(backoff(40, 0.5, options) == 150s);
  CHECK(backoff(3, 0.0, options) == 0s);
}

TEST_CASE("circuit: the first sign of an outage asks for one probe") {
  circuit lane{15s};
  CHECK(lane.closed());
  CHECK(lane.suspect());
  CHECK(lane.state() == circuit_state::half_open);
  CHECK_FALSE(lane.suspect());
}

TEST_CASE("circuit: a bad probe opens it, a good one closes it") {
  circuit lane{15s};
  const time_point now{100s};
  lane.suspect();
  CHECK(lane.probed(false, now) == now + 15s);
  CHECK(lane.state() == circuit_state::open);
  CHECK(lane.probed(false, now + 15s) == now + 30s);
  CHECK(lane.probed(true, now + 30s) == std::nullopt);
  CHECK(lane.closed());
}

TEST_CASE("circuit: a held lane stays held whatever probes say, until it is released") {
  circuit lane{15s};
  const time_point now{100s};
  lane.suspect();
  lane.hold();
  CHECK_FALSE(lane.suspect());
  CHECK(lane.probed(true, now) == std::nullopt);
  CHECK(lane.held());
  CHECK(lane.probed(false, now) == std::nullopt);
  CHECK(lane.held());
  lane.release();
  CHECK(lane.closed());
}

batch_outcome with(batch_verdict verdict) {
  batch_outcome outcome;
  outcome.verdict = verdict;
  return outcome;
}

TEST_CASE("verdicts: a permanent refusal is one record's only when it stands alone") {
  CHECK(fate_of(with(batch_verdict::refused), 25, 0, 3) == request_fate::split);
  CHECK(fate_of(with(batch_verdict::refused), 1, 0, 3) == request_fate::row_refused);
}

TEST_CASE("verdicts: the deadlock family is tried again as the same batch before it is split") {
  CHECK(fate_of(with(batch_verdict::contended), 25, 0, 3) == request_fate::again);
  CHECK(fate_of(with(batch_verdict::contended), 25, 1, 3) == request_fate::again);
  CHECK(fate_of(with(batch_verdict::contended), 25, 2, 3) == request_fate::split);
  CHECK(fate_of(with(batch_verdict::contended), 1, 0, 3) == request_fate::row_failed);
}

TEST_CASE("verdicts: an outage is probed, Retry-After is obeyed") {
  CHECK(fate_of(with(batch_verdict::unavailable), 25, 0, 3) == request_fate::probe);
  CHECK(fate_of(with(batch_verdict::uncertain), 25, 0, 3) == request_fate::probe);
  auto throttled = with(batch_verdict::unavailable);
  throttled.retry_after = 30s;
  CHECK(fate_of(throttled, 25, 0, 3) == request_fate::hold);
}

batch_outcome answer(batch_verdict verdict, blame whose) {
  auto outcome = with(verdict);
  outcome.blame = whose;
  return outcome;
}

TEST_CASE("verdicts: the same request may break a connection three times while the store is well") {
  for (const auto verdict : {batch_verdict::uncertain, batch_verdict::unavailable}) {
    const auto broke = answer(verdict, blame::connection);
    CHECK(fate_after_good_probe(broke, 25, {}) == request_fate::again);
    CHECK(fate_after_good_probe(broke, 25, {.strikes = 1}) == request_fate::again);
    CHECK(fate_after_good_probe(broke, 25, {.strikes = 2}) == request_fate::split);
    CHECK(fate_after_good_probe(broke, 1, {}) == request_fate::again);
    CHECK(fate_after_good_probe(broke, 1, {.strikes = 1}) == request_fate::again);
    CHECK(fate_after_good_probe(broke, 1, {.strikes = 2}) == request_fate::row_failed);
    // A 503 in between is no strike.
    CHECK(fate_after_good_probe(broke, 1, {.turned_away = 7}) == request_fate::again);
  }
}

TEST_CASE("verdicts: what points to an outage is never a record's attempt [SPEC 6 Attempts]") {
  for (const auto& away :
       {with(batch_verdict::unavailable), answer(batch_verdict::unavailable, blame::store),
        answer(batch_verdict::uncertain, blame::store)}) {
    CHECK(fate_after_good_probe(away, 1, {}) == request_fate::turned_away);
    CHECK(fate_after_good_probe(away, 1, {.strikes = 9, .turned_away = 99}) ==
          request_fate::turned_away);
    CHECK(fate_after_good_probe(away, 25, {.strikes = 9}) == request_fate::again);
    CHECK(fate_after_good_probe(away, 25, {.turned_away = 2}) == request_fate::split);
  }
}

TEST_CASE("verdicts: a 500 without a reason, or the store's own words, are about a lone record") {
  CHECK(fate_after_good_probe(with(batch_verdict::suspect), 1, {}) == request_fate::row_failed);
  CHECK(fate_after_good_probe(with(batch_verdict::uncertain), 1, {}) == request_fate::row_failed);
  CHECK(fate_after_good_probe(with(batch_verdict::suspect), 25, {}) == request_fate::again);
}

}  // namespace
}  // namespace acumage::policy
