#include "simulator/acumatica/odata/query.hpp"

#include "simulator/http/url.hpp"

#include <algorithm>
#include <charconv>

namespace acumage::simulator::acumatica {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto comma = std::min(text.find(','), text.size());
    parts.push_back(trimmed(text.substr(0, comma)));
    if (comma == text.size()) return parts;
    text.remove_prefix(comma + 1);
  }
}

std::optional<std::size_t> count_from(std::string_view text) {
  std::size_t value = 0;
  const char* const end = text.data() + text.size();
  if (text.empty() || std::from_chars(text.data(), end, value).ptr != end) return std::nullopt;
  return value;
}

bool take_order(std::string_view text, const schema& of, query& to) {
  for (auto part : split(text)) {
    const auto blank = std::min(part.find(' '), part.size());
    const auto direction = trimmed(part.substr(blank));
    const auto place = of.index_of(part.substr(0, blank));
    if (!place || !(direction.empty() || direction == "asc" || direction == "desc")) return false;
    to.order.push_back({*place, direction == "desc"});
  }
  return to.order.size() <= 2;
}

bool take_select(std::string_view text, const schema& of, query& to) {
  for (const auto part : split(text)) {
    const auto place = of.index_of(part);
    if (!place) return false;
    to.select.push_back(*place);
  }
  return true;
}

bool take_option(const std::string& name, const std::string& value, const schema& of, dialect by,
                 const time_zone& zone, query& to) {
  if (name == "$filter") {
    auto made = filter_from(value, of, by, zone, column_of_inquiry);
    if (made) to.where = std::move(*made);
    return made.has_value();
  }
  if (name == "$orderby") return take_order(value, of, to);
  if (name == "$select") return take_select(value, of, to);
  if (name == "$top") return (to.top = count_from(value)).has_value();
  if (name == "$skip") {
    const auto count = count_from(value);
    to.skip = count.value_or(0);
    return count.has_value();
  }
  return name == "$format" || !name.starts_with('$');
}

bool is_key_order(const schema& of, const std::vector<order_column>& order) {
  if (order.size() > of.key_count) return false;
  for (std::size_t i = 0; i < order.size(); ++i)
    if (order[i].column != i || order[i].descending) return false;
  return true;
}

/// Where reading by key may begin: no row in front of it can fit.
table::rows_by_key::const_iterator first_of(const table& from, const filter& where) {
  std::string least;
  for (const auto* one : where.required(0)) {
    if (is_null(one->literal)) continue;
    const bool is_bound =
        one->how == comparison::eq || one->how == comparison::ge || one->how == comparison::gt;
    if (!is_bound) continue;
    std::string bound;
    append_key(bound, one->literal);
    least = std::max(least, bound);
  }
  return from.rows().lower_bound(least);
}

/// Can no row from here on fit?
bool is_past(const std::vector<const condition*>& bounds, const row& one) {
  return std::any_of(bounds.begin(), bounds.end(), [&](const condition* each) {
    const bool is_upper =
        each->how == comparison::eq || each->how == comparison::lt || each->how == comparison::le;
    return is_upper && !is_null(each->literal) && compare(one[0], each->literal) > 0;
  });
}

bool comes_before(const row& left, const row& right, const std::vector<order_column>& order) {
  for (const auto& [column, descending] : order) {
    const cell& a = left[column];
    const cell& b = right[column];
    if (is_null(a) || is_null(b)) {
      if (is_null(a) != is_null(b)) return is_null(a) != descending;
      continue;
    }
    const auto outcome = compare(a, b);
    if (outcome != 0) return (outcome < 0) != descending;
  }
  return false;
}

}  // namespace

std::optional<std::string> option_of(std::string_view target, std::string_view name) {
  for (auto& [each, value] : query_parameters(target))
    if (each == name) return std::move(value);
  return std::nullopt;
}

std::optional<query> inquiry_query(std::string_view target, const schema& of, dialect by,
                                   const time_zone& zone) {
  query made;
  for (const auto& [name, value] : query_parameters(target))
    if (!take_option(name, value, of, by, zone, made)) return std::nullopt;
  return made;
}

page chosen(const table& from, const query& by, std::size_t most) {
  const std::size_t wanted = std::min(by.top.value_or(most), most);
  page made;
  const auto bounds = by.where.required(0);
  if (is_key_order(from.shape(), by.order)) {
    std::size_t passed = 0;
    for (auto each = first_of(from, by.where); each != from.rows().end(); ++each) {
      if (is_past(bounds, each->second)) break;
      if (!by.where.fits(each->second) || passed++ < by.skip) continue;
      if (made.rows.size() == wanted) {
        made.behind = &each->second;
        break;
      }
      made.rows.push_back(&each->second);
    }
    return made;
  }
  for (auto each = first_of(from, by.where); each != from.rows().end(); ++each)
    if (by.where.fits(each->second)) made.rows.push_back(&each->second);
  std::stable_sort(made.rows.begin(), made.rows.end(), [&](const row* left, const row* right) {
    return comes_before(*left, *right, by.order);
  });
  made.rows.erase(made.rows.begin(), made.rows.begin() + static_cast<std::ptrdiff_t>(
                                                             std::min(by.skip, made.rows.size())));
  if (made.rows.size() > wanted) {
    made.behind = made.rows[wanted];
    made.rows.resize(wanted);
  }
  return made;
}

}  // namespace acumage::simulator::acumatica
