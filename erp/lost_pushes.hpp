// The pushes that Acumatica could not deliver in five attempts, from an inquiry over its table.
#pragma once

#include "erp/client.hpp"
#include "erp/inquiry.hpp"
#include "erp/problem.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::erp {

struct lost_push {
  std::string hook_id;
  ticks at = 0;       ///< the TimeStamp of the push
  std::string query;  ///< the name of the push's query
  std::string error;
  bool truncated = false;  ///< too long to be sent again from SM502000

  auto operator<=>(const lost_push&) const = default;
};

/// A row of the inquiry; TimeStamp is a number or a text. Empty without HookId or TimeStamp.
std::optional<lost_push> read_lost_push(std::string_view row);

/// All with a TimeStamp of at least `since`. A push that is stamped earlier than others can use up
/// its attempts later, so ask from two days before the last one on, and remember what was seen.
expected<std::vector<lost_push>> read_lost_pushes(client& way, const std::string& name,
                                                  ticks since);

}  // namespace acumage::erp
