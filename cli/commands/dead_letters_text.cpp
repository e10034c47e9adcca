#include "cli/commands/dead_letters_text.hpp"

#include "cli/client/json.hpp"
#include "cli/terminal/table.hpp"

namespace acumage::commands {

using acumatica::json_children;
using acumatica::json_node;

namespace {

std::string status_text(const json_node& of) {
  const auto status = client::count_of(of, "status");
  return status == 0 ? "-" : std::to_string(status);
}

std::string entity_text(const json_node& letter) {
  auto name = client::text_of(letter, "entity");
  return name.empty() ? "-" : name;
}

void add_line(std::string& to, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  to += std::string{name} + std::string(12 - name.size(), ' ') + terminal::printable(value) + "\n";
}

/// For searching the log and the history, which contain it too.
std::string request_of(const json_node& attempt) {
  const auto id = client::text_of(attempt, "request_id");
  return id.empty() ? std::string{} : "  [request " + terminal::printable(id) + "]";
}

void add_attempts(std::string& to, const json_node& letter) {
  const auto* const attempts = client::member(letter, "attempts");
  if (attempts == nullptr || attempts->extent == 1) return;
  to += "attempts\n";
  for (const auto& each : json_children{*attempts})
    to += "  " + short_time(client::text_of(each, "at")) + "  " + status_text(each) + "  " +
          terminal::printable(client::text_of(each, "message")) + request_of(each) + "\n";
}

void add_change(std::string& to, const json_node& letter) {
  const auto* const change = client::member(letter, "change");
  if (change == nullptr) return;
  add_line(to, "query", client::text_of(*change, "query"));
  add_line(to, "company", client::text_of(*change, "company"));
  add_line(to, "accepted", short_time(client::text_of(*change, "accepted_at")));
  for (const auto* const half : {"inserted", "deleted"})
    if (const auto* const row = client::member(*change, half); row != nullptr)
      add_line(to, half, std::string{row->raw});
}

}  // namespace

std::string short_time(const std::string& rfc3339) {
  if (rfc3339.size() < 19) return rfc3339;
  return rfc3339.substr(0, 10) + " " + rfc3339.substr(11, 8);
}

std::string letter_table(const json_node& items, const terminal::terminal& on) {
  const std::vector<terminal::column> columns{{"ID", terminal::align::right},
                                              {"ENTITY"},
                                              {"KEY", terminal::align::left, 30},
                                              {"CLASS"},
                                              {"STATE"},
                                              {"HTTP", terminal::align::right},
                                              {"TRIES", terminal::align::right},
                                              {"LAST (UTC)"},
                                              {"ERROR", terminal::align::left, 100}};
  std::vector<std::vector<terminal::cell>> rows;
  for (const auto& each : json_children{items})
    rows.push_back({{client::text_of(each, "id"), terminal::tone::strong},
                    {entity_text(each)},
                    {client::text_of(each, "key")},
                    {client::text_of(each, "class"), terminal::tone::bad},
                    {client::text_of(each, "state")},
                    {status_text(each)},
                    {std::to_string(client::count_of(each, "attempts"))},
                    {short_time(client::text_of(each, "last_at"))},
                    {client::text_of(each, "error")}});
  return terminal::table_text(columns, rows, on.colours);
}

std::string letter_counts(const json_node& counted_letters) {
  std::string text =
      terminal::counted(client::count_of(counted_letters, "count"), "dead letter") + "\n";
  if (const auto* const classes = client::member(counted_letters, "by_class"))
    for (const auto& each : json_children{*classes})
      text += "  " + std::string{each.name} + " " + std::string{each.raw} + "\n";
  return text;
}

std::string letter_text(const json_node& letter, const terminal::terminal& on) {
  std::string text = terminal::toned("dead letter " + client::text_of(letter, "id"),
                                     terminal::tone::strong, on.colours) +
                     "\n";
  add_line(text, "entity", entity_text(letter));
  add_line(text, "key", client::text_of(letter, "key"));
  add_line(text, "version",
           client::text_of(letter, "version") + ", accepted as number " +
               client::text_of(letter, "sequence"));
  add_line(text, "class", client::text_of(letter, "class"));
  add_line(text, "what it is", client::text_of(letter, "explanation"));
  add_line(text, "what to do", client::text_of(letter, "remedy"));
  add_line(text, "state", client::text_of(letter, "state"));
  add_line(text, "error", client::text_of(letter, "error"));
  add_line(text, "first", short_time(client::text_of(letter, "first_at")));
  add_line(text, "last", short_time(client::text_of(letter, "last_at")));
  add_line(text, "replays", std::to_string(client::count_of(letter, "replays")));
  add_line(text, "note", client::text_of(letter, "note"));
  add_change(text, letter);
  if (const auto* const original = client::member(letter, "original"))
    for (const auto* const half : {"inserted", "deleted"})
      if (const auto* const row = client::member(*original, half); row != nullptr)
        add_line(text, std::string{"was "} + (half[0] == 'i' ? "ins." : "del."),
                 std::string{row->raw});
  add_line(text, "request", client::text_of(letter, "request"));
  add_attempts(text, letter);
  return text;
}

std::string unmoved_text(const acumatica::json_node& answer) {
  std::string text;
  const auto* const unmoved = client::member(answer, "unmoved");
  if (unmoved == nullptr) return text;
  for (const auto& each : acumatica::json_children{*unmoved})
    text +=
        "dead letter " + client::text_of(each, "id") + ": " + client::text_of(each, "why") + "\n";
  return text;
}

}  // namespace acumage::commands
