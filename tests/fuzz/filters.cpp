// Filters of letters, history and what waits, as members of a body or as lines `name=value`.
#include "api/filters.hpp"
#include "api/members.hpp"
#include "storage/filters.hpp"
#include "target.hpp"

namespace acumage::tests {

namespace {

api::name_values lines_of(std::string_view text) {
  api::name_values values;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const auto sign = line.find('=');
    values.emplace_back(line.substr(0, sign),
                        sign == std::string_view::npos ? "" : line.substr(sign + 1));
  }
  return values;
}

const dead_letter& a_letter() {
  static const auto letter = [] {
    dead_letter made;
    made.id = 7;
    made.change.what.key = "LAMP-07@EAST-EAST-EAST-EAST";
    made.error = "400: Could not save Prices.";
    made.note = "asked the vendor";
    made.status = 400;
    return made;
  }();
  return letter;
}

void try_values(const api::name_values& given) {
  using api::letter_verb;
  for (const auto verb :
       {letter_verb::list, letter_verb::count, letter_verb::replay, letter_verb::close})
    if (const auto asked = api::read_letter_request(given, verb)) {
      static_cast<void>(storage::matches(asked->filter, a_letter()));
      static_cast<void>(storage::names_one_key(asked->filter.key));
    }
  history_record record;
  record.key = "LAMP-07@EAST";
  record.reason = "a newer version was delivered";
  if (const auto asked = api::read_history_request(given))
    static_cast<void>(storage::matches(asked->filter, record));
  for (const auto verb : {api::waiting_verb::list, api::waiting_verb::order})
    if (const auto asked = api::read_waiting_request(given, verb))
      static_cast<void>(glob_matches(asked->filter.key, record.key));
  static_cast<void>(api::read_republish_request(given));
  static_cast<void>(api::read_forget_request(given));
}

}  // namespace

void try_input(std::string_view bytes) {
  if (!bytes.starts_with('{')) return try_values(lines_of(bytes));
  if (const auto members = api::read_members(bytes)) try_values(*members);
}

}  // namespace acumage::tests
