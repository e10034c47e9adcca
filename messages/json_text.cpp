#include "messages/json_text.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <ctime>
#include <utility>

namespace acumage {

namespace {

/// Length of the valid UTF-8 sequence at the start of `text`, 0 when there is none (RFC 3629, 4).
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const auto lead = byte(0);
  if (lead < 0x80U) return 1;
  if (lead >= 0xC2U && lead <= 0xDFU) return tail(1) ? 2 : 0;
  if (lead >= 0xE0U && lead <= 0xEFU) {
    if (lead == 0xE0U && byte(1) < 0xA0U) return 0;
    if (lead == 0xEDU && byte(1) > 0x9FU) return 0;
    return tail(1) && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0U && lead <= 0xF4U) {
    if (lead == 0xF0U && byte(1) < 0x90U) return 0;
    if (lead == 0xF4U && byte(1) > 0x8FU) return 0;
    return tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

void append_escaped(std::string& to, unsigned char control) {
  constexpr std::string_view hex = "0123456789abcdef";
  switch (control) {
    case '\n': to += "\\n"; return;
    case '\r': to += "\\r"; return;
    case '\t': to += "\\t"; return;
    default:
      to += "\\u00";
      to += hex[control >> 4U];
      to += hex[control & 15U];
  }
}

}  // namespace

void append_json_string(std::string& to, std::string_view text) {
  to += '"';
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte == '"' || byte == '\\') {
      to += '\\';
      to += text.front();
      text.remove_prefix(1);
    } else if (byte < 0x20U) {
      append_escaped(to, byte);
      text.remove_prefix(1);
    } else if (const auto length = sequence_length(text); length > 0) {
      to += text.substr(0, length);
      text.remove_prefix(length);
    } else {
      to += "\xEF\xBF\xBD";
      text.remove_prefix(1);
    }
  }
  to += '"';
}

std::string excerpt(std::string_view text, std::size_t most) {
  std::string json;
  append_json_string(json, text.substr(0, most));
  return json;
}

void json_writer::before_value() {
  assert(open_.empty() || open_.back() == '[' || after_key_);
  if (!after_key_ && !first_) text_ += ',';
  first_ = false;
  after_key_ = false;
}

json_writer& json_writer::object() {
  before_value();
  text_ += '{';
  open_.push_back('{');
  first_ = true;
  return *this;
}

json_writer& json_writer::array() {
  before_value();
  text_ += '[';
  open_.push_back('[');
  first_ = true;
  return *this;
}

json_writer& json_writer::end() {
  assert(!open_.empty() && !after_key_);
  text_ += open_.back() == '{' ? '}' : ']';
  open_.pop_back();
  first_ = false;
  return *this;
}

json_writer& json_writer::key(std::string_view name) {
  assert(!open_.empty() && open_.back() == '{' && !after_key_);
  if (!first_) text_ += ',';
  first_ = false;
  append_json_string(text_, name);
  text_ += ':';
  after_key_ = true;
  return *this;
}

json_writer& json_writer::string(std::string_view text) {
  before_value();
  append_json_string(text_, text);
  return *this;
}

json_writer& json_writer::number(std::int64_t value) { return raw(std::to_string(value)); }
json_writer& json_writer::number(std::uint64_t value) { return raw(std::to_string(value)); }

json_writer& json_writer::number(double value) {
  assert(std::isfinite(value));
  std::array<char, 64> buffer{};
  const auto rounded = std::round(value * 1000.0) / 1000.0;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded).ptr;
  return raw({buffer.data(), static_cast<std::size_t>(end - buffer.data())});
}

json_writer& json_writer::boolean(bool value) { return raw(value ? "true" : "false"); }
json_writer& json_writer::null() { return raw("null"); }

json_writer& json_writer::string_or_null(std::string_view text) {
  return text.empty() ? null() : string(text);
}

json_writer& json_writer::time_or_null(std::int64_t at_us) {
  return at_us == 0 ? null() : string(rfc3339(at_us));
}

json_writer& json_writer::raw(std::string_view json) {
  before_value();
  text_ += json;
  return *this;
}

std::string json_writer::take() {
  assert(open_.empty());
  first_ = true;
  return std::exchange(text_, {});
}

std::string rfc3339(std::int64_t at_us) {
  const auto seconds =
      static_cast<std::time_t>(at_us >= 0 ? at_us / 1'000'000 : (at_us - 999'999) / 1'000'000);
  const auto millis =
      static_cast<int>((at_us - static_cast<std::int64_t>(seconds) * 1'000'000) / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 48> buffer{};
  const auto length = std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::string text{buffer.data(), length};
  text += '.';
  text += static_cast<char>('0' + millis / 100);
  text += static_cast<char>('0' + millis / 10 % 10);
  text += static_cast<char>('0' + millis % 10);
  return text + 'Z';
}

}  // namespace acumage
