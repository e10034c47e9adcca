// What the process tests and bench/ share: the program as a child process, its settings, its ports and its figures.
#pragma once

#include <sys/types.h>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace acumage::tests {

/// The whole file; empty when it cannot be read.
std::string text_of(const std::filesystem::path& file);

/// Writes `settings` (section.key -> value) as a config.ini.
void write_settings(const std::filesystem::path& file,
                    const std::map<std::string, std::string>& settings);

struct child_output {
  std::filesystem::path out;  ///< stdout: begun anew
  std::filesystem::path err;  ///< stderr: appended to
};

/// Starts `words` (program and arguments) with `variable` ("NAME=value") in its environment unless that is
/// empty. stdin is empty. Throws std::system_error when it cannot be started.
pid_t spawn(std::vector<std::string> words, const child_output& to, std::string variable = {});

struct node_ports {
  std::uint16_t intake = 0;
  std::uint16_t admin = 0;
};
/// From the line that `run` writes to stdout once it listens; empty: not yet.
std::optional<node_ports> ports_in(const std::filesystem::path& out);

/// A number in GET /stats by its path, such as "journal/unsettled"; empty: no answer, or not in it.
std::optional<std::int64_t> stat_of(std::uint16_t admin_port, const std::string& path);

}  // namespace acumage::tests
