// A search in the store as a GET: filters, pages and fields in the query (REST.md 1.4, 8.1).
#pragma once

#include "magento/transport.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace acumage::magento {

/// Filters of one group are alternatives; all groups must match. Every index stays below 10: from
/// 10 on the store sorts parameters differently from OAuth, and the signature fails (REST.md 1.4).
class search_path {
 public:
  /// `resource` as in "/V1/products".
  explicit search_path(std::string_view resource);

  search_path& group();
  /// `condition` in Magento's terms: "eq", "in" (a list with commas). At most 10 in a group.
  search_path& filter(std::string_view field, std::string_view condition, std::string_view value);
  /// A page size must always be given: the store's default is 20 (REST.md 8.1).
  search_path& page(std::size_t size, std::size_t number = 1);
  /// The members wanted in the answer: "items[sku],total_count".
  search_path& fields(std::string_view names);

  /// The finished look-up.
  request take();

 private:
  search_path& parameter(std::string_view name, std::string_view value);

  std::string path_;
  int group_ = -1;
  int filter_ = 0;
};

/// The largest page ever requested. A store may allow less (`maximum_page_size`): see paged_search.
inline constexpr std::size_t largest_page = 300;

/// The store's maximum page size, if the answer reports that a search exceeded it (`Maximum
/// SearchCriteria pageSize is %max`, REST.md 8.1); 0: any other answer.
std::size_t page_limit(const answer& reply);

/// How many of the first `values` fit one search: at most 100, and so that the path stays below
/// 6000 characters (nginx refuses one of 10 kB, T:925). At least one, if there is any.
std::size_t values_of_one_search(std::span<const std::string> values);

/// A group that matches a field with any of these values, which must fit one search. A list cannot
/// contain a value with a comma, so such a value is an alternative of its own.
void filter_by_values(search_path& path, std::string_view field,
                      std::span<const std::string> values);

/// The same for SKUs.
std::size_t skus_of_one_search(std::span<const std::string> skus);
void filter_by_skus(search_path& path, std::span<const std::string> skus);

}  // namespace acumage::magento
