#include "tests/simulation/erp.hpp"

#include "acumatica/notification.hpp"
#include "messages/key.hpp"
#include "node/options.hpp"
#include "tests/simulation/erp_rows.hpp"

#include <algorithm>
#include <utility>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

constexpr std::array queries{"MC Price", "MC Quantity", "MC Shipment", "MC Customer", "MC Order"};

constexpr std::uint64_t most_restored = 10;

std::string joined(const std::vector<std::string>& rows) {
  std::string text;
  for (const auto& each : rows) text += (text.empty() ? "" : ",") + each;
  return text;
}

std::string body_of(const notice& what, const std::vector<std::string>& inserted,
                    const std::vector<std::string>& deleted) {
  return "{\"Inserted\":[" + joined(inserted) + "],\"Deleted\":[" + joined(deleted) +
         "],\"Query\":\"" + queries.at(index_of(what.lane)) +
         "\",\"CompanyId\":\"Northwind\",\"Id\":\"" + what.id +
         "\",\"TimeStamp\":" + std::to_string(what.stamp) + "}";
}

}  // namespace

erp::erp(world& in, simulated_node& node, flaky_store& store)
    : world_{in}, node_{node}, store_{store}, shipments_{shipments_of_a_run()} {
  stages_.resize(shipments_.size());
}

void erp::begin(moment duration, std::size_t notifications) {
  for (std::size_t i = 0; i < notifications; ++i)
    world_.after(world_.between(0s, duration), [this] { tell_something(); });
  for (std::size_t i = 0; i < shipments_.size(); ++i) {
    const auto stages = 1 + world_.below(5);
    std::vector<moment> times;
    for (std::size_t stage = 0; stage < stages; ++stage)
      times.push_back(world_.between(0s, duration));
    std::sort(times.begin(), times.end());
    for (std::size_t stage = 0; stage < stages; ++stage)
      world_.after(times[stage], [this, i, left = stages - stage - 1] { tell_shipment(i, left); });
  }
  for (const auto* order : {"SO009998", "SO009999"})
    if (world_.chance(0.7))
      world_.after(world_.between(0s, duration), [this, order] { tell_born(order); });
  for (auto left = world_.below(6); left > 0; --left)
    world_.after(world_.between(0s, duration), [this] { tell_baseline(); });
  world_.after(world_.between(0s, duration), [this] { place_late_order(store_); });
  world_.after(world_.between(0s, duration), [this] {
    world_.note(std::string{"the store gets "} + late_sku);
    store_.shop.add_product({.sku = late_sku, .price = 42});
  });
}

bool erp::all_told() const {
  return std::all_of(notices_.begin(), notices_.end(),
                     [](const notice& each) { return each.told(); });
}

std::uint64_t erp::next_stamp(entity lane) {
  stamp_ += most_restored;
  return stamp_ - behind_.at(index_of(lane)) + restored_.at(index_of(lane));
}

void erp::restore(entity lane) {
  auto& times = restored_.at(index_of(lane));
  if (times + 1 == most_restored) return;
  ++times;
  behind_.at(index_of(lane)) += most_restored * world_.below(30);
  world_.note("the ERP is restored: " + std::string{to_string(lane)});
}

notice& erp::start(entity lane) {
  auto& made = notices_.emplace_back();
  made.lane = lane;
  made.stamp = next_stamp(lane);
  made.id = "n" + std::to_string(notices_.size());
  return made;
}

void erp::finish(notice& what, const std::vector<std::string>& inserted,
                 const std::vector<std::string>& deleted) {
  what.body = body_of(what, inserted, deleted);
  const auto number = notices_.size() - 1;
  // Most come at once, some long after those that were said later.
  const auto delay = world_.chance(0.15) ? world_.between(0s, 60s) : world_.between(0s, 2s);
  world_.after(delay, [this, number] { send(number); });
}

void erp::finish_halved(notice& what, const std::vector<std::string>& inserted,
                        const std::vector<std::string>& deleted) {
  const auto first = what;
  finish(what, inserted, {});
  auto& other = notices_.emplace_back(first);
  other.id += "d";
  for (auto& each : other.rows) {
    each.removal = true;
    each.bad = false;
  }
  finish(other, {}, deleted);
}

void erp::send(std::size_t number) {
  notices_[number].sent = std::min(notices_[number].sent, world_.now());
  auto read = acumatica::read_notification(notices_[number].body,
                                           node::reading_of(node_.settings()), world_.wall_us());
  if (!read) return world_.fail("not parsed: " + notices_[number].body);
  node_.submit(std::move(*read),
               [this, number](const result<receipt>& answer) { take_answer(number, answer); });
}

void erp::take_answer(std::size_t number, const result<receipt>& answer) {
  auto& what = notices_[number];
  const auto rows = what.rows.size();
  if (!answer) {
    world_.note("notification " + what.id + ": " + answer.problem().message);
    what.unsure = what.unsure || answer.problem().code == errc::unavailable;
    world_.after(world_.between(1s, 15s), [this, number] { send(number); });
    return;
  }
  world_.note("notification " + what.id + ": accepted " + std::to_string(answer->accepted) +
              ", duplicates " + std::to_string(answer->duplicates) + ", discarded " +
              std::to_string(answer->discarded) + ": " + what.body.substr(0, 400));
  if (answer->accepted + answer->duplicates + answer->discarded != rows || answer->unrouted != 0)
    world_.fail("notification " + what.id + " of " + std::to_string(rows) + " rows miscounted");
  if (answer->accepted > 0 && what.accepted)
    world_.fail("notification " + what.id + " was accepted twice");
  if (answer->duplicates > 0 && !what.accepted && !what.unsure)
    world_.fail("notification " + what.id + " is no duplicate");
  what.discarded = what.discarded || answer->discarded > 0;
  what.accepted = what.accepted || answer->accepted + answer->duplicates > 0;
  if (world_.chance(0.15)) world_.after(world_.between(0s, 100s), [this, number] { send(number); });
}

}  // namespace acumage::tests
