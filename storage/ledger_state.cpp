#include "storage/ledger_state.hpp"

#include "storage/bytes.hpp"
#include "storage/record_codec.hpp"

namespace acumage::storage {

namespace {

constexpr std::string_view switches_key = "switches";
constexpr std::string_view job_key = "job";

}  // namespace

status ledger::state::may_write() const {
  if (!in.options.read_only) return done();
  return error{errc::conflict,
               "data folder " + in.options.path.string() +
                   ": open for reading only; expected the node that runs on it to change it",
               {}};
}

status ledger::state::load() {
  if (auto loaded = in.entries.load(); !loaded) return loaded;
  if (auto loaded = in.fingerprints.load(); !loaded) return loaded;
  if (auto loaded = in.letters.load(); !loaded) return loaded;
  if (auto loaded = in.history.load(); !loaded) return loaded;
  if (auto loaded = in.unrouted.load(*in.db); !loaded) return loaded;
  if (auto loaded = load_switches(); !loaded) return loaded;
  if (auto loaded = in.pulls.load(*in.db); !loaded) return loaded;
  // Its lane reads it when it begins, and an error at that point would end the process.
  if (auto loaded = load_baseline(*in.db); !loaded) return loaded.problem();
  return load_job();
}

status ledger::state::load_switches() {
  auto stored = in.db->get(family::meta, switches_key);
  if (!stored) return stored.problem();
  if (!*stored) return done();
  byte_reader from{**stored};
  for (auto& each : switches) {
    each.sending = from.flag();
    each.intake = from.flag();
  }
  if (!from.complete()) return in.db->damaged(family::meta, switches_key);
  return done();
}

status ledger::state::load_job() {
  auto stored = in.db->get(family::meta, job_key);
  if (!stored) return stored.problem();
  if (!*stored) return done();
  job = decode_job(**stored);
  if (!job) return in.db->damaged(family::meta, job_key);
  return done();
}

switch_board ledger::switches() const {
  const std::lock_guard guard{state_->values_mutex};
  return state_->switches;
}

status ledger::save_switches(entity which, lane_switches value) {
  if (auto may = state_->may_write(); !may) return may;
  // Appends decide under this lock: when this returns, none is in progress with the old switch.
  const std::lock_guard append{state_->in.append_mutex};
  const std::lock_guard guard{state_->values_mutex};
  auto after = state_->switches;
  after.at(index_of(which)) = value;
  byte_writer to;
  for (const auto& each : after) to.flag(each.sending).flag(each.intake);
  write_batch batch{*state_->in.db};
  batch.put(family::meta, switches_key, to.take());
  if (auto written = state_->in.db->write(batch, durability::synced); !written) return written;
  state_->switches = after;
  return done();
}

followed_ends& ledger::followed() const { return state_->in.followed; }

std::optional<replay_job> ledger::job() const {
  const std::lock_guard guard{state_->values_mutex};
  return state_->job;
}

status ledger::save_job(const replay_job& job) {
  if (auto may = state_->may_write(); !may) return may;
  const std::lock_guard guard{state_->values_mutex};
  write_batch batch{*state_->in.db};
  batch.put(family::meta, job_key, encode(job));
  if (auto written = state_->in.db->write(batch, durability::synced); !written) return written;
  state_->job = job;
  return done();
}

}  // namespace acumage::storage
