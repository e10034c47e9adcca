// What the demo runs on: a data folder, fast settings, an ERP, and a store that sells most of the samples.
#pragma once

#include "messages/result.hpp"
#include "simulator/options.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::demo {

// Two sample items that the store does not sell: the first never, the second is created during the
// demo.
inline constexpr const char* never_sold = "SHELF-08";
inline constexpr const char* sold_later = "RUG-04";

inline constexpr std::size_t erp_items = 300;  ///< each in EAST and WEST

inline constexpr const char* kept_folder = "demo-data";  ///< in the working folder

/// A folder under the system's temporary folder, removed at the end; or the kept one.
class demo_folder {
 public:
  enum class after { remove, keep };

  /// errc::conflict if the kept one already exists, because its duplicates would spoil the demo.
  static result<std::unique_ptr<demo_folder>> make(after then);
  ~demo_folder();
  demo_folder(const demo_folder&) = delete;
  demo_folder& operator=(const demo_folder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  demo_folder(std::filesystem::path path, after then) : path_{std::move(path)}, then_{then} {}

  std::filesystem::path path_;
  after then_;
};

/// Shorter times than for a real store, so that the demo takes a quarter of a minute. The addresses
/// of store and ERP are not set yet.
settings::settings demo_settings(const std::filesystem::path& folder);

/// The store sells `skus` except the two above, and the ERP's items.
simulator::store_options shop_with(const std::vector<std::string>& skus);

}  // namespace acumage::demo
