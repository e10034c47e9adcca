// The records of the data folder: what a decoder takes is written again as the same record.
#include "storage/record_codec.hpp"
#include "target.hpp"

#include <cassert>

namespace acumage::tests {

namespace {

using namespace acumage::storage;

/// The text may differ (a number has longer forms), what it says may not.
template <class Record, class Decode>
void comes_back(const Record& record, Decode decode) {
  const auto text = encode(record);
  const auto back = decode(text);
  assert(back.has_value());
  assert(encode(*back) == text);
}

template <class Decode>
void try_record(std::string_view bytes, Decode decode) {
  if (const auto record = decode(bytes)) comes_back(*record, decode);
}

void try_letter_body(std::string_view bytes) {
  dead_letter letter;
  if (!decode_letter_body(bytes, letter)) return;
  const auto text = encode_letter_body(letter);
  dead_letter back;
  const auto read = decode_letter_body(text, back);
  assert(read && encode_letter_body(back) == text);
}

}  // namespace

void try_input(std::string_view bytes) {
  switch (take_choice(bytes, 11)) {
    case 0:
      return try_record(bytes, [](auto text) { return decode_entry(entity::customer, 12, text); });
    case 1: return try_record(bytes, [](auto text) { return decode_letter_head(7, text); });
    case 2: return try_letter_body(bytes);
    case 3: return try_record(bytes, [](auto text) { return decode_mark(text); });
    case 4: return try_record(bytes, [](auto text) { return decode_history(5, 12, text); });
    case 5: return try_record(bytes, [](auto text) { return decode_stock(text); });
    case 6: return try_record(bytes, [](auto text) { return decode_document(text); });
    case 7: return try_record(bytes, [](auto text) { return decode_baseline(text); });
    case 8: return try_record(bytes, [](auto text) { return decode_job(text); });
    case 9: return try_record(bytes, [](auto text) { return decode_kept_document(text); });
    default: static_cast<void>(letter_of_entry(bytes));
  }
}

}  // namespace acumage::tests
