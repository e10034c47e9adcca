#include "cli/client/payload.hpp"

#include "acumatica/json_token.hpp"
#include "cli/client/json.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace acumage::client {

using acumatica::json_kind;
using acumatica::json_node;

namespace {

constexpr const char* expected = "expected a notification with Query or a change with entity";

std::size_t breaks_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

constexpr std::string_view line_word = "line ";

bad_line misread(const error& problem, std::size_t line) {
  const auto named = line_in(problem.at);
  return {named == 0 ? line : named, without_line(problem)};
}

}  // namespace

std::size_t line_in(std::string_view place) {
  if (!place.starts_with(line_word)) return 0;
  std::size_t line = 0;
  std::from_chars(place.data() + line_word.size(), place.data() + place.size(), line);
  return line;
}

std::string without_line(const error& problem) {
  auto words = problem.message;
  if (problem.at.empty()) return words;
  if (const auto place = problem.at + ": "; words.starts_with(place)) words.erase(0, place.size());
  const auto comma = problem.at.find(", ");
  return comma == std::string::npos ? words : problem.at.substr(comma + 2) + ": " + words;
}

payload_reader::payload_reader(std::istream& from, limits bounds) : from_{from}, bounds_{bounds} {
  open_.route = intake_route::changes;
}

std::optional<payload_item> payload_reader::next() {
  if (!begun_) begin();
  std::string text;
  while (ready_.empty() && read_line(text)) take_line(text);
  if (ready_.empty()) close_request();
  if (ready_.empty()) return std::nullopt;
  auto item = std::move(ready_.front());
  ready_.pop_front();
  return item;
}

/// The next line that is not blank.
bool payload_reader::read_line(std::string& into) {
  while (std::getline(from_, into)) {
    ++line_;
    position_ += into.size() + (from_.eof() ? 0 : 1);
    if (!trimmed(into).empty()) return true;
  }
  return false;
}

/// If the first line is a complete object, there is one per line. Otherwise the file is one text.
void payload_reader::begin() {
  begun_ = true;
  std::string first;
  if (!read_line(first)) return;
  const auto first_line = line_;
  const auto root = tree_.read(first);
  if (root && (*root)->kind == json_kind::object) return take_line(first);
  std::string text = std::move(first);
  for (std::string more; std::getline(from_, more);) {
    position_ += more.size() + (from_.eof() ? 0 : 1);
    text += '\n';
    text += more;
  }
  read_whole(std::move(text), first_line);
}

void payload_reader::read_whole(std::string text, std::size_t first_line) {
  const auto root = tree_.read(text, first_line);
  if (root) return take_root(**root, text, first_line);
  const auto problem = misread(root.problem(), first_line);
  if (second_line_is_object(text)) return take_lines(text, first_line);
  ready_.push_back(problem);
}

/// Whether there is one object per line and the first of them is broken.
bool payload_reader::second_line_is_object(const std::string& text) {
  const auto begin = text.find('\n');
  if (begin == std::string::npos) return false;
  const auto end = text.find('\n', begin + 1);
  const auto root = tree_.read(text.substr(begin + 1, end - begin - 1));
  return root && (*root)->kind == json_kind::object;
}

void payload_reader::take_lines(const std::string& text, std::size_t first_line) {
  line_ = first_line;
  for (std::size_t at = 0; at < text.size(); ++line_) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (const auto line = text.substr(at, end - at); !trimmed(line).empty()) take_line(line);
    at = end + 1;
  }
}

/// The tree holds a copy of the text, so places are counted in the copy.
void payload_reader::take_root(const json_node& root, const std::string& text,
                               std::size_t first_line) {
  if (root.kind == json_kind::object) return take_object(root, text, first_line);
  if (root.kind != json_kind::array) {
    ready_.push_back(
        bad_line{first_line, std::string{"neither an object nor an array; "} + expected});
    return;
  }
  const char* counted_to = root.raw.data();
  auto line = first_line + breaks_in(text.substr(0, text.find('[')));
  for (const auto& each : acumatica::json_children{root}) {
    line += breaks_in({counted_to, static_cast<std::size_t>(each.raw.data() - counted_to)});
    counted_to = each.raw.data();
    take_object(each, acumatica::on_one_line(each.raw), line);
  }
}

void payload_reader::take_line(const std::string& text) {
  const auto root = tree_.read(text, line_);
  if (root) return take_object(**root, std::string{trimmed(text)}, line_);
  close_request();
  ready_.push_back(misread(root.problem(), line_));
}

void payload_reader::take_object(const json_node& object, std::string text, std::size_t line) {
  const bool is_change = member(object, "entity") != nullptr;
  if (!is_change || open_bytes_ + text.size() > bounds_.bytes) close_request();
  if (is_change) {
    text = acumatica::on_one_line(text);
    open_bytes_ += text.size() + 1;
    open_.rows.push_back(std::move(text));
    open_.lines.push_back(line);
    open_.end = position_;
    if (open_.rows.size() >= bounds_.rows) close_request();
  } else if (member(object, "Query") != nullptr) {
    ready_.push_back(payload{intake_route::push, {std::move(text)}, {line}, position_});
  } else {
    ready_.push_back(bad_line{line, std::string{"neither Query nor entity in it; "} + expected});
  }
}

void payload_reader::close_request() {
  open_bytes_ = 0;
  if (open_.rows.empty()) return;
  ready_.push_back(std::exchange(open_, payload{intake_route::changes, {}, {}, 0}));
}

}  // namespace acumage::client
