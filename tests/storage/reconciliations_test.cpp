// Reconciliations and their schedule, as the data folder keeps them.
#include "rig.hpp"

#include "storage/jobs/reconciliations.hpp"

#include <doctest/doctest.h>

using namespace acumage;
using namespace acumage::storage;
using namespace acumage::tests;

namespace {

reconcile_status a_job(std::string id) {
  reconcile_status job;
  job.id = std::move(id);
  job.order = {.entity = entity::order,
               .scope = reconcile_scope::keys,
               .sample = 7,
               .keys = {"A", std::string{"B\0", 2}},
               .fix = reconcile_fix::node,
               .automatic = true};
  job.key_count = 2;
  job.state = reconcile_state::failed;
  job.has_erp = true;
  job.started_us = noon_us;
  job.ended_us = noon_us + 1;
  job.checked = 1;
  job.expected = 2;
  job.suspected = 3;
  job.classes = {{"agree", 4}, {"both", 5}};
  job.differences = 6;
  job.fixed = 8;
  job.file = "reports/x.csv";
  job.error = "an error";
  job.cut_short = true;
  return job;
}

}  // namespace

TEST_CASE("reconciliations: a job comes back as it was, and a cut record is none") {
  const auto bytes = encode(a_job("17"));
  const auto back = decode_reconciliation(bytes);
  REQUIRE(back.has_value());
  CHECK(encode(*back) == bytes);
  CHECK(back->order.keys == a_job("").order.keys);
  CHECK(back->classes == a_job("").classes);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK(!decode_reconciliation(bytes.substr(0, size)));
}

TEST_CASE("reconciliations: of many keys, the first twenty are kept, and their number") {
  auto job = a_job("17");
  job.order.keys.assign(500, "K");
  job.key_count = 500;
  const auto back = decode_reconciliation(encode(job));
  REQUIRE(back.has_value());
  CHECK(back->order.keys.size() == reconcile_status::most_keys_kept);
  CHECK(back->key_count == 500);
}

TEST_CASE("reconciliations: they survive a restart, in the order of their numbers") {
  rig at;
  for (const auto* id : {"9", "1767225600", "10"})
    REQUIRE(at.ledger->save_reconciliation(a_job(id), {}).ok());
  REQUIRE(at.ledger->save_reconciliation(a_job("1767225601"), "10").ok());
  at.reopen();
  const auto all = at.ledger->reconciliations();
  REQUIRE(all.ok());
  std::vector<std::string> ids;
  for (const auto& each : *all) ids.push_back(each.id);
  CHECK(ids == std::vector<std::string>{"9", "1767225600", "1767225601"});
}

TEST_CASE("reconciliations: a schedule is in force since it was first seen, until another is") {
  rig at;
  CHECK(*at.ledger->in_force_since("sunday 03:00", 5) == 5);
  at.reopen();
  CHECK(*at.ledger->in_force_since("sunday 03:00", 9) == 5);
  CHECK(*at.ledger->in_force_since("", 10) == 10);
  CHECK(*at.ledger->in_force_since("sunday 03:00", 11) == 11);
}
