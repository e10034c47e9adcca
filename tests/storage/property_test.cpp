// Random work on a ledger, with restarts and crashes in between, against a model of a few maps.

#include "messages/key.hpp"
#include "rig.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>

using namespace acumage;
using namespace acumage::tests;

namespace {

/// What the ledger must say, kept the simplest way.
struct model {
  struct entry {
    entity lane = entity::pricing;
    std::string key;
    version age;
    std::uint64_t letter = 0;
  };
  struct letter {
    entry what;
    letter_state state = letter_state::open;
    std::uint32_t replays = 0;
    std::size_t attempts = 1;
  };

  std::map<std::uint64_t, entry> unsettled;
  std::map<std::uint64_t, letter> letters;
  std::map<std::pair<entity, std::string>, delivered_mark> marks;
  std::set<std::string> fingerprints;
  std::uint64_t last_sequence = 0;
  std::uint64_t ended = 0;

  void deliver(const entry& done, const std::string& value) {
    auto& mark = marks[{done.lane, fold_key(done.key)}];
    mark.version = std::max(mark.version, done.age);
    mark.value = value;
    if (done.lane == entity::shipment) return;
    for (auto& [id, each] : letters)
      if (each.state == letter_state::open && each.what.lane == done.lane &&
          fold_key(each.what.key) == fold_key(done.key) && each.what.age < done.age)
        each.state = letter_state::superseded;
  }

  void end(std::uint64_t sequence, end_kind outcome, const std::string& value) {
    const auto done = unsettled.at(sequence);
    unsettled.erase(sequence);
    ++ended;
    if (outcome == end_kind::dead_lettered) {
      if (done.letter == 0) {
        const auto id = letters.empty() ? 1 : letters.rbegin()->first + 1;
        letters[id] = {.what = done};
      } else {
        letters.at(done.letter).state = letter_state::open;
        ++letters.at(done.letter).attempts;
      }
      return;
    }
    if (done.letter != 0)
      letters.at(done.letter).state =
          outcome == end_kind::superseded ? letter_state::superseded : letter_state::resolved;
    if (outcome == end_kind::delivered) deliver(done, value);
  }
};

class property_run {
 public:
  explicit property_run(std::uint64_t seed) : draw_{seed} {}

  void step() {
    at_.now_us += 1 + below(1000);
    switch (below(11)) {
      case 10: reopen_one(); break;
      case 0:
      case 1:
      case 2: append(); break;
      case 3:
      case 4:
      case 5: end_some(); break;
      case 6: move_back(); break;
      case 7: discard_one(); break;
      case 8: REQUIRE(at_.ledger->tidy(at_.now_us).ok()); break;
      default: restart(); break;
    }
  }

  void compare() {
    std::array<std::vector<std::uint64_t>, entity_count> lanes;
    for (const auto& [sequence, each] : model_.unsettled)
      lanes.at(index_of(each.lane)).push_back(sequence);
    for (const auto lane : all_entities)
      REQUIRE(sequences(*at_.ledger, lane) == lanes.at(index_of(lane)));
    for (const auto& [sequence, each] : model_.unsettled)
      REQUIRE(at_.ledger->find(each.lane, sequence)->letter == each.letter);
    compare_letters();
    for (const auto& [name, mark] : model_.marks) {
      const auto found = *at_.ledger->mark_of(name.first, name.second);
      REQUIRE(found.has_value());
      REQUIRE(found->version == mark.version);
      REQUIRE(found->value == mark.value);
    }
    REQUIRE(at_.ledger->figures().unsettled == model_.unsettled.size());
    REQUIRE(at_.ledger->history({}, {}, 1'000'000)->items.size() == model_.ended);
  }

 private:
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(draw_() % static_cast<std::uint64_t>(bound));
  }
  std::string a_key() { return std::string(1, "aAbBcC"[below(6)]) + std::to_string(below(3)); }

  void append() {
    std::vector<change> changes;
    for (auto rows = 1 + below(4); rows > 0; --rows)
      changes.push_back(row(static_cast<entity>(below(entity_count)), a_key(),
                            1 + static_cast<std::uint64_t>(below(20))));
    const auto fingerprint = below(3) == 0 ? std::string{} : std::to_string(below(200));
    const auto answer = at_.accept(one(parcel_of(changes, fingerprint)));
    REQUIRE(answer.ok());
    const bool fresh = fingerprint.empty() || model_.fingerprints.insert(fingerprint).second;
    REQUIRE(answer->duplicates == (fresh ? 0 : changes.size()));
    if (!fresh) return;
    for (const auto& each : changes) {
      const auto sequence = ++model_.last_sequence;
      model_.unsettled[sequence] = {each.entity, each.key, {each.stamp, sequence}};
    }
  }

  void end_some() {
    std::vector<ending> ends;
    std::vector<dead_letter> letters;
    auto left = model_.unsettled;
    for (const auto& [sequence, each] : left) {
      if (below(3) != 0) continue;
      const auto entry = at_.ledger->find(each.lane, sequence);
      REQUIRE(entry.ok());
      const auto outcome = static_cast<end_kind>(below(4));
      const auto value = std::to_string(below(100));
      ends.push_back(outcome == end_kind::delivered ? delivered(*entry, value)
                                                    : end_of(*entry, outcome));
      if (outcome == end_kind::dead_lettered) letters.push_back(letter_of(*entry, "no"));
      // One write each: what ends of one key do to each other within a write has tests of its own.
      at_.end(ends, letters);
      ends.clear();
      letters.clear();
      model_.end(sequence, outcome, value);
    }
  }

  std::optional<std::uint64_t> an_open_letter() {
    std::vector<std::uint64_t> open;
    for (const auto& [id, each] : model_.letters)
      if (each.state == letter_state::open) open.push_back(id);
    if (open.empty()) return std::nullopt;
    return open[static_cast<std::size_t>(below(static_cast<std::int64_t>(open.size())))];
  }

  void move_back() {
    const auto id = an_open_letter();
    if (!id) return;
    const bool force = below(4) == 0;
    auto& letter = model_.letters.at(*id);
    const auto mark = model_.marks.find({letter.what.lane, fold_key(letter.what.key)});
    const bool told_whole =
        letter.what.lane != entity::pricing && letter.what.lane != entity::inventory;
    const bool overtaken =
        !told_whole && mark != model_.marks.end() && mark->second.version > letter.what.age;
    const auto moved = at_.ledger->move_back(*id, force, nullptr, at_.now_us);
    REQUIRE(moved.ok());
    if (overtaken && !force) {
      REQUIRE(*moved == storage::moved::superseded);
      letter.state = letter_state::superseded;
      return;
    }
    REQUIRE(*moved == storage::moved::to_journal);
    letter.state = letter_state::replaying;
    ++letter.replays;
    auto entry = letter.what;
    entry.letter = *id;
    model_.unsettled[entry.age.sequence] = entry;
  }

  void discard_one() {
    const auto id = an_open_letter();
    if (!id) return;
    letter_filter filter;
    filter.ids = {*id};
    REQUIRE(*at_.ledger->close_letters(filter, letter_state::discarded, "", at_.now_us) == 1);
    model_.letters.at(*id).state = letter_state::discarded;
  }

  void reopen_one() {
    std::vector<std::uint64_t> closed;
    for (const auto& [id, each] : model_.letters)
      if (each.state == letter_state::discarded) closed.push_back(id);
    if (closed.empty()) return;
    const auto id =
        closed[static_cast<std::size_t>(below(static_cast<std::int64_t>(closed.size())))];
    auto& letter = model_.letters.at(id);
    letter_filter filter;
    filter.ids = {id};
    filter.state.reset();
    const auto did = at_.ledger->reopen_letters(filter, at_.now_us);
    REQUIRE(did.ok());
    const auto mark = model_.marks.find({letter.what.lane, fold_key(letter.what.key)});
    const bool newer = letter.what.lane != entity::shipment && mark != model_.marks.end() &&
                       mark->second.version > letter.what.age;
    letter.state = newer ? letter_state::superseded : letter_state::open;
    REQUIRE(did->count == (letter.state == letter_state::open ? 1 : 0));
  }

  void restart() {
    switch (below(3)) {
      case 0: at_.reopen(); break;
      case 1: crash_process(); break;
      default: cut_power();
    }
  }

  /// Ends may be lost with the power, changes never: each is in the journal or has its end.
  void cut_power() {
    const auto after = at_.after(crash::power);
    std::set<std::uint64_t> found;
    for (const auto lane : all_entities)
      for (const auto sequence : sequences(*after, lane)) found.insert(sequence);
    for (const auto& [sequence, each] : model_.unsettled) REQUIRE(found.contains(sequence));
    const auto history = after->history({}, {}, 1'000'000);
    REQUIRE(history.ok());
    for (const auto& each : history->items) found.insert(each.version.sequence);
    REQUIRE(found.size() == model_.last_sequence);
  }

  void crash_process() {
    // Unsettled is the same after a crash of the process: its writes have reached the kernel.
    const auto after = at_.after(crash::process);
    REQUIRE(after->figures().unsettled == model_.unsettled.size());
    REQUIRE(after->figures().bytes == at_.ledger->figures().bytes);
    REQUIRE(after->figures().letters == at_.ledger->figures().letters);
    REQUIRE(after->figures().letter_bytes == at_.ledger->figures().letter_bytes);
    for (const auto lane : all_entities) REQUIRE(after->bounds(lane) == at_.ledger->bounds(lane));
  }

  void compare_letters() {
    letter_filter all;
    all.state.reset();
    const auto page = at_.ledger->letters(all, 0, 1'000'000);
    REQUIRE(page.ok());
    REQUIRE(page->items.size() == model_.letters.size());
    std::uint64_t open = 0;
    for (const auto& each : page->items) {
      const auto& expected = model_.letters.at(each.id);
      REQUIRE(each.state == expected.state);
      REQUIRE(each.change.version() == expected.what.age);
      REQUIRE(each.replays == expected.replays);
      REQUIRE(each.attempts.size() == expected.attempts);
      open += each.state == letter_state::open ? 1U : 0U;
    }
    REQUIRE(at_.ledger->figures().letters == open);
  }

  std::mt19937_64 draw_;
  rig at_;
  model model_;
};

}  // namespace

TEST_CASE("ledger: random work with restarts and crashes leaves what a simple model says") {
  const auto seed = std::random_device{}();
  MESSAGE("seed ", seed);
  property_run run{seed};
  for (int turn = 0; turn < 400; ++turn) {
    run.step();
    if (turn % 5 == 0) run.compare();
  }
  run.compare();
}
