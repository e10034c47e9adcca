#include "rig.hpp"

using namespace acumage;
using namespace acumage::tests;
using storage::moved;

namespace {

letter_filter in_any_state() {
  letter_filter filter;
  filter.state.reset();
  return filter;
}

std::vector<std::uint64_t> ids(const letter_page& page) {
  std::vector<std::uint64_t> found;
  for (const auto& each : page.items) found.push_back(each.id);
  return found;
}

std::vector<std::uint64_t> ids(rig& at, const letter_filter& filter) {
  const auto page = at.ledger->letters(filter, 0, 1000);
  REQUIRE(page.ok());
  return ids(*page);
}

}  // namespace

TEST_CASE(
    "ledger: a letter keeps all it was given and settles its change in the same write [SPEC 9 "
    "Letter]") {
  rig at;
  const auto entry = at.accept(price("LAMP-07", 7));
  auto letter = letter_of(entry, "Requested product doesn't exist: LAMP-07");
  letter.attempts.push_back(
      {.at_us = noon_us + 1, .status = 0, .message = "reset", .request_id = "3f9c-8"});
  REQUIRE(at.end({end_of(entry, end_kind::dead_lettered)}, {letter})[3] == 1);
  const auto after = at.after(crash::process);
  CHECK_FALSE(after->find(entity::pricing, entry.sequence).ok());
  const auto kept = after->letter(1);
  REQUIRE(kept.ok());
  CHECK(kept->id == 1);
  CHECK(kept->state == letter_state::open);
  CHECK(kept->reason == letter_class::exhausted);
  CHECK(kept->error == letter.error);
  CHECK(kept->request == letter.request);
  CHECK(kept->status == 400);
  CHECK(kept->change.sequence == entry.sequence);
  CHECK(kept->change.what.key == "LAMP-07");
  CHECK(kept->change.what.stamp == 7);
  CHECK(kept->change.what.inserted == entry.what.inserted);
  CHECK(kept->change.what.query == entry.what.query);
  REQUIRE(kept->attempts.size() == 2);
  CHECK(kept->attempts[0].request_id.empty());
  CHECK(kept->attempts[1].message == "reset");
  CHECK(kept->attempts[1].request_id == "3f9c-8");
  CHECK(kept->first_at_us == at.now_us);
  CHECK(kept->last_at_us == at.now_us);
  CHECK(after->figures().letters == 1);
  CHECK(after->figures().letters_by_class.at("exhausted") == 1);
  CHECK(after->figures().letters_by_entity == std::map<std::string, std::uint64_t>{{"pricing", 1}});
  CHECK(after->figures().letter_bytes == at.ledger->figures().letter_bytes);
}

TEST_CASE(
    "ledger: a delivery makes the older letters of its key superseded, whatever its spelling [SPEC "
    "9 Overtaken]") {
  rig at;
  const auto old = at.fail(at.accept(price("Lamp", 5)));
  const auto newer = at.fail(at.accept(price("LAMP", 9)));
  const auto other = at.fail(at.accept(price("LAMP2", 5)));
  const auto entry = at.accept(price("lamp", 7));
  const auto later = at.fail(at.accept(price("lamp", 7)));  // by its acceptance number
  at.end({end_of(at.accept(price("lamp", 8)), end_kind::filtered)});
  CHECK(at.state_of(old) == letter_state::open);
  at.reopen();
  at.end({delivered(entry, "1")});
  CHECK(at.state_of(old) == letter_state::superseded);
  CHECK(at.state_of(newer) == letter_state::open);
  CHECK(at.state_of(later) == letter_state::open);
  CHECK(at.state_of(other) == letter_state::open);
  CHECK(at.ledger->figures().letters == 3);
}

TEST_CASE("ledger: a later shipment says nothing about the lines of a letter") {
  rig at;
  const auto id = at.fail(at.accept(row(entity::shipment, "004417@SO SO009120", 5)));
  at.end({delivered(at.accept(row(entity::shipment, "004417@SO SO009120", 6)), "")});
  CHECK(at.state_of(id) == letter_state::open);
  CHECK(*at.ledger->move_back(id, false, nullptr, at.now_us) == moved::to_journal);
}

TEST_CASE("ledger: a letter and the newer delivery of its key may be in one write") {
  rig at;
  const auto old = at.accept(price("A", 5));
  const auto newer = at.accept(price("a", 6));
  at.end({end_of(old, end_kind::dead_lettered), delivered(newer, "6")}, {letter_of(old, "no")});
  CHECK(at.state_of(1) == letter_state::superseded);
  CHECK(at.ledger->figures().letters == 0);
}

TEST_CASE(
    "ledger: a letter that moves back is in the journal or a letter, never both or neither [SPEC 9 "
    "Replay]") {
  rig at;
  const auto entry = at.accept(price("A", 5));
  const auto id = at.fail(entry);
  at.accept(price("B", 1));
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  const auto before = at.after(crash::power);
  CHECK(before->letter(id)->state == letter_state::open);
  CHECK_FALSE(before->find(entity::pricing, entry.sequence).ok());

  CHECK(*at.ledger->move_back(id, true, nullptr, at.now_us) == moved::to_journal);
  const auto after = at.after(crash::power);
  CHECK(after->letter(id)->state == letter_state::replaying);
  CHECK(sequences(*after, entity::pricing) == std::vector<std::uint64_t>{1, 2});
  const auto back = after->find(entity::pricing, entry.sequence);
  REQUIRE(back.ok());
  CHECK(back->letter == id);
  CHECK(back->force);
  CHECK(back->what.inserted == entry.what.inserted);
  CHECK(*at.ledger->move_back(id, false, nullptr, at.now_us) == moved::gone);
  CHECK(*at.ledger->move_back(99, false, nullptr, at.now_us) == moved::gone);
  CHECK(at.ledger->figures().letters == 0);
}

TEST_CASE("ledger: the floor does not run over a letter that moved back") {
  rig at;
  const auto entry = at.accept(price("A", 5));
  const auto id = at.fail(entry);
  for (int i = 0; i < 5; ++i) at.end({end_of(at.accept(price("B", 1)))});
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  REQUIRE(at.ledger->move_back(id, false, nullptr, at.now_us).ok());
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  at.reopen();
  CHECK(sequences(*at.ledger, entity::pricing) == std::vector<std::uint64_t>{entry.sequence});
}

TEST_CASE("ledger: a replay that fails again is the same letter, with all its attempts") {
  rig at;
  const auto entry = at.accept(price("A", 5));
  const auto id = at.fail(entry, "first");
  at.now_us += 60 * second_us;
  REQUIRE(at.ledger->move_back(id, false, nullptr, at.now_us).ok());
  at.reopen();
  at.now_us += second_us;
  auto again = letter_of(*at.ledger->find(entity::pricing, entry.sequence), "second",
                         letter_class::conflict);
  again.request.clear();
  at.end({end_of(entry, end_kind::dead_lettered)}, {again});
  const auto letter = at.ledger->letter(id);
  REQUIRE(letter.ok());
  CHECK(ids(at, in_any_state()) == std::vector<std::uint64_t>{id});
  CHECK(letter->state == letter_state::open);
  CHECK(letter->replays == 1);
  CHECK(letter->reason == letter_class::conflict);
  CHECK(letter->error == "second");
  CHECK(letter->request == "POST /V1/products/base-prices");
  CHECK(letter->first_at_us == noon_us);
  CHECK(letter->last_at_us == at.now_us);
  REQUIRE(letter->attempts.size() == 2);
  CHECK(letter->attempts[0].message == "first");
  CHECK(letter->attempts[1].message == "second");
  // It is found by its key as before.
  at.end({delivered(at.accept(price("A", 6)), "6")});
  CHECK(at.state_of(id) == letter_state::superseded);
}

TEST_CASE(
    "ledger: an edited letter keeps what came, through replay, failure and restart [SPEC 9 Edit]") {
  rig at;
  const auto entry = at.accept(price("LAMP-7", 5));
  const auto id = at.fail(entry);
  const change_rows mended{"LAMP-07", R"({"InventoryID":"LAMP-07","DefaultPrice":4})", {}};
  const auto edited = at.ledger->edit_letter(id, mended);
  REQUIRE(edited.ok());
  CHECK(edited->change.what.key == "LAMP-07");
  at.reopen();
  CHECK(ids(at, {.key = "LAMP-07"}) == std::vector<std::uint64_t>{id});
  CHECK(ids(at, {.key = "LAMP-7"}).empty());
  REQUIRE(*at.ledger->move_back(id, false, nullptr, at.now_us) == moved::to_journal);
  CHECK(at.ledger->edit_letter(id, mended).problem().code == errc::conflict);
  const auto back = at.ledger->find(entity::pricing, entry.sequence);
  REQUIRE(back.ok());
  CHECK(back->what.key == "LAMP-07");
  CHECK(back->what.inserted == mended.inserted);
  CHECK(back->version() == entry.version());
  at.end({end_of(*back, end_kind::dead_lettered)}, {letter_of(*back, "again")});
  at.reopen();
  const auto letter = at.ledger->letter(id);
  REQUIRE(letter.ok());
  CHECK(letter->change.what.inserted == mended.inserted);
  REQUIRE(letter->original);
  CHECK(letter->original->key == "LAMP-7");
  CHECK(letter->original->inserted == entry.what.inserted);
  CHECK(letter->replays == 1);
  CHECK(letter->attempts.size() == 2);
}

TEST_CASE(
    "ledger: a letter that is edited twice keeps what came, one that is edited back is none") {
  rig at;
  const auto entry = at.accept(price("A", 5));
  const auto id = at.fail(entry);
  REQUIRE(at.ledger->edit_letter(id, {"A", "{\"x\":1}", {}}).ok());
  REQUIRE(at.ledger->edit_letter(id, {"A", "{\"x\":2}", {}}).ok());
  CHECK(at.ledger->letter(id)->original->inserted == entry.what.inserted);
  REQUIRE(at.ledger->edit_letter(id, {"A", entry.what.inserted, entry.what.deleted}).ok());
  CHECK_FALSE(at.ledger->letter(id)->original);
  CHECK(at.ledger->edit_letter(99, {}).problem().code == errc::not_found);
  // A later delivery of the key that it has now closes it.
  REQUIRE(at.ledger->edit_letter(id, {"B", "{\"x\":3}", {}}).ok());
  at.end({delivered(at.accept(price("b", 6)), "1")});
  CHECK(at.state_of(id) == letter_state::superseded);
}

TEST_CASE("ledger: a replay goes on above the version that it has reached") {
  rig at;
  const auto first = at.fail(at.accept(price("A", 5)));
  const auto second = at.fail(at.accept(price("B", 6)));
  const auto age = at.ledger->letter(first)->change.version();
  CHECK(*at.ledger->replay_order({}) == std::vector<std::uint64_t>{first, second});
  CHECK(*at.ledger->replay_order({}, age) == std::vector<std::uint64_t>{second});
  replay_job job;
  job.id = "j";
  job.reached = age;
  REQUIRE(at.ledger->save_job(job).ok());
  at.reopen();
  CHECK(at.ledger->job()->reached == age);
}

TEST_CASE("ledger: a replayed letter ends as its change ends") {
  rig at;
  const auto ended_as = [&](end_kind outcome) {
    const auto entry = at.accept(price("KEY-" + std::string{to_string(outcome)}, 5));
    const auto id = at.fail(entry);
    REQUIRE(at.ledger->move_back(id, false, nullptr, at.now_us).ok());
    at.end({end_of(entry, outcome)});
    return at.state_of(id);
  };
  CHECK(ended_as(end_kind::delivered) == letter_state::resolved);
  CHECK(ended_as(end_kind::filtered) == letter_state::resolved);
  CHECK(ended_as(end_kind::superseded) == letter_state::superseded);
  CHECK(ended_as(end_kind::dead_lettered) == letter_state::open);
}

TEST_CASE("ledger: an overtaken letter is superseded instead of moved, unless forced") {
  rig at;
  const auto first = at.accept(price("A", 5));
  const auto second = at.accept(price("A", 6));
  at.end({delivered(second, "6")});
  const auto id = at.fail(first);  // filed after the newer one was delivered
  const auto entry = at.accept(price("B", 5));
  at.end({delivered(at.accept(price("B", 6)), "6")});
  const auto forced = at.fail(entry);
  CHECK(*at.ledger->move_back(id, false, nullptr, at.now_us) == moved::superseded);
  CHECK(at.after(crash::power)->letter(id)->state == letter_state::superseded);
  CHECK(*at.ledger->move_back(forced, true, nullptr, at.now_us) == moved::to_journal);
  CHECK(sequences(*at.ledger, entity::pricing) == std::vector<std::uint64_t>{entry.sequence});
}

TEST_CASE(
    "ledger: force moves a superseded letter, too, and one that an operator closed stays [SPEC "
    "9]") {
  rig at;
  const auto first = at.accept(price("A", 5));
  const auto id = at.fail(first);
  at.end({delivered(at.accept(price("A", 6)), "6")});
  REQUIRE(at.state_of(id) == letter_state::superseded);
  CHECK(*at.ledger->move_back(id, false, nullptr, at.now_us) == moved::gone);
  CHECK(*at.ledger->move_back(id, true, nullptr, at.now_us) == moved::to_journal);
  CHECK(at.state_of(id) == letter_state::replaying);
  CHECK(at.ledger->figures().letters == 0);
  CHECK(at.after(crash::power)->find(entity::pricing, first.sequence)->force);
  CHECK(*at.ledger->move_back(id, true, nullptr, at.now_us) == moved::gone);  // it is on its way
  at.end({delivered(first, "5")});
  CHECK(at.state_of(id) == letter_state::resolved);
  CHECK(at.ledger->mark_of(entity::pricing, "A")->value().value == "5");
  CHECK(at.ledger->mark_of(entity::pricing, "A")->value().version.stamp == 6);
  for (const auto closed : {letter_state::resolved, letter_state::discarded}) {
    const auto other = at.fail(at.accept(price("B", 5)));
    letter_filter one;
    one.ids = {other};
    REQUIRE(*at.ledger->close_letters(one, closed, "", at.now_us) == 1);
    CHECK(*at.ledger->move_back(other, true, nullptr, at.now_us) == moved::gone);
    CHECK(at.state_of(other) == closed);
  }
}

TEST_CASE("ledger: a replay job keeps why it left letters where they were, so many at most") {
  rig at;
  replay_job job;
  job.id = "j";
  for (std::uint64_t id = 1; id <= 150; ++id) job.note_unmoved(id, "closed " + std::to_string(id));
  REQUIRE(at.ledger->save_job(job).ok());
  at.reopen();
  const auto kept = at.ledger->job();
  REQUIRE(kept);
  REQUIRE(kept->unmoved.size() == 100);
  CHECK(kept->unmoved.back().id == 100);
  CHECK(kept->unmoved.back().why == "closed 100");
}

TEST_CASE("ledger: a letter may have a field that the newer delivery of its document had not") {
  for (const auto which : {entity::customer, entity::order}) {
    rig at;
    const auto older = at.accept(row(which, "C000902", 5));
    at.end({delivered(at.accept(row(which, "C000902", 6)), "all that was known")});
    const auto id = at.fail(older);
    CHECK(*at.ledger->move_back(id, false, nullptr, at.now_us) == moved::to_journal);
  }
}

TEST_CASE("ledger: a letter stays one while the journal has no room") {
  rig at{{.path = {}, .max_unsettled = 1}};
  const auto id = at.fail(at.accept(price("A", 5)));
  at.accept(price("B", 1));
  const auto refused = at.ledger->move_back(id, false, nullptr, at.now_us);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.problem().code == errc::full);
  CHECK(at.state_of(id) == letter_state::open);
}

TEST_CASE(
    "ledger: at max_letter_bytes nothing is accepted, and letters are still written and replayed "
    "[setting dead_letters.max_bytes]") {
  rig at{{.path = {}, .max_letter_bytes = 150}};
  const auto first = at.accept(price("A", 1));
  const auto second = at.accept(price("B", 1));
  const auto id = at.fail(first);
  CHECK(at.ledger->why_full() != "");
  const auto refused = at.accept(one(parcel_of({price("C", 1)})));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.problem().code == errc::full);
  at.fail(second);
  CHECK(*at.ledger->move_back(id, false, nullptr, at.now_us) == moved::to_journal);

  // Dealing with letters makes room with the next tidying, long before their time has come.
  REQUIRE(*at.ledger->close_letters({}, letter_state::discarded, "", at.now_us) == 1);
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  at.end({end_of(first)});
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  CHECK(at.ledger->why_full() == "");
  CHECK(at.accept(one(parcel_of({price("C", 1)}))).ok());
}

TEST_CASE("ledger: unrouted rows become letters, which are moved back as they are routed now") {
  rig at;
  auto parcel = parcel_of({price("", 5), price("", 6)}, "fingerprint");
  parcel.unrouted = true;
  const auto answer = at.accept(one(parcel));
  CHECK(answer->unrouted == 2);
  CHECK(answer->accepted == 0);
  CHECK(at.accept(one(parcel))->duplicates == 2);
  CHECK(at.ledger->figures().unsettled == 0);
  CHECK(at.after(crash::power)->figures().letters_by_class.at("unrouted") == 2);
  CHECK(at.after(crash::power)->figures().letters_by_entity.empty());

  const auto id = ids(at, {}).front();
  CHECK(at.ledger->move_back(id, false, nullptr, at.now_us).problem().code == errc::conflict);
  auto routed = at.ledger->letter(id)->change.what;
  routed.entity = entity::customer;
  routed.key = "C000902";
  CHECK(*at.ledger->move_back(id, false, &routed, at.now_us) == moved::to_journal);
  const auto letter = at.ledger->letter(id);
  CHECK(letter->change.what.entity == entity::customer);
  const auto entry = at.ledger->find(entity::customer, letter->change.sequence);
  REQUIRE(entry.ok());
  CHECK(entry->what.key == "C000902");
  CHECK(entry->letter == id);
  CHECK(at.ledger->bounds(entity::customer) ==
        std::pair<std::uint64_t, std::uint64_t>{entry->sequence, entry->sequence});
}

TEST_CASE(
    "ledger: of an unrouted query the first rows are kept, of the names the first, over restarts") {
  rig at{{.path = {}, .unrouted_per_query = 3, .unrouted_queries = 2}};
  const auto send = [&](const std::string& query) {
    auto what = price("", 1);
    what.query = query;
    auto parcel = parcel_of({what, what});
    parcel.unrouted = true;
    const auto answer = at.accept(one(parcel));
    REQUIRE(answer.ok());
    CHECK(answer->unrouted == 2);
    return at.ledger->figures().letters;
  };
  CHECK(send("New Query") == 2);
  CHECK(send(" new query") == 3);
  at.reopen();
  CHECK(send("New Query") == 3);
  CHECK(send("Second") == 5);
  CHECK(send("Third") == 5);
}

TEST_CASE("ledger: letters are found by every part of a filter") {
  rig at;
  const auto lamp = at.fail(at.accept(price("LAMP-07", 3)), "No such entity");
  at.now_us += second_us;
  const auto order = at.accept(row(entity::order, "SO SO009120", 2));
  auto letter = letter_of(order, "Deadlock found", letter_class::conflict);
  letter.status = 500;
  at.end({end_of(order, end_kind::dead_lettered)}, {letter});
  const auto second = lamp + 1;
  using list = std::vector<std::uint64_t>;
  const auto found = [&](const auto& set) {
    letter_filter filter;
    set(filter);
    const auto count = at.ledger->count_letters(filter);
    const auto page = ids(at, filter);
    CHECK(count->total == page.size());
    return page;
  };
  CHECK(found([](auto&) {}) == list{lamp, second});
  CHECK(found([](auto& f) { f.entity = entity::order; }) == list{second});
  CHECK(found([](auto& f) { f.key = "lamp-*"; }) == list{lamp});
  CHECK(found([](auto& f) { f.reason = letter_class::conflict; }) == list{second});
  CHECK(found([](auto& f) { f.state = letter_state::discarded; }).empty());
  CHECK(found([](auto& f) { f.status = 500; }) == list{second});
  CHECK(found([](auto& f) { f.text = "deadLOCK"; }) == list{second});
  CHECK(found([](auto& f) { f.text = "so0091"; }) == list{second});
  CHECK(found([](auto& f) { f.text = "*"; }).empty());
  CHECK(found([](auto& f) { f.since_us = noon_us + 1; }) == list{second});
  CHECK(found([](auto& f) { f.until_us = noon_us + 1; }) == list{lamp});
  CHECK(found([&](auto& f) { f.ids = {second, 77, second}; }) == list{second});
  CHECK(*at.ledger->replay_order({}) == list{second, lamp});
}

TEST_CASE("ledger: letters come in pages by growing id") {
  rig at;
  for (int i = 0; i < 5; ++i) at.fail(at.accept(price("A" + std::to_string(i), 1)));
  const auto first = at.ledger->letters({}, 0, 2);
  CHECK(ids(*first) == std::vector<std::uint64_t>{1, 2});
  CHECK(first->next == 3);
  const auto last = at.ledger->letters({}, 4, 2);
  CHECK(ids(*last) == std::vector<std::uint64_t>{4, 5});
  CHECK(last->next == 0);
}

TEST_CASE("ledger: a page of letters is bounded by bytes, whatever its limit [SPEC 2]") {
  rig at;
  constexpr std::size_t megabytes = 3;
  for (int i = 0; i < 7; ++i) {
    const auto entry = at.accept(price("A" + std::to_string(i), 1));
    auto letter = letter_of(entry, "refused");
    letter.change.what.inserted = "{\"text\":\"" + std::string(megabytes << 20U, 'x') + "\"}";
    at.end({end_of(entry, end_kind::dead_lettered)}, {letter});
  }
  std::vector<std::uint64_t> seen;
  for (std::uint64_t from = 0;;) {
    const auto page = at.ledger->letters({}, from, 1000);
    REQUIRE(page.ok());
    CHECK(page->items.size() <= 2);  // 8 MB
    for (const auto& each : page->items) {
      CHECK(each.change.what.inserted.size() > megabytes << 20U);
      seen.push_back(each.id);
    }
    from = page->next;
    if (from == 0) break;
  }
  CHECK(seen == std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7});
  const auto heads = at.ledger->letters({}, 0, 1000, letter_parts::head);
  REQUIRE(heads.ok());
  CHECK(heads->next == 0);
  REQUIRE(heads->items.size() == 7);
  for (const auto& each : heads->items) {
    CHECK(each.change.what.inserted.empty());
    CHECK(each.attempts.empty());
    CHECK(each.attempt_count == 1);
    CHECK(each.error == "refused");
  }
}

TEST_CASE("ledger: an operator closes the open letters that match, synced and with a note") {
  rig at;
  const auto first = at.fail(at.accept(price("A", 1)));
  const auto second = at.fail(at.accept(price("B", 1)));
  const auto replaying = at.fail(at.accept(price("A2", 1)));
  REQUIRE(at.ledger->move_back(replaying, false, nullptr, at.now_us).ok());
  letter_filter filter;
  filter.key = "A*";
  filter.state.reset();
  CHECK(*at.ledger->close_letters(filter, letter_state::resolved, "done by hand", at.now_us) == 1);
  const auto after = at.after(crash::power);
  CHECK(after->letter(first)->state == letter_state::resolved);
  CHECK(after->letter(first)->note == "done by hand");
  CHECK(after->letter(second)->state == letter_state::open);
  CHECK(after->letter(replaying)->state == letter_state::replaying);
  CHECK(at.ledger->close_letters({}, letter_state::open, "", at.now_us).problem().code ==
        errc::invalid);
}

TEST_CASE(
    "ledger: resolved and discarded letters are reopened, synced, with their notes [SPEC 9 "
    "Reopen]") {
  rig at;
  const auto resolved = at.fail(at.accept(price("A", 1)));
  const auto discarded = at.fail(at.accept(row(entity::order, "SO 1", 1)));
  const auto open = at.fail(at.accept(price("C", 1)));
  const auto replaying = at.fail(at.accept(price("D", 1)));
  letter_filter filter;
  filter.ids = {resolved};
  REQUIRE(*at.ledger->close_letters(filter, letter_state::resolved, "by hand", at.now_us) == 1);
  filter.ids = {discarded};
  REQUIRE(*at.ledger->close_letters(filter, letter_state::discarded, "", at.now_us) == 1);
  REQUIRE(at.ledger->move_back(replaying, false, nullptr, at.now_us).ok());
  at.now_us += second_us;
  const auto counted = at.ledger->count_reopened(in_any_state());
  REQUIRE(counted.ok());
  CHECK(counted->count == 2);
  CHECK(at.state_of(resolved) == letter_state::resolved);
  const auto did = at.ledger->reopen_letters(in_any_state(), at.now_us);
  REQUIRE(did.ok());
  CHECK(did->count == 2);
  CHECK(did->superseded == 0);
  CHECK(did->unmoved.empty());  // nobody was named
  const auto after = at.after(crash::power);
  for (const auto* ledger : {at.ledger.get(), after.get()}) {
    CHECK(ledger->letter(resolved)->state == letter_state::open);
    CHECK(ledger->letter(resolved)->note == "by hand");
    CHECK(ledger->letter(resolved)->last_at_us == at.now_us);
    CHECK(ledger->letter(discarded)->state == letter_state::open);
    CHECK(ledger->letter(replaying)->state == letter_state::replaying);
    const auto figures = ledger->figures();
    CHECK(figures.letters == 3);
    CHECK(figures.letters_by_class.at("exhausted") == 3);
    CHECK(figures.letters_by_entity.at("pricing") == 2);
    CHECK(figures.letters_by_entity.at("order") == 1);
    CHECK(ledger->letters_open_before(at.now_us + day_us) == 3);
  }
  filter.ids = {open, replaying, 99};
  filter.state.reset();
  const auto named = at.ledger->reopen_letters(filter, at.now_us);
  REQUIRE(named.ok());
  CHECK(named->count == 0);
  CHECK(named->already_open == 1);
  REQUIRE(named->unmoved.size() == 1);
  CHECK(named->unmoved[0].id == replaying);
  CHECK(named->unmoved[0].why == "it is being replayed; expected a closed one");
  // As any open one: a newer delivery supersedes it, and no trimming removes it.
  at.end({delivered(at.accept(price("A", 2)), "2")});
  CHECK(at.state_of(resolved) == letter_state::superseded);
  at.now_us += 400 * day_us;
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  CHECK(at.ledger->letter(discarded).ok());
  CHECK(at.ledger->letter(resolved).problem().code == errc::not_found);
}

TEST_CASE("ledger: a letter that a newer delivery has overtaken is not reopened, and says why") {
  rig at;
  const auto superseded = at.fail(at.accept(price("A", 5)));
  const auto closed = at.fail(at.accept(price("B", 5)));
  const auto shipped = at.fail(at.accept(row(entity::shipment, "B", 5)));
  letter_filter both;
  both.ids = {closed, shipped};
  REQUIRE(*at.ledger->close_letters(both, letter_state::discarded, "", at.now_us) == 2);
  both.state.reset();
  for (const auto* key : {"A", "B"}) at.end({delivered(at.accept(price(key, 6)), "6")});
  at.end({delivered(at.accept(row(entity::shipment, "B", 6)), "6")});
  both.ids = {superseded, closed, shipped};
  const auto counted = at.ledger->count_reopened(both);
  REQUIRE(counted.ok());
  CHECK(counted->count == 1);
  CHECK(counted->superseded == 2);
  CHECK(at.state_of(closed) == letter_state::discarded);
  const auto did = at.ledger->reopen_letters(both, at.now_us);
  REQUIRE(did.ok());
  CHECK(did->count == 1);
  CHECK(at.state_of(shipped) == letter_state::open);  // a later shipment ships other lines
  CHECK(did->superseded == 2);
  CHECK(at.state_of(closed) == letter_state::superseded);  // so a replay with force can send it
  REQUIRE(did->unmoved.size() == 2);
  for (const auto& each : did->unmoved)
    CHECK(each.why.find(
              "superseded by a newer delivery of its key; expected a replay with force") == 0);
  CHECK(*at.ledger->move_back(closed, true, nullptr, at.now_us) == moved::to_journal);
}

TEST_CASE("ledger: a letter whose replay was delivered stays resolved, and says so") {
  for (const auto which : all_entities) {
    rig at;
    const auto entry = at.accept(row(which, "A", 5));
    const auto id = at.fail(entry);
    REQUIRE(at.ledger->move_back(id, false, nullptr, at.now_us).ok());
    at.end({delivered(entry, "5")});
    REQUIRE(at.state_of(id) == letter_state::resolved);
    letter_filter named = in_any_state();
    named.ids = {id};
    const auto did = at.ledger->reopen_letters(named, at.now_us);
    REQUIRE(did.ok());
    CHECK(did->count == 0);
    REQUIRE(did->unmoved.size() == 1);
    CHECK(did->unmoved[0].why == "its replay was delivered; expected one that was not");
    CHECK(at.state_of(id) == letter_state::resolved);
  }
}

TEST_CASE("ledger: at max_letter_bytes nothing is reopened, because it could not be trimmed") {
  rig at;
  const auto id = at.fail(at.accept(price("A", 1)));
  REQUIRE(*at.ledger->close_letters({}, letter_state::discarded, "", at.now_us) == 1);
  at.close();
  at.options.max_letter_bytes = 100;
  at.open();
  CHECK(at.ledger->reopen_letters(in_any_state(), at.now_us).problem().code == errc::full);
  CHECK(at.state_of(id) == letter_state::discarded);
}

TEST_CASE("ledger: closed letters are kept for their time and then gone, open ones stay") {
  rig at{{.path = {}, .history_us = 30 * day_us}};
  const auto closed = at.fail(at.accept(price("A", 1)));
  const auto open = at.fail(at.accept(price("B", 1)));
  at.now_us += 29 * day_us;
  letter_filter filter;
  filter.ids = {closed};
  REQUIRE(at.ledger->close_letters(filter, letter_state::discarded, "", at.now_us).ok());
  at.now_us += 30 * day_us - 1;
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  CHECK(at.ledger->letter(closed).ok());
  const auto bytes = at.ledger->figures().letter_bytes;
  at.now_us += 1;
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  CHECK(at.ledger->letter(closed).problem().code == errc::not_found);
  CHECK(at.ledger->letter(open).ok());
  CHECK(at.ledger->figures().letter_bytes < bytes);
  const auto left = at.ledger->figures().letter_bytes;
  at.reopen();
  CHECK(at.ledger->figures().letter_bytes == left);
  // No id is given twice, even when the last letter is gone.
  filter.ids = {open};
  REQUIRE(at.ledger->close_letters(filter, letter_state::discarded, "", at.now_us).ok());
  at.now_us += 31 * day_us;
  REQUIRE(at.ledger->tidy(at.now_us).ok());
  at.reopen();
  at.end({end_of(at.accept(price("C", 1)), end_kind::filtered)});
  CHECK(at.fail(at.accept(price("D", 1))) == open + 1);
}

TEST_CASE("ledger: a key without letters costs no look at the disk") {
  rig at;
  REQUIRE(at.accept(one(parcel_of(std::vector<change>(2000, price("GONE", 1))))).ok());
  const auto rows = at.ledger->read(entity::pricing, 0, UINT64_MAX, 2000);
  REQUIRE(rows.ok());
  std::vector<ending> ends;
  std::vector<dead_letter> letters;
  for (const auto& each : *rows) {
    ends.push_back(end_of(each, end_kind::dead_lettered));
    letters.push_back(letter_of(each, "no"));
  }
  at.end(ends, letters);
  CHECK(at.ledger->figures().letters == 2000);
  at.end({delivered(at.accept(price("GONE", 2)), "2")});
  // 2000 removed index records lie around, and no open letter.
  CHECK(at.ledger->figures().letters == 0);
  const auto entry = at.accept(price("OTHER", 2));
  removed_records_passed();
  at.end({delivered(entry, "2")});
  CHECK(removed_records_passed() == 0);
}

TEST_CASE("ledger: the newest open letter of a key is found without a scan, in any spelling") {
  rig at;
  CHECK(*at.ledger->open_letter(entity::pricing, "LAMP-07") == 0);
  for (const std::uint64_t stamp : {7, 8}) {
    const auto entry = at.accept(price("LAMP-07", stamp));
    at.end({end_of(entry, end_kind::dead_lettered)}, {letter_of(entry, "refused")});
  }
  CHECK(*at.ledger->open_letter(entity::pricing, "lamp-07") == 2);
  CHECK(*at.ledger->open_letter(entity::pricing, "LAMP-0") == 0);
  CHECK(*at.ledger->open_letter(entity::order, "LAMP-07") == 0);
  letter_filter all;
  REQUIRE(*at.ledger->close_letters(all, letter_state::resolved, "", at.now_us) == 2);
  CHECK(*at.ledger->open_letter(entity::pricing, "LAMP-07") == 0);
}
