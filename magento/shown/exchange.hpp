// What an operator is shown of a conversation with the store: its last request, record by record.
#pragma once

#include "magento/transport.hpp"
#include "messages/batch.hpp"
#include "messages/outcome.hpp"

#include <functional>
#include <string>
#include <vector>

namespace acumage::magento {

/// Keeps the last request that changes something, or the last one if none does.
class shown_exchange {
 public:
  void note(const request& asked, const answer& said);

  /// One for each row. `render`: the request of one delivery alone, for a batch of several.
  std::vector<shown_request> by_row(
      const batch& what, const batch_outcome& outcome,
      const std::function<std::string(const delivery&)>& render) const;

 private:
  shown_request last_;
  bool wrote_ = false;
};

}  // namespace acumage::magento
