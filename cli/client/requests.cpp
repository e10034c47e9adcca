#include "cli/client/requests.hpp"

#include "acumatica/json_token.hpp"
#include "cli/client/json.hpp"

#include <charconv>
#include <utility>

namespace acumage::client {

namespace {

constexpr const char* expected =
    "expected a notification with Query or a change with entity; rows alone need --entity";
constexpr std::string_view line_word = "line ";

}  // namespace

request_collector::request_collector(payload_limits bounds) : bounds_{bounds} {
  open_.route = intake_route::changes;
}

void request_collector::add_change(std::string text, std::size_t line, std::uint64_t end) {
  if (open_bytes_ + text.size() > bounds_.bytes) close();
  open_bytes_ += text.size() + 1;
  open_.rows.push_back(std::move(text));
  open_.lines.push_back(line);
  open_.end = end;
  if (open_.rows.size() >= bounds_.rows) close();
}

void request_collector::add_object(const acumatica::json_node& object, std::string text,
                                   std::size_t line, std::uint64_t end) {
  if (member(object, "entity") != nullptr)
    return add_change(acumatica::on_one_line(text), line, end);
  if (member(object, "Query") == nullptr)
    return add_bad({line, std::string{"neither Query nor entity in it; "} + expected});
  close();
  ready_.push_back(payload{intake_route::push, {std::move(text)}, {line}, end});
}

void request_collector::add_bad(bad_line what) {
  close();
  ready_.push_back(std::move(what));
}

void request_collector::close() {
  open_bytes_ = 0;
  if (open_.rows.empty()) return;
  ready_.push_back(std::exchange(open_, payload{intake_route::changes, {}, {}, 0}));
}

std::optional<payload_item> request_collector::take() {
  if (ready_.empty()) return std::nullopt;
  auto item = std::move(ready_.front());
  ready_.pop_front();
  return item;
}

bad_line misread(const error& problem, std::size_t line) {
  const auto named = line_in(problem.at);
  return {named == 0 ? line : named, without_line(problem)};
}

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

}  // namespace acumage::client
