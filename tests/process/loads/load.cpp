#include "tests/process/loads/load.hpp"

#include "tests/process/history_ends.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

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

}  // namespace

std::string price_load::sku(std::size_t number) {
  return sku_prefix + std::to_string(1000 + number);
}

price_load::price_load(options how)
    : how_{how}, from_{{.threads = how.senders, .seed = how.seed, .make = [this](auto& random) {
                          return make(random);
                        }}} {}

/// A notification with one row, or several changes of the node's own form.
parcel price_load::make(std::mt19937& random) {
  parcel made;
  const bool push = random() % 2 == 0;
  made.path = push ? "/push" : "/changes";
  for (std::size_t left = push ? 1 : 1 + random() % 8; left > 0; --left) {
    numbered one{numbers_ + 1, sku(random() % how_.skus)};
    if (!late_.empty() && random() % 8 == 0) {
      std::swap(late_[random() % late_.size()], late_.back());
      one = std::move(late_.back());
      late_.pop_back();
    } else {
      issued_.emplace(++numbers_, one.second);
      if (random() % 10 == 0) {
        late_.push_back(std::move(one));
        continue;
      }
    }
    const auto number = std::to_string(one.first);
    const auto row =
        R"({"InventoryID":")" + one.second + R"(  ","DefaultPrice":)" + price_of(one.first) + "}";
    made.body += push ? price_notification(number, one.first, {row})
                      : R"({"entity":"pricing","id":")" + number + R"(","version":)" + number +
                            R"(,"fields":)" + row + "}\n";
    made.numbers.push_back(one.first);
  }
  return made;
}

std::size_t price_load::check(node_process& node, const simulator::store& store) const {
  const auto ends = all_ends(node, "pricing");
  auto known = from_.accepted();
  for (const auto& [number, each] : ends) known.insert(number);  // accepted, its answer lost
  std::map<std::string, std::uint64_t> newest;
  std::size_t wrong = 0;
  for (const auto number : known) {
    const auto& key = issued_.at(number);
    newest[key] = std::max(newest[key], number);
    if (ends.count(number) != 1 && ++wrong < 10)
      MESSAGE("price " << number << " of " << key << " has " << ends.count(number) << " ends");
  }
  CHECK(wrong == 0);
  for (const auto& each : ends) {
    INFO(each.first << " " << each.second.key << " " << each.second.reason);
    CHECK(each.second.outcome != "dead_lettered");
  }
  for (const auto& each : newest) {
    INFO(each.first << " newest " << each.second);
    CHECK(number_of(std::stod("0" + store.price_of(each.first))) == each.second);
  }
  std::map<std::string, std::uint64_t> last;
  std::size_t steps_back = 0;
  std::size_t repeats = 0;
  for (const auto& applied : store.history()) {
    const auto number = number_of(applied.price);
    auto& before = last[applied.sku];
    if (number < before) ++steps_back;
    if (number == before) ++repeats;
    before = number;
  }
  CHECK(steps_back == 0);
  return repeats;
}

}  // namespace acumage::tests
