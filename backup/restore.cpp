#include "backup/restore.hpp"

#include "backup/sums.hpp"
#include "storage/ledger.hpp"

#include <string>
#include <system_error>

namespace acumage::backup {

namespace {

namespace fs = std::filesystem;

error failed(const fs::path& at, const std::error_code& problem) {
  return {errc::storage_failed,
          "restore: " + at.string() + ": " + problem.message() +
              "; expected a folder that this process may write, with room",
          {}};
}

status mark_restored(const fs::path& folder, bool paused) {
  storage::ledger_options how;
  how.path = folder;
  auto opened = storage::ledger::open(how);
  if (!opened) return opened.problem();
  auto& in = **opened;
  for (const auto each : all_entities) {
    if (!paused) break;
    auto switches = in.switches().at(index_of(each));
    switches.sending = false;
    if (auto saved = in.save_switches(each, switches); !saved) return saved;
  }
  return in.note_restored();
}

}  // namespace

result<restored> check_backup(const fs::path& from) {
  if (auto sound = check_sums(from); !sound) return sound.problem();
  storage::ledger_options how;
  how.path = from / "data";
  how.read_only = true;
  const auto opened = storage::ledger::open(how);
  if (!opened) return opened.problem();
  restored seen;
  const auto holds = (*opened)->figures();
  seen.unsettled = holds.unsettled;
  seen.letters = holds.letters;
  std::error_code ignored;
  for (const auto& each : fs::directory_iterator{from / "data", ignored}) {
    ++seen.files;
    seen.bytes += each.file_size(ignored);
  }
  return seen;
}

result<restored> restore(const restore_order& what) {
  std::error_code problem;
  if (fs::exists(what.to, problem) && !fs::is_empty(what.to, problem))
    return error{errc::conflict,
                 "restore: " + what.to.string() +
                     " is not empty; expected no folder, or an empty one: set it aside first, "
                     "`mv " +
                     what.to.string() + " " + what.to.string() + ".old`",
                 {}};
  auto seen = check_backup(what.from);
  if (!seen) return seen;
  auto partial = what.to;
  partial += ".partial";
  fs::remove_all(partial, problem);
  fs::create_directories(partial, problem);
  if (!problem) fs::permissions(partial, fs::perms::owner_all, problem);
  if (!problem) fs::copy(what.from / "data", partial, problem);
  if (problem) return failed(partial, problem);
  if (auto marked = mark_restored(partial, what.paused); !marked) return marked.problem();
  fs::remove(what.to, problem);  // the empty one
  fs::rename(partial, what.to, problem);
  if (problem) return failed(what.to, problem);
  return seen;
}

}  // namespace acumage::backup
