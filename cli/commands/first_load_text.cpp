#include "cli/commands/first_load_text.hpp"

#include "cli/client/json.hpp"
#include "cli/terminal/table.hpp"

#include <functional>

namespace acumage::commands {

namespace {

using acumatica::json_node;
using client::count_of;
using client::flag_of;
using client::text_of;
using terminal::align;

constexpr int differences_remain = 3;  // the exit code (SPEC 3)

void each_in(const json_node& of, const char* name,
             const std::function<void(const json_node&)>& take) {
  if (const auto* const list = client::member(of, name))
    for (const auto& each : acumatica::json_children{*list}) take(each);
}

void each_entity(const json_node& load, const std::function<void(const json_node&)>& take) {
  each_in(load, "entities", take);
}

std::vector<std::string> texts_in(const json_node& of, const char* name) {
  std::vector<std::string> all;
  each_in(of, name, [&](const json_node& each) { all.emplace_back(each.text); });
  return all;
}

std::string about(double seconds) { return "about " + terminal::duration_text(seconds); }

std::string changes_of(const json_node& part, bool colours) {
  std::vector<terminal::text_line> rows;
  each_in(part, "largest", [&](const json_node& each) {
    rows.push_back({{text_of(each, "key")}, {text_of(each, "store")}, {text_of(each, "erp")}});
  });
  if (rows.empty()) return {};
  return "\nThe largest changes of " + text_of(part, "entity") + ":\n" +
         terminal::table_text({{"KEY"}, {"STORE NOW", align::right}, {"BECOMES", align::right}},
                              rows, colours);
}

/// Words of what the store lacks of an entity, and what becomes of it.
std::string lacking_text(const json_node& part) {
  const auto count = terminal::grouped(count_of(part, "lacking"));
  const auto which = text_of(part, "entity");
  if (which == "customer") return count + " customers have no account in the store.\n";
  if (which == "shipment")
    return count +
           " shipments are unknown to the store by the node's marker, among them those of "
           "another connector.\n";
  if (which == "order") return count + " orders are not in the store: they wait until they are.\n";
  return count + " values of " + which +
         " are not in the store yet. Those whose product it does not have wait until it does.\n";
}

std::uint64_t total(const json_node& load, const char* name) {
  std::uint64_t sum = 0;
  each_entity(load, [&](const json_node& part) { sum += count_of(part, name); });
  return sum;
}

bool is_left_out(const json_node& part) { return text_of(part, "state") == "left_out"; }

std::string differences_text(const json_node& load) {
  std::string text;
  each_entity(load, [&](const json_node& part) {
    const auto count = count_of(part, "differences");
    if (count == 0) return;
    text += text_of(part, "entity") + ": " + terminal::counted(count, "difference") + "\n";
    for (const auto& each : texts_in(part, "remedies"))
      text += "  " + terminal::printable(each) + "\n";
    if (text_of(part, "entity") != "customer")
      text += "  All of them: `acumage reconcile " + text_of(part, "entity") +
              " --all --out differences.csv`\n";
  });
  return text;
}

std::string left_out_text(const json_node& load) {
  std::string text;
  each_entity(load, [&](const json_node& part) {
    if (!is_left_out(part)) return;
    const auto which = text_of(part, "entity");
    text +=
        which + ": not loaded, because creating " +
        terminal::counted(count_of(part, "lacking"), which == "customer" ? "account" : "shipment") +
        " was not agreed to. Its lane stays paused: nothing of it is sent, also not what is "
        "pushed.\n  `acumage first-load " +
        which + " --create-" + which + "s` loads it; `acumage resume " + which +
        "` sends only what was pushed meanwhile.\n";
  });
  return text;
}

}  // namespace

std::string estimate_text(const json_node& load, bool colours) {
  std::vector<terminal::text_line> rows;
  double reading = 0;
  bool guessed = false;
  each_entity(load, [&](const json_node& part) {
    reading += client::figure_of(part, "reading_s");
    guessed = guessed || !flag_of(part, "sending_measured");
    rows.push_back({{text_of(part, "entity")},
                    {terminal::grouped(count_of(part, "rows"))},
                    {about(client::figure_of(part, "reading_s"))},
                    {about(client::figure_of(part, "sending_s"))}});
  });
  return terminal::table_text({{"ENTITY"},
                               {"ROWS, ABOUT", align::right},
                               {"READING", align::right},
                               {"SENDING ALL", align::right}},
                              rows, colours) +
         "Acumatica is read three times: to compare, to load and to check, " + about(3 * reading) +
         " in all. Sending goes on while it is read." +
         (guessed ? " How long sending takes is a guess, because this node has sent too little yet."
                  : " How long sending takes follows from the store's answers so far.") +
         "\n";
}

std::string comparison_text(const json_node& load, bool colours) {
  std::vector<terminal::text_line> rows;
  std::string below;
  each_entity(load, [&](const json_node& part) {
    const auto figure = [&](const char* name) {
      return terminal::cell{terminal::grouped(count_of(part, name))};
    };
    rows.push_back({{text_of(part, "entity")},
                    figure("checked"),
                    figure("changes"),
                    figure("lacking"),
                    figure("unmapped")});
    below += changes_of(part, colours);
    if (count_of(part, "lacking") > 0) below += "\n" + lacking_text(part);
  });
  return terminal::table_text({{"ENTITY"},
                               {"COMPARED", align::right},
                               {"WOULD CHANGE", align::right},
                               {"NOT IN STORE", align::right},
                               {"NOT MAPPED", align::right}},
                              rows, colours) +
         below;
}

std::string consent_text(const json_node& load) {
  std::string names;
  each_entity(load, [&](const json_node& part) {
    names += (names.empty() ? "" : ", ") + text_of(part, "entity");
  });
  return terminal::counted(total(load, "changes"), "value") + " to be changed in the store, and " +
         terminal::counted(total(load, "lacking"), "record") +
         " that it does not have yet. The lanes are released one after the other: " + names + ".";
}

std::string creation_text(const std::string& name, std::uint64_t count) {
  if (name == "create_customers")
    return terminal::counted(count, "customer") +
           " without an account in the store: " + terminal::counted(count, "account") +
           " to be created. Magento mails each of them, and this cannot be undone.";
  return terminal::counted(count, "shipment") +
         " without the node's marker in the store, to be created. Those that another connector has "
         "sent before are sent again as far as their orders are still open, and this cannot be "
         "undone.";
}

std::string paused_lanes(const json_node& load) {
  std::string names;
  each_entity(load, [&](const json_node& part) {
    if (flag_of(part, "paused")) names += (names.empty() ? "" : " ") + text_of(part, "entity");
  });
  return names;
}

std::string paused_text(const json_node& load) {
  const auto lanes = paused_lanes(load);
  if (lanes.empty()) return {};
  std::string names;
  for (const char c : lanes) names += c == ' ' ? std::string{", "} : std::string{c};
  return "Still paused: " + names + ". `acumage resume " + lanes +
         "` sends what was pushed meanwhile.\n";
}

std::string ending_text(const json_node& load) {
  const auto state = text_of(load, "state");
  if (state == "cancelled")
    return "The first load was cancelled at the step " + text_of(load, "step") + ".\n" +
           paused_text(load);
  if (state == "failed") {
    std::string text;
    for (const auto& each : texts_in(load, "failing"))
      text += "FAIL " + terminal::printable(each) + "\n";
    return text + "The step " + text_of(load, "step") +
           " failed: " + terminal::printable(text_of(load, "error")) +
           "\n`acumage first-load` goes on there; `acumage first-load cancel` gives up.\n" +
           paused_text(load);
  }
  if (flag_of(load, "dry_run")) return "Nothing was changed.\n";
  const auto differ = differences_text(load);
  std::string equal;
  each_entity(load, [&](const json_node& part) {
    if (text_of(part, "state") == "equal")
      equal += (equal.empty() ? "" : ", ") + text_of(part, "entity");
  });
  const auto left_out = left_out_text(load);
  if (differ.empty() && left_out.empty()) return "all equal: " + equal + "\n";
  return differ + (equal.empty() ? "" : "equal: " + equal + "\n") + left_out;
}

int ending_code(const json_node& load) {
  if (text_of(load, "state") != "done") return 1;
  if (total(load, "differences") > 0) return differences_remain;
  bool complete = true;
  each_entity(load, [&](const json_node& part) { complete = complete && !is_left_out(part); });
  return complete ? 0 : 1;
}

}  // namespace acumage::commands
