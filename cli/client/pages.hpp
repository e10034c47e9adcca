// The filters sent to the node, and the pages of a list that it returns.
#pragma once

#include "acumatica/json_tree.hpp"
#include "api/http/message.hpp"
#include "cli/arguments/choices.hpp"
#include "cli/client/admin.hpp"
#include "cli/terminal/terminal.hpp"
#include "messages/result.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace acumage::client {

/// The filters as the query of a GET: "?entity=pricing&id=3"; empty if there are none.
std::string query_of(const api::name_values& filters);
/// The same as the body of a POST.
std::string json_of(const api::name_values& filters);

struct listing {
  std::string path;  ///< "/dead-letters"
  api::name_values filters;
  bool all_pages = false;
  arguments::output_form form = arguments::output_form::text;
  std::string none;  ///< printed if there are no items, without a line break
};
using table_of = std::string (*)(const acumatica::json_node& items, const terminal::terminal& on);

/// Prints one page of {"items":[…],"next":…}, or all of them; JSON is always a single object. The
/// cursor of the next page goes to stderr. Returns 0.
result<int> print_list(admin_access& from, const listing& what, table_of table,
                       terminal::terminal& to);

/// A list to be read item by item, over any number of pages.
struct walk {
  std::string path;  ///< "/history"
  api::name_values filters;
  std::uint64_t limit = ~std::uint64_t{0};  ///< items in all
  std::uint64_t page = 1000;                ///< items per request, 1 to 1000
};

/// Calls `take` with the "items" of one page after the other. Returns the cursor after the limit;
/// empty if the list ends there.
result<std::string> each_page(admin_access& from, const walk& what,
                              const std::function<void(const acumatica::json_node& items)>& take);

/// An error for an answer that does not come from a node.
error not_understood(const admin_access& from);

}  // namespace acumage::client
