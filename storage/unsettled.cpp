#include "storage/unsettled.hpp"

#include <algorithm>

namespace acumage::storage {

namespace {

constexpr std::uint64_t block_size = 1024;

std::uint16_t offset_of(std::uint64_t sequence) {
  return static_cast<std::uint16_t>(sequence % block_size);
}

}  // namespace

bool unsettled::add(std::uint64_t sequence, std::uint32_t bytes) {
  auto& [offsets, sizes] = blocks_[sequence / block_size];
  const auto offset = offset_of(sequence);
  const auto place = std::lower_bound(offsets.begin(), offsets.end(), offset);
  if (place != offsets.end() && *place == offset) return false;
  sizes.insert(sizes.begin() + (place - offsets.begin()), bytes);
  offsets.insert(place, offset);
  ++count_;
  bytes_ += bytes;
  return true;
}

std::optional<std::uint32_t> unsettled::remove(std::uint64_t sequence) {
  const auto found = blocks_.find(sequence / block_size);
  if (found == blocks_.end()) return std::nullopt;
  auto& [offsets, sizes] = found->second;
  const auto offset = offset_of(sequence);
  const auto place = std::lower_bound(offsets.begin(), offsets.end(), offset);
  if (place == offsets.end() || *place != offset) return std::nullopt;
  const auto size_place = sizes.begin() + (place - offsets.begin());
  const auto bytes = *size_place;
  sizes.erase(size_place);
  offsets.erase(place);
  --count_;
  bytes_ -= bytes;
  if (offsets.empty()) {
    blocks_.erase(found);
  } else if (offsets.size() * 4 < offsets.capacity()) {
    // What remains in a block may stay for days: it must not occupy the memory of a full one.
    offsets.shrink_to_fit();
    sizes.shrink_to_fit();
  }
  return bytes;
}

bool unsettled::contains(std::uint64_t sequence) const {
  const auto found = blocks_.find(sequence / block_size);
  if (found == blocks_.end()) return false;
  const auto& offsets = found->second.offsets;
  return std::binary_search(offsets.begin(), offsets.end(), offset_of(sequence));
}

std::optional<std::uint64_t> unsettled::lowest() const {
  if (blocks_.empty()) return std::nullopt;
  const auto& [number, first] = *blocks_.begin();
  return number * block_size + first.offsets.front();
}

std::vector<std::uint64_t> unsettled::collect(std::uint64_t from, std::uint64_t to,
                                              std::size_t limit) const {
  std::vector<std::uint64_t> found;
  for (auto each = blocks_.lower_bound(from / block_size); each != blocks_.end(); ++each) {
    for (const auto offset : each->second.offsets) {
      const auto sequence = each->first * block_size + offset;
      if (sequence < from) continue;
      if (sequence > to || found.size() == limit) return found;
      found.push_back(sequence);
    }
  }
  return found;
}

}  // namespace acumage::storage
