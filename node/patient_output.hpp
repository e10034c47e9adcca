// Writes to a descriptor whose reader may be slow, full or gone.
#pragma once

#include <chrono>
#include <functional>
#include <string_view>

namespace acumage::node {

/// Writes the text in pieces that a pipe with room takes at once. Waits for room until `enough` says so;
/// false: not all was written, for the reader did not take it, has gone, or the disk is full.
bool write_patiently(int descriptor, std::string_view text, const std::function<bool()>& enough);
/// The same, for at most so long.
bool write_within(int descriptor, std::string_view text, std::chrono::milliseconds at_most);

}  // namespace acumage::node
