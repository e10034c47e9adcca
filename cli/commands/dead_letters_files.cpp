#include "cli/commands/dead_letters_files.hpp"

#include "api/filters.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/dead_letters_import.hpp"
#include "cli/terminal/table.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

namespace acumage::commands {

namespace {

namespace fs = std::filesystem;

error not_written(const std::string& where) {
  return {errc::storage_failed, where + ": cannot be written; expected room and permission", {}};
}

/// How many letters were written.
result<std::uint64_t> write_letters(client::admin_access& from,
                                    const arguments::letters_command& what, std::ostream& to) {
  auto filters = what.filters;
  filters.emplace_back("whole", "true");
  std::uint64_t count = 0;
  // A letter may have many attempts of 4 KB.
  const auto walked =
      client::each_page(from, {.path = "/dead-letters", .filters = filters, .page = 200},
                        [&](const acumatica::json_node& items) {
                          for (const auto& each : acumatica::json_children{items}) {
                            to << each.raw << "\n";
                            ++count;
                          }
                        });
  if (!walked) return walked.problem();
  return count;
}

/// Beside its place until it is whole.
result<std::uint64_t> write_file(client::admin_access& from,
                                 const arguments::letters_command& what) {
  const auto part = what.file + ".part";
  std::ofstream to{part, std::ios::binary | std::ios::trunc};
  if (!to) return not_written(part);
  auto count = write_letters(from, what, to);
  to.close();
  std::error_code problem;
  if (count && to) fs::rename(part, what.file, problem);
  if (count && (!to || problem)) count = not_written(what.file);
  if (!count) fs::remove(part, problem);
  return count;
}

}  // namespace

result<int> export_letters(client::admin_access& from, const arguments::letters_command& what,
                           terminal::terminal& to) {
  auto count = what.file.empty() ? write_letters(from, what, to.out) : write_file(from, what);
  if (!count) return count.problem();
  if (!to.out.flush()) return not_written("stdout");
  to.err << terminal::counted(*count, "letter") << " exported\n";
  return 0;
}

int import_letters(const arguments::letters_command& what, const settings::settings& with,
                   terminal::terminal& to) {
  letter_import all{what, to};
  for (const auto& each : what.files)
    if (auto read = all.read(each); !read) return to.err << read.problem().message << "\n", 2;
  if (what.dry_run) {
    to.out << terminal::counted(all.count(), "letter") << " would be handed in\n";
    return all.refused() == 0 ? 0 : 1;
  }
  if (!what.yes && all.count() > 0 &&
      !terminal::agreed(
          to, terminal::counted(all.count(), "letter") + " to be handed in as new changes; go on?"))
    return to.err << "nothing was changed\n", 1;
  auto where = client::intake_endpoint(with, what.node.intake_url, what.node.token_file);
  if (!where) return to.err << where.problem().message << "\n", 2;
  auto node = client::client::to(std::move(*where));
  if (!node) return to.err << node.problem().message << "\n", 2;
  return all.hand_in(**node);
}

}  // namespace acumage::commands
