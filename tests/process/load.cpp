#include "tests/process/load.hpp"

#include <doctest/doctest.h>
#include <httplib.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace acumage::tests {

namespace {

std::string price_of(std::uint64_t number) {
  auto cents = std::to_string(number % 100);
  if (cents.size() == 1) cents = "0" + cents;
  return std::to_string(number / 100) + "." + cents;
}

std::uint64_t number_of(double price) {
  return static_cast<std::uint64_t>(std::llround(price * 100));
}

struct end {
  std::string key;
  std::string outcome;
  std::string reason;
};

/// The whole history: number -> ends.
std::multimap<std::uint64_t, end> all_ends(node_process& node) {
  std::multimap<std::uint64_t, end> ends;
  simdjson::dom::parser parser;
  std::string cursor;
  do {
    const auto page = node.get("/history?limit=1000" + (cursor.empty() ? "" : "&cursor=" + cursor));
    REQUIRE(page.status == 200);
    const simdjson::padded_string text{page.body};
    const auto whole = parser.parse(text).value();
    for (const auto item : whole["items"].get_array()) {
      const auto version = std::string{item["version"].get_string().value()};
      std::string_view reason;
      if (item["reason"].get_string().get(reason) != simdjson::SUCCESS) reason = {};
      ends.emplace(std::stoull(version),
                   end{std::string{item["key"].get_string().value()},
                       std::string{item["outcome"].get_string().value()}, std::string{reason}});
    }
    std::string_view next;
    cursor = whole["next"].get_string().get(next) == simdjson::SUCCESS ? std::string{next} : "";
  } while (!cursor.empty());
  return ends;
}

}  // namespace

std::string price_load::sku(std::size_t number) { return "LOAD-" + std::to_string(1000 + number); }

price_load::price_load(options how) : how_{how} {}
price_load::~price_load() { stop(); }

void price_load::start(node_process& node) {
  going_ = true;
  std::mt19937 seeds{how_.seed++};
  const auto next_seed = [&] { return static_cast<std::uint32_t>(seeds()); };
  for (std::size_t i = 0; i < how_.senders; ++i)
    threads_.emplace_back([this, &node, seed = next_seed()] { send(node, seed); });
}

void price_load::stop() {
  going_ = false;
  for (auto& each : threads_) each.join();
  threads_.clear();
}

std::uint64_t price_load::accepted() const {
  const std::lock_guard guard{mutex_};
  return accepted_.size();
}

void price_load::send(node_process& node, std::uint32_t seed) {
  std::mt19937 random{seed};
  httplib::Client to{"127.0.0.1", node.intake_port()};
  to.set_tcp_nodelay(true);
  to.set_keep_alive(true);
  to.set_read_timeout(5);
  while (going_) {
    std::vector<std::pair<std::uint64_t, std::string>> rows;
    for (std::size_t left = 1 + random() % 4; left > 0; --left) {
      const std::lock_guard guard{mutex_};
      if (!late_.empty() && random() % 8 == 0) {
        const auto which = random() % late_.size();
        rows.push_back(late_[which]);
        late_.erase(late_.begin() + static_cast<std::ptrdiff_t>(which));
        continue;
      }
      std::pair<std::uint64_t, std::string> fresh{++numbers_, sku(random() % how_.skus)};
      if (random() % 10 == 0)
        late_.push_back(fresh);
      else
        rows.push_back(std::move(fresh));
    }
    for (const auto& [number, key] : rows) {
      const auto body = price_notification(
          std::to_string(number), number,
          {R"({"InventoryID":")" + key + R"(  ","DefaultPrice":)" + price_of(number) + "}"});
      const auto answer = to.Post("/push", body, "application/json");
      if (!answer || answer->status != 200) return;  // killed: the next round goes on
      const std::lock_guard guard{mutex_};
      accepted_.emplace(number, key);
    }
  }
}

void price_load::check(node_process& node, const simulator::store& store) const {
  const auto ends = all_ends(node);
  std::map<std::string, std::uint64_t> newest;
  std::map<std::uint64_t, std::string> known = accepted_;
  for (const auto& [number, each] : ends)
    known.emplace(number, each.key);  // accepted, its answer lost
  for (const auto& [number, key] : known) newest[key] = std::max(newest[key], number);
  std::size_t wrong = 0;
  for (const auto& [number, key] : known)
    if (ends.count(number) != 1 && ++wrong < 10)
      MESSAGE("change " << number << " of " << key << " has " << ends.count(number) << " ends");
  CHECK(wrong == 0);
  for (const auto& [number, each] : ends) CHECK(each.outcome != "dead_lettered");
  for (const auto& [key, number] : newest) {
    INFO(key << " newest " << number);
    CHECK(number_of(std::stod("0" + store.price_of(key))) == number);
  }
  std::map<std::string, std::uint64_t> last;
  std::size_t steps_back = 0;
  for (const auto& applied : store.history()) {
    const auto number = number_of(applied.price);
    if (number < last[applied.sku]) ++steps_back;
    last[applied.sku] = number;
  }
  CHECK(steps_back == 0);
}

}  // namespace acumage::tests
