// The operator's orders that permit what the promises otherwise forbid, and reloads: what was ordered is in the order book.
#include "tests/simulation/operator_desk.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acumage::tests {

namespace {

using namespace std::chrono_literals;

/// Whatever changes here is not to change what the store ends up with.
settings::settings changed(world& in, settings::settings with) {
  with.queue.batch_count = 1 + in.below(8);
  with.queue.process_sleep_time = in.chance(0.5) ? 0s : 1s;
  with.queue.retry_count = 2 + static_cast<int>(in.below(3));
  for (auto& each : with.delivery.concurrency) each = 1 + in.below(3);
  with.delivery.backoff_cap = in.between(20s, 90s) / 1ms * 1ms;
  with.delivery.park_interval = in.chance(0.5) ? 30s : 45s;
  with.delivery.drain_deadline = in.between(0s, 25s) / 1ms * 1ms;
  with.intake.pair_window = in.chance(0.5) ? 2s : 4s;
  with.intake.assemble_window = in.chance(0.5) ? 2s : 1s;
  return with;
}

}  // namespace

mark_of_time operator_desk::now() const {
  return {world_.now(), store_.shop.goods.history().size(), store_.shop.stock.history().size()};
}

/// False: another one is running, or it cannot begin.
bool operator_desk::begin_replay(replay_job job) {
  if (!node_.up()) return false;
  const auto running = node_.ledger().job();
  if (running && running->state == job_state::running) return false;
  const auto order = node_.ledger().replay_order(job.filter);
  if (!order) return world_.fail("letters cannot be read"), false;
  job.id = "job-" + std::to_string(++jobs_);
  job.total = order->size();
  for (const auto each : *order) job.last_letter = std::max(job.last_letter, each);
  if (!node_.ledger().save_job(job)) return world_.fail("a job was not kept"), false;
  node_.graph().replay(job);
  return true;
}

/// Makes letters of what has come meanwhile, most of which newer changes follow.
void operator_desk::give_up_behind_pause(entity which) {
  pause(which);
  world_.after(world_.between(5s, 40s),
               [this, which] { tell_batcher(waiting_order::verb::fail, which); });
  for (auto left = 1 + world_.below(2); left > 0; --left)
    world_.after(world_.between(20s, 200s), [this] {
      if (world_.now() >= ends_ || !node_.up()) return;
      world_.chance(0.5) ? force() : force_behind_pause();
    });
}

/// A newer change of the letters' keys waits when they are replayed.
void operator_desk::force_behind_pause() {
  letter_filter every;
  every.state.reset();
  auto page = node_.ledger().letters(every, 0, 1000);
  if (!page) return world_.fail("letters cannot be read");
  std::erase_if(page->items, [](const dead_letter& each) {
    return each.state != letter_state::open && each.state != letter_state::superseded;
  });
  if (page->items.empty()) return;
  const auto& letter = world_.any(page->items);
  const auto what = letter.change.what;
  switch_lane(what.entity, {.sending = false, .intake = true});
  world_.after(world_.between(10s, 40s), [this, what] { switch_lane(what.entity, {}); });
  for (auto left = 1 + world_.below(3); left > 0; --left)
    world_.after(world_.between(0s, 3s), [this, what] { on_standstill(what.entity, what.key); });
  letter_filter mine;
  mine.entity = what.entity;
  mine.state = letter.state;
  world_.after(world_.between(3s, 9s), [this, mine] { force(mine); });
}

/// Open letters, or those that newer deliveries have overtaken.
void operator_desk::force() {
  letter_filter some;
  some.state = world_.chance(0.5) ? letter_state::open : letter_state::superseded;
  if (!node_.up()) return;
  const auto page = node_.ledger().letters(some, 0, 1000);
  if (!page) return world_.fail("letters cannot be read");
  if (page->items.empty()) return;
  if (world_.chance(0.8)) some.entity = world_.any(page->items).change.what.entity;
  force(some);
}

void operator_desk::force(const letter_filter& which) {
  if (!node_.up()) return;
  replay_job job;
  job.force = true;
  job.filter = which;
  const auto page = node_.ledger().letters(job.filter, 0, 1000);
  if (!page) return world_.fail("letters cannot be read");
  forced_replay order{.ordered = now(), .letters = {}};
  // What the node had worked out itself is worked out again: nothing old leaves.
  for (const auto& each : page->items)
    if (each.change.what.kind == change_kind::row)
      order.letters.push_back({each.change.what.entity, fold_key(each.change.what.key),
                               each.change.what.stamp, each.change.sequence});
  if (!begin_replay(job)) return;
  world_.note("replay with force of " + std::to_string(order.letters.size()) +
              " letters that are " + std::string{to_string(*job.filter.state)});
  book_.forced.push_back(std::move(order));
}

void operator_desk::forget() {
  static const std::array<std::string, 6> globs{"", "", "LAMP-07*", "*-1?*", "C000901", "SO *"};
  auto& order = book_.forgotten.emplace_back();
  order.lane = world_.any(all_entities);
  order.glob = world_.any(globs);
  order.ordered = now();
  world_.note("forget the versions: " + std::string{to_string(order.lane)} + " " + order.glob);
  node_.forget_versions(order.lane, order.glob, [this, &order] {
    order.over = now();
    world_.note("forgotten, or never");
    if (world_.chance(0.7)) on_forgotten(order.lane);
  });
}

void operator_desk::reload() { node_.reload(changed(world_, node_.settings())); }

void operator_desk::note_baseline() {
  if (what_.crashes && world_.chance(0.3))
    world_.after(world_.between(10ms, 4s), [this] { crash(); });
}

}  // namespace acumage::tests
