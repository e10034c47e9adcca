// Carries exchanges to Magento and back, one at a time; it blocks meanwhile, so it has its own thread.
#pragma once

#include "actors/context.hpp"
#include "magento/conversation.hpp"
#include "magento/transport.hpp"
#include "messages/interfaces.hpp"

#include <caf/actor_system.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace acumage::actors {

/// How one entity communicates with the store: pure functions of `magento/`.
struct store_language {
  std::function<std::unique_ptr<magento::conversation>(const std::vector<delivery>&)> begin;
  /// The request that checks address, credential, database and the lane's permissions without side
  /// effects.
  std::function<std::vector<magento::request>()> probes;
  std::function<bool(const magento::answer&)> probe_passed;
  /// Empty: none of them can be looked up, and none is known.
  std::function<std::optional<magento::request>(const lookup&)> ask_known;
  /// Folded keys of the known ones, or a verdict other than `answered`.
  std::function<lookup_sent(const lookup&, const magento::answer&)> read_known;
  /// The store object that the delivery's conversation must lock; none: "". May be empty.
  std::function<std::string(const delivery&)> exclusive;
  /// The request of one delivery alone, as shown in a dead letter.
  std::function<std::string(const delivery&)> render;
  /// Quantities that the store may have changed for a failed delivery: ending::moves. May be empty.
  std::function<std::vector<std::string>(const delivery&)> moves;
};

/// `way` may be interrupted from another thread, and is kept until the actor is gone. `detach` is
/// false under the test scheduler only.
sender_actor spawn_sender(caf::actor_system& system, context& shared, entity which,
                          std::string actor_name, std::shared_ptr<const store_language> language,
                          std::shared_ptr<magento::transport> way,
                          std::function<std::string()> next_request_id, bool detach);

}  // namespace acumage::actors
