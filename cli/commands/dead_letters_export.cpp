#include "api/filters.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/dead_letters.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/terminal/table.hpp"

#include <filesystem>
#include <fstream>
#include <ostream>

namespace acumage::commands {

namespace {

namespace fs = std::filesystem;

error not_written(const std::string& where) {
  return {errc::storage_failed, where + ": cannot be written; expected room and permission", {}};
}

/// How many letters were written, whole, one a line.
result<std::uint64_t> write_letters(client::admin_access& from, api::name_values filters,
                                    std::ostream& to) {
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
result<std::uint64_t> write_file(client::admin_access& from, const api::name_values& filters,
                                 const std::string& file) {
  const auto part = file + ".part";
  std::ofstream to{part, std::ios::binary | std::ios::trunc};
  if (!to) return not_written(part);
  auto count = write_letters(from, filters, to);
  to.close();
  std::error_code problem;
  if (count && to) fs::rename(part, file, problem);
  if (count && (!to || problem)) count = not_written(file);
  if (!count) fs::remove(part, problem);
  return count;
}

}  // namespace

arguments::command export_command() {
  return {.name = "export",
          .help = "Writes letters whole, one JSON object a line (NDJSON)",
          .example = "acumage dead-letters export --class data --output letters.ndjson",
          .flags = arguments::joined(
              {admin_flags(),
               dead_letter_filters(),
               {{"--output", "FILE", "file; it is there whole or not at all. Else stdout"}}}),
          .read = [](arguments::value_reader& given) {
            const auto filters = given.sent();
            given.expect(api::read_letter_request(filters, api::letter_verb::count));
            return on_admin(
                given, folder::folder_use::look,
                [filters, file = given.text("--output")](auto& admin, auto& to) -> result<int> {
                  const auto count = file.empty() ? write_letters(admin, filters, to.out)
                                                  : write_file(admin, filters, file);
                  if (!count) return count.problem();
                  if (!to.out.flush()) return not_written("stdout");
                  to.err << terminal::counted(*count, "letter") << " exported\n";
                  return 0;
                });
          }};
}

}  // namespace acumage::commands
