// What a record of the history holds of the values: old and new one, the request and its answer.
#include "rig.hpp"
#include "storage/record_codec.hpp"

using namespace acumage;
using namespace acumage::tests;

namespace {

ending sent(const journaled_change& entry, const std::string& value) {
  auto end = delivered(entry, value);
  end.value = value;
  end.source = change_source::push;
  end.sent = {"POST /V1/products/base-prices", R"({"price":)" + value + "}", "[]"};
  return end;
}

/// The newest record, with its request.
history_record newest(rig& at) {
  const auto page = at.ledger->history({}, {}, 1);
  REQUIRE(page.ok());
  REQUIRE(page->items.size() == 1);
  CHECK(page->items[0].sent.line.empty());  // of a list only the value
  const auto whole = at.ledger->history_record_of(history_id(page->items[0]));
  REQUIRE(whole.ok());
  CHECK(whole->value == page->items[0].value);
  CHECK(whole->previous == page->items[0].previous);
  return *whole;
}

using text = std::optional<std::string>;

}  // namespace

TEST_CASE(
    "history: a record holds the old and the new value, the request and the answer [SPEC 10]") {
  rig at;
  at.end({sent(at.accept(price("LAMP-07", 1)), "41.9")});
  CHECK(newest(at).previous == std::nullopt);
  at.now_us += second_us;
  at.end({sent(at.accept(price("lamp-07", 2)), "42.5")});
  at.reopen();
  const auto record = newest(at);
  CHECK(record.recorded);
  CHECK(record.source == change_source::push);
  CHECK(record.previous == text{"41.9"});
  CHECK(record.value == text{"42.5"});
  CHECK(record.sent.line == "POST /V1/products/base-prices");
  CHECK(record.sent.body == R"({"price":42.5})");
  CHECK(record.sent.answer == "[]");
  CHECK(at.ledger->history_record_of("12-1").problem().code == errc::not_found);
  CHECK(at.ledger->history_record_of("no id").problem().code == errc::not_found);
}

TEST_CASE("history: what ends otherwise shows the value that the store kept") {
  rig at;
  at.end({sent(at.accept(price("LAMP-07", 1)), "41.9")});
  for (const auto how : {end_kind::superseded, end_kind::filtered, end_kind::dead_lettered}) {
    at.now_us += second_us;
    const auto entry = at.accept(price("LAMP-07", 2));
    auto end = end_of(entry, how);
    end.value = "50";
    std::vector<dead_letter> letters;
    if (how == end_kind::dead_lettered) letters.push_back(letter_of(entry, "refused"));
    at.end({end}, letters);
    const auto record = newest(at);
    CHECK(record.outcome == how);
    CHECK(record.previous == text{"41.9"});
    CHECK(record.value == text{"50"});
  }
  at.now_us += second_us;
  at.end({end_of(at.accept(price("LAMP-07", 3)), end_kind::filtered)});
  CHECK(newest(at).value == std::nullopt);  // its rule made none
}

TEST_CASE("history: changes that one delivery covers all show the value before it") {
  rig at;
  const auto cell = [&](const char* key, std::uint64_t stamp, const std::string& value) {
    auto end = sent(at.accept(row(entity::inventory, key, stamp)), value);
    end.target = "LAMP-07@wh_east";
    return end;
  };
  at.end({cell("LAMP-07@EAST", 1, "5")});
  at.now_us += second_us;
  at.end({cell("LAMP-07@EAST", 2, "8"), cell("LAMP-07@WEST", 3, "8")});
  history_filter both;
  both.key = "LAMP-07@wh_east";
  const auto page = at.ledger->history(both, {}, 2);
  REQUIRE(page.ok());
  for (const auto& each : page->items) {
    CHECK(each.previous == text{"5"});
    CHECK(each.value == text{"8"});
  }
}

TEST_CASE("history: a document shows the text of its value, not what is compared") {
  rig at;
  for (const auto* const status : {"holded", "canceled"}) {
    auto end = delivered(at.accept(row(entity::order, "SO SO1", 1)), "#0123456789abcdef");
    end.value = end.mark->text = status;
    at.end({end});
    at.now_us += second_us;
  }
  CHECK(newest(at).previous == text{"holded"});
  CHECK(newest(at).value == text{"canceled"});
  CHECK(at.ledger->mark_of(entity::order, "SO SO1")->value().text == "canceled");
}

TEST_CASE("history: a value that is no longer certain is not shown as the old one") {
  rig at;
  at.end({sent(at.accept(price("LAMP-07", 1)), "41.9")});
  at.now_us += second_us;
  const auto entry = at.accept(price("LAMP-07", 2));
  auto lost = end_of(entry, end_kind::dead_lettered);
  lost.voids_mark = true;
  at.end({lost}, {letter_of(entry, "no answer")});
  at.now_us += second_us;
  at.end({sent(at.accept(price("LAMP-07", 3)), "43")});
  CHECK(newest(at).previous == std::nullopt);
}

TEST_CASE("history: a record is bounded, however long value, request and answer are") {
  rig at;
  auto end = sent(at.accept(price("LAMP-07", 1)), "1");
  const std::string long_text(100'000, 'x');
  end.value = long_text;
  end.sent = {long_text, long_text, "ä" + long_text};
  at.end({end});
  const auto record = newest(at);
  CHECK(record.value->size() == history_record::most_value + 3);
  CHECK(record.value->ends_with("x…"));
  CHECK(record.sent.body.size() == shown_request::most_body + 3);
  CHECK(storage::encode(record).size() < 2300);
}

TEST_CASE("history: a record of an older version is read, and says that no value was recorded") {
  history_record old;
  old.at_us = noon_us;
  old.key = "LAMP-07";
  old.version = {5, 7};
  old.status = 200;
  for (const auto* const target : {"", "LAMP-07@wh_east"}) {
    old.target = target;
    const auto bytes = storage::encode(old);
    const auto read = storage::decode_history(noon_us, 7, bytes);
    REQUIRE(read);
    CHECK_FALSE(read->recorded);
    CHECK(read->target == target);
    CHECK(read->value == std::nullopt);
    CHECK(read->source == change_source::unknown);
  }
  old.recorded = true;
  auto bytes = storage::encode(old);
  CHECK(storage::decode_history(noon_us, 7, bytes)->recorded);
  bytes.back() = 120;  // a source that there is not
  CHECK_FALSE(storage::decode_history(noon_us, 7, bytes));
}

TEST_CASE("history: a key with wildcards is found as it is") {
  rig at;
  at.end({sent(at.accept(price("LAMP*", 1)), "1"), sent(at.accept(price("LAMP-07", 1)), "2")});
  history_filter filter;
  filter.key = "lamp*";
  filter.literal = true;
  const auto page = at.ledger->history(filter, {}, 10);
  REQUIRE(page.ok());
  REQUIRE(page->items.size() == 1);
  CHECK(page->items[0].key == "LAMP*");
}

TEST_CASE("dead letters: the open ones of a key are found without a scan, newest first") {
  rig at;
  at.fail(at.accept(price("LAMP-07", 1)), "first");
  at.fail(at.accept(price("lamp-07", 2)), "second");
  at.fail(at.accept(price("LAMP-08", 2)), "other");
  const auto open = at.ledger->open_letters(entity::pricing, "Lamp-07", 10);
  REQUIRE(open.ok());
  REQUIRE(open->size() == 2);
  CHECK(open->at(0).error == "second");
  CHECK(at.ledger->open_letters(entity::pricing, "LAMP-07", 1)->size() == 1);
}
