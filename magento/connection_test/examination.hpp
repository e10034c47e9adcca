// What the parts of the connection test share: they query the store and record the results.
#pragma once

#include "magento/connection_test/connection_test.hpp"
#include "magento/paged_search.hpp"
#include "magento/transport.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace acumage::magento {

/// How many items an answer contained, and how many there are in all.
struct page_count {
  std::size_t here = 0;
  std::size_t total = 0;
};

class examination {
 public:
  examination(transport& way, const connection_questions& ask) : way_{way}, ask_{ask} {}

  const connection_questions& ask() const { return ask_; }

  /// Splits a search into the pages that the store allows.
  answer call(const request& what);
  /// Sends it unchanged.
  answer call_once(const request& what);
  /// A GET of a path below `/rest/<store_code>`.
  answer look_up(std::string path);

  /// Both record a check, and return whether it passed.
  bool pass(std::string name, std::string detail);
  bool fail(std::string name, std::string detail, std::string remedy);

  /// Whether this is the requested list. If not, the check `name` gives the reason: a missing
  /// permission (`resource`, unless the answer names it) or a store that does not answer.
  bool given(const std::string& name, const answer& reply, std::string_view resource);
  /// Records that the check `name` could not be made.
  bool untested(const std::string& name, const answer& reply);
  /// Requests all pages of a search. `read` takes a page, and returns nothing when it is not one;
  /// the check `name` records any error.
  bool given_all(const std::string& name, std::string_view path, std::string_view fields,
                 std::string_view resource,
                 const std::function<std::optional<page_count>(const answer&)>& read);

  /// The checks so far, with the overall verdict.
  connection_report take();

 private:
  transport& way_;
  const connection_questions& ask_;
  connection_report report_;
  page_limits pages_;
  int calls_ = 0;
};

}  // namespace acumage::magento
