#include "messages/dead_letter.hpp"

#include "messages/key.hpp"

#include <charconv>

namespace acumage {

namespace {
constexpr std::array<std::string_view, 5> state_names{"open", "replaying", "resolved", "superseded",
                                                      "discarded"};
constexpr std::array<std::string_view, 3> job_names{"running", "done", "cancelled"};

/// The position of the next character after the one at `at`: UTF-8 continuation bytes are 10xxxxxx.
std::size_t next_character(std::string_view text, std::size_t at) {
  do ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  return at;
}
}  // namespace

std::string_view to_string(letter_state which) {
  return state_names.at(static_cast<std::size_t>(which));
}

std::optional<letter_state> letter_state_from(std::string_view name) {
  for (std::size_t i = 0; i < state_names.size(); ++i)
    if (state_names[i] == name) return static_cast<letter_state>(i);
  return std::nullopt;
}

std::string_view to_string(job_state which) {
  return job_names.at(static_cast<std::size_t>(which));
}

std::string history_id(const history_record& record) {
  return std::to_string(record.at_us) + "-" + std::to_string(record.version.sequence);
}

std::optional<history_place> read_history_id(std::string_view id) {
  history_place place;
  const auto* const end = id.data() + id.size();
  const auto at = std::from_chars(id.data(), end, place.at_us);
  if (at.ec != std::errc{} || at.ptr == end || *at.ptr != '-') return std::nullopt;
  const auto number = std::from_chars(at.ptr + 1, end, place.sequence);
  if (number.ec != std::errc{} || number.ptr != end) return std::nullopt;
  return place;
}

bool glob_matches(std::string_view glob, std::string_view text) {
  const auto pattern = fold_key(glob);
  const auto subject = fold_key(text);
  std::size_t p = 0;
  std::size_t s = 0;
  std::size_t star = std::string::npos;  // last '*' seen, and the position in the subject then
  std::size_t mark = 0;
  while (s < subject.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = s;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      s = next_character(subject, s);
    } else if (p < pattern.size() && pattern[p] == subject[s]) {
      ++p;
      ++s;
    } else if (star != std::string::npos) {
      p = star + 1;
      s = mark = next_character(subject, mark);
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string why_not_replayed(letter_state state, bool force) {
  switch (state) {
    case letter_state::open: return {};
    case letter_state::replaying: return "it is being replayed already";
    case letter_state::superseded:
      return force
                 ? std::string{}
                 : "superseded by a newer delivery of its key; expected force, which sends it all "
                   "the same";
    case letter_state::resolved:
    case letter_state::discarded: break;
  }
  return "it is " + std::string{to_string(state)} + "; expected an open one: reopen it first";
}

std::string why_not_reopened(letter_state state) {
  switch (state) {
    case letter_state::open: return "it is open already";
    case letter_state::replaying: return "it is being replayed; expected a closed one";
    case letter_state::superseded:
      return "superseded by a newer delivery of its key; expected a replay with force, which sends "
             "it all the same";
    case letter_state::resolved:
    case letter_state::discarded: break;
  }
  return {};
}

}  // namespace acumage
