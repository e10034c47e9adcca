// An operator's edit of a letter, whether the node runs or not.
#pragma once

#include "acumatica/notification.hpp"
#include "messages/dead_letter.hpp"
#include "messages/result.hpp"
#include "storage/ledger.hpp"

#include <cstdint>
#include <string_view>

namespace acumage::node {

/// The letter as it would be with that change, read by the settings of now. Errors as of
/// acumatica::read_edited; errc::not_found, errc::conflict when the letter is not open.
result<dead_letter> edited_letter(const storage::ledger& in, std::uint64_t id,
                                  std::string_view change, const acumatica::reading& how);

/// Keeps it so.
result<dead_letter> edit_letter(storage::ledger& in, std::uint64_t id, std::string_view change,
                                const acumatica::reading& how);

}  // namespace acumage::node
