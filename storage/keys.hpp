// How records are named on disk: big-endian numbers, so that byte order is time order.
#pragma once

#include "messages/entity.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace acumage::storage {

/// Appends 8 bytes, most significant first.
void append_number(std::string& to, std::uint64_t number);
/// The number in the last 8 bytes of a key, or in the 8 before `from_end` bytes; 0 when it is too
/// short.
std::uint64_t number_at_end(std::string_view key, std::size_t from_end = 0);

/// Lane byte and acceptance number. `sequence` may be one above the last wanted: an exclusive bound.
std::string journal_key(entity lane, std::uint64_t sequence);
/// The first name after all entries of a lane.
std::string journal_end(entity lane);

std::string id_key(std::uint64_t id);

/// Entity and key in any spelling; the name of a mark.
std::string mark_key(entity which, std::string_view key);
/// For the mark of a delivered quantity, "LAMP-07@wh_east": a cell may have the same name.
std::string quantity_mark_key(std::string_view delivery_key);
/// Whether this is the name of such a mark. If so, the suffix that makes it one is removed from
/// `key`.
bool is_quantity_mark(std::string_view& key);

/// In the index of dead letters, open ones by (entity, key): the length precedes the key, so that
/// no key is a prefix of another.
std::string open_letter_prefix(entity which, std::string_view key);
std::string open_letter_key(entity which, std::string_view key, std::uint64_t id);
/// In the same index, closed ones by their closing time.
std::string closed_letter_key(std::int64_t at_us, std::uint64_t id);

std::string history_key(std::int64_t at_us, std::uint64_t sequence);
/// For the index from a key in any spelling to its history. Holds a hash of the key because the
/// record resolves collisions.
std::string history_name_prefix(std::string_view key);

std::string fingerprint_age_key(std::int64_t at_us, std::string_view fingerprint);

/// FNV-1a, 64 bit. Part of the disk format: the same bytes give the same number in every build.
std::uint64_t stable_hash(std::string_view bytes);

/// For error texts.
std::string hex(std::string_view bytes);

}  // namespace acumage::storage
