#include "api/filters.hpp"
#include "cli/commands/dead_letters.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/terminal/table.hpp"

namespace acumage::commands {

namespace {

arguments::command close_command(const std::string& verb, const std::string& participle,
                                 const std::string& help, const std::string& example) {
  return {.name = verb,
          .help = help,
          .example = example,
          .flags =
              arguments::joined({admin_flags(),
                                 dead_letter_filters(),
                                 change_flags("every open dead letter"),
                                 {id_words()},
                                 {{"--note", "TEXT", "reason, kept with the dead letters", sent}}}),
          .read = [=](arguments::value_reader& given) {
            const auto order = read_change(
                given,
                {.path = "/dead-letters/" + verb, .counted = "dead letter", .becomes = participle});
            given.expect(api::read_letter_request(order.values, api::letter_verb::close));
            return on_admin(given, order.use(), [order](auto& admin, auto& to) {
              return give(admin, order, to, print_count(order, to));
            });
          }};
}

/// The filters, with the states that can be reopened.
flags closed_letter_filters() {
  auto filters = dead_letter_filters();
  for (auto& each : filters)
    if (each.name == "--state") each.help = "resolved, discarded or any (default)";
  return filters;
}

/// The exit code: 1 if a dead letter named by id stays closed.
result<int> print_reopened(const answer& given, const change_order& what, terminal::terminal& to) {
  const auto overtaken = client::count_of(given.root(), "superseded");
  const auto left = unmoved_text(given.root());
  auto text = terminal::counted(given.count(), what.counted) + " " + what.becomes;
  if (overtaken > 0)
    text += "; " + terminal::grouped(overtaken) +
            " superseded by newer deliveries: only a replay with --force sends them";
  if (const auto open = client::count_of(given.root(), "already_open"); open > 0)
    text += "; " + terminal::grouped(open) + " open already";
  given.print(what.form, text + "\n" + left, to);
  return left.empty() ? 0 : 1;
}

}  // namespace

arguments::command resolve_command() {
  return close_command("resolve", "resolved",
                       "Close dead letters that were handled elsewhere; sends nothing to the store",
                       "acumage dead-letters resolve --id 42 --note 'shipped manually'");
}

arguments::command discard_command() {
  return close_command("discard", "discarded",
                       "Close dead letters that must not be sent to the store",
                       "acumage dead-letters discard --key 'OLD-*' --note 'not sold any more'");
}

arguments::command reopen_command() {
  return {
      .name = "reopen",
      .help = "Make resolved and discarded dead letters open again; sends nothing to the store",
      .example =
          "acumage dead-letters reopen 42\n"
          "acumage dead-letters reopen --state discarded --since 2h --dry-run",
      .flags = arguments::joined({admin_flags(),
                                  closed_letter_filters(),
                                  change_flags("every resolved or discarded dead letter"),
                                  {id_words()}}),
      .read =
          [](arguments::value_reader& given) {
            const auto order = read_change(
                given,
                {.path = "/dead-letters/reopen", .counted = "dead letter", .becomes = "reopened"});
            given.expect(api::read_letter_request(order.values, api::letter_verb::reopen));
            return on_admin(given, order.use(), [order](auto& admin, auto& to) {
              return give(admin, order, to, [&](const answer& reopened) {
                return print_reopened(reopened, order, to);
              });
            });
          },
      .details =
          "Not reopened: what a newer delivery has superseded, and what a replay has delivered."};
}

}  // namespace acumage::commands
