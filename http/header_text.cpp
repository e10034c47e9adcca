#include "http/header_text.hpp"

#include "messages/key.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <ctime>

namespace acumage::http {

namespace {

using namespace std::chrono_literals;

std::optional<std::int64_t> read_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem == std::errc::result_out_of_range) return INT64_MAX;
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7), in seconds since 1970.
std::optional<std::int64_t> read_date(std::string_view value) {
  const std::string text{value};
  std::tm parts{};
  const auto* end = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (end == nullptr) return std::nullopt;
  return static_cast<std::int64_t>(::timegm(&parts));
}

}  // namespace

std::optional<std::chrono::milliseconds> read_retry_after(
    std::string_view value, std::string_view date, std::chrono::system_clock::time_point now) {
  auto seconds = read_number(trimmed(value));
  if (!seconds) {
    const auto until = read_date(value);
    if (!until) return std::nullopt;
    seconds = *until - read_date(date).value_or(std::chrono::system_clock::to_time_t(now));
  }
  return std::chrono::seconds{std::clamp<std::int64_t>(*seconds, 1, 900)};
}

std::optional<std::chrono::seconds> read_keep_alive(std::string_view value) {
  constexpr std::string_view name = "timeout=";
  const auto at = value.find(name);
  if (at == std::string_view::npos) return std::nullopt;
  value.remove_prefix(at + name.size());
  const auto seconds = read_number(trimmed(value.substr(0, value.find(','))));
  if (!seconds || *seconds < 0) return std::nullopt;
  return std::chrono::seconds{std::min<std::int64_t>(*seconds, 86400)};
}

std::string header_safe(std::string_view value) {
  std::string safe{trimmed(value)};
  std::erase_if(safe, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20U || byte == 0x7FU;
  });
  return safe;
}

}  // namespace acumage::http
