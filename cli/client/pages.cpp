#include "cli/client/pages.hpp"

#include "cli/client/json.hpp"
#include "messages/json_text.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace acumage::client {

namespace {

class lister {
 public:
  lister(admin_access& from, const listing& what, table_of table, terminal::terminal& to)
      : from_{from}, what_{what}, table_{table}, to_{to} {}

  result<int> list() {
    auto filters = what_.filters;
    do {
      auto next = page(filters);
      if (!next) return next.problem();
      cursor_ = std::move(*next);
      std::erase_if(filters, [](const auto& each) { return each.first == "cursor"; });
      filters.emplace_back("cursor", cursor_);
    } while (what_.all_pages && !cursor_.empty());
    if (what_.form == arguments::output_form::json) to_.out << json_text() << "\n";
    if (cursor_.empty() || what_.form == arguments::output_form::json) return 0;
    to_.err << "there are more: --cursor " << cursor_ << ", or --all\n";
    return 0;
  }

 private:
  /// The cursor of the next page; empty after the last page.
  result<std::string> page(const api::name_values& filters) {
    const auto json = body_of(from_, from_.get(what_.path + query_of(filters)));
    if (!json) return json.problem();
    const auto* const root = document_.read(*json);
    const auto* const items = root == nullptr ? nullptr : member(*root, "items");
    if (items == nullptr) return not_understood(from_);
    if (what_.form == arguments::output_form::json) {
      for (const auto& each : acumatica::json_children{*items})
        items_ += (items_.empty() ? "" : ",") + std::string{each.raw};
    } else {
      to_.out << (items->extent == 1 ? what_.none + "\n" : table_(*items, to_));
    }
    return text_of(*root, "next");
  }

  std::string json_text() const {
    json_writer json;
    json.object().key("items").raw("[" + items_ + "]").key("next");
    if (cursor_.empty())
      json.null();
    else
      json.string(cursor_);
    return json.end().take();
  }

  admin_access& from_;
  const listing& what_;
  table_of table_;
  terminal::terminal& to_;
  json_document document_;
  std::string items_;
  std::string cursor_;
};

}  // namespace

error not_understood(const admin_access& from) {
  return {
      errc::invalid, from.name() + ": the answer is no JSON object; expected one of a node", {}};
}

result<int> print_list(admin_access& from, const listing& what, table_of table,
                       terminal::terminal& to) {
  return lister{from, what, table, to}.list();
}

result<std::string> each_page(admin_access& from, const walk& what,
                              const std::function<void(const acumatica::json_node& items)>& take) {
  auto filters = what.filters;
  const auto set = [&filters](const std::string& name, const std::string& value) {
    std::erase_if(filters, [&](const auto& each) { return each.first == name; });
    filters.emplace_back(name, value);
  };
  json_document document;
  for (auto left = what.limit;;) {
    set("limit", std::to_string(std::min(left, what.page)));
    const auto json = body_of(from, from.get(what.path + query_of(filters)));
    if (!json) return json.problem();
    const auto* const root = document.read(*json);
    const auto* const items = root == nullptr ? nullptr : member(*root, "items");
    if (items == nullptr) return not_understood(from);
    std::uint64_t count = 0;
    for ([[maybe_unused]] const auto& each : acumatica::json_children{*items}) ++count;
    take(*items);
    left -= std::min(left, count);
    auto cursor = text_of(*root, "next");
    if (cursor.empty() || left == 0) return cursor;
    set("cursor", cursor);
  }
}

std::string query_of(const api::name_values& filters) {
  std::string query;
  for (const auto& [name, value] : filters)
    query += (query.empty() ? '?' : '&') + percent_encoded(name) + "=" + percent_encoded(value);
  return query;
}

std::string json_of(const api::name_values& filters) {
  static const std::set<std::string_view> switches{"all",     "accept_empty", "delta",
                                                   "dry_run", "force",        "restart"};
  const auto times = [&](const std::string& name) {
    return std::count_if(filters.begin(), filters.end(),
                         [&](const auto& each) { return each.first == name; });
  };
  json_writer json;
  json.object();
  std::set<std::string_view> lists;
  for (const auto& [name, value] : filters) {
    if (name == "id" || times(name) > 1)
      lists.insert(name);
    else if (switches.count(name) == 1)
      json.key(name).boolean(value == "true");
    else
      json.key(name).string(value);
  }
  for (const auto list : lists) {
    json.key(list).array();
    for (const auto& [name, value] : filters)
      if (name == list) json.string(value);
    json.end();
  }
  return json.end().take();
}

}  // namespace acumage::client
