// An operator's edit of a dead letter, with or without a running node.
#pragma once

#include "acumatica/notification.hpp"
#include "api/node_port.hpp"
#include "messages/result.hpp"
#include "storage/ledger.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

namespace acumage::settings {
struct settings;
}

namespace acumage::node {

/// The settings and names by which an edit is read and judged.
struct edit_rules {
  const settings::settings& with;
  std::shared_ptr<const acumatica::reading> reading;
};

/// The dead letter with that change, read and ruled on as its lane would do with the current
/// settings. Errors: those of acumatica::read_edited; errc::not_found; errc::conflict if the dead
/// letter is not open; errc::invalid if the lane would refuse it.
result<api::edited_letter> edited_letter(storage::ledger& in, std::uint64_t id,
                                         std::string_view change, const edit_rules& by);

/// Stores the edited dead letter.
result<api::edited_letter> edit_letter(storage::ledger& in, std::uint64_t id,
                                       std::string_view change, const edit_rules& by);

}  // namespace acumage::node
