// Encodes and decodes documents: the key, path, text and version of every field, and when it last
// changed.
#include "storage/bytes.hpp"
#include "storage/record_codec.hpp"

#include <utility>

namespace acumage::storage {

std::string encode(const known_document& document, std::int64_t changed_at_us) {
  byte_writer to;
  to.text(document.key).number(document.fields.size());
  for (const auto& [path, field] : document.fields)
    to.text(path).text(field.value).number(field.at.stamp).number(field.at.sequence);
  if (changed_at_us != 0) to.signed_number(changed_at_us);
  return to.take();
}

std::optional<kept_document> decode_kept_document(std::string_view bytes) {
  byte_reader from{bytes};
  kept_document kept;
  auto& document = kept.document;
  document.key = from.text();
  const auto size = from.count();
  for (std::size_t i = 0; i < size && from.good(); ++i) {
    auto path = from.text();
    known_field field;
    field.value = from.text();
    field.at.stamp = from.number();
    field.at.sequence = from.number();
    document.fields.insert_or_assign(std::move(path), std::move(field));
  }
  if (from.more()) kept.changed_at_us = from.signed_number();
  if (!from.complete()) return std::nullopt;
  return kept;
}

std::optional<known_document> decode_document(std::string_view bytes) {
  auto kept = decode_kept_document(bytes);
  if (!kept) return std::nullopt;
  return std::move(kept->document);
}

}  // namespace acumage::storage
