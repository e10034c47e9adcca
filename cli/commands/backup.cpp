#include "backup/restore.hpp"

#include "cli/commands/ask.hpp"
#include "cli/commands/settings.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/commands/table.hpp"
#include "cli/terminal/progress.hpp"
#include "cli/terminal/signals.hpp"
#include "cli/terminal/table.hpp"
#include "messages/json_text.hpp"

#include <csignal>
#include <filesystem>
#include <utility>

namespace acumage::commands {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds poll_interval{200};

struct backup_choice {
  std::string folder;  ///< empty: backup.folder of the node's settings
  std::string keep;
  arguments::output_form form = arguments::output_form::text;
};

std::string order_text(const backup_choice& what) {
  json_writer json;
  json.object();
  if (!what.folder.empty()) json.key("folder").string(fs::absolute(what.folder).string());
  if (!what.keep.empty()) json.key("keep").string(what.keep);
  return json.end().take();
}

std::string report_of(const acumatica::json_node& made) {
  auto text =
      client::text_of(made, "path") + ": " + terminal::grouped(client::count_of(made, "files")) +
      " files, " + terminal::grouped(client::count_of(made, "bytes")) + " bytes, " +
      terminal::counted(client::count_of(made, "unsettled"), "unsettled change") + "; checked\n";
  if (const auto removed = client::count_of(made, "removed"); removed > 0)
    text += terminal::counted(removed, "older backup") + " removed\n";
  if (client::flag_of(made, "same_disk"))
    text += "It is on the disk of the data folder: copy it to another one.\n";
  return text;
}

result<int> make_backup(client::admin_access& node, const backup_choice& what,
                        terminal::terminal& to) {
  auto seen = answer::of(node, node.post("/backups", order_text(what)));
  const terminal::held_signals signals{SIGINT};
  terminal::progress_line progress{to};
  while (seen && client::text_of(seen->root(), "state") == "running") {
    progress.show(0, "the node copies its data folder");
    if (signals.wait(poll_interval))
      return error{
          errc::unavailable, "the backup continues in the node; its log says how it ends", {}};
    seen = answer::of(node, node.get("/backups"));
  }
  if (!seen) return seen.problem();
  const auto state = client::text_of(seen->root(), "state");
  if (state == "done") return seen->print(what.form, report_of(seen->root()), to);
  const auto why = client::text_of(seen->root(), "error");
  return error{errc::storage_failed,
               why.empty() ? "the backup was given up, because the node was reloaded or restarted; "
                             "expected another try"
                           : why,
               {}};
}

struct restore_choice {
  std::string from;
  bool sends = false;
  bool dry_run = false;
  bool yes = false;
  arguments::output_form form = arguments::output_form::text;
};

constexpr const char* next_steps =
    "The lanes are paused. Next:\n"
    "  1. start the node: nothing is sent yet\n"
    "  2. acumage resync ENTITY --all    what changed in Acumatica since the backup\n"
    "  3. acumage resume --all           what was unsettled may have been sent before: the node "
    "looks first, or sends it again\n"
    "  4. acumage reconcile ENTITY --all --fix store   what the store got since the backup and "
    "lost "
    "again\n";

std::string json_of(const restore_choice& what, const fs::path& to, const backup::restored& made) {
  json_writer json;
  json.object().key("from").string(what.from).key("to").string(to.string());
  json.key("dry_run").boolean(what.dry_run).key("files").number(made.files);
  json.key("bytes").number(made.bytes).key("unsettled").number(made.unsettled);
  json.key("dead_letters").number(made.letters).key("paused").boolean(!what.sends);
  return json.end().take() + "\n";
}

int restore(const restore_choice& what, const fs::path& folder, terminal::terminal& to) {
  auto made = backup::check_backup(what.from);
  if (made && !what.dry_run) {
    if (!confirmed(folder.string() + " becomes what " + what.from +
                       " holds: " + terminal::counted(made->unsettled, "unsettled change") +
                       " and " + terminal::counted(made->letters, "open dead letter") + ".",
                   what.yes, to))
      return 1;
    made = backup::restore({what.from, folder, !what.sends});
  }
  if (!made) return to.err << made.problem().message << "\n", 1;
  if (what.form == arguments::output_form::json) return to.out << json_of(what, folder, *made), 0;
  to.out << what.from << ": sound, " << terminal::grouped(made->files) << " files, "
         << terminal::grouped(made->bytes) << " bytes, "
         << terminal::counted(made->unsettled, "unsettled change") << ", "
         << terminal::counted(made->letters, "open dead letter") << "\n";
  if (what.dry_run) return 0;
  to.out << "restored as " << folder.string() << "\n" << (what.sends ? "" : next_steps);
  return 0;
}

}  // namespace

arguments::command backup_command() {
  return {
      .name = "backup",
      .help = "Copy the data folder of a running node, checked, into a folder of its own",
      .example = "acumage backup /mnt/backup/acumage --keep 24",
      .flags = arguments::joined(
          {admin_flags(),
           {{"--keep", "N",
             "remove the oldest backups in DIR beyond this number; default: none, or backup.keep "
             "without DIR"},
            {.name = "DIR",
             .help = "folder for the backup, which the node's user may write; default: "
                     "backup.folder"}}}),
      .read = [](arguments::value_reader& given) {
        const backup_choice what{given.text("DIR"), given.text("--keep"), given.form()};
        return on_admin(given, folder::folder_use::change,
                        [what](auto& admin, auto& to) { return make_backup(admin, what, to); });
      }};
}

arguments::command restore_command() {
  return {.name = "restore",
          .help = "Make a data folder of a backup, while no node runs",
          .example = "acumage restore /mnt/backup/acumage/2026-12-01T09-40-11Z",
          .flags = {config_flag(),
                    {"--send", "",
                     "do not pause the lanes: older values may overwrite newer ones in the store "
                     "until a resync"},
                    {"--dry-run", "", "only check the backup"},
                    yes_flag(),
                    json_flag(),
                    {.name = "BACKUP", .help = "one backup: the folder with SHA256SUMS"}},
          .read = [](arguments::value_reader& given) -> arguments::action {
            const restore_choice what{given.text("BACKUP"), given.has("--send"),
                                      given.has("--dry-run"), given.has("--yes"), given.form()};
            if (what.from.empty()) given.refuse("BACKUP: missing; expected the folder of a backup");
            return [=, from = given.settings()](terminal::terminal& to) {
              const auto with = settings_of(sources_of(from), findings_shown::errors, to);
              return with ? restore(what, with->storage.path, to) : 2;
            };
          }};
}

}  // namespace acumage::commands
