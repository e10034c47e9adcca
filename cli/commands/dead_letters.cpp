#include "cli/commands/dead_letters.hpp"

#include "api/filters.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"

namespace acumage::commands {

namespace {

/// Does a GET and prints the answer unchanged or as formatted by `text`.
template <class Text>
arguments::action print(const arguments::value_reader& given, const std::string& target,
                        Text text) {
  return on_admin(given, folder::folder_use::look,
                  [=, form = given.form()](auto& admin, auto& to) -> result<int> {
                    const auto got = answer::of(admin, admin.get(target));
                    if (!got) return got.problem();
                    return got->print(form, text(got->root(), to), to);
                  });
}

arguments::command list_command() {
  return {.name = "list",
          .help = "List dead letters, one per line",
          .example = "acumage dead-letters list --class unknown_record --key 'LAMP-*'",
          .flags = arguments::joined({admin_flags(), dead_letter_filters(), page_flags("letters")}),
          .read = [](arguments::value_reader& given) -> arguments::action {
            client::listing what{.path = "/dead-letters",
                                 .filters = given.sent(),
                                 .all_pages = given.has("--all"),
                                 .form = given.form(),
                                 .none = "no dead letters"};
            given.expect(api::read_letter_request(what.filters, api::letter_verb::list));
            return on_admin(given, folder::folder_use::look, [what](auto& admin, auto& to) {
              return client::print_list(admin, what, letter_table, to);
            });
          }};
}

arguments::command count_command() {
  return {.name = "count",
          .help = "Count dead letters by class",
          .example = "acumage dead-letters count --since 2h",
          .flags = arguments::joined({admin_flags(), dead_letter_filters()}),
          .read = [](arguments::value_reader& given) {
            const auto filters = given.sent();
            given.expect(api::read_letter_request(filters, api::letter_verb::count));
            return print(given, "/dead-letters/count" + client::query_of(filters),
                         [](const auto& counted, auto&) { return letter_counts(counted); });
          }};
}

arguments::command show_command() {
  return {.name = "show",
          .help = "Show one dead letter with its error, remedy, rows, request and attempts",
          .example = "acumage dead-letters show 42",
          .flags = arguments::joined({admin_flags(), one_id()}),
          .read = [](arguments::value_reader& given) {
            return print(given, "/dead-letters/" + read_id(given), letter_text);
          }};
}

}  // namespace

std::string read_id(arguments::value_reader& given) {
  if (given.has("ID") && given.has("--id"))
    given.refuse("ID and --id: both are given; expected one of them");
  auto id = given.has("--id") ? given.text("--id") : given.text("ID");
  if (id.empty() || id.size() > 20 || id.find_first_not_of("0123456789") != std::string::npos)
    given.complain("ID", id,
                   "the number of a dead letter, as `acumage dead-letters list` shows it");
  return id;
}

arguments::command dead_letters_command() {
  return {.name = "dead-letters",
          .help = "Inspect, correct, replay and close dead letters",
          .example = "acumage dead-letters list --entity pricing --since 3d",
          .below = {list_command(), count_command(), show_command(), replay_command(),
                    follow_command(), cancel_command(), edit_command(), resolve_command(),
                    discard_command(), reopen_command(), export_command(), import_command()}};
}

}  // namespace acumage::commands
