// A batch's exchanges with the store as a value: last answer in, next request or outcome out.
#pragma once

#include "magento/transport.hpp"
#include "messages/outcome.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace acumage::magento {

struct step {
  std::optional<request> next;
  std::optional<batch_outcome> done;  ///< exactly one of the two is set
};

class conversation {
 public:
  virtual ~conversation() = default;
  /// `last` is null at the first call.
  virtual step advance(const answer* last) = 0;
};

}  // namespace acumage::magento
