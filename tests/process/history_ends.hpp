// The ends of all changes of an entity, as GET /history tells them.
#pragma once

#include "tests/process/node_process.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace acumage::tests {

struct change_end {
  std::string key;
  std::string outcome;
  std::string reason;
};

/// The whole history of the entity, page by page: time stamp -> ends. Fails the running doctest case when
/// the node does not answer.
std::multimap<std::uint64_t, change_end> all_ends(node_process& node, const std::string& entity);

}  // namespace acumage::tests
