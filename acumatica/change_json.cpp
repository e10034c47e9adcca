#include "acumatica/change_json.hpp"

#include "acumatica/contradiction.hpp"
#include "acumatica/fingerprint.hpp"
#include "acumatica/json_token.hpp"
#include "acumatica/json_tree.hpp"
#include "acumatica/row_columns.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"
#include "messages/stock_place.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace acumage::acumatica {

namespace {

/// One object of the node's own form, with its members as given; null counts as absent.
struct object_form {
  const json_node* entity = nullptr;
  const json_node* version = nullptr;
  const json_node* fields = nullptr;
  const json_node* deleted = nullptr;
  const json_node* id = nullptr;
  const json_node* key = nullptr;
};

struct form_member {
  std::string_view name;
  const json_node* object_form::*place;
};

constexpr std::array<form_member, 6> members{{{"entity", &object_form::entity},
                                              {"version", &object_form::version},
                                              {"fields", &object_form::fields},
                                              {"deleted", &object_form::deleted},
                                              {"id", &object_form::id},
                                              {"key", &object_form::key}}};

result<object_form> form_of(const json_tree& tree, const json_node& value) {
  if (value.kind != json_kind::object)
    return tree.wrong(value,
                      "this change is no object; expected {\"entity\":…,\"version\":…,"
                      "\"fields\":{…}}");
  object_form form;
  std::array<bool, members.size()> seen{};
  for (const auto& node : json_children{value}) {
    const auto* const known = std::find_if(
        members.begin(), members.end(), [&](const auto& each) { return each.name == node.name; });
    if (known == members.end())
      return tree.wrong(node,
                        "member " + excerpt(node.name) +
                            " is unknown; expected entity, version, fields, deleted, id or key");
    auto& was = seen.at(static_cast<std::size_t>(known - members.begin()));
    if (was) return tree.wrong(node, std::string{node.name} + " is given twice; expected once");
    was = true;
    if (node.kind != json_kind::null) form.*known->place = &node;
  }
  return form;
}

/// The two keys of a record of that entity: the complete one, and the one the sender uses (SPEC 5).
bool names_record(entity which, std::string_view name, const row& columns) {
  const auto same = [&](std::string_view key) {
    return !key.empty() && fold_key(trimmed(name)) == fold_key(key);
  };
  if (same(key_of(which, columns))) return true;
  const auto first = [&](concept_id meaning) {
    const auto found = columns.find(meaning);
    return found == columns.end() ? std::string_view{} : trimmed(found->second.text);
  };
  if (which == entity::inventory) return same(first(concept_id::item));
  return which == entity::shipment && same(first(concept_id::shipment_number));
}

/// A row with the columns that a key names.
class key_columns {
 public:
  key_columns() { json_.object(); }

  /// A part without a value adds no column.
  key_columns& add(std::string_view column, std::string_view value) {
    if (const auto text = trimmed(value); !text.empty()) json_.key(column).string(text);
    return *this;
  }
  /// "SO SO009120"
  key_columns& add_order(std::string_view key) {
    const auto blank = key.find(' ');
    if (blank == std::string_view::npos) return *this;
    return add("OrderType", key.substr(0, blank)).add("OrderNbr", key.substr(blank + 1));
  }
  std::string take() {
    json_.end();
    return json_.take();
  }

 private:
  json_writer json_;
};

/// The row of a removal that names its record by key only; empty when the key is incomplete.
std::string row_from_key(entity which, std::string_view key) {
  key_columns row;
  switch (which) {
    case entity::pricing: row.add("InventoryID", key); break;
    case entity::inventory: {
      const auto place = split_stock_place(key);
      if (place.warehouse.empty() && place.vendor.empty()) return {};
      row.add("InventoryID", place.item).add("WarehouseID", place.warehouse);
      row.add("LocationID", place.location).add("VendorID", place.vendor);
      break;
    }
    case entity::shipment: {
      const auto at = key.rfind('@');
      row.add("ShipmentNbr", key.substr(0, at));
      if (at != std::string_view::npos) row.add_order(key.substr(at + 1));
      break;
    }
    case entity::customer: row.add("CustomerID", key); break;
    case entity::order: row.add_order(key); break;
  }
  return row.take();
}

/// Collects the changes of one request.
class changes_reader {
 public:
  changes_reader(const reading& how, std::int64_t accepted_at_us)
      : how_{how}, accepted_at_us_{accepted_at_us} {}

  /// The whole text is one object or an array of them.
  std::optional<error> read_json(std::string_view text) {
    const auto root = tree_.read(text);
    if (!root) return root.problem();
    if (root.value()->kind != json_kind::array) return add(*root.value());
    for (const auto& element : json_children{*root.value()})
      if (auto problem = add(element)) return problem;
    return std::nullopt;
  }

  /// One line of NDJSON: one object.
  std::optional<error> read_line(std::string_view line, std::size_t number) {
    const auto root = tree_.read(line, number);
    if (!root) return root.problem();
    return add(*root.value());
  }

  bool parses(std::string_view text) { return tree_.read(text).ok(); }

  submission take() {
    std::vector<change*> together;
    for (auto& parcel : all_.parcels)
      for (auto& each : parcel.changes) together.push_back(&each);
    mark_contradictions(together, how_.aliases);
    return std::move(all_);
  }

 private:
  std::optional<error> add(const json_node& value) {
    const auto form = form_of(tree_, value);
    if (!form) return form.problem();
    change one;
    one.accepted_at_us = accepted_at_us_;
    if (auto problem = read_head(value, *form, one)) return problem;
    if (auto problem = read_row_of(value, *form, one)) return problem;
    keep(std::move(one), form->id != nullptr);
    return std::nullopt;
  }

  /// Entity, version and id.
  std::optional<error> read_head(const json_node& value, const object_form& form, change& one) {
    if (form.entity == nullptr)
      return tree_.wrong(value,
                         "entity is missing; expected pricing, inventory, shipment, customer "
                         "or order");
    const auto which =
        form.entity->kind == json_kind::string ? entity_from(form.entity->text) : std::nullopt;
    if (!which)
      return tree_.wrong(*form.entity, "entity = " + excerpt(form.entity->text) +
                                           " is unknown; expected pricing, inventory, shipment, "
                                           "customer or order");
    one.entity = *which;
    if (form.version == nullptr)
      return tree_.wrong(value, "version is missing; expected a whole number from 0 to 2^64 - 1");
    const auto stamp = whole_number(form.version->text);
    if (!stamp)
      return tree_.wrong(*form.version, "version = " + excerpt(form.version->raw) +
                                            "; expected a whole number from 0 to 2^64 - 1");
    one.stamp = *stamp;
    if (form.id == nullptr) return std::nullopt;
    if (form.id->kind != json_kind::string || form.id->text.empty())
      return tree_.wrong(*form.id,
                         "id = " + excerpt(form.id->raw) + "; expected a string that is not empty");
    one.id = form.id->text;
    return std::nullopt;
  }

  /// Reads fields, key, and the half of the change that they belong to.
  std::optional<error> read_row_of(const json_node& value, const object_form& form, change& one) {
    if (form.deleted != nullptr && form.deleted->kind != json_kind::boolean)
      return tree_.wrong(*form.deleted,
                         "deleted = " + excerpt(form.deleted->raw) + "; expected true or false");
    if (form.key != nullptr &&
        (form.key->kind == json_kind::array || form.key->kind == json_kind::object ||
         form.key->kind == json_kind::boolean || trimmed(form.key->text).empty()))
      return tree_.wrong(*form.key, "key = " + excerpt(form.key->raw) + "; expected a string");
    const bool removal = form.deleted != nullptr && form.deleted->text == "true";
    if (form.fields == nullptr)
      return removal ? read_bare_removal(value, form, one)
                     : tree_.wrong(value,
                                   "fields are missing; expected \"fields\":{\"column\":value, …}");
    if (form.fields->kind != json_kind::object)
      return tree_.wrong(*form.fields, "fields are no object; expected {\"column\":value, …}");
    one.key = key_in(one.entity, *form.fields, how_.aliases);
    if (form.key != nullptr && !names_record(one.entity, form.key->text,
                                             columns_of(one.entity, *form.fields, how_.aliases)))
      return tree_.wrong(*form.key, "key = " + excerpt(form.key->text) + ", but the fields name " +
                                        excerpt(one.key) + "; expected the same record");
    (removal ? one.deleted : one.inserted) = on_one_line(form.fields->raw);
    return std::nullopt;
  }

  std::optional<error> read_bare_removal(const json_node& value, const object_form& form,
                                         change& one) {
    if (form.key == nullptr)
      return tree_.wrong(value,
                         "a removal without fields and key names no record; expected fields "
                         "or key");
    one.deleted = row_from_key(one.entity, trimmed(form.key->text));
    const auto columns = read_row(one.entity, one.deleted, how_.aliases);
    one.key = columns ? key_of(one.entity, *columns) : std::string{};
    if (!one.key.empty()) return std::nullopt;
    return tree_.wrong(*form.key, "key = " + excerpt(form.key->text) +
                                      " does not name all of the record; expected fields");
  }

  void keep(change one, bool has_id) {
    std::string fingerprint;
    if (has_id)
      fingerprint = fingerprint_of({"/changes", to_string(one.entity), one.id,
                                    std::to_string(one.stamp), one.inserted, one.deleted});
    // A change without an id joins the previous one. After a change with an id it begins a parcel,
    // because the order of the parcels is the order of the changes.
    auto& parcels = all_.parcels;
    if (has_id || parcels.empty() || !parcels.back().fingerprint.empty())
      parcels.push_back({std::move(fingerprint), {}, false});
    parcels.back().changes.push_back(std::move(one));
  }

  const reading& how_;
  std::int64_t accepted_at_us_;
  json_tree tree_;
  submission all_;
};

/// The lines that are not blank, with their numbers.
class line_splitter {
 public:
  explicit line_splitter(std::string_view text) : rest_{text} {}

  bool next() {
    while (!rest_.empty()) {
      const auto* const end =
          static_cast<const char*>(std::memchr(rest_.data(), '\n', rest_.size()));
      line_ =
          end == nullptr ? rest_ : rest_.substr(0, static_cast<std::size_t>(end - rest_.data()));
      rest_.remove_prefix(std::min(rest_.size(), line_.size() + 1));
      ++number_;
      if (!trimmed(line_).empty()) return true;
    }
    return false;
  }

  std::string_view line() const { return line_; }
  std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::string_view line_;
  std::size_t number_ = 0;
};

/// Is a text without a content type NDJSON? It is if its first line alone is JSON. Otherwise the
/// text may be JSON over several lines, or NDJSON with an invalid first line, which the error
/// should then report.
bool is_ndjson(std::string_view body, changes_reader& reader) {
  line_splitter lines{body};
  if (!lines.next()) return false;
  const auto first = trimmed(lines.line());
  if (first.front() == '[') return false;
  if (!lines.next()) return false;
  const auto second = trimmed(lines.line());
  if (reader.parses(first)) return true;
  if (reader.parses(body)) return false;
  const auto open = first.back() == ',' || first.back() == ':' || first.back() == '[';
  return first.back() == '}' || (second.front() == '{' && !open);
}

}  // namespace

result<submission> read_changes(std::string_view body, changes_form form, const reading& how,
                                std::int64_t accepted_at_us) {
  if (trimmed(body).empty())
    return error{errc::invalid, "line 1, column 1: there is nothing; expected a change",
                 "line 1, column 1"};
  changes_reader reader{how, accepted_at_us};
  const bool lines_form =
      form == changes_form::ndjson || (form == changes_form::by_content && is_ndjson(body, reader));
  if (!lines_form) {
    if (auto problem = reader.read_json(body)) return *std::move(problem);
    return reader.take();
  }
  line_splitter lines{body};
  while (lines.next())
    if (auto problem = reader.read_line(lines.line(), lines.number())) return *std::move(problem);
  return reader.take();
}

std::string to_json(const change& what) {
  json_writer json;
  json.object();
  json.key("entity").string(to_string(what.entity));
  json.key("key").string(what.key);
  json.key("version").string(std::to_string(what.stamp));
  if (!what.inserted.empty()) json.key("inserted").raw(what.inserted);
  if (!what.deleted.empty()) json.key("deleted").raw(what.deleted);
  json.key("id").string(what.id);
  json.key("query").string(what.query);
  json.key("company").string(what.company);
  json.key("accepted_at").string(rfc3339(what.accepted_at_us));
  json.end();
  return json.take();
}

}  // namespace acumage::acumatica
