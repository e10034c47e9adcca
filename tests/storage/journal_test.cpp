#include "rig.hpp"

using namespace acumage;
using namespace acumage::tests;

TEST_CASE(
    "ledger: what was accepted is there after a power cut, whole and in order [setting "
    "storage.sync]") {
  rig at;
  auto full = row(entity::order, "SO SO009120", 638'912'345'678'901'234);
  full.deleted = R"({"OrderNbr":"SO009120   "})";
  full.company = "Northwind";
  REQUIRE(at.accept(one(parcel_of({price("LAMP-07", 5), full, price("LAMP-08", 6)}))).ok());

  const auto after = at.after(crash::power);
  CHECK(sequences(*after, entity::pricing) == std::vector<std::uint64_t>{1, 3});
  const auto order = after->find(entity::order, 2);
  REQUIRE(order.ok());
  CHECK(order->what.key == full.key);
  CHECK(order->what.stamp == full.stamp);
  CHECK(order->what.inserted == full.inserted);
  CHECK(order->what.deleted == full.deleted);
  CHECK(order->what.id == full.id);
  CHECK(order->what.query == full.query);
  CHECK(order->what.company == full.company);
  CHECK(order->what.accepted_at_us == full.accepted_at_us);
  CHECK(order->what.entity == entity::order);
  CHECK(order->letter == 0);
  CHECK(after->figures().unsettled == 3);
  CHECK(after->figures().bytes == at.ledger->figures().bytes);
}

TEST_CASE("ledger: a group of submissions is synced once") {
  rig at;
  at.accept(price("WARM-UP", 1));
  const auto before = sync_count();
  std::vector<submission> group;
  for (int i = 0; i < 50; ++i) group.push_back(one(parcel_of({price("SKU", 1)})));
  at.accept_group(group);
  CHECK(sync_count() == before + 1);
}

TEST_CASE("ledger: acceptance numbers grow over all lanes and are not used again after a crash") {
  rig at;
  REQUIRE(at.accept(one(parcel_of({price("A", 1), row(entity::inventory, "A@EAST", 1)}))).ok());
  const auto last = at.accept(price("B", 1));
  CHECK(last.sequence == 3);
  at.end({end_of(last)});
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  const auto after = at.after(crash::process);
  const auto again = one(parcel_of({price("C", 1)}));
  const submission* group[] = {&again};
  const auto accepted = after->append(group, noon_us);
  REQUIRE(accepted.ok());
  CHECK(accepted->heads[index_of(entity::pricing)] == 4);
  CHECK(accepted->heads[index_of(entity::inventory)] == 2);
  CHECK(accepted->heads[index_of(entity::order)] == 0);
  CHECK(accepted->accepted[index_of(entity::pricing)] == 1);
}

TEST_CASE("ledger: bounds say what is unsettled and what was ever written") {
  rig at;
  CHECK(at.ledger->bounds(entity::pricing) == std::pair<std::uint64_t, std::uint64_t>{0, 0});
  const auto first = at.accept(price("A", 1));
  const auto second = at.accept(price("B", 1));
  CHECK(at.ledger->bounds(entity::pricing) == std::pair<std::uint64_t, std::uint64_t>{1, 2});
  at.end({end_of(first)});
  CHECK(at.ledger->bounds(entity::pricing) == std::pair<std::uint64_t, std::uint64_t>{2, 2});
  at.end({end_of(second)});
  CHECK(at.ledger->bounds(entity::pricing) == std::pair<std::uint64_t, std::uint64_t>{3, 2});
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  at.reopen();
  CHECK(at.ledger->bounds(entity::pricing) == std::pair<std::uint64_t, std::uint64_t>{3, 2});
}

TEST_CASE("ledger: reading gives the wanted piece of one lane") {
  rig at;
  for (int i = 0; i < 10; ++i)
    REQUIRE(at.accept(one(parcel_of({price("A", 1), row(entity::customer, "C", 1)}))).ok());
  const auto piece = at.ledger->read(entity::customer, 4, 16, 5);
  REQUIRE(piece.ok());
  std::vector<std::uint64_t> found;
  for (const auto& each : *piece) found.push_back(each.sequence);
  CHECK(found == std::vector<std::uint64_t>{4, 6, 8, 10, 12});
  CHECK(at.ledger->read(entity::shipment, 0, 100, 5)->empty());
  const auto settled = at.ledger->find(entity::customer, 3);
  REQUIRE_FALSE(settled.ok());
  CHECK(settled.problem().code == errc::not_found);
}

TEST_CASE("ledger: at max_unsettled a submission is refused whole, smaller ones go on") {
  rig at{{.path = {}, .max_unsettled = 3}};
  const auto two = one(parcel_of({price("A", 1), price("B", 1)}, "two-rows"));
  const auto single = one(parcel_of({price("C", 1)}));
  const auto answers = at.accept_group({two, two, single, single});
  CHECK(answers[0]->accepted == 2);
  CHECK(answers[1]->duplicates == 2);
  CHECK(answers[2]->accepted == 1);
  REQUIRE_FALSE(answers[3].ok());
  CHECK(answers[3].problem().code == errc::full);
  CHECK(at.ledger->figures().unsettled == 3);
  CHECK(at.ledger->why_full() != "");
  const auto four =
      at.accept(one(parcel_of({price("A", 1), price("B", 1), price("C", 1), price("D", 1)})));
  REQUIRE_FALSE(four.ok());
  CHECK(four.problem().code == errc::too_large);

  at.end({end_of(*at.ledger->find(entity::pricing, 1))});
  CHECK(at.ledger->why_full() == "");
  CHECK(at.accept(single).ok());
  CHECK(sequences(*at.ledger, entity::pricing) == std::vector<std::uint64_t>{2, 3, 4});
}

TEST_CASE(
    "ledger: at max_journal_bytes nothing more is accepted until something ends [setting "
    "intake.max_journal]") {
  rig at{{.path = {}, .max_journal_bytes = 1000}};
  auto big = price("A", 1);
  big.inserted.assign(600, ' ');
  const auto first = at.accept(big);
  const auto second = at.accept(one(parcel_of({big})));
  REQUIRE_FALSE(second.ok());
  CHECK(second.problem().code == errc::full);
  const auto both = at.accept(one(parcel_of({big, big})));
  REQUIRE_FALSE(both.ok());
  CHECK(both.problem().code == errc::too_large);
  at.end({end_of(first)});
  CHECK(at.ledger->figures().bytes == 0);
  CHECK(at.accept(one(parcel_of({big}))).ok());
}

TEST_CASE("ledger: after a failed sync nothing is accepted until the folder is opened again") {
  rig at;
  at.accept(price("A", 1));
  const auto what = one(parcel_of({price("B", 1)}));
  const submission* group[] = {&what};
  {
    const failing_disk broken;
    const auto refused = at.ledger->append(group, noon_us);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.problem().code == errc::storage_failed);
  }
  const auto still = at.ledger->append(group, noon_us);
  REQUIRE_FALSE(still.ok());
  CHECK(still.problem().code == errc::storage_failed);
  CHECK(at.ledger->why_full() != "");
  CHECK(at.ledger->figures().unsettled == 1);
  at.reopen();
  CHECK(at.ledger->append(group, noon_us).ok());
}

TEST_CASE("ledger: a long past does not slow reading down") {
  rig at{{.path = {}, .sync = false}};
  constexpr std::uint64_t total = 300'000;
  constexpr std::uint64_t chunk = 3000;
  const auto parked = at.accept(price("PARKED", 1));
  for (std::uint64_t done = 0; done < total; done += chunk) {
    std::vector<change> changes(chunk, price("SKU", 1));
    REQUIRE(at.accept(one(parcel_of(std::move(changes)))).ok());
    std::vector<ending> ends;
    auto rows = at.ledger->read(entity::pricing, parked.sequence + 1, UINT64_MAX, chunk);
    REQUIRE(rows.ok());
    REQUIRE(rows->size() == chunk);
    for (const auto& each : *rows) ends.push_back(end_of(each));
    REQUIRE(at.end(ends)[0] == chunk);
  }
  const auto last = at.accept(price("LAST", 1));

  // Behind the parked one lie 300,000 settled ones: they are jumped over, not walked.
  removed_records_passed();
  CHECK(sequences(*at.ledger, entity::pricing) ==
        std::vector<std::uint64_t>{parked.sequence, last.sequence});
  CHECK(removed_records_passed() < 1000);

  at.end({end_of(parked)});
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  at.reopen();
  CHECK(at.ledger->bounds(entity::pricing).first == last.sequence);
  removed_records_passed();
  CHECK(sequences(*at.ledger, entity::pricing) == std::vector<std::uint64_t>{last.sequence});
  CHECK(removed_records_passed() < 10);
}

TEST_CASE("ledger: whoever opened it is told once of a disk that fails [SPEC 8]") {
  std::vector<error> told;
  storage::ledger_options with;
  with.on_failure = [&](const error& problem) { told.push_back(problem); };
  rig at{std::move(with)};
  at.accept(price("LAMP-07", 1));
  CHECK(told.empty());
  {
    const failing_disk broken;
    const auto lost = one(parcel_of({price("LAMP-08", 1)}));
    const submission* group[] = {&lost};
    CHECK_FALSE(at.ledger->append(group, at.now_us).ok());
    CHECK_FALSE(at.ledger->sync().ok());
  }
  REQUIRE(told.size() == 1);
  CHECK(told[0].code == errc::storage_failed);
  CHECK(told[0].message.find("Input/output error") != std::string::npos);
}
