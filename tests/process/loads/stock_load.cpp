#include "tests/process/loads/stock_load.hpp"

#include "tests/process/history_ends.hpp"
#include "tests/process/loads/load.hpp"
#include "tests/process/stock_node.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <utility>

namespace acumage::tests {

namespace {

constexpr std::array<const char*, 3> warehouses{"EAST", "WEST", "NORTH"};
constexpr std::size_t west = 1;
constexpr std::size_t north = 2;
constexpr std::uint64_t west_unit = 10'000;

}  // namespace

stock_load::stock_load(options how)
    : how_{how}, from_{{.threads = how.senders, .seed = how.seed, .make = [this](auto& random) {
                          return make(random);
                        }}} {
  for (std::size_t i = 0; i < how_.skus; ++i)
    for (std::size_t at = 0; at < warehouses.size(); ++at)
      cells_.push_back({.sku = price_load::sku(i), .warehouse = at});
}

std::uint64_t stock_load::quantity(const issue& of) const {
  return of.count * (cells_[of.cell].warehouse == west ? west_unit : 1);
}

/// False: nothing to be sent now; it is held back.
bool stock_load::issue_one(std::mt19937& random) {
  const auto which = random() % cells_.size();
  auto& in = cells_[which];
  const auto number = issued_.size() + 1;
  const bool may_go = which / warehouses.size() % 5 == 0 && in.removed_at == 0 && in.count > 5;
  if (may_go && random() % 5 == 0) {
    in.removed_at = in.count;
    issued_.emplace(number, issue{which, 0});
    return true;
  }
  if (in.count + 1 == west_unit) return false;  // its sum could not be told apart any more
  issued_.emplace(number, issue{which, ++in.count});
  if (random() % 10 != 0) return true;
  late_.push_back(number);
  return false;
}

/// A notification with one update in both halves, or a lone Deleted; or a line of the node's own form.
std::string stock_load::text_of(std::uint64_t number, bool push) const {
  const auto& of = issued_.at(number);
  const auto& in = cells_[of.cell];
  const auto row = [&](std::uint64_t figure) {
    return stock_row(in.sku, warehouses.at(in.warehouse), std::to_string(figure));
  };
  const auto id = std::to_string(number);
  const auto before = row(quantity({of.cell, (of.count == 0 ? in.removed_at : of.count - 1)}));
  if (push && of.count == 0) return stock_notification(id, number, {}, {before});
  if (push) return stock_notification(id, number, {row(quantity(of))}, {before});
  return R"({"entity":"inventory","id":")" + id + R"(","version":)" + id +
         (of.count == 0 ? R"(,"deleted":true)" : "") + R"(,"fields":)" +
         (of.count == 0 ? before : row(quantity(of))) + "}\n";
}

parcel stock_load::make(std::mt19937& random) {
  parcel made;
  const bool push = random() % 2 == 0;
  made.path = push ? "/push" : "/changes";
  for (std::size_t left = push ? 1 : 1 + random() % 8; left > 0; --left) {
    std::uint64_t number = 0;
    if (!late_.empty() && random() % 8 == 0) {
      std::swap(late_[random() % late_.size()], late_.back());
      number = late_.back();
      late_.pop_back();
    } else if (issue_one(random)) {
      number = issued_.size();
    } else {
      continue;
    }
    made.body += text_of(number, push);
    made.numbers.push_back(number);
  }
  return made;
}

std::size_t stock_load::check(node_process& node, const simulator::store& store) const {
  auto ends = all_ends(node, "inventory");
  // What a shipment moves is told again by the node itself.
  std::erase_if(ends, [](const auto& each) { return !each.second.key.starts_with(sku_prefix); });
  auto known = from_.accepted();
  for (const auto& [number, each] : ends) known.insert(number);  // accepted, its answer lost
  std::map<std::size_t, std::uint64_t> newest;                   // cell -> number
  std::size_t wrong = 0;
  for (const auto number : known) {
    newest[issued_.at(number).cell] = number;
    if (ends.count(number) != 1 && ++wrong < 10)
      MESSAGE("quantity " << number << " has " << ends.count(number) << " ends");
  }
  CHECK(wrong == 0);
  for (const auto& each : ends) {
    INFO(each.first << " " << each.second.key << " " << each.second.reason);
    CHECK(each.second.outcome != "dead_lettered");
  }
  check_newest(newest, store);
  return check_no_step_back(store);
}

void stock_load::check_newest(const std::map<std::size_t, std::uint64_t>& newest,
                              const simulator::store& store) const {
  std::map<std::pair<std::string, std::string>, std::uint64_t> sums;
  for (const auto& [which, number] : newest) {
    const auto& in = cells_[which];
    sums[{in.sku, in.warehouse == north ? "wh_north" : "wh_one"}] += quantity(issued_.at(number));
  }
  for (const auto& each : sums) {
    const auto& [sku, source] = each.first;
    const auto held = store.quantity_of(sku, source);
    INFO(each.first.first << " at " << each.first.second);
    CHECK(held == std::to_string(each.second));
  }
}

class stock_load::place {
 public:
  enum class move : std::uint8_t { on, same, back };

  /// The store shows `count` of the cell now. A 0 after more than 0 can only be its removal.
  move to(std::uint64_t count, const cell& of) {
    const auto there = count != 0 || at_ == 0 ? 2 * count : 2 * of.removed_at + 1;
    const auto moved = there < at_ ? move::back : there == at_ ? move::same : move::on;
    at_ = there;
    return moved;
  }

 private:
  std::uint64_t at_ = 0;
};

std::size_t stock_load::check_no_step_back(const simulator::store& store) const {
  std::map<std::string, std::size_t> numbers;  // SKU -> its first cell
  for (std::size_t i = 0; i < cells_.size(); i += warehouses.size()) numbers[cells_[i].sku] = i;
  std::vector<place> places(cells_.size());
  std::size_t steps_back = 0;
  std::size_t repeats = 0;
  for (const auto& applied : store.stock_history()) {
    const auto first = numbers.at(applied.sku);
    const auto sum = static_cast<std::uint64_t>(std::llround(applied.quantity.value()));
    const bool at_north = applied.source_code == "wh_north";
    const auto shows = [&](std::size_t warehouse, std::uint64_t count) {
      return places[first + warehouse].to(count, cells_[first + warehouse]);
    };
    const auto one = at_north ? shows(north, sum) : shows(0, sum % west_unit);
    const auto other = at_north ? place::move::same : shows(west, sum / west_unit);
    if (one == place::move::back || other == place::move::back) ++steps_back;
    if (one == place::move::same && other == place::move::same) ++repeats;
  }
  CHECK(steps_back == 0);
  return repeats;
}

}  // namespace acumage::tests
