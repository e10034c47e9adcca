#include "tests/simulation/operator_desk.hpp"

#include "actors/document_memory.hpp"
#include "actors/inventory.hpp"
#include "messages/key.hpp"
#include "node/options.hpp"

#include <caf/all.hpp>

#include <algorithm>
#include <array>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;
using kind = mishap::kind;

/// What an outage looks like; none of them is anybody's attempt.
constexpr std::array outages{kind::refused,      kind::connect_timeout, kind::unavailable,
                             kind::maintenance,  kind::unauthorized,    kind::throttled,
                             kind::database_down};

}  // namespace

void operator_desk::begin(moment duration) {
  ends_ = world_.now() + duration;
  if (what_.orders)
    for (auto left = 3 + world_.below(7); left > 0; --left)
      world_.after(world_.between(0s, duration), [this] { do_something(); });
  if (what_.crashes)
    for (auto left = world_.below(4); left > 0; --left)
      world_.after(world_.between(0s, duration), [this] { crash(); });
  // The hardest moment: what the store still does is known to a node that is no more.
  store_.on_late = [this] {
    if (what_.crashes && world_.chance(0.3))
      world_.after(world_.between(100ms, 40s), [this] { crash(); });
  };
  // And a request that may not be made twice, on its way when its sender dies.
  store_.on_departure = [this] {
    if (what_.crashes && world_.chance(0.2))
      world_.after(world_.between(1ms, 150ms), [this] {
        if (may_crash()) node_.die(death::process);
      });
  };
  change_weather();
}

void operator_desk::change_weather() {
  if (world_.now() >= ends_) return;
  const auto draw = world_.share();
  store_.now = {};
  if (draw < 0.35 && what_.outages) {
    store_.now.outage = world_.any(outages);
  } else if (draw < 0.75 && what_.single_mishaps) {
    store_.now.mishaps = world_.chance(0.3) ? 0.6 : 0.25;
  } else if (what_.single_mishaps) {
    store_.now.mishaps = 0.03;
  }
  world_.note("weather: outage " + std::string{to_string(store_.now.outage)} + ", mishaps " +
              std::to_string(store_.now.mishaps));
  world_.after(world_.between(3s, 90s), [this] { change_weather(); });
}

/// Three soon after their starts condemn what was in hand, rightly; that is for other tests.
bool operator_desk::may_crash() {
  if (!node_.up() || world_.now() >= ends_) return false;
  const bool quick = world_.now() - last_crash_ < 65s;
  if (quick && quick_crashes_ >= 1) return false;
  quick_crashes_ = quick ? quick_crashes_ + 1 : 0;
  last_crash_ = world_.now();
  return true;
}

void operator_desk::crash() {
  if (!may_crash()) return;
  const auto how = world_.chance(0.5) ? death::power : death::process;
  const auto draw = world_.share();
  if (draw < 0.15) return node_.stop_gracefully();
  if (draw < 0.4) return node_.die(how);
  node_.die_at(1 + world_.below(12), how);
}

void operator_desk::do_something() {
  if (!node_.up()) return;
  const auto which = world_.any(all_entities);
  const auto draw = world_.share();
  if (draw < 0.1) return pause(which);
  if (draw < 0.18) return stop_intake(which);
  if (draw < 0.26) return replay();
  if (draw < 0.31) return discard();
  if (draw < 0.38) return tell_batcher(waiting_order::verb::retry, which);
  if (draw < 0.44) return tell_batcher(waiting_order::verb::fail, which);
  if (draw < 0.56) return give_up_behind_pause(which);
  if (draw < 0.64) return republish();
  if (draw < 0.72) return force();
  if (draw < 0.79) return force_behind_pause();
  if (draw < 0.9) return forget();
  reload();
}

void operator_desk::switch_lane(entity which, storage::lane_switches to) {
  if (!node_.up()) return;
  world_.note(std::string{to_string(which)} + ": sending " + (to.sending ? "on" : "off") +
              ", intake " + (to.intake ? "on" : "off"));
  if (!node_.ledger().save_switches(which, to)) return world_.fail("a switch was not kept");
  node_.graph().set_sending(which, to.sending);
}

void operator_desk::pause(entity which) {
  switch_lane(which, {.sending = false, .intake = true});
  world_.after(world_.between(5s, 60s), [this, which] { switch_lane(which, {}); });
}

void operator_desk::stop_intake(entity which) {
  switch_lane(which, {.sending = true, .intake = false});
  world_.after(world_.between(2s, 20s), [this, which] { switch_lane(which, {}); });
}

void operator_desk::replay() {
  if (begin_replay({})) world_.note("replay");
}

void operator_desk::discard() {
  letter_filter filter;
  filter.entity = world_.any(all_entities);
  const auto count =
      node_.ledger().close_letters(filter, letter_state::discarded, "not wanted", world_.wall_us());
  if (!count) return world_.fail("letters were not discarded");
  discarded_ = discarded_ || *count > 0;
  world_.note("discarded " + std::to_string(*count) + " letters");
}

void operator_desk::tell_batcher(waiting_order::verb what, entity which) {
  if (!node_.up()) return;
  world_.note((what == waiting_order::verb::retry ? "retry now: " : "give up: ") +
              std::string{to_string(which)});
  const auto& batcher = node_.graph().batcher(which);
  batcher.row->count_sent();
  caf::anon_send(batcher.to, waiting_order{what, {}});
}

/// Everything that is remembered is worked out and sent again.
void operator_desk::republish() {
  world_.note("republish");
  const auto stock = node_.ledger().stock("", 1000);
  if (!stock) return world_.fail("the stock cannot be read");
  std::vector<change> entries;
  for (const auto& item : stock->items)
    for (auto& each : actors::republished(
             item, node::inventory_options_of(node_.settings()),
             [](const std::string&) { return true; }, world_.wall_us()))
      entries.push_back(std::move(each));
  put(entity::inventory, entries);
  for (const auto which : {entity::pricing, entity::shipment, entity::customer, entity::order}) {
    const auto known = node_.ledger().documents(which, "", 1000);
    if (!known) return world_.fail("the documents cannot be read");
    entries.clear();
    for (const auto& each : known->documents)
      entries.push_back(actors::republished(which, each, world_.wall_us()));
    put(which, entries);
  }
}

void operator_desk::put(entity which, const std::vector<change>& entries) {
  if (entries.empty() || !node_.up()) return;
  const auto head = node_.ledger().append_own(entries);
  if (!head) return;  // no room, or it died of it
  for (std::size_t i = 0; i < entries.size(); ++i)
    book_.own.emplace(*head - i, fold_key(entries[entries.size() - 1 - i].key));
  node_.graph().entries_added(which, *head, entries.size());
}

void operator_desk::make_whole() {
  store_.now = {};
  node_.live();
  for (const auto each : all_entities) switch_lane(each, {});
}

}  // namespace acumage::tests
