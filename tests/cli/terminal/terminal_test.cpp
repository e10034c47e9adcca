#include "cli/terminal/terminal.hpp"

#include "cli/client/stats.hpp"
#include "cli/terminal/output_file.hpp"
#include "cli/terminal/progress.hpp"
#include "cli/terminal/table.hpp"
#include "cli/watch/stats_text.hpp"
#include "tests/cli/terminal/shown.hpp"
#include "tests/support/temp_dir.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include <sys/stat.h>

namespace acumage::terminal {
namespace {

using tests::has;
using tests::shown;

std::string text_in(const std::filesystem::path& file) {
  std::ifstream from{file};
  return {std::istreambuf_iterator<char>{from}, {}};
}

TEST_CASE("output file: new, for its owner alone, and there only when it is kept [SPEC 3]") {
  const tests::temp_dir folder;
  const auto target = folder / "out.ndjson";
  std::ofstream{target} << "before\n";
  std::filesystem::permissions(target, std::filesystem::perms{0644});
  {
    const auto left = output_file::beside(target.string());
    REQUIRE(left.ok());
    (*left)->stream() << "half";
  }
  CHECK(text_in(target) == "before\n");
  CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
  const auto file = output_file::beside(target.string());
  REQUIRE(file.ok());
  (*file)->stream() << "after\n";
  REQUIRE((*file)->keep().ok());
  CHECK(text_in(target) == "after\n");
  CHECK(std::filesystem::status(target).permissions() == std::filesystem::perms{0600});
  CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
  CHECK(output_file::beside("/nowhere/at/all").problem().code == errc::storage_failed);
}

TEST_CASE("output file: what is no plain file is not replaced by one [SPEC 3]") {
  const tests::temp_dir folder;
  const auto real = folder / "real";
  std::ofstream{real} << "kept";
  std::filesystem::create_symlink(real, folder / "link");
  std::filesystem::create_symlink("nowhere", folder / "dangling");
  REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
  for (const auto& target :
       {(folder / "link").string(), (folder / "dangling").string(), (folder / "fifo").string(),
        std::string{"/dev/null"}, folder.path().string()}) {
    CAPTURE(target);
    const auto refused = output_file::beside(target);
    CHECK(refused.problem().code == errc::invalid);
    CHECK(has(refused.problem().message, "expected a plain file, or none"));
  }
  const auto late = folder / "late";
  const auto file = output_file::beside(late.string());
  REQUIRE(file.ok());
  std::filesystem::create_symlink(real, late);
  CHECK((*file)->keep().problem().code == errc::invalid);
  CHECK(text_in(real) == "kept");
}

TEST_CASE("output: a disk that is full is said, and is a failure [SPEC 3]") {
  std::ofstream full{"/dev/full"};
  std::ostringstream said;
  terminal to{.out = full, .err = said};
  CHECK(code_of(0, to) == 0);
  to.out << "words\n";
  CHECK(code_of(0, to) == 1);
  CHECK(has(said.str(), "stdout: not all of the output could be written"));
  CHECK(code_of(2, to) == 2);
}

TEST_CASE("table: columns are as wide as what stands in them, counted in characters") {
  const std::vector<column> columns{{"NAME"}, {"COUNT", align::right}, {"END"}};
  CHECK(table_text(columns, {{{"Größe"}, {"7"}, {"x"}}, {{"a"}, {"1,234"}}}, false) ==
        "NAME   COUNT  END\n"
        "Größe      7  x\n"
        "a      1,234\n");
}

TEST_CASE("table: colours do not move columns, and foreign control characters are not obeyed") {
  const std::vector<column> columns{{"A"}, {"B"}};
  CHECK(table_text(columns, {{{"x", tone::bad}, {"y\x1b[2Jz\n"}}}, true) ==
        "\x1b[2mA\x1b[0m  \x1b[2mB\x1b[0m\n"
        "\x1b[31mx\x1b[0m  y [2Jz\n");
  CHECK(printable("a\xC2\x9B"
                  "b\tc") == "a b c");
}

TEST_CASE("table: a text wider than its column is cut with an ellipsis") {
  CHECK(table_text({{"T", align::left, 5}}, {{{"äbcdefg"}}}, false) == "T\näbcd…\n");
  CHECK(cut_to("abc", 3) == "abc");
  CHECK(cut_to("abcd", 0).empty());
}

TEST_CASE("table: a line of parts is cut where the screen ends, blanks at its end aside") {
  const auto text_of = [](const text_line& line) {
    std::string text;
    for (const auto& each : line) text += each.text;
    return text;
  };
  const text_line line{{"äb", tone::bad}, {"  "}, {"cd"}, {"   "}};
  CHECK(text_of(cut_line(line, 6)) == "äb  cd");
  CHECK(text_of(cut_line(line, 5)) == "äb  …");
  CHECK(text_of(cut_line(line, 4)) == "äb …");
  CHECK(text_of(cut_line(line, 2)) == "ä…");
  CHECK(text_of(cut_line(line, 0)).empty());
  CHECK(cut_line({}, 5).empty());
}

TEST_CASE("text is wrapped between words, and cut off when it takes too many lines") {
  using lines = std::vector<std::string>;
  CHECK(wrapped("one two three", 7, 9) == lines{"one two", "three"});
  CHECK(wrapped("one two three", 5, 2) == lines{"one", "two …"});
  CHECK(wrapped("one two", 3, 2) == lines{"one", "two"});
  CHECK(wrapped("one", 80, 1) == lines{"one"});
  CHECK(wrapped("abcdefgh ij", 4, 9) == lines{"abcd", "efgh", "ij"});
  CHECK(wrapped("ääää ö", 2, 9) == lines{"ää", "ää", "ö"});
  CHECK(wrapped(" a b", 3, 9) == lines{" a", "b"});
  CHECK(wrapped("", 4, 9).empty());
  CHECK(wrapped("a b", 0, 9).empty());
}

TEST_CASE("text for a terminal that shows ASCII alone keeps its columns") {
  CHECK(ascii_of("WAITING▼ Größe…") == "WAITINGv Gr??e~");
}

TEST_CASE("figures are short and have a unit") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1'234'567) == "1,234,567");
  CHECK(duration_text(0.85) == "850 ms");
  CHECK(duration_text(12.5) == "12.5 s");
  CHECK(duration_text(192) == "3 m 12 s");
  CHECK(duration_text(7'500) == "2 h 5 m");
  CHECK(duration_text(370'800) == "4 d 7 h");
  CHECK(latency_text(87) == "87 us");
  CHECK(latency_text(1'200) == "1.2 ms");
  CHECK(latency_text(2'500'000) == "2.50 s");
  CHECK(bytes_text(0) == "0 B");
  CHECK(bytes_text(12'595) == "12.3 KB");
  CHECK(counted(1, "row") == "1 row");
  CHECK(counted(1'000, "row") == "1,000 rows");
}

TEST_CASE("progress: the bar fills up and stays within the width") {
  CHECK(progress_text(0, "a", 80) == "[....................]   0 %  a");
  CHECK(progress_text(0.5, "a", 80) == "[##########..........]  50 %  a");
  CHECK(progress_text(7, "a", 80) == "[####################] 100 %  a");
  CHECK(columns_of(progress_text(0.5, std::string(200, 'x'), 40)) == 40);
}

TEST_CASE("progress: writes nothing where nobody watches") {
  shown screen;
  {
    progress_line line{screen.to};
    line.show(0.5, "half");
  }
  CHECK(screen.err().empty());
}

TEST_CASE(
    "live screen: lines beyond height and width are left out, and the old screen comes back") {
  shown screen;
  screen.to.width = 4;
  screen.to.height = 2;
  {
    live_screen live{screen.to};
    live.draw("\x1b[31mabcdef\x1b[0m\nline\nthird\n");
  }
  CHECK(has(screen.out(), "\x1b[H\x1b[31mabcd\x1b[0m\x1b[K\nline\x1b[K\x1b[J"));
  CHECK_FALSE(has(screen.out(), "third"));
  CHECK(screen.out().ends_with("\x1b[?1049l"));
}

constexpr const char* stats_json = R"({
  "node":{"name":"acumage","version":"0.1.0","state":"running","uptime_s":61,
    "degraded":["pricing: paused: An operator paused sending.","intake: nothing came"],
    "headline":{"state":"paused","entities":["pricing"],"since":"2026-08-14T10:02:11.042Z",
      "what":"An operator paused sending.","store":null,"next":null,"action":"Run `acumage resume pricing`."}},
  "actors":[{"name":"settler","mailbox":3,"mailbox_high":9,"handled":12345,"rate":2.5,"p50_us":40,
             "p99_us":1500,"last_error":null,"age_ms":2500}],
  "lanes":{"pricing":{"state":"paused","sending":false,"intake":true,"waiting":1200,"in_flight":25,"accepted":5000,
    "resumed":7,"replayed":3,"delivered":3000,"superseded":20,"filtered":5,"dead_lettered":2,
    "discarded":0,"filtered_by":{"no price":5},"parked":4,"retrying":6,"requests":120,"lookups":2,
    "oldest_age_s":75,"mode":"batched","circuit":"open","next_attempt_in_s":12.4,
    "last_success":null,"last_error":"503: maintenance"}},
  "journal":{"unsettled":1235,"bytes":2048,"sync_p50_us":300,"sync_p99_us":4000,"group_size":4.5},
  "intake":{"unrouted":1},
  "dead_letters":{"total":2,"by_class":{"data":2}}})";

TEST_CASE("stats: every figure of the answer is on the screen") {
  const auto figures = client::read_stats(stats_json);
  REQUIRE(figures.ok());
  shown screen;
  for (const std::size_t width : {100U, 200U}) {
    screen.to.width = width;
    const auto text = watch::stats_text(*figures, screen.to, true);
    for (const auto* const part : {"acumage 0.1.0  running, up 1 m 1 s",
                                   "paused: pricing, since 2026-08-14T10:02:11.042Z",
                                   "what   An operator paused sending.",
                                   "do     Run `acumage resume pricing`.",
                                   "also: intake: nothing came",
                                   "paused",
                                   "1,200",
                                   "25",
                                   "1 m 15 s",
                                   "batched",
                                   "open     ",
                                   "12.4 s",
                                   "5,010",
                                   "3,000",
                                   "120",
                                   "no price 5",
                                   "503: maintenance",
                                   "1,235 unsettled changes, 2.0 KB",
                                   "sync p50 300 us, p99 4.0 ms",
                                   "4.5 changes per write",
                                   "dead letters  2: data 2; 1 unrouted row",
                                   "settler",
                                   "12,345",
                                   "2.5/s",
                                   "1.5 ms",
                                   "2.5 s"}) {
      CAPTURE(part);
      CHECK(has(text, part));
    }
  }
}

TEST_CASE("stats: a narrow screen gets the lanes in two tables, a wide one in one") {
  const auto figures = client::read_stats(stats_json);
  REQUIRE(figures.ok());
  shown screen;
  screen.to.width = 100;
  const auto narrow = watch::lanes_text(*figures, screen.to);
  CHECK(narrow.find("DELIVERED") > narrow.find("1,200"));
  screen.to.width = 200;
  const auto wide = watch::lanes_text(*figures, screen.to);
  CHECK(wide.find("DELIVERED") < wide.find("1,200"));
}

TEST_CASE("stats: an answer that is none of a node is an error") {
  CHECK_FALSE(client::read_stats("<html>").ok());
  CHECK_FALSE(client::read_stats("[]").ok());
  CHECK_FALSE(client::read_stats(R"({"node":{}})").ok());
}

}  // namespace
}  // namespace acumage::terminal
