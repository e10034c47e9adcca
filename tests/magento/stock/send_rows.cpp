#include "send_rows.hpp"

#include "memories.hpp"

namespace acumage::tests {

talk send_rows(const std::vector<delivery>& rows, magento::stock_memory& memory,
               const store_script& store, magento::stock_options options) {
  return carry(*magento::send_quantities(rows, options, memory), store);
}

talk send_rows(const std::vector<delivery>& rows, const store_script& store) {
  plain_memory memory;
  return send_rows(rows, memory, store);
}

}  // namespace acumage::tests
