#include "backup/backup.hpp"

#include "backup/sums.hpp"
#include "messages/file_problem.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fstream>
#include <system_error>
#include <utility>

namespace acumage::backup {

namespace {

namespace fs = std::filesystem;

constexpr const char* name_format = "%Y-%m-%dT%H-%M-%SZ";
constexpr std::string_view unfinished = ".partial";

std::string name_at(std::int64_t now_us) {
  const auto seconds = static_cast<std::time_t>(now_us / 1'000'000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), name_format, &parts)};
}

error failed(const fs::path& at, int number) {
  return {number == ENOSPC || number == EDQUOT ? errc::full : errc::storage_failed,
          "backup " + at.string() + ": " + file_problem(at.string(), number) +
              "; expected a folder that this process may write, with room",
          {}};
}

/// On the disk, for a folder the names in it.
status sync(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return failed(path, errno);
  const int number = ::fsync(file) == 0 ? 0 : errno;
  ::close(file);
  return number == 0 ? done() : status{failed(path, number)};
}

status write(const fs::path& path, const std::string& text) {
  errno = 0;
  std::ofstream to{path, std::ios::binary};
  to << text;
  if (!to.flush()) return failed(path, errno);
  return sync(path);
}

bool is_inside(const fs::path& path, const fs::path& folder) {
  std::error_code ignored;
  const auto relative =
      fs::weakly_canonical(path, ignored).lexically_relative(fs::weakly_canonical(folder, ignored));
  return !relative.empty() && *relative.begin() != "..";
}

status prepare(const source& from, const backup_order& what) {
  const fs::path folder{what.folder};
  if (!folder.is_absolute())
    return error{errc::invalid, "folder = \"" + what.folder + "\"; expected an absolute path", {}};
  if (is_inside(folder, from.folder))
    return error{errc::invalid,
                 "folder = " + what.folder + ": inside the data folder; expected one outside",
                 {}};
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return failed(folder, problem.value());
  for (const auto& each : fs::directory_iterator{folder, problem})
    if (each.path().extension() == unfinished && time_of(each.path().stem().string()) != 0)
      fs::remove_all(each.path(), problem);
  return problem ? status{failed(folder, problem.value())} : done();
}

bool on_same_disk(const fs::path& one, const fs::path& other) {
  struct stat first {};
  struct stat second {};
  return ::stat(one.c_str(), &first) == 0 && ::stat(other.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev;
}

/// Whether a start would accept it.
result<std::uint64_t> opened_once(const fs::path& folder) {
  storage::ledger_options how;
  how.path = folder;
  how.read_only = true;
  const auto opened = storage::ledger::open(how);
  if (!opened) return opened.problem();
  return (*opened)->figures().unsettled;
}

std::uint64_t remove_old(const fs::path& folder, std::uint32_t keep) {
  std::uint64_t removed = 0;
  auto all = backups_in(folder);
  while (keep != 0 && all.size() > keep) {
    std::error_code problem;
    // A name that no restore takes for a backup, should this be cut short.
    const auto going = folder / (all.front() + std::string{unfinished});
    fs::rename(folder / all.front(), going, problem);
    if (problem) break;
    fs::remove_all(going, problem);
    all.erase(all.begin());
    ++removed;
  }
  return removed;
}

status fill(const source& from, const fs::path& at, backup_status& made,
            const std::function<bool()>& goes_on) {
  std::error_code problem;
  fs::create_directory(at, problem);
  if (problem) return failed(at, problem.value());
  fs::permissions(at, fs::perms::owner_all, problem);
  if (auto kept = from.of.checkpoint(at / "data"); !kept) return kept;
  if (auto kept = write(at / "config.ini", from.settings); !kept) return kept;
  if (!goes_on()) return error{errc::unavailable, "backup: the node ends", {}};
  const auto unsettled = opened_once(at / "data");
  if (!unsettled) return unsettled.problem();
  made.unsettled = *unsettled;
  if (!goes_on()) return error{errc::unavailable, "backup: the node ends", {}};
  auto files = sum_files(at);
  if (!files) return files.problem();
  made.files = files->of.size();
  made.bytes = files->bytes;
  if (auto kept = write(at / sums_file, sums_text(files->of)); !kept) return kept;
  if (auto kept = sync(at / "data"); !kept) return kept;
  return sync(at);
}

}  // namespace

result<backup_status> make_backup(const source& from, const backup_order& what,
                                  const std::function<bool()>& goes_on) {
  if (auto ready = prepare(from, what); !ready) return ready.problem();
  const fs::path folder{what.folder};
  backup_status made;
  made.began_us = from.now_us;
  auto named_us = from.now_us;
  while (fs::exists(folder / name_at(named_us))) named_us += 1'000'000;  // two in one second
  const auto name = name_at(named_us);
  made.path = (folder / name).string();
  made.same_disk = on_same_disk(folder, from.folder);
  const auto partial = folder / (name + std::string{unfinished});
  auto filled = fill(from, partial, made, goes_on);
  std::error_code problem;
  if (filled) {
    fs::rename(partial, made.path, problem);
    filled = problem ? status{failed(made.path, problem.value())} : sync(folder);
  }
  if (!filled) {
    fs::remove_all(partial, problem);
    return filled.problem();
  }
  made.removed = remove_old(folder, what.keep);
  made.is = backup_status::stage::done;
  return made;
}

std::vector<std::string> backups_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code problem;
  for (fs::directory_iterator at{folder, problem}, end; !problem && at != end;
       at.increment(problem)) {
    auto name = at->path().filename().string();
    if (time_of(name) != 0 && fs::exists(at->path() / sums_file)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::int64_t time_of(const std::string& name) {
  std::tm parts{};
  const char* const end = ::strptime(name.c_str(), name_format, &parts);
  if (end == nullptr || *end != '\0') return 0;
  return std::int64_t{::timegm(&parts)} * 1'000'000;
}

}  // namespace acumage::backup
