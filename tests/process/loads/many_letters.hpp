// Many dead letters: looked at in every way, then replayed at a rate while the node is killed twice.
#pragma once

#include <cstddef>

namespace acumage::tests {

/// Fails the running doctest case unless each letter ends exactly once. Prints how long the questions took:
/// those about `letters` letters, by GET /dead-letters and its count.
void replay_many(std::size_t letters, std::size_t rate);

}  // namespace acumage::tests
