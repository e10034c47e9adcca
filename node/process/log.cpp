#include "node/process/log.hpp"

#include "messages/json_text.hpp"
#include "node/process/patient_output.hpp"
#include "settings/choices.hpp"
#include "settings/wall_clock.hpp"

#include <spdlog/async_logger.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/base_sink.h>

#include <sys/stat.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <string_view>
#include <thread>
#include <utility>

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

/// Printable ASCII except blank, '=', '"' and '\' may appear in a logfmt key, or in an unquoted
/// value.
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

/// systemd names the stream that it created, so that a process can recognize it (systemd.exec(5)).
bool is_journal(int to) {
  const auto* const stream = std::getenv("JOURNAL_STREAM");
  struct stat file {};
  if (stream == nullptr || fstat(to, &file) != 0) return false;
  return stream == std::to_string(file.st_dev) + ':' + std::to_string(file.st_ino);
}

/// The priority prefix, which journald removes from the line (sd-daemon(3)).
std::string_view journal_priority(log_level level) {
  switch (level) {
    case log_level::error: return "<3>";
    case log_level::warn: return "<4>";
    case log_level::info: return "<6>";
    case log_level::debug: return "<7>";
  }
  return "<3>";
}

/// For the single thread of an asynchronous spdlog logger. A line that cannot be written is dropped
/// and counted. The next line that can be written follows a line that says how many are missing.
class patient_sink : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  struct options {
    int to = 2;
    std::function<std::uint64_t()> overrun;            ///< lines dropped before they arrived here
    std::function<std::string(std::uint64_t)> notice;  ///< the line for this many missing lines
  };
  explicit patient_sink(options how) : how_{std::move(how)} {}

  std::uint64_t taken() const { return taken_; }  ///< lines that arrived here, written or not
  std::uint64_t dropped() const { return dropped_ + how_.overrun(); }
  /// From now on writes do not wait for a reader.
  void end() { ends_ = true; }

 protected:
  void sink_it_(const spdlog::details::log_msg& line) override;
  void flush_() override {}

 private:
  bool put(std::string text);

  options how_;
  std::atomic<std::uint64_t> taken_{0};
  std::atomic<std::uint64_t> dropped_{0};
  std::atomic<bool> ends_{false};
  std::uint64_t told_ = 0;  // dropped lines already reported
  bool torn_ = false;       // the last line was cut
};

bool patient_sink::put(std::string text) {
  if (torn_) text.insert(0, 1, '\n');
  text += '\n';
  const bool whole = write_patiently(how_.to, text, [this] { return ends_.load(); });
  torn_ = !whole;
  return whole;
}

void patient_sink::sink_it_(const spdlog::details::log_msg& line) {
  const auto missing = dropped() - told_;
  if (missing > 0 && put(how_.notice(missing))) told_ += missing;
  if (!put({line.payload.data(), line.payload.size()})) dropped_.fetch_add(1);
  taken_.fetch_add(1);
}

constexpr std::size_t most_waiting = 4096;  // lines
constexpr std::chrono::milliseconds farewell{500};

}  // namespace

std::string log_text(const log_line& line, settings::log_format format, std::int64_t at_us) {
  return format == settings::log_format::json ? json_line(line, at_us) : logfmt_text(line, at_us);
}

/// The form of a line; shared with the writing thread, which may outlive everything else.
struct logger::form {
  form(settings::log_format how, bool to_journal) : format{how}, journal{to_journal} {}
  std::atomic<settings::log_format> format;
  const bool journal;

  std::string text_of(const log_line& line) const {
    auto text = log_text(line, format.load(), settings::wall_us());
    if (journal) text.insert(0, journal_priority(line.level));
    return text;
  }
};

struct logger::state {
  explicit state(const options& how)
      : lines{std::make_shared<form>(how.format, is_journal(how.to))},
        pool{std::make_shared<spdlog::details::thread_pool>(most_waiting, 1)},
        sink{std::make_shared<patient_sink>(patient_sink::options{
            .to = how.to,
            .overrun = [from = pool.get()] { return from->overrun_counter(); },
            .notice =
                [how_it_looks = lines](std::uint64_t count) {
                  return how_it_looks->text_of({log_level::warn,
                                                "log",
                                                "lines dropped: the log reader did not accept them",
                                                {{"lines", std::to_string(count)}}});
                }})},
        out{std::make_shared<spdlog::async_logger>("acumage", sink, pool,
                                                   spdlog::async_overflow_policy::overrun_oldest)} {
    out->set_level(spdlog_level(how.level));
    out->set_error_handler([](const std::string&) {});  // the default writes to stderr
  }

  ~state() {
    if (flush(farewell)) return;
    sink->end();
    // A thread that is stuck in a write cannot be joined: it ends with the process.
    if (!flush(farewell)) static_cast<void>(new std::shared_ptr{pool});
  }

  bool flush(std::chrono::milliseconds at_most) const {
    const auto until = std::chrono::steady_clock::now() + at_most;
    while (sink->taken() + pool->overrun_counter() < put.load()) {
      if (std::chrono::steady_clock::now() >= until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return true;
  }

  std::shared_ptr<form> lines;
  std::atomic<std::uint64_t> put{0};  // lines
  std::shared_ptr<spdlog::details::thread_pool> pool;
  std::shared_ptr<patient_sink> sink;
  std::shared_ptr<spdlog::async_logger> out;
};

logger::logger(options how) : state_{std::make_shared<state>(how)} {}
logger::~logger() = default;

log_function logger::function() const {
  return [shared = state_](const log_line& line) {
    const auto level = spdlog_level(line.level);
    if (!shared->out->should_log(level)) return;
    try {
      const auto text = shared->lines->text_of(line);
      shared->put.fetch_add(1);
      shared->out->log(level, spdlog::string_view_t{text});
    } catch (...) {
      // Out of memory: a failure to log must not fail the work that is logged.
    }
  };
}

bool logger::flush(std::chrono::milliseconds at_most) { return state_->flush(at_most); }
std::uint64_t logger::dropped() const { return state_->sink->dropped(); }

void logger::set_level(log_level level) { state_->out->set_level(spdlog_level(level)); }
void logger::set_format(settings::log_format format) { state_->lines->format.store(format); }

}  // namespace acumage::node
