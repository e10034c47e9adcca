#include "api/filters.hpp"

#include "api/parameter_rules.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace acumage::api {

namespace {

constexpr std::string_view classes =
    "data, unknown_record, conflict, unmapped, unrouted, exhausted, poison or bug";
constexpr std::string_view states = "open, replaying, resolved, superseded, discarded or any";
constexpr std::string_view waiting_states = "waiting, in_flight, retrying, resting or parked";
constexpr std::string_view outcomes = "delivered, superseded, filtered or dead_lettered";

complaint take_status(std::string_view text, std::optional<int>& to) {
  return take_number(text, 100, 599, to.emplace());
}

complaint take_state(std::string_view text, std::optional<letter_state>& to) {
  to.reset();
  return text == "any" ? complaint{} : take_word(letter_state_from(text), states, to);
}

complaint take_id(std::string_view text, std::vector<std::uint64_t>& to) {
  return take_number(text, std::uint64_t{1}, ~std::uint64_t{0}, to.emplace_back());
}

using letters = letter_request;
using past = history_request;
using waiting = waiting_request;

complaint take_limit(std::string_view text, std::size_t& to) {
  return take_number<std::size_t>(text, 1, 1000, to);
}

template <class Request>
constexpr rule<Request> by_entity{"entity", [](std::string_view text, Request& to) {
                                    return take_word(entity_from(text), entity_names,
                                                     to.filter.entity);
                                  }};
template <class Request>
constexpr rule<Request> by_key{
    "key", [](std::string_view text, Request& to) { return to.filter.key = text, complaint{}; }};

// The parameters of every verb of the dead letters, then the additional ones of some.
constexpr std::array<rule<letters>, 9> letter_rules{{
    by_entity<letters>,
    by_key<letters>,
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
    {"id", [](std::string_view text, letters& to) { return take_id(text, to.filter.ids); }, true},
}};

constexpr std::array<rule<letters>, 3> list_rules{{
    {"limit", [](std::string_view text, letters& to) { return take_limit(text, to.limit); }},
    {"cursor",
     [](std::string_view text, letters& to) {
       return take_number<std::uint64_t>(text, 1, ~std::uint64_t{0}, to.from_id);
     }},
    {"whole", [](std::string_view text, letters& to) { return take_switch(text, to.whole); }},
}};

constexpr std::array<rule<letters>, 2> replay_rules{{
    {"force", [](std::string_view text, letters& to) { return take_switch(text, to.force); }},
    {"rate", [](std::string_view text,
                letters& to) { return take_number<std::uint32_t>(text, 0, 1'000'000, to.rate); }},
}};

constexpr std::array<rule<letters>, 1> close_rules{{
    {"note", [](std::string_view text, letters& to) { return to.note = text, complaint{}; }},
}};

constexpr std::array<rule<past>, 7> history_rules{{
    by_entity<past>,
    by_key<past>,
    {"outcome",
     [](std::string_view text, past& to) {
       return take_word(end_kind_from(text), outcomes, to.filter.outcome);
     }},
    {"status", [](std::string_view text, past& to) { return take_status(text, to.filter.status); }},
    {"text", [](std::string_view text, past& to) { return to.filter.text = text, complaint{}; }},
    {"since", [](std::string_view text, past& to) { return take_time(text, to.filter.since_us); }},
    {"until", [](std::string_view text, past& to) { return take_time(text, to.filter.until_us); }},
}};

template <class Request>
constexpr std::array<rule<Request>, 2> page_rules{{
    {"limit", [](std::string_view text, Request& to) { return take_limit(text, to.limit); }},
    {"cursor", [](std::string_view text, Request& to) { return to.cursor = text, complaint{}; }},
}};

using tracing = trace_question;

constexpr std::array<rule<tracing>, 3> trace_rules{{
    {"key", [](std::string_view text, tracing& to) { return to.key = trimmed(text), complaint{}; }},
    {"entity", [](std::string_view text,
                  tracing& to) { return take_word(entity_from(text), entity_names, to.entity); }},
    {"at", [](std::string_view text, tracing& to) { return take_time(text, to.at_us); }},
}};

constexpr std::array<rule<tracing>, 1> live_rules{{
    {"live", [](std::string_view text, tracing& to) { return take_switch(text, to.live); }},
}};

constexpr std::array<rule<waiting>, 3> waiting_rules{{
    by_entity<waiting>,
    by_key<waiting>,
    {"state",
     [](std::string_view text, waiting& to) {
       return take_word(waiting_state_from(text), waiting_states, to.filter.state);
     }},
}};

/// Parameters that select remembered records, regardless of how their changes ended.
template <class Request>
constexpr std::array<rule<Request>, 2> record_rules{{by_entity<Request>, by_key<Request>}};

template <class Request>
constexpr std::array<rule<Request>, 2> order_rules{{
    {"all", [](std::string_view text, Request& to) { return take_switch(text, to.all); }},
    {"dry_run", [](std::string_view text, Request& to) { return take_switch(text, to.dry_run); }},
}};

std::span<const rule<letters>> rules_beside(letter_verb verb) {
  if (verb == letter_verb::list) return list_rules;
  if (verb == letter_verb::replay) return replay_rules;
  if (verb == letter_verb::close) return close_rules;
  return {};
}

/// The single place that checks whether a changing order has a selection (SPEC 2.11).
template <class Request>
status read_order(const name_values& given, std::span<const rule<Request>> filters,
                  std::span<const rule<Request>> beside, Request& to) {
  std::vector<rule<Request>> all{beside.begin(), beside.end()};
  all.insert(all.end(), order_rules<Request>.begin(), order_rules<Request>.end());
  if (auto read = read_all<Request>(given, filters, all, to); !read) return read;
  const bool selects = std::any_of(given.begin(), given.end(), [&](const auto& each) {
    return std::any_of(filters.begin(), filters.end(),
                       [&](const auto& filter) { return filter.name == each.first; });
  });
  if (selects || to.all) return done();
  return error{
      errc::invalid,
      "selection: empty; expected " + names_of<Request>(filters) + ", or all for everything",
      {}};
}

template <class Request>
result<Request> read_or(const status& read, Request& made) {
  if (!read) return read.problem();
  return std::move(made);
}

template <class Filter>
status check_range(const Filter& filter) {
  if (!filter.since_us || !filter.until_us || *filter.since_us < *filter.until_us) return done();
  return error{errc::invalid, "parameter until: not after since; expected a later time", {}};
}

template <class Request>
result<Request> read_record_order(const name_values& given) {
  Request made;
  return read_or(read_order<Request>(given, record_rules<Request>, {}, made), made);
}

}  // namespace

result<letter_request> read_letter_request(const name_values& given, letter_verb verb) {
  letter_request made;
  const bool looks = verb == letter_verb::list || verb == letter_verb::count;
  const auto beside = rules_beside(verb);
  auto read = looks ? read_all<letters>(given, letter_rules, beside, made)
                    : read_order<letters>(given, letter_rules, beside, made);
  if (read) read = check_range(made.filter);
  const bool names_state = std::any_of(given.begin(), given.end(),
                                       [](const auto& each) { return each.first == "state"; });
  // For dead letters named by id the reply says why each was not moved, including closed ones.
  if (!names_state &&
      (verb == letter_verb::reopen || (verb == letter_verb::replay && !made.filter.ids.empty())))
    made.filter.state.reset();
  if (const auto& state = made.filter.state;
      read && verb == letter_verb::reopen && state && !why_not_reopened(*state).empty())
    read = wrong_value("state", to_string(*state), "resolved, discarded or any");
  return read_or(read, made);
}

result<bool> read_dry_run(const name_values& given) {
  constexpr std::array<rule<bool>, 1> rules{
      {{"dry_run", [](std::string_view text, bool& to) { return take_switch(text, to); }}}};
  bool made = false;
  return read_or(read_all<bool>(given, {}, rules, made), made);
}

result<history_request> read_history_request(const name_values& given) {
  history_request made;
  auto read = read_all<past>(given, history_rules, page_rules<past>, made);
  if (read) read = check_range(made.filter);
  return read_or(read, made);
}

result<trace_question> read_trace_request(const name_values& given) {
  trace_question made;
  std::vector<rule<tracing>> beside{live_rules.begin(), live_rules.end()};
  beside.insert(beside.end(), page_rules<tracing>.begin(), page_rules<tracing>.end());
  auto read = read_all<tracing>(given, trace_rules, beside, made);
  if (read && made.key.empty())
    read = error{errc::invalid, "parameter key: missing; expected the key of a record", {}};
  return read_or(read, made);
}

result<waiting_request> read_waiting_request(const name_values& given, waiting_verb verb) {
  waiting_request made;
  return read_or(verb == waiting_verb::list
                     ? read_all<waiting>(given, waiting_rules, page_rules<waiting>, made)
                     : read_order<waiting>(given, waiting_rules, {}, made),
                 made);
}

result<republish_request> read_republish_request(const name_values& given) {
  return read_record_order<republish_request>(given);
}

result<forget_request> read_forget_request(const name_values& given) {
  return read_record_order<forget_request>(given);
}

status expect_no_values(const name_values& given) {
  if (given.empty()) return done();
  return unknown_name(given.front().first, "none");
}

}  // namespace acumage::api
