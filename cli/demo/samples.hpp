// The sample notifications, and what the store must contain after all of them are settled.
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

/// What the store must contain.
struct store_contents {
  std::vector<std::string> skus;              ///< each once
  std::map<std::string, std::string> prices;  ///< by folded SKU
  std::map<stock_place, std::string> quantities;
};

/// The prices are those of the newest valid changes, the quantities sums of the newest of each
/// warehouse.
struct demo_samples : store_contents {
  /// In the order in which they are sent: prices and quantities in turns, each by name.
  std::vector<sample_file> files;
};

/// The folder of the samples: next to the sources, otherwise where a package installs them.
/// errc::not_found if there is none.
result<std::string> find_samples();

/// Calculates what the settings make of the samples, without a queue, a journal, a memory or a
/// store: the newest change of each SKU, and of each SKU in each warehouse. errc::invalid if a file
/// is not a sample.
result<demo_samples> read_samples(const std::string& folder, const settings::settings& with);

}  // namespace acumage::demo
