// Data folders of all families, damaged at random places, and the check of what a start makes of each.
#pragma once

namespace acumage::tests {

/// The seed is ACUMAGE_SEED, else a new one; it is printed. Fails the running doctest case.
void damage_loop(int damages);

}  // namespace acumage::tests
