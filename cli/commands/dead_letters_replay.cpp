#include "api/filters.hpp"
#include "cli/commands/dead_letters.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/outcomes.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/terminal/table.hpp"

#include <utility>

namespace acumage::commands {

namespace {

std::string route_of(const std::string& job) { return "/replays/" + client::percent_encoded(job); }

result<answer> follow_job(client::admin_access& from, const std::string& job,
                          terminal::terminal& to) {
  return follow(
      from,
      {.route = route_of(job),
       .counted = "dead letter",
       .left_alone = "job " + job + " continues in the node; `acumage dead-letters follow " + job +
                     "` shows its progress, `acumage dead-letters cancel " + job + "` ends it"},
      to);
}

/// A job with records whose outcomes are unknown.
std::string moved_text(const client::admin_access& from, const acumatica::json_node& job) {
  const auto moved = client::count_of(job, "moved");
  return terminal::counted(client::count_of(job, "total"), "dead letter") + ": " +
         terminal::grouped(moved) + " put back, " +
         terminal::grouped(client::count_of(job, "superseded")) + " superseded, " +
         terminal::grouped(client::count_of(job, "failed")) + " failed" +
         (moved == 0        ? ""
          : !from.running() ? "; the next start sends them"
                            : "; their outcomes are unknown, see `acumage history`");
}

/// The exit code of a job that is over, or that no node works on: 1 if a record failed or may have
/// failed.
result<int> print_job(const client::admin_access& from, arguments::output_form form,
                      const result<answer>& job, terminal::terminal& to) {
  if (!job) return job.problem();
  const auto& root = job->root();
  const auto state = client::text_of(root, "state");
  const auto known = outcomes_of(root);
  auto words = known ? known->text("dead letter") : moved_text(from, root);
  if (state != "done") words += " (" + state + ")";
  job->print(form, words + "\n" + unmoved_text(root), to);
  const auto failed = known ? known->failed : client::count_of(root, "failed");
  const bool told = known || !from.running() || client::count_of(root, "moved") == 0;
  return failed == 0 && state == "done" && told ? 0 : 1;
}

arguments::command job_command(std::string name, std::string help,
                               result<int> (*use)(client::admin_access&, const std::string& job,
                                                  arguments::output_form, terminal::terminal&),
                               folder::folder_use how) {
  return {.name = name,
          .help = std::move(help),
          .example = "acumage dead-letters " + name + " 5f0d6f3e-1",
          .flags = arguments::joined(
              {admin_flags(), {{"JOB", "", "id of the job, as printed by `replay`"}}}),
          .read = [use, how](arguments::value_reader& given) -> arguments::action {
            const auto job = given.text("JOB");
            if (job.empty()) given.complain("JOB", job, "the id of a job");
            return on_admin(given, how, [=, form = given.form()](auto& admin, auto& to) {
              return use(admin, job, form, to);
            });
          }};
}

}  // namespace

result<int> replay(client::admin_access& from, const change_order& order, bool wait,
                   terminal::terminal& to) {
  return give(from, order, to, [&](const answer& started) -> result<int> {
    const auto job = client::text_of(started.root(), "job");
    if (wait || !from.running()) return print_job(from, order.form, follow_job(from, job, to), to);
    return started.print(
        order.form, "job " + job + ": " + terminal::counted(started.count(), order.counted) + "\n",
        to);
  });
}

arguments::command replay_command() {
  return {
      .name = "replay",
      .help = "Resend dead letters to the store, before waiting deliveries",
      .example =
          "acumage dead-letters replay --class exhausted --rate 20\n"
          "acumage dead-letters replay --since 2h --dry-run",
      .flags = arguments::joined(
          {admin_flags(),
           dead_letter_filters(),
           change_flags("every open dead letter"),
           {id_words()},
           {{"--force", "",
             "also send values older than those delivered since; without a terminal it\n"
             "needs --yes",
             sent},
            {"--rate", "N", "dead letters per second; default 0: no limit", sent},
            {"--no-wait", "",
             "start the job and exit; otherwise wait for the outcome of every record"}}}),
      .read = [](arguments::value_reader& given) -> arguments::action {
        const auto order = read_change(
            given,
            {.path = "/dead-letters/replay", .counted = "dead letter", .becomes = "replayed"});
        given.expect(api::read_letter_request(order.values, api::letter_verb::replay));
        return on_admin(given, order.use(),
                        [order, wait = !given.has("--no-wait")](auto& admin, auto& to) {
                          return replay(admin, order, wait, to);
                        });
      },
      .details =
          "The node runs one replay job at a time. A job continues after this command ends and\n"
          "after a restart. If no node is running, all dead letters are put back at once."};
}

arguments::command follow_command() {
  return job_command(
      "follow", "Show the progress of a replay until every record has its outcome",
      [](auto& admin, const auto& job, auto form, auto& to) {
        return print_job(admin, form, follow_job(admin, job, to), to);
      },
      folder::folder_use::look);
}

arguments::command cancel_command() {
  return job_command(
      "cancel", "Cancel a replay; dead letters already put back are still sent to the store",
      [](auto& admin, const auto& job, auto form, auto& to) -> result<int> {
        const auto code =
            print_job(admin, form, answer::of(admin, admin.remove(route_of(job))), to);
        return code ? result<int>{0} : code;
      },
      folder::folder_use::change);
}

}  // namespace acumage::commands
