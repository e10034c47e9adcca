#include "node/log.hpp"

#include "messages/json_text.hpp"
#include "settings/choices.hpp"
#include "settings/wall_clock.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <sys/stat.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace acumage::node {

namespace {

std::string_view word_of(log_level level) {
  return settings::choice_words<log_level>::words.at(static_cast<std::size_t>(level));
}

spdlog::level::level_enum spdlog_level(log_level level) {
  switch (level) {
    case log_level::error: return spdlog::level::err;
    case log_level::warn: return spdlog::level::warn;
    case log_level::info: return spdlog::level::info;
    case log_level::debug: return spdlog::level::debug;
  }
  return spdlog::level::err;
}

/// Printable ASCII but blank, '=' and '"' may stand in a logfmt key, or in a value without quotes.
bool is_bare(char c) { return c > ' ' && c < '\x7f' && c != '=' && c != '"' && c != '\\'; }

std::string field_name(std::string_view given) {
  constexpr std::array<std::string_view, 4> standard{"ts", "level", "actor", "msg"};
  std::string name{given.empty() ? "_" : given};
  for (char& c : name)
    if (!is_bare(c)) c = '_';
  if (std::find(standard.begin(), standard.end(), name) != standard.end()) name += '_';
  return name;
}

void append_field(std::string& text, std::string_view name, std::string_view value) {
  if (!text.empty()) text += ' ';
  text += name;
  text += '=';
  const bool bare = !value.empty() && std::all_of(value.begin(), value.end(), is_bare);
  if (bare)
    text += value;
  else
    append_json_string(text, value);
}

std::string logfmt_text(const log_line& line, std::int64_t at_us) {
  std::string text;
  append_field(text, "ts", rfc3339(at_us));
  append_field(text, "level", word_of(line.level));
  append_field(text, "actor", line.actor);
  append_field(text, "msg", line.words);
  for (const auto& [name, value] : line.fields) append_field(text, field_name(name), value);
  return text;
}

std::string json_line(const log_line& line, std::int64_t at_us) {
  json_writer json;
  json.object();
  json.key("ts").string(rfc3339(at_us));
  json.key("level").string(word_of(line.level));
  json.key("actor").string(line.actor);
  json.key("msg").string(line.words);
  for (const auto& [name, value] : line.fields) json.key(field_name(name)).string(value);
  return json.end().take();
}

/// systemd names the stream it made, so that who is connected to it can tell (systemd.exec(5)).
bool is_journal(std::FILE* to) {
  const auto* const stream = std::getenv("JOURNAL_STREAM");
  struct stat file {};
  if (stream == nullptr || fstat(fileno(to), &file) != 0) return false;
  return stream == std::to_string(file.st_dev) + ':' + std::to_string(file.st_ino);
}

/// The priority that journald takes off the line's beginning (sd-daemon(3)).
std::string_view journal_priority(log_level level) {
  switch (level) {
    case log_level::error: return "<3>";
    case log_level::warn: return "<4>";
    case log_level::info: return "<6>";
    case log_level::debug: return "<7>";
  }
  return "<3>";
}

using file_sink = spdlog::sinks::stdout_sink_base<spdlog::details::console_mutex>;

}  // namespace

std::string log_text(const log_line& line, settings::log_format format, std::int64_t at_us) {
  return format == settings::log_format::json ? json_line(line, at_us) : logfmt_text(line, at_us);
}

struct logger::state {
  explicit state(const options& how)
      : out{"acumage", std::make_shared<file_sink>(how.to)},
        format{how.format},
        journal{is_journal(how.to)} {
    out.set_pattern("%v");
    out.set_level(spdlog_level(how.level));
    out.flush_on(
        spdlog::level::trace);  // an event is worth most when the process ends right after it
  }
  spdlog::logger out;
  std::atomic<settings::log_format> format;
  const bool journal;
};

logger::logger(options how) : state_{std::make_shared<state>(how)} {}
logger::~logger() = default;

log_function logger::function() const {
  return [shared = state_](const log_line& line) {
    const auto level = spdlog_level(line.level);
    if (!shared->out.should_log(level)) return;
    try {
      auto text = log_text(line, shared->format.load(), settings::wall_us());
      if (shared->journal) text.insert(0, journal_priority(line.level));
      shared->out.log(level, spdlog::string_view_t{text});
    } catch (...) {
      // Out of memory: what the line is about must not fail because of the line.
    }
  };
}

void logger::set_level(log_level level) { state_->out.set_level(spdlog_level(level)); }
void logger::set_format(settings::log_format format) { state_->format.store(format); }

}  // namespace acumage::node
