// Writes to a descriptor whose reader may be slow, full or gone.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>

namespace acumage::node {

/// Writes the text in pieces that a pipe with room accepts at once. Waits for room until `enough`
/// returns true. False: not everything was written, because the reader did not accept it or has
/// gone, or because the disk is full.
bool write_patiently(int descriptor, std::string_view text, const std::function<bool()>& enough);
/// The same, for at most this long.
bool write_within(int descriptor, std::string_view text, std::chrono::milliseconds at_most);

}  // namespace acumage::node
