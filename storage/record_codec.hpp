// Encodes and decodes records; a decoder accepts any bytes and returns nothing if they are not a valid record.
#pragma once

#include "messages/change.hpp"
#include "messages/dead_letter.hpp"
#include "messages/document.hpp"
#include "messages/outcome.hpp"
#include "messages/stock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::storage {

// Blocks and log records carry RocksDB's own checksums, which detect flipped bits. The checks here
// ensure that the bytes are a complete record of a known format: version, lengths, bounds, nothing
// left over.

/// Lane and acceptance number are the record's name and are not repeated in it.
std::string encode(const journaled_change& entry);
std::optional<journaled_change> decode_entry(entity lane, std::uint64_t sequence,
                                             std::string_view bytes);
/// Only the dead letter an entry was replayed from (0: none): a scan of a million entries needs no
/// more.
std::optional<std::uint64_t> letter_of_entry(std::string_view bytes);

/// What lists, counts and filters of dead letters read. The rows, the request and the attempts are
/// in the body, so that a change of state does not rewrite them and a filter does not read them.
struct letter_head {
  dead_letter what;  ///< rows, request and attempts are empty
  std::uint64_t body_bytes = 0;
  std::optional<std::uint64_t> attempts{};  ///< how many; empty: in the body only
};
std::string encode(const letter_head& head);
std::optional<letter_head> decode_letter_head(std::uint64_t id, std::string_view bytes);
std::string encode_letter_body(const dead_letter& letter);
/// Adds what the head does not contain; false: damaged.
bool decode_letter_body(std::string_view bytes, dead_letter& into);

std::string encode(const delivered_mark& mark);
std::optional<delivered_mark> decode_mark(std::string_view bytes);

/// Time and acceptance number are the record's name.
std::string encode(const history_record& record);
enum class history_parts : std::uint8_t {
  head,  ///< without the request and its answer, which are not checked
  whole,
};
std::optional<history_record> decode_history(std::int64_t at_us, std::uint64_t sequence,
                                             std::string_view bytes,
                                             history_parts parts = history_parts::whole);

std::string encode(const item_stock& stock);
std::optional<item_stock> decode_stock(std::string_view bytes);

/// A document with the wall-clock time of its last change; 0: an older version wrote it.
struct kept_document {
  known_document document;
  std::int64_t changed_at_us = 0;
};
std::string encode(const known_document& document, std::int64_t changed_at_us = 0);
inline std::string encode(const kept_document& kept) {
  return encode(kept.document, kept.changed_at_us);
}
std::optional<kept_document> decode_kept_document(std::string_view bytes);
std::optional<known_document> decode_document(std::string_view bytes);

std::string encode(const baseline_memory& baseline);
std::optional<baseline_memory> decode_baseline(std::string_view bytes);

std::string encode(const replay_job& job);
std::optional<replay_job> decode_job(std::string_view bytes);

}  // namespace acumage::storage
