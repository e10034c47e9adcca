// An operator's edit of a dead letter, whether the node runs or not.
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

/// What an edit is read and judged by.
struct edit_rules {
  const settings::settings& with;
  std::shared_ptr<const acumatica::reading> reading;
};

/// The letter as it would be with that change, read and ruled on as its lane would by the settings of now. Errors as
/// of acumatica::read_edited; errc::not_found; errc::conflict when the letter is not open; errc::invalid when
/// the lane would refuse it.
result<api::edited_letter> edited_letter(storage::ledger& in, std::uint64_t id,
                                         std::string_view change, const edit_rules& by);

/// Keeps it so.
result<api::edited_letter> edit_letter(storage::ledger& in, std::uint64_t id,
                                       std::string_view change, const edit_rules& by);

}  // namespace acumage::node
