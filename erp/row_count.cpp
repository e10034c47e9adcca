#include "erp/row_count.hpp"

#include "erp/page.hpp"
#include "erp/query.hpp"

#include <algorithm>

namespace acumage::erp {

namespace {

constexpr std::uint64_t first_look = 1'000;
constexpr std::uint64_t most_rows = 1'000'000'000;

/// Whether there is a row after that many.
expected<bool> has_more_than(client& way, const inquiry& what, std::uint64_t rows) {
  const auto page = fetch_page(way, what,
                               {.filter = what.filter,
                                .order = listed(what.key),
                                .top = 1,
                                .skip = static_cast<std::size_t>(rows)});
  if (page) return !page->empty();
  if (page.problem().kind == trouble::absent) return false;
  return page.problem();
}

}  // namespace

expected<std::uint64_t> count_rows(client& way, const inquiry& what) {
  std::uint64_t least = 0;  // there are that many
  std::uint64_t most = first_look;
  for (;; most *= 2) {
    const auto more = has_more_than(way, what, most);
    if (!more) return more.problem();
    if (!*more) break;
    least = most + 1;
    if (most > most_rows) return least;
  }
  while (most - least > least / 20) {
    const auto middle = least + (most - least) / 2;
    const auto more = has_more_than(way, what, middle);
    if (!more) return more.problem();
    if (*more)
      least = middle + 1;
    else
      most = middle;
  }
  return least;
}

}  // namespace acumage::erp
