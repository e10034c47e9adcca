// Magento's searchCriteria: the criteria of a query, the rows that match, and the page written.
#pragma once

#include "simulator/http/exchange.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <variant>
#include <vector>

namespace acumage::simulator {

struct criteria {
  struct filter {
    std::string field = {};
    std::string value = {};
    std::string condition = "eq";
  };
  struct order {
    std::string field = {};
    std::string direction = "ASC";
  };
  std::vector<std::vector<filter>> groups = {};  ///< all groups match, each by any filter
  std::vector<order> orders = {};
  std::optional<std::int64_t> page_size = {};  ///< none or 0: everything
  std::optional<std::int64_t> page = {};
};

/// Whether an endpoint refuses a query without any criteria (transcript row 310).
enum class criteria_need : std::uint8_t { required, optional };
/// Reads the query. No value: `refused` holds the answer.
std::optional<criteria> criteria_of(std::string_view target, criteria_need need, answer& refused);

/// The answer to any search that requests more than `most` items on a page; 0: no limit (transcript
/// row 809).
std::optional<answer> refuse_page(const request& what, std::size_t most);

/// A row's value in one column; text is collated, nothing is NULL.
using cell = std::variant<std::monostate, std::string_view, double>;

enum class column_kind : std::uint8_t { text, number };
struct column {
  std::string_view name;
  column_kind kind = column_kind::text;
};

/// Criteria bound to the columns of a table. A row is anything with `cell at(column index) const`.
class row_search {
 public:
  /// No value: it names a column that does not exist. An unknown condition is "eq" (row 331).
  static std::optional<row_search> bind(const criteria& what, const std::vector<column>& columns);

  template <class Row>
  bool passes(const Row& row) const {
    for (const auto& group : groups_) {
      bool any = group.empty();
      for (const auto& test : group) any = any || test.holds(row.at(test.column));
      if (!any) return false;
    }
    return true;
  }

  /// Whether `left` comes before `right`. If equal in all requested columns, `otherwise` decides.
  template <class Row, class Otherwise>
  bool before(const Row& left, const Row& right, Otherwise otherwise) const {
    for (const auto& one : orders_) {
      const auto first = left.at(one.column);
      const auto second = right.at(one.column);
      if (first != second) return one.descending ? second < first : first < second;
    }
    return otherwise(left, right);
  }

  /// The only texts that can pass in this column, collated, each once; none: not so restricted.
  std::optional<std::vector<std::string>> only(std::size_t column) const;
  /// The same for a column of numbers.
  std::optional<std::vector<double>> only_numbers(std::size_t column) const;

 private:
  enum class condition : std::uint8_t {
    equal,
    unequal,
    one_of,
    none_of,
    like,
    unlike,
    above,
    below,
    at_least,
    at_most,
    null,
    not_null
  };
  struct bound_filter {
    std::size_t column = 0;
    condition how = condition::equal;
    std::string text = {};
    double number = 0;
    std::unordered_set<std::string> texts = {};
    std::vector<double> numbers = {};

    bool holds(const cell& value) const;
    bool holds_text(std::string_view value) const;
    bool holds_number(double value) const;
  };
  struct bound_order {
    std::size_t column = 0;
    bool descending = false;
  };

  /// The test of a group of its own that lets only named values of the column pass; nullptr: none does.
  const bound_filter* naming(std::size_t column) const;
  static condition condition_from(std::string_view name);
  static std::optional<bound_filter> bound(const criteria::filter& what,
                                           const std::vector<column>& columns);

  std::vector<std::vector<bound_filter>> groups_;
  std::vector<bound_order> orders_;
};

/// What a page after the last one shows: Magento's flat collections the last page, those of
/// customers nothing (transcript row 601).
enum class past_the_end : std::uint8_t { last_page, nothing };

/// Which of `total` rows are on the page.
struct page_bounds {
  std::size_t first = 0;
  std::size_t end = 0;
};
page_bounds page_of(const criteria& what, std::size_t total,
                    past_the_end then = past_the_end::last_page);

/// {"items":[…],"search_criteria":…,"total_count":…}; `items` is JSON without the brackets.
std::string search_result(std::string_view items, const criteria& what, std::size_t total);

}  // namespace acumage::simulator
