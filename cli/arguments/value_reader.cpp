#include "cli/arguments/value_reader.hpp"

#include "api/rfc3339.hpp"
#include "messages/json_text.hpp"
#include "settings/suggest.hpp"
#include "settings/when.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>

namespace acumage::arguments {

namespace {

std::vector<std::string> entity_names() {
  std::vector<std::string> names;
  for (const auto each : all_entities) names.emplace_back(to_string(each));
  return names;
}

/// The name that the API uses.
std::string sent_name(const flag& of) {
  auto name = of.name.substr(of.is_word() ? 0 : 2);
  for (auto& c : name)
    c = c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

}  // namespace

std::string near_one_of(const std::string& typed, const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates{names.begin(), names.end()};
  return settings::did_you_mean(settings::nearest(typed, candidates));
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  return text;
}

std::string value_reader::text(const std::string& flag) const {
  const auto found = given_.find(flag);
  return found == given_.end() ? std::string{} : found->second.front();
}

std::vector<std::string> value_reader::all(const std::string& flag) const {
  const auto found = given_.find(flag);
  return found == given_.end() ? std::vector<std::string>{} : found->second;
}

void value_reader::refuse(const std::string& problem) {
  if (problem_.empty()) problem_ = problem;
}

void value_reader::complain(const std::string& flag, const std::string& value,
                            const std::string& expected) {
  refuse(flag + " = " + value + "; expected " + expected);
}

void value_reader::refuse_api(std::string problem) {
  constexpr std::string_view api_words = "parameter ";
  if (problem.starts_with(api_words)) problem.replace(0, api_words.size(), "--");
  refuse(problem);
}

double value_reader::number(const std::string& flag, double unless_given, const range& bounds) {
  if (!has(flag)) return unless_given;
  const auto written = text(flag);
  double value = 0;
  const auto* const end = written.data() + written.size();
  const auto read = std::from_chars(written.data(), end, value);
  const bool sound =
      read.ec == std::errc{} && read.ptr == end && value >= bounds.least && value <= bounds.most;
  if (!sound) complain(flag, written, bounds.expected);
  return sound ? value : unless_given;
}

std::chrono::milliseconds value_reader::seconds(const std::string& flag, double unless_given,
                                                const range& bounds) {
  return std::chrono::milliseconds{
      static_cast<std::int64_t>(number(flag, unless_given, bounds) * 1000)};
}

std::string value_reader::one_of(const std::string& flag, const std::vector<std::string>& names) {
  for (const auto& name : all(flag))
    if (std::find(names.begin(), names.end(), name) == names.end())
      complain(flag, name, listed(names) + near_one_of(name, names));
  return problem_.empty() ? text(flag) : std::string{};
}

std::optional<entity> value_reader::entity_of(const std::string& flag) {
  return entity_from(one_of(flag, entity_names()));
}

void value_reader::expect_entities(const std::string& flag) { one_of(flag, entity_names()); }

std::optional<std::int64_t> value_reader::instant(const std::string& flag) {
  if (!has(flag)) return std::nullopt;
  if (const auto at = api::parse_rfc3339(text(flag)); at.ok()) return *at;
  const auto at = settings::instant_of(text(flag), now_us_);
  if (!at) complain(flag, text(flag), settings::instant_forms);
  return at;
}

std::string value_reader::time(const std::string& flag, const std::string& text) {
  if (api::parse_rfc3339(text).ok()) return text;
  if (const auto at = settings::instant_of(text, now_us_)) return rfc3339(*at);
  complain(flag, text, settings::instant_forms);
  return {};
}

api::name_values value_reader::sent() {
  api::name_values made;
  for (const auto& each : of_.flags) {
    if (!each.sent) continue;
    for (const auto& value : all(each.name))
      made.emplace_back(sent_name(each), each.type == "TIME" ? time(each.name, value) : value);
  }
  return made;
}

}  // namespace acumage::arguments
