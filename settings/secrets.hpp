// Secrets of the settings: given directly or in a file, never repeated in a message.
#pragma once

#include "messages/result.hpp"
#include "settings/checks.hpp"
#include "settings/table.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::settings {

/// The folders in which files named by X_file are looked up.
struct secret_places {
  std::filesystem::path beside_file;  ///< the folder of config.ini; relative paths start here
  std::filesystem::path credentials;  ///< $CREDENTIALS_DIRECTORY (systemd.exec(5)); empty: none
};

/// The file that the name refers to, whether it exists or not.
std::filesystem::path find_secret_file(const std::string& name, const secret_places& places);

/// The file's bytes without a last newline. errc::not_found: unreadable; errc::invalid: empty or
/// above 64 KiB. Messages name the path, never the content.
result<std::string> read_secret(const std::string& path, const secret_places& places);

/// All bytes of a file; empty when it cannot be read.
std::optional<std::string> read_whole_file(const std::filesystem::path& path);

/// Collects the values of each secret, one source after another.
class secret_collector {
 public:
  enum class form : std::uint8_t { value, file };

  explicit secret_collector(secret_places places) : places_{std::move(places)} {}

  void hold(const key_info& key, form how, std::string where, std::string text);
  /// The source's value of each secret replaces that of earlier sources. A value and a file from
  /// the same source are an error.
  void end_of_source(provenance& origins, std::vector<finding>& findings);
  /// Reads the files and fills in the settings.
  void resolve(settings& to, provenance& origins, std::vector<finding>& findings) const;

  const secret_places& places() const { return places_; }

 private:
  struct spoken {
    std::string where;
    std::string text;
  };
  struct source {
    spoken what;
    form how = form::value;
  };

  secret_places places_;
  std::map<const key_info*, std::map<form, spoken>> current_;
  std::map<const key_info*, source> chosen_;
};

}  // namespace acumage::settings
