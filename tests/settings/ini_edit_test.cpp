// Entries of a settings file are changed, and nothing else of it.
#include "settings/ini_edit.hpp"
#include "settings/ini.hpp"
#include "settings/text_diff.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace acumage::settings {
namespace {

const same_key exactly = [](std::string_view, std::string_view one, std::string_view other) {
  return one == other;
};

std::string set(std::string_view text, const std::string& section, const std::string& key,
                const std::string& value) {
  const std::vector<ini_change> changes{{section, key, value}};
  return edited_ini(text, changes, exactly);
}
std::string unset(std::string_view text, const std::string& section, const std::string& key) {
  const std::vector<ini_change> changes{{section, key, std::nullopt}};
  return edited_ini(text, changes, exactly);
}

TEST_CASE("ini edit: a value is replaced in its place, with its comment and its blanks") {
  CHECK(set("[a]\nx = 1\ny = 2\n", "a", "x", "9") == "[a]\nx = 9\ny = 2\n");
  CHECK(set("[a]\n  x=1  ; one\n", "a", "x", "9") == "[a]\n  x=9  ; one\n");
  CHECK(set("[a]\r\nx = 1\r\n", "a", "x", "9") == "[a]\r\nx = 9\r\n");
  CHECK(set("[a]\nx = \"1 ; 2\" ; c\n", "a", "x", "3") == "[a]\nx = 3 ; c\n");
  CHECK(set("[a]\n\"k = #\" = 1\n", "a", "k = #", "2") == "[a]\n\"k = #\" = 2\n");
  CHECK(set("[a]\nx =\n", "a", "x", "1") == "[a]\nx = 1\n");
  CHECK(set("[a]\nx = ; none\n", "a", "x", "1") == "[a]\nx = 1 ; none\n");
  CHECK(set("[a]\nx = 1", "a", "x", "2") == "[a]\nx = 2");
  CHECK(set("[a]\nx = 1\n", "a", "x", "a ; b") == "[a]\nx = \"a ; b\"\n");
  CHECK(set("[a]\nx = 1 ; c\n", "a", "x", "") == "[a]\nx = ; c\n");
  CHECK(set("[a]\nx = 1\n[b]\nx = 1\n", "b", "x", "2") == "[a]\nx = 1\n[b]\nx = 2\n");
}

TEST_CASE("ini edit: a new entry goes below its comment, else to its section, else to the end") {
  CHECK(set("[a]\n; x = 5\n; more\ny = 1\n", "a", "x", "2") ==
        "[a]\n; x = 5\nx = 2\n; more\ny = 1\n");
  CHECK(set("[a]\ny = 1\n\n[b]\nz = 1\n", "a", "x", "2") == "[a]\ny = 1\nx = 2\n\n[b]\nz = 1\n");
  CHECK(set("[a]\n", "a", "x", "2") == "[a]\nx = 2\n");
  CHECK(set("[a]\ny = 1", "b", "x", "2") == "[a]\ny = 1\n\n[b]\nx = 2\n");
  CHECK(set("", "a", "x", "2") == "[a]\nx = 2\n");
  CHECK(set("; x = 1\n[a]\ny = 1\n", "a", "x", "2") == "; x = 1\n[a]\ny = 1\nx = 2\n");
}

TEST_CASE("ini edit: an entry is removed with its line, and what is not there stays away") {
  CHECK(unset("[a]\n; about x\nx = 1\ny = 2\n", "a", "x") == "[a]\n; about x\ny = 2\n");
  CHECK(unset("[a]\nx = 1\n", "b", "x") == "[a]\nx = 1\n");
}

using entries = std::map<std::pair<std::string, std::string>, std::string>;

entries entries_of(const std::string& text) {
  entries all;
  for (const auto& each : read_ini(text))
    if (each.what == ini_line::kind::entry) all[{each.section, each.key}] = each.value;
  return all;
}

TEST_CASE("ini edit: whatever the file, the entry has its value and all others theirs") {
  std::mt19937 random{20261201};
  const auto one_of = [&](const std::vector<std::string>& all) {
    return all[random() % all.size()];
  };
  const std::vector<std::string> values{"1",      "",       "a b",   "a ; b",   "#x",     "\"q\"",
                                        "\\",     "x=y",    "ä € ",  " lead",   "[s]",    "\"",
                                        "a\\\"b", "a # b;", "50 %;", "; alone", "tab\tin"};
  const std::vector<std::string> names{"a", "b.c", "On Hold", "k = #", "z"};
  for (int round = 0; round < 3'000; ++round) {
    std::string text;
    for (const auto& section : {"s", "t"}) {
      text += one_of({"", "; first\n", "\n"}) + "[" + section + "]" + one_of({"", " ; c"}) + "\n";
      std::map<std::string, bool> used;
      for (int i = 0; i < 4; ++i) {
        const auto key = one_of(names);
        if (random() % 3 == 0) text += one_of({"; " + key + " = 7\n", "# words\n", "\n"});
        if (std::exchange(used[key], true)) continue;
        const auto value = one_of(values);
        text += one_of({"", "  "}) + ini_key(key) + one_of({" = ", "=", " =  "}) +
                ini_quoted(value) + one_of({"", " ; note", "  # c"}) + one_of({"\n", "\r\n"});
      }
    }
    CAPTURE(text);
    auto expected = entries_of(text);
    const auto section = one_of({"s", "t", "u"});
    const auto key = one_of(names);
    const auto before = expected.find({section, key});
    if (before != expected.end()) CHECK(set(text, section, key, before->second) == text);
    const auto value = one_of(values);
    CAPTURE(value);
    expected[{section, key}] = value;
    const auto made = set(text, section, key, value);
    CAPTURE(made);
    CHECK(entries_of(made) == expected);
    CHECK(set(made, section, key, value) == made);
    expected.erase({section, key});
    CHECK(entries_of(unset(made, section, key)) == expected);
  }
}

TEST_CASE("text diff: the lines that changed, each with two around it and its number") {
  const auto plain = [](std::string_view line) { return std::string{line}; };
  CHECK(text_diff("a\nb\n", "a\nb\n", plain).empty());
  CHECK(text_diff("1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\nx\n5\n6\n7\n", plain) ==
        "@@ line 2 @@\n 2\n 3\n-4\n+x\n 5\n 6\n");
  CHECK(text_diff("", "a\n", plain) == "@@ line 1 @@\n+a\n");
  CHECK(text_diff("token = x\n", "token = y\n", [](auto) { return std::string{"(hidden)"}; }) ==
        "@@ line 1 @@\n-(hidden)\n+(hidden)\n");
}

}  // namespace
}  // namespace acumage::settings
