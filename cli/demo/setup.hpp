// What the demo runs on: a data folder, settings that hurry, and a shop that sells most of the samples.
#pragma once

#include "messages/result.hpp"
#include "simulator/options.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace acumage::settings {
struct settings;
}  // namespace acumage::settings

namespace acumage::demo {

// Two items of the samples that the shop does not sell: one never, the other is created while the demo runs.
inline constexpr const char* never_sold = "SHELF-08";
inline constexpr const char* sold_later = "RUG-04";

inline constexpr const char* kept_folder = "demo-data";  ///< in the working folder

/// A folder of its own under the system's for such, gone at the end; or the kept one.
class demo_folder {
 public:
  enum class after { remove, keep };

  /// errc::conflict when the kept one is there already: its duplicates would spoil the showing.
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

/// Quick where a shop is patient, so that all of it is seen in a quarter of a minute. The store's address is
/// still to be set.
settings::settings demo_settings(const std::filesystem::path& folder);

simulator::store_options shop_with(const std::vector<std::string>& skus);

}  // namespace acumage::demo
