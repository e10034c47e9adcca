// The difference of two texts, as diff -u shows it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace acumage::settings {

/// Hunks with two lines of context and their line numbers; empty if the texts are equal. `shown`
/// makes what is printed of a line, which may hold a secret.
std::string text_diff(std::string_view before, std::string_view after,
                      const std::function<std::string(std::string_view)>& shown);

}  // namespace acumage::settings
