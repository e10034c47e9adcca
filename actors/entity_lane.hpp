// What the five entities share: reads the journal in order, rules on each change, passes on or settles it.
#pragma once

#include "actors/context.hpp"
#include "messages/interfaces.hpp"
#include "messages/pull.hpp"
#include "messages/result.hpp"
#include "policy/ruling.hpp"

#include <caf/actor_system.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace acumage::actors {

/// Entries that the rules added to the journal: figures that move with those of a chunk.
struct own_entries {
  std::uint64_t head = 0;  ///< highest acceptance number; 0: none
  std::uint64_t count = 0;
};

/// What is kept of rows that were read from Acumatica.
enum class observing : std::uint8_t {
  versions,   ///< moved versions
  whole_run,  ///< also which warehouses have rows: the run is over all of them
  nothing,    ///< a dry run
};

/// The rules of an entity and what they remember, used by its lane alone. An exception from them
/// becomes a dead letter `bug` of the current change.
class entity_rules {
 public:
  virtual ~entity_rules() = default;
  virtual policy::ruling rule(const journaled_change& what) = 0;
  /// A lone Deleted whose other half did not arrive.
  virtual policy::ruling removed(const journaled_change& lone) = 0;
  /// Rules on a document whose rows were all answered with `assemble`, once no further row has
  /// arrived for `assemble_window`. `newest`: the row of the highest version, without its columns.
  virtual policy::ruling complete(const std::string& document, const journaled_change& newest);
  /// Compares a row that was read from Acumatica with what is remembered (PULL.md 7.3). An
  /// unchanged row moves the remembered versions, so that an older push that comes later does not
  /// count; of any other nothing is kept. Called between chunks.
  virtual observation observe(const journaled_change& read, observing how);
  /// A run over all rows begins.
  virtual void begin_whole_run() {}
  /// Called after a chunk has been ruled on, before anything of it leaves the lane: writes what was
  /// learnt from it. After an error the process must end; the journal still has the changes.
  virtual result<own_entries> keep() { return own_entries{}; }
  /// The versions of the matching keys are forgotten on disk: discards what is held of them in
  /// memory. Called between chunks.
  virtual void forget(const std::string& /*key_glob*/) {}
  /// Forgets some of the finished documents that have not changed since then (wall clock, µs).
  /// Called between chunks.
  virtual status forget_finished(std::int64_t /*before_us*/) { return done(); }
};
using rules_maker = std::function<std::unique_ptr<entity_rules>(context&)>;

/// Rules without a memory: pure, from one change to its ruling. A removal is filtered, unless an
/// equally new version was delivered.
using entity_rule = std::function<policy::ruling(const change&)>;
rules_maker plain_rules(entity which, entity_rule rule);

struct lane_options {
  acumage::entity entity = acumage::entity::pricing;
  rules_maker rules;
  std::chrono::milliseconds pair_window{2'000};
  std::chrono::milliseconds assemble_window{2'000};
  std::chrono::hours finished_kept{0};  ///< how long finished documents are remembered; 0: for ever
  std::uint64_t resume_from = 0;        ///< lowest unsettled sequence at the start
  std::uint64_t resume_to = 0;          ///< highest sequence at the start
  bool detach = false;                  ///< its own thread, because it writes to disk
};

/// Live changes and those unsettled at the start take the same path: the lane reads the journal in
/// chunks from its cursor to the head that intake reports, as long as the batcher wants more.
lane_actor spawn_lane(caf::actor_system& system, context& shared, lane_options options,
                      link<batcher_actor> batcher, link<settler_actor> settler,
                      link<failure_actor> failure);

}  // namespace acumage::actors
