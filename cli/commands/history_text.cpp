#include "cli/commands/history_text.hpp"

#include "cli/client/json.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/terminal/table.hpp"

namespace acumage::commands {

using acumatica::json_children;
using acumatica::json_node;

namespace {

constexpr std::size_t uncut = 10'000;

terminal::tone tone_of(const std::string& outcome) {
  if (outcome == "delivered") return terminal::tone::good;
  return outcome == "dead_lettered" ? terminal::tone::bad : terminal::tone::plain;
}

std::string status_text(const json_node& record) {
  const auto code = client::count_of(record, "status");
  return code == 0 ? "-" : std::to_string(code);
}

std::string took(const json_node& record) {
  return terminal::duration_text(client::figure_of(record, "duration_ms") / 1000);
}

/// For output that is not a screen: nothing is cut.
std::string wide_table(const json_node& items, bool colours) {
  const std::vector<terminal::column> columns{{"ENDED (UTC)"},
                                              {"ENTITY"},
                                              {"KEY", terminal::align::left, uncut},
                                              {"OUTCOME"},
                                              {"OLD > NEW", terminal::align::left, uncut},
                                              {"HTTP", terminal::align::right},
                                              {"TRIES", terminal::align::right},
                                              {"TOOK", terminal::align::right},
                                              {"ID", terminal::align::left, uncut},
                                              {"REASON", terminal::align::left, uncut}};
  std::vector<terminal::text_line> rows;
  for (const auto& each : json_children{items}) {
    const auto outcome = client::text_of(each, "outcome");
    rows.push_back({{short_time(client::text_of(each, "at"))},
                    {client::text_of(each, "entity")},
                    {key_text(each), terminal::tone::strong},
                    {outcome, tone_of(outcome)},
                    {value_change(each)},
                    {status_text(each)},
                    {std::to_string(client::count_of(each, "attempts"))},
                    {took(each)},
                    {client::text_of(each, "id")},
                    {client::text_of(each, "reason")}});
  }
  return terminal::table_text(columns, rows, colours);
}

/// The first line says what happened to which value, the lines below it why.
std::string narrow_list(const json_node& items, const terminal::terminal& on) {
  std::string text;
  for (const auto& each : json_children{items}) {
    const auto outcome = client::text_of(each, "outcome");
    const auto begin = short_time(client::text_of(each, "at")) + "  " + outcome + "  ";
    const auto rest = key_text(each) + "  " + value_change(each);
    text += short_time(client::text_of(each, "at")) + "  " +
            terminal::toned(outcome, tone_of(outcome), on.colours) + "  ";
    const auto fits = on.width > begin.size() + 10 ? on.width - begin.size() : on.width;
    text += terminal::toned(terminal::cut_to(terminal::printable(rest), fits),
                            terminal::tone::strong, on.colours) +
            "\n";
    const auto reason = client::text_of(each, "reason");
    const auto below = client::text_of(each, "entity") + ", HTTP " + status_text(each) + ", took " +
                       took(each) + ", id " + client::text_of(each, "id") +
                       (reason.empty() ? "" : ": " + reason);
    for (const auto& line : terminal::wrapped(terminal::printable(below), on.width - 2, 3))
      text += "  " + terminal::toned(line, terminal::tone::faint, on.colours) + "\n";
  }
  return text;
}

void add_line(std::string& to, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  to += std::string{name} + std::string(12 - name.size(), ' ') + terminal::printable(value) + "\n";
}

std::string or_none(const json_node& record, std::string_view name) {
  auto text = client::text_of(record, name);
  if (!client::flag_of(record, "recorded")) return "not recorded";
  return text.empty() ? "none" : text;
}

}  // namespace

std::string value_change(const json_node& record) {
  if (!client::flag_of(record, "recorded")) return "not recorded";
  const auto value = client::text_of(record, "value");
  const auto previous = client::text_of(record, "previous");
  if (value.empty()) return "-";
  return previous.empty() ? value : previous + " > " + value;
}

std::string key_text(const json_node& record) {
  const auto delivery = client::text_of(record, "delivery");
  return client::text_of(record, "key") + (delivery.empty() ? "" : " > " + delivery);
}

std::string history_table(const json_node& items, const terminal::terminal& on) {
  return on.out_is_screen ? narrow_list(items, on) : wide_table(items, on.colours);
}

std::string history_text(const json_node& record, const terminal::terminal& on) {
  std::string text =
      terminal::toned(terminal::printable(key_text(record)), terminal::tone::strong, on.colours) +
      "\n";
  add_line(text, "entity", client::text_of(record, "entity"));
  add_line(text, "outcome", client::text_of(record, "outcome"));
  add_line(text, "reason", client::text_of(record, "reason"));
  add_line(text, "value", or_none(record, "value"));
  add_line(text, "before", or_none(record, "previous"));
  add_line(text, "ended", short_time(client::text_of(record, "at")) + " UTC");
  add_line(text, "accepted as", "number " + client::text_of(record, "sequence"));
  add_line(text, "version", client::text_of(record, "version"));
  add_line(text, "came by", client::text_of(record, "source"));
  add_line(text, "attempts", std::to_string(client::count_of(record, "attempts")));
  add_line(text, "took", took(record));
  const auto* const request = client::object_in(record, "request");
  if (request == nullptr) {
    add_line(text, "request", client::flag_of(record, "recorded") ? "none" : "not recorded");
    return text;
  }
  const auto line = client::text_of(*request, "line");
  add_line(text, "request", line.empty() ? client::text_of(*request, "body") : line);
  if (!line.empty()) add_line(text, "body", client::text_of(*request, "body"));
  add_line(text, "answer", status_text(record) + " " + client::text_of(record, "answer"));
  add_line(text, "request id", client::text_of(record, "request_id"));
  return text;
}

}  // namespace acumage::commands
