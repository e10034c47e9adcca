// Reduces a page written for people to one line: HTML, XML or plain text to words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace acumage::magento {

/// The maximum length of a stored message of the store.
inline constexpr std::size_t max_words = 4096;

/// The text inside `<title>`, otherwise all text without tags, scripts and styles; blanks
/// collapsed, the usual entities decoded, at most `max_bytes`.
std::string page_text(std::string_view body, std::size_t max_bytes = max_words);

/// Whether the body is a page rather than data (its first visible character opens a tag, and it is
/// not an XML answer of Magento's own).
bool is_page(std::string_view body);

/// The text of the first `<name>…</name>`, entities decoded; empty when there is none.
std::string element_text(std::string_view body, std::string_view name);

/// At most `max_bytes`, never cut inside a UTF-8 sequence.
std::string cut_text(std::string text, std::size_t max_bytes = max_words);

}  // namespace acumage::magento
