#include "magento/page_text.hpp"

#include "messages/key.hpp"

#include <array>
#include <cctype>
#include <utility>

namespace acumage::magento {

namespace {

/// Pages are cut before they are read: nothing useful comes after this.
constexpr std::size_t max_read = 65536;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool starts_with_name(std::string_view text, std::string_view name) {
  if (text.size() < name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i)
    if (lower(text[i]) != name[i]) return false;
  return text.size() == name.size() ||
         std::isalnum(static_cast<unsigned char>(text[name.size()])) == 0;
}

/// Position of "<name" or "</name" at or after `from`; npos when there is none.
std::size_t find_tag(std::string_view body, std::string_view opening, std::string_view name,
                     std::size_t from) {
  for (auto at = body.find(opening, from); at != std::string_view::npos;
       at = body.find(opening, at + 1))
    if (starts_with_name(body.substr(at + opening.size()), name)) return at;
  return std::string_view::npos;
}

/// The text between the first tag of that name and its end; empty when either is missing.
std::string_view inside(std::string_view body, std::string_view name) {
  const auto tag = find_tag(body, "<", name, 0);
  if (tag == std::string_view::npos) return {};
  const auto begin = body.find('>', tag);
  if (begin == std::string_view::npos) return {};
  const auto end = find_tag(body, "</", name, begin);
  if (end == std::string_view::npos) return {};
  return body.substr(begin + 1, end - begin - 1);
}

/// Decodes the entity at the start of `text` onto `to`; returns the bytes it took, 0 for none.
std::size_t decode_entity(std::string_view text, std::string& to) {
  constexpr std::array<std::pair<std::string_view, char>, 8> known{{{"&amp;", '&'},
                                                                    {"&lt;", '<'},
                                                                    {"&gt;", '>'},
                                                                    {"&quot;", '"'},
                                                                    {"&#39;", '\''},
                                                                    {"&#039;", '\''},
                                                                    {"&apos;", '\''},
                                                                    {"&nbsp;", ' '}}};
  for (const auto& [name, character] : known) {
    if (text.substr(0, name.size()) != name) continue;
    to += character;
    return name.size();
  }
  return 0;
}

/// Appends, with runs of white space collapsed to one blank.
std::string collapsed(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    if (const auto taken = text[i] == '&' ? decode_entity(text.substr(i), result) : 0) {
      i += taken;
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[i++]);
    if (byte > ' ' && byte != 0x7F) {
      result += static_cast<char>(byte);
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return std::string{trimmed(result)};
}

std::string without_tags(std::string_view body) {
  std::string text;
  for (std::size_t i = 0; i < body.size();) {
    if (body[i] != '<') {
      text += body[i++];
      continue;
    }
    text += ' ';
    const auto rest = body.substr(i + 1);
    auto close = body.find('>', i);
    for (const std::string_view silent : {"script", "style"})
      if (starts_with_name(rest, silent))
        if (const auto end = find_tag(body, "</", silent, i); end != std::string_view::npos)
          close = body.find('>', end);
    i = close == std::string_view::npos ? body.size() : close + 1;
  }
  return text;
}

}  // namespace

std::string page_text(std::string_view body, std::size_t max_bytes) {
  body = body.substr(0, max_read);
  auto title = collapsed(inside(body, "title"));
  if (!title.empty()) return cut_text(std::move(title), max_bytes);
  // Only a body that looks like a page loses its tags: plain text may contain a "<" of its own.
  return cut_text(collapsed(is_page(body) ? without_tags(body) : std::string{body}), max_bytes);
}

bool is_page(std::string_view body) {
  body = trimmed(body.substr(0, max_read));
  return !body.empty() && body.front() == '<' &&
         find_tag(body, "<", "response", 0) == std::string_view::npos;
}

std::string element_text(std::string_view body, std::string_view name) {
  return collapsed(inside(body.substr(0, max_read), name));
}

std::string cut_text(std::string text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  auto end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

}  // namespace acumage::magento
