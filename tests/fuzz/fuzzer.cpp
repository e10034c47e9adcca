// A target's entry for libFuzzer, which brings its own main function.
#include "target.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  acumage::tests::try_input({reinterpret_cast<const char*>(data), size});
  return 0;
}
