// Data folders of all families, damaged at random places, and the check of what a start makes of each.
#pragma once

#include <cstdint>
#include <optional>

namespace acumage::tests {

/// The seed is ACUMAGE_SEED, else the one given, else a new one; it is printed. Fails the running
/// doctest case.
void damage_loop(int damages, std::optional<std::uint32_t> seed = {});

}  // namespace acumage::tests
