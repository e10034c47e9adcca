#include "storage/jobs/first_loads.hpp"
#include "storage/record_codec.hpp"

#include "storage/keys.hpp"
#include "storage/unsettled.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <map>
#include <random>
#include <string>

using namespace acumage;
using namespace acumage::storage;

namespace {

journaled_change an_entry() {
  journaled_change entry;
  entry.sequence = 12;
  entry.letter = 300;
  entry.force = true;
  entry.what.entity = entity::customer;
  entry.what.key = std::string{"C\0", 2};
  entry.what.stamp = std::numeric_limits<std::uint64_t>::max();
  entry.what.accepted_at_us = -1;
  entry.what.inserted = std::string(300, 'x');
  return entry;
}

/// Calls every decoder; only that they come back matters.
void decode_all(const std::string& bytes) {
  dead_letter letter;
  static_cast<void>(decode_entry(entity::pricing, 1, bytes));
  static_cast<void>(letter_of_entry(bytes));
  static_cast<void>(decode_letter_head(1, bytes));
  static_cast<void>(decode_letter_body(bytes, letter));
  static_cast<void>(decode_mark(bytes));
  static_cast<void>(decode_history(1, 1, bytes));
  static_cast<void>(decode_job(bytes));
}

}  // namespace

TEST_CASE("record_codec: extremes come back as they were") {
  const auto entry = an_entry();
  const auto back = decode_entry(entity::customer, 12, encode(entry));
  REQUIRE(back.has_value());
  CHECK(back->letter == 300);
  CHECK(back->force);
  CHECK(back->what.key == entry.what.key);
  CHECK(back->what.stamp == entry.what.stamp);
  CHECK(back->what.accepted_at_us == -1);
  CHECK(back->what.inserted == entry.what.inserted);
  CHECK(letter_of_entry(encode(entry)) == 300);
  const delivered_mark mark{{1, 2}, std::string{}};
  CHECK(decode_mark(encode(mark))->value == std::string{});
  CHECK_FALSE(decode_mark(encode(delivered_mark{{1, 2}, {}}))->value.has_value());
}

TEST_CASE("record_codec: a record that is cut, lengthened or of another form is damaged") {
  const auto bytes = encode(an_entry());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_FALSE(decode_entry(entity::customer, 12, bytes.substr(0, size)).has_value());
  CHECK_FALSE(decode_entry(entity::customer, 12, bytes + '\0').has_value());
  auto other = bytes;
  other[0] = 2;
  CHECK_FALSE(decode_entry(entity::customer, 12, other).has_value());
}

TEST_CASE("record_codec: no bytes bring a decoder down") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937_64 draw{seed};
  replay_job job;
  job.filter.ids = {1, 2, 3};
  const std::string good[] = {encode(an_entry()), encode(job), encode(delivered_mark{{1, 2}, "x"}),
                              encode(history_record{}), encode(letter_head{})};
  for (int turn = 0; turn < 20'000; ++turn) {
    auto bytes = good[draw() % std::size(good)];
    if (turn % 2 == 0) bytes.assign(draw() % 60, '\1');
    for (auto changes = draw() % 8; changes > 0 && !bytes.empty(); --changes)
      bytes[draw() % bytes.size()] = static_cast<char>(draw());
    decode_all(bytes);
  }
}

TEST_CASE("keys: the order of bytes is the order of numbers") {
  CHECK(journal_key(entity::pricing, 255) < journal_key(entity::pricing, 256));
  CHECK(journal_key(entity::pricing, std::numeric_limits<std::uint64_t>::max()) <
        journal_end(entity::pricing));
  CHECK(journal_end(entity::pricing) < journal_key(entity::inventory, 0));
  CHECK(number_at_end(journal_key(entity::order, 0x0102030405060708)) == 0x0102030405060708);
  CHECK(number_at_end(history_key(7, 9), 8) == 7);
  CHECK(number_at_end("short") == 0);
}

TEST_CASE("keys: no key's letters are among another's") {
  const auto prefix = open_letter_prefix(entity::pricing, "A");
  CHECK_FALSE(open_letter_key(entity::pricing, "AB", 1).starts_with(prefix));
  CHECK_FALSE(open_letter_key(entity::order, "A", 1).starts_with(prefix));
  CHECK(open_letter_key(entity::pricing, "a", 1).starts_with(prefix));
}

TEST_CASE("codec: a first load survives, at whatever step it is") {
  first_load load;
  load.step = load_step::loading;
  load.state = load_state::failed;
  load.error = "no";
  load.failing = {"store: TLS"};
  load.started_us = 7;
  load.ended_us = -1;
  load.parts.resize(2);
  auto& part = load.parts[1];
  part.entity = entity::customer;
  part.rows = 12;
  part.time = {.reading_s = 3, .sending_s = 4, .measured = true};
  part.seen = load_comparison{.checked = 9,
                              .changes = 2,
                              .lacking = 3,
                              .unmapped = 1,
                              .largest = {{"A", "1", "2"}, {"B", "x", ""}}};
  part.paused = part.left_out = part.loaded = true;
  part.job = "00000003";
  part.differences = 5;
  part.remedies = {"run"};
  const auto bytes = encode(load);
  const auto read = decode_first_load(bytes);
  REQUIRE(read);
  CHECK(encode(*read) == bytes);
  CHECK(read->parts[1].seen->largest[1].key == "B");
  CHECK(read->parts[1].rows == 12u);
  CHECK(!read->parts[0].rows);
  CHECK(!read->parts[0].seen);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK(!decode_first_load(bytes.substr(0, size)));
}

TEST_CASE("keys: the stable hash is FNV-1a") {
  CHECK(stable_hash("") == 0xCBF29CE484222325ULL);
  CHECK(stable_hash("a") == 0xAF63DC4C8601EC8CULL);
}

TEST_CASE("unsettled: behaves like a sorted map from number to size") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937_64 draw{seed};
  unsettled tested;
  std::map<std::uint64_t, std::uint32_t> model;
  std::uint64_t bytes = 0;
  for (int turn = 0; turn < 20'000; ++turn) {
    const auto sequence = draw() % 5000;
    const auto size = static_cast<std::uint32_t>(draw() % 1000);
    if (draw() % 5 < 2) {
      const bool fresh = model.emplace(sequence, size).second;
      if (fresh) bytes += size;
      REQUIRE(tested.add(sequence, size) == fresh);
    } else {
      const auto found = model.find(sequence);
      const auto removed = tested.remove(sequence);
      REQUIRE(removed.has_value() == (found != model.end()));
      if (found == model.end()) continue;
      REQUIRE(*removed == found->second);
      bytes -= found->second;
      model.erase(found);
    }
    REQUIRE(tested.count() == model.size());
    REQUIRE(tested.bytes() == bytes);
    REQUIRE(tested.lowest().has_value() == !model.empty());
    if (!model.empty()) REQUIRE(*tested.lowest() == model.begin()->first);
    REQUIRE(tested.contains(sequence) == model.contains(sequence));
  }
  std::vector<std::uint64_t> expected;
  for (auto each = model.lower_bound(1000); each != model.end() && each->first <= 4000; ++each)
    if (expected.size() < 300) expected.push_back(each->first);
  CHECK(tested.collect(1000, 4000, 300) == expected);
}
