// Rules that involve several keys and that no single key can break alone.
#pragma once

#include "settings/load.hpp"

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace acumage::settings {

/// The source of each key or map section, and the keys that could not be read, whose values in the
/// settings are meaningless.
struct provenance {
  std::string file;
  std::map<std::string, std::string, std::less<>> where;
  std::set<std::string, std::less<>> damaged;
  std::map<std::string, std::string, std::less<>>
      secret_files;  ///< path of the file read for a key
};

/// Collects findings. A finding that involves a damaged key is dropped because it would only
/// confuse.
class check_report {
 public:
  explicit check_report(const provenance& from) : from_{from} {}

  /// `about`: the keys involved; the first is the one to correct.
  void error(std::initializer_list<std::string_view> about, std::string message);
  void warning(std::initializer_list<std::string_view> about, std::string message);

  std::vector<finding> take() { return std::move(findings_); }

 private:
  void add(severity how, std::initializer_list<std::string_view> about, std::string message);

  const provenance& from_;
  std::vector<finding> findings_;
};

void check_connection(const settings& value, check_report& report);
/// Listeners: addresses, ports, and the secrets that guard them.
void check_listeners(const settings& value, check_report& report);
/// Dependencies between the entities' settings.
void check_rules(const settings& value, check_report& report);
void check_storage(const settings& value, check_report& report);
void check_alerts(const settings& value, check_report& report);
/// The connection to Acumatica, and what is pulled from it.
void check_acumatica(const settings& value, check_report& report);

}  // namespace acumage::settings
