#include "rig.hpp"

using namespace acumage;
using namespace acumage::tests;

TEST_CASE("ledger: an end takes the change out and is counted by its outcome") {
  rig at;
  const auto a = at.accept(price("A", 1));
  const auto b = at.accept(price("B", 1));
  const auto c = at.accept(price("C", 1));
  const auto counts = at.end({end_of(a), end_of(b, end_kind::superseded),
                              end_of(c, end_kind::filtered), end_of(a, end_kind::filtered)});
  CHECK(counts == std::array<std::uint64_t, 4>{1, 1, 1, 0});
  CHECK(at.ledger->figures().unsettled == 0);
  CHECK(at.end({end_of(a), end_of(b)}) == std::array<std::uint64_t, 4>{});
  CHECK(at.ledger->history({}, {}, 10)->items.size() == 3);
  CHECK_FALSE(at.ledger->find(entity::pricing, a.sequence).ok());
}

TEST_CASE("ledger: an end of another lane's change ends nothing") {
  rig at;
  const auto entry = at.accept(price("A", 1));
  auto end = end_of(entry);
  end.entity = entity::order;
  CHECK(at.end({end})[0] == 0);
  CHECK(at.ledger->figures().unsettled == 1);
}

TEST_CASE("ledger: a crash shows the end of a change with its mark and history, or none of them") {
  rig at;
  const auto entry = at.accept(price("LAMP-07", 7));
  const auto check = [&](const storage::ledger& after) {
    const bool ended = !after.find(entity::pricing, entry.sequence).ok();
    CHECK((*after.mark_of(entity::pricing, "lamp-07")).has_value() == ended);
    CHECK(after.history({}, {}, 10)->items.size() == (ended ? 1U : 0U));
    CHECK(after.figures().unsettled == (ended ? 0U : 1U));
    return ended;
  };
  CHECK_FALSE(check(*at.after(crash::process)));
  const auto syncs = sync_count();
  at.end({delivered(entry, "42.5000")});
  CHECK(sync_count() == syncs);  // ends wait for no disk
  CHECK(check(*at.after(crash::process)));
  CHECK_FALSE(check(*at.after(crash::power)));  // it is done again, nothing is lost
  at.accept(price("B", 1));                     // its sync carries the end along
  CHECK_FALSE(at.after(crash::power)->find(entity::pricing, entry.sequence).ok());
}

TEST_CASE("ledger: a mark is found by any spelling of its key, in its own entity") {
  rig at;
  at.end({delivered(at.accept(price("Lamp-07", 7)), "42.5")});
  const auto mark = *at.ledger->mark_of(entity::pricing, "LAMP-07");
  REQUIRE(mark.has_value());
  CHECK(mark->version == version{7, 1});
  CHECK(mark->value == "42.5");
  CHECK_FALSE((*at.ledger->mark_of(entity::inventory, "LAMP-07")).has_value());
  CHECK_FALSE((*at.ledger->mark_of(entity::pricing, "LAMP-070")).has_value());
}

TEST_CASE("ledger: a mark never steps back, and holds what the store was told last") {
  rig at;
  const auto old = at.accept(price("A", 5));
  const auto newer = at.accept(price("a", 6));
  at.end({delivered(newer, "6.00")});
  at.end({delivered(old, "5.00")});  // a forced replay
  const auto mark = *at.ledger->mark_of(entity::pricing, "A");
  REQUIRE(mark.has_value());
  CHECK(mark->version == newer.version());
  CHECK(mark->value == "5.00");
}

TEST_CASE("ledger: an end can void what is known of the value, its version stays") {
  rig at;
  const auto first = at.accept(price("A", 5));
  const auto second = at.accept(price("A", 6));
  at.end({delivered(first, "5.00")});
  auto end = end_of(second, end_kind::superseded);
  end.voids_mark = true;
  at.end({end});
  const auto mark = *at.ledger->mark_of(entity::pricing, "A");
  REQUIRE(mark.has_value());
  CHECK(mark->version == first.version());
  CHECK_FALSE(mark->value.has_value());

  auto unknown = end_of(at.accept(price("NEVER-SENT", 6)), end_kind::superseded);
  unknown.voids_mark = true;
  at.end({unknown});
  CHECK_FALSE((*at.ledger->mark_of(entity::pricing, "NEVER-SENT")).has_value());
}

TEST_CASE("ledger: ends of one key in one write build on each other") {
  rig at;
  const auto first = at.accept(price("A", 9));
  const auto second = at.accept(price("A", 8));
  auto voids = end_of(second, end_kind::superseded);
  voids.voids_mark = true;
  at.end({delivered(first, "9.00"), voids});
  const auto mark = *at.ledger->mark_of(entity::pricing, "A");
  REQUIRE(mark.has_value());
  CHECK(mark->version == first.version());
  CHECK_FALSE(mark->value.has_value());
}

TEST_CASE("ledger: a letter without the end of its change is refused, and nothing is written") {
  rig at;
  const auto entry = at.accept(price("A", 1));
  const std::vector<dead_letter> letters{letter_of(entry, "no")};
  const std::vector<ending> ends{end_of(entry, end_kind::filtered)};
  const auto done = at.ledger->end(ends, letters, noon_us);
  REQUIRE_FALSE(done.ok());
  CHECK(done.problem().code == errc::invalid);
  CHECK(at.ledger->figures().unsettled == 1);
  CHECK(at.ledger->figures().letters == 0);
}

TEST_CASE("ledger: a mark that was read before an end is not what is read, or built on, after it") {
  rig at;
  for (std::uint64_t stamp = 5; stamp < 8; ++stamp) {
    const auto entry = at.accept(price("A", stamp));
    const auto before =
        *at.ledger->mark_of(entity::pricing, "A");  // as a batch that is about to leave
    CHECK(before.has_value() == (stamp > 5));
    at.end({delivered(entry, std::to_string(stamp))});
    const auto after = *at.ledger->mark_of(entity::pricing, "A");
    REQUIRE(after.has_value());
    CHECK(after->version == entry.version());
    CHECK(after->value == std::to_string(stamp));
  }
  const auto older = at.accept(price("A", 1));
  at.end({delivered(older, "1")});  // on the mark that the loop read last
  CHECK((*at.ledger->mark_of(entity::pricing, "A"))->version.stamp == 7);
}
