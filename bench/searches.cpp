// What an operator asks of a large folder: 100,000 letters and a million ends, each question timed alone.
#include "bench/figures.hpp"
#include "storage/ledger.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <vector>

namespace acumage::bench {

namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t begin_us = 1'755'000'000 * second_us;
constexpr std::size_t chunk = 1000;
constexpr std::array<letter_class, 4> classes{letter_class::data, letter_class::unknown_record,
                                              letter_class::conflict, letter_class::exhausted};

template <class T>
T expected(result<T> of) {
  if (of.ok()) return std::move(*of);
  std::fprintf(stderr, "%s\n", of.problem().message.c_str());
  std::exit(1);
}

/// A key with an end in every thousand.
constexpr const char* busy = "LAMP-07";

class filled_folder {
 public:
  explicit filled_folder(const run_options& how) : letters_{how.scaled(100'000)} {
    storage::ledger_options with;
    with.path = how.folder / "searches";
    with.sync = false;
    std::filesystem::remove_all(with.path);
    std::filesystem::create_directories(with.path);
    ledger_ = expected(storage::ledger::open(std::move(with)));
    const auto ends = how.scaled(1'000'000);
    for (std::size_t i = 0; i < ends; i += chunk) add(i, i < letters_);
  }

  const storage::ledger& ledger() const { return *ledger_; }
  std::int64_t now_us() const { return now_us_; }

 private:
  static std::string key(std::size_t i) { return "ITEM-" + std::to_string(i); }

  void add(std::size_t first, bool fails) {
    submission all;
    auto& rows = all.parcels.emplace_back().changes;
    const auto which = all_entities.at(first / chunk % entity_count);
    for (std::size_t i = first; i < first + chunk; ++i) {
      auto& what = rows.emplace_back();
      what.entity = which;
      what.key = i == first ? std::string{busy} : key(i);
      what.stamp = i + 1;
      what.inserted = R"({"InventoryID":")" + what.key + R"(","DefaultPrice":42.5})";
      what.query = "MC Price";
      what.accepted_at_us = now_us_;
    }
    const submission* const group[]{&all};
    expected(ledger_->append(group, now_us_));
    end(expected(ledger_->read(which, 1, ~std::uint64_t{0}, chunk)), fails);
    now_us_ += second_us;
  }

  void end(const std::vector<journaled_change>& entries, bool fails) {
    std::vector<ending> ends;
    std::vector<dead_letter> letters;
    for (const auto& each : entries) {
      auto& one = ends.emplace_back();
      one.entity = each.what.entity;
      one.key = each.what.key;
      one.version = each.version();
      one.outcome = fails ? end_kind::dead_lettered : end_kind::delivered;
      one.status = fails ? 400 : 200;
      one.request_id = "5f0d6f3e-6c1a";
      one.value = "42.5";
      one.source = change_source::push;
      one.sent = {"POST /V1/products/base-prices",
                  R"({"prices":[{"price":42.5,"store_id":0,"sku":")" + each.what.key + "\"}]}",
                  "[]"};
      if (!fails) continue;
      one.reason = "refused";
      auto& letter = letters.emplace_back();
      letter.change = each;
      letter.reason = classes.at(each.sequence % classes.size());
      letter.error = "Requested product doesn't exist: " + each.what.key +
                     ". Verify the product and try again, or ask whoever keeps the catalogue.";
      letter.status = 400;
      letter.request = R"({"prices":[{"price":42.5,"store_id":0,"sku":")" + each.what.key + "\"}]}";
      letter.attempts = {{.at_us = now_us_, .status = 400, .message = letter.error}};
    }
    expected(ledger_->end(ends, letters, now_us_));
  }

  std::size_t letters_;
  std::int64_t now_us_ = begin_us;
  std::unique_ptr<storage::ledger> ledger_;
};

/// The median of five, in milliseconds, after one that fills the caches.
void time(const std::string& name, const std::function<std::uint64_t()>& ask) {
  ask();
  std::vector<double> took;
  std::uint64_t found = 0;
  for (int i = 0; i < 5; ++i) {
    const auto before = std::chrono::steady_clock::now();
    found = ask();
    took.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before)
            .count());
  }
  std::sort(took.begin(), took.end());
  report(name + "_ms", took.at(2));
  report(name + "_found", static_cast<double>(found));
}

void ask_letters(const filled_folder& in, const std::string& name, const letter_filter& filter) {
  time("letters_list_" + name,
       [&] { return expected(in.ledger().letters(filter, 0, 100)).items.size(); });
  time("letters_count_" + name, [&] { return expected(in.ledger().count_letters(filter)).total; });
}

void ask_history(const filled_folder& in, const std::string& name, const history_filter& filter) {
  time("history_" + name,
       [&] { return expected(in.ledger().history(filter, {}, 100)).items.size(); });
}

}  // namespace

void measure_searches(const run_options& how) {
  const filled_folder in{how};
  const auto middle = begin_us + 50 * second_us;
  ask_letters(in, "all", {});
  ask_letters(in, "entity", {.entity = entity::order});
  ask_letters(in, "class", {.reason = letter_class::conflict});
  ask_letters(in, "key", {.key = "item-4711"});
  ask_letters(in, "glob", {.key = "*-4711?"});
  ask_letters(in, "time", {.since_us = middle, .until_us = middle + second_us});
  ask_letters(in, "text", {.text = "ITEM-99998."});
  ask_letters(in, "none", {.state = letter_state::discarded});
  ask_history(in, "all", {});
  ask_history(in, "key", {.key = "item-4711"});
  ask_history(in, "busy_key", {.key = busy});
  ask_history(in, "glob", {.key = "*-4711?"});
  ask_history(in, "prefix", {.key = "item-4711?"});
  ask_history(in, "text", {.text = "ITEM-99998"});
  ask_history(in, "outcome", {.outcome = end_kind::filtered});
  ask_history(in, "time", {.since_us = middle, .until_us = middle + second_us});
}

}  // namespace acumage::bench
