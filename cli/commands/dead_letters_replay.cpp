#include "api/filters.hpp"
#include "cli/commands/dead_letters.hpp"
#include "cli/commands/dead_letters_text.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/terminal/progress.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"

#include <chrono>
#include <csignal>

namespace acumage::commands {

namespace {

constexpr std::chrono::milliseconds poll_interval{200};

std::string route_of(const std::string& job) { return "/replays/" + client::percent_encoded(job); }

error left_alone(const std::string& job) {
  return {errc::unavailable,
          "job " + job + " goes on in the node; `acumage dead-letters follow " + job +
              "` shows it, `acumage dead-letters cancel " + job + "` ends it",
          {}};
}

/// Follows a job to its end; the last answer about it. Ctrl-C ends only the looking.
result<answer> follow(client::admin_access& from, const std::string& job, terminal::terminal& to) {
  const terminal::held_signals signals{SIGINT};
  terminal::progress_line progress{to};
  for (;;) {
    auto seen = answer::of(from, from.get(route_of(job)));
    if (!seen) return seen;
    const auto& root = seen->root();
    if (client::text_of(root, "state") != "running") return seen;
    const auto total = client::count_of(root, "total");
    const auto past = client::count_of(root, "moved") + client::count_of(root, "superseded") +
                      client::count_of(root, "failed");
    progress.show(total == 0 ? 1.0 : static_cast<double>(past) / static_cast<double>(total),
                  job_text(root));
    if (signals.wait(poll_interval)) return left_alone(job);
  }
}

/// The exit code of a job that is over, or that nobody works on.
result<int> print_job(const client::admin_access& from, arguments::output_form form,
                      const result<answer>& job, terminal::terminal& to) {
  if (!job) return job.problem();
  const bool waits = !from.running() && client::count_of(job->root(), "moved") > 0;
  job->print(form, job_text(job->root()) + (waits ? "; sent by the next start\n" : "\n"), to);
  const bool sound = client::count_of(job->root(), "failed") == 0 &&
                     client::text_of(job->root(), "state") == "done";
  return sound ? 0 : 1;
}

arguments::command job_command(std::string name, std::string help,
                               result<int> (*use)(client::admin_access&, const std::string& job,
                                                  arguments::output_form, terminal::terminal&),
                               folder::folder_use how) {
  return {.name = name,
          .help = std::move(help),
          .example = "acumage dead-letters " + name + " 5f0d6f3e-1",
          .flags = arguments::joined(
              {admin_flags(), {{"JOB", "", "id of the job, as `replay` has named it"}}}),
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
    if (wait || !from.running()) return print_job(from, order.form, follow(from, job, to), to);
    return started.print(
        order.form, "job " + job + ": " + terminal::counted(started.count(), order.counted) + "\n",
        to);
  });
}

arguments::command replay_command() {
  return {.name = "replay",
          .help = "Puts letters back at the head of the pipe",
          .example =
              "acumage dead-letters replay --class exhausted --rate 20\n"
              "acumage dead-letters replay --since 2h --dry-run",
          .flags = arguments::joined(
              {admin_flags(),
               dead_letter_filters(),
               change_flags("every open dead letter"),
               {{"--force", "", "send even what a newer delivery has overtaken", sent},
                {"--rate", "N", "letters a second; 0 (unless told): no limit", sent},
                {"--no-wait", "", "start the job and leave it to the node"}}}),
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
              "It is a job of the node, which goes on when this command ends and over a restart;\n"
              "one at a time. Where no node runs, all letters go back at once."};
}

arguments::command follow_command() {
  return job_command(
      "follow", "Shows how far a replay is, until it is over",
      [](auto& admin, const auto& job, auto form, auto& to) {
        return print_job(admin, form, follow(admin, job, to), to);
      },
      folder::folder_use::look);
}

arguments::command cancel_command() {
  return job_command(
      "cancel", "Ends a replay; what it has put back by then stays put back",
      [](auto& admin, const auto& job, auto form, auto& to) -> result<int> {
        const auto code =
            print_job(admin, form, answer::of(admin, admin.remove(route_of(job))), to);
        return code ? result<int>{0} : code;
      },
      folder::folder_use::change);
}

}  // namespace acumage::commands
