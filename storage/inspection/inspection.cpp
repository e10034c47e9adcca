#include "storage/inspection/inspection.hpp"

#include "storage/folder_access.hpp"
#include "storage/inspection/log_check.hpp"
#include "storage/inspection/table_check.hpp"
#include "storage/keys.hpp"
#include "storage/rocks.hpp"
#include "storage/synced_mark.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

namespace acumage::storage {

namespace {

const char* const ask_ledger = "the node says at its start whether it can continue";

std::string name_of(const std::filesystem::path& file) { return file.filename().string(); }

finding of_file(std::string file, std::string problem, std::string remedy = damage_remedy) {
  finding made;
  made.file = std::move(file);
  made.problem = std::move(problem);
  made.remedy = std::move(remedy);
  return made;
}

/// CURRENT names the MANIFEST, which names all other files.
std::vector<finding> check_manifest(const std::filesystem::path& folder) {
  std::ifstream in{folder / "CURRENT", std::ios::binary};
  if (!in) return {of_file("CURRENT", "not there")};
  std::stringstream text;
  text << in.rdbuf();
  auto name = text.str();
  if (!name.starts_with("MANIFEST-") || !name.ends_with('\n'))
    return {of_file("CURRENT", "names no MANIFEST")};
  name.pop_back();
  std::error_code failed;
  if (!std::filesystem::exists(folder / name, failed))
    return {of_file("CURRENT", "names a file that is not there: " + name.substr(0, 60))};
  const auto facts = check_log(folder / name);
  if (!facts) return {of_file(name, facts.problem().message)};
  std::vector<finding> found;
  for (const auto& each : facts->damages) {
    found.push_back(of_file(name, each.what));
    found.back().offset = each.offset;
  }
  return found;
}

/// A log removed since the folder was listed belongs to a live node that no longer needs it.
void check_logs(const std::filesystem::path& folder, std::vector<finding>& into) {
  for (const auto& log : logs_in(folder)) {
    const auto facts = check_log(log);
    std::error_code failed;
    if (!facts && !std::filesystem::exists(log, failed)) continue;
    if (!facts) {
      into.push_back(of_file(name_of(log), facts.problem().message));
      continue;
    }
    for (const auto& each : facts->damages) {
      into.push_back(of_file(name_of(log), each.what));
      into.back().offset = each.offset;
    }
  }
}

std::uint64_t last_in_logs(const std::filesystem::path& folder) {
  std::uint64_t last = 0;
  for (const auto& log : logs_in(folder))
    if (const auto facts = check_log(log)) last = std::max(last, facts->sound_to);
  return last;
}

/// `mark` was read before the logs: a live node may have written more since.
void check_end(const synced_mark::found& mark, const std::filesystem::path& folder,
               const database* opened, std::vector<finding>& into) {
  if (mark.how == synced_mark::standing::damaged)
    into.push_back(of_file("synced", "makes no sense",
                           "delete it while no node runs: the next one writes it again"));
  if (const auto list = whole_list_of(folder);
      list.number == mark.list_number && list.bytes < mark.list_bytes)
    into.push_back(of_file(list.name, "was cut from " + std::to_string(mark.list_bytes) + " to " +
                                          std::to_string(list.bytes) + " bytes"));
  const auto last = std::max(last_in_logs(folder), opened == nullptr ? 0 : opened->last_sequence());
  if (last == 0 && opened == nullptr) return;
  if (last >= mark.value) return;
  into.push_back(of_file("",
                         "the log ends at write " + std::to_string(last) + ", and write " +
                             std::to_string(mark.value) +
                             " was synced: what was accepted has vanished",
                         "restore the folder from a backup, or delete the file `synced` to start "
                         "without what is gone"));
}

void check_hands(const std::filesystem::path& folder, std::vector<finding>& into) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(folder / "in-hand", failed);
  if (failed || size == 0) return;
  std::ifstream in{folder / "in-hand", std::ios::binary};
  std::string form(7, '\0');
  in.read(form.data(), 7);
  if (form == "acumage") return;
  into.push_back(of_file("in-hand", "is of no known form", ask_ledger));
}

/// The first key that is greater by `step`, read as a number of nine bytes.
std::string higher(std::string_view key, std::uint64_t step) {
  std::string next{key.substr(0, 9)};
  next.resize(9, '\0');
  for (std::size_t i = next.size(); i > 0 && step > 0; --i) {
    step += static_cast<unsigned char>(next[i - 1]);
    next[i - 1] = static_cast<char>(static_cast<unsigned char>(step & 0xFFU));
    step >>= 8U;
  }
  return step > 0 ? std::string{} : next;
}

/// Moves to the first record after an unreadable place; false: there is none.
bool pass_over(cursor& at, const std::string& last) {
  for (std::uint64_t step = 1; step != 0; step <<= 1U) {
    const auto next = higher(last, step);
    if (next.empty()) return false;
    at.seek(next);
    if (at.valid()) return true;
    if (at.problem().ok()) return false;
  }
  return false;
}

}  // namespace

std::string to_text(const finding& what) {
  std::string text;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text += part + ": ";
  };
  add(what.file);
  add(what.family);
  add(what.key.empty() ? "" : "record " + what.key);
  add(what.offset ? "offset " + std::to_string(*what.offset) : "");
  text += what.problem;
  if (!what.remedy.empty()) text += "; " + what.remedy;
  return text;
}

result<std::unique_ptr<database>> open_for_look(const std::filesystem::path& folder) {
  return database::open(folder, access_mode::lenient);
}

std::vector<finding> check_files(const std::filesystem::path& folder, const database* opened) {
  if (const auto may = check_access(folder, folder_use::read); !may)
    return {of_file(name_of(folder), may.problem().message, {})};  // no damage is known
  const auto mark = synced_mark::read(folder);
  auto found = check_manifest(folder);
  check_logs(folder, found);
  for (auto& each : check_table_files(folder)) {
    std::error_code failed;
    const auto family = opened == nullptr ? std::string{} : opened->family_of(each.file);
    if (opened != nullptr && family.empty()) continue;  // no record is read from it any more
    if (!std::filesystem::exists(folder / each.file, failed)) continue;
    found.push_back(of_file(each.file, std::move(each.problem)));
    found.back().family = family;
  }
  check_end(mark, folder, opened, found);
  check_hands(folder, found);
  return found;
}

std::vector<finding> each_record(const database& in, family where, const record_visit& visit) {
  std::vector<finding> gaps;
  auto at = in.scan({.where = where, .lower = {}, .upper = {}});
  std::string last;
  for (;;) {
    for (; at.valid(); at.next()) {
      last = at.key();
      visit(at.key(), at.value());
    }
    const auto walked = at.problem();
    if (walked) return gaps;
    finding gap;
    gap.family = to_string(where);
    gap.key = hex(last);
    gap.problem = "cannot be read behind this record: " + walked.problem().message;
    gaps.push_back(std::move(gap));
    if (!pass_over(at, last)) return gaps;
  }
}

folder_bytes bytes_of(const std::filesystem::path& folder) {
  folder_bytes sum;
  std::error_code failed;
  for (const auto& each : std::filesystem::directory_iterator{folder, failed}) {
    std::error_code gone;
    const auto size = std::filesystem::file_size(each.path(), gone);
    if (gone) continue;
    const auto kind = each.path().extension();
    (kind == ".sst" ? sum.tables : kind == ".log" ? sum.logs : sum.others) += size;
  }
  return sum;
}

}  // namespace acumage::storage
