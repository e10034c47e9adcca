// The sample notifications, and what the store must hold when all of them have been worked off.
#pragma once

#include "cli/client/feed.hpp"
#include "messages/result.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::demo {

struct sample_file {
  std::string path;
  client::feed_kind kind = client::feed_kind::news;
};

/// Folded SKU and source code.
using stock_place = std::pair<std::string, std::string>;

struct demo_samples {
  /// In the order in which they are sent: prices and quantities in turns, each by name.
  std::vector<sample_file> files;
  std::vector<std::string> skus;  ///< that they name, each once
  std::map<std::string, std::string>
      prices;  ///< folded SKU -> the price of its newest sound change
  std::map<stock_place, std::string> quantities;  ///< the newest of each warehouse, summed up
};

/// Where the samples are: beside the sources, else where a package puts them. errc::not_found otherwise.
result<std::string> find_samples();

/// Works out what the settings make of the samples, without a queue, a journal, a memory or a store: the
/// newest of each SKU, and of each SKU in each warehouse. errc::invalid when a file is none.
result<demo_samples> read_samples(const std::string& folder, const settings::settings& with);

}  // namespace acumage::demo
