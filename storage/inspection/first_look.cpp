#include "storage/inspection/first_look.hpp"

#include "storage/inspection/log_check.hpp"
#include "storage/inspection/table_check.hpp"
#include "storage/synced_mark.hpp"

#include <algorithm>
#include <utility>

namespace acumage::storage {

namespace {

bool is_of_a_database(const std::filesystem::path& file) {
  const auto name = file.filename().string();
  return file.extension() == ".sst" || name.starts_with("MANIFEST-");
}

/// RocksDB treats a folder without CURRENT as empty and deletes what it finds there.
status check_beginning(const std::filesystem::path& folder, std::uint64_t known) {
  std::error_code failed;
  if (std::filesystem::exists(folder / "CURRENT", failed)) {
    const auto list = list_of(folder);
    if (list.number != 0) return done();
    return error{errc::damaged,
                 "data folder " + folder.string() + ": the file CURRENT names \"" +
                     list.name.substr(0, 40) + "\" as the list of tables, which is not there; " +
                     damage_remedy,
                 {}};
  }
  bool remains = known > 0 || !logs_in(folder).empty();
  for (const auto& each : std::filesystem::directory_iterator{folder, failed})
    remains = remains || is_of_a_database(each.path());
  if (!remains) return done();
  return error{errc::damaged,
               "data folder " + folder.string() +
                   ": the file CURRENT of the database is missing; " + damage_remedy,
               {}};
}

}  // namespace

error vanished(const std::filesystem::path& folder, std::uint64_t last, std::uint64_t known) {
  return {errc::damaged,
          "data folder " + folder.string() + ": the log ends at write " + std::to_string(last) +
              ", and write " + std::to_string(known) +
              " was synced: what was accepted has vanished; expected a whole log; restore the "
              "folder from a backup, or delete " +
              (folder / "synced").string() + " to start without what is gone",
          {}};
}

error with_tables(error problem, const std::filesystem::path& folder) {
  if (problem.code != errc::damaged || problem.message.find(".sst") != std::string::npos)
    return problem;
  const auto tables = check_table_files(folder);
  const auto list = list_of(folder).name;
  if (tables.empty() && problem.message.find(list) == std::string::npos)
    problem.message = (folder / list).string() + ": the list of tables\n" + problem.message;
  for (const auto& each : tables)
    problem.message = (folder / each.file).string() + ": " + each.problem + "\n" + problem.message;
  return problem;
}

result<first_look> look_before(const std::filesystem::path& folder) {
  first_look seen;
  const auto mark = synced_mark::read(folder);
  if (auto begun = check_beginning(folder, mark.value); !begun) return begun.problem();
  if (mark.how == synced_mark::standing::damaged)
    seen.notes.push_back((folder / "synced").string() +
                         ": damaged; this start cannot check whether the log is complete");
  if (const auto list = whole_list_of(folder);
      list.number == mark.list_number && list.bytes < mark.list_bytes)
    return error{errc::damaged,
                 "data folder " + folder.string() + ": " + list.name +
                     ", its list of tables, was cut from " + std::to_string(mark.list_bytes) +
                     " to " + std::to_string(list.bytes) + " bytes; " + damage_remedy,
                 {}};
  const auto logs = logs_in(folder);
  std::uint64_t last = 0;
  for (const auto& log : logs) {
    const auto facts = check_log(log);
    if (!facts) return facts.problem();
    last = std::max(last, facts->sound_to);
    if (facts->torn_bytes > 0)
      seen.notes.push_back(log.string() + ": the last " + std::to_string(facts->torn_bytes) +
                           " bytes are a write that was cut off; left out");
    if (facts->damages.empty()) continue;
    const auto& first = facts->damages.front();
    const auto where =
        log.string() + ": offset " + std::to_string(first.offset) + ": " + first.what;
    const bool nothing_synced = mark.value > 0 && last >= mark.value;
    if (&log != &logs.back() || !nothing_synced)
      return error{errc::damaged,
                   "data folder " + folder.string() + ": log " + where + "; " + damage_remedy,
                   {}};
    seen.tail = rocks_folder::tail::torn;
    seen.notes.push_back(where + "; what follows was never synced and is left out");
  }
  if (last != 0 && last < mark.value) return vanished(folder, last, mark.value);
  return seen;
}

}  // namespace acumage::storage
