// Globs, and the names of states and jobs.
#include "messages/dead_letter.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace acumage;

TEST_CASE("glob: a star is any run, a question mark one character") {
  CHECK(glob_matches("LAMP-*", "LAMP-07"));
  CHECK(glob_matches("*", ""));
  CHECK(glob_matches("", ""));
  CHECK(glob_matches("LAMP-0?", "LAMP-07"));
  CHECK(glob_matches("*@EAST*", "LAMP-07@EAST/R1"));
  CHECK(glob_matches("*a*b*c", "xxaxxbxxbxc"));
  CHECK(glob_matches("**07", "LAMP-07"));
  CHECK_FALSE(glob_matches("LAMP-0?", "LAMP-0"));
  CHECK_FALSE(glob_matches("LAMP", "LAMP-07"));
  CHECK_FALSE(glob_matches("?", ""));
  CHECK_FALSE(glob_matches("", "x"));
  CHECK_FALSE(glob_matches("*a*b*c", "xxaxxcxxb"));
}

TEST_CASE("glob: letter case does not count, other signs mean themselves") {
  CHECK(glob_matches("lamp-*", "LAMP-07"));
  CHECK(glob_matches("ÄPFEL*", "äpfel-1"));
  CHECK(glob_matches("A.B[1]", "a.b[1]"));
  CHECK_FALSE(glob_matches("A.B", "AXB"));
}

TEST_CASE("glob: a question mark is one character, of however many bytes") {
  CHECK(glob_matches("?pfel", "äpfel"));
  CHECK(glob_matches("日?語", "日本語"));
  CHECK(glob_matches("*?語", "日本語"));
  CHECK_FALSE(glob_matches("??pfel", "äpfel"));
}

TEST_CASE("glob: many stars over a long text end soon") {
  std::string stars;
  for (int i = 0; i < 50; ++i) stars += "*a";
  CHECK_FALSE(glob_matches(stars + "b", std::string(5000, 'a')));
}

TEST_CASE("letter states: names go there and back") {
  for (const auto each : {letter_state::open, letter_state::replaying, letter_state::resolved,
                          letter_state::superseded, letter_state::discarded})
    CHECK(letter_state_from(to_string(each)) == each);
  CHECK_FALSE(letter_state_from("Open").has_value());
  CHECK(to_string(job_state::cancelled) == "cancelled");
}
