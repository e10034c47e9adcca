// A search that is read page by page, item by item.
#pragma once

#include "magento/present_values/reading.hpp"
#include "magento/search_path.hpp"

#include <simdjson.h>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace acumage::magento {

/// Null and absent are "" (REST.md 4.3).
inline std::string text_of(simdjson::dom::element from, const char* name) {
  std::string_view text;
  return from[name].get(text) == simdjson::SUCCESS ? std::string{text} : std::string{};
}

/// A number, or the text of one; 0: neither.
inline std::int64_t id_of(simdjson::dom::element from, const char* name) {
  std::int64_t number = 0;
  if (from[name].get(number) == simdjson::SUCCESS) return number;
  const auto text = text_of(from, name);
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// Calls `take` for each item of all pages; `page` makes the request of a page, from 1, of
/// `largest_page` items. False: not readable, see `by`; items of earlier pages were taken.
template <class Page, class Take>
bool each_item(reading& by, std::string_view what, Page page, Take take) {
  std::size_t seen = 0;
  for (std::size_t number = 1;; ++number) {
    const auto reply = by.ask(page(number));
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    std::uint64_t total = 0;
    if (reply.how != carried::answered || reply.status != 200 ||
        parser.parse(reply.body).get(root) != simdjson::SUCCESS ||
        root["total_count"].get(total) != simdjson::SUCCESS) {
      static_cast<void>(by.concerns_keys(what, reply));
      return false;
    }
    std::size_t here = 0;
    // `fields=` turns an empty list into null (REST.md 4.1).
    if (simdjson::dom::array items; root["items"].get(items) == simdjson::SUCCESS)
      for (const auto each : items) {
        take(each);
        ++here;
      }
    seen += here;
    if (here == 0 || seen >= total) return true;
  }
}

}  // namespace acumage::magento
