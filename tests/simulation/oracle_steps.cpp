// Prices and quantities never step back in the store, but where an operator's order permits it.
#include "messages/key.hpp"
#include "tests/simulation/oracle.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace acumage::tests {

namespace {

std::string number(double value) {
  auto text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

}  // namespace

/// Each order with force lets an old value out over newer ones, until a newer one has followed it.
bool oracle::allowances::cover(std::uint64_t stamp, std::size_t orders) {
  auto& of = states_[stamp];
  if (of.orders != orders) of = {orders, false, false};
  if (orders == 0 || of.followed) return false;
  of.out = true;
  return true;
}

void oracle::allowances::note(std::uint64_t stamp) {
  for (auto& [forced, of] : states_)
    if (of.out && stamp > forced) of.followed = true;
}

/// Each figure is told once, so that it names its version; a baseline may repeat it.
oracle::figure_walk oracle::walk_of(entity lane, const std::string& column) const {
  figure_walk walk{.lane = lane};
  for (const auto& each : accepted_) {
    const auto told = each.told->fields.find(column);
    if (each.lane != lane || each.told->bad || each.told->removal ||
        told == each.told->fields.end())
      continue;
    walk.told[{each.told->key, std::atof(told->second.c_str())}] = {each.stamp, each.sent, {}};
  }
  for (const auto& load : sender_.baselines())
    for (const auto& part : load.parts)
      for (const auto& row : part.rows)
        if (load.lane == lane && part.maybe())
          walk.told.try_emplace({row.key, std::atof(row.fields.at(column).c_str())},
                                told_figure{load.stamp, part.sent, part.sent});
  return walk;
}

std::size_t oracle::forced_before(const figure_walk& walk, const std::string& key,
                                  std::uint64_t stamp, std::size_t place) const {
  // A quantity is worked out again when it is replayed: no old one leaves.
  if (walk.lane != entity::pricing) return 0;
  const auto names = [&](const forced_replay& order) {
    return order.ordered.prices <= place &&
           std::any_of(order.letters.begin(), order.letters.end(), [&](const forced_letter& each) {
             return each.lane == walk.lane && each.key == key && each.stamp == stamp;
           });
  };
  return static_cast<std::size_t>(
      std::count_if(orders_.forced.begin(), orders_.forced.end(), names));
}

/// `place`: in the store's history; `target`: the record there.
void oracle::see(figure_walk& walk, const std::string& key, double value, std::size_t place,
                 const std::string& target) {
  const auto words = std::string{to_string(walk.lane)} + " of " + key;
  const auto found = walk.told.find({key, value});
  if (found == walk.told.end()) return world_.fail(words + ": nobody told " + number(value));
  const auto& [stamp, sent, baseline_since] = found->second;
  if (baseline_since && !delivered_since(walk.lane, target, *baseline_since))
    world_.fail(words + ": only a baseline told " + number(value) + ", and it is in the store");
  const auto at = walk.lane == entity::pricing ? &mark_of_time::prices : &mark_of_time::quantities;
  // From an order to forget versions to its answer it is not certain whether it has been done.
  bool uncertain = false;
  std::size_t forgotten = 0;
  auto last = moment::min();
  for (const auto* each : forgettings_of(walk.lane, key)) {
    if (place < each->ordered.*at) continue;
    const bool over = each->over && place >= (*each->over).*at;
    forgotten += over ? 2 : 1;
    uncertain = uncertain || !over;
    if (over) last = std::max(last, each->over->at);
  }
  auto& of = walk.keys[key];
  if (std::exchange(of.forgotten, forgotten) != forgotten) of.reached = 0;
  const bool forced = of.forced.cover(stamp, forced_before(walk, key, stamp, place));
  if (stamp < of.reached && !forced && !uncertain)
    world_.fail(words + " stepped back to " + number(value));
  of.forced.note(stamp);
  // What was sent before is no measure any more.
  if (!uncertain && sent > last) of.reached = std::max(of.reached, stamp);
}

void oracle::check_price_steps() {
  auto walk = walk_of(entity::pricing, "DefaultPrice");
  std::size_t place = 0;
  for (const auto& each : store_.shop.goods.history()) {
    const auto key = fold_key(each.sku);
    see(walk, key, each.price, place++, key);
  }
}

/// WEST counts in thousands, NORTH below them.
void oracle::check_quantity_steps() {
  auto walk = walk_of(entity::inventory, "QtyOnHand");
  std::size_t place = 0;
  for (const auto& each : store_.shop.stock.history()) {
    const auto item = fold_key(each.sku);
    const auto value = each.quantity.value_or(-1);
    if (item == fold_key(ghost_sku)) world_.fail("an unknown SKU has a quantity in the store");
    const auto see_cell = [&](const std::string& warehouse, double figure) {
      if (figure == 0) return;  // a half alone for a while, or never told
      see(walk, fold_key(item + "@" + warehouse), figure, place,
          fold_key(item + "@" + each.source_code));
    };
    if (each.source_code == "wh_east") {
      see_cell("EAST", value);
    } else {
      see_cell("WEST", std::floor(value / 1000) * 1000);
      see_cell("NORTH", std::fmod(value, 1000));
    }
    ++place;
  }
}

}  // namespace acumage::tests
