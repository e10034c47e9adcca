// The closed lists of words that Acumatica uses, by displayed text and stored code (SPEC 5, "Words of the ERP").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::policy {

/// The progress that a shipment's status indicates.
enum class shipment_stage : std::uint8_t { confirmed, released, open };
enum class shipment_kind : std::uint8_t { shipment, drop_shipment, transfer };
enum class shipment_direction : std::uint8_t { issue, receipt };
enum class item_sale : std::uint8_t { sold, not_sold };

/// Folded word -> what it means.
template <class Meaning>
using word_table = std::map<std::string, Meaning, std::less<>>;

/// The words of every Acumatica; settings add to them, or give one of them another meaning.
word_table<shipment_stage> shipment_statuses();
word_table<shipment_kind> shipment_types();
word_table<shipment_direction> shipment_operations();
word_table<item_sale> item_statuses();
/// The words of a boolean column, in any form that the query may show. Settings do not add to them.
const word_table<bool>& flags();

/// Ignores case and surrounding blanks.
std::string folded_word(std::string_view word);

/// Empty: the word is not in the table.
template <class Meaning>
std::optional<Meaning> meaning_of(std::string_view word, const word_table<Meaning>& table) {
  const auto found = table.find(folded_word(word));
  if (found == table.end()) return std::nullopt;
  return found->second;
}

}  // namespace acumage::policy
