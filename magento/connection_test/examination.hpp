// What the parts of the connection test share: they ask the store and write down what they find.
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

/// How many items an answer held, of how many in all.
struct page_count {
  std::size_t here = 0;
  std::size_t total = 0;
};

class examination {
 public:
  examination(transport& way, const connection_questions& ask) : way_{way}, ask_{ask} {}

  const connection_questions& ask() const { return ask_; }

  /// A search is divided into the pages that the store allows.
  answer call(const request& what);
  /// As it is.
  answer call_once(const request& what);
  /// A GET of what stands behind `/rest/<store_code>`.
  answer look_up(std::string path);

  /// Both write a check down, and return whether it passed.
  bool pass(std::string name, std::string detail);
  bool fail(std::string name, std::string detail, std::string remedy);

  /// Is this the list that was asked for? If not, the check `name` says why: a permission that is
  /// missing (`resource`, unless the answer names it) or a store that does not answer.
  bool given(const std::string& name, const answer& reply, std::string_view resource);
  /// Writes down that the check `name` could not be made.
  bool untested(const std::string& name, const answer& reply);
  /// Asks for all pages of a search. `read` takes a page, and returns nothing when it is none; what
  /// went wrong stands in the check `name`.
  bool given_all(const std::string& name, std::string_view path, std::string_view fields,
                 std::string_view resource,
                 const std::function<std::optional<page_count>(const answer&)>& read);

  /// The checks so far, with the verdict on all of them.
  connection_report take();

 private:
  transport& way_;
  const connection_questions& ask_;
  connection_report report_;
  page_limits pages_;
  int calls_ = 0;
};

}  // namespace acumage::magento
