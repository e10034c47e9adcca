// The manual page and the shells' completions, from the same commands as --help; included by .cpp files only.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace acumage::bin {

/// acumage(1), in man(7).
std::string man_page(const CLI::App& app, const std::string& version);

/// Scripts that complete commands, flags and the names of files.
std::string bash_completion(const CLI::App& app);
std::string zsh_completion(const CLI::App& app);
std::string fish_completion(const CLI::App& app);

}  // namespace acumage::bin
