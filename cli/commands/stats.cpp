#include "cli/client/stats.hpp"
#include "cli/arguments/value_reader.hpp"
#include "cli/client/admin.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"
#include "cli/watch/asker.hpp"
#include "cli/watch/stats_text.hpp"
#include "cli/watch/watch.hpp"

#include <memory>
#include <utility>

namespace acumage::commands {

namespace {

struct stats_order {
  arguments::node_choice node;
  arguments::output_form form = arguments::output_form::text;
  bool watch = false;
  bool actors = false;
  std::chrono::milliseconds interval{1000};
};

int failed(terminal::terminal& to, const error& why) {
  to.err << why.message << "\n";
  return 1;
}

/// The figures in the requested form, with a line break at the end.
result<std::string> figures_text(client::client& node, const stats_order& what,
                                 const terminal::terminal& to) {
  auto reply = node.get("/stats");
  if (!reply) return reply.problem();
  if (reply->status != 200) return client::admin_refusal(node.url(), *reply);
  if (what.form == arguments::output_form::json) return reply->body + "\n";
  const auto figures = client::read_stats(reply->body);
  if (!figures) return figures.problem();
  return watch::stats_text(*figures, to, what.actors);
}

/// A request without an answer in this time has failed. The screen says so and continues to ask.
constexpr client::patience watching{.to_connect = std::chrono::seconds{3},
                                    .to_answer = std::chrono::seconds{5}};

/// Repeatedly, on a terminal without keys or one that cannot be drawn on. After the first success,
/// a node that is away for a while is only a line on the screen.
int watch(client::client& node, const stats_order& what, std::string first,
          terminal::terminal& to) {
  const terminal::held_signals signals{SIGINT, SIGTERM};
  const bool draws = to.out_is_screen && what.form == arguments::output_form::text;
  const auto screen = draws ? std::make_unique<terminal::live_screen>(to) : nullptr;
  auto text = std::move(first);
  do {
    if (draws)
      screen->draw(text);
    else
      to.out << text << (what.form == arguments::output_form::text && !text.empty() ? "\n" : "")
             << std::flush;
    if (!to.out) return 1;  // the reader is gone
    if (signals.wait(what.interval)) return 0;
    auto next = figures_text(node, what, to);
    if (!next && !draws) to.err << next.problem().message << "\n";
    if (next)
      text = std::move(*next);
    else
      text = draws ? terminal::toned(next.problem().message, terminal::tone::bad, to.colours) + "\n"
                   : std::string{};
  } while (true);
}

/// Returns 1 if no node answers or it refuses. With --watch it continues across restarts of the
/// node until `q`, SIGINT or SIGTERM, and ends with 0.
int print_stats(const stats_order& what, terminal::terminal& to) {
  const auto with = settings_of(what.node, to);
  if (!with) return 2;
  auto where = client::admin_endpoint(*with, what.node.admin_url, what.node.token_file);
  if (!where) return to.err << where.problem().message << "\n", 2;
  auto node = client::client::to(std::move(*where), what.watch ? watching : client::patience{});
  if (!node) return to.err << node.problem().message << "\n", 2;
  if (what.watch && to.has_keys && what.form == arguments::output_form::text) {
    auto figures = watch::look_at(**node);
    if (!figures) return failed(to, figures.problem());
    const auto ended = watch::watch_on_screen(**node, what.interval, std::move(*figures), to);
    if (ended) return *ended;
    to.err << ended.problem().message << "\n";
  }
  auto text = figures_text(**node, what, to);
  if (!text) return failed(to, text.problem());
  if (what.watch) return watch(**node, what, std::move(*text), to);
  to.out << *text << std::flush;
  return 0;
}

}  // namespace

arguments::command stats_command() {
  return {.name = "stats",
          .help = "Show the running node's figures on one screen",
          .example = "acumage stats --watch",
          .flags = arguments::joined(
              {admin_flags(),
               {{"--watch", "",
                 "refresh on the whole screen, with keys: p pauses a lane, s sorts, ? lists the\n"
                 "others, q quits; without a terminal, print repeatedly until Ctrl-C"},
                {"--actors", "", "show the actors, too"},
                {"--interval", "S", "seconds between refreshes, 0.1 to 3600; default 1"}}}),
          .read = [](arguments::value_reader& given) -> arguments::action {
            stats_order what{.node = given.node(),
                             .form = given.form(),
                             .watch = given.has("--watch"),
                             .actors = given.has("--actors")};
            what.interval = given.seconds("--interval", 1, {0.1, 3600, "0.1 to 3600 seconds"});
            return [what](terminal::terminal& to) { return print_stats(what, to); };
          }};
}

}  // namespace acumage::commands
