#include "cli/arguments/command.hpp"

#include <algorithm>

namespace acumage::arguments {

const flag* command::flag_named(const std::string& wanted) const {
  const auto found = std::find_if(flags.begin(), flags.end(),
                                  [&](const flag& each) { return each.name == wanted; });
  return found == flags.end() ? nullptr : &*found;
}

std::string command::footer() const {
  std::string text = details.empty() ? "" : details + "\n\n";
  text += "Example:\n  ";
  for (const char c : example) text += c == '\n' ? std::string{"\n  "} : std::string{c};
  if (flag_named("--config") != nullptr)
    text +=
        "\n\nAny setting can be overridden by --section.key=value, such as --queue.batch_count=50.";
  return text;
}

std::vector<flag> joined(std::vector<std::vector<flag>> lists) {
  std::vector<flag> all;
  for (auto& each : lists) std::move(each.begin(), each.end(), std::back_inserter(all));
  return all;
}

}  // namespace acumage::arguments
