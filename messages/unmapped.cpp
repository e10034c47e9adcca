#include "messages/unmapped.hpp"

#include "messages/key.hpp"

namespace acumage {

namespace {
constexpr std::size_t most_values = 1000;
}

void unmapped_table::note(std::string_view kind, const std::string& value,
                          const std::string& example, std::int64_t now_us) {
  const std::lock_guard guard{mutex_};
  auto& values = kinds_[std::string{kind}];
  auto found = values.find(fold_key(value));
  if (found == values.end()) {
    if (values.size() == most_values) return;
    found =
        values.emplace(fold_key(value), unmapped_value{std::string{kind}, value, {}, 0, 0}).first;
  }
  found->second.example = example;
  found->second.last_at_us = now_us;
  ++found->second.count;
}

std::vector<unmapped_value> unmapped_table::list() const {
  const std::lock_guard guard{mutex_};
  std::vector<unmapped_value> all;
  for (const auto& [kind, values] : kinds_)
    for (const auto& [name, value] : values) all.push_back(value);
  return all;
}

}  // namespace acumage
