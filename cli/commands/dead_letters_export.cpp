#include "api/filters.hpp"
#include "cli/client/pages.hpp"
#include "cli/commands/dead_letters.hpp"
#include "cli/commands/shared_flags.hpp"
#include "cli/terminal/output_file.hpp"
#include "cli/terminal/table.hpp"

#include <ostream>

namespace acumage::commands {

namespace {

/// Writes whole dead letters, one per line; returns their number.
result<std::uint64_t> write_letters(client::admin_access& from, api::name_values filters,
                                    std::ostream& to) {
  filters.emplace_back("whole", "true");
  std::uint64_t count = 0;
  // A dead letter may have many attempts of 4 KB.
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

result<std::uint64_t> write_file(client::admin_access& from, const api::name_values& filters,
                                 const std::string& target) {
  const auto file = terminal::output_file::beside(target);
  if (!file) return file.problem();
  auto count = write_letters(from, filters, (*file)->stream());
  if (!count) return count;
  if (auto kept = (*file)->keep(); !kept) return kept.problem();
  return count;
}

}  // namespace

arguments::command export_command() {
  return {.name = "export",
          .help = "Write dead letters in full, one JSON object per line (NDJSON)",
          .example = "acumage dead-letters export --class data --output letters.ndjson",
          .flags = arguments::joined(
              {admin_flags(),
               dead_letter_filters(),
               {{"--output", "FILE",
                 "new file with mode 0600, replaces a plain file of that name; default: stdout"}}}),
          .read = [](arguments::value_reader& given) {
            const auto filters = given.sent();
            given.expect(api::read_letter_request(filters, api::letter_verb::count));
            return on_admin(
                given, folder::folder_use::look,
                [filters, file = given.text("--output")](auto& admin, auto& to) -> result<int> {
                  const auto count = file.empty() ? write_letters(admin, filters, to.out)
                                                  : write_file(admin, filters, file);
                  if (!count) return count.problem();
                  if (!to.out.flush()) return 1;  // main reports the reason
                  to.err << terminal::counted(*count, "dead letter") << " exported\n";
                  return 0;
                });
          }};
}

}  // namespace acumage::commands
