// A target's main function without a fuzzer: gives it each file of the folders named, in their order.
#include "target.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

int main(int count, char** arguments) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < count; ++i)
    for (const auto& each : std::filesystem::directory_iterator{arguments[i]})
      files.push_back(each.path());
  std::sort(files.begin(), files.end());
  for (const auto& each : files) {
    std::cerr << each.string() << '\n';  // the last one named is the one that ended the process
    std::ifstream file{each, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    // Of just that size, so that the address sanitizer sees a read of one byte too many.
    const auto exact = std::make_unique<char[]>(text.size());
    std::copy(text.begin(), text.end(), exact.get());
    acumage::tests::try_input({exact.get(), text.size()});
  }
  std::cout << files.size() << " inputs\n";
  return files.empty() ? 1 : 0;
}
