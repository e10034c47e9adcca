// Each lane of the node as the settings define it: its rules, its requests, its waits and retries.
#pragma once

#include "actors/kept_links.hpp"
#include "actors/pipeline.hpp"
#include "actors/store_facts.hpp"
#include "acumatica/notification.hpp"

#include <memory>

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::node {

/// What the lanes remember and share; lives as long as the pipeline.
struct lane_memories {
  std::shared_ptr<const acumatica::reading> reading;
  actors::store_facts& facts;
  actors::kept_links& links;
  const storage::ledger& ledger;  ///< for the operator's switches
};

/// The rules by which the lane judges its changes.
actors::rules_maker lane_rules_of(entity which, const settings::settings& with,
                                  std::shared_ptr<const acumatica::reading> reading);

actors::lane_setup lane_setup_of(entity which, const settings::settings& with,
                                 const lane_memories& of);

}  // namespace acumage::node
