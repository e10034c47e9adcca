// One delivery may settle several changes: an end for each of them.
#pragma once

#include "messages/delivery.hpp"
#include "messages/outcome.hpp"

#include <utility>
#include <vector>

namespace acumage::policy {

/// Adds an end per change that the delivery covers, alike but for key and version; the newest last. Each
/// names the delivery's key where its own is another, for that is the key that is released. A mark is
/// given to each in its own version.
inline void add_ends(const delivery& what, const ending& alike, std::vector<ending>& to) {
  const auto add = [&](const std::string& key, version at) {
    auto one = alike;
    one.key = key;
    if (key != what.key) one.target = what.key;
    one.version = at;
    if (one.mark) one.mark->version = at;
    to.push_back(std::move(one));
  };
  for (const auto& covered : what.also) add(covered.key, covered.version);
  add(what.change_key(), what.version);
}

}  // namespace acumage::policy
