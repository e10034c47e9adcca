#include "acumatica/notification.hpp"

#include "acumatica/contradiction.hpp"
#include "acumatica/fingerprint.hpp"
#include "acumatica/json_token.hpp"
#include "acumatica/json_tree.hpp"
#include "acumatica/pairing.hpp"
#include "acumatica/row_columns.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace acumage::acumatica {

namespace {

/// The relevant members of a notification; a null member counts as absent.
struct envelope {
  const json_node* inserted = nullptr;
  const json_node* deleted = nullptr;
  const json_node* query = nullptr;
  const json_node* id = nullptr;
  const json_node* stamp = nullptr;
  const json_node* company = nullptr;
};

struct envelope_member {
  std::string_view name;
  const json_node* envelope::*place;
};

constexpr std::array<envelope_member, 6> members{{{"Inserted", &envelope::inserted},
                                                  {"Deleted", &envelope::deleted},
                                                  {"Query", &envelope::query},
                                                  {"Id", &envelope::id},
                                                  {"TimeStamp", &envelope::stamp},
                                                  {"CompanyId", &envelope::company}}};

result<envelope> envelope_of(const json_tree& tree, const json_node& root) {
  envelope found;
  if (root.kind != json_kind::object)
    return tree.wrong(root, "the notification is no object; expected {\"Inserted\":[…], …}");
  std::array<bool, members.size()> seen{};
  for (const auto& node : json_children{root}) {
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].name != node.name) continue;
      if (seen[i])
        return tree.wrong(node, std::string{node.name} + " is given twice; expected once");
      seen[i] = true;
      if (node.kind != json_kind::null) found.*members[i].place = &node;
    }
  }
  return found;
}

/// Each row carries a copy of these texts. Acumatica's Id has 36 characters, its names at most 255.
constexpr std::size_t longest_name = 1000;  // bytes

/// The error of the envelope; empty if it is valid.
std::optional<error> check(const json_tree& tree, const json_node& root, const envelope& found) {
  for (const auto* array : {found.inserted, found.deleted})
    if (array != nullptr && array->kind != json_kind::array)
      return tree.wrong(*array,
                        std::string{array->name} + " is no array; expected an array of rows");
  if (found.inserted == nullptr && found.deleted == nullptr)
    return tree.wrong(root,
                      "Inserted and Deleted are missing; expected one array of rows at least");
  const std::array<std::pair<const json_node*, std::string_view>, 2> texts{
      {{found.query, "Query"}, {found.id, "Id"}}};
  for (const auto& [node, name] : texts) {
    if (node == nullptr)
      return tree.wrong(root, std::string{name} + " is missing; expected a string");
    if (node->kind != json_kind::string || trimmed(node->text).empty())
      return tree.wrong(*node, std::string{name} + " = " + excerpt(node->raw) +
                                   "; expected a string that is not empty");
  }
  if (found.stamp == nullptr)
    return tree.wrong(root, "TimeStamp is missing; expected a whole number from 0 to 2^64 - 1");
  if (found.company != nullptr && found.company->kind != json_kind::string &&
      found.company->kind != json_kind::number)
    return tree.wrong(*found.company,
                      "CompanyId = " + excerpt(found.company->raw) + "; expected a string");
  for (const auto* node : {found.query, found.id, found.company})
    if (node != nullptr && node->text.size() > longest_name)
      return tree.wrong(*node, std::string{node->name} + " has " +
                                   std::to_string(node->text.size()) + " bytes; expected at most " +
                                   std::to_string(longest_name));
  return std::nullopt;
}

bool same_name(std::string_view left, std::string_view right) {
  left = trimmed(left);
  right = trimmed(right);
  return left == right || fold_key(left) == fold_key(right);
}

bool is_served(std::string_view company, const reading& how) {
  return how.company.empty() || same_name(company, how.company);
}

/// The entity that the settings map this query of this company to; empty: unrouted.
std::optional<entity> routed(std::string_view query, std::string_view company, const reading& how) {
  return is_served(company, how) ? entity_of(query, how) : std::nullopt;
}

/// Rows that left the inquiry were sent again, or are too old.
submission failed_notifications(const json_node* inserted) {
  submission all;
  all.lost_pushes.emplace();
  if (inserted != nullptr)
    for (const auto& row : json_children{*inserted}) all.lost_pushes->emplace_back(row.raw);
  return all;
}

/// The most specific key of a row without an entity, so that its dead letter can be found.
std::string guessed_key(const json_node& value, const field_aliases& aliases) {
  for (const auto which :
       {entity::shipment, entity::order, entity::inventory, entity::customer, entity::pricing})
    if (auto key = key_in(which, value, aliases); !key.empty()) return key;
  return {};
}

std::vector<half> halves_of(const json_node* array, std::optional<entity> which,
                            const field_aliases& aliases) {
  std::vector<half> rows;
  if (array == nullptr) return rows;
  for (const auto& row : json_children{*array})
    rows.push_back({which ? key_in(*which, row, aliases) : guessed_key(row, aliases), row.raw});
  return rows;
}

/// The rows of one array; an update is in both.
std::size_t rows_in(const json_node* array) {
  std::size_t count = 0;
  if (array != nullptr)
    for ([[maybe_unused]] const auto& row : json_children{*array}) ++count;
  return count;
}

std::string_view text_of(const json_node* node) {
  return node == nullptr ? std::string_view{} : node->text;
}

}  // namespace

std::optional<entity> entity_of(std::string_view query, const reading& how) {
  for (const auto& [name, which] : how.queries)
    if (same_name(name, query)) return which;
  return std::nullopt;
}

result<submission> read_notification(std::string_view body, const reading& how,
                                     std::int64_t accepted_at_us) {
  json_tree tree;
  const auto root = tree.read(body);
  if (!root) return root.problem();
  const auto found = envelope_of(tree, *root.value());
  if (!found) return found.problem();
  if (auto problem = check(tree, *root.value(), *found)) return *std::move(problem);
  const auto stamp = whole_number(found->stamp->text);
  if (!stamp)
    return tree.wrong(*found->stamp, "TimeStamp = " + excerpt(found->stamp->raw) +
                                         "; expected a whole number from 0 to 2^64 - 1");

  const auto count = std::max(rows_in(found->inserted), rows_in(found->deleted));
  if (count > how.max_rows)
    return error{errc::too_large,
                 "request: " + std::to_string(count) + " rows; expected at most " +
                     std::to_string(how.max_rows) + " (intake.max_unsettled)",
                 {}};
  const auto query = trimmed(found->query->text);
  const auto company = trimmed(text_of(found->company));
  if (!how.lost_pushes.empty() && same_name(query, how.lost_pushes) && is_served(company, how))
    return failed_notifications(found->inserted);
  const auto which = routed(query, company, how);
  parcel rows;
  rows.fingerprint = fingerprint_of(
      {company, found->id->text, query, text_of(found->inserted), text_of(found->deleted)});
  rows.unrouted = !which;
  rows.changes = pair_halves(halves_of(found->inserted, which, how.aliases),
                             halves_of(found->deleted, which, how.aliases));
  for (auto& each : rows.changes) {
    each.entity = which.value_or(entity::pricing);
    each.stamp = *stamp;
    each.id = found->id->text;
    each.query = query;
    each.company = company;
    each.accepted_at_us = accepted_at_us;
  }
  if (which) {
    std::vector<change*> together;
    for (auto& each : rows.changes) together.push_back(&each);
    mark_contradictions(together, how.aliases);
  }
  submission all;
  all.parcels.push_back(std::move(rows));
  return all;
}

result<change> reroute(const change& kept, const reading& how) {
  const auto which = routed(kept.query, kept.company, how);
  if (!which)
    return error{errc::not_found,
                 "query " + excerpt(kept.query) + " of company " + excerpt(kept.company) +
                     " belongs to no entity; expected a name in [queries] and the company of "
                     "intake.company",
                 {}};
  std::vector<std::string> keys;
  for (const auto* raw : {&kept.inserted, &kept.deleted}) {
    if (raw->empty()) continue;
    const auto columns = read_row(*which, *raw, how.aliases);
    keys.push_back(columns ? key_of(*which, *columns) : std::string{});
  }
  if (keys.size() == 2 && fold_key(keys[0]) != fold_key(keys[1]))
    return error{errc::conflict,
                 "the row inserted names " + excerpt(keys[0]) + ", the row deleted " +
                     excerpt(keys[1]) + "; expected one record",
                 {}};
  auto routed_change = kept;
  routed_change.entity = *which;
  routed_change.key = keys.empty() ? std::string{} : keys.front();
  return routed_change;
}

}  // namespace acumage::acumatica
