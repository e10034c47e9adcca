#include "bin/command_line_shared.hpp"

namespace acumage::bin {

namespace {

void add_times(CLI::App& to, given_values& into, const std::string& what) {
  to.add_option("--since", into.since,
                what +
                    " at or after: 90m, 2h, 3d or 1w ago, today, yesterday, tuesday,\n"
                    "2026-08-14, 2026-08-14T10:02:11Z; days begin at midnight UTC")
      ->type_name("TIME");
  to.add_option("--until", into.until, what + " before; the same forms")->type_name("TIME");
}

void add_filters(CLI::App& to, given_values& into) {
  add_record_filters(to, into);
  to.add_option("--class", into.letter_class,
                "data, unknown_record, conflict, unmapped, unrouted, exhausted, poison or bug")
      ->type_name("CLASS");
  to.add_option("--state", into.state,
                "open (unless told), replaying, resolved, superseded, discarded or any")
      ->type_name("STATE");
  to.add_option("--status", into.status, "HTTP status of the last attempt")->type_name("CODE");
  to.add_option("--text", into.text, "part of the error, key or note")->type_name("TEXT");
  add_times(to, into, "last failed");
  to.add_option("--id", into.ids, "letter of that number; may be repeated")
      ->type_name("N")
      ->take_all();
}

void add_list(CLI::App& letters, given_values& into) {
  auto& list = add_command(letters, "list", "Dead letters, one a line",
                           "acumage dead-letters list --class unknown_record --key 'LAMP-*'");
  add_admin(list, into);
  add_filters(list, into);
  add_page_flags(list, into, "letters");
}

void add_changing_flags(CLI::App& to, given_values& into) {
  to.add_flag("--all", into.all, "every open letter, where no filter is given");
  to.add_flag("--dry-run", into.dry_run, "say how many letters are meant, and change nothing");
}

void add_replay(CLI::App& letters, given_values& into) {
  auto& replay = add_command(letters, "replay", "Puts letters back at the head of the pipe",
                             "acumage dead-letters replay --class exhausted --rate 20");
  add_admin(replay, into);
  add_filters(replay, into);
  add_changing_flags(replay, into);
  replay.add_flag("--force", into.force, "send even what a newer delivery has overtaken");
  replay.add_option("--rate", into.rate, "letters a second; 0: no limit")->type_name("N");
  replay.add_flag("--no-wait", into.no_wait, "start the job and leave it to the node");
}

}  // namespace

void add_letters(CLI::App& app, given_values& into) {
  auto& letters = add_command(app, "dead-letters", "What could not be sent: look, replay, discard",
                              "acumage dead-letters list --entity pricing");
  add_list(letters, into);
  auto& count = add_command(letters, "count", "How many letters there are, by class",
                            "acumage dead-letters count --since 2h");
  add_admin(count, into);
  add_filters(count, into);
  auto& show = add_command(letters, "show", "One letter whole: rows, request, attempts",
                           "acumage dead-letters show 42");
  add_admin(show, into);
  show.add_option("ID", into.operands, "number of the letter")->type_name("")->expected(1);
  add_replay(letters, into);
  auto& discard =
      add_command(letters, "discard", "Closes letters that nobody wants sent",
                  "acumage dead-letters discard --key 'OLD-*' --note 'not sold any more'");
  add_admin(discard, into);
  add_filters(discard, into);
  add_changing_flags(discard, into);
  discard.add_option("--note", into.note, "why, kept with the letters")->type_name("TEXT");
}

void add_history(CLI::App& app, given_values& into) {
  auto& history =
      add_command(app, "history", "How changes ended, newest first, with the store's answer",
                  "acumage history --key 'LAMP-*' --since 2h\n"
                  "  acumage history --outcome dead_lettered --since tuesday --json");
  add_admin(history, into);
  add_record_filters(history, into);
  history.add_option("--outcome", into.outcome, "delivered, superseded, filtered or dead_lettered")
      ->type_name("OUTCOME");
  history.add_option("--status", into.status, "HTTP status of the last attempt")->type_name("CODE");
  history.add_option("--text", into.text, "part of the reason or the key")->type_name("TEXT");
  add_times(history, into, "ended");
  history.add_option("--limit", into.limit, "how many at most, 1 to 1000000; 100 unless told")
      ->type_name("N");
  history.add_option("--cursor", into.cursor, "where a list before said that it goes on")
      ->type_name("CURSOR");
}

}  // namespace acumage::bin
