#include "cli/arguments/shared_flags.hpp"

namespace acumage::arguments {

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

void add_dry_run(CLI::App& to, given_values& into) {
  to.add_flag("--dry-run", into.dry_run, "say what is meant, and change nothing");
}

void add_yes(CLI::App& to, given_values& into) {
  to.add_flag("--yes", into.yes,
              "do not ask; where nobody sits at a terminal, no question is asked anyway");
}

void add_changing_flags(CLI::App& to, given_values& into) {
  add_admin(to, into);
  add_filters(to, into);
  to.add_flag("--all", into.all, "every open letter, where no filter is given");
  add_dry_run(to, into);
  add_yes(to, into);
}

void add_number(CLI::App& to, given_values& into, const std::string& name,
                const std::string& what) {
  to.add_option(name, into.operands, what)->type_name("")->expected(1);
}

void add_replay(CLI::App& letters, given_values& into) {
  auto& replay = add_command(letters, "replay", "Puts letters back at the head of the pipe",
                             "acumage dead-letters replay --class exhausted --rate 20\n"
                             "  acumage dead-letters replay --since 2h --dry-run");
  add_details(replay,
              "It is a job of the node, which goes on when this command ends and over a restart;\n"
              "one at a time. Where no node runs, all letters go back at once.");
  add_changing_flags(replay, into);
  replay.add_flag("--force", into.force, "send even what a newer delivery has overtaken");
  replay.add_option("--rate", into.rate, "letters a second; 0 (unless told): no limit")
      ->type_name("N");
  replay.add_flag("--no-wait", into.no_wait, "start the job and leave it to the node");
  auto& follow = add_command(letters, "follow", "Shows how far a replay is, until it is over",
                             "acumage dead-letters follow 5f0d6f3e-1");
  add_admin(follow, into);
  add_number(follow, into, "JOB", "id of the job, as `replay` has named it");
  auto& cancel =
      add_command(letters, "cancel", "Ends a replay; what it has put back by then stays put back",
                  "acumage dead-letters cancel 5f0d6f3e-1");
  add_admin(cancel, into);
  add_number(cancel, into, "JOB", "id of the job, as `replay` has named it");
}

void add_edit(CLI::App& letters, given_values& into) {
  auto& edit = add_command(letters, "edit", "Mends the rows of a letter in $VISUAL, $EDITOR or vi",
                           "acumage dead-letters edit 42 --replay\n"
                           "  acumage dead-letters show 42 --json | jq .change > 42.json\n"
                           "  acumage dead-letters edit 42 --from 42.json");
  add_details(
      edit,
      "What came is kept beside it, as \"original\". Version and entity stay; the key follows\n"
      "from the rows.");
  add_admin(edit, into);
  add_number(edit, into, "ID", "number of the letter");
  edit.add_option("--from", into.file, "take the change from a file, - is stdin; opens no editor")
      ->type_name("FILE");
  edit.add_flag("--replay", into.then_replay, "put the letter back at the head of the pipe, too");
  add_dry_run(edit, into);
  add_yes(edit, into);
}

void add_closing(CLI::App& letters, given_values& into) {
  auto& resolve = add_command(letters, "resolve", "Closes letters that were dealt with elsewhere",
                              "acumage dead-letters resolve --id 42 --note 'shipped by hand'");
  auto& discard =
      add_command(letters, "discard", "Closes letters that nobody wants sent",
                  "acumage dead-letters discard --key 'OLD-*' --note 'not sold any more'");
  for (auto* const each : {&resolve, &discard}) {
    add_changing_flags(*each, into);
    each->add_option("--note", into.note, "why, kept with the letters")->type_name("TEXT");
  }
}

void add_files(CLI::App& letters, given_values& into) {
  auto& exporting =
      add_command(letters, "export", "Writes letters whole, one JSON object a line (NDJSON)",
                  "acumage dead-letters export --class data --output letters.ndjson");
  add_admin(exporting, into);
  add_filters(exporting, into);
  exporting.add_option("--output", into.file, "file; it is there whole or not at all. Else stdout")
      ->type_name("FILE");
  auto& importing =
      add_command(letters, "import", "Hands the changes of exported letters to a node again",
                  "acumage dead-letters import letters.ndjson --entity pricing --dry-run");
  add_details(
      importing,
      "They keep their versions, so that nothing newer is overwritten. They are new changes, and\n"
      "no letters unless they fail again; the letters that they were exported from stay as they\n"
      "are. The same file twice gives duplicates.");
  add_node(importing, into, "file with the secret of the intake header; else intake.header_value");
  add_filters(importing, into);
  add_dry_run(importing, into);
  add_yes(importing, into);
  importing.add_option("FILE", into.operands, "NDJSON as `export` writes it")->type_name("");
}

}  // namespace

void add_letters(CLI::App& app, given_values& into) {
  auto& letters = add_command(app, "dead-letters",
                              "What could not be sent: look, mend, replay, close, hand over",
                              "acumage dead-letters list --entity pricing --since 3d");
  add_list(letters, into);
  auto& count = add_command(letters, "count", "How many letters there are, by class",
                            "acumage dead-letters count --since 2h");
  add_admin(count, into);
  add_filters(count, into);
  auto& show = add_command(letters, "show",
                           "One letter whole: what went wrong, what to do, rows, request, attempts",
                           "acumage dead-letters show 42");
  add_admin(show, into);
  add_number(show, into, "ID", "number of the letter");
  add_replay(letters, into);
  add_edit(letters, into);
  add_closing(letters, into);
  add_files(letters, into);
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

}  // namespace acumage::arguments
