#include "settings/local_time.hpp"

#include "messages/key.hpp"
#include "settings/when.hpp"

#include <array>
#include <ctime>
#include <iomanip>
#include <sstream>

namespace acumage::settings {

namespace {

constexpr std::int64_t second_us = 1'000'000;

std::tm local_of(std::int64_t at_us) {
  const auto seconds = static_cast<std::time_t>(at_us / second_us);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  return local;
}

std::int64_t instant_of_local(std::tm local) {
  local.tm_isdst = -1;  // whatever applies then
  return static_cast<std::int64_t>(std::mktime(&local)) * second_us;
}

/// Reads all of the text; false: it has another form.
bool reads(const std::string& text, const char* form, std::tm& to) {
  std::istringstream from{text};
  from >> std::get_time(&to, form);
  return !from.fail() && from.peek() == std::istringstream::traits_type::eof();
}

std::string text_of(std::int64_t at_us, const char* form) {
  const auto local = local_of(at_us);
  std::array<char, 40> text{};
  return {text.data(), std::strftime(text.data(), text.size(), form, &local)};
}

}  // namespace

std::optional<std::int64_t> local_instant_of(std::string_view words, std::int64_t now_us) {
  const std::string text{trimmed(words)};
  for (const auto* const form : {"%H:%M", "%H:%M:%S"}) {
    auto local = local_of(now_us);
    local.tm_sec = 0;
    if (!reads(text, form, local)) continue;
    const auto at = instant_of_local(local);
    if (at <= now_us) return at;
    local.tm_mday -= 1;
    return instant_of_local(local);
  }
  for (const auto* const form :
       {"%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"}) {
    std::tm local{};
    if (reads(text, form, local)) return instant_of_local(local);
  }
  return instant_of(words, now_us);
}

std::string local_text(std::int64_t at_us) { return text_of(at_us, "%Y-%m-%d %H:%M:%S"); }

std::string local_zone(std::int64_t at_us) {
  auto offset = text_of(at_us, "%z");  // +0100
  if (offset.size() == 5) offset.insert(3, ":");
  return "UTC" + offset;
}

}  // namespace acumage::settings
