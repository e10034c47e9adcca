#include "acumatica/contradiction.hpp"

#include "messages/decimal.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <span>
#include <string_view>
#include <utility>

namespace acumage::acumatica {

namespace {

constexpr std::array price_columns{concept_id::default_price, concept_id::sales_price,
                                   concept_id::item_status};
constexpr std::array stock_columns{concept_id::available, concept_id::available_for_shipping,
                                   concept_id::on_hand};
/// An item may have rows of several vendors under one key.
constexpr std::array vendor_columns{concept_id::vendor_quantity, concept_id::vendor_share};

/// Compares numbers by value and other texts without regard to case.
bool same_value(const std::string& left, const std::string& right) {
  if (left == right || fold_key(trimmed(left)) == fold_key(trimmed(right))) return true;
  const auto one = decimal::parse(left);
  const auto other = decimal::parse(right);
  return one && other && *one == *other;
}

/// The values that the rows of one record have given so far.
class statements {
 public:
  explicit statements(entity which) : which_{which} {}

  struct clash {
    std::size_t first = 0;  ///< the row with the other value
    concept_id column = concept_id::item;
    std::string before;
    std::string now;
  };

  std::optional<clash> add(const row& columns, std::size_t number) {
    if (which_ == entity::pricing) return add(columns, number, price_columns, {});
    if (auto found = add(columns, number, stock_columns, {})) return found;
    const auto vendor = columns.find(concept_id::vendor);
    return add(columns, number, vendor_columns,
               vendor == columns.end() ? std::string{} : fold_key(trimmed(vendor->second.text)));
  }

 private:
  std::optional<clash> add(const row& columns, std::size_t number,
                           std::span<const concept_id> wanted, const std::string& of) {
    for (const auto column : wanted) {
      const auto found = columns.find(column);
      if (found == columns.end() || found->second.type == cell::kind::null) continue;
      const auto [said, fresh] =
          said_.try_emplace({column, of}, std::pair{number, found->second.text});
      if (!fresh && !same_value(said->second.second, found->second.text))
        return clash{said->second.first, column, said->second.second, found->second.text};
    }
    return std::nullopt;
  }

  entity which_;
  std::map<std::pair<concept_id, std::string>, std::pair<std::size_t, std::string>> said_;
};

bool may_contradict(const change& what) {
  return (what.entity == entity::pricing || what.entity == entity::inventory) &&
         !what.inserted.empty() && !what.key.empty();
}

std::size_t hash_of(const change& what) {
  auto name = fold_key(what.key);
  name.append("/").append(std::to_string(what.stamp)).append(to_string(what.entity));
  return std::hash<std::string>{}(name);
}

bool same_record(const change& left, const change& right) {
  return left.entity == right.entity && left.stamp == right.stamp &&
         fold_key(left.key) == fold_key(right.key);
}

void mark_record(const std::vector<change*>& rows, const field_aliases& aliases) {
  statements said{rows.front()->entity};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto columns = read_row(rows[i]->entity, rows[i]->inserted, aliases);
    if (!columns) continue;
    const auto clash = said.add(*columns, i);
    if (!clash) continue;
    const auto both = "[" + rows[clash->first]->inserted + "," + rows[i]->inserted + "]";
    for (auto* each : rows) each->inserted = both;
    return;
  }
}

}  // namespace

void mark_contradictions(const std::vector<change*>& together, const field_aliases& aliases) {
  if (together.size() < 2) return;
  std::vector<std::pair<std::size_t, change*>> by_key;
  by_key.reserve(together.size());
  for (auto* each : together)
    if (may_contradict(*each)) by_key.emplace_back(hash_of(*each), each);
  std::stable_sort(by_key.begin(), by_key.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  for (std::size_t from = 0; from < by_key.size();) {
    auto to = from + 1;
    while (to < by_key.size() && by_key[to].first == by_key[from].first) ++to;
    std::vector<change*> rows;  // nearly always one, otherwise those of one record
    for (auto at = from; at < to; ++at)
      if (same_record(*by_key[at].second, *by_key[from].second)) rows.push_back(by_key[at].second);
    if (rows.size() > 1) mark_record(rows, aliases);
    from = to;
  }
}

std::optional<std::string> contradiction_in(const change& what, const field_aliases& aliases) {
  if (what.inserted.empty() || what.inserted.front() != '[') return std::nullopt;
  const auto rows = read_rows(what.entity, what.inserted, aliases);
  std::string words = "Inserted: two rows of one record contradict each other";
  if (rows) {
    statements said{what.entity};
    for (std::size_t i = 0; i < rows->size(); ++i)
      if (const auto clash = said.add((*rows)[i], i))
        words += " (" + std::string{to_string(clash->column)} + " " + clash->before + " and " +
                 clash->now + ")";
  }
  return words + "; expected one row, or rows that agree";
}

}  // namespace acumage::acumatica
