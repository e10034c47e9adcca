#include "storage/hand_marks.hpp"

#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <csignal>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

using namespace acumage;
using namespace acumage::storage;
using acumage::tests::temp_dir;

namespace {

/// Runs of one node: each ends with something in hand.
struct runs {
  temp_dir folder;
  std::unique_ptr<hand_marks> now = begin();

  std::unique_ptr<hand_marks> begin() {
    auto opened = hand_marks::open(folder.path());
    REQUIRE(opened.ok());
    return std::move(*opened);
  }
  /// The process dies with these in hand: the mark is still there when the file is read again.
  void die_with(const std::vector<std::uint64_t>& sequences, bool by_itself = true) {
    const hand_marks::hold held{*now, now->make_slot(), entity::pricing, sequences};
    die(by_itself);
  }
  void die(bool by_itself) {
    if (by_itself) hand_marks::note_crash();
    auto next = begin();
    std::swap(next, now);
    old.push_back(std::move(next));  // `held` still points into its mapping
  }
  bool suspect(std::uint64_t sequence) const { return now->suspect(entity::pricing, sequence); }
  bool condemned(std::uint64_t sequence) const { return now->condemned(entity::pricing, sequence); }

  std::vector<std::unique_ptr<hand_marks>> old;
};

}  // namespace

TEST_CASE("hand marks: what was in hand at a crash is suspected, nothing else") {
  runs all;
  CHECK_FALSE(all.now->careful());
  all.die_with({7, 8});
  CHECK(all.now->careful());
  CHECK(all.suspect(7));
  CHECK(all.suspect(8));
  CHECK_FALSE(all.suspect(9));
  CHECK_FALSE(all.now->suspect(entity::inventory, 7));
  CHECK_FALSE(all.condemned(7));
  all.now->passed(entity::pricing, 7);
  all.now->passed(entity::pricing, 8);
  CHECK_FALSE(all.now->careful());
}

TEST_CASE("hand marks: in hand alone at the third end in a row, it is condemned") {
  runs all;
  all.die_with({7, 8});
  all.die_with({7});
  CHECK_FALSE(all.condemned(7));
  all.die_with({7});
  CHECK(all.now->unclean_ends() == 3);
  CHECK(all.condemned(7));
  CHECK(all.suspect(8));
  CHECK_FALSE(all.condemned(8));
  all.now->passed(entity::pricing, 7);  // its letter is written: a replay of it is tried again
  CHECK_FALSE(all.condemned(7));
}

TEST_CASE("hand marks: kills from outside condemn only what was in hand alone at five of them") {
  runs all;
  for (const std::uint64_t each : {1, 2, 3, 4}) {
    all.die_with({each}, false);
    CHECK_FALSE(all.condemned(each));
  }
  for (int kills = 0; kills < 5; ++kills) {
    CHECK_FALSE(all.condemned(9));
    all.die_with({9}, false);
  }
  CHECK(all.condemned(9));
}

TEST_CASE("hand marks: kills while the store is waited for condemn nothing, an own end does") {
  runs all;
  for (const bool by_itself : {false, false, false, false, true}) {
    CHECK_FALSE(all.condemned(7));
    const std::vector<std::uint64_t> mine{7};
    hand_marks::hold held{*all.now, all.now->make_slot(), entity::pricing, mine};
    const hand_marks::wait waiting{held};
    all.die(by_itself);
    CHECK(all.suspect(7) == by_itself);
    CHECK(all.now->unanswered(entity::pricing, 7));
  }
  CHECK(all.condemned(7));
}

TEST_CASE("hand marks: who waits for the store while another dies of its work is not condemned") {
  runs all;
  for (int ends = 0; ends < 3; ++ends) {
    const std::vector<std::uint64_t> waits{7};
    const std::vector<std::uint64_t> works{8};
    hand_marks::hold held{*all.now, all.now->make_slot(), entity::inventory, waits};
    const hand_marks::wait waiting{held};
    const hand_marks::hold other{*all.now, all.now->make_slot(), entity::pricing, works};
    all.die(true);
  }
  CHECK(all.condemned(8));
  CHECK_FALSE(all.now->condemned(entity::inventory, 7));
}

TEST_CASE("hand marks: a run of a minute starts the count anew, but does not forget the suspects") {
  runs all;
  all.die_with({7});
  all.die_with({7});
  all.now->note_survived();
  all.die_with({7});
  CHECK(all.now->unclean_ends() == 0);
  CHECK(all.suspect(7));
  CHECK_FALSE(all.condemned(7));
}

TEST_CASE("hand marks: after an orderly end nothing is suspected") {
  runs all;
  all.die_with({7});
  all.now->note_clean_end();
  all.now = all.begin();
  CHECK(all.now->unclean_ends() == 0);
  CHECK_FALSE(all.now->careful());
}

TEST_CASE("hand marks: suspects are listed, until each has passed") {
  runs all;
  all.die_with({7, 8});
  all.now->passed(entity::pricing, 7);
  const std::vector<std::pair<entity, std::uint64_t>> left{{entity::pricing, 8}};
  CHECK(all.now->known() == left);
}

TEST_CASE("hand marks: changes put down again are not in hand") {
  runs all;
  const std::vector<std::uint64_t> mine{7};
  { const hand_marks::hold held{*all.now, all.now->make_slot(), entity::pricing, mine}; }
  all.die_with({8});
  CHECK_FALSE(all.suspect(7));
  CHECK(all.suspect(8));
}

TEST_CASE(
    "hand marks: what waited for an answer is unanswered until it has ended, over further starts") {
  runs all;
  {
    const std::vector<std::uint64_t> mine{7, 8};
    hand_marks::hold held{*all.now, all.now->make_slot(), entity::pricing, mine};
    const hand_marks::wait waiting{held};
    all.die(false);
  }
  CHECK_FALSE(all.now->careful());
  all.now->ended(entity::pricing, 7);
  all.die_with({9}, false);
  CHECK_FALSE(all.now->unanswered(entity::pricing, 7));
  CHECK(all.now->unanswered(entity::pricing, 8));
  CHECK_FALSE(all.now->unanswered(entity::pricing, 9));
}

TEST_CASE("hand marks: what got no answer is unanswered after an orderly end, too") {
  runs all;
  const std::vector<std::uint64_t> doubted{5};
  all.now->doubt(entity::pricing, doubted);
  {
    const std::vector<std::uint64_t> mine{7};
    hand_marks::hold held{*all.now, all.now->make_slot(), entity::pricing, mine};
    const hand_marks::wait waiting{held};
    all.now->note_clean_end();
    all.die(false);
  }
  CHECK(all.now->unanswered(entity::pricing, 5));
  CHECK(all.now->unanswered(entity::pricing, 7));
  CHECK_FALSE(all.now->careful());
}

TEST_CASE("hand marks: what had asked is unanswered from the request on to its end") {
  runs all;
  const std::vector<std::uint64_t> mine{7};
  const auto place = all.now->make_slot();
  {
    hand_marks::hold held{*all.now, place, entity::pricing, mine};
    { const hand_marks::wait waiting{held}; }  // an answer came, and nobody has read it yet
    all.die(false);
  }
  CHECK(all.now->unanswered(entity::pricing, 7));
  // What is taken in hand next in the same place has asked for nothing.
  const auto next = all.now->make_slot();
  {
    hand_marks::hold held{*all.now, next, entity::pricing, mine};
    const hand_marks::wait waiting{held};
  }
  const std::vector<std::uint64_t> other{8};
  const hand_marks::hold held{*all.now, next, entity::pricing, other};
  all.die(false);
  CHECK_FALSE(all.now->unanswered(entity::pricing, 8));
}

TEST_CASE("hand marks: as many as a batch has, and many more, are kept over a start") {
  runs all;
  std::vector<std::uint64_t> many;
  for (std::uint64_t each = 1; each <= 100'000; ++each) many.push_back(each);
  all.now->doubt(entity::inventory, many);
  for (const std::uint64_t each : {1, 50'000, 99'999}) all.now->ended(entity::inventory, each);
  all.die(false);
  std::size_t left = 0;
  for (const auto each : many) left += all.now->unanswered(entity::inventory, each) ? 1 : 0;
  CHECK(left == 99'997);
  CHECK_FALSE(all.now->unanswered(entity::inventory, 50'000));
  // Places that were free between the others are used again, to the last of 131,072.
  std::vector<std::uint64_t> further;
  for (std::uint64_t each = 200'001; each <= 231'075; ++each) further.push_back(each);
  all.now->doubt(entity::inventory, further);
  all.die(false);
  for (const auto each : further) {
    if (!all.now->unanswered(entity::inventory, each)) FAIL_CHECK(each);
  }
  CHECK(all.now->known().size() == 131'072);
}

namespace {

/// Doubts some, then doubts and ends others until it is killed; a byte to `told` now and then.
[[noreturn]] void doubt_without_end(const std::filesystem::path& folder, int told) {
  auto opened = hand_marks::open(folder);
  if (!opened) ::_exit(1);
  auto& marks = **opened;
  std::vector<std::uint64_t> lasting;
  for (std::uint64_t each = 1; each <= 500; ++each) lasting.push_back(each);
  marks.doubt(entity::pricing, lasting);
  for (std::uint64_t next = 1000;; ++next) {
    const std::array one{next};
    marks.doubt(entity::pricing, one);
    marks.ended(entity::pricing, next);
    if (next % 64 == 0 && ::write(told, "", 1) != 1) ::_exit(1);
  }
}

}  // namespace

TEST_CASE("hand marks: a kill at any instruction forgets no doubt") {
  for (int round = 0; round < 40; ++round) {
    const temp_dir folder;
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const auto child = ::fork();
    if (child == 0) doubt_without_end(folder.path(), ends[1]);
    char byte = 0;
    for (int i = 0; i <= round; ++i) REQUIRE(::read(ends[0], &byte, 1) == 1);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    for (const int end : ends) ::close(end);
    auto opened = hand_marks::open(folder.path());
    REQUIRE(opened.ok());
    std::size_t kept = 0;
    for (std::uint64_t each = 1; each <= 500; ++each)
      kept += (*opened)->unanswered(entity::pricing, each) ? 1 : 0;
    CHECK(kept == 500);
    CHECK((*opened)->known().size() <= 501);
  }
}
