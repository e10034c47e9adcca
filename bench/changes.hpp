// What the load says: price and quantity changes, as a push each and as lines by the thousand.
#pragma once

#include "bench/load.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace acumage::bench {

enum class subject { pricing, inventory };

/// SKU-0000001 and so on; `number` from 1.
std::string sku(std::size_t number);

/// Which record the n-th change (from 0) is about, as a number of sku().
using pick = std::function<std::size_t(std::size_t)>;

/// All of 1 to `count` once, not in their order: a mass update follows no order that helps the node.
pick every_one_of(std::size_t count);

struct sequence {
  subject what = subject::pricing;
  std::size_t count = 0;
  pick which;
  std::uint64_t round = 1;  ///< grows from load to load, and with it versions and values
};

/// `count` notifications of one row each, about 330 bytes, every one with an Id of its own.
next_body pushes(sequence of);
/// `count` lines of about 280 bytes, `lines` to a request.
next_body line_bodies(sequence of, std::size_t lines);

}  // namespace acumage::bench
