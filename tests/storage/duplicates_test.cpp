#include "rig.hpp"

using namespace acumage;
using namespace acumage::tests;

namespace {

submission notification(const std::string& fingerprint) {
  return one(parcel_of({price("A", 1), price("B", 1)}, fingerprint));
}

const std::string digest(16, '\xA7');

}  // namespace

TEST_CASE("ledger: a parcel is accepted once, within a group, after it and after a restart") {
  rig at;
  const auto answers = at.accept_group({notification(digest), notification(digest)});
  CHECK(answers[0]->accepted == 2);
  CHECK(answers[0]->duplicates == 0);
  CHECK(answers[1]->accepted == 0);
  CHECK(answers[1]->duplicates == 2);
  CHECK(at.accept(notification(digest))->duplicates == 2);
  at.reopen();
  CHECK(at.accept(notification(digest))->duplicates == 2);
  CHECK(at.ledger->figures().unsettled == 2);
}

TEST_CASE("ledger: the fingerprint of an accepted parcel survives a power cut with its rows") {
  rig at;
  REQUIRE(at.accept(notification(digest)).ok());
  const auto after = at.after(crash::power);
  const auto again = notification(digest);
  const submission* group[] = {&again};
  CHECK(after->append(group, noon_us)->receipts[0]->duplicates == 2);
}

TEST_CASE("ledger: parcels without a fingerprint are never duplicates") {
  rig at;
  CHECK(at.accept(notification({}))->accepted == 2);
  CHECK(at.accept(notification({}))->accepted == 2);
}

TEST_CASE(
    "ledger: duplicates are counted beside what is new in one submission [SPEC 5 Duplicates]") {
  rig at;
  const submission both{.parcels = {parcel_of({price("A", 1)}, "one"),
                                    parcel_of({price("B", 1)}, "two"),
                                    parcel_of({price("A", 1)}, "one")}};
  CHECK(at.accept(both)->accepted == 2);
  CHECK(at.accept(both)->duplicates == 3);
}

TEST_CASE("ledger: a refused submission leaves no fingerprint [SPEC 5 Duplicates]") {
  rig at{{.path = {}, .max_unsettled = 3}};
  REQUIRE(at.accept(notification("first")).ok());
  const auto answers = at.accept_group({notification(digest), notification(digest)});
  CHECK(answers[0].problem().code == errc::full);
  CHECK(answers[1].problem().code == errc::full);
  at.end({end_of(*at.ledger->find(entity::pricing, 1))});
  CHECK(at.accept(notification(digest))->accepted == 2);
  CHECK(at.accept(notification(digest))->duplicates == 2);
}

TEST_CASE("ledger: a duplicate is known as such also when there is no room") {
  rig at{{.path = {}, .max_unsettled = 2}};
  REQUIRE(at.accept(notification(digest)).ok());
  CHECK(at.accept(notification(digest))->duplicates == 2);
}

TEST_CASE(
    "ledger: a fingerprint is forgotten after its time, trimmed or not [setting "
    "intake.duplicates_days]") {
  rig at{{.path = {}, .duplicates_us = 3 * day_us}};
  REQUIRE(at.accept(notification(digest)).ok());
  at.now_us += 3 * day_us - 1;
  CHECK(at.accept(notification(digest))->duplicates == 2);
  at.now_us += 1;
  CHECK(at.accept(notification(digest))->accepted == 2);
  // Known anew: trimming the old age must not take the new one along.
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  CHECK(at.accept(notification(digest))->duplicates == 2);

  at.now_us += 3 * day_us;
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  at.close();
  CHECK(stored_keys(at.path(), "fingerprints").empty());
  CHECK(stored_keys(at.path(), "fingerprint_ages").empty());
}

TEST_CASE(
    "ledger: of too many fingerprints the oldest go, also after a restart [setting "
    "intake.max_duplicates]") {
  rig at{{.path = {}, .max_duplicates = 3}};
  for (const auto* each : {"1", "2", "3", "4", "5"}) {
    REQUIRE(at.accept(notification(each)).ok());
    at.now_us += second_us;
  }
  at.reopen();
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  at.close();
  CHECK(stored_keys(at.path(), "fingerprints") == std::vector<std::string>{"3", "4", "5"});
  CHECK(stored_keys(at.path(), "fingerprint_ages").size() == 3);
}

TEST_CASE("ledger: a clock that is set back leaves no fingerprint that is never trimmed") {
  rig at{{.path = {}, .duplicates_us = day_us}};
  REQUIRE(at.accept(notification("early")).ok());
  at.now_us += 2 * day_us;
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  at.now_us -= 10 * day_us;
  REQUIRE(at.accept(notification(digest)).ok());
  at.now_us += 20 * day_us;
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  at.close();
  CHECK(stored_keys(at.path(), "fingerprints").empty());
}
