// The sample notifications, and what the store must hold when all of them have been worked off.
#pragma once

#include "bin/settings.hpp"
#include "messages/result.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace acumage::bin {

struct demo_samples {
  std::vector<std::string> files;  ///< in the order in which they are sent
  std::vector<std::string> skus;   ///< that they name as prices, each once
  std::map<std::string, std::string>
      prices;  ///< folded SKU -> the price of its newest sound change
};

/// Where the samples are: beside the sources, else where a package puts them. errc::not_found otherwise.
result<std::string> find_samples();

/// Works out what the settings make of the samples, without a queue, a journal or a store: the newest of each
/// SKU. errc::invalid when a file is none.
result<demo_samples> read_samples(const std::string& folder, const settings& with);

}  // namespace acumage::bin
