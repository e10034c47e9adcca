// A ledger on a folder of its own, and short ways to say what is accepted and how it ends.
#pragma once

#include "disk.hpp"
#include "messages/submission.hpp"
#include "storage/ledger.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace acumage::tests {

inline constexpr std::int64_t second_us = 1'000'000;
inline constexpr std::int64_t day_us = 86'400 * second_us;
/// When most tests happen.
inline constexpr std::int64_t noon_us = 1'755'000'000 * second_us;

inline change row(entity which, std::string key, std::uint64_t stamp) {
  change made;
  made.entity = which;
  made.key = std::move(key);
  made.stamp = stamp;
  made.inserted = R"({"InventoryID":")" + made.key + R"(","DefaultPrice":42.5})";
  made.id = "5f0d6f3e";
  made.query = "MC Price";
  made.accepted_at_us = noon_us;
  return made;
}
inline change price(std::string key, std::uint64_t stamp) {
  return row(entity::pricing, std::move(key), stamp);
}

inline parcel parcel_of(std::vector<change> changes, std::string fingerprint = {}) {
  return {.fingerprint = std::move(fingerprint), .changes = std::move(changes)};
}
inline submission one(parcel what) { return {.parcels = {std::move(what)}}; }

inline ending end_of(const journaled_change& entry, end_kind outcome = end_kind::delivered) {
  ending end;
  end.entity = entry.what.entity;
  end.key = entry.what.key;
  end.version = entry.version();
  end.outcome = outcome;
  return end;
}
inline ending delivered(const journaled_change& entry, std::string value) {
  auto end = end_of(entry);
  end.mark = delivered_mark{entry.version(), std::move(value)};
  return end;
}
inline dead_letter letter_of(const journaled_change& entry, std::string words,
                             letter_class reason = letter_class::exhausted) {
  dead_letter letter;
  letter.change = entry;
  letter.reason = reason;
  letter.error = std::move(words);
  letter.status = 400;
  letter.request = "POST /V1/products/base-prices";
  letter.attempts = {{.at_us = noon_us, .status = 400, .message = letter.error}};
  return letter;
}

class rig {
 public:
  explicit rig(storage::ledger_options with = {}) : options{std::move(with)} {
    options.path = folder / "data";
    open();
  }

  storage::ledger_options options;
  std::unique_ptr<storage::ledger> ledger;
  std::int64_t now_us = noon_us;

  void close() { ledger.reset(); }
  void open() { ledger = opened(options); }
  void reopen() {
    close();
    open();
  }
  const std::filesystem::path& path() const { return options.path; }

  /// The ledger as it comes up after a crash at this moment; this one goes on.
  std::unique_ptr<storage::ledger> after(crash how) {
    auto copy = options;
    copy.path = folder / ("crash-" + std::to_string(++crashes_));
    copy_after(how, options.path, copy.path);
    return opened(copy);
  }

  result<receipt> accept(const submission& what) { return accept_group({what}).front(); }
  std::vector<result<receipt>> accept_group(const std::vector<submission>& group) {
    std::vector<const submission*> pointers;
    for (const auto& each : group) pointers.push_back(&each);
    auto done = ledger->append(pointers, now_us);
    REQUIRE(done.ok());
    return std::move(done->receipts);
  }
  /// Accepts one change and gives it back as the journal has it.
  journaled_change accept(change what) {
    const auto which = what.entity;
    REQUIRE(accept(one(parcel_of({std::move(what)}))).ok());
    auto found = ledger->find(which, ledger->bounds(which).second);
    REQUIRE(found.ok());
    return *found;
  }
  std::array<std::uint64_t, 4> end(const std::vector<ending>& ends,
                                   const std::vector<dead_letter>& letters = {}) {
    auto done = ledger->end(ends, letters, now_us);
    REQUIRE_MESSAGE(done.ok(), (done.ok() ? "" : done.problem().message));
    return done->by_outcome;
  }
  /// Ends the change as a dead letter; its id.
  std::uint64_t fail(const journaled_change& entry, const std::string& words = "refused") {
    REQUIRE(end({end_of(entry, end_kind::dead_lettered)}, {letter_of(entry, words)})[3] == 1);
    letter_filter all;
    all.state.reset();
    auto page = ledger->letters(all, 0, 100000);
    REQUIRE(page.ok());
    return entry.letter != 0 ? entry.letter : page->items.back().id;
  }
  letter_state state_of(std::uint64_t id) {
    auto found = ledger->letter(id);
    REQUIRE(found.ok());
    return found->state;
  }

 private:
  static std::unique_ptr<storage::ledger> opened(const storage::ledger_options& with) {
    auto made = storage::ledger::open(with);
    REQUIRE_MESSAGE(made.ok(), (made.ok() ? "" : made.problem().message));
    return std::move(*made);
  }

  temp_dir folder;
  int crashes_ = 0;
};

/// Acceptance numbers of a lane, read from the journal.
inline std::vector<std::uint64_t> sequences(const storage::ledger& in, entity which) {
  auto rows = in.read(which, 0, UINT64_MAX, SIZE_MAX);
  REQUIRE(rows.ok());
  std::vector<std::uint64_t> found;
  for (const auto& each : *rows) found.push_back(each.sequence);
  return found;
}

}  // namespace acumage::tests
