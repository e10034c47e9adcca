#include "simulator/acumatica/rest/reads.hpp"

#include "simulator/acumatica/errors.hpp"
#include "simulator/acumatica/odata/query.hpp"
#include "simulator/acumatica/rest/entities.hpp"
#include "simulator/http/url.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace acumage::simulator::acumatica {
namespace {

struct list_query {
  filter where;
  std::size_t top = std::numeric_limits<std::size_t>::max();
  std::size_t skip = 0;
};

bool take_count(const std::string& text, std::size_t& to) {
  const char* const end = text.data() + text.size();
  return !text.empty() && std::from_chars(text.data(), end, to).ptr == end;
}

/// $orderby and what is not known are ignored, as they may be (PULL 1). No value: the filter cannot become SQL.
std::optional<list_query> list_query_of(const site& of, const call& by, const rest_entity& what) {
  list_query made;
  for (const auto& [name, value] : query_parameters(by.what.target)) {
    if (name == "$filter") {
      auto parsed =
          filter_from(value, schema_of(what.table), dialect::rest, of.setup.zone, finder_of(what));
      if (!parsed) return std::nullopt;
      made.where = std::move(*parsed);
    }
    if (name == "$top" && !take_count(value, made.top)) return std::nullopt;
    if (name == "$skip" && !take_count(value, made.skip)) return std::nullopt;
  }
  return made;
}

/// The rows of another table that name the head's order, which are few of many: found by their key,
/// or for shipments by looking at all.
std::vector<row> related_rows(database& data, entity of, const row& head) {
  std::vector<row> found;
  data.read(of, [&](const table& rows) {
    if (of == entity::order_line) {
      std::string key;
      append_key(key, head[0]);
      append_key(key, head[1]);
      for (auto each = rows.rows().lower_bound(key);
           each != rows.rows().end() && each->first.starts_with(key); ++each)
        found.push_back(each->second);
      return;
    }
    const auto type = *rows.shape().index_of("OrderType");
    const auto number = *rows.shape().index_of("OrderNbr");
    for (const auto& [key, one] : rows.rows())
      if (one[type] == head[0] && one[number] == head[1]) found.push_back(one);
  });
  return found;
}

record_style style_of(site& of, const call& by) {
  return {.zone = of.setup.zone,
          .faults = by.faults,
          .select = names_in(by.what.target, "$select"),
          .expand = names_in(by.what.target, "$expand"),
          .related = [&of](entity table, const row& head) {
            return related_rows(of.data, table, head);
          }};
}

/// Copies, since details are read from other tables under the same lock.
std::vector<std::vector<row>> records_by_key(database& data, const rest_entity& what,
                                             const std::string& key) {
  std::vector<std::vector<row>> found;
  data.read(what.table, [&](const table& rows) {
    for (auto each = rows.rows().lower_bound(key);
         each != rows.rows().end() && each->first.starts_with(key); ++each) {
      if (found.empty()) found.emplace_back();
      found.front().push_back(each->second);
    }
  });
  return found;
}

bool is_guid(std::string_view text) {
  return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' &&
         text[23] == '-';
}

std::string record_key(const rest_entity& what, const row& one) {
  std::string key;
  for (std::size_t i = 0; i < what.key_count; ++i) append_key(key, one[i]);
  return key;
}

std::string key_of_id(database& data, const rest_entity& what, std::string_view id) {
  std::string found;
  data.read(what.table, [&](const table& rows) {
    for (const auto& [key, one] : rows.rows()) {
      auto each = record_key(what, one);
      if (database::note_id(what.table, each) != id) continue;
      found = std::move(each);
      return;
    }
  });
  return found;
}

answer answer_keyed(site& of, const call& by, const rest_entity& what) {
  const auto& keys = by.to.keys;
  std::string key;
  if (keys.size() == 1 && is_guid(keys[0])) {
    key = key_of_id(of.data, what, keys[0]);
  } else if (keys.size() == what.key_count) {
    for (const auto& one : keys) append_key(key, cell{one});
  } else {
    return not_found();
  }
  if (key.empty() || by.who.tenant != of.setup.tenant) return no_entity();
  const auto found = records_by_key(of.data, what, key);
  if (found.empty()) return no_entity();
  record rows;
  for (const auto& one : found.front()) rows.push_back(&one);
  return {.body = record_json(what, rows, 1, style_of(of, by))};
}

/// The records of which a row fits, in the order of their keys.
std::vector<std::vector<row>> listed(database& data, const rest_entity& what,
                                     const list_query& by) {
  std::vector<std::vector<row>> found;
  std::size_t passed = 0;
  data.read(what.table, [&](const table& rows) {
    std::string last;
    bool takes = false;
    for (const auto& [key, one] : rows.rows()) {
      auto own = record_key(what, one);
      if (own != last) {
        last = std::move(own);
        takes = by.where.fits(one) && passed++ >= by.skip;
        if (takes && found.size() == by.top) return;
        if (takes) found.emplace_back();
      }
      if (takes) found.back().push_back(one);
    }
  });
  return found;
}

answer answer_list(site& of, const call& by, const rest_entity& what) {
  const auto query = list_query_of(of, by, what);
  if (!query) return cannot_optimize(what.name, "the expression of the filter");
  if (by.faults.has(trouble::silent_empty) || by.who.tenant != of.setup.tenant)
    return {.body = "[]"};
  const auto named = query->where.columns();
  const bool beyond_key =
      std::any_of(named.begin(), named.end(), [](auto place) { return place > 0; });
  if (what.table == entity::shipment && beyond_key)
    return cannot_optimize(what.name, "LastModifiedDateTime");
  const auto style = style_of(of, by);
  std::string body = "[";
  const auto found = listed(of.data, what, *query);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i > 0) body += ',';
    record rows;
    for (const auto& one : found[i]) rows.push_back(&one);
    body += record_json(what, rows, i + 1, style);
  }
  return {.body = body + ']'};
}

}  // namespace

std::vector<std::string> names_in(std::string_view target, std::string_view option) {
  std::vector<std::string> found;
  const auto text = option_of(target, option).value_or("");
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    auto one = rest.substr(0, comma);
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (!one.empty()) found.emplace_back(one);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return found;
}

answer answer_entity(site& of, const call& by) {
  if (by.what.method == "PUT") return answer_inquiry_by_put(of, by);
  const auto* what = rest_entity_named(by.to.name);
  if (what == nullptr) return not_found();
  if (by.faults.has(trouble::forbidden)) return forbidden(what->form);
  if (by.faults.has(trouble::no_body)) return without_body();
  if (by.faults.has(trouble::cannot_optimize)) return cannot_optimize(what->name, what->modified);
  return by.to.keys.empty() ? answer_list(of, by, *what) : answer_keyed(of, by, *what);
}

}  // namespace acumage::simulator::acumatica
