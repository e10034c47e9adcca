// What the endpoints of orders, shipments and invoices share.
#pragma once

#include "simulator/errors.hpp"
#include "simulator/search.hpp"
#include "simulator/shop.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace acumage::simulator {

/// The message of an order's save when the database gives up on a lock (REST.md 11).
inline constexpr std::string_view lock_lost =
    "Database deadlock found when trying to get lock; try restarting transaction";

/// The id in the path, as PHP casts it: 000000012 is 12 (REST.md 0.13). No value: `refused` holds
/// the answer.
std::optional<std::int64_t> path_id(const call& from, answer& refused);

/// Shipments or invoices that may pass: those of the requested orders, otherwise all. By ascending
/// id.
template <class Stored>
std::vector<const Stored*> candidates(
    const std::map<std::int64_t, Stored>& all,
    const std::unordered_map<std::int64_t, std::vector<std::int64_t>>& of_orders,
    const std::optional<std::vector<double>>& orders) {
  std::vector<const Stored*> found;
  if (!orders) {
    for (const auto& [id, one] : all) found.push_back(&one);
    return found;
  }
  std::set<std::int64_t> ids;
  for (const auto order : *orders)
    if (const auto its = of_orders.find(static_cast<std::int64_t>(order)); its != of_orders.end())
      ids.insert(its->second.begin(), its->second.end());
  for (const auto id : ids) found.push_back(&all.at(id));
  return found;
}

/// One step on the tables: `how` makes the answer, whose rows are those it has written. They are
/// counted once the tables are unlocked.
template <class How>
answer written(shop& of, How how) {
  answer made = of.sold.write(how);
  if (made.status == 200 && made.rows > 0) of.seen.wrote(made.rows);
  return made;
}

/// One step on the order in the path: `how` receives the tables and the order.
template <class How>
answer with_order(shop& of, const call& from, How how) {
  answer refused;
  const auto id = path_id(from, refused);
  if (!id) return refused;
  return written(of, [&](sales_tables& all) {
    auto* const found = all.find_order(*id);
    return found == nullptr ? no_such_sale() : how(all, *found);
  });
}

/// A search requested by a query.
struct bound_search {
  criteria asked;
  row_search how;
};
/// No value: `refused` holds the answer.
std::optional<bound_search> search_of(shop& of, const call& from,
                                      const std::vector<column>& columns, answer& refused);

/// The page of these rows; `line_of` makes the values to search, `write` the JSON of a row.
template <class Row, class LineOf, class Write>
std::string page_json(const bound_search& search, std::vector<Row> rows, LineOf line_of,
                      Write write) {
  std::erase_if(rows, [&](const Row& one) { return !search.how.passes(line_of(one)); });
  std::stable_sort(rows.begin(), rows.end(), [&](const Row& left, const Row& right) {
    return search.how.before(line_of(left), line_of(right),
                             [](const auto&, const auto&) { return false; });
  });
  std::string json;
  const auto page = page_of(search.asked, rows.size(), past_the_end::nothing);
  for (std::size_t i = page.first; i < page.end; ++i)
    json += (json.empty() ? "" : ",") + write(rows[i]);
  return search_result(json, search.asked, rows.size());
}

/// NULL when it is empty; otherwise collated, and kept in `scratch`.
cell text_cell(std::string_view text, std::string& scratch);
/// NULL when it is 0.
cell id_cell(std::int64_t id);

}  // namespace acumage::simulator
