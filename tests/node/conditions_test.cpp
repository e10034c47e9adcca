#include "node/conditions.hpp"

#include "settings/settings.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace acumage;
using namespace acumage::node;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t hour_us = 3'600'000'000;
constexpr std::int64_t now_us = 1'786'702'931'042'000;

struct rig {
  settings::settings with;
  stats_table stats;
  node_facts facts;

  rig() {
    with.storage.path = ".";
    with.alerts.disk_free = 0;
    facts.now_us = now_us;
    stats.last_heard_us = now_us;
  }
  /// The words of the cause; empty: it is not among them.
  std::string words(alert_cause cause) const {
    for (const auto& each : lasting_conditions(with, stats, facts))
      if (each.cause == cause) return each.words;
    return {};
  }
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("conditions: a node that is well has none") {
  const rig at;
  CHECK(lasting_conditions(at.with, at.stats, at.facts).empty());
}

TEST_CASE("conditions: silence is longer than the setting, and over with the next notification") {
  rig at;
  at.with.alerts.silence = 2h;
  at.stats.last_heard_us = now_us - 2 * hour_us;
  CHECK(at.words(alert_cause::silence).empty());
  at.stats.last_heard_us = now_us - 3 * hour_us;
  CHECK(has(at.words(alert_cause::silence), "for 3 h"));
  at.with.alerts.silence = 0ms;
  CHECK(at.words(alert_cause::silence).empty());
}

TEST_CASE("conditions: a second company counts where no setting names one, in any spelling") {
  rig at;
  for (const auto* name : {"Northwind", "NORTHWIND", " northwind", ""})
    at.stats.companies.note(name);
  CHECK(at.words(alert_cause::company).empty());
  at.stats.companies.note("Contoso\n");
  CHECK(has(at.words(alert_cause::company), R"(company "Contoso" sends as well as "Northwind")"));
  at.with.intake.company = "Northwind";
  CHECK(at.words(alert_cause::company).empty());
}

TEST_CASE("conditions: certificates of both listeners are one cause, from 14 days on") {
  rig at;
  at.facts.intake_expires_us = now_us + 15 * 24 * hour_us;
  CHECK(at.words(alert_cause::certificate).empty());
  at.facts.intake_expires_us = now_us + 13 * 24 * hour_us;
  at.facts.admin_expires_us = now_us - hour_us;
  const auto words = at.words(alert_cause::certificate);
  CHECK(has(words, "intake: its certificate expires at 2026-08-27T"));
  CHECK(has(words, "admin: its certificate has expired at 2026-08-14T"));
}

TEST_CASE("conditions: old dead letters and damaged tables are told with their number") {
  rig at;
  at.facts.old_letters = 3;
  at.facts.damages = {"history: 000012.sst: block checksum mismatch", "another"};
  CHECK(has(at.words(alert_cause::old_letters), "3 open for more than a day"));
  CHECK(at.words(alert_cause::damaged) ==
        "history: 000012.sst: block checksum mismatch (and 1 more)");
}

TEST_CASE("conditions: an unknown word is wrong for as long as a change is parked for it") {
  rig at;
  at.stats.lane(entity::shipment).unknown_words.store(2);
  CHECK(has(at.words(alert_cause::unknown_word), "shipment: 2 parked because no setting covers"));
  at.stats.lane(entity::shipment).unknown_words.store(0);
  CHECK(at.words(alert_cause::unknown_word).empty());
}
