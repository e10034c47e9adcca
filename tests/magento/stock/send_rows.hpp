// Carries a batch of quantities against answers that a test has laid out.
#pragma once

#include "../talk.hpp"

#include "magento/stock/conversation.hpp"
#include "magento/stock/memory.hpp"

#include <vector>

namespace acumage::tests {

/// Sends the rows with a memory of their own, or the one given.
talk send_rows(const std::vector<delivery>& rows, const store_script& store = stocked_store);
talk send_rows(const std::vector<delivery>& rows, magento::stock_memory& memory,
               const store_script& store = stocked_store, magento::stock_options options = {});

}  // namespace acumage::tests
