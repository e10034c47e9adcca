#include "cli/commands/trace_text.hpp"

#include "api/rfc3339.hpp"
#include "cli/client/json.hpp"
#include "cli/commands/history_text.hpp"
#include "cli/terminal/table.hpp"
#include "settings/local_time.hpp"

namespace acumage::commands {

using acumatica::json_children;
using acumatica::json_node;
using client::count_of;
using client::text_of;

namespace {

std::string local(const std::string& rfc3339) {
  const auto at = api::parse_rfc3339(rfc3339);
  return at.ok() ? settings::local_text(*at) : rfc3339;
}

class writer {
 public:
  explicit writer(const terminal::terminal& on) : on_{on} {}

  void title(const std::string& text, terminal::tone how) {
    text_ += terminal::toned(terminal::printable(text), how, on_.colours) + "\n";
  }
  /// A name and its text, wrapped between words on a screen.
  void line(std::string_view name, const std::string& text) {
    if (text.empty()) return;
    const auto room = on_.out_is_screen && on_.width > 30 ? on_.width - indent : uncut;
    std::string begin = "  " + std::string{name};
    begin.resize(indent, ' ');
    for (const auto& each : terminal::wrapped(terminal::printable(text), room, 20)) {
      text_ += begin + each + "\n";
      begin.assign(indent, ' ');
    }
  }
  std::string take() { return std::move(text_); }

 private:
  static constexpr std::size_t indent = 18;
  static constexpr std::size_t uncut = 100'000;
  const terminal::terminal& on_;
  std::string text_;
};

std::string source_text(const json_node& record) {
  const auto source = text_of(record, "source");
  if (source == "push") return "a push from Acumatica";
  if (source == "pull") return "a pull from Acumatica";
  if (source == "sent") return "`acumage send` or POST /changes";
  return source == "node" ? "the node, which sent a remembered value again" : "not recorded";
}

/// The change that caused a value, its request and its answer.
void add_sent(writer& to, std::string_view name, const json_node& record) {
  to.line(name, value_change(record) + ", delivered " + local(text_of(record, "at")));
  to.line("came by", source_text(record) + "; acceptance number " + text_of(record, "sequence") +
                         ", version " + text_of(record, "version"));
  const auto* const request = client::object_in(record, "request");
  if (request == nullptr) return;
  to.line("request", text_of(*request, "line") + " " + text_of(*request, "body"));
  const auto status = count_of(record, "status");
  to.line("answer", (status == 0 ? "" : std::to_string(status) + " ") + text_of(record, "answer"));
}

void add_waiting(writer& to, const json_node& record) {
  to.line("waits", text_of(record, "waiting_unknown"));
  const auto* const waits = client::object_in(record, "waiting");
  if (waits == nullptr) return;
  const auto value = text_of(*waits, "value");
  const auto next = text_of(*waits, "next_at");
  to.line("waits", (value.empty() ? "" : value + ", ") + text_of(*waits, "state") + " since " +
                       local(text_of(*waits, "since")) +
                       (next.empty() ? "" : ", next attempt " + local(next)));
  to.line("because", text_of(*waits, "last_error"));
}

void add_failed(writer& to, const json_node& record) {
  const auto* const letters = client::member(record, "dead_letters");
  if (letters == nullptr) return;
  for (const auto& each : json_children{*letters}) {
    to.line("failed", "dead letter " + text_of(each, "id") + " (" + text_of(each, "class") + "), " +
                          local(text_of(each, "last_at")) + ": " + text_of(each, "error"));
    to.line("what to do", text_of(each, "remedy"));
  }
}

std::string side_text(const json_node& side) {
  const auto problem = text_of(side, "unavailable");
  if (!problem.empty()) return "unavailable: " + problem;
  const auto value = text_of(side, "value");
  const auto words = text_of(side, "words");
  if (value.empty()) return "none" + (words.empty() ? "" : ": " + words);
  return value + (words.empty() ? "" : " (" + words + ")");
}

void add_live(writer& to, const json_node& record) {
  const auto* const live = client::object_in(record, "live");
  if (live == nullptr) return;
  if (const auto* const erp = client::object_in(*live, "erp")) to.line("ERP now", side_text(*erp));
  if (const auto* const store = client::object_in(*live, "store"))
    to.line("store now", side_text(*store));
  to.line("what to do", text_of(*live, "remedy"));
}

void add_in_force(writer& to, const json_node& trace, const json_node& record) {
  const auto at = text_of(trace, "at");
  if (at.empty()) return;
  const auto* const then = client::object_in(record, "in_force");
  if (then != nullptr) {
    const auto value = text_of(*then, "value");
    to.line("at " + local(at).substr(11, 5), value.empty() ? "not recorded" : value);
    add_sent(to, "since", *then);
    return;
  }
  const auto held = text_of(record, "value");
  if (client::object_in(record, "last_sent") == nullptr && !held.empty()) {
    to.line("at " + local(at).substr(11, 5), held + ", sent before the history begins");
    return;
  }
  const auto kept = text_of(trace, "history_since");
  to.line("at " + local(at).substr(11, 5),
          kept.empty() ? "the node had sent nothing of it before"
                       : "unknown: the history is kept from " + local(kept) + " on");
}

terminal::tone tone_of(const std::string& state) {
  if (state == "failed" || state == "differs") return terminal::tone::bad;
  return state == "in_sync" || state == "delivered" ? terminal::tone::good : terminal::tone::plain;
}

void add_record(writer& to, const json_node& trace, const json_node& record) {
  to.title(text_of(record, "entity") + " " + text_of(record, "key"), terminal::tone::strong);
  to.title("  " + text_of(record, "headline"), tone_of(text_of(record, "state")));
  add_in_force(to, trace, record);
  const bool of_a_time = !text_of(trace, "at").empty();
  const auto* const last = of_a_time ? nullptr : client::object_in(record, "last_sent");
  if (last != nullptr)
    add_sent(to, "last sent", *last);
  else if (!of_a_time)
    to.line("last sent", text_of(record, "value"));
  to.line("node would send", text_of(record, "remembered"));
  to.line("nothing to send", text_of(record, "why_not"));
  add_waiting(to, record);
  add_failed(to, record);
  add_live(to, record);
}

}  // namespace

std::string trace_text(const json_node& trace, const terminal::terminal& on) {
  writer to{on};
  const auto at = api::parse_rfc3339(text_of(trace, "at"));
  if (at.ok())
    to.title("at " + settings::local_text(*at) + " " + settings::local_zone(*at) +
                 ", as far as this node sent it",
             terminal::tone::plain);
  if (const auto* const records = client::member(trace, "records"))
    for (const auto& each : json_children{*records}) add_record(to, trace, each);
  const auto* const history = client::member(trace, "history");
  const auto* const items = history == nullptr ? nullptr : client::member(*history, "items");
  if (items == nullptr || items->extent == 1) return to.take();
  to.title("history, newest first", terminal::tone::strong);
  return to.take() + history_table(*items, on);
}

}  // namespace acumage::commands
