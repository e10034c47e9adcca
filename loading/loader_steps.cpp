// The steps of a first load. Each may be repeated: what it has done before is found, and left alone.
#include "loading/loader.hpp"

#include <algorithm>
#include <utility>

namespace acumage::loading {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds look_again{250};
constexpr int looks_at_rest = 3;  // a delivery may be between two mailboxes
constexpr std::size_t most_remedies = 10;

error stopped() { return {errc::unavailable, "first-load: the step was ended", {}}; }

std::string name_of(const load_part& part) { return std::string{to_string(part.entity)}; }

}  // namespace

status loader::one_step() {
  switch (snapshot().step) {
    case load_step::checking: return check();
    case load_step::counting: return count();
    case load_step::comparing: return compare();
    case load_step::loading: return load();
    case load_step::confirming: return prove();
    case load_step::asking:
    case load_step::over: break;
  }
  return done();
}

status loader::check() {
  show({"checking the connections to Acumatica and to the store", 0, 0, 0});
  auto failing = with_.failing_checks();
  if (!rest(0ms)) return stopped();
  const bool works = failing.empty();
  const auto kept = change([&](first_load& load) {
    load.failing = std::move(failing);
    if (works) load.step = load_step::counting;
  });
  if (!kept || works) return kept;
  return error{errc::invalid, "a connection does not work: see the failing checks", {}};
}

status loader::count() {
  const auto parts = snapshot().parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].rows) continue;
    show({name_of(parts[i]) + ": counting the rows of Acumatica", i, parts.size(), 0});
    const auto rows = with_.count_rows(parts[i].entity, [this](auto pause) { return rest(pause); });
    if (!rows) return rows.problem();
    const auto kept = change_part(i, [&](load_part& part) {
      part.rows = *rows;
      part.time = estimate(part.entity, *rows, with_.pace_now());
    });
    if (!kept) return kept;
  }
  return change([](first_load& load) { load.step = load_step::comparing; });
}

status loader::compare() {
  const auto at = snapshot();
  for (std::size_t i = 0; i < at.parts.size() && !at.dry_run; ++i) {
    if (auto paused = with_.order_lane(at.parts[i].entity, neighbours::lane_switch::pause); !paused)
      return paused;
    if (auto kept = change_part(i, [](load_part& part) { part.paused = true; }); !kept) return kept;
  }
  for (std::size_t i = 0; i < at.parts.size(); ++i) {
    const auto& part = at.parts[i];
    if (part.seen) continue;
    const auto rows = part.rows.value_or(0);
    const auto words = name_of(part) + ": comparing Acumatica with the store";
    show({words, 0, rows, 0});
    const auto began_us = with_.now_us();
    auto seen = with_.compare(
        part.entity, [this](auto pause) { return rest(pause); },
        [&](std::uint64_t checked) {
          const auto passed = static_cast<double>(with_.now_us() - began_us) / 1e6;
          show({words, checked, rows, passed > 0 ? static_cast<double>(checked) / passed : 0});
        });
    if (!seen) return seen.problem();
    if (auto kept = change_part(i, [&](load_part& one) { one.seen = std::move(*seen); }); !kept)
      return kept;
  }
  return change([](first_load& load) {
    load.step = load.dry_run ? load_step::over : load_step::asking;
    if (load.dry_run) load.state = load_state::done;
  });
}

status loader::load() {
  const auto count = snapshot().parts.size();
  for (std::size_t i = 0; i < count; ++i)
    if (auto loaded = load_part_at(i); !loaded) return loaded;
  return change([](first_load& load) { load.step = load_step::confirming; });
}

/// The lane sends while the ERP is read, so that the journal never holds more than a page or two:
/// a paused lane would fill it, and the reading would wait for room for ever.
status loader::load_part_at(std::size_t which) {
  const auto part = snapshot().parts.at(which);
  if (part.loaded || part.left_out) return done();
  began_us_ = with_.now_us();
  began_with_.reset();
  if (auto is_read = read(which); !is_read) return is_read;
  if (auto sent = wait_until_sent(which); !sent) return sent;
  return change_part(which, [](load_part& one) { one.loaded = true; });
}

status loader::read(std::size_t which) {
  auto part = snapshot().parts.at(which);
  if (part.job.empty() || !with_.pull(part.job)) {
    const auto id = with_.start_pull(part.entity);
    if (!id) return id.problem();
    part.job = *id;
    if (auto kept = change_part(which, [&](load_part& one) { one.job = *id; }); !kept) return kept;
  }
  if (auto released = release(which); !released) return released;
  for (;;) {
    const auto job = with_.pull(part.job);
    if (job && job->state == pull_state::done) return done();
    if (!job || job->over()) {
      if (auto kept = change_part(which, [](load_part& one) { one.job.clear(); }); !kept)
        return kept;
      return error{errc::unavailable,
                   name_of(part) + ": the reading of Acumatica (job " + part.job + ") was " +
                       (job ? std::string{to_string(job->state)} + ": " + job->error : "lost"),
                   {}};
    }
    const auto lane = with_.lane(part.entity);
    show_loading(part, *job, lane);
    if (job->wait == pull_wait::no_room && lane.moving == 0)
      if (auto released = release_what_blocks(which); !released) return released;
    if (!rest(look_again)) return stopped();
  }
}

status loader::wait_until_sent(std::size_t which) {
  const auto part = snapshot().parts.at(which);
  for (int at_rest = 0; at_rest < looks_at_rest;) {
    const auto lane = with_.lane(part.entity);
    at_rest = lane.taken_in && lane.moving == 0 ? at_rest + 1 : 0;
    if (const auto job = with_.pull(part.job)) show_loading(part, *job, lane);
    if (!rest(look_again)) return stopped();
  }
  return done();
}

status loader::release(std::size_t which) {
  const auto part = snapshot().parts.at(which);
  if (!part.paused) return done();
  if (auto done = with_.order_lane(part.entity, neighbours::lane_switch::release); !done)
    return done;
  return change_part(which, [](load_part& one) { one.paused = false; });
}

/// What was pushed while the other lanes were paused has filled the journal: they were agreed to,
/// so they are released before their turn.
status loader::release_what_blocks(std::size_t after) {
  const auto parts = snapshot().parts;
  for (auto i = after + 1; i < parts.size(); ++i)
    if (parts[i].paused && !parts[i].left_out)
      if (auto released = release(i); !released) return released;
  return done();
}

void loader::show_loading(const load_part& part, const pull_job& job, const lane_figures& lane) {
  load_progress now;
  now.expected = std::max({part.rows.value_or(0), job.rows, std::uint64_t{1}});
  now.done = job.rows - std::min(job.rows, lane.moving);
  const auto passed = static_cast<double>(with_.now_us() - began_us_) / 1e6;
  if (!began_with_) began_with_ = now.done;
  const auto since = now.done - std::min(now.done, *began_with_);
  now.rate = passed > 0 ? static_cast<double>(since) / passed : 0;
  now.words = name_of(part) + (job.over() ? ": sending" : ": reading and sending");
  const auto waits = job.over() ? std::string_view{} : to_string(job.wait);
  if (!waits.empty()) now.words += " (" + std::string{waits} + ")";
  if (!lane.trouble.empty()) now.words += " (the lane is " + lane.trouble + ")";
  show(std::move(now));
}

status loader::prove() {
  const auto count = snapshot().parts.size();
  for (std::size_t i = 0; i < count; ++i)
    if (auto proved = prove_part(i); !proved) return proved;
  return change([](first_load& load) {
    load.step = load_step::over;
    load.state = load_state::done;
  });
}

status loader::prove_part(std::size_t which) {
  const auto part = snapshot().parts.at(which);
  if (part.differences || part.left_out) return done();
  const auto words = name_of(part) + ": comparing Acumatica, node and store";
  show({words, 0, part.rows.value_or(0), 0});
  if (part.entity == entity::customer) {  // whether each has an account is all that is compared
    const auto seen = with_.compare(
        part.entity, [this](auto pause) { return rest(pause); },
        [&](std::uint64_t checked) {
          show({words, checked, part.rows.value_or(0), 0});
        });
    if (!seen) return seen.problem();
    return change_part(which, [&](load_part& one) {
      one.differences = seen->lacking;
      if (seen->lacking > 0)
        one.remedies = {
            "some have no account: `acumage dead-letters list --entity customer` and "
            "`acumage waiting list --entity customer` say why"};
    });
  }
  auto job = with_.start_reconciliation(part.entity);
  while (!job && job.problem().code == errc::conflict) {  // another one runs
    if (!rest(1s)) return stopped();
    job = with_.start_reconciliation(part.entity);
  }
  if (!job) return job.problem();
  for (;;) {
    const auto now = with_.reconciliation(*job);
    if (now && now->state == reconcile_state::done)
      return change_part(which, [&](load_part& one) {
        one.differences = now->differences;
        for (const auto& each : with_.differences(*job, most_remedies))
          one.remedies.push_back(each.key + " (" + each.what + "): " + each.remedy);
      });
    if (!now || now->over())
      return error{errc::unavailable,
                   name_of(part) + ": the reconciliation " + *job + " was " +
                       (now ? std::string{to_string(now->state)} + ": " + now->error : "lost"),
                   {}};
    auto shown = words;
    if (now->state == reconcile_state::waiting)
      shown += "; a difference counts only if it lasts for a minute";
    show({shown, now->checked, std::max(now->expected, now->checked), 0});
    if (!rest(look_again)) return stopped();
  }
}

}  // namespace acumage::loading
