#include "cli/arguments/values.hpp"

#include "api/rfc3339.hpp"
#include "cli/arguments/journal_families.hpp"
#include "messages/json_text.hpp"
#include "settings/suggest.hpp"
#include "settings/when.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace acumage::arguments {

namespace {
constexpr std::array letters_verbs{
    letters_verb::list,      letters_verb::count,   letters_verb::show,    letters_verb::replay,
    letters_verb::edit,      letters_verb::resolve, letters_verb::discard, letters_verb::exporting,
    letters_verb::importing, letters_verb::follow,  letters_verb::cancel};
}  // namespace

std::string near_one_of(const std::string& typed, const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates{names.begin(), names.end()};
  return settings::did_you_mean(settings::nearest(typed, candidates));
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  return text;
}

void value_reader::complain(const std::string& flag, const std::string& value,
                            const std::string& expected) {
  if (problem_.empty()) problem_ = flag + " = " + value + "; expected " + expected;
}

double value_reader::number(const std::string& flag, const std::string& text, double unless_told,
                            const range& bounds) {
  if (text.empty()) return unless_told;
  double value = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  const bool sound =
      read.ec == std::errc{} && read.ptr == end && value >= bounds.least && value <= bounds.most;
  if (!sound) complain(flag, text, bounds.expected);
  return sound ? value : unless_told;
}

std::chrono::milliseconds value_reader::seconds(const std::string& flag, const std::string& text,
                                                const range& bounds) {
  const auto value = number(flag, text, 1, bounds);
  return std::chrono::milliseconds{static_cast<std::int64_t>(value * 1000)};
}

stats_command value_reader::stats() {
  stats_command made{.node = node(), .form = form(), .watch = given_.watch};
  made.interval = seconds("--interval", given_.interval, {0.1, 3600, "0.1 to 3600 seconds"});
  return made;
}

/// As the API takes it.
std::string value_reader::time(const std::string& flag, const std::string& text) {
  if (text.empty() || api::parse_rfc3339(text).ok()) return text;
  if (const auto at = settings::instant_of(text, now_us_)) return rfc3339(*at);
  complain(flag, text, settings::instant_forms);
  return {};
}

/// What says which records are meant.
api::name_values value_reader::given_filters() {
  api::name_values all;
  const auto add = [&all](const char* name, const std::string& value) {
    if (!value.empty()) all.emplace_back(name, value);
  };
  add("entity", given_.entity);
  add("key", given_.key);
  add("class", given_.letter_class);
  add("outcome", given_.outcome);
  add("state", given_.state);
  add("status", given_.status);
  add("text", given_.text);
  add("since", time("--since", given_.since));
  add("until", time("--until", given_.until));
  for (const auto& each : given_.ids) add("id", each);
  return all;
}

void value_reader::add_page(api::name_values& to) const {
  if (!given_.limit.empty()) to.emplace_back("limit", given_.limit);
  if (!given_.cursor.empty()) to.emplace_back("cursor", given_.cursor);
}

api::name_values value_reader::filters(letters_verb verb) {
  auto all = given_filters();
  const auto add = [&all](const char* name, const std::string& value) {
    if (!value.empty()) all.emplace_back(name, value);
  };
  const bool closes = verb == letters_verb::resolve || verb == letters_verb::discard;
  const bool changes = verb == letters_verb::replay || closes;
  if (changes && all.empty() && !given_.all && problem_.empty())
    problem_ = "nothing says which letters; expected a filter, or --all for every open one";
  add_page(all);
  add("rate", given_.rate);
  add("note", given_.note);
  add("dry_run", changes && given_.dry_run ? "true" : "");
  add("force", given_.force ? "true" : "");
  return all;
}

/// By the API's own rules, so that a mistake is named before anybody is asked.
void value_reader::check(const status& read) {
  if (read || !problem_.empty()) return;
  constexpr std::string_view api_words = "parameter ";
  problem_ = read.problem().message;
  if (problem_.starts_with(api_words)) problem_.replace(0, api_words.size(), "--");
}

void value_reader::check_filters(letters_verb verb, const api::name_values& filters) {
  auto as = api::letter_verb::count;
  if (verb == letters_verb::list) as = api::letter_verb::list;
  if (verb == letters_verb::replay) as = api::letter_verb::replay;
  if (verb == letters_verb::resolve || verb == letters_verb::discard) as = api::letter_verb::close;
  const auto read = api::read_letter_request(filters, as);
  check(read ? done() : status{read.problem()});
}

history_command value_reader::history() {
  history_command made{.node = node(), .form = form(), .filters = given_filters()};
  if (!given_.cursor.empty()) made.filters.emplace_back("cursor", given_.cursor);
  made.limit = static_cast<std::uint64_t>(
      number("--limit", given_.limit, 100, {1, 1'000'000, "1 to 1000000"}));
  const auto read = api::read_history_request(made.filters);
  check(read ? done() : status{read.problem()});
  return made;
}

waiting_command value_reader::waiting(waiting_verb verb) {
  waiting_command made{.node = node(), .form = form(), .verb = verb, .filters = given_filters()};
  if (verb == waiting_verb::fail && made.filters.empty() && !given_.all && problem_.empty())
    problem_ = "nothing says which records; expected a filter, or --all for everything that waits";
  add_page(made.filters);
  made.all_pages = verb == waiting_verb::list && given_.all;
  const auto read = api::read_waiting_request(made.filters, verb == waiting_verb::list
                                                                ? api::waiting_verb::list
                                                                : api::waiting_verb::order);
  check(read ? done() : status{read.problem()});
  return made;
}

republish_command value_reader::republish() {
  republish_command made{.node = node(), .form = form(), .filters = given_filters()};
  made.dry_run = given_.dry_run;
  if (made.dry_run) made.filters.emplace_back("dry_run", "true");
  const auto read = api::read_republish_request(made.filters);
  check(read ? done() : status{read.problem()});
  return made;
}

forget_command value_reader::forget() {
  forget_command made{.node = node(), .form = form(), .filters = given_filters()};
  if (made.filters.empty() && !given_.all && problem_.empty())
    problem_ = "nothing says which keys; expected a filter, or --all for every one";
  made.dry_run = given_.dry_run;
  if (made.dry_run) made.filters.emplace_back("dry_run", "true");
  const auto read = api::read_forget_request(made.filters);
  check(read ? done() : status{read.problem()});
  return made;
}

journal_command value_reader::journal(journal_verb verb) {
  journal_command made{.from = from_, .form = form(), .verb = verb};
  made.family = given_.family;
  made.key = given_.key;
  made.changes = given_.changes;
  const std::vector<std::string> families{journal_families.begin(), journal_families.end()};
  if (!made.family.empty() &&
      std::find(families.begin(), families.end(), made.family) == families.end())
    complain("--family", made.family, listed(families) + near_one_of(made.family, families));
  if (made.changes && !made.family.empty() && problem_.empty())
    problem_ = "--changes and --family: only one of them; expected --changes alone";
  if (given_.entity.empty()) return made;
  made.entity = entity_from(given_.entity);
  if (made.entity) return made;
  std::vector<std::string> names;
  for (const auto each : all_entities) names.emplace_back(to_string(each));
  complain("--entity", given_.entity, listed(names) + near_one_of(given_.entity, names));
  return made;
}

letters_command value_reader::letters(letters_verb verb) {
  letters_command made;
  made.node = node();
  made.form = form();
  made.verb = verb;
  made.dry_run = given_.dry_run;
  made.wait = !given_.no_wait;
  made.yes = given_.yes;
  made.then_replay = given_.then_replay;
  made.file = given_.file;
  if (verb == letters_verb::importing) made.files = given_.operands;
  if (verb == letters_verb::importing && made.files.empty() && problem_.empty())
    problem_ = "FILE: missing; expected one or more";
  const bool of_job = verb == letters_verb::follow || verb == letters_verb::cancel;
  if (of_job || verb == letters_verb::show || verb == letters_verb::edit) {
    made.id = given_.operands.empty() ? std::string{} : given_.operands.front();
    if (of_job && made.id.empty()) complain("JOB", made.id, "the id of a job");
    if (!of_job && (made.id.empty() || made.id.size() > 20 ||
                    made.id.find_first_not_of("0123456789") != std::string::npos))
      complain("ID", made.id, "the number of a letter, as `acumage dead-letters list` shows it");
    return made;
  }
  made.filters = filters(verb);
  check_filters(verb, made.filters);
  made.all_pages = verb == letters_verb::list && given_.all;
  return made;
}

lanes_command value_reader::lanes(api::lane_order order) {
  lanes_command made;
  made.node = node();
  made.form = form();
  made.order = order;
  if (given_.operands.empty() || given_.operands.front() == "all") return made;
  const auto& name = given_.operands.front();
  made.entity = entity_from(name);
  if (made.entity) return made;
  std::vector<std::string> names;
  for (const auto each : all_entities) names.emplace_back(to_string(each));
  names.emplace_back("all");
  complain("ENTITY", name, listed(names) + near_one_of(name, names));
  return made;
}

send_command value_reader::send() {
  send_command made{.node = node(), .form = form(), .files = given_.operands};
  if (made.files.empty() && problem_.empty()) problem_ = "FILE: missing; expected one or more";
  made.baseline = given_.baseline;
  made.client_certificate = given_.client_certificate;
  made.client_key = given_.client_key;
  if (made.client_certificate.empty() != made.client_key.empty() && problem_.empty())
    problem_ = "--client-certificate and --client-key: one is missing; expected both or none";
  made.rate = number("--rate", given_.rate, 0, {0, 1e9, "0 or more rows a second"});
  return made;
}

command value_reader::command_of(const std::string& path) {
  if (path == "acumage run") return run_command{from_};
  if (path == "acumage check-config") return check_config_command{from_};
  if (path == "acumage test-connection") return test_connection_command{from_, form()};
  if (path == "acumage stats") return stats();
  if (const auto order = api::lane_order_from(path.substr(path.find(' ') + 1)))
    return lanes(*order);
  if (path == "acumage history") return history();
  if (path == "acumage waiting list") return waiting(waiting_verb::list);
  if (path == "acumage waiting retry") return waiting(waiting_verb::retry);
  if (path == "acumage waiting fail") return waiting(waiting_verb::fail);
  if (path == "acumage republish") return republish();
  if (path == "acumage forget-versions") return forget();
  if (path == "acumage journal stat") return journal(journal_verb::stat);
  if (path == "acumage journal verify") return journal(journal_verb::verify);
  if (path == "acumage journal dump") return journal(journal_verb::dump);
  if (path == "acumage unmapped") return unmapped_command{node(), form()};
  if (path == "acumage send") return send();
  if (path == "acumage demo") {
    const auto pause = seconds("--seconds-per-file", given_.per_file, {0, 60, "0 to 60 seconds"});
    return demo_command{given_.per_file.empty() ? demo_command{}.per_file : pause, given_.keep};
  }
  constexpr std::string_view below = "acumage dead-letters ";
  for (const auto verb : letters_verbs)
    if (path.starts_with(below) && path.substr(below.size()) == to_string(verb))
      return letters(verb);
  return letters(letters_verb::list);
}

std::string_view to_string(letters_verb which) {
  switch (which) {
    case letters_verb::list: return "list";
    case letters_verb::count: return "count";
    case letters_verb::show: return "show";
    case letters_verb::replay: return "replay";
    case letters_verb::edit: return "edit";
    case letters_verb::resolve: return "resolve";
    case letters_verb::discard: return "discard";
    case letters_verb::exporting: return "export";
    case letters_verb::importing: return "import";
    case letters_verb::follow: return "follow";
    case letters_verb::cancel: return "cancel";
  }
  return {};
}

}  // namespace acumage::arguments
