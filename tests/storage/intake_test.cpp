// The intake switch of an entity, as commits go by it.
#include "rig.hpp"

#include <atomic>
#include <future>
#include <thread>

using namespace acumage;
using namespace acumage::tests;

namespace {

const std::string digest(16, '\xA7');

submission prices(const std::string& fingerprint = {}) {
  return one(parcel_of({price("A", 1), price("B", 1)}, fingerprint));
}

submission mixed(const std::string& fingerprint = {}) {
  return one(
      parcel_of({price("A", 1), row(entity::inventory, "A@EAST", 1), row(entity::order, "SO 1", 1)},
                fingerprint));
}

void switch_intake(rig& at, entity which, bool on) {
  auto kept = at.ledger->switches().at(index_of(which));
  kept.intake = on;
  REQUIRE(at.ledger->save_switches(which, kept).ok());
}

}  // namespace

TEST_CASE("intake: off, rows are counted as discarded and nothing of them is kept [SPEC 8]") {
  rig at;
  switch_intake(at, entity::pricing, false);
  const auto said = at.accept(prices(digest));
  REQUIRE(said.ok());
  CHECK(said->accepted == 0);
  CHECK(said->discarded == 2);
  CHECK(at.ledger->figures().unsettled == 0);
  CHECK(at.ledger->bounds(entity::pricing).second == 0);
  CHECK(at.ledger->history({}, {}, 10)->items.empty());
  at.close();
  for (const auto* family : {"journal", "fingerprints", "fingerprint_ages", "letters"})
    CHECK(stored_keys(at.path(), family).empty());
}

TEST_CASE("intake: a discarded notification is no duplicate when it comes again [SPEC 5]") {
  rig at;
  switch_intake(at, entity::pricing, false);
  CHECK(at.accept(prices(digest))->discarded == 2);
  CHECK(at.accept(prices(digest))->discarded == 2);
  switch_intake(at, entity::pricing, true);
  CHECK(at.accept(prices(digest))->accepted == 2);
  CHECK(at.accept(prices(digest))->duplicates == 2);
}

TEST_CASE("intake: rows of other entities are kept, and what is unrouted is left alone") {
  rig at;
  switch_intake(at, entity::inventory, false);
  auto unrouted = parcel_of({price("X", 1)}, "unrouted");
  unrouted.unrouted = true;
  auto all = mixed("mixed");
  all.parcels.push_back(unrouted);
  switch_intake(at, entity::pricing,
                false);  // what an unrouted row says of its entity means nothing
  const submission* const group[]{&all};
  const auto done = at.ledger->append(group, at.now_us);
  REQUIRE(done.ok());
  const auto& said = done->receipts.front();
  REQUIRE(said.ok());
  CHECK(said->accepted == 1);
  CHECK(said->discarded == 2);
  CHECK(said->unrouted == 1);
  CHECK(done->discarded == std::array<std::uint64_t, entity_count>{1, 1, 0, 0, 0});
  CHECK(done->accepted == std::array<std::uint64_t, entity_count>{0, 0, 0, 0, 1});
  CHECK(sequences(*at.ledger, entity::order).size() == 1);
  CHECK(sequences(*at.ledger, entity::inventory).empty());
  CHECK(at.ledger->figures().letters == 1);
  // Part of it was kept, so it is known.
  CHECK(at.accept(mixed("mixed"))->duplicates == 3);
}

TEST_CASE("intake: the switch is on disk, off and on") {
  rig at;
  switch_intake(at, entity::customer, false);
  at.ledger = at.after(crash::power);
  CHECK(at.accept(one(parcel_of({row(entity::customer, "C1", 1)})))->discarded == 1);
  CHECK(at.accept(prices())->accepted == 2);
  switch_intake(at, entity::customer, true);
  CHECK(at.accept(one(parcel_of({row(entity::customer, "C1", 1)})))->accepted == 1);
}

TEST_CASE("intake: what is discarded needs no room, and a refused submission discards nothing") {
  rig at{{.path = {}, .max_unsettled = 2}};
  REQUIRE(at.accept(one(parcel_of({row(entity::order, "SO 1", 1)}))).ok());
  REQUIRE(at.accept(one(parcel_of({row(entity::order, "SO 2", 1)}))).ok());
  switch_intake(at, entity::pricing, false);
  CHECK(at.accept(prices())->discarded == 2);
  const auto refused = one(parcel_of({price("A", 1), row(entity::order, "SO 3", 1)}));
  const submission* const group[]{&refused};
  const auto done = at.ledger->append(group, at.now_us);
  REQUIRE(done.ok());
  CHECK(done->receipts.front().problem().code == errc::full);
  CHECK(done->discarded == std::array<std::uint64_t, entity_count>{});
}

TEST_CASE("intake: no row gets in after the switch has returned, whoever commits meanwhile") {
  constexpr std::size_t no_limit = std::size_t{1} << 40U;  // a slow machine commits many
  rig at{{.path = {}, .max_unsettled = no_limit, .max_journal_bytes = no_limit}};
  // So many rows that most of a commit is spent between its decision and its write.
  const auto many = one(parcel_of(std::vector<change>(2000, price("A", 1))));
  for (int round = 0; round < 20; ++round) {
    switch_intake(at, entity::pricing, true);
    const auto before = at.ledger->bounds(entity::pricing).second;
    std::atomic<bool> over{false};
    auto sender = std::async(std::launch::async, [&] {
      while (!over) REQUIRE(at.accept(many).ok());
    });
    while (at.ledger->bounds(entity::pricing).second == before) std::this_thread::yield();
    for (int wait = 0; wait < 200 * round; ++wait) std::this_thread::yield();  // into the next one
    switch_intake(at, entity::pricing, false);
    const auto last = at.ledger->bounds(entity::pricing).second;
    CHECK(at.accept(prices())->discarded == 2);
    over = true;
    sender.get();
    CHECK(at.ledger->bounds(entity::pricing).second == last);
  }
}
