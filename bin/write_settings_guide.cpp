// Prints docs/settings.md, for the build target `settings_guide`.
#include "settings/guide.hpp"

#include <iostream>

int main() {
  std::cout << acumage::settings::settings_guide();
  return std::cout.flush() ? 0 : 1;
}
