#include "node/process/log.hpp"

#include "tests/settings/loading.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <thread>

using namespace acumage;
using namespace acumage::node;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t at_us = 1'786'702'931'042'000;  // 2026-08-14T10:22:11.042Z

log_line line_of(std::vector<std::pair<std::string_view, std::string>> fields) {
  return {log_level::info, "dispatcher", "circuit opened", std::move(fields)};
}

struct log_file {
  tests::temp_dir folder;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> handle{std::fopen((folder / "log").c_str(), "w"),
                                                         &std::fclose};

  int number() const { return fileno(handle.get()); }
  std::string text() const {
    std::ifstream file{folder / "log"};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
};

std::size_t count(const std::string& text, char what) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), what));
}

}  // namespace

TEST_CASE("log: a logfmt line has time, level, actor, words and fields in this order") {
  CHECK(
      log_text(line_of({{"lane", "pricing"}, {"waiting", "12"}}), settings::log_format::logfmt,
               at_us) ==
      R"(ts=2026-08-14T10:22:11.042Z level=info actor=dispatcher msg="circuit opened" lane=pricing waiting=12)");
}

TEST_CASE("log: a JSON line says the same as an object of texts") {
  CHECK(
      log_text(line_of({{"key", "a\"b"}}), settings::log_format::json, at_us) ==
      R"({"ts":"2026-08-14T10:22:11.042Z","level":"info","actor":"dispatcher","msg":"circuit opened","key":"a\"b"})");
}

TEST_CASE("log: values that could be mistaken for something else are quoted and escaped") {
  const auto text = [](std::string value) {
    const auto line =
        log_text(line_of({{"v", std::move(value)}}), settings::log_format::logfmt, at_us);
    return line.substr(line.find(" v=") + 3);
  };
  CHECK(text("LAMP-07") == "LAMP-07");
  CHECK(text("") == "\"\"");
  CHECK(text("a b") == "\"a b\"");
  CHECK(text("a=b") == "\"a=b\"");
  CHECK(text("say \"hi\"") == R"("say \"hi\"")");
  CHECK(text("a\\b") == R"("a\\b")");
  CHECK(text("one\nlevel=error two") == R"("one\nlevel=error two")");
  CHECK(text("\x1b[31m") == R"("\u001b[31m")");
  CHECK(text("\xff") == "\"\xEF\xBF\xBD\"");
  CHECK(text("café") == "\"café\"");
}

TEST_CASE("log: field names cannot break the line or stand in for a standard field") {
  const auto line = line_of({{"a b=\"c", "1"}, {"level", "x"}, {"", "2"}});
  CHECK(log_text(line, settings::log_format::logfmt, at_us).ends_with(" a_b__c=1 level_=x _=2"));
  CHECK(log_text(line, settings::log_format::json, at_us).find("\"level_\":\"x\"") !=
        std::string::npos);
}

TEST_CASE(
    "log: what is below the level is not written, and the level can be changed [setting "
    "log.level]") {
  const log_file file;
  logger log{{.level = log_level::warn, .to = file.number()}};
  const auto write = [&](const log_line& line) {
    log.function()(line);
    REQUIRE(log.flush(10s));
  };
  write({log_level::info, "node", "quiet", {}});
  CHECK(file.text().empty());
  write({log_level::error, "node", "loud", {}});
  CHECK(file.text().find("level=error") != std::string::npos);
  log.set_level(log_level::debug);
  write({log_level::debug, "node", "detail", {}});
  CHECK(file.text().find("msg=detail") != std::string::npos);
  log.set_level(log_level::error);
  write({log_level::warn, "node", "silenced", {}});
  CHECK(file.text().find("silenced") == std::string::npos);
}

TEST_CASE("log: the format can be changed while it is in use [setting log.format]") {
  const log_file file;
  logger log{{.to = file.number()}};
  log.set_format(settings::log_format::json);
  log.function()({log_level::info, "node", "{not a pattern} %v", {}});
  REQUIRE(log.flush(10s));
  CHECK(file.text().find(R"("msg":"{not a pattern} %v"})") != std::string::npos);
}

TEST_CASE("log: lines of several threads stay whole, and outlive the logger") {
  const log_file file;
  log_function write;
  {
    const logger log{{.to = file.number()}};
    write = log.function();
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 100; ++k) write({log_level::info, "node", "words", {{"k", "v"}}});
    });
  for (auto& each : threads) each.join();
  write = nullptr;  // the last who could log
  const auto text = file.text();
  CHECK(count(text, '\n') == 400);
  std::size_t whole = 0;
  for (std::size_t at = 0; (at = text.find("actor=node msg=words k=v\n", at)) != std::string::npos;)
    ++whole, ++at;
  CHECK(whole == 400);
}

TEST_CASE("log: lines to systemd's journal begin with their priority, lines elsewhere do not") {
  const log_file file;
  struct stat here {};
  REQUIRE(fstat(file.number(), &here) == 0);
  const auto write = [&](const std::string& stream) {
    setenv("JOURNAL_STREAM", stream.c_str(), 1);
    const logger log{{.to = file.number()}};
    unsetenv("JOURNAL_STREAM");
    log.function()({log_level::warn, "node", "words", {}});
  };
  write("1:2");  // somebody else's: this log was sent to a file
  CHECK(file.text().starts_with("ts="));
  write(std::to_string(here.st_dev) + ':' + std::to_string(here.st_ino));
  CHECK(file.text().find("\n<4>ts=") != std::string::npos);
}

namespace {

using clock_type = std::chrono::steady_clock;

/// A pipe to be read, or not.
struct pipe_ends {
  pipe_ends() {
    std::signal(SIGPIPE, SIG_IGN);  // as the program does
    REQUIRE(::pipe(ends.data()) == 0);
  }
  ~pipe_ends() {
    if (reads) ::close(ends[0]);
    ::close(ends[1]);
  }
  void leave() {
    ::close(ends[0]);
    reads = false;
  }
  /// All that comes until nothing does for a while.
  std::string text() const {
    std::string all;
    std::array<char, 65'536> some{};
    pollfd from{ends[0], POLLIN, 0};
    while (::poll(&from, 1, 500) > 0) {
      const auto got = ::read(ends[0], some.data(), some.size());
      if (got <= 0) break;
      all.append(some.data(), static_cast<std::size_t>(got));
    }
    return all;
  }
  std::array<int, 2> ends{};
  bool reads = true;
};

constexpr std::size_t many = 20'000;

/// Logs many lines at two levels from two threads; how long that took.
clock_type::duration log_many(const logger& log) {
  const auto began = clock_type::now();
  std::thread other{[write = log.function()] {
    for (std::size_t i = 0; i < many / 2; ++i)
      write({log_level::error, "node", "words", {{"i", std::to_string(i)}}});
  }};
  const auto write = log.function();
  for (std::size_t i = 0; i < many / 2; ++i)
    write({log_level::info, "node", "words", {{"i", std::to_string(i)}}});
  other.join();
  return clock_type::now() - began;
}

}  // namespace

TEST_CASE(
    "log: a reader that stops reading holds nobody up, and learns what it has missed [SPEC 8]") {
  const pipe_ends pipe;
  std::uint64_t dropped = 0;
  std::string text;
  {
    logger log{{.to = pipe.ends[1]}};
    CHECK(log_many(log) < 5s);
    CHECK_FALSE(log.flush(20ms));
    dropped = log.dropped();
    CHECK(dropped > 0);
    text = pipe.text();
    REQUIRE(log.flush(10s));
    text += pipe.text();
    CHECK(log.dropped() == dropped);
  }
  std::size_t whole = 0;
  for (std::size_t at = 0; (at = text.find("actor=node msg=words i=", at)) != std::string::npos;
       ++at)
    ++whole;
  CHECK(whole + dropped == many);
  CHECK(text.find("level=warn actor=log") != std::string::npos);
  std::uint64_t told = 0;
  const std::string number = " lines=";
  for (std::size_t at = 0; (at = text.find(number, at)) != std::string::npos; ++at)
    told += std::stoull(text.substr(at + number.size(), 20));
  CHECK(told == dropped);
}

TEST_CASE("log: the end does not wait for a reader that does not read [SPEC 8]") {
  const pipe_ends pipe;
  const auto began = clock_type::now();
  { log_many(logger{{.to = pipe.ends[1]}}); }
  CHECK(clock_type::now() - began < 5s);
}

TEST_CASE(
    "log: lines for a reader that has gone, or a full disk, are dropped and counted [SPEC 8]") {
  pipe_ends pipe;
  pipe.leave();
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  REQUIRE(full >= 0);
  for (const int to : {pipe.ends[1], full}) {
    logger log{{.to = to}};
    log_many(log);
    CHECK(log.flush(10s));
    CHECK(log.dropped() == many);
  }
  ::close(full);
}
