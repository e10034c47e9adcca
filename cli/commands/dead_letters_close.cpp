#include "api/filters.hpp"
#include "cli/commands/dead_letters.hpp"
#include "cli/commands/shared_flags.hpp"

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
            const auto order = read_change(given, {.path = "/dead-letters/" + verb,
                                                   .counted = "dead letter",
                                                   .becomes = participle,
                                                   .warning = "This cannot be undone."});
            given.expect(api::read_letter_request(order.values, api::letter_verb::close));
            return on_admin(given, order.use(), [order](auto& admin, auto& to) {
              return give(admin, order, to, print_count(order, to));
            });
          }};
}

}  // namespace

arguments::command resolve_command() {
  return close_command("resolve", "resolved",
                       "Close dead letters that were handled elsewhere; sends nothing to the store",
                       "acumage dead-letters resolve --id 42 --note 'shipped by hand'");
}

arguments::command discard_command() {
  return close_command("discard", "discarded",
                       "Close dead letters that must not be sent to the store",
                       "acumage dead-letters discard --key 'OLD-*' --note 'not sold any more'");
}

}  // namespace acumage::commands
