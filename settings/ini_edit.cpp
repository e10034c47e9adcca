#include "settings/ini_edit.hpp"

#include "messages/key.hpp"
#include "settings/ini.hpp"

#include <algorithm>
#include <vector>

namespace acumage::settings {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Behind the closing quote of a text that begins with one.
std::size_t quoted_end(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\'))
      ++i;
    else if (text[i] == '"')
      return i + 1;
  }
  return text.size();
}

/// Where a value without quotes ends: before a comment set off by white space, and blanks.
std::size_t plain_end(std::string_view text) {
  std::size_t end = text.size();
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((text[i] == ';' || text[i] == '#') && (i == 0 || is_blank(text[i - 1]))) {
      end = i;
      break;
    }
  while (end > 0 && is_blank(text[end - 1])) --end;
  return end;
}

/// The line of an entry with another value.
std::string with_value(std::string_view line, const std::string& value) {
  const auto start = std::min(line.find_first_not_of(" \t"), line.size());
  const auto key_end =
      line.substr(start).starts_with('"') ? start + quoted_end(line.substr(start)) : start;
  const auto equals = line.find('=', key_end);
  auto at = equals + 1;
  while (at < line.size() && is_blank(line[at])) ++at;
  const auto old = line.substr(at);
  const bool commented = !old.empty() && (old.front() == ';' || old.front() == '#') &&
                         at > equals + 1;  // `key = ; comment` has no value
  const auto length = commented ? 0 : old.starts_with('"') ? quoted_end(old) : plain_end(old);
  std::string made{line.substr(0, length == 0 || value.empty() ? equals + 1 : at)};
  if (length == 0 && !value.empty()) made += ' ';
  made += value.empty() ? value : ini_quoted(value);
  auto rest = line.substr(at + length);
  if (commented) made += ' ';
  return made.append(rest);
}

class editor {
 public:
  editor(std::string_view text, const same_key& same) : same_{same} {
    while (!text.empty()) {
      const auto end = text.find('\n');
      auto size = end == std::string_view::npos ? text.size() : end + 1;
      lines_.push_back({.text = std::string{text.substr(0, size)}});
      text.remove_prefix(size);
    }
    if (!lines_.empty() && lines_.front().text.ends_with("\r\n")) line_end_ = "\r\n";
  }

  void make(const ini_change& change) {
    read();
    const auto found = find(change);
    if (!change.value) {
      if (found) lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(*found));
      return;
    }
    if (found)
      replace(*found, *change.value);
    else
      add(change);
  }

  std::string text() const {
    std::string all;
    for (const auto& each : lines_) all += each.text;
    return all;
  }

 private:
  struct line {
    std::string text;
    std::string section = {};
    std::string key = {};    ///< of an entry
    std::string value = {};  ///< of an entry
    bool is_section = false;
  };

  void read() {
    for (auto& each : lines_) {
      each.key.clear();
      each.section.clear();
      each.is_section = false;
    }
    for (auto& each : read_ini(text())) {
      if (each.number == 0 || each.number > lines_.size()) continue;
      auto& at = lines_[each.number - 1];
      at.is_section = each.what == ini_line::kind::section;
      at.section = each.section;
      at.key = std::move(each.key);
      at.value = std::move(each.value);
    }
    std::string section;
    for (auto& each : lines_) {
      if (each.is_section) section = each.section;
      each.section = section;
    }
  }

  std::optional<std::size_t> find(const ini_change& change) const {
    for (std::size_t i = 0; i < lines_.size(); ++i)
      if (!lines_[i].key.empty() && lines_[i].section == change.section &&
          same_(change.section, lines_[i].key, change.key))
        return i;
    return std::nullopt;
  }

  void replace(std::size_t at, const std::string& value) {
    if (lines_[at].value == value) return;
    auto& text = lines_[at].text;
    std::string_view body = text;
    const std::string_view end = body.ends_with("\r\n") ? body.substr(body.size() - 2)
                                 : body.ends_with('\n') ? body.substr(body.size() - 1)
                                                        : "";
    body.remove_suffix(end.size());
    text = with_value(body, value) + std::string{end};
  }

  /// `; key = value`
  bool is_comment_of(const line& what, const ini_change& change) const {
    auto text = trimmed(what.text);
    if (what.section != change.section || text.empty() || !what.key.empty()) return false;
    if (text.front() != ';' && text.front() != '#') return false;
    text.remove_prefix(1);
    const auto equals = text.find('=');
    return equals != std::string_view::npos &&
           same_(change.section, trimmed(text.substr(0, equals)), change.key);
  }

  void add(const ini_change& change) {
    std::optional<std::size_t> behind;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (is_comment_of(lines_[i], change)) {
        behind = i;
        break;
      }
      if (lines_[i].section == change.section && (lines_[i].is_section || !lines_[i].key.empty()))
        behind = i;
    }
    if (!lines_.empty() && !lines_.back().text.ends_with('\n')) lines_.back().text += line_end_;
    auto entry = ini_key(change.key) + " =";
    if (!change.value->empty()) entry += " " + ini_quoted(*change.value);
    entry += line_end_;
    if (behind) {
      lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(*behind) + 1,
                    {.text = std::move(entry)});
      return;
    }
    if (!lines_.empty()) lines_.push_back({.text = line_end_});
    lines_.push_back({.text = "[" + change.section + "]" + line_end_});
    lines_.push_back({.text = std::move(entry)});
  }

  const same_key& same_;
  std::vector<line> lines_;
  std::string line_end_ = "\n";
};

}  // namespace

std::string edited_ini(std::string_view text, std::span<const ini_change> changes,
                       const same_key& same) {
  editor made{text, same};
  for (const auto& each : changes) made.make(each);
  return made.text();
}

}  // namespace acumage::settings
