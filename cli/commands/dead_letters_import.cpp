#include "cli/commands/dead_letters_import.hpp"

#include "acumatica/json_token.hpp"
#include "api/filters.hpp"
#include "api/rfc3339.hpp"
#include "cli/client/feed.hpp"
#include "cli/client/json.hpp"
#include "cli/commands/dead_letters.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/terminal/progress.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"
#include "messages/file_problem.hpp"
#include "messages/json_text.hpp"
#include "messages/key.hpp"
#include "storage/filters.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

namespace acumage::commands {

using acumatica::json_node;

namespace {

constexpr std::size_t rows_at_once = 1000;

/// The data that filters check; empty: not a dead letter.
std::optional<dead_letter> head_of(const json_node& letter) {
  const auto reason = letter_class_from(client::text_of(letter, "class"));
  const auto state = letter_state_from(client::text_of(letter, "state"));
  const auto last = api::parse_rfc3339(client::text_of(letter, "last_at"));
  const auto id = client::text_of(letter, "id");
  dead_letter made;
  const auto read = std::from_chars(id.data(), id.data() + id.size(), made.id);
  if (!reason || !state || !last || read.ec != std::errc{} ||
      client::member(letter, "change") == nullptr)
    return std::nullopt;
  made.reason = *reason;
  made.state = *state;
  made.last_at_us = *last;
  made.change.what.key = client::text_of(letter, "key");
  made.error = client::text_of(letter, "error");
  made.note = client::text_of(letter, "note");
  made.status = static_cast<int>(client::count_of(letter, "status"));
  const auto which = entity_from(client::text_of(letter, "entity"));
  if (which) made.change.what.entity = *which;
  return which || made.reason == letter_class::unrouted ? std::optional{made} : std::nullopt;
}

}  // namespace

std::string handed_in(const json_node& letter) {
  const auto* const change = client::member(letter, "change");
  if (change == nullptr) return {};
  const auto* const inserted = client::member(*change, "inserted");
  const auto* const deleted = client::member(*change, "deleted");
  const auto version = client::text_of(*change, "version");
  if ((inserted == nullptr && deleted == nullptr) || !acumatica::whole_number(version)) return {};
  const auto id = "letter-" + client::text_of(letter, "id") + "/" + client::text_of(*change, "id");
  json_writer json;
  json.object();
  if (const auto query = client::text_of(*change, "query"); !query.empty()) {
    json.key("Inserted").array();
    if (inserted != nullptr) json.raw(inserted->raw);
    json.end().key("Deleted").array();
    if (deleted != nullptr) json.raw(deleted->raw);
    json.end().key("Query").string(query).key("Id").string(id);
    if (const auto company = client::text_of(*change, "company"); !company.empty())
      json.key("CompanyId").string(company);
    return json.key("TimeStamp").raw(version).end().take();
  }
  json.key("entity").string(client::text_of(*change, "entity"));
  json.key("version").string(version).key("id").string(id);
  if (inserted == nullptr) json.key("deleted").boolean(true);
  return json.key("fields").raw(inserted == nullptr ? deleted->raw : inserted->raw).end().take();
}

status letter_import::read(const std::string& file) {
  std::ifstream from{file, std::ios::binary};
  if (const int number = why_unreadable(file); number != 0)
    return error{errc::invalid,
                 file + ": cannot be read: " + file_problem(file, number) +
                     "; expected exported dead letters",
                 {}};
  files_.push_back(file);
  std::string text;
  for (std::size_t line = 1; std::getline(from, text); ++line)
    if (!trimmed(text).empty()) take(text, line);
  if (from.bad())
    return error{errc::invalid, file + ": cannot be read to its end; expected a sound disk", {}};
  return done();
}

void letter_import::take(const std::string& text, std::size_t line) {
  const auto file = files_.size() - 1;
  const auto root = tree_.read(text, line);
  if (!root) return refuse(file, line, root.problem().message);
  const auto head = head_of(**root);
  if (!head) return refuse(file, line, "not a dead letter; expected a line written by `export`");
  if (!storage::matches(filter_, *head)) return;
  auto row = handed_in(**root);
  if (row.empty()) return refuse(file, line, "no row from a sender; expected one");
  rows_.push_back({std::move(row), file, line});
}

void letter_import::refuse(std::size_t file, std::size_t line, std::string_view why) {
  ++refused_;
  to_.err << files_[file] << ":" << line << ": " << terminal::printable(why) << "\n";
}

int letter_import::hand_in(client::client& to) {
  const terminal::held_signals signals{SIGINT, SIGTERM};
  std::size_t first = 0;
  std::optional<terminal::progress_line> progress{to_};
  client::feed_hooks hooks;
  hooks.now = [] { return std::chrono::steady_clock::now(); };
  hooks.pause = [&](std::chrono::milliseconds wait, std::string_view) {
    return !signals.wait(wait);
  };
  hooks.progress = [&](const client::feed_totals& totals, std::uint64_t) {
    progress->show(static_cast<double>(totals.taken()) / static_cast<double>(rows_.size()),
                   terminal::counted(totals.taken(), "dead letter"));
  };
  hooks.refused = [&](std::size_t line, const std::string& why) {
    progress->clear();
    const auto& row = rows_.at(std::min(first + line, rows_.size()) - 1);
    refuse(row.file, row.line, why);
  };
  client::feed all{to, 0, std::move(hooks)};
  std::optional<error> stopped;
  for (; first < rows_.size() && !stopped; first += rows_at_once) {
    std::stringstream lines;
    for (auto i = first; i < std::min(first + rows_at_once, rows_.size()); ++i)
      lines << rows_[i].text << "\n";
    if (auto read = all.send(lines); !read) stopped = read.problem();
  }
  progress.reset();
  const auto& totals = all.totals();
  if (form_ == arguments::output_form::json) {
    json_writer json;
    json.object().key("letters").number(count()).key("accepted").number(totals.accepted);
    json.key("duplicates").number(totals.duplicates).key("unrouted").number(totals.unrouted);
    json.key("discarded").number(totals.discarded).key("refused").number(refused_).end();
    to_.out << json.take() << "\n";
  } else {
    to_.out << terminal::counted(totals.taken(), "dead letter") << " submitted: accepted "
            << terminal::grouped(totals.accepted) << ", duplicates "
            << terminal::grouped(totals.duplicates) << ", unrouted "
            << terminal::grouped(totals.unrouted) << ", discarded "
            << terminal::grouped(totals.discarded) << ", refused " << terminal::grouped(refused_)
            << "\n";
  }
  if (stopped) to_.err << stopped->message << "\n";
  return stopped || refused_ > 0 ? 1 : 0;
}

namespace {

struct import_order {
  arguments::node_choice node;
  std::vector<std::string> files;
  letter_filter filter = {};
  arguments::output_form form = arguments::output_form::text;
  bool yes = false;
  bool dry_run = false;
};

int import_letters(const import_order& what, terminal::terminal& to) {
  const auto with = settings_of(what.node, to);
  if (!with) return 2;
  letter_import all{what.filter, what.form, to};
  for (const auto& each : what.files)
    if (auto read = all.read(each); !read) return to.err << read.problem().message << "\n", 2;
  const auto letters = terminal::counted(all.count(), "dead letter");
  if (what.dry_run) {
    to.out << letters << " would be submitted\n";
    return all.refused() == 0 ? 0 : 1;
  }
  if (all.count() > 0 && !confirmed(letters + " to be submitted as new changes.", what.yes, to))
    return 1;
  auto where = client::intake_endpoint(*with, what.node.intake_url, what.node.token_file);
  if (!where) return to.err << where.problem().message << "\n", 2;
  auto node = client::client::to(std::move(*where));
  if (!node) return to.err << node.problem().message << "\n", 2;
  return all.hand_in(**node);
}

}  // namespace

arguments::command import_command() {
  return {
      .name = "import",
      .help = "Submit the changes of exported dead letters to a node again",
      .example = "acumage dead-letters import letters.ndjson --entity pricing --dry-run",
      .flags = arguments::joined(
          {node_flags("file with the secret of the intake header; default: intake.header_value"),
           dead_letter_filters(),
           {dry_run_flag(),
            yes_flag(),
            {.name = "FILE",
             .help = "NDJSON written by `export`",
             .most = arguments::any_number}}}),
      .read = [](arguments::value_reader& given) -> arguments::action {
        import_order what{.node = given.node(),
                          .files = given.all("FILE"),
                          .form = given.form(),
                          .yes = given.has("--yes"),
                          .dry_run = given.has("--dry-run")};
        if (what.files.empty()) given.refuse("FILE: missing; expected one or more");
        const auto read = api::read_letter_request(given.sent(), api::letter_verb::count);
        given.expect(read);
        if (read) what.filter = read->filter;
        return [what](terminal::terminal& to) { return import_letters(what, to); };
      },
      .details =
          "The changes keep their versions, so that nothing newer is overwritten. They become\n"
          "dead letters only if they fail again; the exported ones stay unchanged. Importing the\n"
          "same file twice gives duplicates."};
}

}  // namespace acumage::commands
