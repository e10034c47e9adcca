#include "settings/ini.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <optional>

namespace acumage::settings {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_comment_sign(char c) { return c == ';' || c == '#'; }

/// The position of a comment set off by white space; npos when there is none.
std::size_t comment_start(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i)
    if (is_comment_sign(text[i]) && is_blank(text[i - 1])) return i;
  return std::string_view::npos;
}

/// A value in quotes: the text between them and the rest after the closing quote; empty without a
/// closing quote.
struct quoted_value {
  std::string text;
  std::string_view rest;
};
std::optional<quoted_value> read_quoted(std::string_view from) {
  quoted_value value;
  for (std::size_t i = 1; i < from.size(); ++i) {
    if (from[i] == '"') {
      value.rest = from.substr(i + 1);
      return value;
    }
    const bool escape =
        from[i] == '\\' && i + 1 < from.size() && (from[i + 1] == '"' || from[i + 1] == '\\');
    if (escape) ++i;
    value.text += from[i];
  }
  return std::nullopt;
}

std::string in_quotes(std::string_view of) {
  std::string text{'"'};
  for (const char c : of) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

/// Blank, or a comment set off by white space.
bool nothing_follows(std::string_view rest) {
  const auto text = trimmed(rest);
  return text.empty() || (is_blank(rest.front()) && is_comment_sign(text.front()));
}

class reader {
 public:
  std::vector<ini_line> read(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    while (!text.empty()) {
      ++number_;
      const auto end = std::min(text.find('\n'), text.size());
      auto line = text.substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      read_line(line);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::move(lines_);
  }

 private:
  enum class place { before_any_section, in_section, in_damaged_section };

  void read_line(std::string_view line) {
    if (has_control(line)) return mistake("control characters in the line; expected plain text");
    if (!is_utf8(line)) return mistake("bytes that are not UTF-8; expected a file saved as UTF-8");
    const auto text = trimmed(line);
    if (text.empty() || is_comment_sign(text.front())) return;
    if (text.front() == '[') return read_section(text);
    read_entry(text);
  }

  void read_section(std::string_view text) {
    place_ = place::in_damaged_section;
    const auto close = text.find(']');
    if (close == std::string_view::npos)
      return mistake("a section without its ']'; expected [name]");
    const auto name = trimmed(text.substr(1, close - 1));
    if (name.empty()) return mistake("a section without a name; expected [name]");
    if (!nothing_follows(text.substr(close + 1)))
      return mistake("text behind the ']'; expected nothing or a comment");
    place_ = place::in_section;
    section_ = name;
    lines_.push_back({ini_line::kind::section, number_, section_, {}, {}, {}});
  }

  /// A key in quotes and the text after its '='; empty after a mistake, which is recorded.
  std::optional<quoted_value> read_quoted_key(std::string_view text) {
    auto key = read_quoted(text);
    if (!key) {
      mistake("a key without its closing quote; expected \"key\" = value");
      return std::nullopt;
    }
    const auto rest = trimmed(key->rest);
    if (!rest.starts_with('=')) {
      mistake("a key in quotes without '=' behind it; expected \"key\" = value");
      return std::nullopt;
    }
    key->rest = rest.substr(1);
    return key;
  }

  std::optional<quoted_value> read_plain_key(std::string_view text) {
    const auto equals = text.find('=');
    if (equals != std::string_view::npos && comment_start(text) >= equals)
      return quoted_value{std::string{trimmed(text.substr(0, equals))}, text.substr(equals + 1)};
    mistake("a line without '='; expected key = value, [section] or a comment");
    return std::nullopt;
  }

  void read_entry(std::string_view text) {
    const auto read = text.front() == '"' ? read_quoted_key(text) : read_plain_key(text);
    if (!read) return;
    const auto& key = read->text;
    if (trimmed(key).empty()) return mistake("no key before the '='; expected key = value");
    if (place_ == place::before_any_section)
      return mistake("`" + key + "` is before any section; expected [section] first");

    const auto behind = read->rest;
    const auto value = trimmed(behind);
    if (!value.starts_with('"')) {
      // The search includes the leading blanks: "key = ; x" has no value, "key=;x" has one.
      return entry(key, std::string{trimmed(behind.substr(0, comment_start(behind)))});
    }
    auto quoted = read_quoted(value);
    if (!quoted)
      return mistake("`" + key + "` has a value without its closing quote; expected \"…\"");
    if (!nothing_follows(quoted->rest))
      return mistake("`" + key +
                     "` has text behind the closing quote; expected the whole value in quotes");
    entry(key, std::move(quoted->text));
  }

  void entry(const std::string& key, std::string value) {
    if (place_ == place::in_damaged_section) return;
    lines_.push_back({ini_line::kind::entry, number_, section_, key, std::move(value), {}});
  }

  void mistake(std::string message) {
    lines_.push_back({ini_line::kind::mistake, number_, {}, {}, {}, std::move(message)});
  }

  std::vector<ini_line> lines_;
  std::string section_;
  std::size_t number_ = 0;
  place place_ = place::before_any_section;
};

/// The smallest code point that a sequence of this many bytes may encode.
constexpr char32_t smallest_of(std::size_t length) {
  return length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
}

}  // namespace

std::vector<ini_line> read_ini(std::string_view text) { return reader{}.read(text); }

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80U            ? 1
                               : (lead >> 5U) == 0x06U ? 2
                               : (lead >> 4U) == 0x0eU ? 3
                               : (lead >> 3U) == 0x1eU ? 4
                                                       : 0;
    if (length == 0 || i + length > text.size()) return false;
    char32_t point = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      const auto tail = static_cast<unsigned char>(text[i + k]);
      if ((tail & 0xc0U) != 0x80U) return false;
      point = (point << 6U) | (tail & 0x3fU);
    }
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    if (length > 1 && (point < smallest_of(length) || surrogate || point > 0x10ffff)) return false;
    i += length;
  }
  return true;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20U && c != '\t') || byte == 0x7fU;
  });
}

std::string ini_quoted(std::string_view value) {
  const bool plain = trimmed(value) == value && !value.starts_with('"') &&
                     comment_start(" " + std::string{value}) == std::string_view::npos;
  return plain ? std::string{value} : in_quotes(value);
}

std::string ini_key(std::string_view key) {
  const bool plain = trimmed(key) == key && !key.starts_with('"') && !key.starts_with('[') &&
                     key.find_first_of("=;#") == std::string_view::npos;
  return plain ? std::string{key} : in_quotes(key);
}

}  // namespace acumage::settings
