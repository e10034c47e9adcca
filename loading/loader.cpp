#include "loading/loader.hpp"

#include <algorithm>
#include <utility>

namespace acumage::loading {

namespace {

error superseded() { return {errc::unavailable, "first-load: the step was ended", {}}; }

bool is_of(const first_load& load, const std::vector<entity>& entities) {
  return std::equal(load.parts.begin(), load.parts.end(), entities.begin(), entities.end(),
                    [](const load_part& part, entity which) { return part.entity == which; });
}

std::string names_of(const first_load& load) {
  std::string names;
  for (const auto& each : load.parts)
    names += (names.empty() ? "" : ", ") + std::string{to_string(each.entity)};
  return names;
}

/// The entities to load, in the order in which they are. Shipments only if they are named.
result<std::vector<entity>> chosen(const std::vector<entity>& loadable,
                                   const std::vector<entity>& named) {
  std::vector<entity> all;
  const auto is_in = [](const std::vector<entity>& list, entity which) {
    return std::find(list.begin(), list.end(), which) != list.end();
  };
  for (const auto each : named)
    if (!is_in(loadable, each)) {
      const std::string name{to_string(each)};
      return error{errc::invalid,
                   "entity: " + name + " cannot be loaded; expected entities." + name +
                       " = true, and an inquiry (source = gi or dac) in [pull." + name + "]",
                   {}};
    }
  for (const auto each : loadable)
    if (named.empty() ? each != entity::shipment : is_in(named, each)) all.push_back(each);
  if (all.empty())
    return error{errc::invalid,
                 "first-load: nothing can be loaded; expected acumatica.url, and an entity that is "
                 "on and has an inquiry in [pull.pricing] or another",
                 {}};
  return all;
}

}  // namespace

loader::loader(neighbours with, std::optional<first_load> kept)
    : with_{std::move(with)}, load_{std::move(kept)} {
  thread_ = std::thread{[this] { work(); }};
}

loader::~loader() { stop(); }

void loader::stop() {
  {
    const std::lock_guard guard{mutex_};
    stopping_ = true;
  }
  news_.notify_all();
  if (thread_.joinable()) thread_.join();
}

/// A dry run is not kept on disk: what it would follow stays there.
result<first_load> loader::replace(first_load with) {
  if (!with.dry_run)
    if (auto saved = with_.save(with); !saved) return saved.problem();
  load_ = std::move(with);
  ++order_;
  news_.notify_all();
  return *load_;
}

result<first_load> loader::start(const first_load_order& what) {
  const std::lock_guard guard{mutex_};
  auto entities = chosen(with_.loadable, what.entities);
  if (!entities) return entities.problem();
  const bool unfinished =
      load_ && (load_->state == load_state::running || load_->state == load_state::failed);
  if (unfinished && !what.restart && !(load_->dry_run && load_->over())) {
    if (what.dry_run != load_->dry_run || (!what.entities.empty() && !is_of(*load_, *entities)))
      return error{errc::conflict,
                   "first-load: one of " + names_of(*load_) + " has got to the step " +
                       std::string{to_string(load_->step)} +
                       "; expected the same entities, or restart to begin anew",
                   {}};
    if (!load_->over()) return *load_;
    auto again = *load_;
    again.state = load_state::running;
    again.error.clear();
    again.ended_us = 0;
    return replace(std::move(again));
  }
  first_load made;
  made.dry_run = what.dry_run;
  made.started_us = with_.now_us();
  for (const auto each : *entities) {
    auto& part = made.parts.emplace_back();
    part.entity = each;
    // Lanes that an earlier one has paused count as paused by this one.
    if (load_ && !what.dry_run)
      for (const auto& before : load_->parts)
        if (before.entity == each) part.paused = before.paused;
  }
  return replace(std::move(made));
}

result<first_load> loader::confirm(const first_load_answer& what) {
  const std::lock_guard guard{mutex_};
  if (!load_ || !load_->waits_for_answer())
    return error{errc::conflict,
                 "first-load: nothing is asked now; expected the step asking of GET /first-load",
                 {}};
  auto agreed = *load_;
  for (auto& part : agreed.parts) {
    const bool may_create = part.entity == entity::customer   ? what.create_customers
                            : part.entity == entity::shipment ? what.create_shipments
                                                              : true;
    part.left_out = part.creates() && !may_create;
  }
  agreed.step = load_step::loading;
  return replace(std::move(agreed));
}

result<first_load> loader::cancel() {
  const std::lock_guard guard{mutex_};
  if (!load_ || (load_->over() && load_->state != load_state::failed))
    return error{errc::conflict, "first-load: none is under way", {}};
  auto ended = *load_;
  ended.state = load_state::cancelled;
  ended.ended_us = with_.now_us();
  for (const auto& part : ended.parts)
    if (!part.job.empty() && !part.loaded) with_.cancel_pull(part.job);
  return replace(std::move(ended));
}

std::optional<first_load> loader::now() const {
  const std::lock_guard guard{mutex_};
  return load_;
}

first_load loader::snapshot() const {
  const std::lock_guard guard{mutex_};
  return *load_;
}

/// Of the step in progress, unless an operator has given another order meanwhile.
status loader::change(const change_function& how) {
  const std::lock_guard guard{mutex_};
  if (stopping_ || order_ != working_on_) return superseded();
  auto changed = *load_;
  how(changed);
  if (!changed.dry_run)
    if (auto saved = with_.save(changed); !saved) return saved;
  load_ = std::move(changed);
  return done();
}

status loader::change_part(std::size_t which, const std::function<void(load_part&)>& how) {
  return change([&](first_load& load) { how(load.parts.at(which)); });
}

void loader::show(load_progress progress) {
  const std::lock_guard guard{mutex_};
  if (order_ == working_on_) load_->progress = std::move(progress);
}

bool loader::rest(std::chrono::milliseconds for_how_long) {
  std::unique_lock lock{mutex_};
  const auto called = [&] { return stopping_ || order_ != working_on_; };
  news_.wait_for(lock, for_how_long, called);
  return !called();
}

void loader::finish(const status& ended) {
  first_load now = snapshot();
  if (ended.ok() && !now.over()) return;  // the next step follows
  const auto said = change([&](first_load& load) {
    if (!ended.ok()) {
      load.state = load_state::failed;
      load.error = ended.problem().message;
    }
    load.ended_us = with_.now_us();
    load.progress = {};
  });
  if (!said) return;  // the node ends, or another order counts now
  now = snapshot();
  with_.log({now.state == load_state::failed ? log_level::error : log_level::info,
             "first_load",
             "the first load has ended",
             {{"state", std::string{to_string(now.state)}},
              {"step", std::string{to_string(now.step)}},
              {"error", now.error}}});
}

void loader::work() {
  for (;;) {
    {
      std::unique_lock lock{mutex_};
      news_.wait(lock, [&] {
        return stopping_ || (load_ && !load_->over() && !load_->waits_for_answer());
      });
      if (stopping_) return;
      working_on_ = order_;
      load_->progress = {};
    }
    finish(one_step());
  }
}

}  // namespace acumage::loading
