#include "storage/filters.hpp"

#include "messages/key.hpp"

#include <algorithm>

namespace acumage::storage {

namespace {

template <class T>
bool agrees(const std::optional<T>& wanted, const T& value) {
  return !wanted || *wanted == value;
}

bool within(const std::optional<std::int64_t>& since_us,
            const std::optional<std::int64_t>& until_us, std::int64_t at_us) {
  return (!since_us || at_us >= *since_us) && (!until_us || at_us < *until_us);
}

bool agrees_with_glob(const std::string& glob, const std::string& key) {
  return glob.empty() || glob_matches(glob, key);
}

/// `folded` is already lower case.
bool contains(std::string_view text, std::string_view folded) {
  return fold_key(text).find(folded) != std::string::npos;
}

}  // namespace

bool matches(const letter_filter& filter, const dead_letter& letter) {
  const auto& what = letter.change.what;
  // The subject of an unrouted dead letter is unknown: it belongs to no entity.
  const bool entity_agrees =
      !filter.entity || (letter.reason != letter_class::unrouted && *filter.entity == what.entity);
  if (!entity_agrees || !agrees(filter.reason, letter.reason) ||
      !agrees(filter.state, letter.state) || !agrees(filter.status, letter.status) ||
      !within(filter.since_us, filter.until_us, letter.last_at_us))
    return false;
  if (!filter.ids.empty() &&
      std::find(filter.ids.begin(), filter.ids.end(), letter.id) == filter.ids.end())
    return false;
  if (!agrees_with_glob(filter.key, what.key)) return false;
  if (filter.text.empty()) return true;
  const auto text = fold_key(filter.text);
  return contains(letter.error, text) || contains(what.key, text) || contains(letter.note, text);
}

bool matches(const history_filter& filter, const history_record& record) {
  const auto agrees_with_key = [&](const std::string& key) {
    return filter.literal ? fold_key(filter.key) == fold_key(key)
                          : agrees_with_glob(filter.key, key);
  };
  if (!agrees(filter.entity, record.entity) || !agrees(filter.outcome, record.outcome) ||
      !agrees(filter.status, record.status) ||
      !(agrees_with_key(record.key) ||
        (!record.target.empty() && agrees_with_key(record.target))) ||
      !within(filter.since_us, filter.until_us, record.at_us))
    return false;
  if (filter.text.empty()) return true;
  const auto text = fold_key(filter.text);
  return contains(record.reason, text) || contains(record.key, text) ||
         contains(record.target, text);
}

bool names_one_key(std::string_view glob) {
  return !glob.empty() && glob.find_first_of("*?") == std::string_view::npos;
}

}  // namespace acumage::storage
