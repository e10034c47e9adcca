#include "acumatica/json_token.hpp"
#include "cli/arguments/value_reader.hpp"
#include "cli/commands/send_files.hpp"
#include "cli/commands/send_run.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "messages/pull.hpp"
#include "node/options.hpp"
#include "settings/wall_clock.hpp"

#include <optional>
#include <utility>

namespace acumage::commands {

namespace {

struct send_order {
  arguments::node_choice node;
  arguments::output_form form = arguments::output_form::text;
  std::vector<std::string> files;
  double rate = 0;  ///< rows per second; 0: as fast as the node accepts them
  client::feed_kind kind = client::feed_kind::news;
  client::tls_identity own = {};
  std::optional<entity> rows_of = {};         ///< files of rows alone
  std::optional<std::uint64_t> version = {};  ///< of these; empty: by the files' times
};

int wrong_usage(terminal::terminal& to, const error& why) {
  to.err << why.message << "\n";
  return 2;
}

/// The files with what their rows mean.
result<std::vector<input>> inputs_of(const send_order& what, const settings::settings& with) {
  const auto kinds = what.rows_of ? file_kinds::json_and_tables : file_kinds::json;
  auto files = expand_files(what.files, kinds);
  if (!files) return files.problem();
  std::vector<input> inputs;
  for (auto& each : *files) {
    auto& made = inputs.emplace_back(input{std::move(each), std::nullopt});
    if (!what.rows_of) continue;
    const auto version = what.version ? result<std::uint64_t>{*what.version}
                                      : version_of_file(made.path, settings::wall_us());
    if (!version) return version.problem();
    made.rows = client::rows_meaning{.aliases = node::reading_of(with).aliases,
                                     .entity = *what.rows_of,
                                     .version = *version,
                                     .baseline = what.kind == client::feed_kind::baseline};
  }
  return inputs;
}

/// Returns 1 if a line was refused or the node is gone, 2 if a file cannot be read.
int send(const send_order& what, terminal::terminal& to) {
  const auto with = settings_of(what.node, to);
  if (!with) return 2;
  auto files = inputs_of(what, *with);
  if (!files) return wrong_usage(to, files.problem());
  auto where = client::intake_endpoint(*with, what.node.intake_url, what.node.token_file);
  if (!where) return wrong_usage(to, where.problem());
  where->own = what.own;
  auto node = client::client::to(std::move(*where));
  if (!node) return wrong_usage(to, node.problem());
  send_run run{std::move(*files), to};
  const int code = run.send(**node, what.rate, what.kind);
  run.print(what.form);
  return code;
}

/// A time as everywhere, or ticks as they stand in a notification.
std::optional<std::uint64_t> read_version(arguments::value_reader& given) {
  const std::string flag = "--version-at";
  if (!given.has(flag)) return std::nullopt;
  if (!given.has("--entity"))
    given.refuse(flag + ": without --entity; expected both: changes carry their own version");
  auto ticks = acumatica::whole_number(given.text(flag));
  if (!ticks || *ticks < ticks_of(0)) {
    const auto at = given.instant(flag);
    if (!at) return std::nullopt;
    ticks = ticks_of(*at);
  }
  if (*ticks > ticks_of(given.now_us()))
    given.complain(flag, given.text(flag),
                   "a time that is not in the future: every push until then would be outdated");
  return ticks;
}

}  // namespace

arguments::command send_command() {
  return {
      .name = "send",
      .help = "Submit files of notifications or changes to the node",
      .example =
          "acumage send samples/01-price-single.json\n"
          "acumage send --entity inventory --version-at 2026-08-14T10:00:00Z stock.csv",
      .flags = arguments::joined(
          {node_flags(
               "file with the secret of the intake header; default: intake.header_value, or a\n"
               "signature with intake.hmac_secret"),
           {{"--baseline", "",
             "remember the current quantities; send only those that were held until\n"
             "every warehouse of their source was reported"},
            {"--client-certificate", "FILE", "certificate (PEM) for an intake with client_ca"},
            {"--client-key", "FILE", "its private key (PEM)"},
            {"--entity", "NAME",
             "the files hold rows alone: pricing, inventory, shipment, customer or order;\n"
             "see below"},
            {"--version-at", "TIME",
             "with --entity: when the rows were true, as a time (2h, 2026-08-14T10:02:11Z) or\n"
             "as .NET ticks; default: when the file was last changed, for stdin now"},
            {"--rate", "N", "rows per second; default: as fast as the node accepts them"},
            {.name = "FILE",
             .help = "JSON or NDJSON, with --entity also CSV; `-` is stdin; of a folder, every\n"
                     "*.json and *.ndjson (with --entity also *.csv and *.tsv) in name order",
             .most = arguments::any_number}}}),
      .read = [](arguments::value_reader& given) -> arguments::action {
        send_order what{.node = given.node(), .form = given.form(), .files = given.all("FILE")};
        if (what.files.empty()) given.refuse("FILE: missing; expected one or more");
        if (given.has("--baseline")) what.kind = client::feed_kind::baseline;
        what.rows_of = given.entity_of("--entity");
        what.version = read_version(given);
        what.own = {given.text("--client-certificate"), given.text("--client-key")};
        if (given.has("--client-certificate") != given.has("--client-key"))
          given.refuse(
              "--client-certificate and --client-key: one is missing; expected both or none");
        what.rate = given.number("--rate", 0, {0, 1e9, "0 or more rows per second"});
        return [what](terminal::terminal& to) { return send(what, to); };
      },
      .details =
          "With --entity a file is CSV (RFC 4180; the first line names the columns; `,`, `;` or\n"
          "tab separates; an empty cell means unchanged), an OData answer {\"value\":[…]}, or an\n"
          "array of rows. All rows of a file get one version, which is a time: a push from before\n"
          "it counts as older, a later one as newer. Give the time when the export began: the\n"
          "file itself is later by the duration of the export. The same file sent again holds\n"
          "duplicates only."};
}

}  // namespace acumage::commands
