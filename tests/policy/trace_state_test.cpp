#include "policy/trace_state.hpp"

#include <doctest/doctest.h>

namespace acumage::policy {
namespace {

traced_record delivered_one() {
  traced_record record;
  record.held = "42.5";
  return record;
}

dead_letter letter_at(std::uint64_t stamp) {
  dead_letter letter;
  letter.id = 42;
  letter.change.what.stamp = stamp;
  return letter;
}

waiting_value waiting_at(std::uint64_t stamp, waiting_state state, std::string error = {}) {
  waiting_value waits;
  waits.what.version = {stamp, 1};
  waits.what.state = state;
  waits.what.last_error = std::move(error);
  return waits;
}

trace_state judged(traced_record& record) { return record.state = state_of(record); }

TEST_CASE("trace: the worst that is true is the state") {
  auto record = delivered_one();
  CHECK(judged(record) == trace_state::delivered);
  record.live = live_values{};
  record.live->agree = true;
  CHECK(judged(record) == trace_state::in_sync);
  CHECK(headline_of(record) == "In sync: node and store agree; no ERP was asked");
  record.live->has_erp = true;
  CHECK(headline_of(record) == "In sync: ERP, node and store agree");
  record.live->agree = false;
  CHECK(judged(record) == trace_state::differs);
  record.waits = waiting_at(9, waiting_state::parked, "no such SKU");
  CHECK(judged(record) == trace_state::waiting);
  CHECK(headline_of(record) == "Parked: no such SKU");
  record.failed = {letter_at(10)};
  CHECK(judged(record) == trace_state::failed);
  CHECK(headline_of(record) == "Failed: its newest value is dead letter 42 (data)");
}

TEST_CASE("trace: a newer value on its way outranks a dead letter") {
  auto record = delivered_one();
  record.failed = {letter_at(8)};
  record.waits = waiting_at(9, waiting_state::waiting);
  CHECK(judged(record) == trace_state::waiting);
}

TEST_CASE("trace: a side that could not be asked proves nothing [SPEC 2.10]") {
  auto record = delivered_one();
  record.live = live_values{};
  record.live->agree = true;
  record.live->store.unavailable = "connection refused";
  CHECK(judged(record) == trace_state::unknown);
  CHECK(headline_of(record) == "Unknown: the store could not be asked: connection refused");
  record.live->store.unavailable.clear();
  record.live->erp.unavailable = "no session";
  CHECK(judged(record) == trace_state::in_sync);  // there is no ERP to ask
  record.live->has_erp = true;
  CHECK(judged(record) == trace_state::unknown);
  record.live.reset();
  record.waits_unknown = "the lane did not answer";
  CHECK(judged(record) == trace_state::unknown);
}

TEST_CASE("trace: what was never delivered is not called delivered") {
  traced_record record;
  CHECK(judged(record) == trace_state::not_sent);
  CHECK(headline_of(record) == "Nothing was sent yet");
  record.why_not = "switched off";
  CHECK(headline_of(record) == "Nothing is sent: switched off");
}

}  // namespace
}  // namespace acumage::policy
