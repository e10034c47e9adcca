#include "node/log.hpp"

#include "tests/settings/loading.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <thread>

using namespace acumage;
using namespace acumage::node;

namespace {

constexpr std::int64_t at_us = 1'786'702'931'042'000;  // 2026-08-14T10:22:11.042Z

log_line line_of(std::vector<std::pair<std::string_view, std::string>> fields) {
  return {log_level::info, "dispatcher", "circuit opened", std::move(fields)};
}

struct log_file {
  tests::temp_dir folder;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> handle{std::fopen((folder / "log").c_str(), "w"),
                                                         &std::fclose};

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
  logger log{{.level = log_level::warn, .to = file.handle.get()}};
  const auto write = log.function();
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
  logger log{{.to = file.handle.get()}};
  log.set_format(settings::log_format::json);
  log.function()({log_level::info, "node", "{not a pattern} %v", {}});
  CHECK(file.text().find(R"("msg":"{not a pattern} %v"})") != std::string::npos);
}

TEST_CASE("log: lines of several threads stay whole, and outlive the logger") {
  const log_file file;
  log_function write;
  {
    const logger log{{.to = file.handle.get()}};
    write = log.function();
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 100; ++k) write({log_level::info, "node", "words", {{"k", "v"}}});
    });
  for (auto& each : threads) each.join();
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
  REQUIRE(fstat(fileno(file.handle.get()), &here) == 0);
  const auto write = [&](const std::string& stream) {
    setenv("JOURNAL_STREAM", stream.c_str(), 1);
    const logger log{{.to = file.handle.get()}};
    unsetenv("JOURNAL_STREAM");
    log.function()({log_level::warn, "node", "words", {}});
  };
  write("1:2");  // somebody else's: this log was sent to a file
  CHECK(file.text().starts_with("ts="));
  write(std::to_string(here.st_dev) + ':' + std::to_string(here.st_ino));
  CHECK(file.text().find("\n<4>ts=") != std::string::npos);
}
