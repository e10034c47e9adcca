// What each target defines: one function that takes whatever bytes come and holds what was promised of them.
#pragma once

#include <cstddef>
#include <string_view>

namespace acumage::tests {

/// A promise that does not hold ends the process (assert). May be called any number of times.
void try_input(std::string_view bytes);

/// The first byte of an input chooses what the rest is given to, by its place among the letters.
inline std::size_t take_choice(std::string_view& bytes, std::size_t count) {
  if (bytes.empty()) return 0;
  const auto chosen = static_cast<unsigned char>(bytes.front()) % count;
  bytes.remove_prefix(1);
  return chosen;
}

}  // namespace acumage::tests
