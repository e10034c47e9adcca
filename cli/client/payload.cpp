#include "cli/client/payload.hpp"

#include "acumatica/json_token.hpp"
#include "messages/key.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace acumage::client {

using acumatica::json_kind;
using acumatica::json_node;

namespace {

std::size_t breaks_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

payload_reader::payload_reader(std::istream& from, limits bounds)
    : from_{from}, requests_{bounds} {}

std::optional<payload_item> payload_reader::next() {
  if (!begun_) begin();
  std::string text;
  while (requests_.empty() && read_line(text)) take_line(text);
  if (requests_.empty()) requests_.close();
  return requests_.take();
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
  requests_.add_bad(problem);
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
  if (root.kind != json_kind::array) return requests_.add_object(root, text, first_line, position_);
  const char* counted_to = root.raw.data();
  auto line = first_line + breaks_in(text.substr(0, text.find('[')));
  for (const auto& each : acumatica::json_children{root}) {
    line += breaks_in({counted_to, static_cast<std::size_t>(each.raw.data() - counted_to)});
    counted_to = each.raw.data();
    requests_.add_object(each, acumatica::on_one_line(each.raw), line, position_);
  }
}

void payload_reader::take_line(const std::string& text) {
  const auto root = tree_.read(text, line_);
  if (root) return requests_.add_object(**root, std::string{trimmed(text)}, line_, position_);
  requests_.add_bad(misread(root.problem(), line_));
}

}  // namespace acumage::client
