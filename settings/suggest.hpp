// Suggests the name that was probably meant when a typed name does not exist.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace acumage::settings {

/// The nearest candidate by insertions, deletions, replacements and swaps of neighbours, ignoring
/// case. Empty when none is near: more than a third of the letters differ, or more than one of
/// three.
std::string nearest(std::string_view typed, std::span<const std::string_view> candidates);

/// "; did you mean `batch_count`?", empty for an empty name.
std::string did_you_mean(std::string_view name);

}  // namespace acumage::settings
