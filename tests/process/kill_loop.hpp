// kill -9 under load, again and again, and the check of what is left: for the short and the long test.
#pragma once

namespace acumage::tests {

/// The seed is ACUMAGE_SEED, else a new one; it is printed. Fails the running doctest case.
void kill_loop(int cycles);

}  // namespace acumage::tests
