// Documents as bytes and back: the key, then path, text and version of every field.
#include "storage/bytes.hpp"
#include "storage/record_codec.hpp"

#include <utility>

namespace acumage::storage {

std::string encode(const known_document& document) {
  byte_writer to;
  to.text(document.key).number(document.fields.size());
  for (const auto& [path, field] : document.fields)
    to.text(path).text(field.value).number(field.at.stamp).number(field.at.sequence);
  return to.take();
}

std::optional<known_document> decode_document(std::string_view bytes) {
  byte_reader from{bytes};
  known_document document;
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
  if (!from.complete()) return std::nullopt;
  return document;
}

}  // namespace acumage::storage
