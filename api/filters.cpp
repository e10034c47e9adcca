#include "api/filters.hpp"

#include "api/rfc3339.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <span>
#include <string_view>

namespace acumage::api {

namespace {

constexpr std::string_view entities = "pricing, inventory, shipment, customer or order";
constexpr std::string_view classes =
    "data, unknown_record, conflict, unmapped, unrouted, exhausted, poison or bug";
constexpr std::string_view states = "open, replaying, resolved, superseded, discarded or any";
constexpr std::string_view waiting_states = "waiting, in_flight, retrying, resting or parked";
constexpr std::string_view outcomes = "delivered, superseded, filtered or dead_lettered";

/// What a value must be when it is not: the text after "expected". Empty: the value was taken.
using complaint = std::string;

template <class T>
complaint take_number(std::string_view text, T least, T most, T& to) {
  T value{};
  const auto* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc{} || stop != end || value < least || value > most)
    return std::to_string(least) + " to " + std::to_string(most);
  to = value;
  return {};
}

template <class T>
complaint take_word(std::optional<T> read, std::string_view expected, std::optional<T>& to) {
  if (!read) return complaint{expected};
  to = read;
  return {};
}

complaint take_switch(std::string_view text, bool& to) {
  if (text != "true" && text != "false") return "true or false";
  to = text == "true";
  return {};
}

complaint take_time(std::string_view text, std::optional<std::int64_t>& to) {
  const auto read = parse_rfc3339(text);
  if (!read.ok()) return "RFC 3339 such as 2026-08-14T10:02:11Z or 2026-08-14T12:02:11+02:00";
  to = *read;
  return {};
}

complaint take_status(std::string_view text, std::optional<int>& to) {
  int value = 0;
  auto wrong = take_number(text, 100, 599, value);
  if (wrong.empty()) to = value;
  return wrong;
}

complaint take_state(std::string_view text, std::optional<letter_state>& to) {
  if (text == "any") {
    to.reset();
    return {};
  }
  return take_word(letter_state_from(text), states, to);
}

complaint take_id(std::string_view text, std::vector<std::uint64_t>& to) {
  std::uint64_t id = 0;
  auto wrong = take_number<std::uint64_t>(text, 1, ~std::uint64_t{0}, id);
  if (wrong.empty()) to.push_back(id);
  return wrong;
}

template <class Request>
struct rule {
  std::string_view name;
  complaint (*take)(std::string_view, Request&);
};

using letters = letter_request;
using past = history_request;

complaint take_limit(std::string_view text, std::size_t& to) {
  return take_number<std::size_t>(text, 1, 1000, to);
}

// What every verb of the letters takes, then what some take beside it.
constexpr std::array<rule<letters>, 9> letter_rules{{
    {"entity",
     [](std::string_view text, letters& to) {
       return take_word(entity_from(text), entities, to.filter.entity);
     }},
    {"key", [](std::string_view text, letters& to) { return to.filter.key = text, complaint{}; }},
    {"class",
     [](std::string_view text, letters& to) {
       return take_word(letter_class_from(text), classes, to.filter.reason);
     }},
    {"state", [](std::string_view text, letters& to) { return take_state(text, to.filter.state); }},
    {"status",
     [](std::string_view text, letters& to) { return take_status(text, to.filter.status); }},
    {"text", [](std::string_view text, letters& to) { return to.filter.text = text, complaint{}; }},
    {"since",
     [](std::string_view text, letters& to) { return take_time(text, to.filter.since_us); }},
    {"until",
     [](std::string_view text, letters& to) { return take_time(text, to.filter.until_us); }},
    {"id", [](std::string_view text, letters& to) { return take_id(text, to.filter.ids); }},
}};

constexpr std::array<rule<letters>, 3> list_rules{{
    {"limit", [](std::string_view text, letters& to) { return take_limit(text, to.limit); }},
    {"cursor",
     [](std::string_view text, letters& to) {
       return take_number<std::uint64_t>(text, 1, ~std::uint64_t{0}, to.from_id);
     }},
    {"whole", [](std::string_view text, letters& to) { return take_switch(text, to.whole); }},
}};

constexpr rule<letters> dry_run_rule{
    "dry_run", [](std::string_view text, letters& to) { return take_switch(text, to.dry_run); }};

constexpr std::array<rule<letters>, 3> replay_rules{{
    dry_run_rule,
    {"force", [](std::string_view text, letters& to) { return take_switch(text, to.force); }},
    {"rate", [](std::string_view text,
                letters& to) { return take_number<std::uint32_t>(text, 0, 1'000'000, to.rate); }},
}};

constexpr std::array<rule<letters>, 2> close_rules{{
    dry_run_rule,
    {"note", [](std::string_view text, letters& to) { return to.note = text, complaint{}; }},
}};

constexpr std::array<rule<past>, 9> history_rules{{
    {"entity", [](std::string_view text,
                  past& to) { return take_word(entity_from(text), entities, to.filter.entity); }},
    {"key", [](std::string_view text, past& to) { return to.filter.key = text, complaint{}; }},
    {"outcome",
     [](std::string_view text, past& to) {
       return take_word(end_kind_from(text), outcomes, to.filter.outcome);
     }},
    {"status", [](std::string_view text, past& to) { return take_status(text, to.filter.status); }},
    {"text", [](std::string_view text, past& to) { return to.filter.text = text, complaint{}; }},
    {"since", [](std::string_view text, past& to) { return take_time(text, to.filter.since_us); }},
    {"until", [](std::string_view text, past& to) { return take_time(text, to.filter.until_us); }},
    {"limit", [](std::string_view text, past& to) { return take_limit(text, to.limit); }},
    {"cursor", [](std::string_view text, past& to) { return to.cursor = text, complaint{}; }},
}};

using waiting = waiting_request;

constexpr std::array<rule<waiting>, 3> waiting_rules{{
    {"entity",
     [](std::string_view text, waiting& to) {
       return take_word(entity_from(text), entities, to.filter.entity);
     }},
    {"key", [](std::string_view text, waiting& to) { return to.filter.key = text, complaint{}; }},
    {"state",
     [](std::string_view text, waiting& to) {
       return take_word(waiting_state_from(text), waiting_states, to.filter.state);
     }},
}};

constexpr std::array<rule<waiting>, 2> waiting_list_rules{{
    {"limit", [](std::string_view text, waiting& to) { return take_limit(text, to.limit); }},
    {"cursor", [](std::string_view text, waiting& to) { return to.cursor = text, complaint{}; }},
}};

/// What concerns records that are remembered, whatever became of their changes.
template <class Request>
constexpr std::array<rule<Request>, 3> record_rules{{
    {"entity",
     [](std::string_view text, Request& to) {
       return take_word(entity_from(text), entities, to.filter.entity);
     }},
    {"key", [](std::string_view text, Request& to) { return to.filter.key = text, complaint{}; }},
    {"dry_run", [](std::string_view text, Request& to) { return take_switch(text, to.dry_run); }},
}};

std::span<const rule<letters>> rules_beside(letter_verb verb) {
  switch (verb) {
    case letter_verb::list: return list_rules;
    case letter_verb::count: return {};
    case letter_verb::replay: return replay_rules;
    case letter_verb::close: return close_rules;
  }
  return {};
}

error unknown_name(std::string_view name, const std::string& known) {
  return {errc::invalid, "parameter " + std::string{name} + ": unknown; expected " + known, {}};
}

template <class Request>
status read_all(const name_values& given, std::span<const rule<Request>> first,
                std::span<const rule<Request>> second, Request& to) {
  std::vector<rule<Request>> rules{first.begin(), first.end()};
  rules.insert(rules.end(), second.begin(), second.end());
  std::set<std::string_view> seen;
  for (const auto& [name, value] : given) {
    const auto found =
        std::find_if(rules.begin(), rules.end(),
                     [&, &wanted = name](const auto& each) { return each.name == wanted; });
    if (found == rules.end()) {
      std::string known;
      for (const auto& each : rules) known += (known.empty() ? "" : ", ") + std::string{each.name};
      return unknown_name(name, known);
    }
    if (name != "id" && !seen.insert(found->name).second)
      return error{errc::invalid, "parameter " + name + ": given twice; expected once", {}};
    if (const auto expected = found->take(value, to); !expected.empty())
      return error{
          errc::invalid, "parameter " + name + " = " + value + "; expected " + expected, {}};
  }
  return done();
}

template <class Filter>
status check_range(const Filter& filter) {
  if (!filter.since_us || !filter.until_us || *filter.since_us < *filter.until_us) return done();
  return error{errc::invalid, "parameter until: not after since; expected a later time", {}};
}

}  // namespace

result<letter_request> read_letter_request(const name_values& given, letter_verb verb) {
  letter_request made;
  if (auto read = read_all<letters>(given, letter_rules, rules_beside(verb), made); !read.ok())
    return read.problem();
  if (auto sound = check_range(made.filter); !sound.ok()) return sound.problem();
  // Whoever names dead letters is told of each, also of one that is closed, why it was not moved.
  const bool names_state = std::any_of(given.begin(), given.end(),
                                       [](const auto& each) { return each.first == "state"; });
  if (verb == letter_verb::replay && !made.filter.ids.empty() && !names_state)
    made.filter.state.reset();
  return made;
}

result<edit_request> read_edit_request(const name_values& given) {
  constexpr std::array<rule<edit_request>, 1> rules{{{
      "dry_run",
      [](std::string_view text, edit_request& to) { return take_switch(text, to.dry_run); },
  }}};
  edit_request made;
  if (auto read = read_all<edit_request>(given, rules, {}, made); !read.ok()) return read.problem();
  return made;
}

result<history_request> read_history_request(const name_values& given) {
  history_request made;
  if (auto read = read_all<past>(given, history_rules, {}, made); !read.ok()) return read.problem();
  if (auto sound = check_range(made.filter); !sound.ok()) return sound.problem();
  return made;
}

result<waiting_request> read_waiting_request(const name_values& given, waiting_verb verb) {
  waiting_request made;
  std::span<const rule<waiting>> beside;
  if (verb == waiting_verb::list) beside = waiting_list_rules;
  if (auto read = read_all<waiting>(given, waiting_rules, beside, made); !read.ok())
    return read.problem();
  return made;
}

result<republish_request> read_republish_request(const name_values& given) {
  republish_request made;
  auto read = read_all<republish_request>(given, record_rules<republish_request>, {}, made);
  if (!read.ok()) return read.problem();
  return made;
}

result<forget_request> read_forget_request(const name_values& given) {
  forget_request made;
  auto read = read_all<forget_request>(given, record_rules<forget_request>, {}, made);
  if (!read.ok()) return read.problem();
  return made;
}

status expect_no_values(const name_values& given) {
  if (given.empty()) return done();
  return unknown_name(given.front().first, "none");
}

}  // namespace acumage::api
