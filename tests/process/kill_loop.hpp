// kill -9 under load, again and again, and the check of what is left: for the short and the long test.
#pragma once

namespace acumage::tests {

/// The seed is ACUMAGE_SEED, else a new one; it is printed. Fails the running doctest case.
void kill_loop(int cycles);

/// The same with a second node that waits for the folder and takes over at each kill. Prints how
/// long that takes.
void take_over_loop(int cycles);

}  // namespace acumage::tests
