#include "settings/secrets.hpp"

#include "messages/file_problem.hpp"
#include "settings/codec.hpp"

#include <fstream>
#include <iterator>
#include <utility>

namespace acumage::settings {

namespace {

constexpr std::size_t longest_secret = 65'536;

bool is_there(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

/// At most `most` bytes.
std::string read_up_to(const std::filesystem::path& path, std::size_t most) {
  std::ifstream file{path, std::ios::binary};
  std::string text(most, '\0');
  file.read(text.data(), static_cast<std::streamsize>(most));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace

std::filesystem::path find_secret_file(const std::string& name, const secret_places& places) {
  auto beside = places.beside_file / name;
  const bool bare = name.find('/') == std::string::npos;
  if (!bare || is_there(beside)) return beside;
  auto credential = places.credentials / name;
  if (!places.credentials.empty() && is_there(credential)) return credential;
  // An operator's commands also find the secrets that the service reads from there.
  auto source = places.beside_file / "credentials" / name;
  return is_there(source) ? source : beside;
}

result<std::string> read_secret(const std::string& name, const secret_places& places) {
  const auto path = find_secret_file(name, places);
  if (const int number = why_unreadable(path.string()); number != 0)
    return error{errc::not_found,
                 path.string() + " cannot be read: " + file_problem(path.string(), number) +
                     "; expected a file with the secret",
                 {}};
  auto text = read_up_to(path, longest_secret + 1);
  if (text.size() > longest_secret)
    return error{
        errc::invalid, path.string() + " is too large; expected a file with the secret alone", {}};
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty())
    return error{errc::invalid, path.string() + " is empty; expected a file with the secret", {}};
  return text;
}

std::optional<std::string> read_whole_file(const std::filesystem::path& path) {
  std::error_code ignored;
  std::ifstream file{path, std::ios::binary};
  if (!file || std::filesystem::is_directory(path, ignored)) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  if (file.bad()) return std::nullopt;
  return text;
}

void secret_collector::hold(const key_info& key, form how, std::string where, std::string text) {
  current_[&key].insert_or_assign(how, spoken{std::move(where), std::move(text)});
}

void secret_collector::end_of_source(provenance& origins, std::vector<finding>& findings) {
  for (auto& [key, forms] : std::exchange(current_, {})) {
    const auto file = forms.find(form::file);
    const auto value = forms.find(form::value);
    const bool has_file = file != forms.end() && !file->second.text.empty();
    const bool has_value = value != forms.end() && !value->second.text.empty();
    const auto name = key->full_name();
    if (has_file && has_value) {
      origins.damaged.insert(name);
      findings.push_back({severity::error, file->second.where, name,
                          name + " and " + name + "_file are both set; expected one of them"});
    } else if (has_file) {
      chosen_.insert_or_assign(key, source{std::move(file->second), form::file});
    } else {
      // All values are empty: this source clears what an earlier one set.
      auto& empty = value == forms.end() ? file->second : value->second;
      chosen_.insert_or_assign(key, source{std::move(empty), form::value});
    }
  }
}

void secret_collector::resolve(settings& to, provenance& origins,
                               std::vector<finding>& findings) const {
  for (const auto& [key, from] : chosen_) {
    const auto name = key->full_name();
    origins.where.insert_or_assign(name, from.what.where);
    if (from.how == form::file)
      origins.secret_files.insert_or_assign(name,
                                            find_secret_file(from.what.text, places_).string());
    const auto text = from.how == form::file ? read_secret(from.what.text, places_)
                                             : result<std::string>{from.what.text};
    if (text) {
      key->set(to, secret{*text});
      continue;
    }
    origins.damaged.insert(name);
    findings.push_back({severity::error, from.what.where, name,
                        name + "_file = " + shown(from.what.text) + ": " + text.problem().message});
  }
}

}  // namespace acumage::settings
