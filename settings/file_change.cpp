#include "settings/file_change.hpp"

#include "messages/file_problem.hpp"
#include "messages/key.hpp"
#include "settings/ini.hpp"
#include "settings/secrets.hpp"
#include "settings/suggest.hpp"
#include "settings/table.hpp"
#include "settings/text_diff.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <set>
#include <tuple>

namespace acumage::settings {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_suffix = "_file";

const key_info* secret_of(const std::string& section, std::string key) {
  if (key.ends_with(file_suffix)) key.resize(key.size() - file_suffix.size());
  const auto* const found = find_key(section, key);
  return found != nullptr && found->kind == value_kind::secret ? found : nullptr;
}

bool same(std::string_view section, std::string_view one, std::string_view other) {
  const auto* const info = find_section(section);
  if (info == nullptr || !info->map) return one == other;
  return info->map->identity(one) == info->map->identity(other);
}

/// A line of the file without its secret.
std::string shown(std::string_view line) {
  static const auto secrets = [] {
    std::set<std::string, std::less<>> names;
    for (const auto& section : settings_table())
      for (const auto& key : section.keys)
        if (key.kind == value_kind::secret) names.emplace(key.name);
    return names;
  }();
  const auto equals = line.find('=');
  if (equals == std::string_view::npos) return std::string{line};
  auto key = trimmed(line.substr(0, equals));
  while (key.starts_with(';') || key.starts_with('#') || key.starts_with(' ')) key.remove_prefix(1);
  if (!secrets.contains(key) || trimmed(line.substr(equals + 1)).empty()) return std::string{line};
  return std::string{line.substr(0, equals + 1)} + " (hidden)";
}

error unwritable(const fs::path& at, int number) {
  return {errc::storage_failed,
          at.string() + ": " + file_problem(at.string(), number) +
              "; expected a file and a folder that " + own_user() + " may write",
          {}};
}

/// A new file with these bytes, on disk.
status write_file(const fs::path& path, const std::string& text, mode_t mode) {
  ::unlink(path.c_str());
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return unwritable(path, errno);
  std::size_t at = 0;
  int number = 0;
  while (at < text.size() && number == 0) {
    const auto put = ::write(file, text.data() + at, text.size() - at);
    if (put > 0)
      at += static_cast<std::size_t>(put);
    else if (errno != EINTR)
      number = errno;
  }
  if (number == 0 && (::fchmod(file, mode) != 0 || ::fsync(file) != 0)) number = errno;
  ::close(file);
  return number == 0 ? done() : status{unwritable(path, number)};
}

struct known_finding {
  std::string key;
  std::string message;
  friend auto operator<=>(const known_finding&, const known_finding&) = default;
};

std::vector<finding> findings_of(settings_sources from, const fs::path& as,
                                 const std::string& name) {
  from.file = as.string();
  auto found = load_for_run(from).findings;
  for (auto& each : found) {
    const auto replace = [&](std::string& text) {
      for (auto at = text.find(as.string()); at != std::string::npos; at = text.find(as.string()))
        text.replace(at, as.string().size(), name);
    };
    replace(each.where);
    replace(each.message);
  }
  return found;
}

result<proposal> begin(const settings_sources& from) {
  if (from.file.empty())
    return error{errc::not_found, "no settings file; expected config.ini, or --config FILE", {}};
  proposal made;
  std::error_code failed;
  made.file = fs::weakly_canonical(from.file, failed);
  auto text = read_whole_file(made.file);
  if (!text)
    return error{errc::not_found,
                 from.file + ": " + file_problem(from.file, errno) + "; expected a file to change",
                 {}};
  made.before = std::move(*text);
  return made;
}

/// Judges what the file becomes, from a file beside it, so that relative names lead where they will.
status judge(const settings_sources& from, proposal& of) {
  of.diff = text_diff(of.before, of.after, shown);
  const auto before = findings_of(from, of.file, from.file);
  auto beside = of.file;
  beside += ".check";
  if (auto written = write_file(beside, of.after, 0600); !written) return written;
  auto after = findings_of(from, beside, from.file);
  std::error_code ignored;
  fs::remove(beside, ignored);
  std::set<known_finding> known;
  for (const auto& each : before) known.insert({each.key, each.message});
  for (auto& each : after) {
    const bool is_new = !known.contains({each.key, each.message});
    (each.severity == severity::error && is_new ? of.errors : of.remaining)
        .push_back(std::move(each));
  }
  return done();
}

std::vector<fs::path> backups_of(const fs::path& file) {
  std::vector<fs::path> all;
  std::error_code failed;
  const auto prefix = file.filename().string() + ".bak-";
  for (fs::directory_iterator at{file.parent_path(), failed}, end; !failed && at != end;
       at.increment(failed))
    if (at->path().filename().string().starts_with(prefix)) all.push_back(at->path());
  std::sort(all.begin(), all.end());
  return all;
}

finding unknown(const ini_change& change) {
  const auto name = change.section + "." + change.key;
  const auto* const section = find_section(change.section);
  std::vector<std::string_view> names;
  if (section == nullptr)
    for (const auto& each : settings_table()) names.push_back(each.name);
  else
    for (const auto& each : section->keys) names.push_back(each.name);
  const auto& typed = section == nullptr ? change.section : change.key;
  return {severity::error, name, name,
          (section == nullptr ? "unknown section " : "unknown key ") +
              (section == nullptr ? change.section : name) + did_you_mean(nearest(typed, names))};
}

bool is_known(const ini_change& change) {
  const auto* const section = find_section(change.section);
  return section != nullptr &&
         (section->map || find_key(change.section, change.key) != nullptr ||
          (change.key.ends_with(file_suffix) && secret_of(change.section, change.key) != nullptr));
}

}  // namespace

std::pair<std::string, std::string> section_and_key(const std::string& full_name) {
  const auto end = section_end(full_name);
  if (end == std::string::npos) return {{}, full_name};
  return {full_name.substr(0, end), full_name.substr(end + 1)};
}

result<proposal> propose(const settings_sources& from, std::span<const ini_change> changes) {
  auto made = begin(from);
  if (!made) return made;
  for (const auto& each : changes)
    if (!is_known(each)) made->errors.push_back(unknown(each));
  made->after = edited_ini(made->before, changes, same);
  if (!made->errors.empty()) return made;
  if (auto judged = judge(from, *made); !judged) return judged.problem();
  return made;
}

result<proposal> propose_undo(const settings_sources& from) {
  auto made = begin(from);
  if (!made) return made;
  const auto all = backups_of(made->file);
  const auto text = all.empty() ? std::nullopt : read_whole_file(all.back());
  if (!text)
    return error{errc::not_found,
                 made->file.string() + ": there is no former version beside it; expected a file " +
                     made->file.filename().string() + ".bak-…",
                 {}};
  made->after = *text;
  if (auto judged = judge(from, *made); !judged) return judged.problem();
  return made;
}

status write_settings(const proposal& what, std::int64_t now_us) {
  if (read_whole_file(what.file) != what.before)
    return error{errc::conflict,
                 what.file.string() + ": changed meanwhile; expected another try with the new file",
                 {}};
  struct stat facts {};
  if (::stat(what.file.c_str(), &facts) != 0) return unwritable(what.file, errno);
  const auto mode = facts.st_mode & 07777U;
  const auto seconds = static_cast<std::time_t>(now_us / 1'000'000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> time{};
  std::strftime(time.data(), time.size(), "%Y%m%dT%H%M%S", &parts);
  auto backup = what.file;
  backup += ".bak-" + std::string{time.data()} + "-" + std::to_string(now_us % 1'000'000);
  if (auto kept = write_file(backup, what.before, mode); !kept) return kept;
  auto fresh = what.file;
  fresh += ".new";
  if (auto written = write_file(fresh, what.after, mode); !written) return written;
  // Only root may give a file away; for others it is their own already.
  if (::geteuid() == 0)
    for (const auto& each : {fresh, backup})
      if (::chown(each.c_str(), facts.st_uid, facts.st_gid) != 0) return unwritable(each, errno);
  if (::rename(fresh.c_str(), what.file.c_str()) != 0) return unwritable(what.file, errno);
  const int folder = ::open(what.file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
  auto all = backups_of(what.file);
  std::error_code ignored;
  for (std::size_t i = 0; i + most_backups < all.size(); ++i) fs::remove(all[i], ignored);
  return done();
}

result<std::vector<ini_change>> keep_secret(const settings_sources& from,
                                            const std::string& full_name,
                                            const std::string& value) {
  const auto [section, key] = section_and_key(full_name);
  const auto* const found = find_key(section, key);
  if (found == nullptr || found->kind != value_kind::secret)
    return error{errc::invalid,
                 full_name + ": is no secret; expected a key such as connection.bearer_token",
                 {}};
  if (value.empty())
    return error{errc::invalid, full_name + ": empty; expected the secret on stdin", {}};
  std::error_code failed;
  const auto folder = fs::weakly_canonical(from.file, failed).parent_path() / "credentials";
  fs::create_directory(folder, failed);
  if (!failed) fs::permissions(folder, fs::perms::owner_all, failed);
  const auto name = section + "-" + key;
  auto fresh = folder / (name + ".new");
  if (auto written = write_file(fresh, value + "\n", 0600); !written) return written.problem();
  fs::rename(fresh, folder / name, failed);
  if (failed) return unwritable(folder / name, failed.value());
  return std::vector<ini_change>{{section, key, std::nullopt},
                                 {section, key + std::string{file_suffix}, name}};
}

}  // namespace acumage::settings
