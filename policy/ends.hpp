// One delivery may settle several changes: an end for each of them.
#pragma once

#include "messages/delivery.hpp"
#include "messages/outcome.hpp"

#include <utility>
#include <vector>

namespace acumage::policy {

/// Adds an end for each change that the delivery covers, alike except for key and version; the
/// newest last. Each names the delivery's key if its own differs, because the delivery's key is the
/// one released. Each gets a mark in its own version.
inline void add_ends(const delivery& what, const ending& alike, std::vector<ending>& to) {
  const auto add = [&](const std::string& key, version at, change_source source) {
    auto one = alike;
    one.key = key;
    one.source = source;
    one.value = what.value;
    if (key != what.key) one.target = what.key;
    one.version = at;
    if (one.mark) one.mark->version = at;
    to.push_back(std::move(one));
  };
  for (const auto& covered : what.also) add(covered.key, covered.version, covered.source);
  add(what.change_key(), what.version, what.source);
}

}  // namespace acumage::policy
