#include "cli/commands/send_files.hpp"

#include "messages/file_problem.hpp"
#include "messages/json_text.hpp"
#include "messages/pull.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace acumage::commands {

namespace {

namespace fs = std::filesystem;

std::set<std::string> extensions_of(file_kinds kinds) {
  if (kinds == file_kinds::json) return {".json", ".ndjson"};
  return {".csv", ".json", ".ndjson", ".tsv"};
}

std::string patterns(const std::set<std::string>& extensions) {
  std::string text;
  for (const auto& each : extensions)
    text += (text.empty() ? "" : each == *extensions.rbegin() ? " or " : ", ") + ("*" + each);
  return text;
}

}  // namespace

result<std::vector<std::string>> expand_files(const std::vector<std::string>& given,
                                              file_kinds kinds) {
  const auto extensions = extensions_of(kinds);
  std::vector<std::string> files;
  std::error_code problem;
  for (const auto& each : given) {
    if (!fs::is_directory(each, problem)) {
      if (const int number = each == standard_input ? 0 : why_unreadable(each); number != 0)
        return error{errc::not_found,
                     each + ": cannot be read: " + file_problem(each, number) +
                         "; expected a file or a folder",
                     {}};
      files.push_back(each);
      continue;
    }
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator{each, problem})
      if (extensions.contains(entry.path().extension().string()))
        found.push_back(entry.path().string());
    if (found.empty())
      return error{
          errc::not_found, each + ": no " + patterns(extensions) + " in it; expected some", {}};
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

result<std::uint64_t> version_of_file(const std::string& path, std::int64_t now_us) {
  if (path == standard_input) return ticks_of(now_us);
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0)
    return error{errc::not_found, path + ": cannot be read; expected a file", {}};
  const auto changed = about.st_mtim;
  const auto changed_us =
      static_cast<std::int64_t>(changed.tv_sec) * 1'000'000 + changed.tv_nsec / 1000;
  if (changed_us > now_us)
    return error{errc::invalid,
                 path + ": changed at " + rfc3339(changed_us) +
                     ", which is in the future; expected --version-at with the time of the export",
                 {}};
  return ticks_of(changed_us) + static_cast<std::uint64_t>(changed.tv_nsec / 100 % 10);
}

}  // namespace acumage::commands
