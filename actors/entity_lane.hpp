// What the five entities share: read the journal in order, rule on each change, pass on or settle.
#pragma once

#include "actors/context.hpp"
#include "messages/interfaces.hpp"
#include "messages/result.hpp"
#include "policy/ruling.hpp"

#include <caf/actor_system.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace acumage::actors {

/// Entries that the rules have put into the journal: figures that move with those of a chunk.
struct own_entries {
  std::uint64_t head = 0;  ///< highest acceptance number; 0: none
  std::uint64_t count = 0;
};

/// An entity's rules and what they remember, used by its lane alone. What they throw becomes a letter
/// `bug` of the change in hand.
class entity_rules {
 public:
  virtual ~entity_rules() = default;
  virtual policy::ruling rule(const journaled_change& what) = 0;
  /// A lone Deleted whose other half did not come.
  virtual policy::ruling removed(const journaled_change& lone) = 0;
  /// Rules on a document whose rows have all been answered with `assemble`: no further one has come for
  /// `assemble_window`. `newest`: the row of the highest version, without its columns.
  virtual policy::ruling complete(const std::string& document, const journaled_change& newest);
  /// Called when a chunk has been ruled on, before anything of it leaves the lane: what was learnt from it
  /// is written now. After an error the process must end; the journal has the changes.
  virtual result<own_entries> keep() { return own_entries{}; }
  /// The versions of the keys that match are forgotten on disk: what is held of them beside it goes too.
  /// Called between chunks.
  virtual void forget(const std::string& /*key_glob*/) {}
  /// Forgets some of the documents that are over and have not changed since then (wall clock, µs). Called
  /// between chunks.
  virtual status forget_finished(std::int64_t /*before_us*/) { return done(); }
};
using rules_maker = std::function<std::unique_ptr<entity_rules>(context&)>;

/// Rules without a memory: pure, from one change to what becomes of it. A removal is filtered, unless
/// something as new was delivered.
using entity_rule = std::function<policy::ruling(const change&)>;
rules_maker plain_rules(entity which, entity_rule rule);

struct lane_options {
  acumage::entity entity = acumage::entity::pricing;
  rules_maker rules;
  std::chrono::milliseconds pair_window{2'000};
  std::chrono::milliseconds assemble_window{2'000};
  std::chrono::hours finished_kept{
      0};                         ///< how long documents that are over are remembered; 0: for ever
  std::uint64_t resume_from = 0;  ///< lowest unsettled sequence at the start
  std::uint64_t resume_to = 0;    ///< highest sequence at the start
  bool detach = false;            ///< a thread of its own: it writes to disk
};

/// Live changes and what was unsettled at the start come the same way: the lane reads the journal from its
/// cursor to the head that intake tells it, in chunks, as long as the batcher wants more.
lane_actor spawn_lane(caf::actor_system& system, context& shared, lane_options options,
                      link<batcher_actor> batcher, link<settler_actor> settler,
                      link<failure_actor> failure);

}  // namespace acumage::actors
