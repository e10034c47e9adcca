// What befalls a node besides its store: an operator's orders, kills, power cuts and starts; and the weather of the store.
#pragma once

#include "tests/simulation/flaky_store.hpp"
#include "tests/simulation/order_book.hpp"
#include "tests/simulation/simulated_node.hpp"
#include "tests/simulation/world.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace acumage::tests {

/// What a run is allowed to contain.
struct hardships {
  bool single_mishaps = true;  ///< exchanges that fare badly one by one
  bool outages = true;         ///< stretches in which all do
  bool crashes = true;
  bool orders = true;  ///< of an operator
};

class operator_desk {
 public:
  operator_desk(world& in, simulated_node& node, flaky_store& store, hardships what)
      : world_{in}, node_{node}, store_{store}, what_{what} {}

  /// From now on, for so long.
  void begin(moment duration);
  /// Everything is switched on and nothing goes wrong any more.
  void make_whole();
  /// Replays all open letters.
  void replay();
  /// Letters were closed by the operator: what they were about may have never reached the store.
  bool has_discarded() const { return discarded_; }
  const order_book& book() const { return book_; }
  std::function<void(entity)> on_forgotten;  ///< the versions of this entity
  /// This lane is paused until something was ordered of this key.
  std::function<void(entity, const std::string&)> on_standstill;
  /// A baseline has begun: it may be interrupted.
  void note_baseline();

 private:
  void do_something();
  bool may_crash();
  void crash();
  void change_weather();
  void pause(entity which);
  void stop_intake(entity which);
  void switch_lane(entity which, storage::lane_switches to);
  void discard();
  void tell_batcher(waiting_order::verb what, entity which);
  void give_up_behind_pause(entity which);
  void republish();
  void force();
  void force(const letter_filter& which);
  void force_behind_pause();
  void forget();
  void reload();
  bool begin_replay(replay_job job);
  mark_of_time now() const;
  void put(entity which, const std::vector<change>& entries);

  world& world_;
  simulated_node& node_;
  flaky_store& store_;
  hardships what_;
  moment ends_{};
  moment last_crash_{};
  int quick_crashes_ = 0;
  int jobs_ = 0;
  bool discarded_ = false;
  order_book book_;
};

}  // namespace acumage::tests
