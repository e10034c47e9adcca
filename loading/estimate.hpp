// About how long a first load takes: reading the ERP's rows, and sending them to the store.
#pragma once

#include "messages/entity.hpp"
#include "messages/first_load.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace acumage::loading {

struct lane_pace {
  std::size_t concurrency = 1;  ///< batches at the same time
  double call_s = 0;            ///< an exchange with the store, as measured; 0: none was yet
};

struct pace {
  std::size_t requests_per_minute = 40;  ///< to the ERP
  std::size_t page_size = 1'000;
  std::size_t batch_count = 25;                 ///< prices or quantities of a request
  std::array<lane_pace, entity_count> lanes{};  ///< by index_of(entity)
};

load_estimate estimate(entity which, std::uint64_t rows, const pace& at);

}  // namespace acumage::loading
