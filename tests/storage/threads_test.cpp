#include "rig.hpp"

#include <atomic>
#include <thread>

using namespace acumage;
using namespace acumage::tests;

TEST_CASE("ledger: intake, settling, replay, tidying and looks go on at the same time") {
  rig at;
  constexpr std::uint64_t total = 600;
  std::atomic<bool> settled{false};
  std::thread intake{[&] {
    for (std::uint64_t i = 0; i < total; ++i) {
      const auto what = one(parcel_of({price("SKU-" + std::to_string(i % 50), i + 1)}));
      const submission* group[] = {&what};
      const auto done = at.ledger->append(group, noon_us);
      if (!done.ok() || !done->receipts[0].ok()) std::abort();
    }
  }};
  std::thread looks{[&] {
    while (!settled) {
      if (!at.ledger->tidy(noon_us).ok() || !at.ledger->count_letters({}).ok()) std::abort();
      if (!at.ledger->history({}, {}, 10).ok()) std::abort();
      at.ledger->figures();
      static_cast<void>(at.ledger->why_full());
    }
  }};
  std::thread replay{[&] {
    while (!settled) {
      const auto order = at.ledger->replay_order({});
      if (!order.ok()) std::abort();
      for (const auto id : *order)
        if (!at.ledger->move_back(id, false, nullptr, noon_us).ok()) std::abort();
    }
  }};
  // Every third fails once; a replayed one is delivered.
  std::uint64_t delivered_count = 0;
  std::uint64_t superseded = 0;
  while (true) {
    const auto rows = at.ledger->read(entity::pricing, 0, UINT64_MAX, 100);
    REQUIRE(rows.ok());
    std::vector<ending> ends;
    std::vector<dead_letter> letters;
    for (const auto& each : *rows) {
      const bool fails = each.letter == 0 && each.sequence % 3 == 0;
      ends.push_back(fails ? end_of(each, end_kind::dead_lettered) : delivered(each, "1"));
      if (fails) letters.push_back(letter_of(each, "no"));
    }
    delivered_count += at.end(ends, letters)[0];
    letter_filter filter;
    filter.state = letter_state::superseded;
    superseded = at.ledger->count_letters(filter)->total;
    if (delivered_count + superseded == total) break;
  }
  settled = true;
  intake.join();
  looks.join();
  replay.join();
  CHECK(at.ledger->figures().unsettled == 0);
  CHECK(at.ledger->figures().letters == 0);
  CHECK(at.ledger->figures().bytes == 0);
  at.reopen();
  CHECK(at.ledger->figures().unsettled == 0);
  CHECK(at.ledger->bounds(entity::pricing).second == total);
}
