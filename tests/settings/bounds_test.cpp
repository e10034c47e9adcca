#include "settings/codec.hpp"
#include "settings/table.hpp"
#include "tests/settings/loading.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace acumage;
using namespace acumage::settings;

namespace {

/// Written apart from the table, so that a slip there is seen. Seconds in milliseconds, fractions
/// in thousandths.
struct numeric {
  std::string_view key;
  std::int64_t min;
  std::int64_t max;
};
constexpr std::int64_t petabyte = 1'125'899'906'842'624;
constexpr numeric bounds[] = {
    {"connection.connect_timeout", 100, 300'000},
    {"connection.read_timeout", 1'000, 3'600'000},
    {"connection.check_interval", 0, 3'600'000},
    {"queue.threshold_count", 0, 100'000},
    {"queue.batch_count", 1, 1'000},
    {"queue.retry_count", 1, 100},
    {"queue.check_process_time", 1'000, 59'000},
    {"queue.process_sleep_time", 0, 59'000},
    {"queue.schedule_interval", 1'000, 3'600'000},
    {"acumatica.requests_per_minute", 1, 1'000},
    {"acumatica.page_size", 50, 5'000},
    {"acumatica.max_rows", 1, 100'000'000},
    {"acumatica.connect_timeout", 100, 300'000},
    {"acumatica.read_timeout", 1'000, 3'600'000},
    {"acumatica.overlap", 60'000, 86'400'000},
    {"acumatica.lag", 60'000, 86'400'000},
    {"acumatica.delta_every", 0, 86'400'000},
    {"acumatica.lost_pushes_every", 0, 86'400'000},
    {"price_sync.decimals", 0, 6},
    {"price_sync.store_id", 0, 65'535},
    {"inventory_sync.decimals", 0, 4},
    {"customer_sync.website_id", 1, 65'535},
    {"customer_sync.default_group", 1, 2'147'483'647},
    {"order_sync.order_store", 0, 65'535},
    {"order_sync.store_id", 1, 65'535},
    {"intake.port", 0, 65'535},
    {"intake.max_body", 1'024, 268'435'456},
    {"intake.max_connections", 1, 100'000},
    {"intake.request_timeout", 100, 600'000},
    {"intake.max_unsettled", 1, 100'000'000},
    {"intake.max_journal", 1'048'576, petabyte},
    {"intake.pair_window", 0, 60'000},
    {"intake.assemble_window", 0, 60'000},
    {"intake.max_duplicates", 1, 1'000'000'000},
    {"intake.duplicates_days", 1, 365},
    {"admin.port", 0, 65'535},
    {"delivery.concurrency.pricing", 1, 64},
    {"delivery.concurrency.inventory", 1, 64},
    {"delivery.concurrency.shipment", 1, 64},
    {"delivery.concurrency.customer", 1, 64},
    {"delivery.concurrency.order", 1, 64},
    {"delivery.rate", 0, 10'000'000},
    {"delivery.backoff_base", 1, 60'000},
    {"delivery.backoff_cap", 1, 3'600'000},
    {"delivery.park_interval", 1'000, 86'400'000},
    {"delivery.park_limit", 1'000, 2'592'000'000},
    {"delivery.probe_interval", 1'000, 3'600'000},
    {"delivery.suspect_limit", 1'000, 86'400'000},
    {"delivery.settle_time", 0, 600'000},
    {"delivery.shipment_hold", 0, 3'600'000},
    {"delivery.drain_deadline", 0, 600'000},
    {"storage.reserve", 0, petabyte},
    {"backup.every", 0, 2'678'400'000},
    {"backup.keep", 1, 1'000},
    {"dead_letters.max_bytes", 1'048'576, petabyte},
    {"history.retention_days", 1, 3'650},
    {"history.max_bytes", 1'048'576, petabyte},
    {"alerts.window", 1'000, 86'400'000},
    {"alerts.silence", 0, 2'592'000'000},
    {"alerts.backlog_age", 1'000, 604'800'000},
    {"alerts.failure_rate", 0, 1'000},
    {"alerts.disk_free", 0, petabyte},
};

bool is_numeric(const key_info& key) { return key.max != 0; }

/// The finding about the text of this key itself; rules between keys are not asked here.
std::string refusal(const key_info& key, const std::string& text) {
  const auto done = load_settings(
      {.file = {}, .overrides = {"--" + key.full_name() + "=" + text}, .environment = {}});
  for (const auto& each : done.findings)
    if (each.message.starts_with(key.full_name() + " = " + text + "; expected "))
      return each.message;
  return {};
}

/// Thousandths as somebody would type them: "-0.001", "3600.001".
std::string typed(const key_info& key, std::int64_t number) {
  if (key.kind == value_kind::whole) return std::to_string(number);
  if (number < 0) return "-" + typed(key, -number);
  auto decimals = std::to_string(1000 + number % 1000).substr(1);
  return std::to_string(number / 1000) + "." + decimals;
}

}  // namespace

TEST_CASE("settings: every number is accepted at its bounds and refused one step beyond") {
  for (const auto& each : bounds) {
    CAPTURE(each.key);
    const auto* key = find_key(each.key);
    REQUIRE(key != nullptr);
    CHECK(refusal(*key, typed(*key, each.min)).empty());
    CHECK(refusal(*key, typed(*key, each.max)).empty());
    CHECK(refusal(*key, typed(*key, each.min - 1)).ends_with("expected " + bounds_text(*key)));
    CHECK(refusal(*key, typed(*key, each.max + 1)).ends_with("expected " + bounds_text(*key)));
  }
}

TEST_CASE("settings: no numeric key is without bounds, and none is missing from this test") {
  std::set<std::string> listed;
  for (const auto& each : bounds) listed.emplace(each.key);
  for (const auto& section : settings_table())
    for (const auto& key : section.keys) {
      CAPTURE(key.full_name());
      const bool number =
          std::holds_alternative<std::int64_t>(key.get(acumage::settings::settings{}));
      CHECK(number == is_numeric(key));
      CHECK(number == listed.contains(key.full_name()));
    }
}

TEST_CASE("settings: every default lies within its bounds and choices") {
  for (const auto& section : settings_table())
    for (const auto& key : section.keys) {
      if (key.kind == value_kind::secret) continue;
      CAPTURE(key.full_name());
      const auto value = key.get(acumage::settings::settings{});
      const auto read = read_value(key, write_value(key, value));
      REQUIRE(read.value);
      CHECK(*read.value == value);
    }
}

TEST_CASE("settings: every key reaches its own member and no other") {
  for (const auto& section : settings_table())
    for (const auto& key : section.keys) {
      CAPTURE(key.full_name());
      acumage::settings::settings changed;
      const auto value = key.get(changed);
      if (std::holds_alternative<bool>(value))
        key.set(changed, !std::get<bool>(value));
      else if (std::holds_alternative<std::int64_t>(value))
        key.set(changed, std::get<std::int64_t>(value) == key.min ? key.max : key.min);
      else if (std::holds_alternative<secret>(value))
        key.set(changed, secret{"x"});
      else if (std::holds_alternative<std::string>(value))
        key.set(changed, std::string{key.choices.empty() ? "x"
                                     : key.choices.front() == std::get<std::string>(value)
                                         ? key.choices.back()
                                         : key.choices.front()});
      else
        key.set(changed, std::vector<std::string>{
                             key.choices.empty() ? "x" : std::string{key.choices.front()}});
      for (const auto& other_section : settings_table())
        for (const auto& other : other_section.keys) {
          const bool same = other.get(changed) == other.get(acumage::settings::settings{});
          CHECK_MESSAGE(same == (&other != &key), other.full_name());
        }
    }
}

TEST_CASE("settings: what is no number at all says what was expected") {
  for (const auto* text : {"", "abc", "1.5", "0x10", "1e3", "1,000", "+5", "5 s", "--1"})
    CHECK(refusal(*find_key("queue.batch_count"), text).find("expected") != std::string::npos);
  CHECK(refusal(*find_key("queue.batch_count"), "many") ==
        "queue.batch_count = many; expected a whole number, 1 to 1000");
  CHECK(refusal(*find_key("queue.batch_count"), "99999999999999999999") ==
        "queue.batch_count = 99999999999999999999; expected 1 to 1000");
}

TEST_CASE("settings: seconds take up to three decimals, exactly") {
  const auto sleep = [](const std::string& text) {
    const auto done = tests::load_overrides({"--queue.process_sleep_time=" + text});
    return done.value ? done.value->queue.process_sleep_time.count() : -1;
  };
  CHECK(sleep("0.001") == 1);
  CHECK(sleep("0.29") == 290);
  CHECK(sleep("1.5") == 1'500);
  CHECK(sleep("59") == 59'000);
  for (const auto* bad :
       {"", "0.0001", ".5", "1.", "-0.5", "-.5", "1.-5", "5s", "1e1", ".", "-", "1.2.3"})
    CHECK_MESSAGE(sleep(bad) == -1, bad);
}

TEST_CASE("settings: flags are true, on, yes, 1 or false, off, no, 0") {
  for (const auto* yes : {"true", "on", "Yes", "TRUE", "1"})
    CHECK(tests::load_overrides({"--entities.pricing=" + std::string{yes}})
              .value.value()
              .entities[0]);
  for (const auto* no : {"false", "off", "no", "0"})
    CHECK_FALSE(
        tests::load_overrides({"--entities.pricing=" + std::string{no}}).value.value().entities[0]);
  CHECK(tests::has_error(tests::load_overrides({"--entities.pricing=2"}),
                         "entities.pricing = 2; expected true or false"));
  CHECK(tests::has_error(tests::load_overrides({"--entities.pricing="}), "expected true or false"));
}

TEST_CASE("settings: choices name what there is, and the nearest of it") {
  CHECK(tests::has_error(tests::load_overrides({"--price_sync.price=sale_price"}),
                         "price_sync.price = sale_price; expected default_price or sales_price; "
                         "did you mean `sales_price`?"));
  CHECK(tests::has_error(tests::load_overrides({"--inventory_sync.monitor=on_hand, onhand"}),
                         "did you mean `on_hand`?"));
  const auto done = tests::load_overrides({"--inventory_sync.monitor=on_hand, available"});
  CHECK(done.value.value().inventory_sync.monitor ==
        std::vector{quantity_choice::on_hand, quantity_choice::available});
}

TEST_CASE("settings: lists are trimmed and hold no empty element") {
  CHECK(tests::load_overrides({"--inventory_sync.warehouses= EAST ,WEST "})
            .value.value()
            .inventory_sync.warehouses == acumage::settings::settings::names{"EAST", "WEST"});
  CHECK(tests::load_overrides({"--inventory_sync.warehouses="})
            .value.value()
            .inventory_sync.warehouses.empty());
  CHECK(tests::has_error(tests::load_overrides({"--inventory_sync.warehouses=EAST,,WEST"}),
                         "none of them empty"));
  for (const auto* const wrong : {"EAST WEST", "EAST;WEST", "EAST; WEST", "EAST\tWEST"})
    CHECK(tests::has_error(
        tests::load_overrides({std::string{"--inventory_sync.warehouses="} + wrong}),
        "with a blank or semicolon in it"));
}
